"""Rates of new cases over time, as cumulative tables."""

from bisect import bisect_right
from datetime import date

from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass, Surge
from simulation.units import TICKS_PER_YEAR


def surge_factor(surge: Surge, month: date) -> float:
    """Return the rise that a surge adds in a month, as a share of the ordinary rate.

    It is in full for its months, then falls away over its decay in equal monthly steps.
    """
    age = (month.year - surge.start.year) * 12 + month.month - surge.start.month
    if age < 0:
        return 0.0
    decayed = max(0, age - surge.months + 1)
    return surge.increase.value * max(0.0, 1.0 - decayed / (surge.decay_months + 1))


def monthly_rates(cases: CaseClass, region: str, calendar: Calendar) -> list[float]:
    """Return new cases a year in each month: the start rate, grown and surged in monthly steps."""
    start = cases.new_cases_per_year.value * cases.region_shares.value.get(region, 0.0)
    surges = [surge for surge in cases.surges if surge.region == region]
    growth = 1.0 + cases.growth_per_year.value
    return [
        start * growth ** (index / 12) * (1.0 + sum(surge_factor(surge, month) for surge in surges))
        for index, month in enumerate(calendar.months)
    ]


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
