"""People: what someone is certified for, and the moves from one account to another."""

from simulation.rule import rule
from simulation.units import ONE
from simulation.workforce.pools import NOWHERE, join, leave
from simulation.workforce.records import AVAILABLE, OUTSIDE, Person
from simulation.workforce.world import World

LEVEL_BITS = 4
LEVEL_MASK = (1 << LEVEL_BITS) - 1


@rule
def level_held(person: Person, function: int) -> int:
    """Return the certification level a person holds in a function."""
    return (person.held >> (LEVEL_BITS * function)) & LEVEL_MASK


@rule
def certify(person: Person, function: int, level: int) -> None:
    """Give a person a level in a function, unless a higher one is held."""
    held = level_held(person, function)
    if level > held:
        person.held += (level - held) << (LEVEL_BITS * function)


@rule
def available_pool(world: World, owner: int, component: int) -> int:
    """Return the pool of those a region owns who wait for a post."""
    return owner * world.components + component


@rule
def seat_pool(world: World, course: int) -> int:
    """Return the pool of those who wait for a seat."""
    return world.regions * world.components + course


@rule
def learning_pool(world: World) -> int:
    """Return the pool of those in post who are not yet proficient."""
    return world.regions * world.components + len(world.course_ticks)


@rule
def enrol(world: World, member: int, pool: int) -> None:
    """Put a person into a pool."""
    join(world.people, world.people_heads, world.people_tails, pool, member)


@rule
def withdraw(world: World, member: int) -> None:
    """Take a person out of whatever pool the person is in."""
    if world.people[member].pool != NOWHERE:
        leave(world.people, world.people_heads, world.people_tails, member)


@rule
def set_state(world: World, member: int, state: int, owner: int) -> None:
    """Move a person from one account to another, and to another owner if so."""
    person = world.people[member]
    withdraw(world, member)
    if person.state != OUTSIDE:
        row = person.owner * world.components + person.component
        world.persons[row][person.state] -= 1
        world.left[row][person.state] += 1
        world.presence[row][person.state] -= world.horizon - world.now[0]
        world.sojourns[row][person.state] += world.now[0] - person.since
        if person.state == AVAILABLE:
            world.available[person.component] -= 1
    person.state = state
    person.owner = owner
    person.since = world.now[0]
    if state != OUTSIDE:
        row = owner * world.components + person.component
        world.persons[row][state] += 1
        world.entered[row][state] += 1
        world.presence[row][state] += world.horizon - world.now[0]
        if state == AVAILABLE:
            world.available[person.component] += 1
            enrol(world, member, available_pool(world, owner, person.component))


@rule
def output(world: World, member: int) -> None:
    """Set what a person in post is worth there, certified or not, at the present rung."""
    person = world.people[member]
    position = world.positions[person.post]
    enough = level_held(person, position.function) >= position.level
    person.qualified = ONE if enough else world.uncertified_output[0]
    person.effective = person.qualified * world.proficiency[person.rung] >> 20
