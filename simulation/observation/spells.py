"""How long things took: every spell that ended in a run, and its summary by fiscal year."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from simulation.arm import Arm
from simulation.calendar_time import FISCAL_YEAR_START_MONTH, fiscal_year
from simulation.measures import SPELLS
from simulation.observation.recorder import Integers, Record
from simulation.units import TICKS_PER_DAY

LONG_DAYS = (30, 90, 180, 365)
"""Lengths beyond which spells are counted."""

KIND, BEGAN, ENDED, SUBJECT, PLACE = range(5)


def spells(record: Record, arm: Arm) -> dict[str, Any]:
    """Return the summary of all spells, by the fiscal year in which they ended, place and kind.

    Parameters
    ----------
    record
        What was observed.
    arm
        Which run it is.
    """
    rows = record.spells
    years = np.array([fiscal_year(month) for month in arm.calendar.months])
    month = np.searchsorted(arm.calendar.boundaries[1:], rows[:, ENDED], side="right")
    year = years[np.minimum(month, len(years) - 1)] if len(rows) else np.zeros(0, np.int64)
    kinds, places = len(SPELLS), arm.layout.places
    numbers, group = np.unique((year * places + rows[:, PLACE]) * kinds + rows[:, KIND], return_inverse=True)
    keys = np.stack([numbers // (places * kinds), numbers // kinds % places, numbers % kinds], axis=1)
    ticks, groups = rows[:, ENDED] - rows[:, BEGAN], len(keys)
    total, longest = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    np.add.at(total, group, ticks)
    np.maximum.at(longest, group, ticks)
    over = {
        f"over_{days}_days": np.bincount(group[ticks > days * TICKS_PER_DAY], minlength=groups) for days in LONG_DAYS
    }
    return {
        "date": pa.array([date(y - 1, FISCAL_YEAR_START_MONTH, 1) for y in keys[:, 0].tolist()], pa.date32()),
        **_where(keys[:, 1], arm),
        "spell": _kinds(keys[:, 2]),
        "count": np.bincount(group, minlength=groups),
        "total_days": total / TICKS_PER_DAY,
        "longest_days": longest / TICKS_PER_DAY,
        **over,
    }


def spells_in_full(record: Record, arm: Arm) -> dict[str, Any]:
    """Return every single spell, in the order in which they ended.

    Parameters
    ----------
    record
        What was observed.
    arm
        Which run it is.
    """
    rows = record.spells
    return {
        **_where(rows[:, PLACE], arm),
        "spell": _kinds(rows[:, KIND]),
        "subject": rows[:, SUBJECT],
        "began_day": rows[:, BEGAN] / TICKS_PER_DAY,
        "days": (rows[:, ENDED] - rows[:, BEGAN]) / TICKS_PER_DAY,
    }


def _kinds(numbers: Integers) -> pa.Array:
    return pa.array(tuple(SPELLS)).take(pa.array(numbers))


def _where(places: Integers, arm: Arm) -> dict[str, Any]:
    """Return region, function and component of places."""
    layout = arm.layout
    kind, component = np.divmod(places, len(layout.components) + 1)
    region, function = np.divmod(kind, len(layout.functions))
    return {
        "region": pa.array(layout.regions).take(pa.array(region)),
        "function": pa.array(layout.functions).take(pa.array(function)),
        "component": pa.array(("", *layout.components)).take(pa.array(component)),
    }
