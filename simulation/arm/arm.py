"""The arm: everything one run needs to know before its luck is drawn."""

import hashlib
import json
from dataclasses import astuple, dataclass
from functools import cached_property

from simulation.arm.layout import Layout
from simulation.arm.step_tables import StepTable, step_table
from simulation.calendar_time import Calendar
from simulation.config.experiment import Threshold
from simulation.config.policy import Policy
from simulation.config.roster import Roster
from simulation.config.study import Study
from simulation.config.world import World


@dataclass(frozen=True)
class Arm:
    """One policy in one scenario in one world."""

    scenario: str
    """Name of the scenario."""

    policy: str
    """Name of the policy."""

    world: World
    """The world, scenario applied."""

    levers: StepTable
    """The policy as step tables over the world's values."""

    breach: Threshold
    """When a shortfall counts as a breach."""

    roster: Roster | None = None
    """The people inside on the first day; they are synthesised if None."""

    @cached_property
    def layout(self) -> Layout:
        """The numbering of the world."""
        return Layout(self.world)

    @property
    def calendar(self) -> Calendar:
        """The period simulated."""
        return Calendar(self.world.time.start, self.world.time.end)

    @property
    def digest(self) -> str:
        """SHA-256 of all that decides the arm's numbers, order included: luck is keyed by it.

        Its names do not, nor does the path of the roster: who is in it does.
        """
        content = {
            "world": self.world.model_dump(mode="json", exclude={"roster"}),
            "roster": self.roster,
            "levers": [self.levers.opening, [astuple(step) for step in self.levers.steps]],
            "breach": self.breach.model_dump(mode="json"),
        }
        return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


def compose(
    world: World, policy: Policy, breach: Threshold, *, scenario: str, name: str, roster: Roster | None = None
) -> Arm:
    """Return the arm of a policy in a world to which a scenario has been applied."""
    levers = step_table(world, policy, Calendar(world.time.start, world.time.end))
    return Arm(scenario, name, world, levers, breach, roster)


def resolve(study: Study, scenario: str, policy: str) -> Arm:
    """Return one arm of a study.

    Parameters
    ----------
    study
        A study, loaded and checked.
    scenario, policy
        Names of one of its scenarios and one of its policies.

    Raises
    ------
    KeyError
        If the study has no such scenario or policy.
    """
    return compose(
        study.worlds[scenario],
        study.policies[policy],
        study.experiment.breach,
        scenario=scenario,
        name=policy,
        roster=study.rosters[scenario],
    )
