"""Terms of the establishment: what reviews know, how long creation takes, and the caps on offices."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.config.establishment_references import is_limited
from simulation.config.world import Unit
from simulation.units import UNLIMITED
from simulation.workforce.pools import NOWHERE


def establishment_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of how positions follow what is asked for."""
    establishment = arm.world.establishment
    return {
        "sees_mean": int(establishment.requirement_seen == "mean"),
        "follows_trend": int(establishment.requirement_known == "trend"),
        "approval_months": establishment.approval_months.value if establishment.approval_months else 0,
        **_offices(arm.layout),
        **_caps(arm),
    }


def _offices(layout: Layout) -> dict[str, list[int]]:
    """Return the cells of each office as a chain, in order."""
    first, following = [NOWHERE] * len(layout.units), [NOWHERE] * len(layout.cells)
    for number, cell in reversed(list(enumerate(layout.cells))):
        first[cell.unit], following[number] = number, first[cell.unit]
    return {"office": [cell.unit for cell in layout.cells], "first_in_office": first, "next_in_office": following}


def _caps(arm: Arm) -> dict[str, list[int]]:
    """Return the cap on each office, and which groups and cells count towards it."""
    layout, cap = arm.layout, arm.world.establishment.office_cap
    has_cap = [int(cap is not None and is_limited(unit)) for unit in _units(arm)]
    limited = layout.components.index(cap.component) if cap else NOWHERE
    capped = [
        int(group.component == limited and group.programme == NOWHERE and has_cap[layout.cells[group.cell].unit])
        for group in layout.groups
    ]
    others = {
        group.cell for number, group in enumerate(layout.groups) if group.programme == NOWHERE and not capped[number]
    }
    return {
        "has_cap": has_cap,
        "office_cap": [cap.positions.value if cap and limit else UNLIMITED for limit in has_cap],
        "group_is_capped": capped,
        "is_capped": [int(has_cap[cell.unit] and n not in others) for n, cell in enumerate(layout.cells)],
    }


def _units(arm: Arm) -> list[Unit]:
    """Return what the world says of each unit."""
    return [arm.world.regions[arm.layout.regions[unit.region]].units[unit.kind] for unit in arm.layout.units]
