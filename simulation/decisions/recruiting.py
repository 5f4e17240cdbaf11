"""For which empty position a requisition is opened next."""

from simulation.decisions.assignment import is_served_before
from simulation.rule import rule
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import open_pool
from simulation.workforce.world import World


@rule
def next_to_recruit(world: World, component: int) -> int:
    """Return the position that gets the next requisition of a component, -1 if there is none or no free slot."""
    if world.requisitions[component] >= world.requisition_slots[component]:
        return NOWHERE
    first = NOWHERE
    for region in range(world.regions):
        number = world.position_heads[open_pool(world, region, component, 0)]
        while number != NOWHERE:
            if first == NOWHERE or is_served_before(world.positions, number, first):
                first = number
            number = world.positions[number].next
    return first
