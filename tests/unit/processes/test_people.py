"""What happens to people in the odd moments: struck, frozen, on notice, half way through a chain of courses."""

from datetime import date

import pytest

from simulation.model import Run, simulate
from simulation.workforce.records import OUTSIDE
from worlds import SURGE_TEAM, arm, assumed, full, hazards, small

NO_HAZARD = hazards((0.0, 0.0))
APRIL = date(2025, 4, 1)


def flows(an_arm, until=None):
    """Return how often each thing happened, up to a date."""
    table = simulate(an_arm, 1, 0)["flows"].to_pandas()
    if until:
        table = table[table["date"] < until]
    return table.groupby("flow")["count"].sum().to_dict()


def pulse(cause, share, on=APRIL):
    return {"on": on, "cause": cause, "share": assumed(share)}


@pytest.mark.parametrize(("cause", "flow"), [("involuntary", "involuntary_losses"), ("retire", "retirements")])
def test_a_loss_all_at_once_needs_no_hazard_of_its_own(cause, flow):
    """The cause has no table, or none at that age: those struck still leave, and at once."""
    world = small(
        ("regions.NORTH.units.office.count", 40),
        ("attrition.military.quit", NO_HAZARD),
        ("attrition.military.retire", hazards((0.0, 0.0), (60.0, 1.0))),
        ("attrition.military.pulses", [pulse(cause, 0.5)]),
        ("attrition.civilian.retire", NO_HAZARD),
    )
    leavers = flows(arm(world), date(2025, 5, 1))[flow]
    inside = sum(person.component == 0 and person.state != OUTSIDE for person in Run(arm(world), 1, 0).world.people)
    assert 0.35 * inside < leavers < 0.65 * inside
    assert flows(arm(world))[flow] == leavers


def test_passing_a_course_takes_no_notice_back():
    """Somebody on notice who passes a course with an obligation leaves when the notice ends all the same."""
    world = full(("courses.school.obligation_months", assumed(60.0)), ("attrition.military.quit", hazards((0.0, 1.0))))
    run = Run(arm(world), 2, 0)
    read_facts, decided = run.clock.happened, {}

    def look():
        read_facts()
        for member, person in enumerate(run.world.people):
            if person.leaving and person.state != OUTSIDE:
                decided.setdefault(member, run.world.now[0])

    run.clock.happened = look
    run.finish()
    notice = run.world.terms.notice_ticks[0]
    assert len(decided) > 10
    for member, since in decided.items():
        person = run.world.people[member]
        assert person.state == OUTSIDE or since + notice >= run.world.now[0]
        assert person.state != OUTSIDE or person.since <= since + notice


def test_a_freeze_closes_accession_plans_too():
    """The cohort of a frozen year does not come, and does not come later; who comes then is who would have come."""
    plan = ("accession_plans.interns.intake_per_year", assumed(3.0))
    open_world = full(plan, ("components.civilian.hiring.freezes", []))
    freeze = {"lever": "hiring_freeze", "where": {"component": "civilian"}, "change": "set", "value": "external"}
    frozen = arm(open_world, freeze | {"from": date(2026, 9, 1), "until": date(2026, 11, 1)})
    interns = [
        {person.key for person in Run_to_end(an_arm).people if person.key in luck_of_interns(an_arm)}
        for an_arm in (arm(open_world), frozen)
    ]
    assert len(interns[0]) == 18
    assert len(interns[1]) == 15
    assert interns[1] < interns[0]


def Run_to_end(an_arm):  # noqa: N802 - reads as the class it stands for
    """Return the world of an arm after its run."""
    run = Run(an_arm, 1, 0)
    run.finish()
    return run.world


def luck_of_interns(an_arm):
    """Return the keys of everybody the plan of interns may ever take in."""
    from simulation.luck import Owner, key, run_key

    return {key(key(run_key(1, 0), Owner.PLAN, 1), Owner.ENTRANT, ordinal) for ordinal in range(100)}


def test_a_large_cohort_fits_the_log():
    """Five thousand people enter in one event."""
    world = full(("accession_plans.interns.intake_per_year", assumed(5000.0)), ("time.end", date(2025, 1, 1)))
    assert flows(arm(world))["accessions"] >= 5000


def test_grace_covers_what_the_course_requires():
    """With grace, somebody who lacks the language as well goes to the post first, and takes both courses from there."""
    world = full(("courses.school.grace_days", assumed(400.0)))
    run = Run(arm(world), 1, 0)
    read_facts, languages_in_post = run.clock.happened, set()

    def look():
        read_facts()
        for member, person in enumerate(run.world.people):
            if person.away and person.course == 0:
                languages_in_post.add(member)

    run.clock.happened = look
    run.finish()
    assert languages_in_post


def test_temporary_positions_come_after_their_activation_and_go_at_once():
    """Two steps within the activation time come one after the other; a fall ends them on its day."""
    steps = [
        SURGE_TEAM | {"value": 1, "from": date(2026, 1, 1), "until": date(2026, 1, 11)},
        SURGE_TEAM | {"value": 3, "from": date(2026, 1, 11), "until": date(2027, 1, 1)},
    ]
    run = Run(arm(full(), *steps), 1, 0)
    read_facts, seen = run.clock.happened, {}

    def look():
        read_facts()
        seen.setdefault(run.world.temporary[0], []).append(run.arm.calendar.day(run.world.now[0]))

    run.clock.happened = look
    run.finish()
    assert (seen[1][0], seen[3][0]) == (date(2026, 1, 31), date(2026, 2, 10))
    assert seen[0][-1] > seen[3][-1]
    assert seen[3][-1] == next(day for day in seen[0] if day > date(2026, 6, 1)) == date(2027, 1, 1)


def test_who_arrived_on_the_first_day_has_everything_to_learn():
    world = small(("components.military.opening_fill_share", assumed(1.0)))
    for person in Run(arm(world), 1, 0).world.people:
        if person.post >= 0:
            assert person.rung == min(-person.arrived // 31_168, 6)


def test_what_students_have_passed_lapses_too():
    """Of the plan's students on the first day, those past the language lose it when it is over."""
    world = full(
        ("courses.language.valid_years", assumed(0.5)),
        ("courses.language.function", "planning"),
        ("courses.language.confers", "expert"),
        ("accession_plans.area_officers.intake_per_year", assumed(200.0)),
        ("courses.planners.function", None),
        ("courses.planners.confers", None),
        ("courses.planners.during_tour", False),
    )
    run = Run(arm(world), 1, 0)
    passed = [row[0] for row in run.world.certificates if row[0]]
    assert passed
    assert max(passed) < run.clock.horizon
