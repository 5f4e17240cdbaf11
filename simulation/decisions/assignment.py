"""Who is put into which empty position."""

from simulation.rule import rule
from simulation.workforce.people import available_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import certified
from simulation.workforce.records import Person, Position
from simulation.workforce.world import World

OWN_REGION, ALL_REGIONS = range(2)


@rule
def is_served_before(positions: list[Position], a: int, b: int) -> bool:
    """Return True if position a is filled before b: higher priority, then empty longest, then serial number."""
    x, y = positions[a], positions[b]
    if x.priority != y.priority:
        return x.priority < y.priority
    if x.since != y.since:
        return x.since < y.since
    return x.serial < y.serial


@rule
def is_considered_before(people: list[Person], region: int, a: int, b: int) -> bool:
    """Return True if a is considered before b in a region: own people first, then longest waiting, then serial."""
    x, y = people[a], people[b]
    if (x.owner == region) != (y.owner == region):
        return x.owner == region
    if x.since != y.since:
        return x.since < y.since
    return x.serial < y.serial


@rule
def suits(world: World, member: int, number: int, trainable: int) -> bool:
    """Return True if a person can take a position: certified for it, or trainable (1), and not the post just left."""
    if world.people[member].last_post == number:
        return False
    if certified(world, member, number):
        return True
    position = world.positions[number]
    return trainable == 1 and world.course_for[position.function][position.level] != NOWHERE


@rule
def best_candidate(world: World, number: int, trainable: int) -> int:
    """Return who among those waiting is put into an open position, -1 if nobody suits."""
    position = world.positions[number]
    best = NOWHERE
    for owner in range(world.regions):
        if world.consideration[0] == ALL_REGIONS or owner == position.region:
            member = world.people_heads[available_pool(world, owner, position.component)]
            while member != NOWHERE:
                if suits(world, member, number, trainable) and (
                    best == NOWHERE or is_considered_before(world.people, position.region, member, best)
                ):
                    best = member
                member = world.people[member].next
    return best


@rule
def somebody_waits(world: World, region: int, component: int) -> bool:
    """Return True if someone waits who may be considered for a position of a region and component."""
    if world.consideration[0] == ALL_REGIONS:
        return world.available[component] > 0
    return world.people_heads[available_pool(world, region, component)] != NOWHERE


@rule
def next_match(world: World, trainable: int) -> tuple[int, int]:
    """Return the first open position, in order of service, for which somebody waits, and the person; -1, -1 if none.

    Only certified people count, or trainable ones (1) as well.
    """
    chosen, candidate = NOWHERE, NOWHERE
    for component in range(world.components):
        if world.available[component] > 0:
            for pool in range(component, len(world.position_heads), world.components):
                number = world.position_heads[pool]
                if number != NOWHERE and somebody_waits(world, world.positions[number].region, component):
                    while number != NOWHERE:
                        if chosen == NOWHERE or is_served_before(world.positions, number, chosen):
                            member = best_candidate(world, number, trainable)
                            if member != NOWHERE:
                                chosen, candidate = number, member
                        number = world.positions[number].next
    return chosen, candidate
