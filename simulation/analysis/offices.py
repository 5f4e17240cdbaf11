"""Offices that are empty or one deep: shares of office-month-ends, by region and fiscal year."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from simulation.analysis.chances import over_all_regions
from simulation.analysis.intervals import mean_interval
from simulation.calendar_time import fiscal_year
from simulation.measures import OFFICES
from simulation.results.store import RunDirectory


@dataclass(frozen=True, slots=True)
class Thinness:
    """One way in which an office is thinly staffed."""

    parts: tuple[str, ...]
    """Offices counted, names in `measures.OFFICES`."""

    whole: str
    """Offices they are a share of, a name in `measures.OFFICES`."""

    label: str
    """What it is called."""


THIN: Mapping[str, Thinness] = {
    "empty": Thinness(("larger_empty",), "larger", "Nobody in post, offices authorised more than one"),
    "one_deep": Thinness(("larger_one_deep",), "larger", "Exactly one in post, offices authorised more than one"),
    "single_empty": Thinness(("single_empty",), "single", "Nobody in post, offices authorised one"),
    "thin": Thinness(("larger_empty", "larger_one_deep"), "larger", "At most one, offices authorised more than one"),
}
"""The ways of being thinly staffed, by name; the last is the sum of the first two."""


def read_offices(run: RunDirectory, scenario: str, policy: str) -> pd.DataFrame:
    """Read the offices of one arm.

    Returns
    -------
    pandas.DataFrame
        Index (replication, fiscal_year, region), ALL_REGIONS added; columns `measures.OFFICES`, in office-month-ends.
    """
    rows = run.arm("offices", scenario, policy, columns=["replication", "date", "region", *OFFICES])
    years = rows["date"].map({day: fiscal_year(day) for day in set(rows["date"])})
    keys = [rows["replication"], years.rename("fiscal_year"), rows["region"]]
    return over_all_regions(rows.groupby(keys, sort=False, observed=True)[list(OFFICES)].sum())


def thin_shares(found: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of office-month-ends that are thinly staffed, over runs.

    Parameters
    ----------
    found
        Offices of one arm, as `read_offices` gives them.

    Returns
    -------
    pandas.DataFrame
        Columns `kind` (a name in THIN), `region` (ALL_REGIONS last), `fiscal_year`, `mean`, `interval_low`,
        `interval_high` and `runs`. Regions and years without such an office are left out.
    """
    tables = []
    for kind, thin in THIN.items():
        whole = found[thin.whole]
        shares = (found[list(thin.parts)].sum(axis=1) / whole)[whole > 0]
        by_place = shares.groupby(level=["region", "fiscal_year"], sort=False)
        ends = by_place.agg(list).map(mean_interval)
        table = by_place.agg(mean="mean", runs="size").assign(
            kind=kind,
            interval_low=ends.map(lambda one: one.low if one else None),
            interval_high=ends.map(lambda one: one.high if one else None),
        )
        tables.append(table.reset_index())
    columns = ["kind", "region", "fiscal_year", "mean", "interval_low", "interval_high", "runs"]
    together: pd.DataFrame = pd.concat(tables, ignore_index=True)
    return together[columns]
