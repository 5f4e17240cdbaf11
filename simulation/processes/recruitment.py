"""Recruitment: requisitions are opened as slots allow, and end with somebody reporting."""

from typing import NamedTuple

from simulation.clock import Clock, Story
from simulation.decisions.recruiting import next_to_recruit, owner_to_hire_for
from simulation.events import (
    HIRED,
    RECALLED,
    REQUISITION,
    REQUISITION_CANCELLED,
    REQUISITION_FAILED,
    REQUISITION_OPENED,
    Kind,
)
from simulation.luck import Owner, Stream, exponential, key, length_biased_lognormal, lognormal, uniform
from simulation.processes.attrition import endow, reckon
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import look_again
from simulation.units import RATIO
from simulation.workforce.accounts import NOTHING, REQUISITION_OPEN, SELECTED, emit, note_spell
from simulation.workforce.alumni import come_back_to_work, next_alumnus
from simulation.workforce.entities import new_person, next_serial
from simulation.workforce.people import set_state
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import set_stage
from simulation.workforce.postings import admit, enter
from simulation.workforce.records import AVAILABLE
from simulation.workforce.world import World


def open_requisitions(clock: Clock, world: World, component: int) -> None:
    """Open a requisition for each empty post nobody is found for inside, as far as slots go; then hire ahead."""
    number = next_to_recruit(world, component)
    while number != NOWHERE:
        position = world.positions[number]
        mean = world.time_to_fill_mean_days[component]
        whole = time_to_fill(world, component, mean, uniform(position.key, Stream.TIME_TO_FILL, position.requisitions))
        start_requisition(clock, world, number, whole, whole)
        emit(world, REQUISITION_OPENED, NOWHERE, number, position.place)
        number = next_to_recruit(world, component)
    hire_ahead(clock, world, component)


def start_requisition(clock: Clock, world: World, number: int, whole: int, left: int) -> None:
    """Open a requisition that takes a given time on the whole, of which so much is left."""
    position = world.positions[number]
    position.requisitions += 1
    position.searching = 1
    world.requisitions[position.component] += 1
    after_selection = whole - whole * world.terms.selected_after[position.component] // RATIO
    set_stage(world, number, SELECTED if after_selection >= left else REQUISITION_OPEN)
    end = clock.now + left
    clock.begin(position.serial, requisition(clock, world, number, end - after_selection, end))


def time_to_fill(world: World, component: int, mean: int, u: float) -> int:
    """Return the time that a requisition takes at quantile `u`: luck times the mean that holds when it opens."""
    if world.terms.time_to_fill_exponential[component]:
        return max(1, round(mean * exponential(u)))
    return max(1, round(mean * lognormal(1.0, world.terms.time_to_fill_cv[component], u)))


def time_left(world: World, number: int, part: float) -> tuple[int, int]:
    """Return whole and remaining time of a requisition found open on the first day, of which a uniform part is left."""
    position = world.positions[number]
    component, u = position.component, uniform(position.key, Stream.TIME_TO_FILL)
    if world.terms.time_to_fill_exponential[component]:
        left = exponential(u)
        whole = left + exponential(part)  # without memory: what has passed says nothing about what is left
    else:
        whole = length_biased_lognormal(1.0, world.terms.time_to_fill_cv[component], u)
        left = part * whole
    mean = world.time_to_fill_mean_days[component]
    return max(1, round(mean * whole)), max(1, round(mean * left))


def requisition(clock: Clock, world: World, number: int, selection: int, end: int) -> Story:
    """Look outside, select somebody, wait until the entrant reports and goes to school or straight to the post."""
    position = world.positions[number]
    opened = clock.now
    if clock.now < selection < end:
        yield clock.at(selection, Kind.HIRING, position.serial)
        set_stage(world, number, SELECTED)
    yield clock.at(end, Kind.HIRING, position.serial)
    position.searching = 0
    world.requisitions[position.component] -= 1
    if fails(world, position.component, position.key, position.requisitions):
        set_stage(world, number, NOTHING)
        emit(world, REQUISITION_FAILED, NOWHERE, number, position.place)
    else:
        note_spell(world, REQUISITION, opened, position.serial, position.place)
        start_posting(clock, world, report(clock, world, number))
    look_again(clock, world, position.region, position.component)


def report(clock: Clock, world: World, number: int) -> int:
    """Have somebody report for a post: an alumnus detailed again, if luck has it and there is one, or somebody new."""
    position = world.positions[number]
    chance = world.terms.alumnus_chance[position.component]
    member = NOWHERE
    if chance > 0 and uniform(position.key, Stream.ALUMNUS, position.hires) * RATIO < chance:
        member = next_alumnus(world, position.component)
    position.hires += 1
    if member != NOWHERE:
        come_back_to_work(world, member)
        admit(world, member, number, RECALLED)
        reckon(clock, world, member)
        return member
    member = newcomer(world, key(position.key, Owner.ENTRANT, position.hires - 1), position.component)
    admit(world, member, number, HIRED)
    endow(clock, world, member)
    return member


def fails(world: World, component: int, luck: int, requisitions: int) -> bool:
    """Return True if a requisition ends with nobody."""
    chance = world.terms.failure_probability[component]
    return chance > 0 and uniform(luck, Stream.HIRING_FAILS, requisitions) * RATIO < chance


def newcomer(world: World, luck: int, component: int) -> int:
    """Return somebody new, who has served elsewhere for some years."""
    member = new_person(world, luck, component)
    low, high = world.terms.entry_service[component]
    world.people[member].service = low + round((high - low) * uniform(luck, Stream.ENTRY_SERVICE))
    return member


class Ahead(NamedTuple):
    """A requisition without a position."""

    row: int
    """Region x component it is for."""

    serial: int
    """Serial number."""

    luck: int
    """Luck."""

    length: int
    """Time to fill."""


def hire_ahead(clock: Clock, world: World, component: int) -> None:
    """Open a requisition for each loss that is expected and not yet hired for, for the pool of its region."""
    owner = owner_to_hire_for(world, component)
    while owner != NOWHERE:
        row = owner * world.terms.components + component
        luck = key(world.pool_keys[row], Owner.POSITION, world.hired_ahead[row])
        u = uniform(luck, Stream.TIME_TO_FILL)
        length = time_to_fill(world, component, world.time_to_fill_mean_days[component], u)
        world.hired_ahead[row] += 1
        world.hiring_ahead[row] += 1
        world.requisitions[component] += 1
        emit(world, REQUISITION_OPENED, NOWHERE, NOWHERE, world.terms.pool_place[row])
        ahead = Ahead(row, next_serial(world), luck, length)
        clock.begin(ahead.serial, requisition_ahead(clock, world, ahead))
        owner = owner_to_hire_for(world, component)


def requisition_ahead(clock: Clock, world: World, ahead: Ahead) -> Story:
    """Look outside for somebody without a position; a freeze that holds when one would be selected ends it."""
    component = ahead.row % world.terms.components
    opened, end = clock.now, clock.now + ahead.length
    selection = end - ahead.length + ahead.length * world.terms.selected_after[component] // RATIO
    if clock.now < selection:
        yield clock.at(selection, Kind.HIRING, ahead.serial)
    frozen = world.hiring_freeze[component] > 0
    if not frozen and clock.now < end:
        yield clock.at(end, Kind.HIRING, ahead.serial)
    world.hiring_ahead[ahead.row] -= 1
    world.requisitions[component] -= 1
    if frozen or fails(world, component, ahead.luck, 0):
        fact = REQUISITION_CANCELLED if frozen else REQUISITION_FAILED
        emit(world, fact, NOWHERE, NOWHERE, world.terms.pool_place[ahead.row])
    else:
        note_spell(world, REQUISITION, opened, ahead.serial, world.terms.pool_place[ahead.row])
        join_pool(clock, world, ahead)
    look_again(clock, world, ahead.row // world.terms.components, component)


def join_pool(clock: Clock, world: World, ahead: Ahead) -> None:
    """Bring in somebody hired ahead, who waits for a post."""
    owner, component = divmod(ahead.row, world.terms.components)
    member = newcomer(world, key(ahead.luck, Owner.ENTRANT, 0), component)
    enter(world, member, HIRED, NOWHERE, world.terms.pool_place[ahead.row])
    endow(clock, world, member)
    set_state(world, member, AVAILABLE, owner)


def cancel(clock: Clock, world: World, number: int) -> None:
    """End the requisition of a post that is filled from inside, abolished or frozen; its slot is free for another."""
    position = world.positions[number]
    clock.close(position.serial)
    position.searching = 0
    world.requisitions[position.component] -= 1
    emit(world, REQUISITION_CANCELLED, NOWHERE, number, position.place)
    look_again(clock, world, position.region, position.component)


def freeze(clock: Clock, world: World, component: int, before: int) -> None:
    """End the requisitions of a component that have selected nobody, when a freeze begins."""
    if before > 0 or world.hiring_freeze[component] == 0:
        return
    for number, position in enumerate(world.positions):
        if position.component == component and position.stage == REQUISITION_OPEN:
            cancel(clock, world, number)
            set_stage(world, number, NOTHING)
