"""The terms of a world, read from its configuration and put on the integer grids."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.calendar_time import Calendar
from simulation.config.attrition import Attrition, Economy, HazardTable
from simulation.config.careers import Proficiency
from simulation.config.training import Course
from simulation.config.world import MayFill
from simulation.units import (
    NEVER,
    ONE,
    RATIO,
    TICKS_PER_DAY,
    TICKS_PER_YEAR,
    UNLIMITED,
    hazard,
    positions,
    ratio,
    ticks_from_days,
    ticks_from_years,
)
from simulation.workforce.pools import NOWHERE
from simulation.workforce.terms import Terms

CAUSE_NAMES = ("quit", "retire", "transfer", "involuntary")
"""Causes of leaving, in the order of their numbers."""


def terms_of(arm: Arm) -> Terms:
    """Return the terms of an arm's world."""
    return Terms(**_places(arm), **_courses(arm), **_hiring(arm), **_leaving(arm), **_programmes(arm), **_posts(arm))


def _places(arm: Arm) -> dict[str, Any]:
    layout = arm.layout
    return {
        "horizon": arm.calendar.horizon,
        "regions": len(layout.regions),
        "components": len(layout.components),
        "levels": len(layout.levels),
        "work_place": [layout.place(cell.region, cell.function, None) for cell in layout.cells],
        **_groups_by_cell(layout),
        "group_programme": [group.programme for group in layout.groups],
        "opening_in_group": _counts(len(layout.groups), [post.group for post in layout.posts]),
        "opening_in_cell": layout.authorised(),
        "fill_output": [fill_output(layout, component, others) for component, others in layout.fillings],
        "fillers": _fillers(layout),
        "rotates": [int(c.rotates) for c in arm.world.components.values()],
    }


def _groups_by_cell(layout: Layout) -> dict[str, list[int]]:
    """Return the groups of each cell as a chain, in order."""
    first, following = [NOWHERE] * len(layout.cells), [NOWHERE] * len(layout.groups)
    for group in reversed(range(len(layout.groups))):
        cell = layout.groups[group].cell
        first[cell], following[group] = group, first[cell]
    return {"first_group": first, "next_group": following}


def _counts(size: int, indices: list[int]) -> list[int]:
    """Return how often each index occurs."""
    counts = [0] * size
    for index in indices:
        counts[index] += 1
    return counts


def fill_output(layout: Layout, component: int, others: tuple[MayFill, ...]) -> list[int]:
    """Return what holders of each component x levels below the required one are worth; -1 if barred."""
    outputs = [-1] * (len(layout.components) * len(layout.levels))
    outputs[component * len(layout.levels)] = ONE
    for other in others:
        first = layout.components.index(other.component) * len(layout.levels)
        outputs[first] = ONE
        for below in range(1, min(other.levels_below + 1, len(layout.levels))):
            outputs[first + below] = positions(other.output.value) if other.output else -1
    return outputs


def _fillers(layout: Layout) -> list[list[int]]:
    components = range(len(layout.components))
    rows = [[0] * len(components) for _ in components]
    for component, others in layout.fillings:
        for holder in (component, *(layout.components.index(other.component) for other in others)):
            rows[component][holder] = 1
    return rows


def _courses(arm: Arm) -> dict[str, Any]:
    layout, courses = arm.layout, list(arm.world.courses.values())
    return {
        "course_for": courses_for(arm),
        "course_function": [NOWHERE if c.function is None else layout.functions.index(c.function) for c in courses],
        "course_level": [NOWHERE if c.confers is None else layout.levels.index(c.confers) for c in courses],
        "course_place": [_course_place(layout, c) for c in courses],
        "course_requires": [[int(name in c.requires) for name in layout.courses] for c in courses],
        "course_attempts": [c.attempts for c in courses],
        "course_minimum": [max(1, c.minimum_class.value) if c.minimum_class else 1 for c in courses],
        "course_during_tour": [int(c.during_tour) for c in courses],
        "course_valid": [ticks_from_years(c.valid_years.value) if c.valid_years else NEVER for c in courses],
        "course_obligation": [_years(c.obligation_months.value / 12 if c.obligation_months else 0.0) for c in courses],
        "class_dates": padded([class_dates(c, arm.calendar) for c in courses]),
        "teaches": [_teachers(layout, c) for c in courses],
        "instructors_needed": [c.instructors.needed if c.instructors else 0 for c in courses],
    }


def _course_place(layout: Layout, course: Course) -> int:
    """Return where a course's classes are counted: in its function, in the region of its teachers or the first one."""
    region = layout.regions.index(course.instructors.region) if course.instructors else 0
    return layout.place(region, layout.functions.index(course.function) if course.function else 0, None)


def _years(value: float) -> int:
    """Return a duration in ticks that may be zero."""
    return round(value * TICKS_PER_YEAR)


def class_dates(course: Course, calendar: Calendar) -> list[int]:
    """Return the ticks of the classes held on given dates, or of the first one of a series that has not begun.

    One on the first day begins a tick later, when people are in place.
    """
    if course.class_dates is not None:
        return [max(1, calendar.tick(day)) for day in course.class_dates if calendar.tick(day) >= 0]
    assert course.first_class is not None
    assert course.class_every_weeks is not None
    first, every = calendar.tick(course.first_class), course.class_every_weeks.value * 7 * TICKS_PER_DAY
    return [max(1, first if first >= 0 else first + every * -(first // every))]


def _teachers(layout: Layout, course: Course) -> list[int]:
    row = [0] * len(layout.cells)
    if course.instructors is not None:
        function = layout.functions.index(course.instructors.function)
        for unit in layout.units_of(course.instructors.region, course.instructors.unit):
            row[layout.cell(unit, function)] = 1
    return row


def _hiring(arm: Arm) -> dict[str, Any]:
    layout, components = arm.layout, list(arm.world.components.values())
    hiring = [c.hiring for c in components]
    return {
        "stay_after_tour": [ratio(c.stay_after_tour_probability.value) for c in components],
        "entry_service": [[round(years * TICKS_PER_YEAR) for years in c.entry_service_years] for c in components],
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


def _leaving(arm: Arm) -> dict[str, Any]:
    attrition = [arm.world.attrition[name] for name in arm.layout.components]
    tables = [getattr(a, cause) for a in attrition for cause in CAUSE_NAMES]
    bands = [a.overload.bands if a.overload else [] for a in attrition]
    return {
        "entry_obligation": [
            _years(a.entry_obligation_years.value if a.entry_obligation_years else 0) for a in attrition
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


def _programmes(arm: Arm) -> dict[str, Any]:
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


def _posts(arm: Arm) -> dict[str, Any]:
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


def padded(rows: list[list[int]], by: int = NEVER) -> list[list[int]]:
    """Return rows filled up to the same length, at least 1."""
    width = max(1, *(len(row) for row in rows)) if rows else 1
    return [row + [by] * (width - len(row)) for row in rows]


def courses_for(arm: Arm) -> list[list[int]]:
    """Return the course that leads to each function x level: the lowest that suffices, -1 if there is none."""
    layout = arm.layout
    courses = [
        (layout.functions.index(c.function), layout.levels.index(c.confers)) if c.function and c.confers else (-1, -1)
        for c in arm.world.courses.values()
    ]
    rows = []
    for function in range(len(layout.functions)):
        row = []
        for level in range(len(layout.levels)):
            enough = [(to, i) for i, (of, to) in enumerate(courses) if of == function and to >= level]
            row.append(min(enough)[1] if enough else NOWHERE)
        rows.append(row)
    return rows
