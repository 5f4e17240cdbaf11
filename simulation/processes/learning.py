"""Months and years: those new in post take a step up, units cover for each other, and integrals begin anew."""

from itertools import pairwise

from simulation.calendar_time import Calendar
from simulation.clock import Clock, Story
from simulation.events import Kind
from simulation.processes.cover import cover_for_the_month
from simulation.workforce.accounts import turn_year
from simulation.workforce.factors import begin_step
from simulation.workforce.output import climb
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World

THE_CALENDAR = 1
"""Serial of the calendar; the levers of a policy come before it."""


def months(clock: Clock, world: World, calendar: Calendar) -> Story:
    """At each month start, hazards meet new factors, everyone who is learning takes a step, and cover is arranged."""
    year_ends = dict(pairwise(calendar.years))
    for month, (begin, end) in enumerate(pairwise(calendar.boundaries)):
        if begin == 0:
            continue
        yield clock.at(begin, Kind.CALENDAR, THE_CALENDAR)
        if any(world.terms.is_moved):
            begin_step(world, month, end)
        if begin in year_ends:
            turn_year(world, year_ends[begin])
        learn(world)
        cover_for_the_month(world)
        plan_ahead(clock, world)


def learn(world: World) -> None:
    """Let everyone who is learning take one step."""
    member = world.learner_head[0]
    while member != NOWHERE:
        following = world.learners[member].next
        climb(world, member, world.people[member].rung + 1)
        member = following


def plan_ahead(clock: Clock, world: World) -> None:
    """Have expected losses looked at where some are hired for ahead."""
    for component in range(world.terms.components):
        if world.anticipation_share[component] > 0:
            clock.ask(clock.now + 1, Kind.HIRING, component)
