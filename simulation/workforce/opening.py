"""The first day: how long those in post have been there, and how far the filling of empty posts has come.

Nobody starts at tenure zero. Tenure is drawn from the stationary law that the hazards, the tours and the chance of
another tour imply; people in a stationary stock of mean age a have density proportional to survival (Cox, Renewal
Theory, 1962, chapter 5).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from typing import NamedTuple

from simulation.units import HAZARD, NEVER, RATIO, TICKS_PER_MONTH, TICKS_PER_YEAR, UNLIMITED
from simulation.workforce.hazards import CAUSES, RETIRING
from simulation.workforce.world import World

OLDEST_MONTHS = 45 * 12
"""Longest tenure considered on the first day."""


@dataclass(frozen=True, slots=True)
class TenureLaw:
    """Stationary tenure of those in post, on a monthly grid."""

    bounds: tuple[float, ...]
    """Cumulative weight at the end of each month of tenure."""

    def ticks(self, u: float) -> int:
        """Return the tenure in ticks at quantile `u`."""
        at = u * self.bounds[-1]
        month = bisect_right(self.bounds, at)
        before = self.bounds[month - 1] if month else 0.0
        within = (at - before) / (self.bounds[month] - before)
        return int((month + within) * TICKS_PER_MONTH)


def rate_at(begins: Sequence[int], rates: Sequence[int], age: int) -> float:
    """Return the hazard per year at an age in ticks."""
    return rates[bisect_right(begins, age) - 1] / HAZARD


def survival(world: World, component: int) -> list[float]:
    """Return the chance of still being inside after half a month, a month and a half, and so on.

    By all causes, at the mean service at entry; factors, obligations and losses that come all at once are left out.
    """
    service = sum(world.terms.entry_service[component]) // 2
    integrated, survived = 0.0, []
    for month in range(OLDEST_MONTHS):
        age = month * TICKS_PER_MONTH + TICKS_PER_MONTH // 2
        for cause in range(CAUSES):
            table = component * CAUSES + cause
            years = age + service if cause == RETIRING else age
            rate = rate_at(world.terms.hazard_from[table], world.terms.hazard_rate[table], years)
            integrated += rate * TICKS_PER_MONTH / TICKS_PER_YEAR
        survived.append(exp(-integrated))
    return survived


def tenure_law(world: World, component: int, tour: int, limit: int = NEVER) -> TenureLaw:
    """Return the stationary tenure of a component on a tour kind.

    Survival falls by the hazards, and at each tour end by the share who return to their service; nobody has been there
    for longer than a limit (in ticks).
    """
    length = world.tour_months[tour]
    stay = 1.0 if length == UNLIMITED else world.terms.stay_after_tour[component] / RATIO
    ends = [(month * TICKS_PER_MONTH + TICKS_PER_MONTH // 2) // length for month in range(OLDEST_MONTHS)]
    months = OLDEST_MONTHS if limit == NEVER else max(1, limit // TICKS_PER_MONTH)
    present = [s * stay**n for s, n in zip(survival(world, component), ends, strict=True)]
    return TenureLaw(tuple(accumulate(present[:months])))


class Progress(NamedTuple):
    """How far the filling of an empty post has come."""

    stage: int
    """0 requisition open, 1 waiting for a seat, 2 in class, 3 in transit."""

    part: float
    """Part of the stage still to go, from 0 to 1."""


def progress(durations: Sequence[float], u: float) -> Progress:
    """Return where an empty post stands at quantile `u`, if its stages last so long on average.

    Examples
    --------
    >>> progress((60.0, 0.0, 0.0, 20.0), 0.25)
    Progress(stage=0, part=0.6666666666666667)
    >>> progress((60.0, 0.0, 0.0, 20.0), 0.875).stage
    3
    """
    at = u * sum(durations)
    for stage, duration in enumerate(durations):
        if at < duration:
            return Progress(stage, 1.0 - at / duration)
        at -= duration
    return Progress(0, 1.0)


def mean_wait(world: World, course: int) -> float:
    """Return half the time between classes of a course, in ticks: the wait where seats do not bind."""
    every = world.class_every_weeks[course]
    dates = [tick for tick in world.terms.class_dates[course] if tick != NEVER]
    if len(dates) > 1:
        every = (dates[-1] - dates[0]) // (len(dates) - 1)
    return every / 2 if every < world.terms.horizon else float(world.duration_weeks[course])
