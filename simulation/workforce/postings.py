"""Postings: a person selected for a position, trained for it, sent, in post, out of it."""

from simulation.events import ARRIVED, ASSIGNMENT_WAIT, TOUR, TRANSIT, VACANCY
from simulation.rule import rule
from simulation.units import NEVER, ONE
from simulation.workforce.abroad import come_home, come_to
from simulation.workforce.accounts import (
    ASSIGNED,
    AWAY,
    EXCESS,
    IN_TRANSIT_TO,
    NOTHING,
    OVERLAP,
    SELECTED,
    STAFF_COLUMN,
    adjust,
    adjust_staff,
    emit,
    note_spell,
)
from simulation.workforce.cover import end_loan
from simulation.workforce.hazards import expose
from simulation.workforce.output import count_output, learn_from_predecessor, recount, recount_partner
from simulation.workforce.people import (
    begin_learning,
    consider,
    end_learning,
    outside_cells,
    set_state,
    stop_considering,
)
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import close_search, fall_empty, seek, set_stage
from simulation.workforce.qualifications import course_for, course_needed, output
from simulation.workforce.records import AVAILABLE, IN_CLASS, IN_POST, IN_TRANSIT, OUTSIDE, WAITING_MOVE
from simulation.workforce.schooling import begin_attempts, end_plan, wait_for_seat
from simulation.workforce.world import World


@rule
def select(world: World, member: int, number: int) -> None:
    """Select a person for a position: whoever has no post yet takes the first step towards it."""
    person = world.people[member]
    position = world.positions[number]
    if person.state == AVAILABLE:
        note_spell(world, ASSIGNMENT_WAIT, person.since, person.serial, position.place)
    stop_considering(world, member)
    person.bound = number
    position.inbound = member
    if person.post == NOWHERE:
        head_for(world, member)
    else:
        set_stage(world, number, SELECTED)


@rule
def head_for(world: World, member: int) -> None:
    """Have a person selected for a post wait for a seat if a course comes first, and make ready to move otherwise."""
    person = world.people[member]
    number = person.bound
    person.place = world.positions[number].place
    begin_attempts(world, member)
    course = course_needed(world, member, number)
    if course == NOWHERE or world.grace_days[course_for(world, number)] > 0:
        make_ready(world, member)
    else:
        wait_for_seat(world, member, course)


@rule
def departure(world: World, number: int) -> int:
    """Return the tick at which a successor sets out: in time for the overlap, or now if it is late for that."""
    position = world.positions[number]
    if position.vacates == NEVER:
        return world.now[0]
    ahead = world.overlap_days[position.tour] + world.terms.relocation_ticks[position.tour]
    return max(world.now[0], position.vacates - ahead)


@rule
def make_ready(world: World, member: int) -> None:
    """Send a person to the post selected for, or have the person wait for the time to set out."""
    number = world.people[member].bound
    if departure(world, number) == world.now[0]:
        set_out(world, member)
    else:
        set_state(world, member, WAITING_MOVE, world.positions[number].region)
        set_stage(world, number, SELECTED)


@rule
def set_out(world: World, member: int) -> None:
    """Send a person to the post selected for."""
    number = world.people[member].bound
    set_state(world, member, IN_TRANSIT, world.positions[number].region)
    set_stage(world, number, IN_TRANSIT_TO)


@rule
def take_post(world: World, member: int) -> None:
    """Put a person into the post selected for, beside the predecessor who may still be there."""
    person = world.people[member]
    number = person.bound
    position = world.positions[number]
    if person.state == IN_TRANSIT:
        note_spell(world, TRANSIT, person.since, person.serial, position.place)
    if position.empty:
        note_spell(world, VACANCY, position.since, position.serial, position.place)
    set_state(world, member, IN_POST, position.region)
    close_search(world, number)
    join_post(world, member, number)
    expose(world, member, position.cell * world.terms.components + person.component)
    adjust_staff(world, position, ASSIGNED, ONE)
    output(world, member)
    count_output(world, member, 1)
    recount_partner(world, member)
    begin_learning(world, member)
    emit(world, ARRIVED, member, number, position.place)


@rule
def join_post(world: World, member: int, number: int) -> None:
    """Write a person into a post, as the successor of somebody who is still there or alone."""
    person, position = world.people[member], world.positions[number]
    person.bound = position.inbound = NOWHERE
    person.post = number
    person.place = position.place
    person.arrived = world.now[0]
    person.tours += 1
    person.extended = 0
    person.rung = 0
    if person.experience >> position.function & 1:
        person.rung = min(world.terms.head_start, len(world.terms.proficiency) - 1)
    come_to(world, member, position.cell)
    if position.incumbent == NOWHERE:
        position.incumbent = member
    else:
        position.relief = member
        adjust(world, position.cell, OVERLAP, ONE)


@rule
def hand_over(world: World, member: int) -> None:
    """Take a person out of a post: to the successor who is there, or it is empty from now, or gone if abolished."""
    person = world.people[member]
    number = person.post
    position = world.positions[number]
    note_spell(world, TOUR, person.arrived, person.serial, position.place)
    end_learning(world, member)
    end_loan(world, member)
    count_output(world, member, -1)
    adjust_staff(world, position, ASSIGNED, -ONE)
    if person.away:
        adjust(world, position.cell, AWAY, -ONE)
        person.away = 0
    expose(world, member, outside_cells(world, person.component))
    leave_post(world, member)
    if position.relief != NOWHERE:
        end_overlap(world, number, member)
    else:
        position.incumbent = NOWHERE
        position.vacates = NEVER
        if not position.authorised:
            adjust_staff(world, position, EXCESS, -ONE)
        elif can_be_given_up(world, number):
            give_up(world, number)
        else:
            fall_empty(world, number)


@rule
def leave_post(world: World, member: int) -> None:
    """Write a person out of the post held."""
    person = world.people[member]
    position = world.positions[person.post]
    stop_considering(world, member)
    count_going(world, member, 0)
    come_home(world, member)
    person.experience |= 1 << position.function
    person.tour_end = person.leaves_at = NEVER
    person.overdue = NEVER
    person.last_post = person.post
    person.post = NOWHERE


@rule
def end_overlap(world: World, number: int, leaver: int) -> None:
    """Leave a post to the one of two who stays; if that is the predecessor, another successor is looked for."""
    position = world.positions[number]
    adjust(world, position.cell, OVERLAP, -ONE)
    if position.incumbent == leaver:
        position.incumbent = position.relief
        position.vacates = NEVER
    elif position.authorised:
        seek(world, number, position.vacates)
    position.relief = NOWHERE
    recount(world, position.incumbent)
    if world.people[position.incumbent].arrived > world.people[leaver].arrived:
        learn_from_predecessor(world, position.incumbent)


@rule
def count_going(world: World, member: int, going: int) -> None:
    """Write down whether somebody in post is known to leave the workforce."""
    person = world.people[member]
    world.going[person.component] += going - person.going
    person.going = going


@rule
def can_be_given_up(world: World, number: int) -> bool:
    """Return True if a position may go in place of one abolished under somebody: nobody is on the way to it."""
    position = world.positions[number]
    if world.staff[position.group][STAFF_COLUMN[EXCESS]] == 0 or position.searching:
        return False
    return position.inbound == NOWHERE


@rule
def give_up(world: World, number: int) -> None:
    """Let a position that falls empty go in place of one of its group that was abolished under somebody."""
    position = world.positions[number]
    other = world.last_in_cell[position.cell]
    while world.positions[other].group != position.group or (
        world.positions[other].authorised or world.positions[other].incumbent == NOWHERE
    ):
        other = world.positions[other].earlier
    world.positions[other].authorised = 1
    position.authorised = 0
    close_search(world, number)
    adjust_staff(world, position, EXCESS, -ONE)


@rule
def deselect(world: World, member: int) -> None:
    """Undo a selection; somebody else is looked for."""
    number = world.people[member].bound
    world.people[member].bound = NOWHERE
    world.positions[number].inbound = NOWHERE
    set_stage(world, number, NOTHING)


@rule
def vacate(world: World, member: int) -> None:
    """Take a person out of post: towards the next one if selected for it, available for one otherwise."""
    person = world.people[member]
    hand_over(world, member)
    if person.bound != NOWHERE:
        head_for(world, member)
    else:
        set_state(world, member, AVAILABLE, person.command)


@rule
def release(world: World, member: int) -> None:
    """Let a selected person go: considered again at once, after the class for somebody in one."""
    person = world.people[member]
    deselect(world, member)
    if person.state == IN_POST:
        consider(world, member, person.tour_end, person.command)
    elif person.state != IN_CLASS:
        set_state(world, member, AVAILABLE, person.owner)


@rule
def separate(world: World, member: int, fact: int) -> None:
    """Take a person out of the workforce, from wherever the person stands; a position held or awaited is open again."""
    person = world.people[member]
    number = person.post if person.post != NOWHERE else person.bound
    if person.bound != NOWHERE:
        deselect(world, member)
    if person.post != NOWHERE:
        hand_over(world, member)
    end_plan(world, member)
    set_state(world, member, OUTSIDE, person.owner)
    emit(world, fact, member, number, person.place)


@rule
def admit(world: World, member: int, number: int, fact: int) -> None:
    """Bring someone from outside in, for an open position."""
    enter(world, member, fact, number, world.positions[number].place)
    select(world, member, number)


@rule
def enter(world: World, member: int, fact: int, number: int, place: int) -> None:
    """Write down that someone enters, and bind the entrant to the service owed from entry."""
    person = world.people[member]
    person.entered = person.settled = world.now[0]
    person.obliged = world.now[0] + world.terms.entry_obligation[person.component]
    person.exposure = outside_cells(world, person.component)
    person.place = place
    emit(world, fact, member, number, place)
