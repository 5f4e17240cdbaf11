"""Terms of hiring: how positions are filled from outside, and with whom."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.config.world import Component
from simulation.units import TICKS_PER_DAY, TICKS_PER_YEAR, UNLIMITED, ratio
from simulation.workforce.qualifications import LEVEL_BITS


def hiring_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of how positions are filled from outside."""
    layout, components = arm.layout, list(arm.world.components.values())
    hiring = [c.hiring for c in components]
    return {
        "entry_service": [[round(years * TICKS_PER_YEAR) for years in c.entry_service_years] for c in components],
        "entry_held": [_held_by_entrants(layout, c) for c in components],
        "entry_level": [layout.levels.index(c.entry_level) for c in components],
        "pool_place": [
            layout.place(owner, 0, component)
            for owner in range(len(layout.regions))
            for component in range(len(components))
        ],
        "internal_ticks": [round(h.internal_days.value * TICKS_PER_DAY) if h.internal_days else 0 for h in hiring],
        "selected_after": [ratio(h.selected_after_share.value) for h in hiring],
        "time_to_fill_exponential": [int(h.time_to_fill_law == "exponential") for h in hiring],
        "time_to_fill_cv": [h.time_to_fill_cv.value if h.time_to_fill_cv else 0.0 for h in hiring],
        "failure_probability": [ratio(h.failure_probability.value) if h.failure_probability else 0 for h in hiring],
        "service_fill_share": [
            ratio(h.service_fill_share.value) if h.service_fill_share else UNLIMITED for h in hiring
        ],
        "expected_losses": [
            ratio(h.expected_losses_per_year.value) if h.expected_losses_per_year else 0 for h in hiring
        ],
    }


def _held_by_entrants(layout: Layout, component: Component) -> int:
    level = layout.levels.index(component.entry_level)
    return sum(level << (LEVEL_BITS * function) for function in range(len(layout.functions)))
