"""Levers as step tables: set, then multiply, then add; ramps in monthly steps."""

from datetime import date

import pytest

from simulation.arm.step_tables import CHOICES
from simulation.config.levers import LEVERS
from simulation.units import RATIO, TICKS_PER_DAY, UNLIMITED, ticks_from_months
from worlds import arm, assumed, hazards, small

FREEZES = (
    {"from": date(2025, 1, 20), "until": date(2025, 7, 15), "source": "assumed"},
    {"from": date(2026, 1, 1), "until": date(2026, 4, 1), "transfers": True, "source": "assumed"},
)


def frozen(*freezes):
    """Return the small world with the given freezes of military hiring."""
    return small(("components.military.hiring.freezes", list(freezes)))


def people():
    """Return the small world with a second course of dated classes, a plan, and what the levers of people act on."""
    school = small().courses["school"].model_dump(by_alias=True)
    dated = {
        "label": "Language",
        "class_dates": [date(2025, 1, 6)],
        "duration_weeks": assumed(26.0),
        "seats_per_class": assumed(6),
        "pass_probability": assumed(0.8),
        "attempts": 1,
    }
    plan = {
        "label": "Officers",
        "component": "military",
        "region": "HQ",
        "intake_per_year": assumed(2.5),
        "intake_law": "fixed",
    }
    support = {
        "label": "Support",
        "component": "civilian",
        "function": "operations",
        "level": "basic",
        "tour": "abroad",
        "activation_days": assumed(60.0),
        "cap": assumed(8),
    }
    quitting = {"quit": hazards((0.0, 0.03)), "retire": hazards((0.0, 0.1)), "incentive_elasticity": assumed(1.5)}
    return small(
        ("courses", {"school": school | {"during_tour": True, "grace_days": assumed(90.5)}, "language": dated}),
        ("accession_plans", {"officers": plan}),
        ("temporary_positions", {"support": support}),
        ("components.military.hiring.expected_losses_per_year", assumed(0.1)),
        ("components.military.hiring.anticipation_share", assumed(0.25)),
        ("attrition.military", quitting),
    )


def setting(lever, change, value, start=date(2026, 10, 1), **more):
    return {"lever": lever, "change": change, "value": value, "from": start, **more}


def steps(*settings, world=None):
    """Return (date, value) of every step."""
    an_arm = arm(world, *settings)
    return [(an_arm.calendar.day(step.tick), step.value) for step in an_arm.levers.steps]


def test_every_lever_has_a_value_from_the_start():
    assert set(arm().levers.opening) == set(LEVERS)
    assert arm().levers.opening["requisition_slots"] == (UNLIMITED, UNLIMITED)
    assert arm().levers.opening["tour_months"] == (ticks_from_months(24), UNLIMITED)
    assert arm().levers.opening["pass_probability"] == (round(0.85 * RATIO),)


def test_order_is_set_multiply_add():
    """However the settings are listed."""
    listed = [
        setting("seats_per_class", "add", 1),
        setting("seats_per_class", "multiply", 2.0),
        setting("seats_per_class", "set", 10),
    ]
    assert steps(*listed) == steps(*reversed(listed)) == [(date(2026, 10, 1), 21)]


def test_until_ends_a_setting():
    found = steps(setting("seats_per_class", "set", 9, until=date(2027, 4, 1)))
    assert found == [(date(2026, 10, 1), 9), (date(2027, 4, 1), 3)]


def test_ramp_steps_monthly_and_reaches_the_whole():
    """The first step is taken on the first day, the last after one month fewer than the ramp has."""
    found = steps(setting("tour_months", "add", 3.0, where={"tour": "abroad"}, ramp_months=3))
    assert found == [
        (date(2026, 10, 1), ticks_from_months(25)),
        (date(2026, 11, 1), ticks_from_months(26)),
        (date(2026, 12, 1), ticks_from_months(27)),
    ]


@pytest.mark.parametrize("start", [date(2020, 1, 1), date(2024, 10, 1)])
def test_setting_before_the_start_is_in_force_one_tick_after_it(start):
    """The first day is the same under every policy."""
    an_arm = arm(None, setting("seats_per_class", "set", 7, start))
    assert an_arm.levers.opening == arm().levers.opening
    assert [(step.tick, step.value) for step in an_arm.levers.steps] == [(1, 7)]


def test_what_has_no_limit_stays_without_one():
    """Adding to all tours leaves posts without a planned end as they are."""
    found = arm(None, setting("tour_months", "add", -6)).levers.steps
    assert [(step.target, step.value) for step in found] == [(0, ticks_from_months(18))]


def test_setting_that_changes_nothing_leaves_no_step():
    assert steps(setting("seats_per_class", "multiply", 1.0, ramp_months=24)) == []


def test_values_stay_within_the_bounds_of_the_lever():
    assert steps(setting("pass_probability", "multiply", 5.0)) == [(date(2026, 10, 1), RATIO)]
    assert steps(setting("seats_per_class", "add", -50)) == [(date(2026, 10, 1), 0)]


@pytest.mark.parametrize("target", ["military", "civilian"])
def test_where_aims_at_one_target(target):
    an_arm = arm(None, setting("time_to_fill_mean_days", "set", 30.0, where={"component": target}))
    (step,) = an_arm.levers.steps
    assert (an_arm.layout.components[step.target], step.value) == (target, 30 * TICKS_PER_DAY)


def test_without_where_a_lever_moves_everywhere():
    an_arm = arm(small(("components.civilian.hiring.time_to_fill_mean_days", assumed(100.0))))
    assert an_arm.levers.opening["time_to_fill_mean_days"] == (60 * TICKS_PER_DAY, 100 * TICKS_PER_DAY)
    halved = arm(an_arm.world, setting("time_to_fill_mean_days", "multiply", 0.5)).levers.steps
    assert [step.value for step in halved] == [30 * TICKS_PER_DAY, 50 * TICKS_PER_DAY]


def test_digest_follows_the_numbers_and_not_the_names():
    assert arm().digest == arm(name="another").digest
    assert arm().digest != arm(None, setting("seats_per_class", "add", 1)).digest


def test_levers_of_people_stand_where_the_world_puts_them():
    """Nothing is frozen, added or paid to begin with; what is left out is none, or never comes again."""
    opening = arm(people()).levers.opening
    week = 7 * TICKS_PER_DAY
    assert opening["hiring_freeze"] == (0, 0)
    assert opening["anticipation_share"] == (RATIO // 4, 0)
    assert opening["accession_intake_per_year"] == (5 * RATIO // 2,)
    assert opening["temporary_positions"] == (0,)
    assert opening["class_every_weeks"] == (8 * week, UNLIMITED)
    assert opening["duration_weeks"] == (6 * week, 26 * week)
    assert opening["grace_days"] == (round(90.5 * TICKS_PER_DAY), 0)
    assert opening["retention_incentive_share"] == (0, 0)


@pytest.mark.parametrize(
    ("moved", "where", "expected"),
    [
        (("anticipation_share", "set", 0.5), {"component": "military"}, (0, RATIO // 2)),
        (("accession_intake_per_year", "add", 0.25), {"plan": "officers"}, (0, 11 * RATIO // 4)),
        (("temporary_positions", "set", 12), {"temporary": "support"}, (0, 12)),
        (("class_every_weeks", "multiply", 0.5), {"course": "school"}, (0, 28 * TICKS_PER_DAY)),
        (("duration_weeks", "add", -2.5), {"course": "language"}, (1, round(23.5 * 7 * TICKS_PER_DAY))),
        (("grace_days", "set", 0), {"course": "school"}, (0, 0)),
        (("retention_incentive_share", "set", 0.125), {"component": "military"}, (0, RATIO // 8)),
    ],
)
def test_levers_of_people_move_on_their_grids(moved, where, expected):
    (step,) = arm(people(), setting(*moved, where=where)).levers.steps
    assert (step.lever, (step.target, step.value)) == (moved[0], expected)


@pytest.mark.parametrize(
    ("lever", "value", "moved"),
    [
        ("class_every_weeks", 4, [0]),
        ("grace_days", 30, [0]),
        ("anticipation_share", 1, [0]),
        ("retention_incentive_share", 0.5, [0]),
        ("tour_months", 12, [0]),
    ],
)
def test_a_lever_leaves_alone_what_it_cannot_act_on(lever, value, moved):
    """Set everywhere, it gives dated classes no interval, and posts without a planned end none."""
    found = arm(people(), setting(lever, "set", value)).levers.steps
    assert [step.target for step in found] == moved


def test_a_limit_that_is_set_can_be_multiplied():
    """Unlimited requisitions become limited by the one and doubled by the other."""
    settings = [setting("requisition_slots", "set", 3), setting("requisition_slots", "multiply", 2.0)]
    assert [step.value for step in arm(None, *settings).levers.steps] == [6, 6]


def test_freezes_of_the_world_are_in_force_under_every_policy():
    """Of their own component only, transfers included if said so."""
    an_arm = arm(frozen(*FREEZES))
    assert an_arm.levers.opening["hiring_freeze"] == (0, 0)
    assert [(an_arm.calendar.day(step.tick), step.target, step.value) for step in an_arm.levers.steps] == [
        (date(2025, 1, 20), 0, 1),
        (date(2025, 7, 15), 0, 0),
        (date(2026, 1, 1), 0, 2),
        (date(2026, 4, 1), 0, 0),
    ]


def test_a_freeze_under_way_at_the_start_begins_one_tick_after_it():
    """Requisitions open on the first day are then ended like any others."""
    before = {"from": date(2024, 1, 1), "until": date(2024, 12, 1), "source": "assumed"}
    an_arm = arm(frozen(before))
    assert [(step.tick, step.value) for step in an_arm.levers.steps] == [(1, 1), (61 * TICKS_PER_DAY, 0)]


def test_a_policy_may_lift_or_tighten_a_freeze_of_the_world():
    """While it is in force it wins; then the world's own freezes hold again."""
    lifted = setting("hiring_freeze", "set", "none", date(2025, 3, 1), until=date(2025, 6, 1))
    assert steps(lifted, world=frozen(FREEZES[0])) == [
        (date(2025, 1, 20), 1),
        (date(2025, 3, 1), 0),
        (date(2025, 6, 1), 1),
        (date(2025, 7, 15), 0),
    ]
    tightened = setting(
        "hiring_freeze", "set", "external_and_transfers", date(2025, 7, 1), where={"component": "military"}
    )
    assert steps(tightened, world=frozen(FREEZES[0])) == [(date(2025, 1, 20), 1), (date(2025, 7, 1), 2)]


def test_a_policy_that_repeats_the_world_changes_nothing():
    """The digest of the arm is the same."""
    same = setting("hiring_freeze", "set", "external", date(2025, 1, 20), until=date(2025, 7, 15))
    aimed = {**same, "where": {"component": "military"}}
    assert arm(frozen(FREEZES[0]), aimed).levers == arm(frozen(FREEZES[0])).levers


def test_every_choice_has_a_number_of_its_own():
    """In the order in which the lever lists them."""
    for lever in LEVERS.values():
        assert [CHOICES[choice] for choice in lever.choices] == list(range(len(lever.choices)))
