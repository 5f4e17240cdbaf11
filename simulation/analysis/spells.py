"""How long things take: lengths of time that ended in a run, by arm.

Means are taken by spell, not by person or position: within a run, all days over all spells; over runs, the mean of
these ratios. What still lasts at the horizon is not among them.
"""

from collections.abc import Mapping

import pandas as pd

from simulation.measures import SPELLS
from simulation.results.store import RunDirectory

MEAN_DAYS = "total_days"
"""Column that gives, per spell, the mean length in days."""

OVER = {90: "over_90_days", 365: "over_365_days"}
"""Columns that give, per spell, the share that lasted longer than so many days."""

Spells = Mapping[tuple[str, str], pd.DataFrame]
"""By (scenario, policy): index (replication, spell), a count and the sums over all spells that ended."""


def read_spells(run: RunDirectory, scenario: str, policy: str) -> pd.DataFrame:
    """Read the spells of one arm, summed over years, regions, functions and components.

    Returns
    -------
    pandas.DataFrame
        Index (replication, spell), columns `count`, MEAN_DAYS and those of OVER; only spells that occur.
    """
    sums = ["count", MEAN_DAYS, *OVER.values()]
    rows = run.arm("spells", scenario, policy, columns=["replication", "spell", *sums])
    return rows.groupby(["replication", "spell"], observed=True)[sums].sum()


def observed(spells: Spells) -> list[str]:
    """Return the spells that ended at least once in any of some arms, in the order of the measures."""
    seen = {str(name) for found in spells.values() for name in found.index.unique(level="spell")}
    return [name for name in SPELLS if name in seen]


def per_spell(spells: Spells, spell: str, total: str) -> pd.DataFrame:
    """Return a total divided by the number of spells, run by run.

    Parameters
    ----------
    spells
        Spells by arm.
    spell
        Which of them, a name in `measures.SPELLS`.
    total
        Column to divide: MEAN_DAYS or one of OVER.

    Returns
    -------
    pandas.DataFrame
        Index `replication`, columns (scenario, policy); missing where no such spell ended. `attrs["outcome"]` names
        the spell, so that arms can be compared as outcomes are.
    """
    columns = {}
    for arm, found in spells.items():
        own = found[found.index.get_level_values("spell") == spell].droplevel("spell")
        columns[arm] = own[total] / own["count"]
    wide = pd.concat(columns, axis=1, names=["scenario", "policy"]).sort_index()
    wide.attrs["outcome"] = spell
    return wide
