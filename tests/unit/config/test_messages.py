"""What was found, what was expected, what to do."""

from datetime import date

import pytest

from simulation.config.demand import CaseClass
from simulation.config.loading import validate
from simulation.config.messages import NAME, describe, did_you_mean, section_at
from simulation.config.policy import Policy
from simulation.config.section import Estimate
from simulation.config.syntax import parse
from simulation.config.tree import Source
from simulation.config.world import World
from small_study import SEATS, WORLD, edited


def complaints(model, text, *, partial=False):
    """Return `path: message` of everything wrong with a text."""
    root = parse(Source("f.yaml", tuple(text.splitlines())), [])
    return [f"{problem.path}: {problem.message}" for problem in validate(model, root, partial=partial)[1]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: A small world", "title: 2024", "title: found 2024; expected a text: put it in quotes"),
        (
            "title: A small world",
            "title: 2024-10-01",
            "title: found the date 2024-10-01; expected a text: put it in quotes",
        ),
        ("title: A small world", "title:", "title: found nothing; expected a text"),
        ("title: A small world", "title: [a]", "title: found a list; expected a text"),
        ("title: A small world", "title: {a: b}", "title: found a section; expected a text"),
        ("attempts: 2", "attempts: 2.5", "courses.school.attempts: found 2.5; expected a whole number"),
        ("attempts: 2", "attempts: 2.0", "courses.school.attempts: found 2; expected a whole number"),
        ("attempts: 2", "attempts: true", "courses.school.attempts: found true; expected a whole number"),
        ("attempts: 2", "attempts: two", "courses.school.attempts: found text 'two'; expected a whole number"),
        (
            "attempts: 2",
            "attempts: '2'",
            "courses.school.attempts: found text '2'; expected a whole number: take the quotes away",
        ),
        ("attempts: 2", "attempts: 11", "courses.school.attempts: found 11; expected at most 10"),
        ("attempts: 2", "attempts: 0", "courses.school.attempts: found 0; expected at least 1"),
        (
            "first_class: 2024-10-07",
            "first_class: 7 October 2024",
            "courses.school.first_class: found text '7 October 2024'; expected a date such as 2026-10-01",
        ),
        (
            "consideration: own_region",
            "consideration: own_regions",
            (
                "assignment.consideration: found text 'own_regions'; expected 'own_region' or 'all_regions'; "
                "did you mean 'own_region'?"
            ),
        ),
        ("levels: [basic, expert]", "levels: expert", "levels: found text 'expert'; expected a list"),
        ("levels: [basic, expert]", "levels: []", "levels: found 0 entries; expected at least 1"),
        ("levels: [basic, expert]", "levels: [basic, 2]", "levels[1]: found 2; expected a text: put it in quotes"),
        (
            "levels: [basic, expert]",
            "levels: [basic, 2nd]",
            f"levels[1]: found text '2nd'; expected {NAME}",
        ),
        (
            "entry_service_years: [8, 18]",
            "entry_service_years: [8]",
            "components.military.entry_service_years: found 1 entry; expected at least 2",
        ),
        (
            "entry_service_years: [8, 18]",
            "entry_service_years: [8, 12, 18]",
            "components.military.entry_service_years: found 3 entries; expected at most 2",
        ),
        (
            "seats_per_class: {value: 4, source: assumed}",
            "seats_per_class: 4",
            "courses.school.seats_per_class: found 4; expected a record {value: ..., range: [low, high], source: ...}",
        ),
        (
            "seats_per_class: {value: 4, source: assumed}",
            "seats_per_class: {value: 4, source: x}",
            "courses.school.seats_per_class.source: found text 'x'; expected at least 3 characters",
        ),
        (
            "proficiency:\n  start_share: {value: 0.5, source: assumed}\n  ramp_months: {value: 6, source: assumed}\n",
            "proficiency: none\n",
            (
                "proficiency: found text 'none'; expected a section with the keys start_share, ramp_months, "
                "earlier_tour_head_start_months, overlap_head_start_ratio"
            ),
        ),
        (
            "{from_years: 0, per_year: 0.05}",
            "{from_years: 1, per_year: 0.05}",
            ("attrition.military.quit: the first band begins at 1 years; it must begin at 0"),
        ),
        ("start: 2024-10-01", "start: 2024-10-02", "time: start is 2024-10-02; it must be the first day of a month"),
        (
            "reduction_cap_per_year: {value: 0.05,",
            "reduction_cap: {value: 0.05,",
            ("establishment.reduction_cap: unknown key; did you mean 'reduction_cap_per_year'?"),
        ),
        (
            "{label: Oversight}",
            "{label: Oversight, inherently_governmental: yes}",
            "functions.oversight.inherently_governmental: found text 'yes'; expected true or false",
        ),
        (
            "{label: Oversight}",
            "{label: Oversight, inherently_governmental: 'true'}",
            (
                "functions.oversight.inherently_governmental: found text 'true'; expected true or false: "
                "take the quotes away"
            ),
        ),
        (
            "attempts: 2",
            "attempts: 'true'",
            "courses.school.attempts: found text 'true'; expected a whole number",
        ),
        (
            "    entry_level: basic",
            "    time_to_fill_cv: {value: 0.5, source: assumed}\n    entry_level: basic",
            "components.military.time_to_fill_cv: unknown key; it belongs into 'hiring'",
        ),
        (
            "    entry_level: basic",
            "    source: assumed\n    entry_level: basic",
            (
                "components.military.source: unknown key; expected one of: label, hiring, governmental, rotates, "
                "entry_service_years, entry_service_source, entry_level, stay_after_tour_probability, "
                "headquarters_after_tour_share, alumnus_probability, abroad_limit, "
                "opening_fill_share, opening_certified_share"
            ),
        ),
        ("functions:\n", "functions:\n  1: {label: One}\n", "functions[1]: found 1; expected a text: put it in quotes"),
    ],
)
def test_a_world_that_does_not_fit_its_schema(old, new, message):
    """One change, one message, in words that do not presuppose the program."""
    assert complaints(World, edited(WORLD, old, new)) == [message]


def test_a_misspelt_key_is_one_problem_not_two():
    """The key that is missing for that reason goes unmentioned; another that is missing does not."""
    text = edited(WORLD, "      label: Staff\n        ".replace("      label", "label"), "lable: Staff\n        ")
    assert complaints(World, text) == ["regions.HQ.units.staff.lable: unknown key; did you mean 'label'?"]
    text = edited(SEATS, "title: More seats\ndescription", "titel")
    assert complaints(Policy, text) == [
        "description: missing key; add it: What is done, and why one might",
        "titel: unknown key; did you mean 'title'?",
    ]


def test_a_value_that_may_be_of_several_types_gets_one_message():
    """Not one for each type it is not."""
    assert complaints(Policy, edited(SEATS, "value: 1.5", "value: true")) == [
        "settings[0].value: found true; expected a number or a text"
    ]


def test_a_partial_tree_may_lack_keys_but_not_inside_lists():
    """A scenario's maps are merged over the world, its lists replace what they meet."""
    text = "levels: 3\ndemand:\n  direct:\n    - {region: HQ, unit: staff, function: oversight, source: mine}\n"
    assert complaints(World, text, partial=True) == [
        "levels: found 3; expected a list",
        (
            "demand.direct[0].positions_by_fiscal_year: missing key; "
            "add it: Positions required from 1 October before the named fiscal year"
        ),
    ]


def test_a_partial_section_is_not_blamed_for_what_the_world_below_may_say():
    """A spread, for one; only where every key is given is what they say together final."""
    mean = "time_to_fill_mean_days: {value: 80, source: mine}"
    selected = "selected_after_share: {value: 0.4, source: mine}"
    hiring = f"components: {{military: {{hiring: {{{mean}, {selected}}}}}}}\n"
    assert complaints(World, hiring, partial=True) == []
    assert complaints(World, "time: {start: 2026-10-01, end: 2025-10-01}\n", partial=True) == [
        "time: start 2026-10-01 must come before end 2025-10-01, both between 1990 and 2100"
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (0.1, "0.1"),
        ("a", "text 'a'"),
        ("x" * 50, f"text '{'x' * 37}...'"),
        (date(2026, 10, 1), "the date 2026-10-01"),
        ([1], "a list"),
        ({}, "a section"),
    ],
)
def test_what_was_found_is_named_as_its_writer_would(value, words):
    """Without words of a programming language."""
    assert describe(value) == words


def test_an_unknown_word_is_met_with_the_likeliest_or_with_all_if_few():
    """And with nothing where a list would not help."""
    assert did_you_mean("regoin", ["region", "unit"]) == "; did you mean 'region'?"
    assert did_you_mean("xyz", ["region", "unit"]) == "; expected one of: region, unit"
    assert did_you_mean("xyz", [f"region_{number}" for number in range(30)]) == ""
    assert did_you_mean("xyz", []) == ""


def test_the_schema_can_be_asked_what_belongs_where():
    """Through maps, lists, records and keys that may be left out."""
    assert section_at(World, ()) is World
    assert section_at(World, ("demand", "case_classes", "any")) is CaseClass
    assert section_at(World, ("demand", "case_classes", "any", "surges", 0, "increase")).__name__.startswith("Estimate")
    requisition_slots = section_at(World, ("components", "any", "hiring", "requisition_slots"))
    assert requisition_slots is not None
    assert issubclass(requisition_slots, Estimate)
    assert section_at(World, ("title",)) is None
    assert section_at(World, ("levels", 0)) is None
    assert section_at(World, ("nowhere", "at", "all")) is None
