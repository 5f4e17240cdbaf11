"""Casework: items arrive, ask for work while they are open, and close, when the future says."""

from collections.abc import Iterable
from functools import partial

from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.future.cases import Case
from simulation.future.requirement import RequirementStep
from simulation.workforce.accounts import require
from simulation.workforce.casework import close_case, open_case
from simulation.workforce.entities import next_serial
from simulation.workforce.world import World

THE_POST_ROOM, THE_MANNING_DOCUMENT = 0, 1
"""Serials of what brings demand."""


def receive_cases(clock: Clock, world: World, cases: tuple[Case, ...]) -> Story:
    """Open each item when it arrives."""
    for number, case in enumerate(cases):
        if case.opens > clock.now:
            yield clock.at(case.opens, Kind.DEMAND, THE_POST_ROOM)
        open_case(world, number, case.cell, case.load)
        expect_closure(clock, world, number, case)


def expect_closure(clock: Clock, world: World, number: int, case: Case) -> None:
    """Have an open item closed at the end of its life."""
    closure = partial(close_case, world, number, case.cell, case.load)
    clock.call(case.closes, Kind.DEMAND, next_serial(world), closure)


def follow_manning_document(clock: Clock, world: World, steps: Iterable[RequirementStep]) -> Story:
    """Change the direct requirement on each of its dates."""
    for step in steps:
        if step.tick > clock.now:
            yield clock.at(step.tick, Kind.DEMAND, THE_MANNING_DOCUMENT)
        require(world, step.cell, step.change)
