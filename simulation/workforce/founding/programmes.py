"""Terms of programmes: accession plans and temporary positions."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.units import ticks_from_days
from simulation.workforce.founding.rows import padded
from simulation.workforce.pools import NOWHERE


def programme_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of accession plans and temporary positions."""
    layout = arm.layout
    plans, temporary = list(arm.world.accession_plans.values()), list(arm.world.temporary_positions.values())
    chains = [[layout.courses.index(name) for name in plan.courses] for plan in plans]
    return {
        "plan_component": [layout.components.index(plan.component) for plan in plans],
        "plan_owner": [layout.regions.index(plan.region) for plan in plans],
        "plan_place": [
            layout.place(
                layout.regions.index(plan.region), _taught(arm, plan.courses), _component(layout, plan.component)
            )
            for plan in plans
        ],
        "plan_poisson": [int(plan.intake_law == "poisson") for plan in plans],
        "plan_month": [plan.intake_month for plan in plans],
        "plan_courses": padded(chains, NOWHERE),
        "temporary_component": [layout.components.index(one.component) for one in temporary],
        "temporary_group": [list(row) for row in layout.temporary_groups],
        "temporary_tour": [layout.tours.index(one.tour) for one in temporary],
        "temporary_cap": [one.cap.value for one in temporary],
        "activation_ticks": [ticks_from_days(one.activation_days.value) for one in temporary],
    }


def _component(layout: Layout, name: str) -> int:
    return layout.components.index(name)


def _taught(arm: Arm, courses: list[str]) -> int:
    """Return the function that a chain of courses leads to, the first one if none certifies."""
    functions = [arm.world.courses[name].function for name in courses]
    known = [name for name in functions if name is not None]
    return arm.layout.functions.index(known[-1]) if known else 0
