"""Where a temporary position goes, and which one ends first."""

from simulation.rule import rule
from simulation.workforce.accounts import EFFECTIVE, EMPTY, REQUIREMENT, STAFF_COLUMN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def cell_to_reinforce(world: World, programme: int) -> int:
    """Return the cell that gets the next position of a programme: the shortest, those not yet filled counted in."""
    chosen, shortest = NOWHERE, 0
    for cell in range(len(world.stocks)):
        group = world.terms.temporary_group[programme][cell]
        if group != NOWHERE:
            short = world.stocks[cell][REQUIREMENT] - world.stocks[cell][EFFECTIVE]
            short -= world.staff[group][STAFF_COLUMN[EMPTY]]
            if chosen == NOWHERE or short > shortest:
                chosen, shortest = cell, short
    return chosen


@rule
def position_to_end(world: World, programme: int) -> int:
    """Return the position of a programme that ends next: an empty one if there is one, the last made of those."""
    chosen = NOWHERE
    for number in range(len(world.positions) - 1, -1, -1):
        position = world.positions[number]
        if position.temporary == programme and position.authorised:
            if position.incumbent == NOWHERE and position.inbound == NOWHERE:
                return number
            if chosen == NOWHERE:
                chosen = number
    return chosen


@rule
def wanted(world: World, programme: int) -> int:
    """Return how many positions of a programme there should be now: what is asked for, up to the cap."""
    return min(world.temporary_positions[programme], world.terms.temporary_cap[programme])
