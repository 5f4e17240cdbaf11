"""Who gets the next seat in a class."""

from simulation.rule import rule
from simulation.workforce.people import seat_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.records import Person
from simulation.workforce.world import World


@rule
def goes_before(people: list[Person], a: int, b: int) -> bool:
    """Return True if a gets a seat before b: bound for a post first, then longest waiting, then serial number."""
    x, y = people[a], people[b]
    if (x.bound == NOWHERE) != (y.bound == NOWHERE):
        return x.bound != NOWHERE
    if x.since != y.since:
        return x.since < y.since
    return x.serial < y.serial


@rule
def next_in_line(world: World, course: int) -> int:
    """Return who gets the next seat, -1 if nobody waits.

    People join the pool in the order of time, so nobody after the first who is bound for a post and began to wait
    earlier can go before.
    """
    first = NOWHERE
    member = world.people_heads[seat_pool(world, course)]
    while member != NOWHERE:
        if (
            first != NOWHERE
            and world.people[first].bound != NOWHERE
            and (world.people[member].since > world.people[first].since)
        ):
            return first
        if first == NOWHERE or goes_before(world.people, member, first):
            first = member
        member = world.people[member].next
    return first
