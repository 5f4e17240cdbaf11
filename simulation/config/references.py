"""Does a world fit together: every name used is declared, every share adds up, every position can be filled.

Each check yields findings: a location in the world as written in its file, and what is wrong there. They presuppose a
world that fits its schema.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Final

from simulation.config.demand import CaseClass
from simulation.config.messages import did_you_mean
from simulation.config.tree import KEY, Key
from simulation.config.world import PositionGroup, World

SHARES_TOLERANCE: Final = 1e-6
"""How far shares that should add up to 1 may be off."""

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a file that fits its schema."""

    location: tuple[Key, ...]
    """Keys and list positions that lead to it; ends in `KEY` if a key is meant."""

    message: str
    """What was found, what was expected, what to do."""


def check_world(world: World) -> Iterator[Finding]:
    """Yield all that does not fit together in a world."""
    for check in _CHECKS:
        yield from check(world)


def unknown(kind: str, name: object, known: Iterable[object]) -> str:
    """Return the message for a name that is not declared."""
    return f"unknown {kind} '{name}'{did_you_mean(name, known)}"


def _check_levels(world: World) -> Iterator[Finding]:
    for index, level in enumerate(world.levels):
        if level in world.levels[:index]:
            yield Finding(("levels", index), f"level '{level}' is named twice; keep one")


def _check_components(world: World) -> Iterator[Finding]:
    for name, component in world.components.items():
        here = ("components", name)
        if component.entry_level not in world.levels:
            yield Finding((*here, "entry_level"), unknown("level", component.entry_level, world.levels))
        low, high = component.entry_service_years
        if low > high:
            yield Finding((*here, "entry_service_years"), f"found {low:g} before {high:g}; write the lower year first")


def _check_attrition(world: World) -> Iterator[Finding]:
    for name, attrition in world.attrition.items():
        if name not in world.components:
            yield Finding(("attrition", name, KEY), unknown("component", name, world.components))
        for cause, table in (("quit", attrition.quit), ("retire", attrition.retire)):
            if table.range_factor is not None and not table.range_factor[0] <= 1 <= table.range_factor[1]:
                low, high = table.range_factor
                message = f"found {low:g} to {high:g}; expected factors on either side of 1, the lower first"
                yield Finding(("attrition", name, cause, "range_factor"), message)
    for name in world.components:
        if name not in world.attrition:
            yield Finding(("attrition", name), "missing key; add one entry for each component")


def _groups(world: World) -> Iterator[tuple[tuple[Key, ...], PositionGroup]]:
    for region, section in world.regions.items():
        for unit, office in section.units.items():
            for index, group in enumerate(office.positions):
                yield ("regions", region, "units", unit, "positions", index), group


def _check_positions(world: World) -> Iterator[Finding]:
    declared: dict[str, Iterable[str]] = {
        "function": world.functions,
        "component": world.components,
        "level": world.levels,
        "tour": world.tours,
    }
    for here, group in _groups(world):
        for kind, known in declared.items():
            name = getattr(group, kind)
            if name not in known:
                yield Finding((*here, kind), unknown(kind, name, known))


def _check_certification(world: World) -> Iterator[Finding]:
    """Every level above what entrants hold must be conferred by some course."""
    order = {level: rank for rank, level in reversed(list(enumerate(world.levels)))}
    highest: dict[str, int] = {}
    for course in world.courses.values():
        highest[course.function] = max(highest.get(course.function, -1), order.get(course.confers, -1))
    for here, group in _groups(world):
        component = world.components.get(group.component)
        if component is None or group.level not in order or component.entry_level not in order:
            continue
        if order[group.level] > max(order[component.entry_level], highest.get(group.function, -1)):
            message = (
                f"nobody can be certified: {group.component} entrants hold '{component.entry_level}', and no course "
                f"in '{group.function}' confers '{group.level}'; add a course or lower the level"
            )
            yield Finding((*here, "level"), message)


def _check_courses(world: World) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for name, course in world.courses.items():
        here = ("courses", name)
        if course.function not in world.functions:
            yield Finding((*here, "function"), unknown("function", course.function, world.functions))
        if course.confers not in world.levels:
            yield Finding((*here, "confers"), unknown("level", course.confers, world.levels))
        other = seen.setdefault((course.function, course.confers), name)
        if other != name:
            message = f"course '{other}' already confers '{course.confers}' in '{course.function}'; keep one"
            yield Finding((*here, KEY), message)
        yield from _check_day(course.first_class, (*here, "first_class"))


def _check_classes(world: World) -> Iterator[Finding]:
    for name, case_class in world.demand.case_classes.items():
        here: tuple[Key, ...] = ("demand", "case_classes", name)
        if case_class.function not in world.functions:
            yield Finding((*here, "function"), unknown("function", case_class.function, world.functions))
        yield from _check_shares(world, case_class, (*here, "region_shares", "value"))
        for index, surge in enumerate(case_class.surges):
            where = (*here, "surges", index)
            if surge.region not in world.regions:
                yield Finding((*where, "region"), unknown("region", surge.region, world.regions))
            yield from _check_day(surge.start, (*where, "from"))
            if surge.start >= world.time.end:
                message = f"found {surge.start}, not before the end of the period simulated ({world.time.end})"
                yield Finding((*where, "from"), message)


def _check_shares(world: World, case_class: CaseClass, here: tuple[Key, ...]) -> Iterator[Finding]:
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
        if direct.region not in world.regions:
            yield Finding((*here, "region"), unknown("region", direct.region, world.regions))
        elif direct.unit not in world.regions[direct.region].units:
            kind = f"unit of {direct.region}"
            yield Finding((*here, "unit"), unknown(kind, direct.unit, world.regions[direct.region].units))
        if direct.function not in world.functions:
            yield Finding((*here, "function"), unknown("function", direct.function, world.functions))
        for year in direct.positions_by_fiscal_year:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                message = f"found {year}; expected a fiscal year between {FIRST_YEAR} and {LAST_YEAR}"
                yield Finding((*here, "positions_by_fiscal_year", year, KEY), message)


def _check_day(day: date, location: tuple[Key, ...]) -> Iterator[Finding]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        yield Finding(location, f"found {day}; expected a date between {FIRST_YEAR} and {LAST_YEAR}")


_CHECKS: Final[tuple[Callable[[World], Iterator[Finding]], ...]] = (
    _check_levels,
    _check_components,
    _check_attrition,
    _check_positions,
    _check_certification,
    _check_courses,
    _check_classes,
    _check_direct,
)
