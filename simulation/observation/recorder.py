"""The record of one run: stocks and their integrals month by month, and how often each thing happened."""

from array import array
from typing import cast

import numpy as np
from numpy.typing import NDArray

from simulation.calendar_time import Calendar
from simulation.events import SPELL_FIELDS
from simulation.measures import ACCOUNTS, FLOWS, PROGRAMME, STAFFING, STOCKS
from simulation.units import ONE
from simulation.workforce.founding import table
from simulation.workforce.world import Row, World

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
        self.programme: Integers = np.zeros((months, cells, len(PROGRAMME)), np.int64)
        """Month x cell x what reviews have decided at the month's end, in 2**-20 positions."""
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
        self.spells: Integers = np.zeros((0, len(SPELL_FIELDS)), np.int64)
        """One row for each spell that ended, in order: `events.SPELL_FIELDS`."""


class Recorder:
    """Watches a world and fills its record.

    Parameters
    ----------
    world
        The world, opened and not yet started.
    calendar
        The period observed.
    places
        Number of region x function x component places.
    """

    def __init__(self, world: World, calendar: Calendar, places: int) -> None:
        self._world = world
        self._calendar = calendar
        self._month = 0
        self._counts = table(places, len(FLOWS))
        self._spells = array("q")
        self.record = Record(
            len(calendar.months),
            cells=len(world.stocks),
            groups=len(world.staff),
            owners=len(world.persons),
            places=places,
        )
        self.record.opening[:] = world.persons

    def read_facts(self) -> None:
        """Count what the event just past wrote down, and keep the spells that ended with it."""
        logged = self._world.logged
        if logged[0]:
            for row in self._world.log[: logged[0]]:
                self._counts[row[4]][row[1]] += 1
            logged[0] = 0
        spelled = self._world.spelled
        if spelled[0]:
            for row in self._world.spells[: spelled[0]]:
                self._spells.extend(row)
            spelled[0] = 0

    def observe_month(self) -> None:
        """Take the left limit of every stock at a month's end."""
        world, record, month = self._world, self.record, self._month
        _copy(world.stocks, record.stocks[month])
        _copy(world.areas, record.areas[month])
        record.programme[month, :, 0] = world.programmed
        record.programme[month, :, 1] = world.withheld
        _copy(world.staff, record.staff[month])
        _copy(world.persons, record.persons[month])
        _copy(world.entered, record.entered[month])
        _copy(world.left, record.left[month])
        _copy(self._counts, record.flows[month])
        self._month += 1

    def finish(self) -> Record:
        """Return the record by month, where the world keeps integrals by year and counts from the start."""
        record, boundaries = self.record, np.array(self._calendar.boundaries)
        record.programme[..., 0] *= ONE
        years = np.array(self._calendar.years)
        year = np.searchsorted(years, boundaries[1:], side="left")
        # What is known up to the year's end, less what is to come if nothing changed, is the integral to date.
        record.areas -= record.stocks * (years[year] - boundaries[1:])[:, None, None]
        record.areas[1:] -= np.where((year[1:] == year[:-1])[:, None, None], record.areas[:-1], 0)
        record.spells = np.array(self._spells, np.int64).reshape(-1, len(SPELL_FIELDS))
        for counts in (record.entered, record.left, record.flows):
            counts[1:] -= counts[:-1].copy()
        return record


def _copy(rows: list[Row], target: Integers) -> None:
    target.ravel()[:] = np.frombuffer(b"".join(cast("list[bytes]", rows)), np.int64)
