"""Terms of careers: tours, what follows them, moves, and learning in post."""

from datetime import date
from typing import Any

from simulation.arm import Arm
from simulation.calendar_time import Calendar, add_months
from simulation.config.careers import Proficiency, Tour
from simulation.config.section import Estimate
from simulation.config.world import Component
from simulation.units import NEVER, ONE, positions, ratio, ticks_from_days, ticks_from_months, ticks_from_years
from simulation.workforce.founding.rows import padded
from simulation.workforce.pools import NOWHERE


def career_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of what follows from tours and learning in post."""
    config = arm.world
    head_start = config.proficiency.earlier_tour_head_start_months
    return {
        **tour_terms(list(config.tours.values()), arm.calendar),
        **what_follows(list(config.components.values())),
        "headquarters": next((i for i, region in enumerate(config.regions.values()) if region.headquarters), NOWHERE),
        "proficiency": learning_curve(config.proficiency),
        "head_start": head_start.value if head_start else 0,
        "overlap_head_start": _ratio(config.proficiency.overlap_head_start_ratio),
        "uncertified_output": [positions(config.assignment.uncertified_output.value)],
    }


def tour_terms(tours: list[Tour], calendar: Calendar) -> dict[str, Any]:
    """Return the terms of each tour kind."""
    found = [seasons(t, calendar) for t in tours]
    extension, cut = [t.extension_months for t in tours], [t.curtailment_days for t in tours]
    elasticity = [t.extension_incentive_elasticity for t in tours]
    return {
        "relocation_ticks": [ticks_from_days(t.relocation_days.value) for t in tours],
        "season_begins": padded([begins for begins, _ in found]),
        "season_ends": padded([ends for _, ends in found]),
        "season_share": [_ratio(t.season_share) for t in tours],
        "extension_ticks": [ticks_from_months(months.value) if months else 0 for months in extension],
        "extension_chance": [_ratio(t.extension_probability) for t in tours],
        "extension_elasticity": [e.value if e else 0.0 for e in elasticity],
        "curtailment_chance": [_ratio(t.curtailment_probability) for t in tours],
        "curtailment_ticks": [ticks_from_days(days.value) if days else 0 for days in cut],
    }


LONGEST_TOUR_YEARS = 52
"""A year more than the longest tour that a policy may set, and one for the season after it."""


def seasons(tour: Tour, calendar: Calendar) -> tuple[list[int], list[int]]:
    """Return the ticks at which seasons of moves begin and end, from the start until no tour begun by the end lasts."""
    if not tour.season_months:
        return [], []
    first, length = tour.season_months[0], len(tour.season_months)
    days = [date(year, first, 1) for year in range(calendar.start.year, calendar.end.year + LONGEST_TOUR_YEARS)]
    later = [day for day in days if day >= calendar.start]
    return [calendar.tick(day) for day in later], [calendar.tick(add_months(day, length)) for day in later]


def what_follows(components: list[Component]) -> dict[str, Any]:
    """Return the terms of what follows a tour, by component."""
    limits = [c.abroad_limit for c in components]
    return {
        "stay_after_tour": [ratio(c.stay_after_tour_probability.value) for c in components],
        "to_headquarters": [_ratio(c.headquarters_after_tour_share) for c in components],
        "alumnus_chance": [_ratio(c.alumnus_probability) for c in components],
        "abroad_limit": [ticks_from_years(limit.years.value) if limit else NEVER for limit in limits],
        "abroad_reset": [ticks_from_years(limit.reset_years.value) if limit else 0 for limit in limits],
        "abroad_least": [ticks_from_months(limit.least_tour_months.value) if limit else 0 for limit in limits],
    }


def _ratio(estimate: Estimate[float] | None) -> int:
    return ratio(estimate.value) if estimate else 0


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
