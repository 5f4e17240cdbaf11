"""A posting: the move to a post, the tour, and what follows it."""

from simulation.clock import Clock, Story
from simulation.decisions.assignment import EXTERNAL_AND_TRANSFERS
from simulation.events import RETURNED, TOUR_ENDED, Kind
from simulation.luck import Stream, uniform
from simulation.processes.attrition import depart, reckon_again
from simulation.processes.vacancies import look_again, look_at
from simulation.units import NEVER, RATIO, TICKS_PER_MONTH, UNLIMITED
from simulation.workforce.accounts import emit
from simulation.workforce.hazards import CAUSE_FACT
from simulation.workforce.postings import take_post, vacate
from simulation.workforce.records import IN_TRANSIT
from simulation.workforce.schooling import train_in_post
from simulation.workforce.world import World


def start_posting(clock: Clock, world: World, member: int) -> None:
    """Begin the story of a person just selected, unless a course comes first: then the school takes it up."""
    person = world.people[member]
    if person.state == IN_TRANSIT:
        tour = world.positions[person.bound].tour
        clock.begin(person.serial, posting(clock, world, member, clock.now + world.terms.relocation_ticks[tour]))


def posting(clock: Clock, world: World, member: int, arrival: int) -> Story:
    """Arrive in the post, wait for the course if one is still to be taken, serve the tour, hand the post over."""
    person = world.people[member]
    yield clock.at(arrival, Kind.ARRIVAL, person.serial)
    take_post(world, member)
    person.tour_end = planned_end(world, member)
    train_in_post(world, member)
    reckon_again(clock, world, member)
    yield from serve(clock, world, member)


def planned_end(world: World, member: int) -> int:
    """Return the tick at which the tour that begins now is planned to end; `NEVER` if it has no planned end."""
    months = world.tour_months[world.positions[world.people[member].post].tour]
    return NEVER if months == UNLIMITED else world.now[0] + months


def serve(clock: Clock, world: World, member: int) -> Story:
    """Stay until the planned end of the tour; then leave, wait for another post, or return to the service.

    While moves are stopped, whoever would move to another post stays, month by month.
    """
    person = world.people[member]
    yield clock.at(person.tour_end, Kind.TOUR_END, person.serial)
    stays = uniform(person.key, Stream.AFTER_TOUR, person.tours) * RATIO < world.terms.stay_after_tour[person.component]
    while stays and not person.leaving and world.hiring_freeze[person.component] == EXTERNAL_AND_TRANSFERS:
        person.tour_end += TICKS_PER_MONTH
        yield clock.at(person.tour_end, Kind.TOUR_END, person.serial)
    emit(world, TOUR_ENDED, member, person.post, person.place)
    if person.leaving:
        depart(clock, world, member, CAUSE_FACT[person.cause])
    elif stays:
        vacate(world, member)
        reckon_again(clock, world, member)
        look_at(clock, world, person.last_post)
        look_again(clock, world, person.owner, person.component)
    else:
        depart(clock, world, member, RETURNED)
