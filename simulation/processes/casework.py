"""Casework: items arrive, ask for work in one phase after the other, and close, when the future says."""

from collections.abc import Iterable

from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.future.cases import Case
from simulation.future.requirement import RequirementStep
from simulation.workforce.accounts import require_always
from simulation.workforce.casework import ask, close_case, open_case, rescale
from simulation.workforce.world import World

THE_POST_ROOM, THE_ARCHIVE, THE_MANNING_DOCUMENT = range(3)
"""Serials of what brings demand and takes it away."""


def receive_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Open each item when it arrives, and begin its first phase."""
    for number, case in cases:
        if case.opens > clock.now:
            yield clock.at(case.opens, Kind.DEMAND, THE_POST_ROOM)
        take_up(world, number, case)


def take_up(world: World, number: int, case: Case) -> None:
    """Open an item, in its first phase."""
    ask(world, case.phases[0].cell, case.phases[0].load)
    open_case(world, number, case.place)


def work_off_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Lead each item from phase to phase, and close it at the end of the last."""
    for ends, number, phase, case in ends_of_phases(cases):
        if ends > clock.now:
            yield clock.at(ends, Kind.DEMAND, THE_ARCHIVE)
        done = case.phases[phase]
        ask(world, done.cell, -done.load)
        if phase + 1 < len(case.phases):
            following = case.phases[phase + 1]
            ask(world, following.cell, following.load)
        else:
            close_case(world, number, case.place)


def ends_of_phases(cases: Iterable[tuple[int, Case]]) -> list[tuple[int, int, int, Case]]:
    """Return (tick, number of the item, phase, item) for each phase that ends, in order."""
    return sorted(
        (stretch.ends, number, phase, case) for number, case in cases for phase, stretch in enumerate(case.phases)
    )


def follow_manning_document(clock: Clock, world: World, steps: Iterable[RequirementStep]) -> Story:
    """Change the direct requirement on each of its dates."""
    for step in steps:
        if step.tick > clock.now:
            yield clock.at(step.tick, Kind.DEMAND, THE_MANNING_DOCUMENT)
        require_always(world, step.cell, step.change)


def change_work(clock: Clock, world: World, function: int, before: int) -> None:  # noqa: ARG001 - one form for all
    """Have the hours of case work change at once, for open cases as well."""
    rescale(world, function, before)
