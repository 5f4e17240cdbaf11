"""The record of one run: stocks and their integrals month by month, and how often each thing happened."""

import numpy as np
from numpy.typing import NDArray

from simulation.measures import ACCOUNTS, FLOWS, STAFFING, STOCKS
from simulation.workforce.world import World

Integers = NDArray[np.int64]


class Record:
    """Integer arrays, one row a month.

    Parameters
    ----------
    months, cells, groups, owners, places
        Sizes.
    """

    def __init__(self, months: int, *, cells: int, groups: int, owners: int, places: int) -> None:
        self.stocks: Integers = np.zeros((months, cells, len(STOCKS)), np.int64)
        """Month x cell x stock at the month's end, in 2**-20 positions."""
        self.areas: Integers = np.zeros((months, cells, len(STOCKS)), np.int64)
        """The same, integrated over the month, in 2**-20 positions x ticks."""
        self.staff: Integers = np.zeros((months, groups, len(STAFFING)), np.int64)
        """Month x group x stock at the month's end, in 2**-20 positions."""
        self.opening: Integers = np.zeros((owners, len(ACCOUNTS)), np.int64)
        """Owner x account on the first day, in people."""
        self.persons: Integers = np.zeros((months, owners, len(ACCOUNTS)), np.int64)
        """Month x owner x account at the month's end, in people."""
        self.entered: Integers = np.zeros_like(self.persons)
        """People who came into each account in the month."""
        self.left: Integers = np.zeros_like(self.persons)
        """People who went out of each account in the month."""
        self.flows: Integers = np.zeros((months, places, len(FLOWS)), np.int64)
        """Month x place x fact."""


class Recorder:
    """Watches a world and fills its record.

    Parameters
    ----------
    world
        The world, opened and not yet started.
    months
        Months observed.
    places
        Number of region x function x component places.
    """

    def __init__(self, world: World, months: int, places: int) -> None:
        self._world = world
        self._month = 0
        self._counts = [[0] * len(FLOWS) for _ in range(places)]
        self.record = Record(
            months,
            cells=len(world.stocks),
            groups=len(world.staff),
            owners=len(world.persons),
            places=places,
        )
        self.record.opening[:] = world.persons

    def read_facts(self) -> None:
        """Count what the event just past wrote down."""
        world = self._world
        for row in world.log[: world.logged[0]]:
            self._counts[row[4]][row[1]] += 1
        world.logged[0] = 0

    def observe_month(self) -> None:
        """Take the left limit of every stock at a month's end."""
        world, record, month = self._world, self.record, self._month
        record.stocks[month] = world.stocks
        record.areas[month] = world.areas
        record.staff[month] = world.staff
        record.persons[month] = world.persons
        record.entered[month] = world.entered
        record.left[month] = world.left
        record.flows[month] = self._counts
        for counts in self._counts:
            counts[:] = [0] * len(FLOWS)
        self._month += 1
