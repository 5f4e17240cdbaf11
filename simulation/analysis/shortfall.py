"""Mean positions per month, year and region of one arm, from the integer integrals that the snapshots hold.

Sums are taken over integers and turned into positions last, so that what adds up in the model adds up here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from simulation.analysis.intervals import quantiles
from simulation.calendar_time import first_of_next_month, fiscal_year
from simulation.errors import BilletError
from simulation.measures import STOCKS
from simulation.results.store import RunDirectory
from simulation.results.tables import INTEGRAL_SUFFIX
from simulation.units import ONE, TICKS_PER_DAY

KEYS = ("replication", "date", "region")
"""Columns read besides the integrals."""

FAN = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
"""Columns of a fan and their quantiles."""

MONTHS_OF_A_YEAR = 12

SPLIT = tuple(name for name in STOCKS if name.startswith("empty_"))
"""What `empty` splits into."""

OFFSETS = ("overlap", "excess")
"""People in post beyond the positions filled: a second one in a position, and those whose position was abolished."""


class InconsistentTables(BilletError):
    """The snapshots break an accounting identity, so that nothing computed from them can be trusted."""


@dataclass(frozen=True)
class Positions:
    """Stocks of one arm, integrated over time: 2**-20 positions x ticks."""

    monthly: pd.DataFrame
    """Index (replication, date), one column per stock, over all regions and functions."""

    regional: pd.DataFrame
    """Index (replication, fiscal_year, region), one column per stock, over all functions."""

    ticks: dict[date, int]
    """Length of each month, by its first day, in order."""

    @property
    def runs(self) -> int:
        """Replications finished."""
        return int(self.monthly.index.get_level_values("replication").nunique())

    @property
    def dates(self) -> list[date]:
        """First days of the months, in order."""
        return list(self.ticks)

    @property
    def years(self) -> list[int]:
        """Fiscal years touched, in order."""
        return sorted({fiscal_year(day) for day in self.ticks})

    @property
    def regions(self) -> list[str]:
        """Regions, in the order of the table."""
        return [str(name) for name in dict.fromkeys(self.regional.index.get_level_values("region"))]

    def months_of(self, year: int) -> list[date]:
        """Return the months of a fiscal year that are simulated."""
        return [day for day in self.ticks if fiscal_year(day) == year]

    def whole_year(self, year: int) -> bool:
        """Return whether all months of a fiscal year are simulated."""
        return len(self.months_of(year)) == MONTHS_OF_A_YEAR

    def over(self, stock: str, days: Sequence[date]) -> "pd.Series[float]":
        """Return mean positions over some months, one number per replication."""
        return self.sums(days)[stock] / self._scale(days)

    def sums(self, days: Sequence[date]) -> pd.DataFrame:
        """Return the integrals of all stocks over some months, one row per replication."""
        chosen = self.monthly[self.monthly.index.get_level_values("date").isin(list(days))]
        return chosen.groupby(level="replication").sum()

    def by_span(self, stock: str, months: int = 1) -> pd.DataFrame:
        """Return mean positions over spans of months: a row per replication, a column per span, by its first day."""
        days = self.dates
        spans = [days[place : place + months] for place in range(0, len(days), months)]
        wide = self.monthly[stock].unstack("date")
        return pd.DataFrame({span[0]: wide[span].sum(axis=1) / self._scale(span) for span in spans})

    def by_year(self, stock: str) -> pd.DataFrame:
        """Return mean positions by fiscal year: one row per replication, one column per year."""
        wide = self.monthly[stock].unstack("date")
        months = {year: self.months_of(year) for year in self.years}
        return pd.DataFrame({year: wide[days].sum(axis=1) / self._scale(days) for year, days in months.items()})

    def by_region(self, stock: str, year: int) -> pd.DataFrame:
        """Return mean positions in a fiscal year: one row per replication, one column per region."""
        wide = self.regional[stock].xs(year, level="fiscal_year").unstack("region")
        return wide[self.regions] / self._scale(self.months_of(year))

    def _scale(self, days: Sequence[date]) -> int:
        """Return what an integral over some months is divided by to give mean positions."""
        return sum(self.ticks[day] for day in days) * ONE


def read_positions(run: RunDirectory, scenario: str, policy: str) -> Positions:
    """Read one arm and sum it over functions and regions, after checking that every row adds up.

    Raises
    ------
    InconsistentTables
        If a row breaks an accounting identity.
    """
    integrals = {name + INTEGRAL_SUFFIX: name for name in STOCKS}
    rows = run.arm("snapshots", scenario, policy, columns=[*KEYS, *integrals]).rename(columns=integrals)
    # A run made before people could be away, or two in a position, has no such column, because nobody was.
    rows = rows.assign(**{name: 0 for name in STOCKS if name not in rows})
    check_identities(rows)
    stocks = list(STOCKS)
    dates = sorted(set(rows["date"]))
    years = rows["date"].map({day: fiscal_year(day) for day in dates})
    return Positions(
        monthly=rows.groupby(["replication", "date"], observed=True)[stocks].sum(),
        regional=rows.assign(fiscal_year=years)
        .groupby(["replication", "fiscal_year", "region"], sort=False, observed=True)[stocks]
        .sum(),
        ticks={day: (first_of_next_month(day) - day).days * TICKS_PER_DAY for day in dates},
    )


def check_identities(rows: pd.DataFrame) -> None:
    """Refuse rows that do not add up, in exact integers."""
    identities = {
        "shortfall - surplus = requirement - effective": (
            rows["shortfall"] - rows["surplus"] == rows["requirement"] - rows["effective"]
        ),
        "authorised - assigned = empty - overlap - excess": (
            rows["authorised"] - rows["assigned"] == rows["empty"] - rows[list(OFFSETS)].sum(axis=1)
        ),
        "the parts of empty sum to empty": rows[list(SPLIT)].sum(axis=1) == rows["empty"],
    }
    for identity, holds in identities.items():
        if not holds.all():
            first = rows[~holds].iloc[0]
            message = (
                f"snapshots: {identity} does not hold in {int((~holds).sum())} of {len(rows)} rows; "
                f"first in replication {first['replication']}, {first['region']}, {first['date']}"
            )
            raise InconsistentTables(message)


def fan(paths: pd.DataFrame) -> pd.DataFrame:
    """Return mean, quantiles and extremes over replications, one row per column of `paths`.

    Quantiles that the number of replications does not resolve are missing (see `intervals.quantiles`).
    """
    values = paths.to_numpy(dtype=np.float64)
    columns = dict(zip(FAN, quantiles(values, list(FAN.values())), strict=True))
    return pd.DataFrame(
        {"mean": values.mean(axis=0), **columns, "lowest": values.min(axis=0), "highest": values.max(axis=0)},
        index=paths.columns,
    )


@dataclass(frozen=True)
class Band:
    """Where runs lie, at each point of time by itself."""

    low: "pd.Series[float]"
    """Lower edge."""

    high: "pd.Series[float]"
    """Upper edge."""

    whole: bool
    """True if it reaches from the lowest to the highest run; else from the 5th to the 95th percentile."""


def band(found: pd.DataFrame) -> Band:
    """Return the band of a fan: the middle 90 of 100 runs or, if these are too few to say, all of them."""
    if found[["p05", "p95"]].isna().any(axis=None):
        return Band(found["lowest"], found["highest"], whole=True)
    return Band(found["p05"], found["p95"], whole=False)
