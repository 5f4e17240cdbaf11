"""Offices: how many are empty or one deep, counted from the people in post at each month's end."""

from collections.abc import Sequence
from math import nan

import numpy as np

from simulation.arm import Arm
from simulation.measures import OFFICES, STOCKS
from simulation.observation.recorder import Integers, Record
from simulation.units import ONE


def offices(record: Record, units: Sequence[int], regions: Sequence[int]) -> Integers:
    """Return how many offices of each region are large, small, empty and one deep.

    Parameters
    ----------
    record
        What was observed.
    units
        Unit of each cell.
    regions
        Region of each unit.

    Returns
    -------
    numpy.ndarray
        Month x region x `measures.OFFICES`, in offices.
    """
    authorised, assigned = (_by_unit(record, stock, units, len(regions)) for stock in ("authorised", "assigned"))
    larger, single, empty = authorised > ONE, authorised == ONE, assigned == 0
    kinds = (larger, larger & empty, larger & (assigned == ONE), single, single & empty)
    counts = np.zeros((len(authorised), max(regions) + 1, len(OFFICES)), np.int64)
    for unit, region in enumerate(regions):
        for column, kind in enumerate(kinds):
            counts[:, region, column] += kind[:, unit]
    return counts


def one_deep_share(record: Record, arm: Arm) -> float:
    """Return the share of unit-month-ends with at most one person in post, among units authorised more than one."""
    layout = arm.layout
    counts = offices(record, [cell.unit for cell in layout.cells], [unit.region for unit in layout.units])
    of = dict(zip(OFFICES, counts.sum(axis=(0, 1)).tolist(), strict=True))
    return (of["larger_empty"] + of["larger_one_deep"]) / of["larger"] if of["larger"] else nan


def _by_unit(record: Record, stock: str, units: Sequence[int], size: int) -> Integers:
    """Return a stock by month and unit, summed over the unit's cells, in 2**-20 positions."""
    values = record.stocks[..., list(STOCKS).index(stock)]
    found = np.zeros((len(values), size), np.int64)
    for cell, unit in enumerate(units):
        found[:, unit] += values[:, cell]
    return found
