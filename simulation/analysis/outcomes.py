"""One number per arm and replication, summarised over replications."""

from dataclasses import dataclass

import pandas as pd

from simulation.analysis.intervals import Interval, Spread, mean_interval, quantile_interval, spread, wilson


@dataclass(frozen=True, slots=True)
class Summary:
    """An outcome of one arm over its replications."""

    scenario: str
    """Future."""

    policy: str
    """Policy."""

    outcome: str
    """Outcome, a name in `measures.OUTCOMES`."""

    runs: int
    """Replications finished."""

    present: int
    """Replications that have a number; there is none for the start of a breach that never came."""

    mean: float | None
    """Mean of the numbers present."""

    interval: Interval | None
    """Interval of the mean: how precisely the runs pin it down."""

    spread: Spread | None
    """Spread across runs: how far one future lies from another."""

    median: Interval | None
    """Median with its distribution-free interval."""

    @property
    def occurrence(self) -> Interval | None:
        """Share of replications that have a number at all, with its Wilson interval."""
        return wilson(self.present, self.runs)


def by_arm(outcomes: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return one outcome as index `replication` and columns (scenario, policy), in the order of the table.

    A replication that an arm did not finish, or for which there is no number, is missing.
    """
    rows = outcomes[outcomes["outcome"] == outcome]
    arms = rows[["scenario", "policy"]].drop_duplicates().itertuples(index=False, name=None)
    wide = rows.pivot_table(
        index="replication",
        columns=["scenario", "policy"],
        values="value",
        aggfunc="first",
        dropna=False,
        observed=True,
    )
    wide = wide.reindex(columns=pd.MultiIndex.from_tuples(list(arms), names=["scenario", "policy"]))
    wide.attrs["outcome"] = outcome
    return wide


def summarise(outcomes: pd.DataFrame, outcome: str) -> list[Summary]:
    """Summarise one outcome in every arm, in the order of the table."""
    rows = outcomes[outcomes["outcome"] == outcome]
    found = []
    for (scenario, policy), arm in rows.groupby(["scenario", "policy"], sort=False, observed=True):
        values = arm["value"].dropna()
        found.append(
            Summary(
                scenario=str(scenario),
                policy=str(policy),
                outcome=outcome,
                runs=len(arm),
                present=len(values),
                mean=float(values.mean()) if len(values) else None,
                interval=mean_interval(values),
                spread=spread(values),
                median=quantile_interval(values, 0.5) if len(values) else None,
            )
        )
    return found
