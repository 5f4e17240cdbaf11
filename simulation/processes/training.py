"""Training: dated classes with seats, what happens at their end, and what lapses later."""

from functools import partial

from simulation.clock import Clock, Story
from simulation.decisions.course_selection import next_in_line, students
from simulation.events import CLASS_CANCELLED, CLASS_HELD, DISMISSED, Kind
from simulation.luck import Stream, uniform
from simulation.processes.attrition import depart, reckon
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import look_again
from simulation.units import NEVER, RATIO, UNLIMITED
from simulation.workforce.accounts import emit
from simulation.workforce.entities import next_serial
from simulation.workforce.people import seat_pool, set_state
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import make_ready
from simulation.workforce.qualifications import course_needed, first_to_take, next_in_plan
from simulation.workforce.records import AVAILABLE
from simulation.workforce.schooling import (
    come_back,
    end_plan,
    fail,
    graduate,
    lapse,
    requeue,
    seat,
    train_in_post,
    wait_for_seat,
)
from simulation.workforce.world import World


def run_course(clock: Clock, world: World, course: int) -> Story:
    """Hold each class on its date, those of a series as far apart as the lever says at the time."""
    for start in world.terms.class_dates[course]:
        if start != NEVER:
            yield clock.at(start, Kind.CLASS_START, course)
            hold_class(clock, world, course)
    while world.class_every_weeks[course] != UNLIMITED:
        yield clock.at(clock.now + world.class_every_weeks[course], Kind.CLASS_START, course)
        hold_class(clock, world, course)


def hold_class(clock: Clock, world: World, course: int) -> None:
    """Seat those who go first, as many as there are seats; with too few of either the class is cancelled."""
    end = clock.now + world.duration_weeks[course]
    attending = students(world, course, end)
    if attending:
        emit(world, CLASS_HELD, NOWHERE, NOWHERE, world.terms.course_place[course])
    elif world.people_heads[seat_pool(course)] != NOWHERE:
        emit(world, CLASS_CANCELLED, NOWHERE, NOWHERE, world.terms.course_place[course])
    urgent = 1
    for _ in range(attending):
        member = next_in_line(world, course, end, urgent)
        if urgent and member == NOWHERE:
            urgent = 0
            member = next_in_line(world, course, end, urgent)
        attend(clock, world, member, course, end)


def attend(clock: Clock, world: World, member: int, course: int, end: int) -> None:
    """Take a seat in a class that lasts until `end`."""
    seat(world, member)
    action = partial(finish_class, clock, world, member, course)
    clock.arrange(end, Kind.CLASS_END, world.people[member].serial, action)


def finish_class(clock: Clock, world: World, member: int, course: int) -> None:
    """Go on from school to the post, wait for another attempt, or be sent away."""
    person = world.people[member]
    if passes(world, member, course):
        graduate(world, member, course)
        expect_lapse(clock, world, member, course)
        if world.terms.course_obligation[course] > 0:
            reckon(clock, world, member)
    elif not fail(world, member, course) and person.post == NOWHERE:
        depart(clock, world, member, DISMISSED)
        return
    if person.post != NOWHERE:
        come_back(world, member)
        train_in_post(world, member)
    else:
        go_on(clock, world, member)


def passes(world: World, member: int, course: int) -> bool:
    """Return True if a person passes the present attempt."""
    person = world.people[member]
    return uniform(person.key, Stream.EXAM, person.exams) * RATIO < world.pass_probability[course]


def go_on(clock: Clock, world: World, member: int) -> None:
    """Take the next step on the way to a post: another course, the move, or waiting to be selected."""
    person = world.people[member]
    course = NOWHERE
    if person.bound != NOWHERE:
        course = course_needed(world, member, person.bound)
    elif person.plan != NOWHERE:
        course = next_in_plan(world, member)
    if course != NOWHERE:
        wait_for_seat(world, member, first_to_take(world, member, course))
    elif person.bound != NOWHERE:
        make_ready(world, member)
        start_posting(clock, world, member)
    else:
        end_plan(world, member)
        set_state(world, member, AVAILABLE, person.owner)
        look_again(clock, world, person.owner, person.component)


def expect_lapse(clock: Clock, world: World, member: int, course: int) -> None:
    """Have what was just passed looked at again when it lapses, if it ever does."""
    until = world.certificates[member][course]
    if until != NEVER:
        clock.call(until, Kind.CALENDAR, next_serial(world), partial(let_lapse, world, member, course))


def let_lapse(world: World, member: int, course: int) -> None:
    """Let a certificate lapse; whoever needs it, in post or for a course waited for, waits for a seat again."""
    if lapse(world, member, course):
        requeue(world, member)
        if world.people[member].post != NOWHERE:
            train_in_post(world, member)
