"""The world of an arm before anybody is in it: every table, at its size, with the numbers that do not change."""

from array import array
from typing import Any

from simulation.arm import Arm, Layout
from simulation.events import FACT_FIELDS, SPELL_FIELDS
from simulation.measures import ACCOUNTS, STAFFING, STOCKS
from simulation.units import RATIO
from simulation.workforce.founding.leaving import is_moved
from simulation.workforce.founding.terms import terms_of
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import Row, World

LEAST_LOG_ROWS = 1 << 12
FIRST_SERIAL = 64
"""Serials below are for actors that are not entities: components, courses, reviews."""


def table(rows: int, columns: int) -> list[Row]:
    """Return a table of zeros; its rows lie together in memory, so that an observer copies them at once."""
    return [array("q", bytes(8 * columns)) for _ in range(rows)]


def found(arm: Arm) -> World:
    """Return the empty world of an arm, levers where they stand at the start."""
    levers: dict[str, Any] = {lever: list(values) for lever, values in arm.levers.opening.items()}
    terms = terms_of(arm)
    return World(
        terms=terms,
        extension_chance=list(terms.extension_chance),
        **_people(arm.layout, len(arm.world.accession_plans)),
        **_positions(arm),
        **_time(arm),
        **levers,
    )


def log_rows(arm: Arm) -> int:
    """Return how many facts one event may write down: a freeze ends every requisition, a cohort enters at once."""
    intakes = [*arm.levers.opening["accession_intake_per_year"], 0]
    intakes += [step.value for step in arm.levers.steps if step.lever == "accession_intake_per_year"]
    temporary = sum(programme.cap.value for programme in arm.world.temporary_positions.values())
    return LEAST_LOG_ROWS + 4 * (len(arm.layout.posts) + temporary + max(intakes) // RATIO)


def _people(layout: Layout, plans: int) -> dict[str, Any]:
    """Return the empty accounts and pools of people."""
    lines = len(layout.courses)
    return {
        "people": [],
        "learners": [],
        "candidates": [],
        "alumni": [],
        "certificates": [],
        "attempts": [],
        "budgets": [],
        "persons": table(layout.owners, len(ACCOUNTS)),
        "entered": table(layout.owners, len(ACCOUNTS)),
        "left": table(layout.owners, len(ACCOUNTS)),
        "presence": table(layout.owners, len(ACCOUNTS)),
        "sojourns": table(layout.owners, len(ACCOUNTS)),
        "people_heads": [NOWHERE] * lines,
        "people_tails": [NOWHERE] * lines,
        "candidate_heads": [NOWHERE] * layout.owners,
        "candidate_tails": [NOWHERE] * layout.owners,
        "alumni_heads": [NOWHERE] * len(layout.components),
        "alumni_tails": [NOWHERE] * len(layout.components),
        "learner_head": [NOWHERE],
        "learner_tail": [NOWHERE],
        "considered": [0] * len(layout.components),
        "reviewed": [-1],
        "fresh_candidates": [0] * layout.owners,
        "news": [0] * layout.owners,
        "inside": [0] * len(layout.components),
        "going": [0] * len(layout.components),
        "studying": [0] * len(layout.components),
        "pool_keys": [0] * layout.owners,
        "plan_keys": [0] * plans,
        "plan_entrants": [0] * plans,
        "intake_left": [0] * plans,
        "intake_since": [0] * plans,
        "hiring_ahead": [0] * layout.owners,
        "hired_ahead": [0] * layout.owners,
    }


def _positions(arm: Arm) -> dict[str, Any]:
    """Return the empty cells and pools of positions."""
    layout, cells = arm.layout, len(arm.layout.cells)
    return {
        "positions": [],
        "stocks": table(cells, len(STOCKS)),
        "areas": table(cells, len(STOCKS)),
        "month_areas": table(cells, 2),
        "fixed_requirement": [0] * cells,
        "case_work": [0] * cells,
        "staff": table(len(layout.groups), len(STAFFING)),
        "rounds": [0],
        "searched_in": [0] * (2 * layout.kinds),
        "searched_for": [0] * (2 * layout.kinds),
        "people_in_unit": [0] * len(layout.units),
        "covered_by": [NOWHERE] * cells,
        "position_heads": [NOWHERE] * (2 * layout.owners),
        "position_tails": [NOWHERE] * (2 * layout.owners),
        "requisitions": [0] * len(layout.components),
        "authorised_in": [0] * len(layout.components),
        "temporary": [0] * len(arm.world.temporary_positions),
        "temporary_in_cell": [0] * cells,
        "last_in_cell": [NOWHERE] * cells,
        "template_in_group": [NOWHERE] * len(layout.groups),
        "unused_cap": [0, 0],
        "programmed": [0] * cells,
        "proposal": [0] * cells,
        "wanted": [0] * cells,
        "remainder": [0] * cells,
        "withheld": [0] * cells,
        "last_review": [0],
        "seen": [0] * cells,
        "seen_there": [0] * layout.places,
        "seen_before": [0] * layout.places,
        "seen_middle": [0],
        "required_before": [0] * cells,
    }


def _time(arm: Arm) -> dict[str, Any]:
    """Return the clock's face, the logs and the factors of hazards, before anything has happened."""
    layout = arm.layout
    rows = (
        (len(layout.cells) + 1) * len(layout.components)
        if any(is_moved(arm, attrition) for attrition in arm.world.attrition.values())
        else 1
    )
    return {
        "now": [0],
        "year_end": [arm.calendar.years[1]],
        "born": [FIRST_SERIAL],
        "log": table(log_rows(arm), len(FACT_FIELDS)),
        "logged": [0],
        "spells": table(log_rows(arm), len(SPELL_FIELDS)),
        "spelled": [0],
        "slates_from": [0],
        "steps": [0],
        "step_begins": [0] * len(arm.calendar.months),
        "step_ends": [0],
        "factors": table(len(arm.calendar.months), rows),
        "exposed": table(len(arm.calendar.months), rows),
        "incentive": [RATIO] * len(layout.components),
    }
