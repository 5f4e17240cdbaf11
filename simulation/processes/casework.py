"""Casework: items arrive, ask for work while they are open, and close, when the future says."""

from collections.abc import Iterable

from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.future.cases import Case
from simulation.future.requirement import RequirementStep
from simulation.workforce.accounts import require
from simulation.workforce.casework import close_case, open_case
from simulation.workforce.world import World

THE_POST_ROOM, THE_ARCHIVE, THE_MANNING_DOCUMENT = range(3)
"""Serials of what brings demand and takes it away."""


def receive_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Open each item when it arrives."""
    for number, case in cases:
        if case.opens > clock.now:
            yield clock.at(case.opens, Kind.DEMAND, THE_POST_ROOM)
        open_case(world, number, case.cell, case.load)


def close_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Close each item at the end of its life."""
    for number, case in sorted(cases, key=lambda numbered: (numbered[1].closes, numbered[0])):
        if case.closes > clock.now:
            yield clock.at(case.closes, Kind.DEMAND, THE_ARCHIVE)
        close_case(world, number, case.cell, case.load)


def follow_manning_document(clock: Clock, world: World, steps: Iterable[RequirementStep]) -> Story:
    """Change the direct requirement on each of its dates."""
    for step in steps:
        if step.tick > clock.now:
            yield clock.at(step.tick, Kind.DEMAND, THE_MANNING_DOCUMENT)
        require(world, step.cell, step.change)
