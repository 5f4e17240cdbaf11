"""The world of an arm before anybody is in it: every table, at its size, with the numbers that do not change."""

from array import array
from typing import Any

from simulation.arm import Arm, Layout
from simulation.config.careers import HazardTable, Proficiency
from simulation.events import FACT_FIELDS
from simulation.measures import ACCOUNTS, STAFFING, STOCKS
from simulation.units import NEVER, ONE, TICKS_PER_YEAR, hazard, positions, ratio, ticks_from_days, ticks_from_years
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import Row, World

LOG_ROWS = 1 << 12
FIRST_SERIAL = 64
"""Serials below are for actors that are not entities: components, courses, reviews."""


def table(rows: int, columns: int) -> list[Row]:
    """Return a table of zeros; its rows lie together in memory, so that an observer copies them at once."""
    return [array("q", bytes(8 * columns)) for _ in range(rows)]


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


def bands(tables: list[HazardTable]) -> tuple[list[list[int]], list[list[int]]]:
    """Return begins (ticks) and rates (2**-32 per year) of hazard tables, filled up to the same length."""
    width = max(len(t.bands) for t in tables)
    begins = [[ticks_from_years(b.from_years) if b.from_years else 0 for b in t.bands] for t in tables]
    rates = [[hazard(b.per_year) for b in t.bands] for t in tables]
    return (
        [row + [NEVER] * (width - len(row)) for row in begins],
        [row + [0] * (width - len(row)) for row in rates],
    )


def courses_for(arm: Arm) -> list[list[int]]:
    """Return the course that leads to each function x level: the lowest that suffices, -1 if there is none."""
    layout = arm.layout
    courses = [(layout.functions.index(c.function), layout.levels.index(c.confers)) for c in arm.world.courses.values()]
    rows = []
    for function in range(len(layout.functions)):
        row = []
        for level in range(len(layout.levels)):
            enough = [(to, i) for i, (of, to) in enumerate(courses) if of == function and to >= level]
            row.append(min(enough)[1] if enough else NOWHERE)
        rows.append(row)
    return rows


def found(arm: Arm) -> World:
    """Return the empty world of an arm, levers where they stand at the start."""
    levers: dict[str, Any] = {lever: list(values) for lever, values in arm.levers.opening.items()}
    return World(**_standing(arm), **_pools(arm.layout), **_terms(arm), **_careers(arm), **levers)


def _standing(arm: Arm) -> dict[str, Any]:
    """Return what is true of the world on the first day, before anything is in it."""
    cells, components = len(arm.layout.cells), len(arm.layout.components)
    return {
        "now": [0],
        "year_end": [arm.calendar.years[1]],
        "born": [FIRST_SERIAL],
        "people": [],
        "positions": [],
        "stocks": table(cells, len(STOCKS)),
        "areas": table(cells, len(STOCKS)),
        "staff": table(len(arm.layout.groups), len(STAFFING)),
        "persons": table(arm.layout.owners, len(ACCOUNTS)),
        "entered": table(arm.layout.owners, len(ACCOUNTS)),
        "left": table(arm.layout.owners, len(ACCOUNTS)),
        "presence": table(arm.layout.owners, len(ACCOUNTS)),
        "sojourns": table(arm.layout.owners, len(ACCOUNTS)),
        "horizon": arm.calendar.horizon,
        "available": [0] * components,
        "requisitions": [0] * components,
        "last_in_cell": [NOWHERE] * cells,
        "template_in_group": [NOWHERE] * len(arm.layout.groups),
        "group_cell": [group.cell for group in arm.layout.groups],
        "opening_in_group": _counts(len(arm.layout.groups), [post.group for post in arm.layout.posts]),
        "opening_in_cell": arm.layout.authorised(),
        "unused_cap": [0, 0],
        "programmed": [0] * cells,
        "proposal": [0] * cells,
        "remainder": [0] * cells,
        "log": table(LOG_ROWS, len(FACT_FIELDS)),
        "logged": [0],
    }


def _counts(size: int, indices: list[int]) -> list[int]:
    """Return how often each index occurs."""
    counts = [0] * size
    for index in indices:
        counts[index] += 1
    return counts


def _pools(layout: Layout) -> dict[str, Any]:
    """Return the empty pools of positions and people."""
    people_pools = layout.owners + len(layout.courses) + 1
    return {
        "position_heads": [NOWHERE] * (2 * layout.owners),
        "position_tails": [NOWHERE] * (2 * layout.owners),
        "people_heads": [NOWHERE] * people_pools,
        "people_tails": [NOWHERE] * people_pools,
    }


def _terms(arm: Arm) -> dict[str, Any]:
    """Return what the configuration fixes about places, courses and tours."""
    config, layout = arm.world, arm.layout
    courses = config.courses.values()
    return {
        "regions": len(layout.regions),
        "components": len(layout.components),
        "work_place": [layout.place(cell.region, cell.function, None) for cell in layout.cells],
        "course_for": courses_for(arm),
        "course_function": [layout.functions.index(c.function) for c in courses],
        "course_level": [layout.levels.index(c.confers) for c in courses],
        "course_ticks": [ticks_from_days(7 * c.duration_weeks.value) for c in courses],
        "course_attempts": [c.attempts for c in courses],
        "relocation_ticks": [ticks_from_days(t.relocation_days.value) for t in config.tours.values()],
        "proficiency": learning_curve(config.proficiency),
        "uncertified_output": [positions(config.assignment.uncertified_output.value)],
    }


def _careers(arm: Arm) -> dict[str, Any]:
    """Return what the configuration fixes about the people of each component."""
    components = arm.world.components.values()
    attrition = [arm.world.attrition[name] for name in arm.layout.components]
    quit_from, quit_rate = bands([a.quit for a in attrition])
    retire_from, retire_rate = bands([a.retire for a in attrition])
    return {
        "stay_after_tour": [ratio(c.stay_after_tour_probability.value) for c in components],
        "selected_after": [ratio(c.selected_after_share.value) for c in components],
        "time_to_fill_exponential": [int(c.time_to_fill_law == "exponential") for c in components],
        "time_to_fill_cv": [0.0 if c.time_to_fill_cv is None else c.time_to_fill_cv.value for c in components],
        "entry_service": [[round(years * TICKS_PER_YEAR) for years in c.entry_service_years] for c in components],
        "entry_level": [arm.layout.levels.index(c.entry_level) for c in components],
        "quit_from": quit_from,
        "quit_rate": quit_rate,
        "retire_from": retire_from,
        "retire_rate": retire_rate,
    }
