"""Positions: funded jobs, what they require, and what is on its way to an empty one."""

from simulation.events import POSITION_ABOLISHED, POSITION_CREATED
from simulation.rule import rule
from simulation.units import NEVER, ONE
from simulation.workforce.accounts import (
    AUTHORISED,
    EMPTY,
    EXCESS,
    NOTHING,
    REQUISITION_OPEN,
    adjust,
    adjust_staff,
    emit,
)
from simulation.workforce.pools import NOWHERE, join, leave
from simulation.workforce.records import NOT_SOUGHT, Position
from simulation.workforce.world import World


@rule
def open_pool(world: World, region: int, component: int, requisition: int) -> int:
    """Return the pool of open positions of a region and component, with a requisition open (1) or without (0)."""
    return (requisition * world.terms.regions + region) * world.terms.components + component


@rule
def set_stage(world: World, number: int, stage: int) -> None:
    """Say what is on its way to a position; with nobody selected it can be found by whoever looks for a post."""
    position = world.positions[number]
    if position.pool != NOWHERE:
        leave(world.positions, world.position_heads, world.position_tails, number)
    if position.empty:
        adjust(world, position.cell, position.stage, -ONE)
        adjust(world, position.cell, stage, ONE)
    position.stage = stage
    if stage in (NOTHING, REQUISITION_OPEN):
        if stage == NOTHING:
            position.fresh = world.now[0]
        pool = open_pool(world, position.region, position.component, 1 if stage == REQUISITION_OPEN else 0)
        join(world.positions, world.position_heads, world.position_tails, pool, number)


@rule
def seek(world: World, number: int, vacates: int) -> None:
    """Look for a successor in a position that falls empty at a tick."""
    position = world.positions[number]
    position.vacates = position.since = vacates
    position.sought = world.now[0]
    set_stage(world, number, NOTHING)


@rule
def fall_empty(world: World, number: int) -> None:
    """Count a position as empty from now; somebody is looked for, or already on the way."""
    position = world.positions[number]
    if position.stage == NOT_SOUGHT:
        position.sought = world.now[0]
        set_stage(world, number, NOTHING)
    position.empty = 1
    position.vacates = NEVER
    position.since = world.now[0]
    adjust_staff(world, position, EMPTY, ONE)
    adjust(world, position.cell, position.stage, ONE)


@rule
def close_search(world: World, number: int) -> None:
    """End the search for somebody for a position, which is filled or gone."""
    position = world.positions[number]
    if position.empty:
        adjust_staff(world, position, EMPTY, -ONE)
        adjust(world, position.cell, position.stage, -ONE)
        position.empty = 0
    set_stage(world, number, NOT_SOUGHT)


@rule
def count_authorised(world: World, position: Position, by: int) -> None:
    """Count a position more, or less, of its component and of its programme, if it belongs to one."""
    world.authorised_in[position.component] += by
    if position.temporary != NOWHERE:
        world.temporary[position.temporary] += by
        world.temporary_in_cell[position.cell] += by


@rule
def authorise(world: World, number: int) -> None:
    """Bring a position into existence, or back; someone still in it is no longer in excess."""
    position = world.positions[number]
    position.authorised = 1
    adjust_staff(world, position, AUTHORISED, ONE)
    count_authorised(world, position, 1)
    emit(world, POSITION_CREATED, NOWHERE, number, position.place)
    if position.incumbent == NOWHERE:
        fall_empty(world, number)
    else:
        adjust_staff(world, position, EXCESS, -ONE)


@rule
def abolish(world: World, number: int) -> None:
    """End a position that nobody is selected for; someone in it is in excess until leaving."""
    position = world.positions[number]
    position.authorised = 0
    adjust_staff(world, position, AUTHORISED, -ONE)
    count_authorised(world, position, -1)
    emit(world, POSITION_ABOLISHED, NOWHERE, number, position.place)
    close_search(world, number)
    if position.incumbent != NOWHERE:
        adjust_staff(world, position, EXCESS, ONE)
