"""Does a world fit together."""

import pytest

from simulation.config.references import check_world
from simulation.config.tree import dotted
from small_study import PEOPLE, WORLD, edited, world_of


def findings(tmp_path, *edits, text=WORLD):
    """Return `location: message` of everything wrong with a world, the small one if none, after some edits."""
    for old, new in edits:
        text = edited(text, old, new)
    return [f"{dotted(finding.location)}: {finding.message}" for finding in check_world(world_of(tmp_path, text))]


def test_the_small_world_fits_together(tmp_path):
    """Or the tests below would find more than they mean to."""
    assert findings(tmp_path) == []
    assert findings(tmp_path, text=PEOPLE) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "levels: [basic, expert]",
            "levels: [basic, expert, basic]",
            "levels[2]: level 'basic' is named twice; keep one",
        ),
        (
            "entry_level: basic",
            "entry_level: basics",
            ("components.military.entry_level: unknown level 'basics'; did you mean 'basic'?"),
        ),
        (
            "[8, 18]",
            "[18, 8]",
            "components.military.entry_service_years: found 18 before 8; write the lower year first",
        ),
        (
            "{function: oversight, component",
            "{function: oversigt, component",
            "regions.HQ.units.staff.positions[0].function: unknown function 'oversigt'; did you mean 'oversight'?",
        ),
        (
            "component: military, level: expert",
            "component: navy, level: expert",
            "regions.NO.units.office.positions[0].component: unknown component 'navy'; expected one of: military",
        ),
        (
            "level: expert, tour",
            "level: guru, tour",
            ("regions.NO.units.office.positions[0].level: unknown level 'guru'; expected one of: basic, expert"),
        ),
        (
            "tour: abroad",
            "tour: aboard",
            ("regions.NO.units.office.positions[0].tour: unknown tour 'aboard'; did you mean 'abroad'?"),
        ),
        (
            "    function: operations\n    confers",
            "    function: oversigt\n    confers",
            "courses.school.function: unknown function 'oversigt'; did you mean 'oversight'?",
        ),
        (
            "confers: expert",
            "confers: export",
            "courses.school.confers: unknown level 'export'; did you mean 'expert'?",
        ),
        (
            "first_class: 2024-10-07",
            "first_class: 1024-10-07",
            "courses.school.first_class: found 1024-10-07; expected a date between 1990 and 2100",
        ),
        (
            "      function: operations\n      opening",
            "      function: operation\n      opening",
            "demand.case_classes.sales.function: unknown function 'operation'; did you mean 'operations'?",
        ),
        (
            "{NO: 1.0}",
            "{NO: 0.99}",
            "demand.case_classes.sales.region_shares.value: the shares add up to 0.99; expected 1",
        ),
        (
            "{NO: 1.0}",
            "{NO: 1.0, SE: 0}",
            ("demand.case_classes.sales.region_shares.value.SE.[key]: unknown region 'SE'; expected one of: NO, HQ"),
        ),
        (
            "{NO: 1.0}",
            "{NO: 0.5, HQ: 0.5}",
            (
                "demand.case_classes.sales.region_shares.value.HQ: no unit of 'HQ' has "
                "positions in 'operations'; add some, or make the share 0"
            ),
        ),
        (
            "{region: NO, from",
            "{region: N, from",
            ("demand.case_classes.sales.surges[0].region: unknown region 'N'; did you mean 'NO'?"),
        ),
        (
            "from: 2027-10-01",
            "from: 2030-10-01",
            (
                "demand.case_classes.sales.surges[0].from: found 2030-10-01, not before "
                "the end of the period simulated (2030-10-01)"
            ),
        ),
        ("region: HQ", "region: HO", "demand.direct[0].region: unknown region 'HO'; expected one of: NO, HQ"),
        ("unit: staff", "unit: office", "demand.direct[0].unit: unknown unit of HQ 'office'; expected one of: staff"),
        (
            "      function: oversight\n      positions_by",
            "      function: over\n      positions_by",
            "demand.direct[0].function: unknown function 'over'; did you mean 'oversight'?",
        ),
        (
            "{2025: 5, 2027: 6}",
            "{25: 5, 2027: 6}",
            (
                "demand.direct[0].positions_by_fiscal_year[25].[key]: found 25; "
                "expected a fiscal year between 1990 and 2100"
            ),
        ),
        (
            "bands: [{from_years: 0, per_year: 0.05}]",
            "bands: [{from_years: 0, per_year: 0.05}]\n      range_factor: [2, 3]",
            "attrition.military.quit.range_factor: found 2 to 3; expected factors on either side of 1, the lower first",
        ),
    ],
)
def test_what_does_not_fit_is_found_with_its_place(tmp_path, old, new, expected):
    """One thing wrong, and nothing else is blamed; a wrong course may leave positions without certification."""
    found = [one for one in findings(tmp_path, (old, new)) if "nobody can be certified" not in one]
    assert found == [expected]


def test_attrition_has_exactly_the_components(tmp_path):
    """Neither one that nobody belongs to, nor one that nobody leaves."""
    assert findings(tmp_path, ("attrition:\n  military", "attrition:\n  navy")) == [
        "attrition.navy.[key]: unknown component 'navy'; expected one of: military",
        "attrition.military: missing key; add one entry for each component",
    ]


def test_every_position_can_be_filled_by_someone_certified(tmp_path):
    """By what entrants hold, or by a course in the same function that confers the level or a higher one."""
    complaint = (
        "regions.NO.units.office.positions[0].level: nobody can be certified: military entrants hold 'basic', and no "
        "course in 'operations' can confer 'expert'; add a course or lower the level"
    )
    assert findings(tmp_path, ("confers: expert", "confers: basic")) == [complaint]
    other_function = ("    function: operations\n    confers", "    function: oversight\n    confers")
    assert findings(tmp_path, other_function) == [complaint]
    higher = (("levels: [basic, expert]", "levels: [basic, expert, master]"), ("confers: expert", "confers: master"))
    assert findings(tmp_path, *higher) == []
    assert (
        findings(tmp_path, ("confers: expert", "confers: basic"), ("entry_level: basic", "entry_level: expert")) == []
    )


def test_one_course_for_each_function_and_level(tmp_path):
    """Two would leave it open who goes where."""
    second = WORLD[WORLD.index("  school:\n") : WORLD.index("assignment:")].replace("school", "academy")
    assert findings(tmp_path, ("assignment:", second + "assignment:")) == [
        "courses.academy.[key]: course 'school' already confers 'expert' in 'operations'; keep one"
    ]


def test_shares_may_be_off_by_rounding(tmp_path):
    """A third is not a finite decimal."""
    assert findings(tmp_path, ("{NO: 1.0}", "{NO: 0.9999995}")) == []


def test_open_cases_need_not_match_what_arrives(tmp_path):
    """A world need not begin at rest."""
    assert findings(tmp_path, ("opening_cases: {value: 300", "opening_cases: {value: 3000")) == []


def test_own_people_below_the_level_need_no_certificate(tmp_path):
    """They may hold the position as they are."""
    group = ("level: expert, tour: abroad, count: 4", "level: expert, tour: abroad, may_fill: [{}], count: 4")
    below = "component: military, levels_below: 1, output: {value: 0.5, source: assumed}"
    no_course = ("confers: expert", "confers: basic")
    assert findings(tmp_path, (group[0], group[1].replace("{}", f"{{{below}}}")), no_course) == []


def test_a_course_whose_requirements_nobody_can_meet_certifies_nobody(tmp_path):
    """Neither one that requires itself, nor one that requires what is not taught."""
    for required in ("school", "scool"):
        (blamed, wrong) = findings(tmp_path, ("    attempts: 2\n", f"    attempts: 2\n    requires: [{required}]\n"))
        assert "nobody can be certified" in blamed
        assert wrong.startswith("courses.school.requires[0]: ")


@pytest.mark.parametrize(
    ("requires", "told"),
    [
        ({"language": "area"}, "courses.language.requires[0]: ... (language -> area -> language)"),
        (
            {"language": "school", "school": "area"},
            "courses.language.requires[0]: ... (language -> school -> area -> language)",
        ),
    ],
)
def test_a_circle_of_courses_is_told_once(tmp_path, requires, told):
    """Of the first course in it, whichever way round."""
    edits = [
        (f"  {name}:\n    label", f"  {name}:\n    requires: [{other}]\n    label") for name, other in requires.items()
    ]
    found = findings(tmp_path, *edits, text=PEOPLE)
    location, names = told.split(" ... ")
    message = f"{location} the courses require each other in a circle {names}; remove one of them"
    assert [one for one in found if "circle" in one] == [message]


def test_a_course_may_be_required_by_several(tmp_path):
    """That is no circle."""
    twice = ("    attempts: 2\n", "    attempts: 2\n    requires: [area, language]\n")
    assert findings(tmp_path, twice, text=PEOPLE) == []


def test_freezes_may_follow_each_other_in_any_order(tmp_path):
    """The day on which one ends is the first of the next."""
    assert findings(tmp_path, ("from: 2026-01-01", "from: 2025-07-15"), text=PEOPLE) == []
    assert (
        findings(tmp_path, ("from: 2026-01-01, until: 2026-04-01", "from: 2024-01-01, until: 2025-01-20"), text=PEOPLE)
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "region: HQ, unit: staff, function: oversight, needed",
            "region: HO, unit: staff, function: oversight, needed",
            "courses.school.instructors.region: unknown region 'HO'; expected one of: NO, HQ",
        ),
        (
            "function: oversight, needed",
            "function: over, needed",
            "courses.school.instructors.function: unknown function 'over'; did you mean 'oversight'?",
        ),
        (
            "courses: [language, area, school]",
            "courses: [language, language]",
            "accession_plans.area_officers.courses[1]: course 'language' is named twice; keep one",
        ),
        (
            "requires: [language]",
            "requires: [language, language]",
            "courses.area.requires[1]: course 'language' is named twice; keep one",
        ),
        (
            "component: military\n    region: HQ",
            "component: military\n    region: HO",
            "accession_plans.area_officers.region: unknown region 'HO'; expected one of: NO, HQ",
        ),
        (
            "component: contractor\n    function",
            "component: contract\n    function",
            "temporary_positions.support.component: unknown component 'contract'; did you mean 'contractor'?",
        ),
        (
            "tour: abroad\n    activation",
            "tour: term\n    activation",
            "temporary_positions.support.tour: unknown tour 'term'; expected one of: abroad, home",
        ),
        (
            "    requires: [language]",
            "    requires: [language]\n    grace_days: {value: 0, source: assumed}",
            (
                "courses.area.grace_days: a course that certifies nothing has none; "
                "add function and confers, or leave it out"
            ),
        ),
        (
            "    requires: [language]",
            "    requires: [language]\n    during_tour: true",
            (
                "courses.area.during_tour: a course that certifies nothing has none; "
                "add function and confers, or leave it out"
            ),
        ),
        (
            "on: 2025-04-01",
            "on: 2024-09-30",
            (
                "attrition.military.pulses[0].on: found 2024-09-30, not after the first day simulated (2024-10-01), "
                "so nobody could leave by it; give a later day, or leave the pulse out"
            ),
        ),
    ],
)
def test_what_does_not_fit_of_people_is_found_with_its_place(tmp_path, old, new, expected):
    """One thing wrong, and nothing else is blamed."""
    assert findings(tmp_path, (old, new), text=PEOPLE) == [expected]


def test_temporary_positions_may_do_what_only_a_manning_document_asks_for(tmp_path):
    """A cell without positions is a place for them."""
    advice = ("  operations: {label: Operations}\n", "  operations: {label: Operations}\n  advice: {label: Advice}\n")
    function = ("component: contractor\n    function: operations", "component: contractor\n    function: advice")
    document = "{region: HQ, unit: staff, function: advice, positions_by_fiscal_year: {2025: 1}, source: assumed}"
    asked = ("  direct:\n", f"  direct:\n    - {document}\n")
    assert len(findings(tmp_path, advice, function, text=PEOPLE)) == 1
    assert findings(tmp_path, advice, function, asked, text=PEOPLE) == []
