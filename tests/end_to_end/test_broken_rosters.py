"""What is wrong with a roster is said at its cell, in under a second, and nothing is written."""

import time
from pathlib import Path

import pytest

from simulation.cli import main
from simulation.config import check, load_study
from simulation.errors import InvalidInput
from small_study import CALM, STORM, WORLD, edited, write_study

INVALID = 3
"""Exit code of invalid input."""

MILITARY = WORLD[WORLD.index("  military:\n    label") : WORLD.index("tours:\n")]
LEAVING = WORLD[WORLD.index("attrition:\n") :].removeprefix("attrition:\n")
POSTS = "{function: oversight, component: military, level: basic, tour: home, count: 5}"
PEOPLED = (
    edited(edited(WORLD, MILITARY, MILITARY + MILITARY.replace("military", "civilian")), LEAVING, "").rstrip()
    + "\n"
    + LEAVING
    + LEAVING.replace("military", "civilian")
    + "roster: people.csv\n"
).replace(POSTS, POSTS.replace("count: 5}", "count: 5, may_fill: [{component: civilian}]}"))
"""The small world with civilians, who may hold posts in the staff, and with a roster, named on its last line."""

NAMED = f"world.yaml:{PEOPLED.count(chr(10))}:9: roster: "

HEADER = (
    "person,component,region,position,entered,service_start,arrived,tour_end,posts,courses,experience,obliged_until\n"
)
OFFICER = (
    "A1,military,NO,NO/office_01/operations/military/1,2022-03-01,2010-06-01,2022-05-01,2025-05-01,2,"
    "school:2027-03-01,operations,2025-01-01\n"
)
CIVILIAN = "B2,civilian,HQ,HQ/staff/oversight/military/1,2019-10-01,2005-01-01,2020-01-15,,1,,,\n"
WAITING = "C3,military,NO,,2023-02-01,2012-02-01,,,0,,,\n"
PEOPLE = HEADER + OFFICER + CIVILIAN + WAITING


def people(old, new):
    """Return the roster with one passage replaced."""
    return edited(PEOPLE, old, new)


def after(*lines):
    """Return the roster with lines added, without the feed at the end of the last."""
    return PEOPLE + "\n".join(lines)


BROKEN = {
    "a misspelt column": (
        people("person,component", "person,compnent"),
        "people.csv:1:8: unknown column 'compnent'; did you mean 'component'?",
    ),
    "a column that does not belong": (
        HEADER.replace("\n", ",grade\n"),
        (
            "people.csv:1:112: unknown column 'grade'; expected one of: person, component, region, position, entered, "
            "service_start, arrived, tour_end, posts, courses, experience, obliged_until, abroad_since"
        ),
    ),
    "a column twice": (
        people("posts,courses", "posts,posts,courses"),
        "people.csv:1:79: column 'posts' is there twice; keep one",
    ),
    "missing columns": (
        "person,component,region,entered,service_start,arrived,posts,courses,experience,obliged_until\n",
        "people.csv:1:93: found no columns position, tour_end; add what is missing to the header",
    ),
    "no header": (
        OFFICER,
        f"people.csv:1:1: found no header; expected {HEADER.rstrip()}",
    ),
    "an empty file": (
        "",
        f"people.csv:1:1: found no header; expected {HEADER.rstrip()}",
    ),
    "semicolons between the columns": (
        PEOPLE.replace(",", ";"),
        "people.csv:1:7: found ';' between the columns; expected ',': save the file with commas",
    ),
    "tabs between the columns": (
        PEOPLE.replace(",", "\t"),
        "people.csv:1:7: found a tab between the columns; expected ',': save the file with commas",
    ),
    "a person twice": (
        after(WAITING),
        "people.csv:5:1: person: found 'C3', who is already on line 4; expected each person once",
    ),
    "nobody": (
        people("C3,", ","),
        (
            "people.csv:4:1: person: found nothing; expected an identifier of at most 80 characters, "
            "without blanks around it"
        ),
    ),
    "blanks around a person": (
        people("C3,", "C3 ,"),
        (
            "people.csv:4:1: person: found 'C3 '; expected an identifier of at most 80 characters, "
            "without blanks around it"
        ),
    ),
    "a formula for a person": (
        people("C3,", '"=HYPERLINK(""x"")",'),
        (
            "people.csv:4:2: person: found '=HYPERLINK(\"x\")', which a spreadsheet takes for a formula; "
            "expected an identifier"
        ),
    ),
    "a formula for a name": (
        people("C3,military", "C3,@military"),
        "people.csv:4:4: component: unknown component '@military'; did you mean 'military'?",
    ),
    "an unknown component": (
        people("B2,civilian", "B2,civillian"),
        "people.csv:3:4: component: unknown component 'civillian'; did you mean 'civilian'?",
    ),
    "no component": (
        people("B2,civilian", "B2,"),
        "people.csv:3:4: component: found nothing; expected a component",
    ),
    "a component that may not hold the position": (
        people("A1,military", "A1,civilian"),
        (
            "people.csv:2:4: component: found 'civilian'; expected military, who may hold "
            "'NO/office_01/operations/military/1'"
        ),
    ),
    "an unknown region": (
        people("military,NO,,", "military,NOR,,"),
        "people.csv:4:13: region: unknown region 'NOR'; did you mean 'NO'?",
    ),
    "a region that contradicts the position": (
        people("military,NO,NO/", "military,HQ,NO/"),
        ("people.csv:2:13: region: found 'HQ'; expected 'NO', to which 'NO/office_01/operations/military/1' belongs"),
    ),
    "a misspelt position": (
        people("NO/office_01/operations/", "NO/ofice_01/operation/"),
        (
            "people.csv:2:16: position: unknown position 'NO/ofice_01/operation/military/1'; "
            "did you mean 'NO/office_01/operations/military/1'?"
        ),
    ),
    "a position with too high a number": (
        people("HQ/staff/oversight/military/1", "HQ/staff/oversight/military/6"),
        (
            "people.csv:3:16: position: unknown position 'HQ/staff/oversight/military/6'; "
            "'HQ/staff/oversight/military' has the numbers 1 to 5"
        ),
    ),
    "a position in a unit that there is not": (
        people("HQ/staff/", "HQ/desk/"),
        (
            "people.csv:3:16: position: unknown position 'HQ/desk/oversight/military/1'; 'HQ' has no 'desk'; "
            "expected one of: staff"
        ),
    ),
    "a position that is none": (
        people("NO/office_01/operations/military/1", "analyst"),
        (
            "people.csv:2:16: position: unknown position 'analyst'; expected "
            "region/unit/function/component/number, such as 'NO/office_01/operations/military/1'"
        ),
    ),
    "two people in a position": (
        after(OFFICER.replace("A1", "D4")),
        (
            "people.csv:5:16: position: found 'NO/office_01/operations/military/1', which is already held on line 2; "
            "expected one person in a position"
        ),
    ),
    "a date of another country": (
        people("2023-02-01", "02/01/2023"),
        "people.csv:4:17: entered: found '02/01/2023'; expected a date such as 2026-10-01",
    ),
    "a day that does not exist": (
        people("2023-02-01", "2023-02-30"),
        ("people.csv:4:17: entered: found 2023-02-30, a day that does not exist; expected a date such as 2026-10-01"),
    ),
    "a missing date": (
        people("2023-02-01", ""),
        "people.csv:4:17: entered: found nothing; expected a date such as 2026-10-01",
    ),
    "an entry after the start": (
        people("2023-02-01", "2024-10-02"),
        "people.csv:4:17: entered: found 2024-10-02; expected a day on or before the start (2024-10-01)",
    ),
    "service after the entry": (
        people("2012-02-01", "2023-03-01"),
        "people.csv:4:28: service_start: found 2023-03-01; expected a day on or before 'entered' (2023-02-01)",
    ),
    "a date where nothing is known": (
        people("2012-02-01", "1900-01-01"),
        (
            "people.csv:4:28: service_start: found 1900-01-01; expected a day between 1944 and 2124, "
            "or an empty cell where one may be empty"
        ),
    ),
    "an arrival before the entry": (
        people("2022-05-01", "2022-02-01"),
        "people.csv:2:73: arrived: found 2022-02-01; expected a day on or after 'entered' (2022-03-01)",
    ),
    "an arrival after the start": (
        people("2022-05-01", "2024-12-01"),
        "people.csv:2:73: arrived: found 2024-12-01; expected a day on or before the start (2024-10-01)",
    ),
    "no arrival in a position": (
        people("2020-01-15", ""),
        "people.csv:3:68: arrived: found nothing; expected the first day in the position",
    ),
    "an arrival without a position": (
        people("2012-02-01,,,0", "2012-02-01,2024-01-01,,0"),
        "people.csv:4:39: arrived: found 2024-01-01; expected nothing: the cell 'position' is empty",
    ),
    "a tour that ended before the start": (
        people("2025-05-01", "2024-05-01"),
        "people.csv:2:84: tour_end: found 2024-05-01; expected a day after the start (2024-10-01)",
    ),
    "a tour without a position": (
        people("2012-02-01,,,0", "2012-02-01,,2025-01-01,0"),
        "people.csv:4:40: tour_end: found 2025-01-01; expected nothing: the cell 'position' is empty",
    ),
    "a tour until the end of time": (
        people("2025-05-01", "9999-12-31"),
        (
            "people.csv:2:84: tour_end: found 9999-12-31; expected a day between 1944 and 2124, "
            "or an empty cell where one may be empty"
        ),
    ),
    "a fraction of a post": (
        people(",,0,,,", ",,2.0,,,"),
        "people.csv:4:41: posts: found '2.0'; expected a whole number from 0 to 999",
    ),
    "a number in scientific notation": (
        people(",,0,,,", ",,1e3,,,"),
        "people.csv:4:41: posts: found '1e3'; expected a whole number from 0 to 999",
    ),
    "a negative number": (
        people(",,0,,,", ",,-1,,,"),
        "people.csv:4:41: posts: found '-1'; expected a whole number from 0 to 999",
    ),
    "a position that is not counted": (
        people("2020-01-15,,1", "2020-01-15,,"),
        "people.csv:3:80: posts: found none; expected at least 1, since the present position counts",
    ),
    "an unknown course": (
        people("school:2027-03-01", "scool"),
        "people.csv:2:97: courses: unknown course 'scool'; did you mean 'school'?",
    ),
    "a course twice": (
        people("school:2027-03-01", "school;school"),
        "people.csv:2:104: courses: found 'school' a second time; expected each course once",
    ),
    "a certificate without its day": (
        people("school:2027-03-01", "school:"),
        "people.csv:2:104: courses: found nothing; expected a date such as 2026-10-01",
    ),
    "a certificate that has lapsed": (
        people("school:2027-03-01", "school:2024-03-01"),
        (
            "people.csv:2:104: courses: found 2024-03-01; expected a day after the start (2024-10-01): "
            "leave out a course that has lapsed"
        ),
    ),
    "an unknown function": (
        people(",operations,", ",operations;oversigt,"),
        "people.csv:2:126: experience: unknown function 'oversigt'; did you mean 'oversight'?",
    ),
    "an empty item": (
        people(",operations,", ",operations;,"),
        "people.csv:2:126: experience: found nothing between two ';' or at an end; take one ';' away",
    ),
    "a wrong end of an obligation": (
        people("2025-01-01", "soon"),
        "people.csv:2:126: obliged_until: found 'soon'; expected a date such as 2026-10-01",
    ),
    "missing cells": (
        people("2012-02-01,,,0,,,", "2012-02-01,,,0"),
        ("people.csv:4:42: found 9 cells; expected 12, one for each column: leave a cell empty, but keep its comma"),
    ),
    "too many cells": (
        people("2012-02-01,,,0,,,", "2012-02-01,,,0,,,,Smith"),
        "people.csv:4:46: found 13 cells; expected 12, one for each column: put a text with a comma in quotes",
    ),
    "an open quote": (
        people("C3,", '"C3,'),
        "people.csv:4:1: a quote opened here is not closed on this line; close it, or leave it out",
    ),
    "text behind a quote": (
        people("C3,military", 'C3,"mili"tary'),
        ("people.csv:4:4: text follows the closing quote of this cell; double a quote that is part of the text"),
    ),
    "a NUL byte": (
        people("C3,", "C\0003,"),
        "people.csv:4:2: found the control character U+0000; remove it",
    ),
    "bytes that are not UTF-8": (
        PEOPLE.encode().replace(b"C3,", b"J\xf6rg,"),
        "people.csv:4:2: the byte 0xF6 is not UTF-8; save the file as UTF-8",
    ),
    "too long a line": (
        people("C3,", f"{'C' * 10_000},"),
        "people.csv:4:1: the line has 10,042 characters; at most 10,000 are read",
    ),
    "too large a file": (
        PEOPLE + "#" * 20_000_000,
        f"{NAMED}'people.csv' has {len(PEOPLE) + 20_000_000:,} bytes; at most 20,000,000 are read",
    ),
    "too many people": (
        HEADER + "x\n" * 200_001,
        "people.csv:1:1: the file has 200,001 rows; at most 200,000 are read",
    ),
}


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path, world=PEOPLED)
    return tmp_path


def put(roster):
    """Write the roster, its line ends as they are."""
    Path("people.csv").write_bytes(roster.encode() if isinstance(roster, str) else roster)


def messages(error):
    """Return the first line of each problem."""
    return [str(problem).splitlines()[0] for problem in error.problems]


def refusal(**asked):
    """Return the problems of the study in the working directory."""
    with pytest.raises(InvalidInput) as caught:
        load_study(Path("experiment.yaml"), **asked)
    return messages(caught.value)


def test_the_roster_is_right_before_it_is_broken(folder):
    """Or the tests below would not show what they say."""
    put(PEOPLE)
    study = load_study(Path("experiment.yaml"))
    assert [row.person for row in study.rosters["calm"]] == ["A1", "B2", "C3"]


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(folder, case):
    """At its line and column, within a second, and no file more than before."""
    roster, message = BROKEN[case]
    put(roster)
    before = sorted(folder.iterdir())
    started = time.perf_counter()
    said = refusal()
    assert time.perf_counter() - started < 1
    assert said == [message]
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(("verb", "file"), [("validate", "world.yaml"), ("run", "experiment.yaml")])
@pytest.mark.parametrize("case", BROKEN)
def test_the_command_line_says_so_and_writes_nothing(folder, capsys, case, verb, file):
    """Exit code 3, the message on standard error, nothing on standard output, no results."""
    roster, message = BROKEN[case]
    put(roster)
    before = sorted(folder.iterdir())
    with pytest.raises(SystemExit) as end:
        main([verb, file])
    said = capsys.readouterr()
    assert end.value.code == INVALID
    assert said.out == ""
    assert said.err.startswith(message)
    assert sorted(folder.iterdir()) == before


def test_the_line_is_shown_with_a_caret_below_the_cell(folder):
    """Behind its quote, if it has one."""
    put(people("C3,military,", 'C3,"milit,ary",'))
    with pytest.raises(InvalidInput) as caught:
        check(Path("world.yaml"))
    assert str(caught.value) == (
        "people.csv:4:5: component: unknown component 'milit,ary'; did you mean 'military'?\n"
        '    C3,"milit,ary",NO,,2023-02-01,2012-02-01,,,0,,,\n'
        "        ^"
    )


def test_all_mistakes_of_all_rows_come_at_once(folder):
    """Also several in one row, and what is compared with a sound cell beside a wrong one."""
    put(
        HEADER
        + OFFICER.replace("military,NO", "militia,NO").replace("2022-05-01", "2022-02-01")
        + WAITING.replace("2023-02-01", "2023-2-1").replace("C3", "")
    )
    assert [message.split(": ")[:2] for message in refusal()] == [
        ["people.csv:2:4", "component"],
        ["people.csv:2:72", "arrived"],
        ["people.csv:3:1", "person"],
        ["people.csv:3:15", "entered"],
    ]


def test_of_very_many_mistakes_the_first_hundred_are_told_and_the_others_counted(folder):
    """A wrong column should not flood the screen."""
    put(HEADER + "".join(f"P{number},militia,NO,,2023-02-01,2012-02-01,,,0,,,\n" for number in range(130)))
    said = refusal()
    assert len(said) == 101
    assert said[99].startswith("people.csv:101:5: component: unknown component 'militia'")
    assert said[100] == "people.csv:102:6: and 30 more problems in this file, from here on"


def test_mistakes_come_together_with_those_of_other_files(folder):
    """A reader mends all in one go."""
    put(people("2023-02-01", "soon"))
    write_study(folder, world=PEOPLED, calm=CALM + "worl: {}\n")
    assert [message.split(": ")[0] for message in refusal()] == ["calm.yaml:4:1", "people.csv:4:17"]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("peple.csv", "no such file 'peple.csv'; did you mean 'people.csv'?"),
        ("no/people.csv", "no such file 'no/people.csv'; there is no directory 'no' either"),
        (".", "'.' is a directory; name a file in it"),
        ("''", "found text ''; expected the name of a file"),
    ],
)
def test_a_file_that_cannot_be_read_is_blamed_where_it_is_named(folder, named, message):
    """In a world by itself, in a study, and beside other mistakes of the world."""
    put(PEOPLE)
    text = edited(PEOPLED, "roster: people.csv", f"roster: {named}")
    write_study(folder, world=text)
    assert refusal() == [NAMED + message]
    with pytest.raises(InvalidInput) as caught:
        check(Path("world.yaml"))
    assert messages(caught.value) == [NAMED + message]
    write_study(folder, world=edited(text, "review_months: 12", "review_months: 0"))
    assert NAMED + message in refusal()


def test_a_scenario_is_blamed_for_the_file_it_names(folder):
    """Checked by itself, and in a study."""
    put(PEOPLE)
    write_study(folder, world=PEOPLED, storm=STORM + "  roster: others.csv\n")
    message = "storm.yaml:9:11: world.roster: no such file 'others.csv'"
    assert refusal() == [message]
    with pytest.raises(InvalidInput) as caught:
        check(Path("storm.yaml"))
    assert messages(caught.value) == [message]


def test_an_override_is_blamed_for_the_file_it_names(folder):
    """In the command line."""
    put(PEOPLE)
    assert refusal(overrides=["world.roster=others.csv"]) == ["--set:1:14: world.roster: no such file 'others.csv'"]
