"""Terms of careers: moves, and learning in post."""

from typing import Any

from simulation.arm import Arm
from simulation.config.careers import Proficiency
from simulation.units import ONE, positions, ticks_from_days


def career_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of what follows from tours and learning in post."""
    config = arm.world
    head_start = config.proficiency.earlier_tour_head_start_months
    return {
        "relocation_ticks": [ticks_from_days(t.relocation_days.value) for t in config.tours.values()],
        "proficiency": learning_curve(config.proficiency),
        "head_start": head_start.value if head_start else 0,
        "uncertified_output": [positions(config.assignment.uncertified_output.value)],
    }


def learning_curve(proficiency: Proficiency) -> list[int]:
    """Return output after 0, 1, 2 ... month starts in post: equal steps from the start share to full.

    Examples
    --------
    >>> from simulation.config.section import Estimate
    >>> curve = Proficiency(start_share=Estimate(value=0.5, source="assumed"),
    ...                     ramp_months=Estimate(value=2, source="assumed"))
    >>> [output / ONE for output in learning_curve(curve)]
    [0.5, 0.75, 1.0]
    """
    months, start = proficiency.ramp_months.value, proficiency.start_share.value
    steps = [positions(start + (1.0 - start) * month / months) for month in range(months)]
    return [*steps, ONE]
