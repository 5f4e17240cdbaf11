"""The limit on the positions of one component in each office abroad, and what it holds back."""

from simulation.rule import rule
from simulation.units import ONE
from simulation.workforce.accounts import AUTHORISED, STAFF_COLUMN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World

NOT_LOOKED_AT = -1


@rule
def capped_positions(world: World, office: int) -> int:
    """Return the lasting positions of the limited component that an office has."""
    count = 0
    cell = world.terms.first_in_office[office]
    while cell != NOWHERE:
        group = world.terms.first_group[cell]
        while group != NOWHERE:
            if world.terms.group_is_capped[group]:
                count += world.staff[group][STAFF_COLUMN[AUTHORISED]] // ONE
            group = world.terms.next_group[group]
        cell = world.terms.next_in_office[cell]
    return count


@rule
def room_under_cap(world: World, office: int) -> int:
    """Return how many more positions of the limited component an office may have.

    What is decided for cells that have no other component counts as if it were there.
    """
    room = world.terms.office_cap[office] - capped_positions(world, office)
    cell = world.terms.first_in_office[office]
    while cell != NOWHERE:
        if world.terms.is_capped[cell]:
            room -= world.programmed[cell] + world.proposal[cell]
        cell = world.terms.next_in_office[cell]
    return room


@rule
def may_grow(world: World, cell: int, group: int) -> int:
    """Return 1 if a group may have another position now, as far as the cap on its office goes."""
    if world.terms.group_is_capped[group] == 0:
        return 1
    office = world.terms.office[cell]
    full = capped_positions(world, office) >= world.terms.office_cap[office]
    return 0 if full or room_under_cap(world, office) <= 0 else 1


@rule
def next_to_hold(world: World, office: int) -> int:
    """Return the cell of an office that wants most of those under its cap not looked at yet, -1 if there is none."""
    chosen = NOWHERE
    cell = world.terms.first_in_office[office]
    while cell != NOWHERE:
        if world.withheld[cell] == NOT_LOOKED_AT and (chosen == NOWHERE or world.wanted[cell] > world.wanted[chosen]):
            chosen = cell
        cell = world.terms.next_in_office[cell]
    return chosen


@rule
def hold_to_cap(world: World, office: int) -> None:
    """Lower what the cells of an office want to the room under its cap, and keep what is withheld from each.

    A cell that has other components in its opening mix grows by those. Of the others, the one that wants most is served
    first, and takes whole positions of room.
    """
    room = max(room_under_cap(world, office), 0)
    cell = world.terms.first_in_office[office]
    while cell != NOWHERE:
        world.withheld[cell] = NOT_LOOKED_AT if world.terms.is_capped[cell] else 0
        cell = world.terms.next_in_office[cell]
    cell = next_to_hold(world, office)
    while cell != NOWHERE:
        granted = min(world.wanted[cell], room * ONE)
        world.withheld[cell] = world.wanted[cell] - granted
        world.wanted[cell] = granted
        room -= (granted + ONE - 1) // ONE
        cell = next_to_hold(world, office)


@rule
def hold_to_caps(world: World) -> None:
    """Lower what is wanted to the room under the cap on every office that has one."""
    for office in range(len(world.terms.first_in_office)):
        if world.terms.has_cap[office]:
            hold_to_cap(world, office)
