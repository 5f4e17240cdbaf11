"""Why effective falls short of the requirement: four steps that add up to the gap, exactly.

    requirement - effective = unfunded + vacant + uncertified + unproductive

The shortfall is larger than this gap by the surplus: it is summed over cells without netting, because people to spare
in one office do nothing for another.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from simulation.analysis.shortfall import OFFSETS, SPLIT, InconsistentTables, Positions
from simulation.measures import GAPS
from simulation.units import ONE

STEPS = tuple(GAPS)
"""The four steps, in order."""

PARTS = (*SPLIT, *OFFSETS)
"""What `vacant` consists of: the parts of `empty`, less `overlap` and `excess`."""


def causes(positions: Positions, days: Sequence[date]) -> pd.DataFrame:
    """Return mean positions by cause over some months.

    Returns
    -------
    pandas.DataFrame
        One row per replication; columns STEPS, `gap`, `surplus`, `shortfall`, PARTS, `requirement` and `away`, in
        positions. `overlap` and `excess` are counted negative, as they enter `vacant`; `away` is no part of the sum,
        but says how many people in post are on a course.

    Raises
    ------
    InconsistentTables
        If the steps do not add up, in exact integers.
    """
    sums = positions.sums(days)
    steps = pd.DataFrame(
        {
            "unfunded": sums["requirement"] - sums["authorised"],
            "vacant": sums["authorised"] - sums["assigned"],
            "uncertified": sums["assigned"] - sums["qualified"],
            "unproductive": sums["qualified"] - sums["effective"],
        }
    )
    parts = sums[list(PARTS)].assign(**{name: -sums[name] for name in OFFSETS})
    totals = pd.DataFrame({"gap": sums["requirement"] - sums["effective"]}).join(sums[["surplus", "shortfall"]])
    _check(steps, parts, totals)
    scale = sum(positions.ticks[day] for day in days) * ONE
    return steps.join(totals).join(parts).join(sums[["requirement", "away"]]) / scale


def _check(steps: pd.DataFrame, parts: pd.DataFrame, totals: pd.DataFrame) -> None:
    adds_up = (
        (steps.sum(axis=1) == totals["gap"])
        & (parts.sum(axis=1) == steps["vacant"])
        & (totals["gap"] + totals["surplus"] == totals["shortfall"])
    )
    if not adds_up.all():
        message = f"waterfall: the steps do not add up to the gap in replications {list(steps.index[~adds_up])}"
        raise InconsistentTables(message)
