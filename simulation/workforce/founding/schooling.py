"""Terms of schooling: what each course confers, requires and takes."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.calendar_time import Calendar
from simulation.config.training import Course
from simulation.units import NEVER, TICKS_PER_DAY, ticks_from_years
from simulation.workforce.founding.rows import padded, some_years
from simulation.workforce.pools import NOWHERE


def course_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of courses and classes."""
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
        "course_obligation": [
            some_years(c.obligation_months.value / 12 if c.obligation_months else 0.0) for c in courses
        ],
        "class_dates": padded([class_dates(c, arm.calendar) for c in courses]),
        "teaches": [_teachers(layout, c) for c in courses],
        "instructors_needed": [c.instructors.needed if c.instructors else 0 for c in courses],
    }


def _course_place(layout: Layout, course: Course) -> int:
    """Return where a course's classes are counted: in its function, in the region of its teachers or the first one."""
    region = layout.regions.index(course.instructors.region) if course.instructors else 0
    return layout.place(region, layout.functions.index(course.function) if course.function else 0, None)


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
