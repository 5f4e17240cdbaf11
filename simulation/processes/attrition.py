"""Leaving: each person has a budget of luck against each cause, and leaves when the hazard has used one up."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.luck import Stream, exponential, uniform
from simulation.processes.succession import follow_on, give_notice
from simulation.processes.vacancies import look_again, look_at
from simulation.units import TICKS_PER_YEAR, hazard
from simulation.workforce.hazards import CAUSE_FACT, CAUSES, earliest_of_all, settle, strike, used_up
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import separate
from simulation.workforce.records import OUTSIDE
from simulation.workforce.world import World

CAUSE_STREAM = (Stream.QUIT, Stream.RETIRE, Stream.TRANSFER, Stream.INVOLUNTARY)
"""Luck of each cause."""

THE_PULSES = 2
"""Serial of losses that come all at once, among the events of the calendar."""


class Blow(NamedTuple):
    """A loss that comes all at once."""

    tick: int
    """When."""

    component: int
    """To whom."""

    cause: int
    """What it counts as."""

    hazard: int
    """How strong, in 2**-32."""


def endow(clock: Clock, world: World, member: int) -> None:
    """Give somebody who enters, or is there on the first day, a budget against each cause, and reckon the end."""
    person = world.people[member]
    for cause in range(CAUSES):
        if world.terms.is_threat[person.component * CAUSES + cause]:
            luck = exponential(uniform(person.key, CAUSE_STREAM[cause]))
            world.budgets[member][cause] = hazard(luck) * TICKS_PER_YEAR
    reckon(clock, world, member)


def reckon(clock: Clock, world: World, member: int) -> None:
    """Reckon when a person whose budgets are settled may leave at the earliest, and look again then.

    Whoever is on notice has decided, and leaves when the notice ends.
    """
    person = world.people[member]
    if not person.leaving:
        tick = earliest_of_all(world, member)
        clock.arrange(tick, Kind.SEPARATION, person.serial, partial(decide, clock, world, member))


def reckon_again(clock: Clock, world: World, member: int) -> None:
    """Reckon anew for somebody who works elsewhere now, where other factors hold."""
    if world.terms.is_moved[world.people[member].component]:
        reckon(clock, world, member)


def decide(clock: Clock, world: World, member: int) -> None:
    """Decide to leave if a budget is used up: at once, or after the notice that people in post give."""
    person = world.people[member]
    settle(world, member)
    cause = used_up(world, member)
    if cause == NOWHERE:
        reckon(clock, world, member)
        return
    person.cause = cause
    notice = world.terms.notice_ticks[person.component]
    if person.post == NOWHERE or notice == 0:
        leave(clock, world, member)
    else:
        person.leaving = 1
        give_notice(clock, world, member, clock.now + notice)
        clock.arrange(clock.now + notice, Kind.SEPARATION, person.serial, partial(leave, clock, world, member))


def leave(clock: Clock, world: World, member: int) -> None:
    """Leave by the cause decided: whatever the person was about to do is off."""
    person = world.people[member]
    clock.close(person.serial)
    clock.forget(Kind.CLASS_END, person.serial)
    depart(clock, world, member, CAUSE_FACT[person.cause])


def depart(clock: Clock, world: World, member: int, fact: int) -> None:
    """Take a person out of the workforce for good, and have the post held or awaited looked at."""
    person = world.people[member]
    held, awaited = person.post, person.bound
    clock.forget(Kind.SEPARATION, person.serial)
    separate(world, member, fact)
    look_at(clock, world, awaited)
    if held != NOWHERE:
        follow_on(clock, world, held)
    look_again(clock, world, person.owner, person.component)


def strike_all_at_once(clock: Clock, world: World, blows: Iterable[Blow]) -> Story:
    """Add each blow to the hazards of everybody inside on its day; whom it takes decides a tick later."""
    for blow in blows:
        if blow.tick > clock.now:
            yield clock.at(blow.tick, Kind.CALENDAR, THE_PULSES)
        for member, person in enumerate(world.people):
            if person.component == blow.component and person.state != OUTSIDE and not person.leaving:
                strike(world, member, blow.cause, blow.hazard)
                reckon(clock, world, member)
