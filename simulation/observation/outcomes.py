"""Outcomes: what one run comes to, in a few numbers."""

from math import nan

import numpy as np
from numpy.typing import NDArray

from simulation.arm import Arm
from simulation.measures import STOCKS
from simulation.observation.offices import one_deep_share
from simulation.observation.recorder import Record
from simulation.units import ONE, TICKS_PER_YEAR

INDEX = {name: number for number, name in enumerate(STOCKS)}


def first_breach(in_breach: NDArray[np.bool_], sustained_months: int) -> tuple[int, int] | None:
    """Return the first month and the length of the first breach sustained long enough, None if there is none.

    Examples
    --------
    >>> first_breach(np.array([True, False, True, True, True, False]), 3)
    (2, 3)
    """
    begin = 0
    for month, breached in enumerate([*in_breach, False]):
        if not breached:
            if month - begin >= sustained_months:
                return begin, month - begin
            begin = month + 1
    return None


def outcomes(record: Record, arm: Arm) -> dict[str, float]:
    """Return every outcome of `measures.OUTCOMES`; not a number where there is none."""
    boundaries = np.array(arm.calendar.boundaries)
    lengths = np.diff(boundaries)
    short = record.areas[..., INDEX["shortfall"]].sum(axis=1)
    required = record.areas[..., INDEX["requirement"]].sum(axis=1)
    monthly = short / (lengths * ONE)
    breach = first_breach(short >= arm.breach.shortfall_share * required, arm.breach.sustained_months)
    begin, length = breach or (0, 0)
    return {
        "mean_shortfall": float(short.sum() / (lengths.sum() * ONE)),
        "greatest_shortfall": float(monthly.max()),
        "final_year_shortfall": float(short[-12:].sum() / (lengths[-12:].sum() * ONE)),
        "breach_depth": float(monthly[begin : begin + length].max()) if breach else nan,
        "position_years_short": float(short.sum() / ONE / TICKS_PER_YEAR),
        "shortfall_share": float(short.sum() / required.sum()) if required.any() else nan,
        "one_deep_share": one_deep_share(record, arm),
        "breach_start": float(boundaries[begin] / TICKS_PER_YEAR) if breach else nan,
        "breach_length": float(length) if breach else nan,
    }
