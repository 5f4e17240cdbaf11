"""Recruitment: requisitions are opened as slots allow, and end with somebody reporting."""

from simulation.clock import Clock, Story
from simulation.decisions.recruiting import next_to_recruit
from simulation.events import REQUISITION_OPENED, Kind
from simulation.luck import Owner, Stream, exponential, key, length_biased_lognormal, lognormal, uniform
from simulation.processes.attrition import reckon
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import look_again
from simulation.units import RATIO
from simulation.workforce.accounts import REQUISITION_OPEN, SELECTED, emit
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
        whole = time_to_fill(world, number)
        start_requisition(clock, world, number, whole, whole)
        emit(world, REQUISITION_OPENED, NOWHERE, number, position.place)
        number = next_to_recruit(world, component)


def start_requisition(clock: Clock, world: World, number: int, whole: int, left: int) -> None:
    """Open a requisition that takes a given time on the whole, of which so much is left."""
    position = world.positions[number]
    position.requisitions += 1
    position.searching = 1
    world.requisitions[position.component] += 1
    after_selection = whole - whole * world.selected_after[position.component] // RATIO
    set_stage(world, number, SELECTED if after_selection >= left else REQUISITION_OPEN)
    end = clock.now + left
    clock.begin(position.serial, requisition(clock, world, number, end - after_selection, end))


def time_to_fill(world: World, number: int) -> int:
    """Return the time that the next requisition for a post will take: luck times the mean that holds now."""
    position = world.positions[number]
    component, u = position.component, uniform(position.key, Stream.TIME_TO_FILL, position.requisitions)
    if world.time_to_fill_exponential[component]:
        luck = exponential(u)
    else:
        luck = lognormal(1.0, world.time_to_fill_cv[component], u)
    return max(1, round(world.time_to_fill_mean_days[component] * luck))


def time_left(world: World, number: int, part: float) -> tuple[int, int]:
    """Return whole and remaining time of a requisition found open on the first day, of which a uniform part is left."""
    position = world.positions[number]
    component, u = position.component, uniform(position.key, Stream.TIME_TO_FILL)
    if world.time_to_fill_exponential[component]:
        left = exponential(u)
        whole = left + exponential(part)  # without memory: what has passed says nothing about what is left
    else:
        whole = length_biased_lognormal(1.0, world.time_to_fill_cv[component], u)
        left = part * whole
    mean = world.time_to_fill_mean_days[component]
    return max(1, round(mean * whole)), max(1, round(mean * left))


def requisition(clock: Clock, world: World, number: int, selection: int, end: int) -> Story:
    """Look outside, select somebody, wait until the entrant reports and goes to school or straight to the post."""
    position = world.positions[number]
    if clock.now < selection < end:
        yield clock.at(selection, Kind.HIRING, position.serial)
        set_stage(world, number, SELECTED)
    yield clock.at(end, Kind.HIRING, position.serial)
    position.searching = 0
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
