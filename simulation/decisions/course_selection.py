"""How many seats a class has, and who gets them."""

from simulation.rule import rule
from simulation.units import ONE
from simulation.workforce.accounts import ASSIGNED, AWAY
from simulation.workforce.people import seat_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.records import Person
from simulation.workforce.world import World


@rule
def is_urgent(person: Person, now: int) -> bool:
    """Return True if someone is bound for an empty post, or in post beyond the time of grace."""
    return (person.bound != NOWHERE and person.post == NOWHERE) or person.overdue <= now


@rule
def can_attend(person: Person, end: int) -> bool:
    """Return True if someone can sit in a class until it ends: nobody's tour ends meanwhile, nobody is on notice."""
    return person.tour_end >= end and person.leaving == 0


@rule
def next_in_line(world: World, course: int, end: int, urgent: int) -> int:
    """Return who gets the next seat of a class that ends at a tick, of those urgent (1) or of all (0); -1 if nobody.

    People join the line in the order of time, so only those who began to wait at the same tick can go before the first.
    """
    first = NOWHERE
    member = world.people_heads[seat_pool(course)]
    while member != NOWHERE:
        person = world.people[member]
        if first != NOWHERE and person.waits > world.people[first].waits:
            return first
        eligible = can_attend(person, end) and (not urgent or is_urgent(person, world.now[0]))
        if eligible and (first == NOWHERE or person.serial < world.people[first].serial):
            first = member
        member = person.next
    return first


@rule
def seats(world: World, course: int) -> int:
    """Return the seats of the next class: all, or in proportion to the instructors present."""
    needed = world.terms.instructors_needed[course]
    if needed == 0:
        return world.seats_per_class[course]
    present = 0
    for cell in range(len(world.stocks)):
        if world.terms.teaches[course][cell]:
            present += (world.stocks[cell][ASSIGNED] - world.stocks[cell][AWAY]) // ONE
    return world.seats_per_class[course] * min(present, needed) // needed


@rule
def students(world: World, course: int, end: int) -> int:
    """Return how many people attend the next class, which ends at a tick; 0 if it is not held."""
    places, minimum = seats(world, course), world.terms.course_minimum[course]
    attending = 0
    member = world.people_heads[seat_pool(course)]
    while member != NOWHERE and attending < places:
        attending += can_attend(world.people[member], end)
        member = world.people[member].next
    return attending if attending >= minimum else 0
