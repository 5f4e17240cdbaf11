"""Months: integrals begin anew, and those new in post take a step up."""

from itertools import pairwise

from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.workforce.accounts import turn_month
from simulation.workforce.people import learning_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import climb
from simulation.workforce.world import World

THE_CALENDAR = 0
"""Serial of the calendar; levers come after it."""


def months(clock: Clock, world: World, boundaries: tuple[int, ...]) -> Story:
    """At each month start, begin the month's account and let everyone who is learning take one step."""
    for begin, end in pairwise(boundaries[1:]):
        yield clock.at(begin, Kind.CALENDAR, THE_CALENDAR)
        turn_month(world, end)
        learn(world)


def learn(world: World) -> None:
    """Let everyone who is learning take one step."""
    member = world.people_heads[learning_pool(world)]
    while member != NOWHERE:
        following = world.people[member].next
        climb(world, member, world.people[member].rung + 1)
        member = following
