"""Schooling: the line for a seat, the class, and what it certifies until it lapses."""

from simulation.events import FAILED, GRADUATED, LAPSED, SEAT_WAIT
from simulation.rule import rule
from simulation.units import NEVER, ONE
from simulation.workforce.accounts import AWAY, IN_TRAINING_FOR, SELECTED, adjust, emit, note_spell
from simulation.workforce.cover import end_loan
from simulation.workforce.hazards import oblige
from simulation.workforce.output import revalue
from simulation.workforce.people import enrol, seat_pool, set_state, withdraw
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import set_stage
from simulation.workforce.qualifications import (
    certified,
    certify,
    course_for,
    course_needed,
    first_to_take,
    is_uncertified_in_post,
    recertify,
)
from simulation.workforce.records import IN_CLASS, IN_POST, OUTSIDE, WAITING_SEAT
from simulation.workforce.world import World


@rule
def begin_attempts(world: World, member: int) -> None:
    """Let the attempts at every course begin anew, for somebody selected for a post."""
    for course in range(len(world.terms.course_level)):
        world.attempts[member][course] = 0


@rule
def may_attempt(world: World, member: int, course: int) -> bool:
    """Return True if a person has attempts left at a course."""
    return world.attempts[member][course] < world.terms.course_attempts[course]


@rule
def wait_for_seat(world: World, member: int, course: int) -> None:
    """Have somebody without a post wait for a seat."""
    person = world.people[member]
    owner = person.owner if person.bound == NOWHERE else world.positions[person.bound].region
    set_state(world, member, WAITING_SEAT, owner)
    join_line(world, member, course)
    if person.bound != NOWHERE:
        set_stage(world, person.bound, SELECTED)


@rule
def join_line(world: World, member: int, course: int) -> None:
    """Put a person at the end of the line for a course."""
    person = world.people[member]
    person.course = course
    person.waits = world.now[0]
    enrol(world, member, seat_pool(course))


@rule
def seat(world: World, member: int) -> None:
    """Give a waiting person a seat in the class that begins; somebody in post keeps the post meanwhile."""
    person = world.people[member]
    note_spell(world, SEAT_WAIT, person.waits, person.serial, person.place)
    world.attempts[member][person.course] += 1
    person.exams += 1
    if person.post != NOWHERE:
        withdraw(world, member)
        end_loan(world, member)
        person.away = 1
        adjust(world, world.positions[person.post].cell, AWAY, ONE)
        revalue(world, member)
        return
    set_state(world, member, IN_CLASS, person.owner)
    if person.bound != NOWHERE:
        set_stage(world, person.bound, IN_TRAINING_FOR)


@rule
def come_back(world: World, member: int) -> None:
    """Bring somebody back from a course to the post."""
    world.people[member].away = 0
    adjust(world, world.positions[world.people[member].post].cell, AWAY, -ONE)
    revalue(world, member)


@rule
def graduate(world: World, member: int, course: int) -> None:
    """Certify a person at the end of a class."""
    person = world.people[member]
    lasts = world.terms.course_valid[course]
    certify(world, member, course, NEVER if lasts == NEVER else world.now[0] + lasts)
    if world.terms.course_obligation[course] > 0:
        oblige(world, member, world.now[0] + world.terms.course_obligation[course])
    world.attempts[member][course] = 0
    if person.post != NOWHERE and certified(world, member, person.post):
        person.overdue = NEVER
    emit(world, GRADUATED, member, person.bound, person.place)


@rule
def fail(world: World, member: int, course: int) -> bool:
    """Write down that a person failed, and return whether another attempt is allowed."""
    person = world.people[member]
    emit(world, FAILED, member, person.bound, person.place)
    return may_attempt(world, member, course)


@rule
def lapse(world: World, member: int, course: int) -> bool:
    """Let what a course certified lapse, if its time is up and the person still inside; return whether it did."""
    person = world.people[member]
    until = world.certificates[member][course]
    if person.state == OUTSIDE or until == 0 or until > world.now[0]:
        return False
    world.certificates[member][course] = 0
    recertify(world, member)
    emit(world, LAPSED, member, NOWHERE, person.place)
    if person.post != NOWHERE:
        revalue(world, member)
    return True


@rule
def requeue(world: World, member: int) -> None:
    """Move somebody who waits for a course, and lacks now what it requires, to the line for that."""
    person = world.people[member]
    waits = person.state == WAITING_SEAT or (person.state == IN_POST and person.pool != NOWHERE)
    if waits:
        course = first_to_take(world, member, person.course)
        if course != person.course:
            withdraw(world, member)
            join_line(world, member, course)


@rule
def train_in_post(world: World, member: int) -> None:
    """Have somebody in post who lacks a course wait for a seat, once, if the course is given during tours."""
    person = world.people[member]
    if person.pool != NOWHERE or person.away or not is_uncertified_in_post(world, member):
        return
    course = course_needed(world, member, person.post)
    if may_attempt(world, member, course):
        grace = world.grace_days[course_for(world, person.post)]
        if grace > 0 and person.overdue == NEVER:
            person.overdue = world.now[0] + grace
        join_line(world, member, course)


@rule
def begin_plan(world: World, member: int, plan: int) -> None:
    """Have somebody go through the courses of an accession plan first."""
    person = world.people[member]
    person.plan = plan
    world.studying[person.component] += 1


@rule
def end_plan(world: World, member: int) -> None:
    """End somebody's way through the courses of an accession plan, if on one."""
    person = world.people[member]
    if person.plan != NOWHERE:
        person.plan = NOWHERE
        world.studying[person.component] -= 1
