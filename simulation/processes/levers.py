"""Levers: what a policy changes, on its date."""

from collections.abc import Iterable

from simulation.arm import Step
from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.processes.vacancies import look_again
from simulation.workforce.world import World

THE_POLICY = 1
"""Serial of the policy among the events of the calendar."""


def pull_levers(clock: Clock, world: World, steps: Iterable[Step]) -> Story:
    """Set each lever on its date, and have all open posts looked at: more may be possible now."""
    for step in steps:
        if step.tick > clock.now:
            yield clock.at(step.tick, Kind.CALENDAR, THE_POLICY)
        getattr(world, step.lever)[step.target] = step.value
        for component in range(world.components):
            look_again(clock, component)
