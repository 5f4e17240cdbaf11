"""Recruitment: requisitions are opened as slots allow, and end with somebody reporting."""

from simulation.clock import Clock, Story
from simulation.decisions.recruiting import next_to_recruit
from simulation.events import REQUISITION_OPENED, Kind
from simulation.luck import Owner, Stream, key, lognormal, uniform
from simulation.processes.attrition import reckon
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import look_again
from simulation.workforce.accounts import REQUISITION_OPEN, emit
from simulation.workforce.entities import new_person
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import set_stage
from simulation.workforce.postings import admit
from simulation.workforce.world import World


def open_requisitions(clock: Clock, world: World, component: int) -> None:
    """Open a requisition for each empty post nobody is found for inside, as far as slots go."""
    number = next_to_recruit(world, component)
    while number != NOWHERE:
        position = world.positions[number]
        start_requisition(clock, world, number, time_to_fill(world, number))
        emit(world, REQUISITION_OPENED, NOWHERE, number, position.place)
        number = next_to_recruit(world, component)


def start_requisition(clock: Clock, world: World, number: int, ticks: int) -> None:
    """Open a requisition that will take a given time."""
    position = world.positions[number]
    position.requisitions += 1
    world.requisitions[position.component] += 1
    set_stage(world, number, REQUISITION_OPEN)
    clock.begin(position.serial, requisition(clock, world, number, clock.now + ticks))


def time_to_fill(world: World, number: int) -> int:
    """Return the time that the next requisition for a post will take: luck times the mean that holds now."""
    position = world.positions[number]
    luck = lognormal(
        1.0,
        world.time_to_fill_cv[position.component],
        uniform(position.key, Stream.TIME_TO_FILL, position.requisitions),
    )
    return max(1, round(world.time_to_fill_mean_days[position.component] * luck))


def requisition(clock: Clock, world: World, number: int, end: int) -> Story:
    """Look outside until somebody reports; the entrant goes to school or straight to the post."""
    position = world.positions[number]
    yield clock.at(end, Kind.HIRING, position.serial)
    world.requisitions[position.component] -= 1
    member = entrant(world, number)
    admit(world, member, number)
    reckon(clock, world, member)
    start_posting(clock, world, member)
    look_again(clock, position.component)


def entrant(world: World, number: int) -> int:
    """Return somebody new, whose luck belongs to the position and to how many were hired for it before."""
    position = world.positions[number]
    luck = key(position.key, Owner.ENTRANT, position.hires)
    position.hires += 1
    member = new_person(world, luck, position.component)
    low, high = world.entry_service[position.component]
    world.people[member].service = low + round((high - low) * uniform(luck, Stream.ENTRY_SERVICE))
    return member
