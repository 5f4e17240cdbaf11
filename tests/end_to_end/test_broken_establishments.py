"""What is wrong with an establishment is said at its place, and nothing is written."""

import pytest

from simulation.cli import main
from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import STATUS_QUO, WORLD, edited, write_study

INVALID = 3
"""Exit code of invalid input."""

REVIEWS = "  review_months: 12\n"
CAP = "  office_cap: {component: military, positions: {value: 6, source: assumed}}\n"
SIX = "positions: {value: 6, source: assumed}"
OFFICE = "        label: Office\n"
STAFF = "        label: Staff\n"
SETTING = "lever: ceiling_positions, change: set, value: 20, from: 2026-10-01"

LIMITED = (
    edited(
        WORLD,
        REVIEWS,
        REVIEWS
        + CAP
        + "  requirement_seen: mean\n"
        + "  requirement_known: trend\n"
        + "  approval_months: {value: 4, source: assumed}\n"
        + "  ceiling_positions: {value: 17, range: [10, 20], source: assumed}\n",
    )
    .replace(OFFICE, OFFICE + "        exempt_from_office_cap: false\n")
    .replace(STAFF, STAFF + "        at_home: true\n")
)
"""The small world with all that can be said of its establishment."""


def world(*edits):
    """Return the changes of some passages of the world file."""
    text = LIMITED
    for old, new in edits:
        text = edited(text, old, new)
    return {"world": text}


def policy(setting):
    """Return a policy file that moves one lever in the small world, which has no ceiling."""
    return {"world": WORLD, "seats": edited(STATUS_QUO, "changed.\n", f"changed.\nsettings:\n  - {{{setting}}}\n")}


BROKEN = {
    "a misspelt limit": (
        world(("ceiling_positions", "celing_positions")),
        ("  celing_positions", "establishment.celing_positions: unknown key; did you mean 'ceiling_positions'?"),
    ),
    "another kind of knowledge": (
        world(("known: trend", "known: future")),
        ("future", "establishment.requirement_known: found text 'future'; expected 'current' or 'trend'"),
    ),
    "another way to look": (
        world(("seen: mean", "seen: median")),
        (
            "median",
            (
                "establishment.requirement_seen: found text 'median'; expected 'on_the_day' or 'mean'; did you mean "
                "'mean'?"
            ),
        ),
    ),
    "half a position as a ceiling": (
        world(("value: 17", "value: 17.5")),
        ("17.5", "establishment.ceiling_positions.value: found 17.5; expected a whole number"),
    ),
    "a ceiling below nothing": (
        world(("value: 17, range: [10, 20]", "value: -1")),
        ("-1, source", "establishment.ceiling_positions.value: found -1; expected at least 0"),
    ),
    "a ceiling outside its range": (
        world(("range: [10, 20]", "range: [18, 20]")),
        (
            "  ceiling_positions",
            "establishment.ceiling_positions: value 17 lies outside its range 18 to 20; correct one of them",
        ),
    ),
    "a bare number for a ceiling": (
        world(("{value: 17, range: [10, 20], source: assumed}", "17")),
        (
            "17",
            (
                "establishment.ceiling_positions: found 17; expected a record "
                "{value: ..., range: [low, high], source: ...}"
            ),
        ),
    ),
    "approval that takes for ever": (
        world(("{value: 4, source: assumed}\n  ceiling", "{value: 121, source: assumed}\n  ceiling")),
        ("121", "establishment.approval_months.value: found 121; expected at most 120"),
    ),
    "approval of nothing": (
        world((CAP, ""), ("exempt_from_office_cap: false", "at_home: true")),
        (
            "  approval_months",
            "establishment.approval_months: every office is at home, so no creation waits for approval; leave it out",
        ),
    ),
    "a cap that is a number": (
        world((f"{{component: military, {SIX}}}", "6")),
        (
            "6\n  requirement_seen",
            "establishment.office_cap: found 6; expected a section with the keys component, positions",
        ),
    ),
    "a cap of no size": (
        world((f", {SIX}", "")),
        (
            "  office_cap",
            (
                "establishment.office_cap.positions: missing key; add it: Most lasting positions of it in one office; "
                "offices at home, and those exempt, are not limited"
            ),
        ),
    ),
    "a cap without its source": (
        world((SIX, "positions: {value: 6}")),
        (
            "positions: {value: 6}",
            (
                "establishment.office_cap.positions.source: missing key; add it: Where the number comes from; "
                "`assumed` (with a word of reason, if any) when there is no public source"
            ),
        ),
    ),
    "a cap of half a position": (
        world((SIX, SIX.replace("6", "6.5"))),
        ("6.5", "establishment.office_cap.positions.value: found 6.5; expected a whole number"),
    ),
    "a cap on an unknown component": (
        world(("{component: military, positions", "{component: militry, positions")),
        ("militry", "establishment.office_cap.component: unknown component 'militry'; did you mean 'military'?"),
    ),
    "offices beyond the cap": (
        world((SIX, SIX.replace("6", "3"))),
        (
            "      office:",
            (
                "regions.NO.units.office: each office has 4 'military' positions, and the cap on offices is 3; take "
                "some away, or add 'exempt_from_office_cap: true' or 'at_home: true'"
            ),
        ),
    ),
    "a cap that limits nothing": (
        world(("exempt_from_office_cap: false", "exempt_from_office_cap: true")),
        (
            "military, positions",
            (
                "establishment.office_cap.component: no office that the cap concerns has 'military' positions, so it "
                "limits nothing; name another component, or leave office_cap out"
            ),
        ),
    ),
    "an exemption from nothing": (
        world((CAP, ""), ("exempt_from_office_cap: false", "exempt_from_office_cap: true")),
        (
            "true\n        count",
            (
                "regions.NO.units.office.exempt_from_office_cap: the establishment has no office_cap to be exempt "
                "from; add one, or leave this out"
            ),
        ),
    ),
    "an exemption at home": (
        world(("at_home: true", "at_home: true\n        exempt_from_office_cap: true")),
        (
            "true\n        positions",
            (
                "regions.HQ.units.staff.exempt_from_office_cap: the cap does not concern an office at home; leave "
                "this out"
            ),
        ),
    ),
    "a word for a truth value": (
        world(("exempt_from_office_cap: false", "exempt_from_office_cap: waived")),
        ("waived", "regions.NO.units.office.exempt_from_office_cap: found text 'waived'; expected true or false"),
    ),
    "a lever below nothing": (
        policy(SETTING.replace("20,", "-1,")),
        ("-1,", "settings[0].value: found -1; expected from 0 to 1000000 (positions)"),
    ),
    "a lever without a number": (
        policy(SETTING.replace("20,", "none,")),
        ("none,", "settings[0].value: found text 'none'; expected a number (positions)"),
    ),
    "a lever aimed at an office": (
        policy(SETTING + ", where: {unit: office}"),
        (
            "unit: office",
            "settings[0].where.unit: ceiling_positions acts everywhere at once, not at a 'unit'; leave 'where' out",
        ),
    ),
    "a rise of no ceiling": (
        policy(SETTING.replace("set", "add")),
        (
            "ceiling_positions",
            "settings[0].lever: this world has no limit, so ceiling_positions has nothing to add",
        ),
    ),
}
"""What is changed; then the passage that the message points to, and the message."""


def located(changed, passage, message):
    """Return a message with the file, line and column of a passage, leading blanks left out."""
    file = "seats" if "seats" in changed else "world"
    text = changed[file]
    place = text.index(passage) + len(passage) - len(passage.lstrip())
    column = place - text.rfind("\n", 0, place)
    return f"{file}.yaml:{text.count(chr(10), 0, place) + 1}:{column}: {message}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_study_is_right_before_it_is_broken(folder):
    load_study(write_study(folder, world=LIMITED))
    load_study(write_study(folder, **policy(SETTING)))


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(folder, case):
    changed, (passage, message) = BROKEN[case]
    with pytest.raises(InvalidInput) as caught:
        load_study(write_study(folder, **changed))
    found = [str(problem).splitlines()[0] for problem in caught.value.problems]
    assert found == [located(changed, passage, message)]


@pytest.mark.parametrize("case", ["offices beyond the cap", "a rise of no ceiling"])
def test_the_command_line_says_so_and_writes_nothing(folder, capsys, case):
    write_study(folder, **BROKEN[case][0])
    before = sorted(folder.iterdir())
    with pytest.raises(SystemExit) as end:
        main(["run", "experiment.yaml"])
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (INVALID, "")
    assert BROKEN[case][1][1] in said.err
    assert sorted(folder.iterdir()) == before
