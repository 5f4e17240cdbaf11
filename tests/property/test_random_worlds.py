"""Twenty random worlds, each audited after every event: nothing hangs, nothing crashes, everything adds up."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.model import Run
from simulation.observation.audit import audit_world
from worlds import arm, assumed, component, hazards, small

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
        ("demand.case_classes.sales.growth_per_year", assumed(draw(st.floats(-0.5, 0.5)))),
        ("demand.case_classes.sales.life_mean_years", assumed(draw(st.floats(0.1, 10.0)))),
        ("establishment.review_months", draw(st.integers(1, 24))),
        ("establishment.programming_lag_months", assumed(draw(st.integers(0, 36)))),
        ("establishment.growth_cap_per_year", assumed(draw(st.floats(0.0, 0.5)))),
        ("establishment.reduction_cap_per_year", assumed(draw(st.floats(0.0, 0.5)))),
        ("courses.school.seats_per_class", assumed(draw(st.integers(0, 8)))),
        ("courses.school.pass_probability", assumed(draw(SHARES))),
        ("courses.school.attempts", draw(st.integers(1, 3))),
        ("courses.school.duration_weeks", assumed(draw(st.floats(0.1, 60.0)))),
        ("assignment.consideration", draw(st.sampled_from(["own_region", "all_regions"]))),
        ("assignment.uncertified_output", assumed(draw(SHARES))),
        ("proficiency.start_share", assumed(draw(SHARES))),
        ("proficiency.ramp_months", assumed(draw(st.integers(0, 24)))),
        ("attrition.military.quit", hazards((0.0, draw(st.floats(0.0, 3.0))), (1.0, draw(st.floats(0.0, 1.0))))),
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


@given(world=worlds(), seed=st.integers(0, 2**63 - 1))
@settings(max_examples=20)
def test_everything_adds_up_after_every_event(world, seed):
    """Every stock, account and place is what a recount from people and positions gives, at every instant."""
    run = Run(arm(world), seed, 0)
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
