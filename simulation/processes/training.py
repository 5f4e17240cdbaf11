"""Training: dated classes with seats, and what happens at their end."""

from collections.abc import Iterable
from functools import partial

from simulation.clock import Clock, Story
from simulation.decisions.course_selection import next_in_line
from simulation.events import DISMISSED, Kind
from simulation.luck import Stream, uniform
from simulation.processes.attrition import depart
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import look_again
from simulation.units import RATIO
from simulation.workforce.people import set_state
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import fail, graduate, seat, set_out
from simulation.workforce.records import AVAILABLE
from simulation.workforce.world import World


def run_course(clock: Clock, world: World, course: int, starts: Iterable[int]) -> Story:
    """Hold each class on its date: seat those who go first, as many as there are seats."""
    for start in starts:
        yield clock.at(start, Kind.CLASS_START, course)
        for _ in range(world.seats_per_class[course]):
            member = next_in_line(world, course)
            if member == NOWHERE:
                break
            attend(clock, world, member, course, start + world.course_ticks[course])


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
        go_on(clock, world, member)
    elif not fail(world, member, course):
        depart(clock, world, member, DISMISSED)
    elif person.bound == NOWHERE:
        go_on(clock, world, member)


def passes(world: World, member: int, course: int) -> bool:
    """Return True if a person passes the present attempt."""
    person = world.people[member]
    return uniform(person.key, Stream.EXAM, person.exams) * RATIO < world.pass_probability[course]


def go_on(clock: Clock, world: World, member: int) -> None:
    """Leave school for the post; someone whose post is gone waits for another."""
    person = world.people[member]
    if person.bound == NOWHERE:
        set_state(world, member, AVAILABLE, person.owner)
        look_again(clock, person.component)
    else:
        set_out(world, member)
        start_posting(clock, world, member)
