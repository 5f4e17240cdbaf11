"""Hazards: what has been outlasted so far, and the earliest tick at which a budget may be used up.

Everybody has one budget of luck against each cause. The hazard of a cause steps with age (years in this workforce, or
years of service) and is multiplied by factors that step at month starts. The factors are kept as one integral for each
row of people they have in common, so that nobody is touched when they move: a leaver is scheduled at the earliest
instant the greatest factor allows, settled there from the integrals, and scheduled again if budget is left.
"""

from simulation.events import MADE_TO_LEAVE, QUIT, RETIRED, TRANSFERRED
from simulation.rule import rule
from simulation.units import NEVER, RATIO, TICKS_PER_YEAR
from simulation.workforce.records import Person
from simulation.workforce.world import World

QUITTING, RETIRING, TRANSFERRING, BEING_MADE_TO_LEAVE = range(4)

CAUSE_FACT = (QUIT, RETIRED, TRANSFERRED, MADE_TO_LEAVE)
"""Fact by which each cause is counted."""

CAUSES = len(CAUSE_FACT)


@rule
def is_chosen(cause: int) -> bool:
    """Return True if a cause is a choice of the person, which an obligation stops."""
    return cause != BEING_MADE_TO_LEAVE


@rule
def is_factored(world: World, component: int, cause: int) -> bool:
    """Return True if factors multiply the hazard of a cause."""
    return (cause in (QUITTING, TRANSFERRING)) and world.terms.is_moved[component] == 1


@rule
def age_at(person: Person, cause: int, tick: int) -> int:
    """Return the age that the hazard of a cause goes by, in ticks."""
    return tick - person.entered + (person.service if cause == RETIRING else 0)


@rule
def exposure(world: World, row: int, tick: int) -> int:
    """Return the factors of a row integrated to a tick not later than now, in ticks."""
    step = world.steps[0] - 1
    while step > 0 and world.step_begins[step] > tick:
        step -= 1
    return world.exposed[step][row] + world.factors[step][row] * (tick - world.step_begins[step]) // RATIO


@rule
def outlasted(world: World, member: int, cause: int, begin: int) -> int:
    """Return the hazard of a cause integrated from a tick to now, in 2**-32 x ticks / year."""
    person = world.people[member]
    table = person.component * CAUSES + cause
    begins, rates = world.terms.hazard_from[table], world.terms.hazard_rate[table]
    factored = is_factored(world, person.component, cause)
    birth = begin - age_at(person, cause, begin)
    total, at = 0, begin
    for band in range(len(begins)):
        end = world.now[0]
        if band + 1 < len(begins) and begins[band + 1] != NEVER:
            end = min(end, birth + begins[band + 1])
        if end > at:
            length = end - at
            if factored:
                length = exposure(world, person.exposure, end) - exposure(world, person.exposure, at)
            total += rates[band] * length
            at = end
    return total


@rule
def settle(world: World, member: int) -> None:
    """Take what has been outlasted since the last settlement off the budgets of a person who has not decided yet."""
    person, now = world.people[member], world.now[0]
    if person.leaving:
        return
    for cause in range(CAUSES):
        begin = max(person.settled, person.obliged) if is_chosen(cause) else person.settled
        if now > begin and world.terms.is_threat[person.component * CAUSES + cause]:
            world.budgets[member][cause] -= outlasted(world, member, cause, begin)
    person.settled = now


@rule
def time_to_reach(begins: list[int], rates: list[int], age: int, left: int) -> int:
    """Return the ticks from an age until the integrated hazard reaches a budget, at least 1; `NEVER` if it never does.

    The hazard is `rates[i]` (2**-32 per year) from age `begins[i]` (ticks) on; a row may end in `NEVER`. The budget is
    in 2**-32 x ticks / year.
    """
    if left <= 0:
        return 1
    reached = age
    for band in range(len(begins)):
        last = band + 1 == len(begins) or begins[band + 1] == NEVER
        if last or age < begins[band + 1]:
            rate = rates[band]
            needed = -(-left // rate) if rate > 0 else NEVER
            if last or needed <= begins[band + 1] - reached:
                return NEVER if needed == NEVER else max(1, reached + needed - age)
            left -= rate * (begins[band + 1] - reached)
            reached = begins[band + 1]
    return NEVER


@rule
def earliest(world: World, member: int, cause: int) -> int:
    """Return the earliest tick, later than now, at which a settled person may leave by a cause; `NEVER` if none.

    Exact where no factor acts, and within the present step of the factors. Beyond it the hazard counts as multiplied
    by the greatest factor there may be.
    """
    person, now = world.people[member], world.now[0]
    begin = max(now, person.obliged) if is_chosen(cause) else now
    left = max(0, world.budgets[member][cause])
    if not is_factored(world, person.component, cause):
        return reached_at(world, member, cause, begin, left)
    present = world.factors[world.steps[0] - 1][person.exposure]
    tick = reached_at(world, member, cause, begin, at_factor(left, present))
    if tick <= world.step_ends[0]:
        return tick
    greatest = world.terms.greatest_factor[person.component]
    return max(world.step_ends[0], reached_at(world, member, cause, begin, at_factor(left, greatest)))


@rule
def reached_at(world: World, member: int, cause: int, begin: int, left: int) -> int:
    """Return the tick at which the bare hazard of a cause, from a tick on, reaches a budget; `NEVER` if none."""
    person = world.people[member]
    table = person.component * CAUSES + cause
    begins, rates = world.terms.hazard_from[table], world.terms.hazard_rate[table]
    wait = time_to_reach(begins, rates, age_at(person, cause, begin), left)
    return NEVER if wait == NEVER else begin + wait


@rule
def at_factor(left: int, factor: int) -> int:
    """Return the budget against a bare hazard that is used up as fast as a budget against one multiplied, or faster."""
    return left // factor * RATIO + left % factor * RATIO // factor


@rule
def earliest_of_all(world: World, member: int) -> int:
    """Return the earliest tick at which a settled person may leave by any cause; `NEVER` if by none."""
    first = NEVER
    for cause in range(CAUSES):
        if world.terms.is_threat[world.people[member].component * CAUSES + cause]:
            first = min(first, earliest(world, member, cause))
    return first


@rule
def used_up(world: World, member: int) -> int:
    """Return the first cause whose budget a settled person has used up, -1 if none."""
    for cause in range(CAUSES):
        threat = world.terms.is_threat[world.people[member].component * CAUSES + cause]
        if threat and world.budgets[member][cause] <= 0:
            return cause
    return -1


@rule
def expose(world: World, member: int, row: int) -> None:
    """Have a person share the factors of another row from now on."""
    person = world.people[member]
    if world.terms.is_moved[person.component]:
        settle(world, member)
    person.exposure = row


@rule
def oblige(world: World, member: int, until: int) -> None:
    """Bind a person to serve until a tick, unless bound longer already."""
    settle(world, member)
    world.people[member].obliged = max(world.people[member].obliged, until)


@rule
def strike(world: World, member: int, cause: int, amount: int) -> None:
    """Add a hazard (2**-32) that comes all at once, unless an obligation stops it."""
    settle(world, member)
    if not is_chosen(cause) or world.people[member].obliged <= world.now[0]:
        world.budgets[member][cause] -= amount * TICKS_PER_YEAR
