"""Durations and tables on the integer grids, as several kinds of terms need them."""

from simulation.units import NEVER, TICKS_PER_YEAR


def padded(rows: list[list[int]], by: int = NEVER) -> list[list[int]]:
    """Return rows filled up to the same length, at least 1."""
    width = max(1, *(len(row) for row in rows)) if rows else 1
    return [row + [by] * (width - len(row)) for row in rows]


def some_years(value: float) -> int:
    """Return a duration in ticks that may be zero."""
    return round(value * TICKS_PER_YEAR)
