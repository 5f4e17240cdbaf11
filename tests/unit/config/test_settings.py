"""Do a policy's settings make sense."""

import pytest

from simulation.config.levers import LEVERS
from simulation.config.settings import check_policy, check_policy_in, targets
from simulation.config.tree import dotted
from small_study import PEOPLE, WORLD, policy_of, world_of

HEAD = "kind: policy\ntitle: Any\ndescription: Any.\nsettings:\n"


def findings(tmp_path, *settings, text=WORLD):
    """Return `location: message` of everything wrong with settings, in any world and in one; the small one if none."""
    policy = policy_of(tmp_path, HEAD + "".join(f"  - {{{setting}}}\n" for setting in settings))
    world = world_of(tmp_path, text)
    found = [*check_policy(policy), *check_policy_in(policy, world)]
    return [f"{dotted(finding.location)}: {finding.message}" for finding in found]


@pytest.mark.parametrize(
    "settings",
    [
        ("lever: consideration, change: set, value: all_regions, from: 2026-10-01",),
        ("lever: seats_per_class, change: multiply, value: 1.25, from: 2020-01-15, ramp_months: 6",),
        ("lever: tour_months, where: {tour: abroad}, change: add, value: -6, from: 2026-10-01, until: 2026-10-02",),
        ("lever: requisition_slots, where: {component: military}, change: set, value: 3, from: 2026-10-01",),
        (
            "lever: funded_share, change: set, value: 1.1, from: 2026-10-01, until: 2027-10-01",
            "lever: funded_share, change: set, value: 1.2, from: 2027-10-01",
        ),
        (
            "lever: funded_share, change: set, value: 1.1, from: 2026-10-01",
            "lever: funded_share, change: multiply, value: 1.2, from: 2026-10-01",
            "lever: funded_share, change: add, value: 0.1, from: 2026-10-01",
        ),
    ],
)
def test_sound_settings_pass(tmp_path, settings):
    """Before the start of the world, one after the other, or one on top of the other."""
    assert findings(tmp_path, *settings) == []


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (
            "lever: seats_per_clas, change: set, value: 1, from: 2026-10-01",
            "settings[0].lever: unknown lever 'seats_per_clas'; did you mean 'seats_per_class'?",
        ),
        (
            "lever: seats_per_class, where: {tour: abroad}, change: set, value: 1, from: 2026-10-01",
            "settings[0].where.tour.[key]: seats_per_class is aimed at a course, not at a 'tour'; expected 'course'",
        ),
        (
            "lever: funded_share, where: {region: NO}, change: set, value: 1, from: 2026-10-01",
            (
                "settings[0].where.region.[key]: funded_share acts everywhere at once, not at a 'region'; "
                "leave 'where' out"
            ),
        ),
        (
            "lever: seats_per_class, where: {course: scool}, change: set, value: 1, from: 2026-10-01",
            "settings[0].where.course: unknown course 'scool'; did you mean 'school'?",
        ),
        (
            "lever: consideration, change: set, value: 3, from: 2026-10-01",
            "settings[0].value: found 3; expected 'own_region' or 'all_regions'",
        ),
        (
            "lever: consideration, change: add, value: all_regions, from: 2026-10-01",
            "settings[0].change: found 'add'; consideration is a choice: expected 'set'",
        ),
        (
            "lever: seats_per_class, change: set, value: many, from: 2026-10-01",
            "settings[0].value: found text 'many'; expected a number (seats)",
        ),
        (
            "lever: pass_probability, change: set, value: 1.2, from: 2026-10-01",
            "settings[0].value: found 1.2; expected from 0 to 1 (probability)",
        ),
        (
            "lever: seats_per_class, change: set, value: 1e7, from: 2026-10-01",
            "settings[0].value: found 1e+07; expected from 0 to 1000000 (seats)",
        ),
        (
            "lever: seats_per_class, change: multiply, value: -1, from: 2026-10-01",
            "settings[0].value: found -1; expected a factor of at least 0",
        ),
        (
            "lever: seats_per_class, change: set, value: 1, from: 2026-10-01, until: 2026-10-01",
            "settings[0].until: found 2026-10-01; expected a date after 'from' (2026-10-01)",
        ),
        (
            "lever: seats_per_class, change: set, value: 1, from: 2026-10-01, until: 9999-10-01",
            "settings[0].until: found 9999-10-01; expected a date such as 2026-10-01, between 1990 and 2100",
        ),
        (
            "lever: seats_per_class, change: set, value: 1, from: 2026-10-01, ramp_months: 3",
            "settings[0].ramp_months: what is 'set' comes in at once; leave ramp_months out, or multiply or add",
        ),
        (
            "lever: seats_per_class, change: set, value: 1, from: 2030-10-01",
            "settings[0].from: found 2030-10-01, not before the end of the period simulated (2030-10-01)",
        ),
        (
            "lever: tour_months, where: {tour: home}, change: add, value: 6, from: 2026-10-01",
            "settings[0].lever: 'home' has no planned end, so tour_months has nothing to add",
        ),
        (
            "lever: requisition_slots, change: multiply, value: 2, from: 2026-10-01",
            "settings[0].lever: 'military' has no limit, so requisition_slots has nothing to multiply",
        ),
    ],
)
def test_what_makes_no_sense_is_found_with_its_place(tmp_path, setting, expected):
    """One thing wrong, one message."""
    assert findings(tmp_path, setting) == [expected]


@pytest.mark.parametrize("second", ["where: {course: school}, ", ""])
def test_two_values_cannot_be_set_at_the_same_time(tmp_path, second):
    """Neither for one target nor for one target and all."""
    found = findings(
        tmp_path,
        "lever: seats_per_class, where: {course: school}, change: set, value: 1, from: 2026-10-01, until: 2027-10-01",
        f"lever: seats_per_class, {second}change: set, value: 2, from: 2027-09-30",
    )
    assert found == [
        (
            "settings[1].lever: settings[0] already sets seats_per_class for the same target in that time; "
            "let one end where the other begins, or remove one"
        )
    ]


def test_a_lever_without_a_target_in_this_world_does_nothing_and_says_so(tmp_path):
    """Seats of courses that do not exist."""
    without_courses = WORLD[: WORLD.index("courses:")] + WORLD[WORLD.index("assignment:") :]
    policy = policy_of(tmp_path, HEAD + "  - {lever: seats_per_class, change: add, value: 1, from: 2026-10-01}\n")
    (finding,) = check_policy_in(policy, world_of(tmp_path, without_courses))
    assert finding.message == "this world has no course, so seats_per_class has nothing to add"


@pytest.mark.parametrize(
    "setting",
    [
        "lever: hiring_freeze, change: set, value: none, from: 2025-01-01, until: 2026-01-01",
        "lever: hiring_freeze, where: {component: local}, change: set, value: external_and_transfers, from: 2026-10-01",
        "lever: anticipation_share, change: set, value: 1, from: 2026-10-01",
        "lever: accession_intake_per_year, where: {plan: area_officers}, change: add, value: 1.5, from: 2026-10-01",
        "lever: temporary_positions, where: {temporary: support}, change: set, value: 12, from: 2026-10-01",
        "lever: class_every_weeks, change: multiply, value: 0.5, from: 2026-10-01",
        "lever: duration_weeks, where: {course: language}, change: add, value: -4, from: 2026-10-01, ramp_months: 6",
        "lever: grace_days, change: set, value: 0, from: 2026-10-01",
        "lever: retention_incentive_share, where: {component: military}, change: set, value: 0.2, from: 2026-10-01",
    ],
)
def test_levers_of_people_pass_where_they_can_act(tmp_path, setting):
    """If some of the targets have what the lever needs, that is enough; beyond the cap it only acts up to it."""
    assert findings(tmp_path, setting, text=PEOPLE) == []


@pytest.mark.parametrize(
    ("lever", "value", "lacking"),
    [
        ("accession_intake_per_year", 4, "this world has no accession plan"),
        ("temporary_positions", 4, "this world has no section of temporary positions"),
        ("grace_days", 90, "'school' has no 'during_tour: true'"),
        ("anticipation_share", 0.5, "'military' has no expected_losses_per_year"),
        ("retention_incentive_share", 0.1, "'military' has no incentive_elasticity"),
    ],
)
def test_levers_of_people_say_what_they_need(tmp_path, lever, value, lacking):
    """A world that does not speak of it gives them nothing to act on."""
    found = findings(tmp_path, f"lever: {lever}, change: set, value: {value}, from: 2026-10-01")
    assert found == [f"settings[0].lever: {lacking}, so {lever} has nothing to set"]


def test_dated_classes_have_no_interval(tmp_path):
    """One cannot be set without their dates."""
    dated = (
        WORLD[: WORLD.index("    first_class")]
        + "    class_dates: [2025-01-06]\n"
        + WORLD[WORLD.index("    duration_weeks") :]
    )
    found = findings(tmp_path, "lever: class_every_weeks, change: set, value: 8, from: 2026-10-01", text=dated)
    assert found == ["settings[0].lever: 'school' has no series of classes, so class_every_weeks has nothing to set"]


def test_every_lever_is_aimed_at_something_that_worlds_have(tmp_path):
    """Or nothing could be checked about its target."""
    world = world_of(tmp_path, PEOPLE)
    assert all(list(targets(lever, world)) for lever in LEVERS.values())
    assert all((lever.bounds is None) == bool(lever.choices) for lever in LEVERS.values())
