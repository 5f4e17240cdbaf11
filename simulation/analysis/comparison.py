"""Policies compared future by future: the same luck in both arms, so that only the policy differs.

Every arm meets the same luck in the same replication. The difference between two arms is therefore taken replication by
replication, and its interval rests on how these differences scatter, not on how the futures do. Where several
comparisons are shown together, their intervals are widened (Bonferroni) so that all of them hold at once with the
stated confidence; whoever picks the best looking of ten comparisons would otherwise be misled.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import pandas as pd

from simulation.analysis.intervals import CONFIDENCE, Interval, mean_interval, wilson

Verdict = Literal["lower", "higher", "not told apart", "identical"]
"""What a comparison may be said to show: `identical` if no replication differs at all."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One outcome of one policy, less the same outcome of the comparator, in the same replications."""

    scenario: str
    """Future in which both are run."""

    policy: str
    """Policy compared."""

    comparator: str
    """Policy compared with."""

    outcome: str
    """Outcome compared, a name in `measures.OUTCOMES`."""

    pairs: int
    """Replications in which both arms finished."""

    mean: float | None
    """Mean difference, policy less comparator; None without a pair."""

    alone: Interval | None
    """Interval of the mean difference, taken by itself."""

    joint: Interval | None
    """Interval that holds together with those of all the comparisons shown with it."""

    family: int
    """Comparisons shown together."""

    lower: int
    """Replications in which the policy has the lower outcome."""

    higher: int
    """Replications in which the policy has the higher outcome."""

    @property
    def lower_share(self) -> Interval | None:
        """Share of replications in which the policy has the lower outcome, with its Wilson interval."""
        return wilson(self.lower, self.pairs)

    @property
    def verdict(self) -> Verdict:
        """What may be claimed: a direction only if the joint interval excludes zero."""
        if self.pairs and not self.lower and not self.higher:
            return "identical"
        if self.joint is None or not self.joint.excludes_zero:
            return "not told apart"
        return "lower" if self.joint.high < 0.0 else "higher"


def compare(arms: pd.DataFrame, scenario: str, policy: str, comparator: str, *, family: int = 1) -> Comparison:
    """Compare two policies in one scenario.

    Parameters
    ----------
    arms
        One outcome: index `replication`, columns (scenario, policy); missing where a replication did not finish. The
        frame's `attrs["outcome"]` names the outcome.
    scenario, policy, comparator
        Names of the arms compared.
    family
        Number of comparisons shown together; the joint interval is widened for it.
    """
    difference = (arms[(scenario, policy)] - arms[(scenario, comparator)]).dropna()
    return Comparison(
        scenario=scenario,
        policy=policy,
        comparator=comparator,
        outcome=str(arms.attrs.get("outcome", "")),
        pairs=len(difference),
        mean=float(difference.mean()) if len(difference) else None,
        alone=mean_interval(difference),
        joint=mean_interval(difference, joint_confidence(family)),
        family=family,
        lower=int((difference < 0).sum()),
        higher=int((difference > 0).sum()),
    )


def against_comparator(arms: pd.DataFrame, comparator: str) -> list[Comparison]:
    """Compare every policy with the comparator in every scenario, in the order of the columns, all of them jointly."""
    known = names_of(arms)
    known = [
        (scenario, policy) for scenario, policy in known if policy != comparator and (scenario, comparator) in known
    ]
    return [compare(arms, scenario, policy, comparator, family=len(known)) for scenario, policy in known]


def one_against_all(arms: pd.DataFrame, scenario: str, policy: str) -> list[Comparison]:
    """Compare a policy with every other in one scenario, jointly over all pairs there.

    The policy may have been chosen for its result, hence the widening over all pairs and not only over its own.
    """
    policies = [name for place, name in names_of(arms) if place == scenario]
    family = max(1, len(list(combinations(policies, 2))))
    return [compare(arms, scenario, policy, other, family=family) for other in policies if other != policy]


def names_of(arms: pd.DataFrame) -> list[tuple[str, str]]:
    """Return scenario and policy of every arm in a frame with such columns."""
    return [(str(column[0]), str(column[1])) for column in arms.columns.to_flat_index()]


def leaders(items: pd.DataFrame) -> list[str]:
    """Return the columns that may have the highest mean: the highest one first, then those not told apart from it.

    Parameters
    ----------
    items
        One row per replication, one column per item, nothing missing.
    """
    ranked = [str(name) for name in items.mean().sort_values(ascending=False, kind="stable").index]
    family = max(1, len(list(combinations(ranked, 2))))
    first, *others = ranked
    unresolved = []
    for name in others:
        interval = mean_interval(items[first] - items[name], joint_confidence(family))
        if interval is None or not interval.excludes_zero:
            unresolved.append(name)
    return [first, *unresolved]


def joint_confidence(family: int) -> float:
    """Return the confidence of each of `family` intervals that makes all hold together (Bonferroni)."""
    return 1.0 - (1.0 - CONFIDENCE) / family
