"""People: the accounts they are in, the lines they stand in, and what they are worth in post."""

from simulation.rule import rule
from simulation.workforce.pools import NOWHERE, join, leave
from simulation.workforce.records import AVAILABLE, OUTSIDE
from simulation.workforce.world import World


@rule
def candidate_pool(world: World, owner: int, component: int) -> int:
    """Return the pool of those a region owns who are considered for their next post."""
    return owner * world.terms.components + component


@rule
def seat_pool(course: int) -> int:
    """Return the pool of those who wait for a seat."""
    return course


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
def consider(world: World, member: int, free: int, command: int) -> None:
    """Have somebody who comes free at a tick considered for posts from now on, among a region's own people."""
    person = world.people[member]
    stop_considering(world, member)
    person.free = free
    person.command = command
    person.fresh = world.now[0]
    stand_in_order(world, member, candidate_pool(world, command, person.component))
    world.considered[person.component] += 1


@rule
def comes_free_before(world: World, a: int, b: int) -> bool:
    """Return True if a comes free before b; serial numbers settle ties."""
    x, y = world.people[a], world.people[b]
    return x.free < y.free or (x.free == y.free and x.serial < y.serial)


@rule
def stand_in_order(world: World, member: int, pool: int) -> None:
    """Put somebody into a pool of people considered for posts, behind all who come free sooner."""
    ahead = world.candidate_tails[pool]
    while ahead != NOWHERE and comes_free_before(world, member, ahead):
        ahead = world.candidates[ahead].previous
    following = world.candidate_heads[pool] if ahead == NOWHERE else world.candidates[ahead].next
    link = world.candidates[member]
    link.pool, link.previous, link.next = pool, ahead, following
    if ahead == NOWHERE:
        world.candidate_heads[pool] = member
    else:
        world.candidates[ahead].next = member
    if following == NOWHERE:
        world.candidate_tails[pool] = member
    else:
        world.candidates[following].previous = member


@rule
def stop_considering(world: World, member: int) -> None:
    """Have somebody no longer considered for posts, if so far."""
    if world.candidates[member].pool != NOWHERE:
        leave(world.candidates, world.candidate_heads, world.candidate_tails, member)
        world.considered[world.people[member].component] -= 1


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
            stop_considering(world, member)
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
            consider(world, member, world.now[0], owner)


@rule
def spread_news(world: World, region: int, component: int) -> None:
    """Note that more may be possible for positions that people of a region and component may take, or are of both."""
    for other in range(world.terms.components):
        if other == component or world.terms.fillers[other][component]:
            for place in range(world.terms.regions):
                if place == region or world.consideration[0] > 0:
                    world.news[place * world.terms.components + other] = 1
