"""The register of inputs: nothing with a source is missed, nothing is counted twice."""

import pytest

from simulation.analysis.assumptions import read_inputs, unit_of
from small_study import PEOPLE, world_of
from unit.analysis.made_up_run import Shape, estimate, make_world

WORLDS = {scenario: make_world(Shape(), scenario) for scenario in ("baseline", "surge")}


def by_path(worlds):
    """Return the inputs of worlds by path."""
    return {one.path: one for one in read_inputs(worlds)}


def test_every_form_of_sourced_number_is_found():
    assert list(by_path(WORLDS)) == [
        "components.military.hiring.time_to_fill_mean_days",
        "components.military.entry_service_years",
        "courses.sco_course.duration_weeks",
        "demand.case_classes.sales.growth.per_year",
        "demand.case_classes.sales.region_shares",
        "attrition.military.quit",
        "demand.case_classes.sales.surges[0].increase",
    ]


def test_what_begins_with_assumed_is_assumed_however_it_is_written():
    worlds = {"s": {"a": {"months": estimate(1, "Assumed, no figure")}, "b": {"months": estimate(1, "unassumed")}}}
    assert [one.assumed for one in read_inputs(worlds)] == [True, False]


def test_values_ranges_units_and_labels():
    found = by_path(WORLDS)
    fill = found["components.military.hiring.time_to_fill_mean_days"]
    assert (fill.label, fill.value, fill.range, fill.unit) == (
        "Military / Hiring / Time to fill mean",
        120.0,
        [60.0, 240.0],
        "days",
    )
    quits = found["attrition.military.quit"]
    assert (quits.label, quits.range, quits.unit) == ("Attrition / Military / Quit", [0.5, 1.5], "per year")
    assert quits.value == WORLDS["surge"]["attrition"]["military"]["quit"]["bands"]
    service = found["components.military.entry_service_years"]
    assert (service.label, service.value, service.source) == ("Military / Entry service", [4.0, 16.0], "assumed")


def test_an_item_of_a_list_is_named_by_its_region():
    label = by_path(WORLDS)["demand.case_classes.sales.surges[0].increase"].label
    assert label == "Demand / Case classes / Sales cases / Surges 1, EUCOM / Increase"


def test_a_table_of_numbers_with_a_source_is_one_input():
    table = {"region": "r", "positions_by_fiscal_year": {"2025": 10, "2030": 12}, "source": "assumed"}
    one = read_inputs({"s": {"demand": {"direct": [table]}}})[0]
    assert (one.path, one.value, one.unit) == ("demand.direct[0]", {"2025": 10, "2030": 12}, "positions")


@pytest.fixture(name="people")
def _people(tmp_path):
    return by_path({"calm": world_of(tmp_path, PEOPLE).model_dump(mode="json", by_alias=True)})


@pytest.mark.parametrize(
    ("path", "label", "value", "unit"),
    [
        ("components.military.hiring.internal_days", "Military / Hiring / Internal", 30, "days"),
        (
            "components.military.hiring.freezes[0]",
            "Military / Hiring / Freezes 1, 2025-01-20",
            {"from": "2025-01-20", "until": "2025-07-15"},
            "",
        ),
        (
            "components.military.hiring.freezes[1]",
            "Military / Hiring / Freezes 2, 2026-01-01",
            {"from": "2026-01-01", "until": "2026-04-01", "transfers": "yes"},
            "",
        ),
        ("regions.NO.units.office.hardship_factor", "Norway / Units / Office / Hardship factor", 1.2, "factor"),
        (
            "regions.NO.units.office.positions[1].may_fill[1].output",
            "Norway / Units / Office / Positions 2, Military / May fill 2, Military / Output",
            0.7,
            "share",
        ),
        ("courses.school.minimum_class", "School / Minimum class", 2, "people"),
        ("courses.school.valid_years", "School / Valid", 4, "years"),
        ("accession_plans.area_officers.intake_per_year", "Foreign area officers / Intake", 2.5, "people per year"),
        ("temporary_positions.support.cap", "Contract support / Cap", 8, "positions"),
        (
            "attrition.military.overload",
            "Attrition / Military / Overload",
            [{"from_ratio": 0.0, "factor": 1.0}, {"from_ratio": 1.2, "factor": 1.3}],
            "factor",
        ),
        ("attrition.military.economy[1]", "Attrition / Military / Economy 2, 2027-01-01", 0.8, "factor"),
        ("attrition.military.incentive_elasticity", "Attrition / Military / Incentive elasticity", 1.5, "ratio"),
        ("attrition.military.pulses[0].share", "Attrition / Military / Pulses 1, 2025-04-01 / Share", 0.1, "share"),
    ],
)
def test_what_a_world_says_of_people_is_found(people, path, label, value, unit):
    """With the date or the component by which an item of a list is told from the others."""
    one = people[path]
    assert (one.label, one.value, one.unit, one.source) == (label, value, unit, "assumed")


def test_nothing_with_a_source_is_missed(people):
    """Every line of the file that names a source gives an input; an alias, one for each place it stands for."""
    aliases = PEOPLE.count("*a_tenth")
    assert len(people) == PEOPLE.count("source: ") + aliases


def test_a_value_shared_by_all_scenarios_is_listed_once_and_a_differing_one_by_scenario():
    worlds = {
        "x": {"tour": {"months": estimate(24, "assumed")}, "seats_per_class": estimate(40, "assumed")},
        "y": {"tour": {"months": estimate(36, "assumed")}, "seats_per_class": estimate(40, "assumed")},
    }
    found = [(one.path, one.value, one.scenarios) for one in read_inputs(worlds)]
    assert found == [("tour.months", 24, ("x",)), ("tour.months", 36, ("y",)), ("seats_per_class", 40, ())]


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("productive_hours_per_person_month", "hours per person-month"),
        ("new_cases_per_year", "cases per year"),
        ("growth_cap_per_year", "per year"),
        ("seats_per_class", "per class"),
        ("pass_probability", "probability"),
        ("region_shares", "shares"),
        ("funded_share", "share"),
        ("months", "months"),
        ("life_cv", "ratio"),
        ("something", ""),
    ],
)
def test_units_come_from_the_key(key, unit):
    assert unit_of(key) == unit
