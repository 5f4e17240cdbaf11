"""The register of inputs: nothing with a source is missed, nothing is counted twice."""

import pytest

from simulation.analysis.assumptions import read_inputs, unit_of
from unit.analysis.made_up_run import Shape, estimate, make_world

WORLDS = {scenario: make_world(Shape(), scenario) for scenario in ("baseline", "surge")}


def by_path(worlds):
    """Return the inputs of worlds by path."""
    return {one.path: one for one in read_inputs(worlds)}


def test_every_form_of_sourced_number_is_found():
    assert list(by_path(WORLDS)) == [
        "components.military.time_to_fill_mean_days",
        "components.military.entry_service_years",
        "courses.sco_course.duration_weeks",
        "demand.case_classes.sales.growth_per_year",
        "demand.case_classes.sales.region_shares",
        "attrition.military.quit",
        "demand.case_classes.sales.surges[0].increase",
    ]


def test_what_begins_with_assumed_is_assumed_however_it_is_written():
    worlds = {"s": {"a": {"months": estimate(1, "Assumed, no figure")}, "b": {"months": estimate(1, "unassumed")}}}
    assert [one.assumed for one in read_inputs(worlds)] == [True, False]


def test_values_ranges_units_and_labels():
    found = by_path(WORLDS)
    fill = found["components.military.time_to_fill_mean_days"]
    assert (fill.label, fill.value, fill.range, fill.unit) == (
        "Military / Time to fill mean",
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
