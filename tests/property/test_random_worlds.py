"""Forty random worlds, each audited after every event: nothing hangs, nothing crashes, everything adds up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.model import Run
from simulation.observation.audit import audit_world
from worlds import arm, assumed, component, full, full_tree, hazards, small

# A world is longer than Hypothesis cares to print; made an error, that warning would hide the failure it came with.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

SHARES = st.floats(0.0, 1.0)


@st.composite
def worlds(draw):
    """Return a small legal world, often an odd one."""
    return small(
        ("time.end", date(2024 + draw(st.integers(1, 4)), draw(st.integers(1, 12)), 1)),
        ("components.military", person(draw)),
        ("components.civilian", person(draw)),
        ("tours.abroad.months", assumed(draw(st.floats(1.0, 60.0)))),
        ("tours.abroad.relocation_days", assumed(draw(st.floats(0.0, 120.0)))),
        ("demand.opening_unfunded_share", assumed(draw(st.floats(-0.5, 1.0)))),
        ("demand.case_classes.sales.opening_cases", assumed(draw(st.floats(0.0, 500.0)))),
        ("demand.case_classes.sales.new_cases_per_year", assumed(draw(st.floats(0.0, 200.0)))),
        ("demand.case_classes.sales.growth.per_year", assumed(draw(st.floats(-0.5, 0.5)))),
        ("demand.case_classes.sales.life_mean_years", assumed(draw(st.floats(0.1, 10.0)))),
        ("establishment.review_months", draw(st.integers(1, 24))),
        ("establishment.programming_lag_months", assumed(draw(st.integers(0, 36)))),
        ("establishment.growth_cap_per_year", assumed(draw(st.floats(0.0, 0.5)))),
        ("establishment.reduction_cap_per_year", assumed(draw(st.floats(0.0, 0.5)))),
        ("establishment.requirement_seen", draw(st.sampled_from(["on_the_day", "mean"]))),
        ("establishment.requirement_known", draw(st.sampled_from(["current", "trend"]))),
        ("establishment.approval_months", assumed(draw(st.integers(0, 30)))),
        ("establishment.ceiling_positions", draw(st.none() | st.integers(0, 40).map(assumed))),
        ("establishment.office_cap", draw(st.none() | st.integers(0, 6).map(military_cap))),
        ("courses.school.seats_per_class", assumed(draw(st.integers(0, 8)))),
        ("courses.school.pass_probability", assumed(draw(SHARES))),
        ("courses.school.attempts", draw(st.integers(1, 3))),
        ("courses.school.duration_weeks", assumed(draw(st.floats(0.1, 60.0)))),
        ("assignment.consideration", draw(st.sampled_from(["own_region", "all_regions"]))),
        *assignment(draw),
        ("assignment.uncertified_output", assumed(draw(SHARES))),
        ("proficiency.start_share", assumed(draw(SHARES))),
        ("proficiency.ramp_months", assumed(draw(st.integers(0, 24)))),
        ("attrition.military.quit", hazards((0.0, draw(st.floats(0.0, 3.0))), (1.0, draw(st.floats(0.0, 1.0))))),
    )


def military_cap(positions):
    """Return a cap on the military positions of each office."""
    return {"component": "military", "positions": assumed(positions)}


def assignment(draw):
    """Return random slates and cover."""
    return (
        ("assignment.slate_weeks", draw(st.sampled_from([0.0, 0.5, 6.0, 26.0]))),
        ("assignment.cover", draw(st.sampled_from(["none", "empty", "one_deep"]))),
        ("assignment.cover_efficiency", assumed(draw(SHARES))),
    )


def person(draw):
    """Return a random component."""
    slots = draw(st.none() | st.integers(0, 6))
    return component(
        time_to_fill_mean_days=assumed(draw(st.floats(0.1, 400.0))),
        selected_after_share=assumed(draw(SHARES)),
        requisition_slots=None if slots is None else assumed(slots),
        stay_after_tour_probability=assumed(draw(SHARES)),
        opening_fill_share=assumed(draw(SHARES)),
        opening_certified_share=assumed(draw(SHARES)),
    )


@dataclass(frozen=True, repr=False)
class Drawn:
    """A random world and policy; its own text would be longer than Hypothesis cares to print."""

    world: Any
    settings: list[dict[str, Any]]


@st.composite
def full_worlds(draw):
    """Return a world with every mechanism, often an odd one, and a policy that pulls every lever of people."""
    share, days = SHARES.map(assumed), st.floats(0.0, 400.0).map(assumed)
    end = date(2025 + draw(st.integers(0, 4)), draw(st.integers(1, 12)), 1)
    world = full(
        ("time.end", end),
        *assignment(draw),
        ("components.military.hiring.service_fill_share", draw(share)),
        ("components.civilian.hiring.failure_probability", draw(share)),
        ("components.civilian.hiring.internal_days", draw(days)),
        ("components.civilian.hiring.expected_losses_per_year", draw(st.floats(0.0, 3.0).map(assumed))),
        ("components.civilian.opening_fill_share", draw(share)),
        ("components.local.rotates", draw(st.booleans())),
        ("courses.language.pass_probability", draw(share)),
        ("courses.language.seats_per_class", assumed(draw(st.integers(0, 9)))),
        ("courses.school.minimum_class", assumed(draw(st.integers(0, 6)))),
        ("courses.school.grace_days", draw(days)),
        ("courses.school.valid_years", assumed(draw(st.floats(0.05, 4.0)))),
        ("courses.school.pass_probability", draw(share)),
        ("courses.school.attempts", draw(st.integers(1, 3))),
        ("courses.school.instructors.needed", draw(st.integers(1, 6))),
        ("accession_plans.area_officers.intake_per_year", assumed(draw(st.floats(0.0, 20.0)))),
        ("accession_plans.interns.intake_per_year", assumed(draw(st.floats(0.0, 9.0)))),
        ("attrition.military.notice_days", draw(days)),
        ("attrition.civilian.notice_days", draw(days)),
        ("attrition.civilian.quit", hazards((0.0, draw(st.floats(0.0, 3.0))))),
        ("attrition.civilian.pulses", [pulse(draw) for _ in range(draw(st.integers(0, 3)))]),
        *demand(draw),
        *rotation(draw),
    )
    return Drawn(world, [setting(draw, lever) for lever in PEOPLE_LEVERS])


PEOPLE_LEVERS = {
    "slate_weeks": ({}, st.floats(0.0, 30.0)),
    "cover": ({}, st.sampled_from(["none", "empty", "one_deep"])),
    "hiring_freeze": ({"component": "civilian"}, st.sampled_from(["none", "external", "external_and_transfers"])),
    "anticipation_share": ({"component": "civilian"}, SHARES),
    "accession_intake_per_year": ({}, st.floats(0.0, 30.0)),
    "temporary_positions": ({}, st.integers(0, 6)),
    "class_every_weeks": ({"course": "school"}, st.integers(1, 40)),
    "duration_weeks": ({}, st.floats(0.1, 60.0)),
    "grace_days": ({"course": "school"}, st.floats(0.0, 300.0)),
    "retention_incentive_share": ({"component": "civilian"}, st.floats(0.0, 2.0)),
    "overlap_days": ({"tour": "abroad"}, st.floats(0.0, 365.0)),
    "search_lead_days": ({"component": "military"}, st.floats(0.0, 1000.0)),
    "extension_incentive_share": ({"tour": "abroad"}, st.floats(0.0, 9.0)),
    "tour_months": ({"tour": "abroad"}, st.floats(1.0, 60.0)),
    "consideration": ({}, st.sampled_from(["own_region", "all_regions"])),
    "priorities": ({}, st.sampled_from(["own", "headquarters"])),
    "work_factor": ({"function": "operations"}, st.floats(0.0, 3.0)),
}
"""Levers on people, what they are aimed at, and their values."""


def rotation(draw):
    """Return random tours, leads, overlaps and limits abroad."""
    share, days = SHARES.map(assumed), st.floats(0.0, 400.0).map(assumed)
    months = st.floats(0.1, 40.0).map(assumed)
    first, length = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    return [
        ("components.military.hiring.search_lead_days", draw(days)),
        ("components.civilian.hiring.search_lead_days", draw(days)),
        ("components.military.stay_after_tour_probability", draw(share)),
        ("components.military.headquarters_after_tour_share", draw(share)),
        ("components.military.alumnus_probability", draw(share)),
        ("components.civilian.abroad_limit.years", draw(st.floats(0.05, 4.0).map(assumed))),
        ("components.civilian.abroad_limit.reset_years", draw(st.floats(0.05, 2.0).map(assumed))),
        ("components.civilian.abroad_limit.least_tour_months", assumed(draw(st.floats(0.0, 0.6)))),
        ("tours.abroad.months", draw(months)),
        ("tours.abroad.season_months", [(first + later - 1) % 12 + 1 for later in range(length)]),
        ("tours.abroad.season_share", draw(share)),
        ("tours.abroad.overlap_days", draw(days)),
        ("tours.abroad.extension_probability", draw(share)),
        ("tours.abroad.extension_months", draw(months)),
        ("tours.abroad.curtailment_probability", draw(share)),
        ("tours.abroad.curtailment_days", assumed(draw(st.floats(1.0, 400.0)))),
        ("proficiency.overlap_head_start_ratio", draw(st.floats(0.0, 9.0).map(assumed))),
    ]


def demand(draw):
    """Return random demand: growth, season, crises, phases and values, what is fixed, and changes of work."""
    factor = st.floats(0.0, 3.0).map(assumed)
    sales = full_tree()["demand"]["case_classes"]["sales"]
    sales |= {
        "growth": draw(st.sampled_from(GROWTH)),
        "season_factors": assumed([1.0, *(draw(st.floats(0.0, 3.0)) for _ in range(11))]),
        "overdispersion_cv": assumed(draw(st.floats(0.0, 3.0))),
        "case_value": {
            "median_dollars": assumed(1e6),
            "sigma": draw(factor),
            "effort_elasticity": draw(SHARES.map(assumed)),
        },
    }
    if draw(st.booleans()):
        sales["phases"] = {f"phase_{number}": phase(draw) for number in range(draw(st.integers(1, 4)))}
    else:
        del sales["phases"]
        sales |= {"function": "operations", "life_mean_years": assumed(2.0), "life_cv": assumed(0.8)}
    crisis = {
        "begins_per_year": draw(factor),
        "ends_per_year": assumed(1.0),
        "first_day": draw(st.sampled_from(["calm", "stationary"])),
        "region_factors": assumed({"NORTH": draw(st.floats(0.0, 3.0))}),
    }
    return [
        ("demand.case_classes.sales", sales),
        ("demand.crisis", crisis),
        ("demand.work_changes", [{"from": date(2025, 1, 1), "factor": assumed(draw(st.floats(0.1, 3.0)))}]),
        ("regions.HQ.headquarters", True),
        ("regions.NORTH.units.office.minimum_manning", assumed({"operations": draw(st.floats(0.0, 4.0))})),
    ]


GROWTH = [
    {"path": "constant"},
    {"path": "table", "factors_by_fiscal_year": assumed({2025: 1.0, 2027: 0.0, 2028: 2.0})},
    {"path": "s_curve", "final_factor": assumed(2.0), "midpoint": date(2026, 1, 1), "rise_years": assumed(1.0)},
    {"path": "autoregressive", "per_year": assumed(0.1), "persistence": assumed(0.6), "volatility": assumed(0.3)},
]
"""Growth by each law that is not in the other worlds."""


def phase(draw):
    """Return a random phase, done in the office or by the headquarters' planners."""
    exponential, away = draw(st.booleans()), draw(st.booleans())
    return {
        "function": "planning" if away else "operations",
        "where": "headquarters" if away else "unit",
        "mean_years": assumed(draw(st.floats(0.01, 4.0))),
        "law": "exponential" if exponential else "lognormal",
        "cv": None if exponential else assumed(draw(st.floats(0.0, 2.0))),
        "hours_per_month": assumed(draw(st.just(0.0) | st.floats(0.01, 5.0))),
    }


def pulse(draw):
    """Return a random loss that comes all at once."""
    return {
        "on": date(2024, 10, 2) + timedelta(days=draw(st.integers(0, 60))),
        "cause": draw(st.sampled_from(["quit", "retire", "transfer", "involuntary"])),
        "share": assumed(draw(st.floats(0.0, 0.95))),
    }


def setting(draw, lever):
    """Return a random setting of a lever for some weeks of the run."""
    where, values = PEOPLE_LEVERS[lever]
    start = date(2024, 9, 1) + timedelta(days=draw(st.integers(0, 400)))
    until = start + timedelta(days=draw(st.integers(1, 400)))
    moved = {"lever": lever, "where": where, "change": "set", "value": draw(values), "from": start, "until": until}
    return moved | {"applies_to": draw(st.sampled_from(["new", "current"]))} if lever == "tour_months" else moved


def audited(an_arm, seed):
    """Run an arm, recounting everything after every event."""
    run = Run(an_arm, seed, 0)
    audit_world(run.world)
    read_facts, instants = run.clock.happened, []

    def look():
        read_facts()
        instants.append(run.world.now[0])
        audit_world(run.world)

    run.clock.happened = look
    run.finish()
    assert instants == sorted(instants)
    assert instants[-1] <= run.clock.horizon


@given(world=worlds(), seed=st.integers(0, 2**63 - 1))
@settings(max_examples=20)
def test_everything_adds_up_after_every_event(world, seed):
    """Every stock, account and place is what a recount from people and positions gives, at every instant."""
    audited(arm(world), seed)


@given(drawn=full_worlds(), seed=st.integers(0, 2**63 - 1))
@settings(max_examples=20)
def test_everything_adds_up_with_every_mechanism_at_work(drawn, seed):
    """The same in worlds that have all there is, under a policy that moves every lever on people."""
    audited(arm(drawn.world, *drawn.settings), seed)
