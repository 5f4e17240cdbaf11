"""Accession plans: people are taken in every year, whether or not a position is empty."""

from collections.abc import Iterable
from functools import partial

from simulation.clock import Clock, Story
from simulation.events import ENTERED, Kind
from simulation.luck import Owner, Stream, exponential, key, uniform
from simulation.processes.attrition import endow
from simulation.processes.recruitment import newcomer
from simulation.processes.training import go_on
from simulation.units import NEVER, RATIO, TICKS_PER_YEAR
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import enter
from simulation.workforce.schooling import begin_plan
from simulation.workforce.world import World

FIRST_PLAN = 32
"""Serial of the first plan among what happens in hiring; components come before it."""

PERSON = 1 << 20
"""One person's worth of waiting, for plans at random times."""


def take_in_cohorts(clock: Clock, world: World, plan: int, starts: Iterable[int]) -> Story:
    """Take in a cohort on its day every year; a fraction of a person is carried over to the next."""
    for start in starts:
        yield clock.at(start, Kind.HIRING, FIRST_PLAN + plan)
        due = world.intake_since[plan] + world.accession_intake_per_year[plan]
        world.intake_since[plan] = due % RATIO
        for _ in range(due // RATIO):
            take_in(clock, world, plan)


def take_in(clock: Clock, world: World, plan: int) -> None:
    """Take in one person, whose luck belongs to the plan and to how many were due before; nobody in a freeze."""
    component = world.terms.plan_component[plan]
    luck = key(world.plan_keys[plan], Owner.ENTRANT, world.plan_entrants[plan])
    world.plan_entrants[plan] += 1
    if world.hiring_freeze[component] > 0:
        return
    member = newcomer(world, luck, component)
    person = world.people[member]
    person.owner = world.terms.plan_owner[plan]
    begin_plan(world, member, plan)
    enter(world, member, ENTERED, NOWHERE, world.terms.plan_place[plan])
    endow(clock, world, member)
    go_on(clock, world, member)


def wait_for_the_next(clock: Clock, world: World, plan: int) -> None:
    """Begin to wait for the next person of a plan at random times."""
    luck = exponential(uniform(world.plan_keys[plan], Stream.INTAKE, world.plan_entrants[plan]))
    world.intake_left[plan] = round(luck * PERSON) * TICKS_PER_YEAR * RATIO
    world.intake_since[plan] = clock.now
    expect(clock, world, plan)


def expect(clock: Clock, world: World, plan: int) -> None:
    """Reckon when the next person comes if the intake stays what it is."""
    rate = world.accession_intake_per_year[plan] * PERSON
    wait = max(1, -(-world.intake_left[plan] // rate)) if rate else NEVER
    clock.arrange(clock.now + wait, Kind.HIRING, FIRST_PLAN + plan, partial(receive, clock, world, plan))


def receive(clock: Clock, world: World, plan: int) -> None:
    """Take in the person waited for, and wait for the next."""
    take_in(clock, world, plan)
    wait_for_the_next(clock, world, plan)


def change_intake(clock: Clock, world: World, plan: int, before: int) -> None:
    """Go on waiting at another rate: what has been waited at the rate before counts."""
    if world.terms.plan_poisson[plan]:
        world.intake_left[plan] -= before * PERSON * (clock.now - world.intake_since[plan])
        world.intake_since[plan] = clock.now
        expect(clock, world, plan)
