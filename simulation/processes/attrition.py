"""Leaving: each person has a budget of luck against each cause, and leaves when the hazard has used one up."""

from functools import partial

from simulation.clock import Clock
from simulation.events import QUIT, RETIRED, Kind
from simulation.luck import Stream, exponential, uniform
from simulation.processes.vacancies import look_again
from simulation.units import hazard
from simulation.workforce.hazards import time_to_reach
from simulation.workforce.postings import separate
from simulation.workforce.world import World


def reckon(clock: Clock, world: World, member: int) -> None:
    """Reckon when, and by which cause, a person will leave if nothing else takes the person away first."""
    person = world.people[member]
    component, tenure = person.component, clock.now - person.entered
    to_quit = time_to_reach(
        world.quit_from[component], world.quit_rate[component], tenure, budget(person.key, Stream.QUIT)
    )
    to_retire = time_to_reach(
        world.retire_from[component],
        world.retire_rate[component],
        person.service + tenure,
        budget(person.key, Stream.RETIRE),
    )
    person.cause = QUIT if to_quit <= to_retire else RETIRED
    tick = clock.now + min(to_quit, to_retire)
    clock.arrange(tick, Kind.SEPARATION, person.serial, partial(leave, clock, world, member))


def budget(key: int, stream: Stream) -> int:
    """Return the integrated hazard that a person outlasts, exponential with mean 1, in 2**-32."""
    return hazard(exponential(uniform(key, stream)))


def leave(clock: Clock, world: World, member: int) -> None:
    """Leave by the cause reckoned: whatever the person was about to do is off."""
    person = world.people[member]
    clock.close(person.serial)
    clock.forget(Kind.CLASS_END, person.serial)
    depart(clock, world, member, person.cause)


def depart(clock: Clock, world: World, member: int, fact: int) -> None:
    """Take a person out of the workforce for good, and have the post held or awaited looked at."""
    person = world.people[member]
    clock.forget(Kind.SEPARATION, person.serial)
    separate(world, member, fact)
    look_again(clock, person.component)
