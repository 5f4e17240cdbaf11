"""Rates of new cases over time, as cumulative tables."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from simulation.calendar_time import FISCAL_YEAR_START_MONTH, Calendar, fiscal_year
from simulation.config.demand import CaseClass
from simulation.future.gamma import gamma_factor
from simulation.future.growth import growth_factors, surge_factor
from simulation.luck import Stream, uniform
from simulation.units import TICKS_PER_YEAR

DAYS: Final = (31, 30, 31, 31, 28.25, 31, 30, 31, 30, 31, 31, 30)
"""Mean length of each month of the fiscal year."""


def monthly_rates(cases: CaseClass, region: str, calendar: Calendar, shocks: Sequence[float] = ()) -> list[float]:
    """Return new cases a year in each month, crises and overdispersion apart.

    That is the start rate, grown, surged and by season; everything steps monthly.

    Parameters
    ----------
    cases, region
        Class, and name of the region.
    calendar
        The months.
    shocks
        Yearly shocks to autoregressive growth.
    """
    start = cases.new_cases_per_year.value * cases.region_shares.value.get(region, 0.0)
    surges = [surge for surge in cases.surges if surge.region == region]
    season = season_factors(cases)
    return [
        start * growth * (1.0 + sum(surge_factor(surge, month) for surge in surges)) * season[month.month % 12]
        for growth, month in zip(growth_factors(cases.growth, calendar, shocks), calendar.months, strict=True)
    ]


def season_factors(cases: CaseClass) -> list[float]:
    """Return the factor of the season in December, January and so on: a year brings as many cases as without."""
    if cases.season_factors is None:
        return [1.0] * 12
    ratios = cases.season_factors.value
    mean = sum(days * ratio for days, ratio in zip(DAYS, ratios, strict=True)) / sum(DAYS)
    return [ratios[(month - FISCAL_YEAR_START_MONTH) % 12] / mean for month in range(12)]


def dispersion_factors(cases: CaseClass, calendar: Calendar, source: int) -> list[float]:
    """Return the gamma factor on the rate in each month: one draw for each fiscal year of a source of cases.

    Parameters
    ----------
    cases, calendar
        Class, and months.
    source
        Key of the source: draws are independent by class, region and fiscal year.
    """
    if cases.overdispersion_cv is None:
        return [1.0] * len(calendar.months)
    first, cv = fiscal_year(calendar.start), cases.overdispersion_cv.value
    years = range(fiscal_year(calendar.months[-1]) - first + 1)
    factors = [gamma_factor(cv, uniform(source, Stream.OVERDISPERSION, year)) for year in years]
    return [factors[fiscal_year(month) - first] for month in calendar.months]


class CumulativeRate:
    """Expected number of arrivals up to a tick, for a rate that steps at month starts.

    Parameters
    ----------
    per_year
        Arrivals a year in each month.
    boundaries
        Ticks at which the months begin, and the tick at which the last one ends.
    """

    def __init__(self, per_year: list[float], boundaries: tuple[int, ...]) -> None:
        self._starts = boundaries
        self._rates = [rate / TICKS_PER_YEAR for rate in per_year]
        self._expected = [0.0]
        for rate, begin, end in zip(self._rates, boundaries, boundaries[1:], strict=False):
            self._expected.append(self._expected[-1] + rate * (end - begin))

    @property
    def total(self) -> float:
        """Expected arrivals over the whole period."""
        return self._expected[-1]

    def tick(self, expected: float) -> int:
        """Return the tick, at least 1, at which the expected number of arrivals reaches `expected`, below `total`."""
        month = bisect_right(self._expected, expected) - 1
        within = (expected - self._expected[month]) / self._rates[month]
        return max(1, self._starts[month] + round(within))
