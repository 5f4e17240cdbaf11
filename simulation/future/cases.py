"""Cases: when each arrives, where its work falls, how long each phase of it lasts, how much work it asks for.

Arrivals at a changing rate come by a change of time: a unit-rate Poisson process, the same under every scenario, is
read through the cumulative rate. So growth, seasons, surges and crises move cases, they never reshuffle them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from simulation.arm.layout import Layout
from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass, Phase
from simulation.config.world import World
from simulation.future.calibration import (
    Workload,
    apportion,
    effort,
    interleave,
    items_by_phase,
    opening_items,
    stratum,
    worth,
)
from simulation.future.crisis import Spell, crisis_factors
from simulation.future.growth import yearly_shocks
from simulation.future.rates import CumulativeRate, dispersion_factors, monthly_rates
from simulation.luck import Owner, Stream, exponential, key, keys, length_biased_lognormal, lognormal, uniforms
from simulation.units import positions, ticks_from_years

BLOCK = 256
"""Arrivals whose luck is drawn at a time; items are numbered with those open on the first day first."""


class Stretch(NamedTuple):
    """One phase of one item."""

    ends: int
    """Tick at which it ends."""

    cell: int
    """Cell whose work it is."""

    load: int
    """Position-equivalents of work while it lasts, on the grid of 2**-20."""


class Case(NamedTuple):
    """One demand item."""

    opens: int
    """Tick of arrival; 0 for those open on the first day."""

    closes: int
    """Tick of closure."""

    phases: tuple[Stretch, ...]
    """Its phases in order, the one it is in on the first day first."""

    place: int
    """Where it is counted: its region, and the function of the first phase of its class."""

    value: int
    """What it is worth, in cents; 0 if the world does not say."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where one phase of a source's cases is worked on."""

    phase: Phase
    """What the world says of the phase."""

    cells: tuple[int, ...]
    """Cells that do the work."""

    weights: tuple[int, ...]
    """Share of the work that falls on each, as opening positions."""

    bounds: tuple[int, ...]
    """The same, added up."""

    load: float
    """Positions' worth of work that an item of median value asks for."""

    def length(self, u: float) -> float:
        """Return the length in years, at quantile `u`, of a phase that begins."""
        if self.phase.cv is None:
            return self.phase.mean_years.value * exponential(u)
        return lognormal(self.phase.mean_years.value, self.phase.cv.value, u)

    def remaining(self, u: float, age: float) -> float:
        """Return what is left, in years, of a phase found under way: a uniform part of a length-biased length."""
        if self.phase.cv is None:
            return self.phase.mean_years.value * exponential(u)  # it has no memory
        return length_biased_lognormal(self.phase.mean_years.value, self.phase.cv.value, u) * age

    def cell(self, u: float) -> int:
        """Return the cell at quantile `u`, weighted."""
        return self.cells[bisect_right(self.bounds, u * self.bounds[-1])]

    def spread(self, items: int) -> list[int]:
        """Return the cell of each of so many items, in proportion to weights."""
        shares = apportion(items, self.weights)
        return list(chain.from_iterable(repeat(cell, n) for cell, n in zip(self.cells, shares, strict=True)))


@dataclass(frozen=True, slots=True)
class Source:
    """Where cases of one class in one region come from, and where their work falls."""

    cases: CaseClass
    """What the world says of the class."""

    region: str
    """Name of the region."""

    run: int
    """Key of the source in this replication."""

    place: int
    """Where its cases are counted."""

    works: tuple[Workplace, ...]
    """Phase by phase, where the work is done."""

    rates: tuple[float, ...]
    """Items a year in each month."""

    @property
    def opening_items(self) -> int:
        """Items open on the first day."""
        return opening_items(self.cases, self.region)

    def case(self, opens: int, lengths: Sequence[int], cells: Sequence[int], u: float) -> Case:
        """Return an item with phases of so many ticks, the last ones of its class, whose value is at quantile `u`."""
        works, times = self.works[-len(lengths) :], effort(self.cases.case_value, u)
        ends = accumulate(lengths, initial=opens)
        next(ends)
        phases = tuple(
            Stretch(end, cell, positions(work.load * times)) for end, cell, work in zip(ends, cells, works, strict=True)
        )
        value = worth(self.cases.case_value, u) * self.cases.bundle_cases
        return Case(opens, phases[-1].ends, phases, self.place, value)


def sources(world: World, layout: Layout, run: int, spells: Sequence[Spell] = ()) -> Iterator[Source]:
    """Yield the sources of cases of a world, class by class and region by region.

    Parameters
    ----------
    world, layout
        The world and its numbering.
    run
        Key of the replication.
    spells
        Its crises.
    """
    workload, calendar = Workload(world, layout), Calendar(world.time.start, world.time.end)
    for number, cases in enumerate(world.demand.case_classes.values()):
        shocks = yearly_shocks(run, number, calendar)
        for region, name in enumerate(layout.regions):
            works = workplaces(workload, cases, region)
            if all(work.cells for work in works):
                luck = key(run, Owner.DEMAND, number, region)
                crisis = crisis_factors(world.demand.crisis, name, spells, calendar)
                rates = zip(
                    monthly_rates(cases, name, calendar, shocks),
                    crisis,
                    dispersion_factors(cases, calendar, luck),
                    strict=True,
                )
                yield Source(
                    cases,
                    name,
                    luck,
                    layout.place(region, layout.functions.index(works[0].phase.function), None),
                    works,
                    tuple(rate / cases.bundle_cases * one * other for rate, one, other in rates),
                )


def workplaces(workload: Workload, cases: CaseClass, region: int) -> tuple[Workplace, ...]:
    """Return where each phase of a region's cases is worked on; without cells, where nobody does the work."""
    works = []
    for phase in cases.stretches():
        target = workload.target(region, phase)
        cells = workload.cells(target)
        load = workload.scale(target) * phase.hours_per_month.value * cases.bundle_cases
        weights = tuple(workload.weights(cells))
        works.append(Workplace(phase, tuple(cells), weights, tuple(accumulate(weights)), load))
    return tuple(works)


def opening_cases(source: Source) -> Iterator[Case]:
    """Yield the items open on the first day: as many as stated, spread by weight, in stationary phases and ages."""
    count = source.opening_items
    items = keys(source.run, Owner.CASE, 0, count)
    lives = [uniforms(items, Stream.CASE_LIFE, phase) for phase in range(len(source.works))]
    ages = uniforms(items, Stream.CASE_AGE)
    cells = [work.spread(count) for work in source.works]
    phases = interleave(items_by_phase(source.cases, source.region))
    quantiles = opening_quantiles(phases, uniforms(items, Stream.CASE_VALUE))
    for item, phase in enumerate(phases):
        years = [source.works[phase].remaining(lives[phase][item], ages[item])]
        years += [source.works[later].length(lives[later][item]) for later in range(phase + 1, len(source.works))]
        lengths = [ticks_from_years(length) for length in years]
        yield source.case(0, lengths, [spread[item] for spread in cells[phase:]], quantiles[item])


def opening_quantiles(phases: Sequence[int], luck: Sequence[float]) -> list[float]:
    """Return the quantile of each item's value: evenly spread within each phase, and shuffled by luck.

    So the work of the first day is known, and the same in every replication.
    """
    quantiles = [0.0] * len(phases)
    for phase in set(phases):
        order = sorted((luck[item], item) for item, its in enumerate(phases) if its == phase)
        for rank, (_, item) in enumerate(order):
            quantiles[item] = stratum(rank, len(order))
    return quantiles


def arriving_cases(source: Source, calendar: Calendar) -> Iterator[Case]:
    """Yield the items that arrive within the period, in order."""
    cumulative = CumulativeRate(list(source.rates), calendar.boundaries)
    expected = 0.0
    for gap, unit, value, *lives in luck_of_arrivals(source):
        expected += exponential(gap)
        if expected >= cumulative.total:
            return
        lengths = [ticks_from_years(work.length(life)) for work, life in zip(source.works, lives, strict=True)]
        yield source.case(cumulative.tick(expected), lengths, [work.cell(unit) for work in source.works], value)


def luck_of_arrivals(source: Source) -> Iterator[tuple[float, ...]]:
    """Yield the draws for gap, unit, value and each phase of one arrival after the other, without end."""
    first = source.opening_items
    while True:
        items = keys(source.run, Owner.CASE, first, BLOCK)
        streams = (Stream.CASE_GAP, Stream.CASE_UNIT, Stream.CASE_VALUE)
        draws = [uniforms(items, stream) for stream in streams]
        draws += [uniforms(items, Stream.CASE_LIFE, phase) for phase in range(len(source.works))]
        yield from zip(*draws, strict=True)
        first += BLOCK
