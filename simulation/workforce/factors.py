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
def everywhere(world: World, component: int, month: int) -> int:
    """Return the factor of a component in a month that does not depend on where somebody is."""
    return max(LEAST_FACTOR, world.terms.economy[component][month] * world.incentive[component] // RATIO)


@rule
def expose_all(world: World, step: int) -> None:
    """Add the step just over to the integral of every factor."""
    before, factors, exposed = world.exposed[step - 1], world.factors[step - 1], world.exposed[step]
    length = world.now[0] - world.step_begins[step - 1]
    for row in range(len(factors)):
        exposed[row] = before[row] + factors[row] * length // RATIO


@rule
def begin_step(world: World, month: int, end: int) -> None:
    """Begin a step of the factors that lasts from now to a tick, in a month of the run."""
    step = world.steps[0]
    if step > 0:
        expose_all(world, step)
    factors, components = world.factors[step], world.terms.components
    outside = len(world.stocks) * components
    for component in range(components):
        factors[outside + component] = everywhere(world, component, month)
    for cell in range(len(world.stocks)):
        ratio = overload(world, cell) if step > 0 else 0
        for component in range(components):
            if world.terms.is_moved[component]:
                factor = factors[outside + component] * world.terms.hardship[cell] // RATIO
                if ratio >= world.terms.overload_from[component][0]:
                    factor = factor * overload_factor(world, component, ratio) // RATIO
                factor = max(LEAST_FACTOR, min(factor, world.terms.greatest_factor[component]))
                factors[cell * components + component] = factor
    world.step_begins[step] = world.now[0]
    world.step_ends[0] = end
    world.steps[0] = step + 1
