"""Postings: a person selected for a position, trained for it, sent, in post, out of it."""

from simulation.events import ARRIVED, FAILED, GRADUATED, HIRED
from simulation.rule import rule
from simulation.units import ONE
from simulation.workforce.accounts import (
    ASSIGNED,
    EFFECTIVE,
    EXCESS,
    IN_TRAINING_FOR,
    IN_TRANSIT_TO,
    NOTHING,
    QUALIFIED,
    SELECTED,
    STAFF_COLUMN,
    adjust_staff,
    balance,
    emit,
)
from simulation.workforce.people import (
    certify,
    enrol,
    learning_pool,
    level_held,
    output,
    seat_pool,
    set_state,
    withdraw,
)
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import set_stage
from simulation.workforce.records import AVAILABLE, IN_CLASS, IN_POST, IN_TRANSIT, NOT_EMPTY, OUTSIDE, WAITING_SEAT
from simulation.workforce.world import World


@rule
def certified(world: World, member: int, number: int) -> bool:
    """Return True if a person holds the level that a position requires."""
    position = world.positions[number]
    return level_held(world.people[member], position.function) >= position.level


@rule
def course_needed(world: World, member: int, number: int) -> int:
    """Return the course a person has to pass before taking up a position, -1 if none."""
    position = world.positions[number]
    if certified(world, member, number):
        return NOWHERE
    return world.course_for[position.function][position.level]


@rule
def select(world: World, member: int, number: int) -> None:
    """Select a person for an open position: sent to wait for a seat if a course is needed, on the way otherwise."""
    person = world.people[member]
    position = world.positions[number]
    person.bound = number
    person.place = position.place
    person.attempts = 0
    position.inbound = member
    course = course_needed(world, member, number)
    if course == NOWHERE:
        set_out(world, member)
    else:
        set_state(world, member, WAITING_SEAT, position.region)
        enrol(world, member, seat_pool(world, course))
        set_stage(world, number, SELECTED)


@rule
def seat(world: World, member: int) -> None:
    """Give a waiting person a seat in the class that begins."""
    person = world.people[member]
    set_state(world, member, IN_CLASS, person.owner)
    person.attempts += 1
    person.exams += 1
    set_stage(world, person.bound, IN_TRAINING_FOR)


@rule
def graduate(world: World, member: int, course: int) -> None:
    """Certify a person at the end of a class."""
    person = world.people[member]
    certify(person, world.course_function[course], world.course_level[course])
    emit(world, GRADUATED, member, person.bound, person.place)


@rule
def fail(world: World, member: int, course: int) -> bool:
    """Let a person who failed wait for another class, and return whether another attempt is allowed."""
    person = world.people[member]
    emit(world, FAILED, member, person.bound, person.place)
    if person.attempts >= world.course_attempts[course]:
        return False
    if person.bound != NOWHERE:
        set_state(world, member, WAITING_SEAT, person.owner)
        enrol(world, member, seat_pool(world, course))
        set_stage(world, person.bound, SELECTED)
    return True


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
    set_state(world, member, IN_POST, position.region)
    person.bound = NOWHERE
    person.post = number
    person.place = position.place
    person.arrived = world.now[0]
    person.tours += 1
    person.rung = 0
    position.inbound = NOWHERE
    position.incumbent = member
    set_stage(world, number, NOT_EMPTY)
    adjust_staff(world, position, ASSIGNED, ONE)
    output(world, member)
    count_output(world, member, 1)
    if len(world.proficiency) > 1:
        enrol(world, member, learning_pool(world))
    emit(world, ARRIVED, member, number, position.place)


@rule
def count_output(world: World, member: int, sign: int) -> None:
    """Add (1) or take away (-1) what a person in post is worth."""
    person = world.people[member]
    position = world.positions[person.post]
    adjust_staff(world, position, QUALIFIED, sign * person.qualified)
    adjust_staff(world, position, EFFECTIVE, sign * person.effective)
    balance(world, position.cell)


@rule
def revalue(world: World, member: int) -> None:
    """Bring what a person in post is worth, and the stocks, up to date."""
    person = world.people[member]
    position = world.positions[person.post]
    qualified, effective = person.qualified, person.effective
    output(world, member)
    if person.qualified != qualified:
        adjust_staff(world, position, QUALIFIED, person.qualified - qualified)
    if person.effective != effective:
        adjust_staff(world, position, EFFECTIVE, person.effective - effective)
        balance(world, position.cell)


@rule
def climb(world: World, member: int, rung: int) -> None:
    """Bring a person in post to a rung of the learning curve; at the last one learning is over."""
    person = world.people[member]
    position = world.positions[person.post]
    person.rung = rung
    effective = person.qualified * world.proficiency[rung] >> 20
    adjust_staff(world, position, EFFECTIVE, effective - person.effective)
    person.effective = effective
    balance(world, position.cell)
    if rung == len(world.proficiency) - 1:
        withdraw(world, member)


@rule
def hand_over(world: World, member: int) -> None:
    """Empty the post a person holds; it is open from now, or gone if it had been abolished."""
    person = world.people[member]
    number = person.post
    position = world.positions[number]
    count_output(world, member, -1)
    adjust_staff(world, position, ASSIGNED, -ONE)
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
    set_state(world, member, OUTSIDE, person.owner)
    emit(world, fact, member, number, person.place)


@rule
def admit(world: World, member: int, number: int) -> None:
    """Bring someone from outside in, for an open position."""
    person = world.people[member]
    person.entered = world.now[0]
    emit(world, HIRED, member, number, world.positions[number].place)
    select(world, member, number)
