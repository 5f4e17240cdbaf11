"""Dates and ticks: real months, and fiscal years that begin on 1 October."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from simulation.units import TICKS_PER_DAY

FISCAL_YEAR_START_MONTH = 10


def fiscal_year(day: date) -> int:
    """Return the fiscal year that `day` falls in.

    Examples
    --------
    >>> fiscal_year(date(2024, 9, 30)), fiscal_year(date(2024, 10, 1))
    (2024, 2025)
    """
    return day.year + (day.month >= FISCAL_YEAR_START_MONTH)


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after the one `day` falls in."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """Return the first of the month `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Calendar:
    """The period simulated, from the first day of a month to the first day of another, in ticks from its start."""

    start: date
    """First day simulated: tick 0."""

    end: date
    """First day no longer simulated: the horizon."""

    @cached_property
    def months(self) -> tuple[date, ...]:
        """First days of the months simulated."""
        days = [self.start]
        while (following := first_of_next_month(days[-1])) < self.end:
            days.append(following)
        return tuple(days)

    @cached_property
    def boundaries(self) -> tuple[int, ...]:
        """Ticks at which months begin, the horizon included: one more than there are months."""
        return tuple(self.tick(day) for day in (*self.months, self.end))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Ticks at which years of the run begin, every twelfth month from the start, and the horizon."""
        return (*self.boundaries[:-1:12], self.horizon)

    @property
    def horizon(self) -> int:
        """Tick at which the run ends."""
        return self.tick(self.end)

    def tick(self, day: date) -> int:
        """Return the tick at which `day` begins; negative before the start."""
        return (day - self.start).days * TICKS_PER_DAY

    def day(self, tick: int) -> date:
        """Return the day that `tick` falls in."""
        return self.start + timedelta(days=tick // TICKS_PER_DAY)

    def fiscal_year_starts_from(self, tick: int) -> int:
        """Return the first tick at or after `tick` at which a fiscal year begins."""
        day = self.day(tick - 1) + timedelta(days=1) if tick % TICKS_PER_DAY else self.day(tick)
        october = date(day.year, FISCAL_YEAR_START_MONTH, 1)
        if october < day:
            october = date(day.year + 1, FISCAL_YEAR_START_MONTH, 1)
        return self.tick(october)
