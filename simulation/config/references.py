"""Does a world fit together: every name used is declared, every share adds up, every position can be filled.

Each check yields findings: a location in the world as written in its file, and what is wrong there. They presuppose a
world that fits its schema. What is said of people has a module of its own, `people_references`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from simulation.config.career_references import check_careers
from simulation.config.demand_references import (
    check_classes,
    check_crisis,
    check_direct,
    check_headquarters,
    check_minimum_manning,
    check_work_changes,
)
from simulation.config.establishment_references import check_establishment
from simulation.config.findings import (
    Finding,
    Location,
    check_governmental,
    check_names,
    groups_of,
    has_headquarters_priorities,
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


def _check_priorities(world: World) -> Iterator[Finding]:
    """Headquarters must have set a priority if it is the one to set them."""
    if world.assignment.priorities == "headquarters" and not has_headquarters_priorities(world):
        message = "found 'headquarters', but no positions have a headquarters_priority; add some, or write 'own'"
        yield Finding(("assignment", "priorities"), message)


_CHECKS: Final[tuple[Callable[[World], Iterator[Finding]], ...]] = (
    _check_levels,
    _check_unit_names,
    _check_components,
    check_attrition,
    check_freezes,
    _check_positions,
    _check_priorities,
    check_certification,
    check_courses,
    check_accession_plans,
    check_temporary_positions,
    check_careers,
    check_establishment,
    check_headquarters,
    check_classes,
    check_crisis,
    check_work_changes,
    check_direct,
    check_minimum_manning,
)
