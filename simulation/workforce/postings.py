"""Postings: a person selected for a position, trained for it, sent, in post, out of it."""

from simulation.events import ARRIVED, ASSIGNMENT_WAIT, HIRED, TOUR, TRANSIT, VACANCY
from simulation.rule import rule
from simulation.units import NEVER, ONE
from simulation.workforce.accounts import (
    ASSIGNED,
    AWAY,
    EXCESS,
    IN_TRANSIT_TO,
    NOTHING,
    STAFF_COLUMN,
    adjust,
    adjust_staff,
    emit,
    note_spell,
)
from simulation.workforce.hazards import expose
from simulation.workforce.output import count_output
from simulation.workforce.people import begin_learning, end_learning, outside_cells, set_state
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import set_stage
from simulation.workforce.qualifications import course_for, course_needed, output
from simulation.workforce.records import AVAILABLE, IN_CLASS, IN_POST, IN_TRANSIT, NOT_EMPTY, OUTSIDE
from simulation.workforce.schooling import begin_attempts, end_plan, wait_for_seat
from simulation.workforce.world import World


@rule
def select(world: World, member: int, number: int) -> None:
    """Select a person for an open position: sent to wait for a seat if a course comes first, on the way otherwise."""
    person = world.people[member]
    position = world.positions[number]
    if person.state == AVAILABLE:
        note_spell(world, ASSIGNMENT_WAIT, person.since, person.serial, position.place)
    person.bound = number
    person.place = position.place
    position.inbound = member
    begin_attempts(world, member)
    course = course_needed(world, member, number)
    if course == NOWHERE or world.grace_days[course_for(world, number)] > 0:
        set_out(world, member)
    else:
        wait_for_seat(world, member, course)


@rule
def set_out(world: World, member: int) -> None:
    """Send a person to the post selected for."""
    number = world.people[member].bound
    set_state(world, member, IN_TRANSIT, world.positions[number].region)
    set_stage(world, number, IN_TRANSIT_TO)


@rule
def take_post(world: World, member: int) -> None:
    """Put a person into the post selected for."""
    person = world.people[member]
    number = person.bound
    position = world.positions[number]
    if person.state == IN_TRANSIT:
        note_spell(world, TRANSIT, person.since, person.serial, position.place)
    if position.stage != NOT_EMPTY:
        note_spell(world, VACANCY, position.since, position.serial, position.place)
    set_state(world, member, IN_POST, position.region)
    person.bound = NOWHERE
    person.post = number
    person.place = position.place
    person.arrived = world.now[0]
    person.tours += 1
    person.rung = 0
    if person.experience >> position.function & 1:
        person.rung = min(world.terms.head_start, len(world.terms.proficiency) - 1)
    position.inbound = NOWHERE
    position.incumbent = member
    set_stage(world, number, NOT_EMPTY)
    expose(world, member, position.cell * world.terms.components + person.component)
    adjust_staff(world, position, ASSIGNED, ONE)
    output(world, member)
    count_output(world, member, 1)
    begin_learning(world, member)
    emit(world, ARRIVED, member, number, position.place)


@rule
def hand_over(world: World, member: int) -> None:
    """Empty the post a person holds; it is open from now, or gone if it had been abolished."""
    person = world.people[member]
    number = person.post
    position = world.positions[number]
    note_spell(world, TOUR, person.arrived, person.serial, position.place)
    end_learning(world, member)
    count_output(world, member, -1)
    adjust_staff(world, position, ASSIGNED, -ONE)
    if person.away:
        adjust(world, position.cell, AWAY, -ONE)
        person.away = 0
    expose(world, member, outside_cells(world, person.component))
    person.experience |= 1 << position.function
    person.tour_end = NEVER
    person.overdue = NEVER
    person.post = NOWHERE
    person.last_post = number
    position.incumbent = NOWHERE
    if position.authorised and world.staff[position.group][STAFF_COLUMN[EXCESS]] > 0:
        give_up(world, number)
    elif position.authorised:
        set_stage(world, number, NOTHING)
    else:
        adjust_staff(world, position, EXCESS, -ONE)


@rule
def give_up(world: World, number: int) -> None:
    """Let a position that falls empty go in place of one of its group that was abolished under somebody."""
    position = world.positions[number]
    other = world.last_in_cell[position.cell]
    while world.positions[other].group != position.group or (
        world.positions[other].authorised or world.positions[other].incumbent == NOWHERE
    ):
        other = world.positions[other].earlier
    world.positions[other].authorised = 1
    position.authorised = 0
    adjust_staff(world, position, EXCESS, -ONE)


@rule
def deselect(world: World, member: int) -> None:
    """Undo a selection; the position is open again."""
    number = world.people[member].bound
    world.people[member].bound = NOWHERE
    world.positions[number].inbound = NOWHERE
    set_stage(world, number, NOTHING)


@rule
def vacate(world: World, member: int) -> None:
    """Take a person out of post; the person is available for another."""
    hand_over(world, member)
    set_state(world, member, AVAILABLE, world.people[member].owner)


@rule
def release(world: World, member: int) -> None:
    """Let a selected person go; someone in class stays to its end, everyone else is available at once."""
    deselect(world, member)
    if world.people[member].state != IN_CLASS:
        set_state(world, member, AVAILABLE, world.people[member].owner)


@rule
def separate(world: World, member: int, fact: int) -> None:
    """Take a person out of the workforce, from wherever the person stands; a position held or awaited is open again."""
    person = world.people[member]
    number = person.post
    if person.post != NOWHERE:
        hand_over(world, member)
    elif person.bound != NOWHERE:
        number = person.bound
        deselect(world, member)
    end_plan(world, member)
    set_state(world, member, OUTSIDE, person.owner)
    emit(world, fact, member, number, person.place)


@rule
def admit(world: World, member: int, number: int) -> None:
    """Bring someone from outside in, for an open position."""
    enter(world, member, HIRED, number, world.positions[number].place)
    select(world, member, number)


@rule
def enter(world: World, member: int, fact: int, number: int, place: int) -> None:
    """Write down that someone enters, and bind the entrant to the service owed from entry."""
    person = world.people[member]
    person.entered = person.settled = world.now[0]
    person.obliged = world.now[0] + world.terms.entry_obligation[person.component]
    person.exposure = outside_cells(world, person.component)
    person.place = place
    emit(world, fact, member, number, place)
