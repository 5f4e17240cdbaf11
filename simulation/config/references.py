"""Does a world fit together: every name used is declared, every share adds up, every position can be filled.

Each check yields findings: a location in the world as written in its file, and what is wrong there. They presuppose a
world that fits its schema. What is said of people has a module of its own, `people_references`.
"""

from collections.abc import Callable, Iterable, Iterator
from math import fsum
from typing import Final

from simulation.config.demand import CaseClass
from simulation.config.findings import (
    FIRST_YEAR,
    LAST_YEAR,
    Finding,
    Location,
    check_before_end,
    check_day,
    check_governmental,
    check_names,
    check_unit,
    groups_of,
    unknown,
)
from simulation.config.people_references import (
    check_accession_plans,
    check_attrition,
    check_certification,
    check_courses,
    check_freezes,
    check_temporary_positions,
)
from simulation.config.positions import unit_names
from simulation.config.tree import KEY
from simulation.config.world import PositionGroup, World

SHARES_TOLERANCE: Final = 1e-6
"""How far shares that should add up to 1 may be off."""


def check_world(world: World) -> Iterator[Finding]:
    """Yield all that does not fit together in a world."""
    for check in _CHECKS:
        yield from check(world)


def _check_levels(world: World) -> Iterator[Finding]:
    for index, level in enumerate(world.levels):
        if level in world.levels[:index]:
            yield Finding(("levels", index), f"level '{level}' is named twice; keep one")


def _check_unit_names(world: World) -> Iterator[Finding]:
    """Units alike are numbered, and no other unit may have such a name: rosters and tables would mix them up."""
    for region, section in world.regions.items():
        owners: dict[str, str] = {}
        for kind, unit in section.units.items():
            for name in unit_names(kind, unit.count):
                other = owners.setdefault(name, kind)
                if other != kind:
                    message = f"a unit '{name}' is here and under '{other}'; rename one of them"
                    yield Finding(("regions", region, "units", kind, KEY), message)


def _check_components(world: World) -> Iterator[Finding]:
    for name, component in world.components.items():
        here = ("components", name)
        if component.entry_level not in world.levels:
            yield Finding((*here, "entry_level"), unknown("level", component.entry_level, world.levels))
        low, high = component.entry_service_years
        if low > high:
            yield Finding((*here, "entry_service_years"), f"found {low:g} before {high:g}; write the lower year first")


def _check_positions(world: World) -> Iterator[Finding]:
    declared: dict[str, Iterable[str]] = {
        "function": world.functions,
        "component": world.components,
        "level": world.levels,
        "tour": world.tours,
    }
    for here, group in groups_of(world):
        yield from check_names(group, declared, here)
        yield from check_governmental(group.component, group.function, world, (*here, "component"))
        yield from _check_rotation(group, world, here)
        yield from _check_holders(group, world, here)


def _check_rotation(group: PositionGroup, world: World, here: Location) -> Iterator[Finding]:
    """Who never moves cannot have a tour that ends."""
    if group.component not in world.components or group.tour not in world.tours:
        return
    if not world.components[group.component].rotates and world.tours[group.tour].months is not None:
        message = (
            f"'{group.component}' does not rotate, and '{group.tour}' has a planned end; name a tour without months"
        )
        yield Finding((*here, "tour"), message)


def _check_holders(group: PositionGroup, world: World, here: Location) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, holder in enumerate(group.may_fill):
        where = (*here, "may_fill", index)
        if holder.component in seen:
            yield Finding((*where, "component"), f"component '{holder.component}' is named twice; keep one")
        seen.add(holder.component)
        yield from check_names(holder, {"component": world.components}, where)
        yield from check_governmental(holder.component, group.function, world, (*where, "component"))
        if holder.component == group.component and not holder.levels_below:
            message = "their own component may hold them anyway; give levels_below and output, or leave the entry out"
            yield Finding((*where, "component"), message)
        below = world.levels.index(group.level) if group.level in world.levels else holder.levels_below
        if holder.levels_below > below:
            message = f"found {holder.levels_below}; expected at most {below}, the levels below '{group.level}'"
            yield Finding((*where, "levels_below"), message)


def _check_classes(world: World) -> Iterator[Finding]:
    for name, case_class in world.demand.case_classes.items():
        here = ("demand", "case_classes", name)
        yield from check_names(case_class, {"function": world.functions}, here)
        yield from _check_shares(world, case_class, (*here, "region_shares", "value"))
        for index, surge in enumerate(case_class.surges):
            where = (*here, "surges", index)
            yield from check_names(surge, {"region": world.regions}, where)
            yield from check_day(surge.start, (*where, "from"))
            yield from check_before_end(surge.start, world, (*where, "from"))


def _check_shares(world: World, case_class: CaseClass, here: Location) -> Iterator[Finding]:
    shares = case_class.region_shares.value
    total = fsum(shares.values())
    if abs(total - 1.0) > SHARES_TOLERANCE:
        yield Finding(here, f"the shares add up to {total:.6g}; expected 1")
    for region, share in shares.items():
        if region not in world.regions:
            yield Finding((*here, region, KEY), unknown("region", region, world.regions))
        elif share > 0 and case_class.function in world.functions and not _does(world, region, case_class.function):
            message = f"no unit of '{region}' has positions in '{case_class.function}'; add some, or make the share 0"
            yield Finding((*here, region), message)


def _does(world: World, region: str, function: str) -> bool:
    units = world.regions[region].units.values()
    return any(group.function == function for unit in units for group in unit.positions)


def _check_direct(world: World) -> Iterator[Finding]:
    for index, direct in enumerate(world.demand.direct):
        here = ("demand", "direct", index)
        yield from check_unit(direct, world, here)
        yield from check_names(direct, {"function": world.functions}, here)
        for year in direct.positions_by_fiscal_year:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                message = f"found {year}; expected a fiscal year between {FIRST_YEAR} and {LAST_YEAR}"
                yield Finding((*here, "positions_by_fiscal_year", year, KEY), message)


_CHECKS: Final[tuple[Callable[[World], Iterator[Finding]], ...]] = (
    _check_levels,
    _check_unit_names,
    _check_components,
    check_attrition,
    check_freezes,
    _check_positions,
    check_certification,
    check_courses,
    check_accession_plans,
    check_temporary_positions,
    _check_classes,
    _check_direct,
)
