"""How many positions a review asks for: what is known of the requirement, funded in part, within its limits."""

from simulation.decisions.office_caps import hold_to_caps, may_grow
from simulation.decisions.requirement_known import look
from simulation.rule import rule
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import AUTHORISED, STAFF_COLUMN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def lasting(world: World, cell: int) -> int:
    """Return the positions of a cell that a review can change, in 2**-20: temporary ones come and go by themselves."""
    return world.stocks[cell][AUTHORISED] - world.temporary_in_cell[cell] * ONE


@rule
def planned(world: World, cell: int) -> int:
    """Return the positions that a cell will have, in 2**-20: those there, changes under way, and what is proposed."""
    return lasting(world, cell) + (world.programmed[cell] + world.proposal[cell]) * ONE


@rule
def least(world: World, cell: int) -> int:
    """Return the positions below which no review cuts a cell, in 2**-20: its minimum manning in whole positions."""
    return (world.terms.minimum_manning[cell] + ONE - 1) // ONE * ONE


@rule
def distance(world: World, cell: int) -> int:
    """Return what a cell is wanting (positive) or has too much, in 2**-20 positions, changes under way included.

    A cell that never had a position is not given any: nothing says what they would be.
    """
    if world.terms.opening_in_cell[cell] == 0:
        return 0
    return world.seen[cell] * world.funded_share[0] // RATIO - planned(world, cell)


@rule
def limit(world: World, cap: int, months: int) -> int:
    """Return the greatest change that a yearly cap allows for the months since the last review."""
    authorised = 0
    for cell in range(len(world.stocks)):
        authorised += lasting(world, cell)
    return authorised * cap // RATIO * months // 12


@rule
def room_below_ceiling(world: World) -> int:
    """Return how many more positions the ceiling allows, in 2**-20, those proposed counted in; negative if exceeded."""
    room = world.ceiling_positions[0] * ONE
    for cell in range(len(world.stocks)):
        room -= planned(world, cell)
    return room


@rule
def want_more(world: World) -> None:
    """Fill `world.wanted` with what each cell is wanting, as far as the caps on offices allow.

    What rounding has cut too much of a cell stays cut.
    """
    for cell in range(len(world.stocks)):
        world.wanted[cell] = 0 if world.proposal[cell] < 0 else max(distance(world, cell), 0)
    hold_to_caps(world)


@rule
def want_fewer(world: World) -> None:
    """Fill `world.wanted` with what each cell has too much, down to its minimum manning."""
    for cell in range(len(world.stocks)):
        spare = max(planned(world, cell) - least(world, cell), 0)
        world.wanted[cell] = min(max(-distance(world, cell), 0), spare)


@rule
def want_any_fewer(world: World) -> None:
    """Fill `world.wanted` with all that each cell has beyond its minimum manning, whatever is asked of it."""
    for cell in range(len(world.stocks)):
        world.wanted[cell] = max(planned(world, cell) - least(world, cell), 0)


@rule
def hand_out(world: World, sign: int, number: int) -> int:
    """Propose single positions for the largest remainders, and return how many; ties go to the first."""
    remainder = world.remainder
    for given in range(number):
        largest = 0
        for cell in range(len(remainder)):
            if remainder[cell] > remainder[largest]:
                largest = cell
        if remainder[largest] == 0:
            return given
        world.proposal[largest] += sign
        remainder[largest] = 0
    return max(number, 0)


@rule
def share_out(world: World, sign: int, allowed: int, exactly: int) -> int:
    """Propose of what is wanted whole positions up (sign 1) or down (-1) within a limit, and return how many.

    They go by largest remainder. What rounding leaves of the limit is not proposed, unless it is to be met exactly (1).
    """
    wanted = 0
    for cell in range(len(world.wanted)):
        wanted += world.wanted[cell]
    scale = RATIO if wanted <= allowed else allowed * RATIO // wanted
    left, whole = 0, 0
    for cell in range(len(world.wanted)):
        part = world.wanted[cell] * scale // RATIO
        world.proposal[cell] += sign * (part // ONE)
        world.remainder[cell] = part % ONE
        whole += part // ONE
        left += part % ONE
    if exactly and wanted > allowed:
        return whole + hand_out(world, sign, allowed // ONE - whole)
    return whole + hand_out(world, sign, left // ONE)


@rule
def cut_back(world: World, months: int) -> int:
    """Propose reductions, and return them in 2**-20 positions: first where there is too much, then to the ceiling.

    A ceiling below what exists is approached within the cap on reductions, in proportion to the positions of each cell.
    """
    allowed = limit(world, world.reduction_cap_per_year[0], months) + world.unused_cap[0]
    want_fewer(world)
    cut = share_out(world, -1, allowed, 0) * ONE
    above = min(-room_below_ceiling(world), allowed - cut)
    if above > 0:
        want_any_fewer(world)
        cut += share_out(world, -1, above, 1) * ONE
    world.unused_cap[0] = min(allowed - cut, ONE)
    return cut


@rule
def grow(world: World, months: int, cut: int) -> None:
    """Propose growth, after so much was cut: within the cap, below the ceiling, and where offices may grow."""
    allowed = limit(world, world.growth_cap_per_year[0], months) + world.unused_cap[1]
    room = max(room_below_ceiling(world), 0)
    want_more(world)
    grown = share_out(world, 1, min(allowed + cut, room), 1 if room < allowed + cut else 0) * ONE
    world.unused_cap[1] = min(allowed - max(grown - cut, 0), ONE)


@rule
def propose(world: World, months: int, effect: int) -> None:
    """Fill `world.proposal` with the change that a review decides for each cell, in positions, to come at a tick.

    What is cut in one place may be used in another: the growth cap limits what is added beyond that. The part of a cap
    that makes no whole position is kept for the next review, or a small organisation could never change.
    """
    look(world, effect)
    for cell in range(len(world.stocks)):
        world.proposal[cell] = 0
    grow(world, months, cut_back(world, months))


@rule
def group_to_grow(world: World, cell: int) -> int:
    """Return the group of a cell that gets the next position: the one furthest behind its part in the opening mix.

    A group that the cap on its office holds back is passed over; -1 if there is no other.
    """
    chosen, behind = NOWHERE, 0
    total = lasting(world, cell) // ONE + 1
    group = world.terms.first_group[cell]
    while group != NOWHERE:
        if world.terms.group_programme[group] == NOWHERE and may_grow(world, cell, group):
            count = world.staff[group][STAFF_COLUMN[AUTHORISED]] // ONE
            lag = world.terms.opening_in_group[group] * total - count * world.terms.opening_in_cell[cell]
            if chosen == NOWHERE or lag > behind:
                chosen, behind = group, lag
        group = world.terms.next_group[group]
    return chosen


@rule
def group_to_cut(world: World, cell: int) -> int:
    """Return the group of a cell that loses the next position: the one furthest beyond its part.

    -1 if none is left, or if the cell has no more than its minimum manning.
    """
    chosen, beyond = NOWHERE, 0
    if lasting(world, cell) <= least(world, cell):
        return NOWHERE
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
