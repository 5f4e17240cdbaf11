"""How much work a case asks for: so much that the first day's requirement is what the world states.

One scale for each region and function turns the hours that phases name into positions, whichever classes and phases
put work there. So hours matter only by their ratios.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum
from typing import Final

from simulation.arm.layout import Layout, minimum_manning
from simulation.config.demand import CaseClass, Phase, Value
from simulation.config.world import World
from simulation.luck import STANDARD_NORMAL
from simulation.units import ticks_from_years

Target = tuple[int, int]
"""A region and a function, by index."""

CENTS: Final = 100
"""Cents in a dollar."""


@dataclass(frozen=True)
class Workload:
    """What the cases of a world ask for, region by region.

    Parameters
    ----------
    world, layout
        The world and its numbering.
    """

    world: World
    layout: Layout

    def cells(self, target: Target) -> list[int]:
        """Return the cells of a region and a function that have positions on the first day."""
        return [i for i in self._cells_of(target) if self._authorised[i]]

    def weights(self, cells: list[int]) -> list[int]:
        """Return the share of the work that falls on each cell, as opening positions."""
        return [self._authorised[cell] for cell in cells]

    def target(self, region: int, phase: Phase) -> Target:
        """Return where a phase of a region's cases is worked on."""
        return (region if phase.where == "unit" else self._headquarters), self.layout.functions.index(phase.function)

    def scale(self, target: Target) -> float:
        """Return the positions that an hour a month stands for in a region and a function.

        It is set so that on the first day the requirement, minimum manning and manning documents included, is what is
        authorised x (1 + opening_unfunded_share): a stated assumption, never an accident of unrelated guesses. Where
        nothing is open on the first day, the stock that new cases build up to at the start rate takes its place.
        """
        hours = self._opening_hours.get(target, 0.0) or self._expected_hours.get(target, 0.0)
        return max(0.0, self._left_for_cases(target)) / hours if hours else 0.0

    @cached_property
    def _authorised(self) -> list[int]:
        return self.layout.authorised()

    @cached_property
    def _headquarters(self) -> int:
        return next((i for i, region in enumerate(self.world.regions.values()) if region.headquarters), 0)

    def _cells_of(self, target: Target) -> list[int]:
        return [i for i, cell in enumerate(self.layout.cells) if (cell.region, cell.function) == target]

    def _left_for_cases(self, target: Target) -> float:
        """Return the positions' worth of work that cases are to ask for on the first day."""
        region, function = self.layout.regions[target[0]], self.layout.functions[target[1]]
        wanted = sum(self._authorised[i] for i in self._cells_of(target)) * (
            1.0 + self.world.demand.opening_unfunded_share.value
        )
        for direct in self.world.demand.direct:
            if (direct.region, direct.function) == (region, function):
                units = len(self.layout.units_of(direct.region, direct.unit))
                wanted -= direct.on(self.world.time.start) * units
        for unit in self.layout.units:
            if unit.region == target[0]:
                wanted -= minimum_manning(self.world, unit, self.layout.regions).get(function, 0.0)
        return wanted

    @cached_property
    def _opening_hours(self) -> Mapping[Target, float]:
        """Return the hours a month that open cases ask for on the first day, by target: known, never drawn."""
        hours: dict[Target, float] = {}
        for cases, region, name in self._sources():
            phases = cases.stretches()
            for phase, items in zip(phases, items_by_phase(cases, name), strict=True):
                target = self.target(region, phase)
                each = phase.hours_per_month.value * mean_effort(cases.case_value, items)
                hours[target] = hours.get(target, 0.0) + items * cases.bundle_cases * each
        return hours

    @cached_property
    def _expected_hours(self) -> Mapping[Target, float]:
        """Return the hours a month that new cases come to ask for at the start rate, by target."""
        hours: dict[Target, float] = {}
        for cases, region, name in self._sources():
            for phase in cases.stretches():
                target = self.target(region, phase)
                stay = cases.region_shares.value.get(name, 0.0) * phase.mean_years.value
                each = phase.hours_per_month.value * mean_effort(cases.case_value)
                hours[target] = hours.get(target, 0.0) + cases.new_cases_per_year.value * stay * each
        return hours

    def _sources(self) -> Iterator[tuple[CaseClass, int, str]]:
        """Yield every class in every region."""
        for cases in self.world.demand.case_classes.values():
            for region, name in enumerate(self.layout.regions):
                yield cases, region, name


def opening_items(cases: CaseClass, region: str) -> int:
    """Return the items of a class open in a region on the first day."""
    return round(cases.opening_cases.value * cases.region_shares.value.get(region, 0.0) / cases.bundle_cases)


def items_by_phase(cases: CaseClass, region: str) -> list[int]:
    """Return the items in each phase on the first day: in proportion to mean lengths, as in a stationary stock."""
    lengths = tuple(ticks_from_years(phase.mean_years.value) for phase in cases.stretches())
    return apportion(opening_items(cases, region), lengths)


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


def interleave(counts: list[int]) -> list[int]:
    """Return an even mixture of so many of each kind: at any point each has its share, to one.

    Examples
    --------
    >>> interleave([4, 2])
    [0, 1, 0, 0, 1, 0]
    """
    total, given = sum(counts), [0] * len(counts)
    mixture = []
    for place in range(1, total + 1):
        behind = [place * count - total * so_far for count, so_far in zip(counts, given, strict=True)]
        kind = behind.index(max(behind))
        given[kind] += 1
        mixture.append(kind)
    return mixture


def effort(value: Value | None, u: float) -> float:
    """Return what the work on a case of value at quantile `u` is multiplied by: (value / median) ** elasticity."""
    if value is None:
        return 1.0
    return exp(value.effort_elasticity.value * value.sigma.value * STANDARD_NORMAL.inv_cdf(u))


def worth(value: Value | None, u: float) -> int:
    """Return the value of a case at quantile `u`, in cents; 0 if the world does not say what cases are worth."""
    if value is None:
        return 0
    return round(CENTS * value.median_dollars.value * exp(value.sigma.value * STANDARD_NORMAL.inv_cdf(u)))


def mean_effort(value: Value | None, items: int = 0) -> float:
    """Return the mean effort of so many items at evenly spread quantiles; that of the whole law for none."""
    if value is None:
        return 1.0
    if items:
        return fsum(effort(value, stratum(rank, items)) for rank in range(items)) / items
    spread = value.effort_elasticity.value * value.sigma.value
    return exp(spread * spread / 2)


def stratum(rank: int, items: int) -> float:
    """Return the middle of a stratum, as a quantile."""
    return (rank + 0.5) / items
