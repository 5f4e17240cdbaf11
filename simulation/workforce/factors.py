"""Factors of hazards: overwork, hardship, the labour market and incentives, in steps that begin at month starts."""

from simulation.rule import rule
from simulation.units import NEVER, RATIO
from simulation.workforce.accounts import EFFECTIVE, REQUIREMENT
from simulation.workforce.world import World

LEAST_FACTOR = RATIO // 64
"""Least product of all factors; with less, a budget divided by it would not fit 63 bits."""

MOST_OVERLOAD = 100 * RATIO
"""Overload counted at most; an empty cell with work to do has this."""


@rule
def overload(world: World, cell: int) -> int:
    """Return requirement / effective of a cell since the last month start, in 1/4096, and begin the next month."""
    last = world.month_areas[cell]
    to_come = world.year_end[0] - world.now[0]
    required = world.areas[cell][REQUIREMENT] - world.stocks[cell][REQUIREMENT] * to_come
    effective = world.areas[cell][EFFECTIVE] - world.stocks[cell][EFFECTIVE] * to_come
    work, done = (required - last[0]) >> 16, (effective - last[1]) >> 16
    last[0], last[1] = required, effective
    if done <= 0:
        return MOST_OVERLOAD if work > 0 else 0
    return min(MOST_OVERLOAD, work * RATIO // done)


@rule
def overload_factor(world: World, component: int, ratio: int) -> int:
    """Return the factor of an overload."""
    begins, factors = world.terms.overload_from[component], world.terms.overload_factor[component]
    factor = RATIO
    for band in range(len(begins)):
        if begins[band] != NEVER and ratio >= begins[band]:
            factor = factors[band]
    return factor


@rule
def begin_step(world: World, month: int, end: int) -> None:
    """Begin a step of the factors that lasts from now to a tick, in a month of the run."""
    step = world.steps[0]
    components = world.terms.components
    for row in range(len(world.factors[0])):
        if step > 0:
            length = world.now[0] - world.step_begins[step - 1]
            gained = world.factors[step - 1][row] * length // RATIO
            world.exposed[step][row] = world.exposed[step - 1][row] + gained
        component = row % components
        factor = world.terms.economy[component][month] * world.incentive[component] // RATIO
        world.factors[step][row] = max(LEAST_FACTOR, factor)
    for cell in range(len(world.stocks)):
        ratio = overload(world, cell) if step > 0 else 0
        for component in range(components):
            row = cell * components + component
            factor = world.factors[step][row] * world.terms.hardship[cell] // RATIO
            factor = factor * overload_factor(world, component, ratio) // RATIO
            world.factors[step][row] = max(LEAST_FACTOR, min(factor, world.terms.greatest_factor[component]))
    world.step_begins[step] = world.now[0]
    world.step_ends[0] = end
    world.steps[0] = step + 1
