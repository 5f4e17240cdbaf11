"""What a check of something that fits its schema yields, and what all such checks share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from simulation.config.demand import DirectRequirement
from simulation.config.messages import did_you_mean
from simulation.config.training import Instructors
from simulation.config.tree import Key
from simulation.config.world import PositionGroup, World

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

Location = tuple[Key, ...]
"""Keys and list positions that lead to a place in a file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a file that fits its schema."""

    location: Location
    """Where; ends in `KEY` if a key is meant."""

    message: str
    """What was found, what was expected, what to do."""


def unknown(kind: str, name: object, known: Iterable[object]) -> str:
    """Return the message for a name that is not declared."""
    return f"unknown {kind} '{name}'{did_you_mean(name, known)}"


def check_names(section: object, declared: Mapping[str, Iterable[str]], here: Location) -> Iterator[Finding]:
    """Yield the names behind a section's keys that are not declared; a key left out names nothing."""
    for key, known in declared.items():
        name = getattr(section, key)
        if name is not None and name not in known:
            yield Finding((*here, key), unknown(key, name, known))


def check_unit(section: DirectRequirement | Instructors, world: World, here: Location) -> Iterator[Finding]:
    """Yield a region that is not declared, or a unit that the region has not."""
    if section.region not in world.regions:
        yield Finding((*here, "region"), unknown("region", section.region, world.regions))
    elif section.unit not in (units := world.regions[section.region].units):
        yield Finding((*here, "unit"), unknown(f"unit of {section.region}", section.unit, units))


def check_day(day: date, location: Location) -> Iterator[Finding]:
    """Yield a date so far away that it must be a slip."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        yield Finding(location, f"found {day}; expected a date between {FIRST_YEAR} and {LAST_YEAR}")


def check_before_end(day: date, world: World, location: Location) -> Iterator[Finding]:
    """Yield a date that the period simulated does not reach."""
    if day >= world.time.end:
        yield Finding(location, f"found {day}, not before the end of the period simulated ({world.time.end})")


def check_governmental(component: str, function: str, world: World, location: Location) -> Iterator[Finding]:
    """Yield inherently governmental work in the hands of people outside government employment."""
    if component not in world.components or function not in world.functions:
        return
    if world.functions[function].inherently_governmental and not world.components[component].governmental:
        message = f"'{function}' is inherently governmental and '{component}' is not; name another component"
        yield Finding(location, message)


def groups_of(world: World) -> Iterator[tuple[Location, PositionGroup]]:
    """Yield every group of positions with its place."""
    for region, section in world.regions.items():
        for unit, office in section.units.items():
            for index, group in enumerate(office.positions):
                yield ("regions", region, "units", unit, "positions", index), group


def has_headquarters_priorities(world: World) -> bool:
    """Return True if headquarters has a priority of its own for any positions."""
    return any(group.headquarters_priority is not None for _, group in groups_of(world))
