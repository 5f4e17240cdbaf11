"""Successors on the first day: posts that fall empty soon have been looked after for as long as the lead says."""

from simulation.clock import Clock
from simulation.decisions.recruiting import services_send_more
from simulation.luck import Owner, Stream, key, uniform
from simulation.processes.attrition import endow
from simulation.processes.recruitment import newcomer, start_requisition, time_to_fill
from simulation.processes.rotation import draw, posting, start_posting
from simulation.processes.training import attend, expect_lapse
from simulation.units import NEVER, RATIO
from simulation.workforce.opening import mean_wait
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import seek
from simulation.workforce.postings import count_going, select
from simulation.workforce.qualifications import certify, course_for, course_needed
from simulation.workforce.records import IN_TRANSIT, WAITING_SEAT
from simulation.workforce.world import World


def take_up_search(clock: Clock, world: World, member: int) -> bool:
    """Take up the search for the successor of somebody whose tour ends within the lead; return whether there is one.

    Those who take another post after their tour take as many posts as they leave, on average; so the search has come to
    somebody from outside for the rest only.
    """
    person = world.people[member]
    position = world.positions[person.post]
    lead = world.search_lead_days[position.component]
    if person.tour_end >= lead:
        return False
    person.leaves_at = person.tour_end
    seek(world, person.post, person.tour_end)
    position.sought = person.tour_end - lead
    stay = world.terms.stay_after_tour[position.component]
    if not draw(world, member, Stream.AFTER_TOUR, world.terms.stay_after_tour[person.component]):
        count_going(world, member, 1)
    if uniform(position.key, Stream.OPENING_STUDY) * RATIO >= stay and services_send_more(world, position.component):
        since = lead - person.tour_end - world.terms.internal_ticks[position.component]
        if since > 0:
            look_outside(clock, world, person.post, since)
    return True


def look_outside(clock: Clock, world: World, number: int, since: int) -> None:
    """Take up a search outside that began some ticks ago: a requisition still open, or somebody on the way."""
    position = world.positions[number]
    component = position.component
    mean = world.time_to_fill_mean_days[component]
    whole = time_to_fill(world, component, mean, uniform(position.key, Stream.TIME_TO_FILL))
    if since >= whole:
        bring_on_the_way(clock, world, number, since - whole)
    elif world.requisitions[component] < world.requisition_slots[component]:
        start_requisition(clock, world, number, whole, whole - since)


def bring_on_the_way(clock: Clock, world: World, number: int, since: int) -> None:
    """Put an entrant who reported some ticks ago where school and move say."""
    position = world.positions[number]
    member = newcomer(world, key(position.key, Owner.ENTRANT, position.hires), position.component)
    position.hires += 1
    world.people[member].obliged = world.terms.entry_obligation[position.component]
    course, last = course_needed(world, member, number), course_for(world, number)
    wait, length = 0, 0
    if course != NOWHERE and world.grace_days[last] == 0:
        wait = int(2 * mean_wait(world, course) * uniform(position.key, Stream.OPENING_RESIDUAL))
        length = world.duration_weeks[course]
        passed = uniform(position.key, Stream.OPENING_CERTIFIED) * RATIO < world.pass_probability[course]
        if since >= wait + length and passed:
            send_through(clock, world, member, course, last)
    endow(clock, world, member)
    select(world, member, number)
    if world.people[member].state == WAITING_SEAT and wait <= since < wait + length:
        attend(clock, world, member, course, wait + length - since)
    elif world.people[member].state == IN_TRANSIT:
        arrives = max(1, position.vacates - world.overlap_days[position.tour])
        clock.begin(world.people[member].serial, posting(clock, world, member, arrives))
    else:
        start_posting(clock, world, member)


def send_through(clock: Clock, world: World, member: int, *courses: int) -> None:
    """Give somebody what courses just passed certify."""
    for course in courses:
        lasts = world.terms.course_valid[course]
        certify(world, member, course, NEVER if lasts == NEVER else lasts)
        expect_lapse(clock, world, member, course)
