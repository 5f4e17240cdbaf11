"""What happens to people in the odd moments: struck, frozen, on notice, half way through a chain of courses."""

from datetime import date

import pytest

from simulation.decisions.establishment_review import position_to_bring_back
from simulation.decisions.recruiting import next_to_recruit
from simulation.events import Kind
from simulation.model import Run, simulate
from simulation.units import HAZARD, TICKS_PER_YEAR
from simulation.workforce.accounts import IN_TRANSIT_TO
from simulation.workforce.records import OUTSIDE
from worlds import SURGE_TEAM, arm, assumed, full, hazards, small, world_of

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


def test_a_post_held_by_another_component_is_recruited_for_when_it_falls_empty():
    """Every open post nobody is found for has its own component's hiring to come, whoever left it."""
    officers = [{"component": "military"}]
    posts = [
        {"function": "planning", "component": "civilian", "level": "basic", "tour": "abroad", "count": 2},
        {"function": "planning", "component": "military", "level": "basic", "tour": "abroad", "count": 3},
    ]
    posts[0]["may_fill"] = officers
    world = small(
        ("regions.HQ.units.staff.positions", posts),
        ("tours.abroad.months", assumed(12.0)),
        ("components.military.stay_after_tour_probability", assumed(0.9)),
    )
    for replication in range(3):
        run = Run(arm(world), 1, replication)
        read_facts, unasked = run.clock.happened, []

        def look(run=run, read_facts=read_facts, unasked=unasked):
            read_facts()
            if next_to_recruit(run.world, 1) >= 0 and run.clock._arranged[Kind.HIRING, 1].due > run.world.now[0] + 1:
                unasked.append(run.world.now[0])

        run.clock.happened = look
        run.finish()
        assert unasked == []


def test_an_obligation_puts_off_no_involuntary_loss():
    """Nobody stays beyond the day on which the budget against being made to leave is used up."""
    world = full(
        ("attrition.military.entry_obligation_years", assumed(5.0)),
        ("attrition.military.involuntary", hazards((0.0, 0.3))),
        ("attrition.military.notice_days", assumed(0.0)),
        ("courses.school.obligation_months", assumed(1.0)),
    )
    run = Run(arm(world), 1, 0)
    read_facts = run.clock.happened

    def look():
        read_facts()
        for person, budget in zip(run.world.people, run.world.budgets, strict=True):
            if person.component == 0 and person.state != OUTSIDE:
                years = (run.world.now[0] - person.settled) / TICKS_PER_YEAR
                assert budget[3] / TICKS_PER_YEAR / HAZARD - 0.3 * years > -1e-4

    run.clock.happened = look
    run.finish()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_hiring_ahead_meets_a_freeze_when_somebody_would_be_selected(share):
    world = full(
        ("components.civilian.hiring.selected_after_share", assumed(share)),
        ("components.civilian.hiring.time_to_fill_mean_days", assumed(200.0)),
        ("components.civilian.hiring.time_to_fill_cv", assumed(0.0)),
        ("components.civilian.hiring.freezes", []),
        ("components.civilian.opening_fill_share", assumed(1.0)),
    )
    freeze = {"lever": "hiring_freeze", "where": {"component": "civilian"}, "change": "set", "value": "external"}
    table = simulate(arm(world, freeze | {"from": date(2025, 1, 1)}), 1, 0)["flows"].to_pandas()
    late = table[(table["flow"] == "hires") & (table["component"] == "civilian") & (table["date"] > date(2025, 1, 1))]
    assert (late["count"].sum() == 0) == (share > 0.0)


def test_entrants_of_the_first_day_owe_service_as_well():
    world = small(
        ("attrition.military.entry_obligation_years", assumed(5.0)),
        ("components.military.opening_fill_share", assumed(0.2)),
    )
    opened = Run(arm(world), 1, 0).world
    entrants = [one for one in opened.people if one.component == 0 and one.entered == 0 and one.bound >= 0]
    assert entrants
    assert {one.obliged for one in entrants} == {5 * TICKS_PER_YEAR}


def test_attempts_once_used_up_stay_used_up_in_a_post():
    """The school is failed twice; that a required language lapses and is taken again brings no third attempt."""
    world = full(
        ("courses.school.pass_probability", assumed(0.0)),
        ("courses.language.valid_years", assumed(1.0)),
        ("courses.language.function", "teaching"),
        ("courses.language.confers", "expert"),
    )
    run = Run(arm(world), 1, 0)
    read_facts, classes, tried = run.clock.happened, set(), {}

    def look():
        read_facts()
        for member, person in enumerate(run.world.people):
            if person.away and person.course == 1 and (member, person.exams) not in classes:
                classes.add((member, person.exams))
                tried[member, person.tours] = tried.get((member, person.tours), 0) + 1

    run.clock.happened = look
    run.finish()
    assert max(tried.values()) == 2


def test_many_temporary_positions_fit_the_log():
    many = SURGE_TEAM | {"value": 5000, "from": date(2024, 11, 1)}
    world = full(("temporary_positions.surge_team.cap", assumed(5000)), ("time.end", date(2025, 2, 1)))
    assert flows(arm(world, many))["positions_created"] >= 5000


def test_temporary_positions_leave_the_luck_of_lasting_ones_alone():
    """With temporary positions in its cell, a lasting position made later has the key it would have had."""
    programme = full().temporary_positions["surge_team"].model_dump() | {"component": "civilian", "tour": "home"}
    world = full(
        ("temporary_positions.surge_team", programme),
        ("demand.case_classes.sales.growth.per_year", assumed(0.5)),
        ("establishment.growth_cap_per_year", assumed(1.0)),
    )
    kept = []
    for steps in ([], [SURGE_TEAM | {"from": date(2024, 11, 1), "until": date(2025, 6, 1)}]):
        run = Run(arm(world, *steps), 1, 0)
        run.finish()
        kept.append(
            {(one.cell, one.slot): one.key for one in run.world.positions if one.temporary < 0 and one.component == 1}
        )
    assert kept[0].keys() & kept[1].keys()
    assert all(kept[1][place] == luck for place, luck in kept[0].items() if place in kept[1])


def test_who_sits_in_an_abolished_position_gets_it_back_first():
    world = Run(arm(), 1, 0).world
    group = world.positions[0].group
    mine = [number for number, one in enumerate(world.positions) if one.group == group]
    assert len(mine) == 3
    for number in (mine[0], mine[2]):
        world.positions[number].authorised = 0
    world.positions[mine[0]].incumbent, world.positions[mine[2]].incumbent = -1, 0
    assert position_to_bring_back(world, world.positions[mine[0]].cell, group) == mine[2]


def test_nobody_is_in_class_on_the_first_day_for_a_post_that_may_be_held_from_below():
    below = [{"component": "military", "levels_below": 1, "output": assumed(0.8)}]
    world = small(
        ("regions.NORTH.units.office.count", 60),
        ("components.military.opening_fill_share", assumed(0.0)),
        ("courses.school.duration_weeks", assumed(52.0)),
    ).model_dump(by_alias=True)
    for group in world["regions"]["NORTH"]["units"]["office"]["positions"]:
        group["may_fill"] = below if group["component"] == "military" else []
    opened = Run(arm(world_of(world)), 1, 0).world
    stages = [one.stage for one in opened.positions if one.region == 0 and one.component == 0 and one.incumbent < 0]
    assert 0.2 < stages.count(IN_TRANSIT_TO) / len(stages) < 0.45
