"""The record of a run as tables."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from simulation.arm import Arm
from simulation.measures import ACCOUNTS, FLOWS, OFFICES, OUTCOMES, PROGRAMME, STAFFING, STOCKS
from simulation.observation.offices import offices
from simulation.observation.outcomes import outcomes
from simulation.observation.recorder import Integers, Record
from simulation.observation.spells import spells, spells_in_full
from simulation.results.tables import INTEGRAL_SUFFIX, TABLES
from simulation.units import ONE

Columns = dict[str, Any]


def tables(record: Record, arm: Arm, replication: int, *, cells: bool) -> dict[str, pa.Table]:
    """Return the tables of one run.

    Parameters
    ----------
    record
        What was observed.
    arm, replication
        Which run it is.
    cells
        Whether every cell is wanted in full.
    """
    content = {
        "snapshots": _snapshots(record, arm),
        "staffing": _staffing(record, arm),
        "flows": _flows(record, arm),
        "accounts": _accounts(record, arm),
        "offices": _offices(record, arm),
        "spells": spells(record, arm),
        "outcomes": _outcomes(record, arm),
    }
    if cells:
        content["cells"] = _cells(record, arm)
        content["spells_in_full"] = spells_in_full(record, arm)
    return {name: _table(name, columns, arm, replication) for name, columns in content.items()}


def _table(name: str, columns: Columns, arm: Arm, replication: int) -> pa.Table:
    rows = len(next(iter(columns.values())))
    keys = {
        "scenario": pa.repeat(arm.scenario, rows),
        "policy": pa.repeat(arm.policy, rows),
        "replication": pa.repeat(pa.scalar(replication, pa.int32()), rows),
    }
    return pa.table(keys | columns, schema=TABLES[name])


def _names(names: Sequence[str], indices: Sequence[int] | Integers) -> pa.Array:
    return pa.array(names).take(pa.array(np.asarray(indices, np.int64)))


def _margins(values: Integers, keys: Sequence[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], Integers]:
    """Sum the second axis over equal keys; return the keys in order and the sums."""
    known = sorted(set(keys))
    sums = np.zeros((values.shape[0], len(known), values.shape[2]), np.int64)
    for index, key in enumerate(keys):
        sums[:, known.index(key)] += values[:, index]
    return known, sums


def _by_month(arm: Arm, rows_a_month: int) -> Columns:
    dates = np.repeat(np.array(arm.calendar.months, "datetime64[D]"), rows_a_month)
    return {"date": pa.array(dates, pa.date32())}


def _stock_columns(stocks: Integers, areas: Integers, programme: Integers) -> Columns:
    """Return month-end values as positions, which are exact in binary, and integrals as they are."""
    return {
        **{name: (stocks[..., i] / ONE).ravel() for i, name in enumerate(STOCKS)},
        **{name + INTEGRAL_SUFFIX: areas[..., i].ravel() for i, name in enumerate(STOCKS)},
        **{name: (programme[..., i] / ONE).ravel() for i, name in enumerate(PROGRAMME)},
    }


def _snapshots(record: Record, arm: Arm) -> Columns:
    layout, months = arm.layout, len(arm.calendar.months)
    kinds = [(cell.region, cell.function) for cell in layout.cells]
    known, stocks = _margins(record.stocks, kinds)
    areas, programme = (_margins(values, kinds)[1] for values in (record.areas, record.programme))
    return {
        **_by_month(arm, len(known)),
        "region": _names(layout.regions, [key[0] for key in known] * months),
        "function": _names(layout.functions, [key[1] for key in known] * months),
        **_stock_columns(stocks, areas, programme),
    }


def _cells(record: Record, arm: Arm) -> Columns:
    layout, months = arm.layout, len(arm.calendar.months)
    return {
        **_by_month(arm, len(layout.cells)),
        "region": _names(layout.regions, [cell.region for cell in layout.cells] * months),
        "unit": _names([unit.name for unit in layout.units], [cell.unit for cell in layout.cells] * months),
        "function": _names(layout.functions, [cell.function for cell in layout.cells] * months),
        **_stock_columns(record.stocks, record.areas, record.programme),
    }


def _staffing(record: Record, arm: Arm) -> Columns:
    layout, months = arm.layout, len(arm.calendar.months)
    cells = layout.cells
    kinds = [(cells[g.cell].region, cells[g.cell].function, g.level, g.component) for g in layout.groups]
    known, staff = _margins(record.staff, kinds)
    return {
        **_by_month(arm, len(known)),
        "region": _names(layout.regions, [key[0] for key in known] * months),
        "function": _names(layout.functions, [key[1] for key in known] * months),
        "level": _names(layout.levels, [key[2] for key in known] * months),
        "component": _names(layout.components, [key[3] for key in known] * months),
        **{name: (staff[..., index] / ONE).ravel() for index, name in enumerate(STAFFING)},
    }


def _flows(record: Record, arm: Arm) -> Columns:
    layout = arm.layout
    month, place, flow = np.nonzero(record.flows)
    kind, component = np.divmod(place, len(layout.components) + 1)
    region, function = np.divmod(kind, len(layout.functions))
    return {
        "date": pa.array(np.array(arm.calendar.months, "datetime64[D]")[month], pa.date32()),
        "region": _names(layout.regions, region),
        "function": _names(layout.functions, function),
        "component": _names(("", *layout.components), component),
        "flow": _names(tuple(FLOWS), flow),
        "count": record.flows[month, place, flow],
    }


def _accounts(record: Record, arm: Arm) -> Columns:
    layout, months, accounts = arm.layout, len(arm.calendar.months), len(ACCOUNTS)
    owners = np.arange(layout.owners).repeat(accounts)
    region, component = np.divmod(np.tile(owners, months), len(layout.components))
    opening = np.concatenate([record.opening[None], record.persons[:-1]])
    return {
        **_by_month(arm, layout.owners * accounts),
        "region": _names(layout.regions, region),
        "component": _names(layout.components, component),
        "account": _names(tuple(ACCOUNTS), list(range(accounts)) * (layout.owners * months)),
        "opening": opening.ravel(),
        "entered": record.entered.ravel(),
        "left": record.left.ravel(),
        "closing": record.persons.ravel(),
    }


def _offices(record: Record, arm: Arm) -> Columns:
    layout, months = arm.layout, len(arm.calendar.months)
    counts = offices(record, [cell.unit for cell in layout.cells], [unit.region for unit in layout.units])
    known = np.unique([unit.region for unit in layout.units])
    return {
        **_by_month(arm, len(known)),
        "region": _names(layout.regions, np.tile(known, months)),
        **{name: counts[:, known, column].ravel() for column, name in enumerate(OFFICES)},
    }


def _outcomes(record: Record, arm: Arm) -> Columns:
    values = outcomes(record, arm)
    return {"outcome": list(OUTCOMES), "value": [values[name] for name in OUTCOMES]}
