"""Time abroad: how long somebody may still stay, counted from the first arrival, anew after long enough at home."""

from simulation.rule import rule
from simulation.units import NEVER
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def counts_anew(world: World, member: int, tick: int) -> bool:
    """Return True if the count of time abroad begins anew for somebody who arrives abroad at a tick."""
    person = world.people[member]
    if person.abroad_since == NEVER:
        return True
    return person.home_since != NEVER and tick - person.home_since >= world.terms.abroad_reset[person.component]


@rule
def last_day_abroad(world: World, member: int, arrival: int) -> int:
    """Return the tick until which somebody who arrives abroad at a tick, or is there, may stay; `NEVER` if no limit."""
    person = world.people[member]
    limit = world.terms.abroad_limit[person.component]
    if limit == NEVER:
        return NEVER
    return limit + (arrival if counts_anew(world, member, arrival) else person.abroad_since)


@rule
def may_stay_long_enough(world: World, member: int, number: int) -> bool:
    """Return True if somebody could hold a position for a tour, or at least for long enough to be sent abroad."""
    position = world.positions[number]
    component = world.people[member].component
    if world.terms.abroad_limit[component] == NEVER or world.terms.at_home[position.cell]:
        return True
    arrival = max(world.now[0], position.since)
    if world.people[member].post != NOWHERE:
        arrival = max(arrival, world.people[member].free)
    wanted = min(world.terms.abroad_least[component], world.tour_months[position.tour])
    return last_day_abroad(world, member, arrival) - arrival >= wanted


@rule
def come_to(world: World, member: int, cell: int) -> None:
    """Write down where somebody arrives, home or abroad."""
    person = world.people[member]
    if not world.terms.at_home[cell]:
        if counts_anew(world, member, world.now[0]):
            person.abroad_since = world.now[0]
        person.home_since = NEVER


@rule
def come_home(world: World, member: int) -> None:
    """Write down that somebody who leaves a post is at home from now on."""
    person = world.people[member]
    if person.abroad_since != NEVER and person.home_since == NEVER:
        person.home_since = world.now[0]
