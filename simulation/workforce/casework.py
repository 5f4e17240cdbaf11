"""Casework: items of demand, open and closed, and the work they ask for."""

from simulation.events import CASE_CLOSED, CASE_OPENED
from simulation.rule import rule
from simulation.units import RATIO
from simulation.workforce.accounts import emit, require
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def work_required(world: World, cell: int, factor: int) -> int:
    """Return what open cases ask of a cell at a work factor, in 2**-20 positions; at 1 it is the work itself."""
    return world.case_work[cell] * factor // RATIO


@rule
def ask(world: World, cell: int, load: int) -> None:
    """Change the work that open cases ask of a cell."""
    factor = world.work_factor[world.terms.cell_function[cell]]
    before = work_required(world, cell, factor)
    world.case_work[cell] += load
    require(world, cell, work_required(world, cell, factor) - before)


@rule
def open_case(world: World, case: int, place: int) -> None:
    """Note that an item has arrived."""
    emit(world, CASE_OPENED, case, NOWHERE, place)


@rule
def close_case(world: World, case: int, place: int) -> None:
    """Note that an item is done with."""
    emit(world, CASE_CLOSED, case, NOWHERE, place)


@rule
def rescale(world: World, function: int, before: int) -> None:
    """Reckon the work of all open cases of a function anew: the factor on it was `before`, in 1/4096."""
    for cell in range(len(world.case_work)):
        if world.terms.cell_function[cell] == function:
            change = work_required(world, cell, world.work_factor[function]) - work_required(world, cell, before)
            require(world, cell, change)
