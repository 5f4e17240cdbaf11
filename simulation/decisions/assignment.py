"""Who is put into which empty position."""

from simulation.rule import rule
from simulation.workforce.abroad import may_stay_long_enough
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import certified
from simulation.workforce.world import World

OWN_REGION, ALL_REGIONS = range(2)
OWN_PRIORITIES, BY_HEADQUARTERS = range(2)
NO_FREEZE, EXTERNAL, EXTERNAL_AND_TRANSFERS = range(3)


@rule
def priority(world: World, number: int) -> int:
    """Return the priority of a position, as headquarters sees it where headquarters sets priorities."""
    position = world.positions[number]
    return position.headquarters_priority if world.priorities[0] == BY_HEADQUARTERS else position.priority


@rule
def is_served_before(world: World, a: int, b: int) -> bool:
    """Return True if position a is filled before b: higher priority, then empty longest, then serial number."""
    x, y = world.positions[a], world.positions[b]
    first, second = priority(world, a), priority(world, b)
    if first != second:
        return first < second
    if x.since != y.since:
        return x.since < y.since
    return x.serial < y.serial


@rule
def is_considered_before(world: World, number: int, a: int, b: int) -> bool:
    """Return True if a is considered before b for a position: own region, own component, longest waiting, serial."""
    position = world.positions[number]
    x, y = world.people[a], world.people[b]
    if (x.command == position.region) != (y.command == position.region):
        return x.command == position.region
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
    return person.command == region or world.terms.rotates[person.component] == 1


@rule
def suits(world: World, member: int, number: int, trainable: int) -> bool:
    """Return True if a person can take a position: certified for it, or trainable (1), and not the post just left."""
    position = world.positions[number]
    person = world.people[member]
    if number in (person.post, person.last_post) or not can_move(world, member, position.region):
        return False
    if not may_stay_long_enough(world, member, number):
        return False
    if certified(world, member, number):
        return True
    return trainable == 1 and world.terms.course_for[position.function][position.level] != NOWHERE
