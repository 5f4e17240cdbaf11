"""Levers: what a policy changes, on its date."""

from collections.abc import Callable, Iterable, Mapping

from simulation.arm import Step
from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.processes.accession import change_intake
from simulation.processes.casework import change_work
from simulation.processes.recruitment import freeze
from simulation.processes.rotation import shift_tours_under_way
from simulation.processes.vacancies import look_everywhere
from simulation.units import RATIO
from simulation.workforce.world import World

THE_POLICY = 0
"""Serial of the policy among the events of the calendar: what it sets on a month start holds for that month."""

Consequence = Callable[[Clock, World, int, int], None]
"""What follows at once when a lever moves, given its target and the value before."""


def pay_incentive(clock: Clock, world: World, component: int, before: int) -> None:  # noqa: ARG001 - one form for all
    """Have a retention incentive count in the factors of hazards from the next month start on."""
    share = world.retention_incentive_share[component] / RATIO
    world.incentive[component] = round((1.0 + share) ** -world.terms.elasticity[component] * RATIO)


def pay_for_extension(clock: Clock, world: World, tour: int, before: int) -> None:  # noqa: ARG001 - one form for all
    """Have an incentive count in the chance that tours of a kind are extended."""
    share = world.extension_incentive_share[tour] / RATIO
    ends = 1.0 - world.terms.extension_chance[tour] / RATIO
    without = ends * (1.0 + share) ** -world.terms.extension_elasticity[tour]
    world.extension_chance[tour] = round((1.0 - without) * RATIO)


def count_slates(clock: Clock, world: World, target: int, before: int) -> None:  # noqa: ARG001 - one form for all
    """Have slates counted from now on."""
    world.slates_from[0] = clock.now


CONSEQUENCES: dict[str, Consequence] = {
    "slate_weeks": count_slates,
    "hiring_freeze": freeze,
    "accession_intake_per_year": change_intake,
    "retention_incentive_share": pay_incentive,
    "extension_incentive_share": pay_for_extension,
    "work_factor": change_work,
}
"""What follows at once when a lever moves; all others act when somebody next looks at them."""


def pull_levers(
    clock: Clock, world: World, steps: Iterable[Step], consequences: Mapping[str, Consequence] = CONSEQUENCES
) -> Story:
    """Set each lever on its date, and have all open posts looked at: more may be possible now."""
    for step in steps:
        if step.tick > clock.now:
            yield clock.at(step.tick, Kind.CALENDAR, THE_POLICY)
        values = getattr(world, step.lever)
        before, values[step.target] = values[step.target], step.value
        if step.current:
            shift_tours_under_way(clock, world, step.target, step.value - before)
        if step.lever in consequences:
            consequences[step.lever](clock, world, step.target, before)
        look_everywhere(clock, world)
