"""Cover: at each month start loans end, and units with hardly anybody get somebody from a larger one."""

from simulation.decisions.cover import NO_COVER, cell_to_cover, lender, person_to_lend
from simulation.workforce.cover import count_people, lend, take_back
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


def cover_for_the_month(world: World) -> None:
    """Bring everybody back who was lent; then lend anew, to empty units before those one deep."""
    for member in world.covered_by:
        if member != NOWHERE:
            take_back(world, member)
    if world.cover[0] == NO_COVER:
        return
    count_people(world)
    for present in range(world.cover[0]):
        for unit, people in enumerate(world.people_in_unit):
            if people == present:
                cover(world, unit)


def cover(world: World, unit: int) -> None:
    """Have somebody cover in a unit, if it is short and somebody can be lent."""
    cell = cell_to_cover(world, unit)
    if cell == NOWHERE:
        return
    home = lender(world, cell)
    world.people_in_unit[world.terms.cell_unit[home]] -= 1
    lend(world, person_to_lend(world, home), cell)
