"""Succession: a successor is looked for before a post falls empty, and comes when it does."""

from functools import partial

from simulation.clock import Clock
from simulation.events import Kind
from simulation.processes.vacancies import look_again, look_at
from simulation.units import NEVER
from simulation.workforce.accounts import EXCESS, STAFF_COLUMN
from simulation.workforce.people import consider, stop_considering
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import seek
from simulation.workforce.postings import count_going, departure, deselect
from simulation.workforce.records import NOT_SOUGHT, WAITING_MOVE
from simulation.workforce.world import World


def announce(clock: Clock, world: World, member: int, tick: int) -> None:
    """Have it known when somebody leaves the post: a successor is looked for from now on."""
    person = world.people[member]
    person.leaves_at = min(person.leaves_at, tick)
    find_successor(clock, world, person.post)


def give_notice(clock: Clock, world: World, member: int, tick: int) -> None:
    """Have it known when somebody leaves the workforce: another post is off, and a successor is looked for in time."""
    person = world.people[member]
    stop_considering(world, member)
    lead = world.search_lead_days[world.positions[person.post].component]
    if lead > 0:
        expect_loss(clock, world, member)
    if person.bound != NOWHERE:
        number = person.bound
        deselect(world, member)
        look_at(clock, world, number)
    if lead == 0:
        return
    if tick - lead > clock.now:
        clock.call(tick - lead, Kind.SEPARATION, person.serial, partial(remember, clock, world, member, tick))
    else:
        announce(clock, world, member, tick)


def expect_loss(clock: Clock, world: World, member: int) -> None:
    """Count somebody in post as one who will leave the workforce; services may send another."""
    count_going(world, member, 1)
    look_again(clock, world, world.people[member].owner, world.people[member].component)


def remember(clock: Clock, world: World, member: int, tick: int) -> None:
    """Begin to look for the successor of somebody on notice who is still there."""
    if world.people[member].post != NOWHERE:
        announce(clock, world, member, tick)


def find_successor(clock: Clock, world: World, number: int) -> None:
    """Look for a successor of whoever is known to leave a post; one already found comes when the post is free."""
    position = world.positions[number]
    if position.incumbent == NOWHERE or position.relief != NOWHERE or not position.authorised:
        return
    tick = world.people[position.incumbent].leaves_at
    if tick == NEVER:
        return
    if position.stage != NOT_SOUGHT:
        position.vacates = position.since = tick
        position.fresh = clock.now
        tell_successor(clock, world, number)
        look_at(clock, world, number)
    elif world.staff[position.group][STAFF_COLUMN[EXCESS]] == 0:
        seek(world, number, tick)
        look_at(clock, world, number)


def tell_successor(clock: Clock, world: World, number: int) -> None:
    """Have a successor who waits for the time to set out do so at the right time, which may be now."""
    member = world.positions[number].inbound
    if member != NOWHERE and world.people[member].state == WAITING_MOVE:
        clock.put_off(world.people[member].serial, max(clock.now + 1, departure(world, number)))


def follow_on(clock: Clock, world: World, number: int) -> None:
    """Go on once somebody has left a post: it is looked at, and a successor comes, or is looked for."""
    position = world.positions[number]
    if position.incumbent == NOWHERE:
        tell_successor(clock, world, number)
    elif world.people[position.incumbent].leaves_at < position.vacates:
        find_successor(clock, world, number)
    look_at(clock, world, number)


def stay_on(clock: Clock, world: World, member: int, tick: int) -> None:
    """Have somebody stay in post until a later tick; whoever is on the way there waits."""
    person = world.people[member]
    person.tour_end = person.leaves_at = tick
    if world.positions[person.post].incumbent == member:
        find_successor(clock, world, person.post)
    if world.candidates[member].pool != NOWHERE:
        person.free = tick


def look_for_next_post(clock: Clock, world: World, member: int) -> None:
    """Have somebody whose tour ends considered for the next post already."""
    person = world.people[member]
    consider(world, member, person.tour_end, person.command)
    look_again(clock, world, person.command, person.component)
