"""The tables a run leaves: columns, types, units and meanings, declared once.

The leading columns say which run a row comes from: scenario, policy, replication. Then come date, region, function and
whatever else the table is kept by, then the numbers. Within a table the runs stand in the order scenario, policy,
replication, each in a row group of its own, so that one run can be read without the others.
"""

from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from simulation import measures
from simulation.units import ONE, TICKS_PER_DAY

INTEGRAL_SUFFIX: Final = "_integral"
"""Ending of the columns that hold a stock's integral over the month."""

_TYPES: Final = {
    "text": pa.string(),
    "count": pa.int64(),
    "run": pa.int32(),
    "date": pa.date32(),
    "number": pa.float64(),
}


class Column(NamedTuple):
    """One column of one table, as the data dictionary tells it."""

    table: str
    """Name of the table."""

    column: str
    """Name of the column."""

    type: str
    """Type in the Parquet file."""

    unit: str
    """Unit of the value; empty for names and dates."""

    meaning: str
    """What it says, in one sentence."""


def _names(**meanings: str) -> list[tuple[str, str, str, str]]:
    return [(name, "text", "", meaning) for name, meaning in meanings.items()]


_KEYS = [
    *_names(scenario="scenario, a future nobody controls", policy="resourcing policy"),
    ("replication", "run", "", "number of the replication; the same number means the same luck under every policy"),
]
_MONTH = [("date", "date", "", "first day of the month observed")]
_REGION = _names(region="region of the position or the case")
_UNIT = _names(unit="office or organisation within the region")
_FUNCTION = _names(function="kind of work")
_LEVEL = _names(level="certification level the position requires")
_COMPONENT = _names(component="component of the position")


def _stocks() -> list[tuple[str, str, str, str]]:
    at_end = [(m.name, "number", m.unit, f"{m.meaning}; as the month ends") for m in measures.STOCKS.values()]
    over_month = [
        (m.name + INTEGRAL_SUFFIX, "count", "2**-20 positions x ticks", f"{m.label.lower()} integrated over the month")
        for m in measures.STOCKS.values()
    ]
    decided = [(m.name, "number", m.unit, f"{m.meaning}; as the month ends") for m in measures.PROGRAMME.values()]
    return at_end + over_month + decided


def _staffing() -> list[tuple[str, str, str, str]]:
    chosen = (measures.STOCKS[name] for name in measures.STAFFING)
    return [(m.name, "number", m.unit, f"{m.meaning}; as the month ends") for m in chosen]


_FLOWS = [
    *_names(component="component of the post concerned; empty for cases", flow="what happened, from the list of flows"),
    ("count", "count", "see the list of flows", "how often it happened in the month; rows of zero are left out"),
]
_ACCOUNTS = [
    *_names(region="region that owns the people", component="component of the people", account="where they are"),
    ("opening", "count", "people", "people in the account as the month begins"),
    ("entered", "count", "people", "people who entered the account during the month"),
    ("left", "count", "people", "people who left the account during the month"),
    ("closing", "count", "people", "people in the account as the month ends: opening + entered - left"),
]
_OFFICES = [(m.name, "count", m.unit, f"{m.meaning}; as the month ends") for m in measures.OFFICES.values()]
_SPELLS = [
    *_names(component="component of the position", spell="what lasted, from the list of spells"),
    ("count", "count", "spells", "spells that ended in the year; rows of zero are left out"),
    ("total_days", "number", "days", "their lengths, added up"),
    ("longest_days", "number", "days", "the longest of them"),
    ("over_30_days", "count", "spells", "how many lasted longer than 30 days"),
    ("over_90_days", "count", "spells", "how many lasted longer than 90 days"),
    ("over_180_days", "count", "spells", "how many lasted longer than 180 days"),
    ("over_365_days", "count", "spells", "how many lasted longer than 365 days"),
]
_SPELLS_IN_FULL = [
    *_names(component="component of the position", spell="what lasted, from the list of spells"),
    ("subject", "count", "", "serial number of the person, or of the position for a vacancy and a requisition"),
    ("began_day", "number", "days", "days from the start of the run to its beginning; negative before the start"),
    ("days", "number", "days", "its length"),
]
_YEAR = [("date", "date", "", "first day of the fiscal year in which they ended")]
_OUTCOMES = [
    *_names(outcome="what is measured, from the list of outcomes"),
    ("value", "number", "see the list of outcomes", "value for the whole run; not a number where there is none"),
]

_LAYOUT = {
    "snapshots": [*_KEYS, *_MONTH, *_REGION, *_FUNCTION, *_stocks()],
    "staffing": [*_KEYS, *_MONTH, *_REGION, *_FUNCTION, *_LEVEL, *_COMPONENT, *_staffing()],
    "flows": [*_KEYS, *_MONTH, *_REGION, *_FUNCTION, *_FLOWS],
    "accounts": [*_KEYS, *_MONTH, *_ACCOUNTS],
    "offices": [*_KEYS, *_MONTH, *_REGION, *_OFFICES],
    "spells": [*_KEYS, *_YEAR, *_REGION, *_FUNCTION, *_SPELLS],
    "outcomes": [*_KEYS, *_OUTCOMES],
    "cells": [*_KEYS, *_MONTH, *_REGION, *_UNIT, *_FUNCTION, *_stocks()],
    "spells_in_full": [*_KEYS, *_REGION, *_FUNCTION, *_SPELLS_IN_FULL],
}


def _schema(table: str) -> pa.Schema:
    return pa.schema([pa.field(name, _TYPES[kind], nullable=False) for name, kind, _, _ in _LAYOUT[table]])


SNAPSHOTS: Final = _schema("snapshots")
"""Month x region x function: every stock as the month ends, and its integral over the month."""

STAFFING: Final = _schema("staffing")
"""Month x region x function x level x component of the position: the stocks kept by kind of position."""

FLOWS: Final = _schema("flows")
"""Month x region x function x component: how often each thing happened."""

ACCOUNTS: Final = _schema("accounts")
"""Month x owning region x component: where people are, and how many entered and left."""

OFFICES: Final = _schema("offices")
"""Month x region: how many offices are empty or one deep as the month ends."""

SPELLS: Final = _schema("spells")
"""Fiscal year x region x function x component x spell: how long things took that ended in that year."""

OUTCOMES: Final = _schema("outcomes")
"""One number per outcome for the whole run."""

CELLS: Final = _schema("cells")
"""As `SNAPSHOTS` for every single cell; kept for the named replications only."""

SPELLS_IN_FULL: Final = _schema("spells_in_full")
"""Every single spell; kept for the named replications only."""

TABLES: Final = {
    "snapshots": SNAPSHOTS,
    "staffing": STAFFING,
    "flows": FLOWS,
    "accounts": ACCOUNTS,
    "offices": OFFICES,
    "spells": SPELLS,
    "outcomes": OUTCOMES,
    "cells": CELLS,
    "spells_in_full": SPELLS_IN_FULL,
}
"""All tables by name, in the order in which they are written."""

KEYS: Final = ("scenario", "policy", "replication")
"""Leading columns of every table."""


def mean_positions(integral: Any, date: Any) -> Any:
    """Return the mean over the month of a stock, in positions.

    The mean is the integral divided by the length of the month: positions x 2**20 x ticks / (2**20 x ticks).

    Parameters
    ----------
    integral
        Values of a column that ends in `_integral` (2**-20 positions x ticks): an array, a pandas Series or a number.
    date
        First days of the months they belong to, of the same shape, or one date.

    Returns
    -------
    Any
        Positions, of the kind that `integral` is.

    Examples
    --------
    >>> float(mean_positions(3 * 2**20 * 31 * 1024, "2024-10-01"))
    3.0
    """
    month = np.asarray(date, dtype="datetime64[M]")
    days = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    return integral / (days * float(ONE * TICKS_PER_DAY))


def data_dictionary() -> list[Column]:
    """Return every column of every table, followed by the names that the columns `flow`, `account` and `outcome` hold.

    The names of flows, accounts and outcomes are listed as `column=name`, because their units differ row by row.
    """
    rows = [
        Column(table, name, str(_TYPES[kind]), unit, meaning)
        for table, columns in _LAYOUT.items()
        for name, kind, unit, meaning in columns
    ]
    lists = (
        ("flows", "flow", measures.FLOWS),
        ("accounts", "account", measures.ACCOUNTS),
        ("spells", "spell", measures.SPELLS),
    )
    for table, column, listed in (*lists, ("outcomes", "outcome", measures.OUTCOMES)):
        rows.extend(Column(table, f"{column}={m.name}", "", m.unit, m.meaning) for m in listed.values())
    return rows
