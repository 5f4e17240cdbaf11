"""How many positions a review asks for: what is known of the requirement, funded in part, within yearly limits."""

from simulation.rule import rule
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import AUTHORISED, REQUIREMENT, STAFF_COLUMN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def lasting(world: World, cell: int) -> int:
    """Return the positions of a cell that a review can change, in 2**-20: temporary ones come and go by themselves."""
    return world.stocks[cell][AUTHORISED] - world.temporary_in_cell[cell] * ONE


@rule
def distance(world: World, cell: int) -> int:
    """Return what a cell is wanting (positive) or has too much, in 2**-20 positions, changes under way included.

    A cell that never had a position is not given any: nothing says what they would be.
    """
    if world.terms.opening_in_cell[cell] == 0:
        return 0
    wanted = world.stocks[cell][REQUIREMENT] * world.funded_share[0] // RATIO
    return wanted - lasting(world, cell) - world.programmed[cell] * ONE


@rule
def limit(world: World, cap: int, months: int) -> int:
    """Return the greatest change that a yearly cap allows for the months since the last review."""
    authorised = 0
    for cell in range(len(world.stocks)):
        authorised += lasting(world, cell)
    return authorised * cap // RATIO * months // 12


@rule
def share_out(world: World, sign: int, allowed: int) -> int:
    """Propose whole positions up (sign 1) or down (-1) within a limit, by largest remainder, and return how many.

    Ties go to the first.
    """
    wanted = 0
    for cell in range(len(world.stocks)):
        wanted += max(sign * distance(world, cell), 0)
    scale = RATIO if wanted <= allowed else allowed * RATIO // wanted
    left, whole = 0, 0
    for cell in range(len(world.stocks)):
        part = max(sign * distance(world, cell), 0) * scale // RATIO
        world.proposal[cell] += sign * (part // ONE)
        world.remainder[cell] = part % ONE
        whole += part // ONE
        left += part % ONE
    remainder = world.remainder
    for _ in range(left // ONE):
        largest = 0
        for cell in range(len(remainder)):
            if remainder[cell] > remainder[largest]:
                largest = cell
        world.proposal[largest] += sign
        remainder[largest] = 0
    return whole + left // ONE


@rule
def propose(world: World, months: int) -> None:
    """Fill `world.proposal` with the change that a review decides for each cell, in positions.

    What is cut in one place may be used in another: the growth cap limits what is added beyond that. The part of a cap
    that makes no whole position is kept for the next review, or a small organisation could never change.
    """
    for cell in range(len(world.stocks)):
        world.proposal[cell] = 0
    allowed = limit(world, world.reduction_cap_per_year[0], months) + world.unused_cap[0]
    cut = share_out(world, -1, allowed) * ONE
    world.unused_cap[0] = min(allowed - cut, ONE)
    allowed = limit(world, world.growth_cap_per_year[0], months) + world.unused_cap[1]
    beyond = max(share_out(world, 1, allowed + cut) * ONE - cut, 0)
    world.unused_cap[1] = min(allowed - beyond, ONE)


@rule
def group_to_grow(world: World, cell: int) -> int:
    """Return the group of a cell that gets the next position: the one furthest behind its part in the opening mix."""
    chosen, behind = NOWHERE, 0
    total = lasting(world, cell) // ONE + 1
    group = world.terms.first_group[cell]
    while group != NOWHERE:
        if world.terms.group_programme[group] == NOWHERE:
            count = world.staff[group][STAFF_COLUMN[AUTHORISED]] // ONE
            lag = world.terms.opening_in_group[group] * total - count * world.terms.opening_in_cell[cell]
            if chosen == NOWHERE or lag > behind:
                chosen, behind = group, lag
        group = world.terms.next_group[group]
    return chosen


@rule
def group_to_cut(world: World, cell: int) -> int:
    """Return the group of a cell that loses the next position: the one furthest beyond its part; -1 if none is left."""
    chosen, beyond = NOWHERE, 0
    total = lasting(world, cell) // ONE - 1
    group = world.terms.first_group[cell]
    while group != NOWHERE:
        count = world.staff[group][STAFF_COLUMN[AUTHORISED]] // ONE
        if world.terms.group_programme[group] == NOWHERE and count > 0:
            excess = count * world.terms.opening_in_cell[cell] - world.terms.opening_in_group[group] * total
            if chosen == NOWHERE or excess > beyond:
                chosen, beyond = group, excess
        group = world.terms.next_group[group]
    return chosen


@rule
def position_to_cut(world: World, cell: int, group: int) -> int:
    """Return the position of a group that is abolished next: an empty one if there is one, the last made of those."""
    chosen = NOWHERE
    number = world.last_in_cell[cell]
    while number != NOWHERE:
        position = world.positions[number]
        if position.group == group and position.authorised:
            if position.incumbent == NOWHERE and position.inbound == NOWHERE:
                return number
            if chosen == NOWHERE:
                chosen = number
        number = position.earlier
    return chosen


@rule
def position_to_bring_back(world: World, cell: int, group: int) -> int:
    """Return the position of a group that was abolished and comes back, -1 if there is none.

    One that somebody in excess still sits in comes first, then the first made.
    """
    chosen = NOWHERE
    number = world.last_in_cell[cell]
    while number != NOWHERE:
        position = world.positions[number]
        if position.group == group and not position.authorised:
            if position.incumbent != NOWHERE:
                return number
            chosen = number
        number = position.earlier
    return chosen
