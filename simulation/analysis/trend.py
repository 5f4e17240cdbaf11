"""How a yearly number moves, and how much of that the runs resolve."""

from dataclasses import dataclass

import pandas as pd

from simulation.analysis.comparison import joint_confidence
from simulation.analysis.intervals import Interval, Spread, mean_interval, spread
from simulation.analysis.shortfall import Positions


@dataclass(frozen=True)
class Trend:
    """A number by fiscal year, over replications."""

    years: list[int]
    """Fiscal years, whole ones if there are any."""

    means: list[float]
    """Mean of each year."""

    intervals: list[Interval | None]
    """Interval of each year's mean, taken by itself."""

    joint: list[Interval | None]
    """Intervals that hold in all years together."""

    spreads: list[Spread | None]
    """Spread across runs of each year."""

    change: Interval | None
    """Mean of the last year less the first, replication by replication."""

    turn: int | None
    """Year between first and last that is resolved to lie below both, or above both; the farthest, if several do."""

    runs: int
    """Replications."""

    @property
    def above(self) -> list[int]:
        """Years in which the mean is resolved to lie above zero."""
        return [year for year, one in zip(self.years, self.joint, strict=True) if one and one.low > 0.0]

    @property
    def below(self) -> list[int]:
        """Years in which the mean is resolved to lie below zero."""
        return [year for year, one in zip(self.years, self.joint, strict=True) if one and one.high < 0.0]


def trend(yearly: pd.DataFrame) -> Trend:
    """Return the trend of a number given as one row per replication and one column per year."""
    years = [int(year) for year in yearly.columns]
    confidence = joint_confidence(len(years))
    return Trend(
        years=years,
        means=[float(yearly[year].mean()) for year in years],
        intervals=[mean_interval(yearly[year]) for year in years],
        joint=[mean_interval(yearly[year], confidence) for year in years],
        spreads=[spread(yearly[year]) for year in years],
        change=mean_interval(yearly[years[-1]] - yearly[years[0]]) if len(years) > 1 else None,
        turn=_turn(yearly, years),
        runs=len(yearly),
    )


def _turn(yearly: pd.DataFrame, years: list[int]) -> int | None:
    """Find the turning year; the intervals are widened for having looked at every year against both ends."""
    inner = years[1:-1]
    if not inner:
        return None
    means = yearly.mean()
    ends = (means[years[0]] + means[years[-1]]) / 2
    turn = max(inner, key=lambda year: abs(means[year] - ends))
    found = [
        mean_interval(yearly[turn] - yearly[end], joint_confidence(2 * len(inner))) for end in (years[0], years[-1])
    ]
    if not all(one is not None and one.excludes_zero for one in found):
        return None
    return turn if len({one.low > 0 for one in found if one is not None}) == 1 else None


def reported_years(positions: Positions) -> list[int]:
    """Return the fiscal years simulated in full or, if there is none, those touched."""
    return [year for year in positions.years if positions.whole_year(year)] or positions.years


def gap_trend(positions: Positions) -> Trend:
    """Return requirement less effective by year: the gap net of surplus."""
    gap = positions.by_year("requirement") - positions.by_year("effective")
    return trend(gap[reported_years(positions)])


def shortfall_trend(positions: Positions) -> Trend:
    """Return the shortfall by year."""
    return trend(positions.by_year("shortfall")[reported_years(positions)])
