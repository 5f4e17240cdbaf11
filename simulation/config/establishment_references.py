"""Does what a world says of its establishment fit its offices: the cap on them, exemptions from it, and approval."""

from collections.abc import Iterator

from simulation.config.establishment import OfficeCap
from simulation.config.findings import Finding, Location, check_names
from simulation.config.tree import KEY
from simulation.config.world import Unit, World


def check_establishment(world: World) -> Iterator[Finding]:
    """Yield what is wrong with how positions follow what is asked for."""
    cap = world.establishment.office_cap
    if cap is not None:
        here = ("establishment", "office_cap")
        astray = list(check_names(cap, {"component": world.components}, here))
        yield from astray or _check_cap(cap, world, here)
    for where, unit in units_of(world):
        yield from _check_exemption(unit, cap, where)
    if world.establishment.approval_months is not None and all(unit.at_home for _, unit in units_of(world)):
        message = "every office is at home, so no creation waits for approval; leave it out"
        yield Finding(("establishment", "approval_months"), message)


def units_of(world: World) -> Iterator[tuple[Location, Unit]]:
    """Yield every kind of unit with its place."""
    for region, section in world.regions.items():
        for name, unit in section.units.items():
            yield ("regions", region, "units", name), unit


def is_limited(unit: Unit) -> bool:
    """Return whether a cap on offices concerns a unit: neither those at home nor those exempt."""
    return not (unit.at_home or unit.exempt_from_office_cap)


def _check_cap(cap: OfficeCap, world: World, here: Location) -> Iterator[Finding]:
    """Yield offices that begin beyond the cap, and a cap that limits nothing."""
    limited = [(where, unit) for where, unit in units_of(world) if is_limited(unit)]
    counts = [sum(group.count for group in unit.positions if group.component == cap.component) for _, unit in limited]
    for (where, _), count in zip(limited, counts, strict=True):
        if count > cap.positions.value:
            message = (
                f"each office has {count} '{cap.component}' positions, and the cap on offices is "
                f"{cap.positions.value}; take some away, or add 'exempt_from_office_cap: true' or 'at_home: true'"
            )
            yield Finding((*where, KEY), message)
    if not any(counts):
        message = (
            f"no office that the cap concerns has '{cap.component}' positions, so it limits nothing; name another "
            "component, or leave office_cap out"
        )
        yield Finding((*here, "component"), message)


def _check_exemption(unit: Unit, cap: OfficeCap | None, here: Location) -> Iterator[Finding]:
    if unit.exempt_from_office_cap and cap is None:
        message = "the establishment has no office_cap to be exempt from; add one, or leave this out"
        yield Finding((*here, "exempt_from_office_cap"), message)
    elif unit.exempt_from_office_cap and unit.at_home:
        message = "the cap does not concern an office at home; leave this out"
        yield Finding((*here, "exempt_from_office_cap"), message)
