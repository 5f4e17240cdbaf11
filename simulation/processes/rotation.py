"""A posting: the move to a post, the tour, and what follows it."""

from simulation.clock import Clock, Story
from simulation.decisions.assignment import EXTERNAL_AND_TRANSFERS
from simulation.decisions.rotation import (
    command_after_tour,
    extended_end,
    last_day_in_post,
    planned_end,
    search_begins,
    season_nearest_to,
    stays_home,
)
from simulation.events import CURTAILED, EXTENDED, LIMIT_REACHED, RETURNED, TOUR_ENDED, Kind
from simulation.luck import Stream, uniform
from simulation.processes.attrition import depart, reckon_again
from simulation.processes.succession import announce, expect_loss, follow_on, look_for_next_post, stay_on
from simulation.processes.vacancies import look_again
from simulation.units import NEVER, RATIO, TICKS_PER_MONTH
from simulation.workforce.accounts import emit
from simulation.workforce.alumni import join_alumni
from simulation.workforce.hazards import CAUSE_FACT
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import departure, set_out, take_post, vacate
from simulation.workforce.records import IN_TRANSIT, WAITING_MOVE
from simulation.workforce.schooling import train_in_post
from simulation.workforce.world import World


def start_posting(clock: Clock, world: World, member: int) -> None:
    """Begin the story of a person just selected, unless a course or the present tour comes first."""
    person = world.people[member]
    if person.state == IN_TRANSIT:
        clock.begin(person.serial, posting(clock, world, member, arrival(world, member)))
    elif person.state == WAITING_MOVE:
        clock.begin(person.serial, move_in_time(clock, world, member))


def arrival(world: World, member: int) -> int:
    """Return the tick at which somebody who sets out now arrives."""
    return world.now[0] + world.terms.relocation_ticks[world.positions[world.people[member].bound].tour]


def move_in_time(clock: Clock, world: World, member: int) -> Story:
    """Set out when it is time, and go on from there."""
    person = world.people[member]
    yield clock.at(max(clock.now + 1, departure(world, person.bound)), Kind.ARRIVAL, person.serial)
    set_out(world, member)
    yield from posting(clock, world, member, arrival(world, member))


def posting(clock: Clock, world: World, member: int, arrives: int) -> Story:
    """Arrive in the post, wait for the course if one is still to be taken, serve the tour, hand the post over."""
    person = world.people[member]
    yield clock.at(arrives, Kind.ARRIVAL, person.serial)
    take_post(world, member)
    person.tour_end = in_season(world, member, planned_end(world, member))
    train_in_post(world, member)
    reckon_again(clock, world, member)
    yield from serve(clock, world, member)


def in_season(world: World, member: int, end: int) -> int:
    """Return the end of a tour, moved to an even time in the nearest season of moves for the share that luck says."""
    person = world.people[member]
    tour = world.positions[person.post].tour
    share = world.terms.season_share[tour]
    if end == NEVER or share == 0 or uniform(person.key, Stream.IN_SEASON, person.tours) * RATIO >= share:
        return end
    season = season_nearest_to(world, tour, end)
    if season == NOWHERE:
        return end
    begin, over = world.terms.season_begins[tour][season], world.terms.season_ends[tour][season]
    moved = begin + int(uniform(person.key, Stream.SEASON, person.tours) * (over - begin))
    return max(world.now[0] + 1, min(moved, last_day_in_post(world, member)))


def serve(clock: Clock, world: World, member: int, *, decided: bool = False) -> Story:
    """Stay until the tour ends; some time before, it is decided whether it is extended and what follows it.

    While moves are stopped, whoever would move to another post stays, month by month.
    """
    person = world.people[member]
    yield clock.at(search_begins(world, member), Kind.TOUR_END, person.serial)
    if not decided and is_extended(world, member):
        person.tour_end = extended_end(world, member)
        person.extended = 1
        emit(world, EXTENDED, member, person.post, person.place)
        yield clock.at(search_begins(world, member), Kind.TOUR_END, person.serial)
    stays = draw(world, member, Stream.AFTER_TOUR, world.terms.stay_after_tour[person.component])
    to_headquarters = draw(world, member, Stream.TO_HEADQUARTERS, world.terms.to_headquarters[person.component])
    person.command = command_after_tour(world, member, int(to_headquarters))
    planned = person.tour_end
    if clock.now < planned:
        prepare_end(clock, world, member, stays=stays)
        yield clock.at(actual_end(world, member), Kind.TOUR_END, person.serial)
    while stays and not person.leaving and world.hiring_freeze[person.component] == EXTERNAL_AND_TRANSFERS:
        stay_on(clock, world, member, clock.now + TICKS_PER_MONTH)
        yield clock.at(person.tour_end, Kind.TOUR_END, person.serial)
    emit(world, TOUR_ENDED if clock.now >= planned else CURTAILED, member, person.post, person.place)
    end_tour(clock, world, member, stays=stays)


def is_extended(world: World, member: int) -> bool:
    """Return True if a tour is extended, as far as the limit abroad allows."""
    person = world.people[member]
    chance = world.extension_chance[world.positions[person.post].tour]
    if person.leaving or person.extended:
        return False
    return draw(world, member, Stream.EXTENSION, chance) and extended_end(world, member) > person.tour_end


def draw(world: World, member: int, stream: Stream, chance: int) -> bool:
    """Return True with a chance (in 1/4096), by the luck of a person's present tour."""
    person = world.people[member]
    return chance > 0 and uniform(person.key, stream, person.tours) * RATIO < chance


def prepare_end(clock: Clock, world: World, member: int, *, stays: bool) -> None:
    """Have a successor looked for, and another post for whoever will take one."""
    person = world.people[member]
    if not stays and not person.leaving:
        expect_loss(clock, world, member)
    announce(clock, world, member, person.tour_end)
    if stays and not person.leaving:
        look_for_next_post(clock, world, member)


def actual_end(world: World, member: int) -> int:
    """Return the tick at which a tour ends, which may be sooner than everybody thinks."""
    person = world.people[member]
    tour = world.positions[person.post].tour
    if not draw(world, member, Stream.CURTAILMENT, world.terms.curtailment_chance[tour]):
        return person.tour_end
    most = min(world.terms.curtailment_ticks[tour], person.tour_end - world.now[0] - 1)
    return person.tour_end - int(uniform(person.key, Stream.CURTAILED, person.tours) * (most + 1))


def end_tour(clock: Clock, world: World, member: int, *, stays: bool) -> None:
    """Leave the post, and a class under way: for another post, for none, or for the service."""
    person = world.people[member]
    clock.forget(Kind.CLASS_END, person.serial)
    number = person.post
    if person.leaving:
        depart(clock, world, member, CAUSE_FACT[person.cause])
    elif not stays:
        depart(clock, world, member, RETURNED)
        join_alumni(world, member)
    elif person.bound == NOWHERE and stays_home(world, member, clock.now):
        depart(clock, world, member, LIMIT_REACHED)
    else:
        vacate(world, member)
        reckon_again(clock, world, member)
        follow_on(clock, world, number)
        look_again(clock, world, person.command, person.component)
        start_posting(clock, world, member)


def shift_tours_under_way(clock: Clock, world: World, tour: int, by: int) -> None:
    """Move the planned ends of all tours of a kind, but of those that a successor is looked for already."""
    for member, person in enumerate(world.people):
        if person.post == NOWHERE or world.positions[person.post].tour != tour:
            continue
        if person.tour_end != NEVER and person.leaves_at == NEVER and person.tour_end > clock.now + 1:
            person.tour_end = max(clock.now + 1, min(person.tour_end + by, last_day_in_post(world, member)))
            clock.close(person.serial)
            clock.begin(person.serial, serve(clock, world, member))
