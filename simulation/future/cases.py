"""Cases: when each arrives, where its work falls, how long it lives, how much work it asks for.

Arrivals at a changing rate come by a change of time: a unit-rate Poisson process, the same under every scenario, is
read through the cumulative rate. So growth and surges move cases, they never reshuffle them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from simulation.arm.layout import Layout
from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass
from simulation.config.world import World
from simulation.future.growth import CumulativeRate, monthly_rates
from simulation.luck import Owner, Stream, exponential, key, length_biased_lognormal, lognormal, uniform
from simulation.units import positions, ticks_from_years


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

    def item(self, ordinal: int) -> int:
        """Return the key of an item; the ordinal counts opening items first, then arrivals."""
        return key(self.run, Owner.CASE, ordinal)

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
    is authorised x (1 + opening_unfunded_share): a stated assumption, never an accident of unrelated guesses.
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
    cases = sum(opening_items(c, layout.regions[region]) * c.bundle_cases for c in classes)
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
    ordinal = 0
    for cell, count in zip(source.cells, apportion(source.opening_items, source.weights), strict=True):
        for _ in range(count):
            item = source.item(ordinal)
            remaining = source.remaining_life(uniform(item, Stream.CASE_LIFE), uniform(item, Stream.CASE_AGE))
            yield Case(0, remaining, cell, source.load)
            ordinal += 1


def arriving_cases(source: Source, calendar: Calendar) -> Iterator[Case]:
    """Yield the items that arrive within the period, in order."""
    bundle = source.cases.bundle_cases
    rates = [rate / bundle for rate in monthly_rates(source.cases, source.region, calendar)]
    cumulative = CumulativeRate(rates, calendar.boundaries)
    bounds = list(accumulate(source.weights))
    expected, ordinal = 0.0, source.opening_items
    while True:
        item = source.item(ordinal)
        expected += exponential(uniform(item, Stream.CASE_GAP))
        if expected >= cumulative.total:
            return
        opens = cumulative.tick(expected)
        cell = source.cells[bisect_right(bounds, uniform(item, Stream.CASE_UNIT) * bounds[-1])]
        yield Case(opens, opens + source.life(uniform(item, Stream.CASE_LIFE)), cell, source.load)
        ordinal += 1
