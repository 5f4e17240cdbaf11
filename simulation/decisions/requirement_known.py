"""What a review knows of the requirement: as it is, or on average since the review before, and where it leads."""

from simulation.rule import rule
from simulation.units import RATIO
from simulation.workforce.accounts import REQUIREMENT
from simulation.workforce.world import World

SCALE = 1 << 16
"""The ratio 1 on the grid of what a trend multiplies a requirement by."""

MOST_GROWTH = 4
"""No trend is believed beyond so many times what is seen."""


@rule
def required_this_year(world: World, cell: int) -> int:
    """Return the integral of a cell's requirement since the year of the run began, in 2**-20 positions x ticks."""
    to_come = world.stocks[cell][REQUIREMENT] * (world.year_end[0] - world.now[0])
    return world.areas[cell][REQUIREMENT] - to_come


@rule
def seen_in(world: World, cell: int) -> int:
    """Return the requirement of a cell as a review sees it, in 2**-20 positions."""
    since = world.now[0] - world.last_review[0]
    if world.terms.sees_mean == 0 or since <= 0:
        return world.stocks[cell][REQUIREMENT]
    return (world.required_before[cell] + required_this_year(world, cell)) // since


@rule
def middle_of_what_is_seen(world: World) -> int:
    """Return the tick that what a review sees stands for: its own, or the middle of the time since the last one."""
    if world.terms.sees_mean == 0:
        return world.now[0]
    return (world.last_review[0] + world.now[0]) // 2


@rule
def led_to(seen: int, before: int, lead: int, span: int) -> int:
    """Return what a trend multiplies a requirement by, in 2**-16, if it goes on for `lead` ticks.

    Parameters
    ----------
    seen, before
        The requirement now and at the review before, in 2**-20 positions.
    lead, span
        How far ahead, and how far apart the two are, in ticks.
    """
    if seen <= 0 or span <= 0:
        return SCALE
    then = seen + (seen - before) * (lead * RATIO // span) // RATIO
    return max(0, min(then, MOST_GROWTH * seen)) * SCALE // seen


@rule
def add_up(world: World) -> None:
    """Add up what is seen by region and function: the trends of small offices are noise, and are not looked at."""
    for place in range(len(world.seen_there)):
        world.seen_before[place] = world.seen_there[place]
        world.seen_there[place] = 0
    for cell in range(len(world.seen)):
        world.seen_there[world.terms.work_place[cell]] += world.seen[cell]


@rule
def look(world: World, effect: int) -> None:
    """Fill `world.seen` with what a review knows of each cell's requirement at the tick its changes take effect.

    The trend is that of the region and function, shared by its cells in proportion. The first review has seen nothing
    before, so it knows of no trend.
    """
    middle = middle_of_what_is_seen(world)
    for cell in range(len(world.stocks)):
        world.seen[cell] = seen_in(world, cell)
        world.required_before[cell] = -required_this_year(world, cell)
    add_up(world)
    if world.terms.follows_trend and world.last_review[0] > 0:
        lead, span = effect - middle, middle - world.seen_middle[0]
        for cell in range(len(world.seen)):
            place = world.terms.work_place[cell]
            scale = led_to(world.seen_there[place], world.seen_before[place], lead, span)
            world.seen[cell] = world.seen[cell] * scale // SCALE
    world.seen_middle[0] = middle
    world.last_review[0] = world.now[0]
