"""Cases: when each arrives, where its work falls, how long it lives, how much work it asks for.

Arrivals at a changing rate come by a change of time: a unit-rate Poisson process, the same under every scenario, is
read through the cumulative rate. So growth and surges move cases, they never reshuffle them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from simulation.arm.layout import Layout
from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass
from simulation.config.world import World
from simulation.future.growth import CumulativeRate, monthly_rates
from simulation.luck import Owner, Stream, exponential, key, keys, length_biased_lognormal, lognormal, uniforms
from simulation.units import positions, ticks_from_years

BLOCK = 256
"""Arrivals whose luck is drawn at a time; items are numbered with those open on the first day first."""


class Case(NamedTuple):
    """One demand item."""

    opens: int
    """Tick of arrival; 0 for those open on the first day."""

    closes: int
    """Tick of closure."""

    cell: int
    """Cell whose work it is."""

    load: int
    """Position-equivalents of work while it is open, on the grid of 2**-20."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where cases of one class in one region come from, and where their work falls."""

    cases: CaseClass
    """What the world says of the class."""

    region: str
    """Name of the region."""

    run: int
    """Key of the source in this replication."""

    cells: tuple[int, ...]
    """Cells that do the work."""

    weights: tuple[int, ...]
    """Share of the work that falls on each, as opening positions."""

    load: int
    """Position-equivalents of work that one item asks for."""

    def life(self, u: float) -> int:
        """Return the life in ticks of a new item at quantile `u`."""
        return ticks_from_years(lognormal(self.cases.life_mean_years.value, self.cases.life_cv.value, u))

    def remaining_life(self, u: float, age: float) -> int:
        """Return the remaining life in ticks of an item found open: a uniform part of a length-biased life."""
        whole = length_biased_lognormal(self.cases.life_mean_years.value, self.cases.life_cv.value, u)
        return ticks_from_years(whole * age)

    @property
    def opening_items(self) -> int:
        """Items open on the first day."""
        return opening_items(self.cases, self.region)


def opening_items(cases: CaseClass, region: str) -> int:
    """Return the items of a class open in a region on the first day."""
    return round(cases.opening_cases.value * cases.region_shares.value.get(region, 0.0) / cases.bundle_cases)


def apportion(total: int, weights: tuple[int, ...]) -> list[int]:
    """Return whole shares of `total` in proportion to `weights`, by largest remainder; ties go to the first.

    Examples
    --------
    >>> apportion(10, (1, 1, 1))
    [4, 3, 3]
    """
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def case_load(world: World, layout: Layout, region: int, function: str) -> float:
    """Return the positions of work that one case asks for in a region.

    It is set so that on the first day the requirement for a function in a region, direct requirement included, is what
    is authorised x (1 + opening_unfunded_share): a stated assumption, never an accident of unrelated guesses. Where
    nothing is open on the first day, the stock that new cases build up to at the start rate takes its place.
    """
    number = layout.functions.index(function)
    authorised = layout.authorised()
    mine = [i for i, cell in enumerate(layout.cells) if (cell.region, cell.function) == (region, number)]
    wanted = sum(authorised[i] for i in mine) * (1.0 + world.demand.opening_unfunded_share.value)
    for direct in world.demand.direct:
        if (direct.region, direct.function) == (layout.regions[region], function):
            units = len(layout.units_of(direct.region, direct.unit))
            wanted -= direct.on(world.time.start) * units
    classes = [c for c in world.demand.case_classes.values() if c.function == function]
    name = layout.regions[region]
    cases: float = sum(opening_items(c, name) * c.bundle_cases for c in classes)
    if not cases:
        shares = [c.region_shares.value.get(name, 0.0) * c.life_mean_years.value for c in classes]
        cases = sum(c.new_cases_per_year.value * share for c, share in zip(classes, shares, strict=True))
    return max(0.0, wanted) / cases if cases else 0.0


def sources(world: World, layout: Layout, run: int) -> Iterator[Source]:
    """Yield the sources of cases of a world, class by class and region by region."""
    authorised = layout.authorised()
    for number, cases in enumerate(world.demand.case_classes.values()):
        function = layout.functions.index(cases.function)
        for region, name in enumerate(layout.regions):
            cells = [i for i, cell in enumerate(layout.cells) if (cell.region, cell.function) == (region, function)]
            cells = [cell for cell in cells if authorised[cell]]
            if cells:
                yield Source(
                    cases,
                    name,
                    key(run, Owner.DEMAND, number, region),
                    tuple(cells),
                    tuple(authorised[cell] for cell in cells),
                    positions(case_load(world, layout, region, cases.function) * cases.bundle_cases),
                )


def opening_cases(source: Source) -> Iterator[Case]:
    """Yield the items open on the first day: as many as stated, spread by weight, in stationary ages."""
    items = keys(source.run, Owner.CASE, 0, source.opening_items)
    shares = apportion(source.opening_items, source.weights)
    cells = chain.from_iterable(repeat(cell, count) for cell, count in zip(source.cells, shares, strict=True))
    lives, ages = uniforms(items, Stream.CASE_LIFE), uniforms(items, Stream.CASE_AGE)
    for cell, life, age in zip(cells, lives, ages, strict=True):
        yield Case(0, source.remaining_life(life, age), cell, source.load)


def arriving_cases(source: Source, calendar: Calendar) -> Iterator[Case]:
    """Yield the items that arrive within the period, in order."""
    bundle = source.cases.bundle_cases
    rates = [rate / bundle for rate in monthly_rates(source.cases, source.region, calendar)]
    cumulative = CumulativeRate(rates, calendar.boundaries)
    bounds = list(accumulate(source.weights))
    expected = 0.0
    for gap, unit, life in luck_of_arrivals(source):
        expected += exponential(gap)
        if expected >= cumulative.total:
            return
        opens = cumulative.tick(expected)
        cell = source.cells[bisect_right(bounds, unit * bounds[-1])]
        yield Case(opens, opens + source.life(life), cell, source.load)


def luck_of_arrivals(source: Source) -> Iterator[tuple[float, float, float]]:
    """Yield the draws for gap, unit and life of one arrival after the other, without end."""
    first = source.opening_items
    while True:
        items = keys(source.run, Owner.CASE, first, BLOCK)
        streams = (Stream.CASE_GAP, Stream.CASE_UNIT, Stream.CASE_LIFE)
        yield from zip(*(uniforms(items, stream) for stream in streams), strict=True)
        first += BLOCK
