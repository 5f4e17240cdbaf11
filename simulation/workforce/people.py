"""People: who someone is, where the person stands, and in which account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.measures import ACCOUNTS
from simulation.rule import rule
from simulation.units import ONE
from simulation.workforce.pools import NOWHERE, join, leave

if TYPE_CHECKING:
    from simulation.workforce.world import World

IN_POST, AVAILABLE, WAITING_SEAT, IN_CLASS, IN_TRANSIT = range(len(ACCOUNTS))
OUTSIDE = len(ACCOUNTS)

LEVEL_BITS = 4
LEVEL_MASK = (1 << LEVEL_BITS) - 1


class Person:
    """One member of the workforce."""

    __slots__ = (
        "arrived",
        "attempts",
        "bound",
        "cause",
        "component",
        "effective",
        "entered",
        "exams",
        "held",
        "key",
        "last_post",
        "next",
        "owner",
        "place",
        "pool",
        "post",
        "previous",
        "qualified",
        "rung",
        "serial",
        "service",
        "since",
        "state",
        "tours",
    )

    def __init__(self, serial: int, key: int, component: int, held: int) -> None:
        self.serial = serial
        """Serial number, which settles ties."""
        self.key = key
        """Luck."""
        self.component = component
        """Kind of employment."""
        self.held = held
        """Certification level held in each function, four bits each, the first function lowest."""
        self.owner = 0
        """Region that owns the person."""
        self.place = 0
        """Region x function x component of the post held or last held, for counting what happens to the person."""
        self.state = OUTSIDE
        """Account."""
        self.since = 0
        """Tick at which the state began."""
        self.entered = 0
        """Tick of entry into this workforce; negative before the start."""
        self.service = 0
        """Service at entry, in ticks."""
        self.post = NOWHERE
        """Position held."""
        self.bound = NOWHERE
        """Position the person is selected for."""
        self.last_post = NOWHERE
        """Position held before."""
        self.arrived = 0
        """Tick of arrival in post."""
        self.tours = 0
        """Posts taken up."""
        self.attempts = 0
        """Attempts at the present course."""
        self.exams = 0
        """Courses ever attended, which numbers the luck of their ends."""
        self.rung = 0
        """Month starts in post, up to full proficiency."""
        self.qualified = 0
        """What the person adds to qualified, in 2**-20."""
        self.effective = 0
        """What the person adds to effective, in 2**-20."""
        self.cause = 0
        """Fact by which the person is due to leave."""
        self.pool = NOWHERE
        self.next = NOWHERE
        self.previous = NOWHERE


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
