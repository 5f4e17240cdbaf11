"""Cover: somebody in post works for another unit for a while, and stays assigned and qualified where posted."""

from simulation.rule import rule
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import ASSIGNED, AWAY, COVERING, EFFECTIVE, STAFF_COLUMN, adjust, balance
from simulation.workforce.output import recount, recount_partner
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def lend(world: World, member: int, cell: int) -> None:
    """Lend somebody in post to a cell of another unit, at what the person gets done now times the efficiency."""
    person = world.people[member]
    person.covering = person.effective * world.terms.cover_efficiency // RATIO
    person.lent = cell
    world.covered_by[cell] = member
    recount(world, member)
    count_cover(world, member, 1)


@rule
def take_back(world: World, member: int) -> None:
    """Bring somebody lent back to the post."""
    person = world.people[member]
    count_cover(world, member, -1)
    world.covered_by[person.lent] = NOWHERE
    person.lent = NOWHERE
    person.covering = 0
    recount(world, member)
    recount_partner(world, member)


@rule
def end_loan(world: World, member: int) -> None:
    """Bring somebody in post back who leaves it or goes on a course, if lent."""
    if world.people[member].lent != NOWHERE:
        take_back(world, member)


@rule
def count_cover(world: World, member: int, sign: int) -> None:
    """Count (1) what somebody lent gets done where the person covers, or no longer (-1); by group it counts at home."""
    person = world.people[member]
    adjust(world, person.lent, COVERING, sign * ONE)
    adjust(world, person.lent, EFFECTIVE, sign * person.covering)
    world.staff[world.positions[person.post].group][STAFF_COLUMN[EFFECTIVE]] += sign * person.covering
    balance(world, person.lent)


@rule
def count_people(world: World) -> None:
    """Count the people present in each unit, when nobody is lent: those in post who are not on a course."""
    for unit in range(len(world.people_in_unit)):
        world.people_in_unit[unit] = 0
    for cell in range(len(world.stocks)):
        present = world.stocks[cell][ASSIGNED] - world.stocks[cell][AWAY]
        world.people_in_unit[world.terms.cell_unit[cell]] += present // ONE
