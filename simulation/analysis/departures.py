"""How many people leave and by which cause, counted as flows and set against the people in post."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.analysis.shortfall import MONTHS_OF_A_YEAR, Positions
from simulation.calendar_time import fiscal_year
from simulation.measures import SEPARATIONS
from simulation.results.store import RunDirectory

RETURNS = "returns"
"""The one way of leaving that is no loss to the nation: back to one's service."""

LOSSES = tuple(name for name in SEPARATIONS if name != RETURNS)
"""Causes by which people are lost."""

ALL_LOSSES = "losses"
"""Column of the losses by all causes together."""

PER = 100.0
"""People in post that a rate is given for."""


@dataclass(frozen=True)
class Departures:
    """People who leave one arm."""

    counts: pd.DataFrame
    """Index (replication, fiscal_year), every replication and year; columns SEPARATIONS and ALL_LOSSES, in people."""

    positions: Positions
    """Positions of the same arm, which say how many people are in post."""

    def in_year(self, year: int) -> pd.DataFrame:
        """Return the people who left in a fiscal year, one row per replication, one column per cause."""
        return self.counts.loc[(slice(None), year), :].droplevel("fiscal_year")

    def a_year(self, years: Sequence[int]) -> pd.DataFrame:
        """Return the people who left per twelve months over some fiscal years, as far as these are simulated."""
        chosen = self.counts[self.counts.index.get_level_values("fiscal_year").isin(list(years))]
        months = sum(len(self.positions.months_of(year)) for year in years)
        return chosen.groupby(level="replication").sum() * (MONTHS_OF_A_YEAR / months)

    def rates(self, years: Sequence[int]) -> pd.DataFrame:
        """Return the same per 100 people in post; a replication with nobody in post is left out."""
        days = [day for year in years for day in self.positions.months_of(year)]
        in_post = self.positions.over("assigned", days)
        found = self.a_year(years).mul(PER).div(in_post, axis=0)
        return found[in_post > 0]

    def causes(self) -> list[str]:
        """Return the ways of leaving that occur at all, in order."""
        return [name for name in SEPARATIONS if self.counts[name].any()]


def read_departures(run: RunDirectory, scenario: str, policy: str, positions: Positions) -> Departures:
    """Read the separations of one arm; a replication without any counts as zero.

    Parameters
    ----------
    run
        A run that has the table of flows.
    scenario, policy
        Names of the arm.
    positions
        Positions of the same arm.
    """
    rows = run.arm("flows", scenario, policy, columns=["replication", "date", "flow", "count"])
    rows = rows[rows["flow"].isin(SEPARATIONS)]
    years = rows["date"].map({day: fiscal_year(day) for day in set(rows["date"])})
    counted = rows.groupby([rows["replication"], years.rename("fiscal_year"), rows["flow"]], observed=True)[
        "count"
    ].sum()
    replications = positions.monthly.index.unique(level="replication")
    whole = pd.MultiIndex.from_product([replications, positions.years], names=["replication", "fiscal_year"])
    counts = counted.unstack("flow").reindex(index=whole, columns=list(SEPARATIONS)).fillna(0).astype("int64")
    counts.columns.name = None
    return Departures(counts.assign(**{ALL_LOSSES: counts[list(LOSSES)].sum(axis=1)}), positions)
