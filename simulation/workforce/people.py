"""People: the accounts they are in, the lines they stand in, and what they are worth in post."""

from simulation.rule import rule
from simulation.workforce.pools import NOWHERE, join, leave
from simulation.workforce.records import AVAILABLE, OUTSIDE
from simulation.workforce.world import World


@rule
def available_pool(world: World, owner: int, component: int) -> int:
    """Return the pool of those a region owns who wait for a post."""
    return owner * world.terms.components + component


@rule
def seat_pool(world: World, course: int) -> int:
    """Return the pool of those who wait for a seat."""
    return world.terms.regions * world.terms.components + course


@rule
def outside_cells(world: World, component: int) -> int:
    """Return the exposure row of people of a component who are in no cell."""
    return len(world.stocks) * world.terms.components + component


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
def begin_learning(world: World, member: int) -> None:
    """Put somebody new in post among those who are learning, unless there is nothing left to learn."""
    if world.people[member].rung < len(world.terms.proficiency) - 1:
        join(world.learners, world.learner_head, world.learner_tail, 0, member)


@rule
def end_learning(world: World, member: int) -> None:
    """Take somebody out of those who are learning."""
    if world.learners[member].pool != NOWHERE:
        leave(world.learners, world.learner_head, world.learner_tail, member)


@rule
def set_state(world: World, member: int, state: int, owner: int) -> None:
    """Move a person from one account to another, and to another owner if so."""
    person = world.people[member]
    withdraw(world, member)
    if person.state != OUTSIDE:
        row = person.owner * world.terms.components + person.component
        world.persons[row][person.state] -= 1
        world.left[row][person.state] += 1
        world.presence[row][person.state] -= world.terms.horizon - world.now[0]
        world.sojourns[row][person.state] += world.now[0] - person.since
        if person.state == AVAILABLE:
            world.available[person.component] -= 1
        if state == OUTSIDE:
            world.inside[person.component] -= 1
    elif state != OUTSIDE:
        world.inside[person.component] += 1
    person.state = state
    person.owner = owner
    person.since = world.now[0]
    if state != OUTSIDE:
        row = owner * world.terms.components + person.component
        world.persons[row][state] += 1
        world.entered[row][state] += 1
        world.presence[row][state] += world.terms.horizon - world.now[0]
        if state == AVAILABLE:
            world.available[person.component] += 1
            enrol(world, member, available_pool(world, owner, person.component))


@rule
def spread_news(world: World, region: int, component: int) -> None:
    """Note that more may be possible for positions that people of a region and component may take, or are of both."""
    for other in range(world.terms.components):
        if other == component or world.terms.fillers[other][component]:
            for place in range(world.terms.regions):
                if place == region or world.consideration[0] > 0:
                    world.news[place * world.terms.components + other] = 1
