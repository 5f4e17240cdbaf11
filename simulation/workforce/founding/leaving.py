"""Terms of leaving: hazards, what multiplies them, and what is owed first."""

from typing import Any

from simulation.arm import Arm
from simulation.calendar_time import Calendar
from simulation.config.attrition import Attrition, Economy, HazardTable
from simulation.units import RATIO, TICKS_PER_DAY, hazard, ratio, ticks_from_years
from simulation.workforce.founding.rows import padded, some_years

CAUSE_NAMES = ("quit", "retire", "transfer", "involuntary")
"""Causes of leaving, in the order of their numbers."""


def leaving_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of how people leave."""
    attrition = [arm.world.attrition[name] for name in arm.layout.components]
    tables = [getattr(a, cause) for a in attrition for cause in CAUSE_NAMES]
    bands = [a.overload.bands if a.overload else [] for a in attrition]
    return {
        "entry_obligation": [
            some_years(a.entry_obligation_years.value if a.entry_obligation_years else 0) for a in attrition
        ],
        "notice_ticks": [round(a.notice_days.value * TICKS_PER_DAY) if a.notice_days else 0 for a in attrition],
        "hazard_from": padded([_begins(table) for table in tables]),
        "hazard_rate": padded([_rates(table) for table in tables], 0),
        "is_threat": [int(is_threat(a, cause)) for a in attrition for cause in CAUSE_NAMES],
        "is_moved": [int(is_moved(arm, a)) for a in attrition],
        "greatest_factor": [greatest_factor(arm, a) for a in attrition],
        "overload_from": padded([[ratio(band.from_ratio) for band in row] for row in bands]),
        "overload_factor": padded([[ratio(band.factor) for band in row] for row in bands], RATIO),
        "hardship": _hardship(arm),
        "elasticity": [a.incentive_elasticity.value if a.incentive_elasticity else 0.0 for a in attrition],
        "economy": [_economy(a.economy, arm.calendar) for a in attrition],
    }


def _begins(table: HazardTable | None) -> list[int]:
    if table is None:
        return [0]
    return [ticks_from_years(band.from_years) if band.from_years else 0 for band in table.bands]


def _rates(table: HazardTable | None) -> list[int]:
    return [0] if table is None else [hazard(band.per_year) for band in table.bands]


def is_threat(attrition: Attrition, cause: str) -> bool:
    """Return True if anybody can leave by a cause: by its table, or all at once."""
    table: HazardTable | None = getattr(attrition, cause)
    by_table = table is not None and any(band.per_year for band in table.bands)
    return by_table or any(pulse.cause == cause for pulse in attrition.pulses)


def is_moved(arm: Arm, attrition: Attrition) -> bool:
    """Return True if anything multiplies the hazards of a component."""
    hard = any(unit.hardship_factor for region in arm.world.regions.values() for unit in region.units.values())
    return bool(hard or attrition.overload or attrition.economy or attrition.incentive_elasticity)


def greatest_factor(arm: Arm, attrition: Attrition) -> int:
    """Return the most that the hazards of a component can be multiplied by, in 1/4096."""
    greatest = RATIO
    overload = [band.factor for band in attrition.overload.bands] if attrition.overload else []
    for factors in (overload, [one.factor for one in attrition.economy], [h / RATIO for h in _hardship(arm)]):
        greatest = greatest * ratio(max(1.0, *factors)) // RATIO + 1 if factors else greatest
    return greatest


def _hardship(arm: Arm) -> list[int]:
    units = arm.layout.units
    sections = [arm.world.regions[arm.layout.regions[unit.region]].units[unit.kind] for unit in units]
    factors = [ratio(section.hardship_factor.value) if section.hardship_factor else RATIO for section in sections]
    return [factors[cell.unit] for cell in arm.layout.cells]


def _economy(stretches: list[Economy], calendar: Calendar) -> list[int]:
    """Return the factor of each month: that of the last stretch begun by its first day."""
    factors = []
    for month in calendar.months:
        begun = [one.factor for one in stretches if one.start <= month]
        factors.append(ratio(begun[-1]) if begun else RATIO)
    return factors
