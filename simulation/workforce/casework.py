"""Casework: items of demand, open and closed."""

from simulation.events import CASE_CLOSED, CASE_OPENED
from simulation.rule import rule
from simulation.workforce.accounts import emit, require
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World


@rule
def open_case(world: World, case: int, cell: int, load: int) -> None:
    """Open an item: its work is required from now."""
    require(world, cell, load)
    emit(world, CASE_OPENED, case, NOWHERE, world.terms.work_place[cell])


@rule
def close_case(world: World, case: int, cell: int, load: int) -> None:
    """Close an item: its work is no longer required."""
    require(world, cell, -load)
    emit(world, CASE_CLOSED, case, NOWHERE, world.terms.work_place[cell])
