"""How new cases grow: a factor on the start rate for each month, by the law that a world gives."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from math import exp, log, log1p
from typing import Final

from simulation.calendar_time import Calendar
from simulation.config.growth import GrowthPath, Surge
from simulation.luck import STANDARD_NORMAL, Owner, Stream, key, uniform

ODDS: Final = 9.0
"""Odds of 90 per cent: a logistic curve goes from 10 to 90 per cent while its log odds rise by 2 log 9."""

Path = Callable[[GrowthPath, Calendar, Sequence[float]], list[float]]
"""Months and yearly shocks to factors."""


def growth_factors(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float] = ()) -> list[float]:
    """Return the factor of growth on the start rate in each month.

    Parameters
    ----------
    growth
        The law.
    calendar
        The months.
    shocks
        Standard normal shocks, one for each year of the run or part of one; used by an autoregressive law alone.
    """
    return _PATHS[growth.path](growth, calendar, shocks)


def yearly_shocks(run: int, case_class: int, calendar: Calendar) -> list[float]:
    """Return the standard normal shocks to the growth of a class, the same in all regions."""
    luck = key(run, Owner.CASE_CLASS, case_class)
    years = range((len(calendar.months) + 11) // 12)
    return [STANDARD_NORMAL.inv_cdf(uniform(luck, Stream.GROWTH, year)) for year in years]


def surge_factor(surge: Surge, month: date) -> float:
    """Return the rise that a surge adds in a month, as a share of the ordinary rate.

    It is in full for its months, then falls away over its decay in equal monthly steps.
    """
    age = _months_between(surge.start, month)
    if age < 0:
        return 0.0
    decayed = max(0, age - surge.months + 1)
    return surge.increase.value * max(0.0, 1.0 - decayed / (surge.decay_months + 1))


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def _constant(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float]) -> list[float]:  # noqa: ARG001 - one form
    return [1.0] * len(calendar.months)


def _exponential(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float]) -> list[float]:  # noqa: ARG001 - one form
    """Return compound growth, in monthly steps."""
    assert growth.per_year is not None
    yearly = 1.0 + growth.per_year.value
    return [yearly ** (index / 12) for index in range(len(calendar.months))]


def _table(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float]) -> list[float]:  # noqa: ARG001 - one form
    """Return factors that go evenly from one 1 October of the table to the next, and are constant outside it."""
    assert growth.factors_by_fiscal_year is not None
    dated = sorted((date(year - 1, 10, 1), factor) for year, factor in growth.factors_by_fiscal_year.value.items())
    return [_between(dated, month) for month in calendar.months]


def _between(dated: list[tuple[date, float]], month: date) -> float:
    if month < dated[0][0]:
        return dated[0][1]
    for (begin, low), (end, high) in pairwise(dated):
        if month < end:
            return low + (high - low) * _months_between(begin, month) / _months_between(begin, end)
    return dated[-1][1]


def _s_curve(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float]) -> list[float]:  # noqa: ARG001 - one form
    """Return a logistic rise (or fall) that is 1 in the first month and comes near the final factor."""
    assert growth.final_factor is not None
    assert growth.midpoint is not None
    assert growth.rise_years is not None
    middle = _months_between(calendar.start, growth.midpoint) / 12 + (growth.midpoint.day - 1) / 365.25
    steepness = 2.0 * log(ODDS) / growth.rise_years.value
    done = [1.0 / (1.0 + exp(min(steepness * (middle - i / 12), 700.0))) for i in range(len(calendar.months))]
    rise = (growth.final_factor.value - 1.0) / (1.0 - done[0])
    return [1.0 + rise * (share - done[0]) for share in done]


def _autoregressive(growth: GrowthPath, calendar: Calendar, shocks: Sequence[float]) -> list[float]:
    """Return growth whose yearly logarithm deviates from its mean by x(k) = persistence * x(k - 1) + volatility * z(k).

    The year before the first had no deviation: x(0) = 0. Within a year of the run the logarithm rises evenly.
    """
    assert growth.per_year is not None
    assert growth.persistence is not None
    assert growth.volatility is not None
    mean, factors, logarithm, deviation = log1p(growth.per_year.value), [], 0.0, 0.0
    for shock in shocks:
        deviation = growth.persistence.value * deviation + growth.volatility.value * shock
        factors += [exp(logarithm + (mean + deviation) * month / 12) for month in range(12)]
        logarithm += mean + deviation
    return factors[: len(calendar.months)]


_PATHS: Final[dict[str, Path]] = {
    "constant": _constant,
    "exponential": _exponential,
    "table": _table,
    "s_curve": _s_curve,
    "autoregressive": _autoregressive,
}
