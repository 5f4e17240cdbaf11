"""Crises: one chain of calm and crisis for the whole world, the same under every policy."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from simulation.calendar_time import Calendar
from simulation.config.growth import Crisis
from simulation.luck import Owner, Stream, exponential, key, uniform
from simulation.units import TICKS_PER_YEAR, ticks_from_years


class Spell(NamedTuple):
    """One crisis."""

    begins: int
    """Tick at which it begins."""

    ends: int
    """Tick at which it ends, at the latest that of the horizon."""


def crises(crisis: Crisis | None, calendar: Calendar, run: int) -> tuple[Spell, ...]:
    """Return the crises of a replication, in order.

    Calm and crisis alternate, each for an exponential time: a Markov chain in continuous time with two states.
    """
    if crisis is None:
        return ()
    luck = key(run, Owner.CRISIS)
    begins, ends = crisis.begins_per_year.value, crisis.ends_per_year.value
    there = crisis.first_day == "stationary" and uniform(luck, Stream.CRISIS_ON_FIRST_DAY) * (begins + ends) < begins
    found, now, turn = [], 0, 0
    while now < calendar.horizon:
        rate = ends if there else begins
        wait = exponential(uniform(luck, Stream.CRISIS, turn))
        outlasts = wait * TICKS_PER_YEAR >= rate * calendar.horizon
        until = calendar.horizon if outlasts else min(now + ticks_from_years(wait / rate), calendar.horizon)
        if there:
            found.append(Spell(now, until))
        now, turn, there = until, turn + 1, not there
    return tuple(found)


def crisis_factors(crisis: Crisis | None, region: str, spells: Sequence[Spell], calendar: Calendar) -> list[float]:
    """Return the factor of crises on new cases of a region in each month: it counts for their share of the month."""
    factor = crisis.region_factors.value.get(region, 1.0) if crisis else 1.0
    return [1.0 + (factor - 1.0) * _share(spells, begin, end) for begin, end in pairwise(calendar.boundaries)]


def _share(spells: Sequence[Spell], begin: int, end: int) -> float:
    """Return the share of a stretch of time that lies in one of the spells."""
    within = (min(end, spell.ends) - max(begin, spell.begins) for spell in spells)
    return sum(ticks for ticks in within if ticks > 0) / (end - begin)
