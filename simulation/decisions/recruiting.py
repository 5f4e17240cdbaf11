"""For whom a requisition is opened next: an empty position, or a pool whose losses are expected."""

from simulation.decisions.assignment import is_served_before
from simulation.rule import rule
from simulation.units import RATIO, TICKS_PER_YEAR
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import open_pool
from simulation.workforce.records import AVAILABLE
from simulation.workforce.world import World


@rule
def services_send_more(world: World, component: int) -> bool:
    """Return True if one more, added to people inside and on requisitions, is within the share that services fill."""
    staying = world.inside[component] - world.studying[component] - world.going[component]
    sent = staying + world.requisitions[component]
    return (sent + 1) * RATIO <= world.authorised_in[component] * world.terms.service_fill_share[component]


@rule
def may_recruit(world: World, component: int) -> bool:
    """Return True if another requisition of a component may open: no freeze, a free slot, and people to be sent."""
    if world.hiring_freeze[component] > 0:
        return False
    if world.requisitions[component] >= world.requisition_slots[component]:
        return False
    return services_send_more(world, component)


@rule
def next_to_recruit(world: World, component: int) -> int:
    """Return the position that gets the next requisition of a component, -1 if none does.

    Where somebody is looked for, it is inside only for a while.
    """
    if not may_recruit(world, component):
        return NOWHERE
    first = NOWHERE
    sought_by = world.now[0] - world.terms.internal_ticks[component]
    for pool in range(component, open_pool(world, world.terms.regions, component, 0), world.terms.components):
        number = world.position_heads[pool]
        while number != NOWHERE:
            if world.positions[number].sought <= sought_by and (
                first == NOWHERE or is_served_before(world, number, first)
            ):
                first = number
            number = world.positions[number].next
    return first


@rule
def hired_too_few_ahead(world: World, owner: int, component: int) -> int:
    """Return how far hiring ahead is behind the losses expected while a requisition lasts, in 1/4096 persons."""
    row = owner * world.terms.components + component
    people = 0
    for account in range(len(world.persons[row])):
        people += world.persons[row][account]
    expected = people * world.terms.expected_losses[component]
    expected = expected * world.time_to_fill_mean_days[component] // TICKS_PER_YEAR
    wanted = expected * world.anticipation_share[component] // RATIO
    return wanted - (world.hiring_ahead[row] + world.persons[row][AVAILABLE]) * RATIO


@rule
def owner_to_hire_for(world: World, component: int) -> int:
    """Return the region that gets the next requisition without a position: the one most behind, by half a person."""
    if world.anticipation_share[component] == 0 or not may_recruit(world, component):
        return NOWHERE
    chosen, behind = NOWHERE, RATIO // 2 - 1
    for owner in range(world.terms.regions):
        too_few = hired_too_few_ahead(world, owner, component)
        if too_few > behind:
            chosen, behind = owner, too_few
    return chosen
