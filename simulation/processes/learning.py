"""Months and years: those new in post take a step up, and integrals begin anew."""

from itertools import pairwise

from simulation.calendar_time import Calendar
from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.workforce.accounts import turn_year
from simulation.workforce.people import learning_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import climb
from simulation.workforce.world import World

THE_CALENDAR = 0
"""Serial of the calendar; levers come after it."""


def months(clock: Clock, world: World, calendar: Calendar) -> Story:
    """At each month start let everyone who is learning take one step; every twelfth begins a year's account."""
    year_ends = dict(pairwise(calendar.years))
    for begin in calendar.boundaries[1:-1]:
        yield clock.at(begin, Kind.CALENDAR, THE_CALENDAR)
        if begin in year_ends:
            turn_year(world, year_ends[begin])
        learn(world)


def learn(world: World) -> None:
    """Let everyone who is learning take one step."""
    member = world.people_heads[learning_pool(world)]
    while member != NOWHERE:
        following = world.people[member].next
        climb(world, member, world.people[member].rung + 1)
        member = following
