"""Who is put into which empty position."""

from simulation.rule import rule
from simulation.workforce.people import candidate_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import certified, may_hold
from simulation.workforce.records import Position
from simulation.workforce.world import World

OWN_REGION, ALL_REGIONS = range(2)
NO_FREEZE, EXTERNAL, EXTERNAL_AND_TRANSFERS = range(3)


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
def is_considered_before(world: World, number: int, a: int, b: int) -> bool:
    """Return True if a is considered before b for a position: own region, own component, longest waiting, serial."""
    position = world.positions[number]
    x, y = world.people[a], world.people[b]
    if (x.owner == position.region) != (y.owner == position.region):
        return x.owner == position.region
    if (x.component == position.component) != (y.component == position.component):
        return x.component == position.component
    if x.free != y.free:
        return x.free < y.free
    return x.serial < y.serial


@rule
def can_move(world: World, member: int, region: int) -> bool:
    """Return True if someone may be moved to a region: transfers go on, and the component moves between regions."""
    person = world.people[member]
    if world.hiring_freeze[person.component] == EXTERNAL_AND_TRANSFERS and person.tours > 0:
        return False
    return person.owner == region or world.terms.rotates[person.component] == 1


@rule
def suits(world: World, member: int, number: int, trainable: int) -> bool:
    """Return True if a person can take a position: certified for it, or trainable (1), and not the post just left."""
    position = world.positions[number]
    if world.people[member].last_post == number or not can_move(world, member, position.region):
        return False
    if certified(world, member, number):
        return True
    return trainable == 1 and world.terms.course_for[position.function][position.level] != NOWHERE


@rule
def best_candidate(world: World, number: int, trainable: int) -> int:
    """Return who among those waiting is put into an open position, -1 if nobody suits."""
    position = world.positions[number]
    best = NOWHERE
    for component in range(world.terms.components):
        if world.considered[component] > 0 and may_hold(world, component, number):
            for owner in range(world.terms.regions):
                if world.consideration[0] == ALL_REGIONS or owner == position.region:
                    member = world.candidate_heads[candidate_pool(world, owner, component)]
                    while member != NOWHERE:
                        if suits(world, member, number, trainable) and (
                            best == NOWHERE or is_considered_before(world, number, member, best)
                        ):
                            best = member
                        member = world.candidates[member].next
    return best


@rule
def somebody_waits(world: World, region: int, component: int) -> bool:
    """Return True if someone waits who may be considered for positions of a component in a region."""
    for holder in range(world.terms.components):
        if (
            world.considered[holder] > 0
            and world.terms.fillers[component][holder]
            and (
                world.consideration[0] == ALL_REGIONS
                or world.candidate_heads[candidate_pool(world, region, holder)] != NOWHERE
            )
        ):
            return True
    return False


@rule
def next_match(world: World, trainable: int) -> tuple[int, int]:
    """Return the first open position, in order of service, for which somebody waits, and the person; -1, -1 if none.

    Only certified people count, or trainable ones (1) as well. Where nothing has changed since the last review there
    is nothing to find.
    """
    chosen, candidate = NOWHERE, NOWHERE
    components = world.terms.components
    for row in range(len(world.news)):
        if world.news[row] and somebody_waits(world, row // components, row % components):
            for pool in range(row, len(world.position_heads), len(world.news)):
                number = world.position_heads[pool]
                while number != NOWHERE:
                    if chosen == NOWHERE or is_served_before(world.positions, number, chosen):
                        member = best_candidate(world, number, trainable)
                        if member != NOWHERE:
                            chosen, candidate = number, member
                    number = world.positions[number].next
    return chosen, candidate
