"""How many positions a review asks for: what is known of the requirement, funded in part, within yearly limits."""

from simulation.rule import rule
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import AUTHORISED, REQUIREMENT
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def distance(world: World, cell: int) -> int:
    """Return what a cell is wanting (positive) or has too much, in 2**-20 positions, changes under way included.

    A cell that never had a position is not given any: nothing says what they would be.
    """
    if world.template_in_cell[cell] == NOWHERE:
        return 0
    wanted = world.stocks[cell][REQUIREMENT] * world.funded_share[0] // RATIO
    return wanted - world.stocks[cell][AUTHORISED] - world.programmed[cell] * ONE


@rule
def limit(world: World, cap: int, months: int) -> int:
    """Return the greatest change that a yearly cap allows for the months since the last review."""
    authorised = 0
    for cell in range(len(world.stocks)):
        authorised += world.stocks[cell][AUTHORISED]
    return authorised * cap // RATIO * months // 12


@rule
def share_out(world: World, sign: int, allowed: int) -> None:
    """Propose whole positions up (sign 1) or down (-1) within a limit, by largest remainder; ties to the first."""
    wanted = 0
    for cell in range(len(world.stocks)):
        wanted += max(sign * distance(world, cell), 0)
    scale = RATIO if wanted <= allowed else allowed * RATIO // wanted
    left = 0
    for cell in range(len(world.stocks)):
        part = max(sign * distance(world, cell), 0) * scale // RATIO
        world.proposal[cell] += sign * (part // ONE)
        world.remainder[cell] = part % ONE
        left += part % ONE
    for _ in range(left // ONE):
        largest = 0
        for cell in range(len(world.stocks)):
            if world.remainder[cell] > world.remainder[largest]:
                largest = cell
        world.proposal[largest] += sign
        world.remainder[largest] = 0


@rule
def propose(world: World, months: int) -> None:
    """Fill `world.proposal` with the change that a review decides for each cell, in positions.

    What is cut in one place may be used in another: the growth cap limits what is added beyond that.
    """
    for cell in range(len(world.stocks)):
        world.proposal[cell] = 0
    share_out(world, -1, limit(world, world.reduction_cap_per_year[0], months))
    freed = 0
    for cell in range(len(world.stocks)):
        freed -= world.proposal[cell] * ONE
    share_out(world, 1, limit(world, world.growth_cap_per_year[0], months) + freed)


@rule
def highest_slot(world: World, cell: int) -> int:
    """Return the position of a cell that is abolished next: the last made of those authorised, -1 if none is left."""
    number = world.last_in_cell[cell]
    while number != NOWHERE and not world.positions[number].authorised:
        number = world.positions[number].earlier
    return number


@rule
def lowest_free_slot(world: World, cell: int) -> int:
    """Return the first-made position of a cell that was abolished and can come back, -1 if there is none."""
    free = NOWHERE
    number = world.last_in_cell[cell]
    while number != NOWHERE:
        if not world.positions[number].authorised:
            free = number
        number = world.positions[number].earlier
    return free
