"""Casework: items arrive, ask for work in one phase after the other, and close, when the future says."""

from collections.abc import Iterable

from simulation.clock import Clock, Moment, Story
from simulation.events import Kind
from simulation.future.cases import Case, Stretch
from simulation.future.requirement import RequirementStep
from simulation.workforce.accounts import require_always
from simulation.workforce.casework import ask, close_case, open_case, rescale
from simulation.workforce.world import World

THE_POST_ROOM, THE_ARCHIVE, THE_MANNING_DOCUMENT = range(3)
"""Serials of what brings demand and takes it away."""


def receive_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Open each item when it arrives, and begin its first phase."""
    moment = Moment(clock, Kind.DEMAND, THE_POST_ROOM)
    for number, case in cases:
        if case.opens > clock.now:
            yield moment.at(case.opens)
        take_up(world, number, case)


def take_up(world: World, number: int, case: Case) -> None:
    """Open an item, in its first phase."""
    ask(world, case.phases[0].cell, case.phases[0].load)
    open_case(world, number, case.place)


def work_off_cases(clock: Clock, world: World, cases: Iterable[tuple[int, Case]]) -> Story:
    """Lead each item from phase to phase, and close it at the end of the last."""
    moment = Moment(clock, Kind.DEMAND, THE_ARCHIVE)
    for ends, number, phase, case in ends_of_phases(cases):
        if ends > clock.now:
            yield moment.at(ends)
        done = case.phases[phase]
        if phase + 1 == len(case.phases):
            ask(world, done.cell, -done.load)
            close_case(world, number, case.place)
        else:
            go_on_to(world, done, case.phases[phase + 1])


def go_on_to(world: World, done: Stretch, following: Stretch) -> None:
    """End the work of a phase and begin that of the next one."""
    if following.cell == done.cell:
        ask(world, done.cell, following.load - done.load)
    else:
        ask(world, done.cell, -done.load)
        ask(world, following.cell, following.load)


def ends_of_phases(cases: Iterable[tuple[int, Case]]) -> list[tuple[int, int, int, Case]]:
    """Return (tick, number of the item, phase, item) for each phase whose end changes any work, in order."""
    return sorted(
        (stretch.ends, number, phase, case)
        for number, case in cases
        for phase, stretch in enumerate(case.phases)
        if phase + 1 == len(case.phases) or case.phases[phase + 1][1:] != stretch[1:]
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
