"""Who covers for whom: a unit with hardly anybody gets somebody from a larger one of its region, for a month."""

from simulation.rule import rule
from simulation.workforce.accounts import EFFECTIVE, REQUIREMENT
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import partner
from simulation.workforce.world import World

NO_COVER, EMPTY_UNITS, ONE_DEEP_UNITS = range(3)

KEEPS = 2
"""People present whom a unit keeps when it lends one."""


@rule
def gap(world: World, cell: int) -> int:
    """Return requirement - effective of a cell, in 2**-20."""
    return world.stocks[cell][REQUIREMENT] - world.stocks[cell][EFFECTIVE]


@rule
def is_lent_before(world: World, a: int, b: int) -> bool:
    """Return True if a is lent before b: whoever gets more done, then longest in post, then serial number."""
    x, y = world.people[a], world.people[b]
    if x.effective != y.effective:
        return x.effective > y.effective
    if x.arrived != y.arrived:
        return x.arrived < y.arrived
    return x.serial < y.serial


@rule
def may_be_lent(world: World, member: int) -> bool:
    """Return True if somebody in post may be lent: of a component that moves, and present, alone, and of some use."""
    person = world.people[member]
    if person.lent != NOWHERE or person.effective == 0 or not world.terms.rotates[person.component]:
        return False
    return partner(world, member) == NOWHERE


@rule
def teaches(world: World, cell: int) -> bool:
    """Return True if the people of a cell teach a course."""
    taught = 0
    for course in range(len(world.terms.teaches)):
        taught += world.terms.teaches[course][cell]
    return taught > 0


@rule
def person_to_lend(world: World, cell: int) -> int:
    """Return who of a cell would be lent, -1 if nobody can be; who teaches is not lent."""
    chosen = NOWHERE
    number = NOWHERE if teaches(world, cell) else world.last_in_cell[cell]
    while number != NOWHERE:
        member = world.positions[number].incumbent
        if (
            member != NOWHERE
            and may_be_lent(world, member)
            and (chosen == NOWHERE or is_lent_before(world, member, chosen))
        ):
            chosen = member
        number = world.positions[number].earlier
    return chosen


@rule
def lends_before(world: World, a: int, b: int) -> bool:
    """Return True if cell a lends before b: its unit has more people, or it is less short, or it is declared first."""
    x, y = world.people_in_unit[world.terms.cell_unit[a]], world.people_in_unit[world.terms.cell_unit[b]]
    if x != y:
        return x > y
    if gap(world, a) != gap(world, b):
        return gap(world, a) < gap(world, b)
    return a < b


@rule
def lender(world: World, cell: int) -> int:
    """Return the cell of the same region and function that lends somebody to a cell, -1 if none can."""
    chosen = NOWHERE
    other = world.terms.next_alike[cell]
    while other != cell:
        if (
            world.people_in_unit[world.terms.cell_unit[other]] > KEEPS
            and (chosen == NOWHERE or lends_before(world, other, chosen))
            and person_to_lend(world, other) != NOWHERE
        ):
            chosen = other
        other = world.terms.next_alike[other]
    return chosen


@rule
def cell_to_cover(world: World, unit: int) -> int:
    """Return the cell of a unit in which most is missing, of those for which somebody can be lent; -1 if none."""
    chosen = NOWHERE
    cell = world.terms.first_cell[unit]
    while cell != NOWHERE:
        missing = gap(world, cell)
        if missing > 0 and (chosen == NOWHERE or missing > gap(world, chosen)) and lender(world, cell) != NOWHERE:
            chosen = cell
        cell = world.terms.next_cell[cell]
    return chosen
