"""People over the years: who was there, who came and how, who left and why, who is there then and where.

    opening + entered, by way - left, by cause = closing = people by account

It holds exactly in every run and year, and is checked here before anything is averaged.
"""

import pandas as pd

from simulation.analysis.intervals import mean_interval
from simulation.analysis.shortfall import InconsistentTables, Positions
from simulation.calendar_time import fiscal_year
from simulation.measures import ACCOUNTS, ENTRIES, FLOWS, SEPARATIONS
from simulation.results.store import RunDirectory

OPENING, CLOSING = "opening", "closing"

LINES = {
    OPENING: "People at the start of the year",
    **{name: f"+\u00a0{FLOWS[name].label}" for name in ENTRIES},
    **{name: f"\u2212\u00a0{FLOWS[name].label}" for name in SEPARATIONS},
    CLOSING: "=\u00a0People at the end of the year",
    **{name: f"of whom: {account.label.lower()}" for name, account in ACCOUNTS.items()},
}
"""Lines of the account from top to bottom, with their labels."""

COUNTED = (*ENTRIES, *SEPARATIONS)
"""Lines that may be added up over years."""


def read_stock_flow(run: RunDirectory, scenario: str, policy: str, positions: Positions) -> pd.DataFrame:
    """Read the people of one arm, year by year.

    Parameters
    ----------
    run
        A run that has the tables of accounts and flows.
    scenario, policy
        Names of the arm.
    positions
        Positions of the same arm, which say which years and replications there are.

    Returns
    -------
    pandas.DataFrame
        Index (replication, fiscal_year); columns LINES, in people.

    Raises
    ------
    InconsistentTables
        If the account of a year does not add up in some replication.
    """
    months = [positions.months_of(year) for year in positions.years]
    rows = run.arm("accounts", scenario, policy, columns=["replication", "date", "account", OPENING, CLOSING])
    begin = _people(rows, [days[0] for days in months], OPENING).sum(axis=1)
    end = _people(rows, [days[-1] for days in months], CLOSING)
    counts = _counts(run, scenario, policy, begin.index)
    whole = counts.assign(**{OPENING: begin, CLOSING: end.sum(axis=1)}).join(end)
    found = whole.reindex(columns=list(LINES), fill_value=0).astype("int64")
    _check(found, f"{scenario}/{policy}")
    return found


def _people(rows: pd.DataFrame, days: list[object], column: str) -> pd.DataFrame:
    """Return people by account in some months, one a year: index (replication, fiscal_year)."""
    chosen = rows[rows["date"].isin(days)]
    years = chosen["date"].map({day: fiscal_year(day) for day in set(chosen["date"])}).rename("fiscal_year")
    return chosen.groupby([chosen["replication"], years, chosen["account"]])[column].sum().unstack("account")


def _counts(run: RunDirectory, scenario: str, policy: str, index: pd.Index) -> pd.DataFrame:
    """Return how many came and left in each of some years, by way and cause; what did not happen counts as zero."""
    rows = run.arm("flows", scenario, policy, columns=["replication", "date", "flow", "count"])
    rows = rows[rows["flow"].isin(COUNTED)]
    years = rows["date"].map({day: fiscal_year(day) for day in set(rows["date"])}).rename("fiscal_year")
    counted = rows.groupby([rows["replication"], years, rows["flow"]])["count"].sum().unstack("flow")
    return counted.reindex(index=index, columns=list(COUNTED)).fillna(0)


def _check(found: pd.DataFrame, arm: str) -> None:
    accounted = found[OPENING] + found[list(ENTRIES)].sum(axis=1) - found[list(SEPARATIONS)].sum(axis=1)
    wrong = (accounted != found[CLOSING]) | (found[list(ACCOUNTS)].sum(axis=1) != found[CLOSING])
    if wrong.any():
        replication, year = found.index[wrong][0]
        message = (
            f"accounts and flows: opening + entered - left is not closing in {int(wrong.sum())} of {len(found)} years "
            f"of {arm}; first in replication {replication}, FY{year}"
        )
        raise InconsistentTables(message)


def over_the_period(found: pd.DataFrame) -> pd.DataFrame:
    """Return the account of the whole period: index `replication`, columns LINES; flows are added up over the years."""
    by_run = found.groupby(level="replication")
    last = by_run.last()
    return last.assign(**{OPENING: by_run[OPENING].first()}, **by_run[list(COUNTED)].sum())[list(LINES)]


def summarised(found: pd.DataFrame, quo: pd.DataFrame) -> pd.DataFrame:
    """Return means by year and line with their intervals, and the same of the difference from the comparator.

    Parameters
    ----------
    found, quo
        People of an arm and of the comparator in the same scenario; differences are taken run by run.

    Returns
    -------
    pandas.DataFrame
        Columns `fiscal_year`, `line`, `mean`, `interval_low`, `interval_high`, `difference`, `difference_low` and
        `difference_high`, in people.
    """
    difference = (found - quo).dropna()
    rows = []
    for year in found.index.unique(level="fiscal_year"):
        own = found.xs(year, level="fiscal_year")
        less = difference[difference.index.get_level_values("fiscal_year") == year]
        for line in LINES:
            numbers = [*_with_ends(own[line], ""), *_with_ends(less[line], "difference")]
            rows.append({"fiscal_year": year, "line": line, **dict(numbers)})
    return pd.DataFrame(rows)


def _with_ends(values: "pd.Series[float]", name: str) -> list[tuple[str, float | None]]:
    """Return mean and ends of the interval by the names of their columns; nothing without a run."""
    interval = mean_interval(values)
    start = name or "interval"
    return [
        (name or "mean", float(values.mean()) if len(values) else None),
        (f"{start}_low", interval.low if interval else None),
        (f"{start}_high", interval.high if interval else None),
    ]
