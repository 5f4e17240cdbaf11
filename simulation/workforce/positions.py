"""Positions: funded jobs, what they require, and what is on its way to an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.events import POSITION_ABOLISHED, POSITION_CREATED
from simulation.rule import rule
from simulation.units import ONE
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

if TYPE_CHECKING:
    from simulation.workforce.world import World

NOT_EMPTY = -1


class Position:
    """One funded job."""

    __slots__ = (
        "authorised",
        "cell",
        "component",
        "earlier",
        "function",
        "group",
        "hires",
        "inbound",
        "incumbent",
        "key",
        "level",
        "next",
        "place",
        "pool",
        "previous",
        "priority",
        "region",
        "requisitions",
        "searching",
        "serial",
        "since",
        "slot",
        "stage",
        "tour",
    )

    def __init__(self, serial: int, key: int) -> None:
        self.serial = serial
        """Serial number, which settles ties."""
        self.key = key
        """Luck."""
        self.cell = 0
        """Cell it belongs to."""
        self.group = 0
        """Group it belongs to."""
        self.region = 0
        """Region of its unit, which owns whoever holds it."""
        self.function = 0
        """Kind of work."""
        self.place = 0
        """Region x function x component, for counting."""
        self.level = 0
        """Certification level required."""
        self.component = 0
        """Kind of employment."""
        self.tour = 0
        """Tour kind."""
        self.priority = 0
        """1 is served before 2."""
        self.slot = 0
        """Ordinal among the positions of its cell and component."""
        self.authorised = 0
        """1 while the position exists."""
        self.incumbent = NOWHERE
        """Person in post."""
        self.inbound = NOWHERE
        """Person selected for it."""
        self.stage = NOT_EMPTY
        """What is on its way while it is empty: the measure that counts it, `NOT_EMPTY` otherwise."""
        self.since = 0
        """Tick at which it fell empty."""
        self.searching = 0
        """1 while a requisition for it is open."""
        self.requisitions = 0
        """Requisitions ever opened for it."""
        self.hires = 0
        """People ever hired for it."""
        self.earlier = NOWHERE
        """Position made before it in its cell."""
        self.pool = NOWHERE
        self.next = NOWHERE
        self.previous = NOWHERE


@rule
def open_pool(world: World, region: int, component: int, requisition: int) -> int:
    """Return the pool of open positions of a region and component, with a requisition open (1) or without (0)."""
    return (requisition * world.regions + region) * world.components + component


@rule
def set_stage(world: World, number: int, stage: int) -> None:
    """Say what is on its way to an empty position; with nobody selected it can be found by whoever looks for a post."""
    position = world.positions[number]
    if position.pool != NOWHERE:
        leave(world.positions, world.position_heads, world.position_tails, number)
    if position.stage == NOT_EMPTY and stage != NOT_EMPTY:
        adjust_staff(world, position, EMPTY, ONE)
        position.since = world.now[0]
    if position.stage != NOT_EMPTY and stage == NOT_EMPTY:
        adjust_staff(world, position, EMPTY, -ONE)
    if position.stage != NOT_EMPTY:
        adjust(world, position.cell, position.stage, -ONE)
    if stage != NOT_EMPTY:
        adjust(world, position.cell, stage, ONE)
    position.stage = stage
    if stage in (NOTHING, REQUISITION_OPEN):
        pool = open_pool(world, position.region, position.component, 1 if stage == REQUISITION_OPEN else 0)
        join(world.positions, world.position_heads, world.position_tails, pool, number)


@rule
def authorise(world: World, number: int) -> None:
    """Bring a position into existence, or back; someone still in it is no longer in excess."""
    position = world.positions[number]
    position.authorised = 1
    adjust_staff(world, position, AUTHORISED, ONE)
    emit(world, POSITION_CREATED, NOWHERE, number, position.place)
    if position.incumbent == NOWHERE:
        set_stage(world, number, NOTHING)
    else:
        adjust_staff(world, position, EXCESS, -ONE)


@rule
def abolish(world: World, number: int) -> None:
    """End a position that nobody is selected for; someone in it is in excess until leaving."""
    position = world.positions[number]
    position.authorised = 0
    adjust_staff(world, position, AUTHORISED, -ONE)
    emit(world, POSITION_ABOLISHED, NOWHERE, number, position.place)
    if position.incumbent == NOWHERE:
        set_stage(world, number, NOT_EMPTY)
    else:
        adjust_staff(world, position, EXCESS, ONE)
