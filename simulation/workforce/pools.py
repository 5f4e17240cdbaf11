"""Pools: explicit queues, as chains through the records themselves; who goes first is decided by rules."""

from typing import Any

from simulation.rule import rule

NOWHERE = -1


@rule
def join(records: Any, heads: list[int], tails: list[int], pool: int, member: int) -> None:
    """Add a member at the end of a pool."""
    record = records[member]
    record.pool = pool
    record.previous = tails[pool]
    record.next = NOWHERE
    if tails[pool] == NOWHERE:
        heads[pool] = member
    else:
        records[tails[pool]].next = member
    tails[pool] = member


@rule
def leave(records: Any, heads: list[int], tails: list[int], member: int) -> None:
    """Take a member out of the pool it is in."""
    record = records[member]
    pool = record.pool
    if record.previous == NOWHERE:
        heads[pool] = record.next
    else:
        records[record.previous].next = record.next
    if record.next == NOWHERE:
        tails[pool] = record.previous
    else:
        records[record.next].previous = record.previous
    record.pool = NOWHERE
