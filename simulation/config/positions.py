"""The names by which people outside the model know units and the positions of the first day.

The numbering of the model (`simulation.arm.layout`) follows the same order; indices are what the two have in common.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from simulation.config.messages import did_you_mean
from simulation.config.world import PositionGroup, World

PARTS: Final = 5
"""Parts of a position's name: region, unit, function, component, number."""


class OpeningPosition(NamedTuple):
    """A position authorised on the first day."""

    name: str
    """Region, unit, function, component and number, such as `EUCOM/small_03/sco_operations/military/2`."""

    region: str
    """Region of its unit."""

    unit: str
    """Its unit, numbered if there are several alike."""

    function: str
    """Kind of work."""

    component: str
    """Kind of employment."""

    level: str
    """Certification level required."""

    tour: str
    """Tour kind."""

    holders: tuple[str, ...]
    """Components whose people may hold it, its own first."""


def unit_names(kind: str, count: int) -> tuple[str, ...]:
    """Return the names of units alike.

    Parameters
    ----------
    kind
        Key of the units in the world file.
    count
        How many there are.

    Examples
    --------
    >>> unit_names("large", 1), unit_names("small", 2)
    (('large',), ('small_01', 'small_02'))
    """
    return (kind,) if count == 1 else tuple(f"{kind}_{number:02d}" for number in range(1, count + 1))


def opening_positions(world: World) -> tuple[OpeningPosition, ...]:
    """Return the positions authorised on the first day, in the order in which the model numbers them."""
    return tuple(
        position
        for region, section in world.regions.items()
        for kind, unit in section.units.items()
        for name in unit_names(kind, unit.count)
        for position in _positions_of(region, name, unit.positions)
    )


def _positions_of(region: str, unit: str, groups: Sequence[PositionGroup]) -> Iterator[OpeningPosition]:
    """Yield the positions of one unit, numbered from 1 within each function and component."""
    numbers: dict[tuple[str, str], int] = {}
    for group in groups:
        what = group.function, group.component
        holders = tuple(dict.fromkeys((group.component, *(other.component for other in group.may_fill))))
        for _ in range(group.count):
            numbers[what] = numbers.get(what, 0) + 1
            name = "/".join((region, unit, *what, str(numbers[what])))
            yield OpeningPosition(name, region, unit, *what, group.level, group.tour, holders)


def unknown_position(name: str, positions: Sequence[OpeningPosition]) -> str:
    """Return the message for a name that no position has: the likeliest one, found part by part.

    Parameters
    ----------
    name
        What was found.
    positions
        All positions there are.
    """
    said = f"unknown position '{name}'"
    parts = name.split("/")
    if len(parts) != PARTS:
        return f"{said}; expected region/unit/function/component/number, such as '{positions[0].name}'"
    left = [position.name.split("/") for position in positions]
    for step, part in enumerate(parts):
        known = dict.fromkeys(one[step] for one in left)
        meant = part if part in known else _closest(part, known, step)
        if meant is None:
            return f"{said}; {_missing(left[0][:step], part, list(known))}"
        left = [one for one in left if one[step] == meant]
    return f"{said}; did you mean '{'/'.join(left[0])}'?"


def _closest(part: str, known: dict[str, None], step: int) -> str | None:
    """Return the part that is probably meant; a number that is wrong is no misspelling of another."""
    close = get_close_matches(part, known, n=1) if step < PARTS - 1 else []
    return close[0] if close else None


def _missing(before: Sequence[str], part: str, known: Sequence[str]) -> str:
    """Say what there is instead of a part that does not exist."""
    if len(before) == PARTS - 1:
        return f"'{'/'.join(before)}' has the numbers 1 to {len(known)}"
    where = f"'{'/'.join(before)}'" if before else "this world"
    return f"{where} has no '{part}'{did_you_mean(part, known)}"
