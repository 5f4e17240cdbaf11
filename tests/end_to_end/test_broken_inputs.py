"""What is wrong with a study is said at its place, in under a second, and nothing is written."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation.cli import main
from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import CALM, EXPERIMENT, SEATS, STATUS_QUO, STORM, WORLD, edited, write_study

INVALID = 3
"""Exit code of invalid input."""


def world(old, new):
    """Return the change of one passage of the world file."""
    return {"world": edited(WORLD, old, new)}


def seats(old, new):
    """Return the change of one passage of a policy file."""
    return {"seats": edited(SEATS, old, new)}


def experiment(old, new):
    """Return the change of one passage of the experiment file."""
    return {"experiment": edited(EXPERIMENT, old, new)}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

BROKEN = {
    "a misspelt key": (
        seats("course: school", "corse: school"),
        (
            "seats.yaml:6:13: settings[0].where.corse: seats_per_class is aimed at a course, not at a 'corse'; "
            "expected 'course'"
        ),
    ),
    "a misspelt section": (
        world("relocation_days: {value: 10", "relocation_day: {value: 10"),
        "world.yaml:28:5: tours.home.relocation_day: unknown key; did you mean 'relocation_days'?",
    ),
    "a missing key": (
        {"calm": "kind: scenario\ntitle: Calm\n"},
        "calm.yaml:1:1: description: missing key; add it: What happens in this future, and on what grounds",
    ),
    "a number without its source": (
        world("{value: 4, source: assumed}", "{value: 4}"),
        (
            "world.yaml:79:5: courses.school.seats_per_class.source: missing key; add it: Where the number comes from; "
            "`assumed` (with a word of reason, if any) when there is no public source"
        ),
    ),
    "a bare number for an estimate": (
        world("{value: 4, source: assumed}", "4"),
        (
            "world.yaml:79:22: courses.school.seats_per_class: found 4; expected a record "
            "{value: ..., range: [low, high], source: ...}"
        ),
    ),
    "a value outside its range": (
        world("range: [30, 90]", "range: [70, 90]"),
        (
            "world.yaml:12:5: components.military.time_to_fill_mean_days: value 60 lies outside its range 70 to 90; "
            "correct one of them"
        ),
    ),
    "a probability above one": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: 1.4"),
        "world.yaml:80:31: courses.school.pass_probability.value: found 1.4; expected at most 1",
    ),
    "not a number": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: .nan"),
        "world.yaml:80:31: courses.school.pass_probability.value: found .nan; expected a finite number",
    ),
    "an infinite number": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: 1e999"),
        "world.yaml:80:31: courses.school.pass_probability.value: found 1e999, a number too large to hold",
    ),
    "1e-3 where a whole number belongs": (
        experiment("replications: 10", "replications: 1e-3"),
        "experiment.yaml:14:15: replications: found 0.001; expected a whole number",
    ),
    "a leading zero": (
        experiment("replications: 10", "replications: 010"),
        (
            "experiment.yaml:14:15: replications: found 010, a number with leading zeros; leave them out, or "
            "put a code in quotes"
        ),
    ),
    "a huge number": (
        experiment("seed: 1", f"seed: {'9' * 5000}"),
        "experiment.yaml:15:7: seed: found 999999999999999999999..., a number of 5000 digits; at most 19 are read",
    ),
    "a number in quotes": (
        experiment("seed: 1", "seed: '1'"),
        "experiment.yaml:15:7: seed: found text '1'; expected a whole number: take the quotes away",
    ),
    "a truth value for a name": (
        world("  NO:\n    label: Norway", "  true:\n    label: Norway"),
        "world.yaml:30:3: regions.true: found true; expected a text: put it in quotes",
    ),
    "a duplicate key": (
        {"experiment": EXPERIMENT + "seed: 2\n"},
        "experiment.yaml:19:1: seed: duplicate key 'seed', already on line 15; keep one",
    ),
    "a tab": (
        experiment("  calm: calm.yaml", "\tcalm: calm.yaml"),
        "experiment.yaml:8:1: found a tab; expected spaces: replace the tab",
    ),
    "a wrong indentation": (
        {"calm": "kind: scenario\n title: Calm\n"},
        "calm.yaml:2:7: a key cannot stand here; check the indentation, and quote a text with ': '",
    ),
    "an open quote": (
        {"calm": "kind: scenario\ntitle: 'Calm\n"},
        "calm.yaml:2:8: a quote opened here is never closed; add the closing quote",
    ),
    "an empty file": (
        {"world": ""},
        "world.yaml:1:1: the file says nothing; expected keys, beginning with 'kind'",
    ),
    "a list at the top": (
        {"world": "- a\n- b\n"},
        "world.yaml:1:1: found a list at the top; expected keys, beginning with 'kind'",
    ),
    "the wrong kind of file": (
        {"calm": STATUS_QUO},
        "calm.yaml:1:7: kind: this file is of kind 'policy'; expected kind 'scenario'",
    ),
    "an unknown kind": (
        {"calm": edited(CALM, "kind: scenario", "kind: scenari")},
        "calm.yaml:1:7: kind: unknown kind: found text 'scenari'; did you mean 'scenario'?",
    ),
    "a missing file": (
        experiment("calm.yaml", "clam.yaml"),
        "experiment.yaml:8:9: scenarios.calm: no such file 'clam.yaml'; did you mean 'calm.yaml'?",
    ),
    "a directory for a file": (
        experiment("world: world.yaml", "world: ."),
        "experiment.yaml:6:8: world: '.' is a directory; did you mean 'experiment.yaml'?",
    ),
    "a file that extends itself": (
        {"calm": CALM + "extends: calm.yaml\n"},
        (
            "calm.yaml:4:10: extends: the files extend each other in a circle (calm.yaml -> calm.yaml); "
            "remove one 'extends'"
        ),
    ),
    "bytes that are not UTF-8": (
        {"calm": CALM.encode().replace(b"Calm", b"Calm\xe9")},
        "calm.yaml:2:12: the byte 0xE9 is not UTF-8; save the file as UTF-8",
    ),
    "control characters": (
        {"calm": edited(CALM, "title: Calm", "title: \x1b[31mCalm")},
        "calm.yaml:2:8: found the control character U+001B; remove it",
    ),
    "too large a file": (
        {"calm": CALM + "#" * 2_000_000},
        "experiment.yaml:8:9: scenarios.calm: 'calm.yaml' has 2,000,060 bytes; at most 2,000,000 are read",
    ),
    "deep nesting": (
        {"calm": f"kind: {'[' * 1_000}"},
        (
            "calm.yaml:1:46: kind[0][0][0][0][0][0][0][0][0][0][0]...: nested more than 40 deep; "
            "no file of this project needs that"
        ),
    ),
    "a bomb of aliases": (
        {"calm": BOMB},
        "calm.yaml:5:16: e[2]: more than 30,000 keys and values, aliases written out; split the file",
    ),
    "a tag that would run code": (
        {"calm": "kind: !!python/name:os.system scenario\n"},
        "calm.yaml:1:7: kind: found the tag tag:yaml.org,2002:python/name:os.system; tags are not read: take it away",
    ),
    "a day that does not exist": (
        world("start: 2024-10-01", "start: 2024-02-30"),
        "world.yaml:4:15: time.start: found 2024-02-30, a day that does not exist; expected a date such as 2026-10-01",
    ),
    "a date far away": (
        world("first_class: 2024-10-07", "first_class: 9024-10-07"),
        "world.yaml:76:18: courses.school.first_class: found 9024-10-07; expected a date between 1990 and 2100",
    ),
    "an end before the start": (
        world("start: 2024-10-01", "start: 2034-10-01"),
        "world.yaml:4:1: time: start 2034-10-01 must come before end 2030-10-01, both between 1990 and 2100",
    ),
    "an unknown region": (
        world("- {region: NO,", "- {region: NOR,"),
        "world.yaml:58:20: demand.case_classes.sales.surges[0].region: unknown region 'NOR'; did you mean 'NO'?",
    ),
    "an unknown unit": (
        world("unit: staff", "unit: staf"),
        "world.yaml:61:13: demand.direct[0].unit: unknown unit of HQ 'staf'; did you mean 'staff'?",
    ),
    "shares that do not add up": (
        world("{NO: 1.0}", "{NO: 0.9}"),
        "world.yaml:56:23: demand.case_classes.sales.region_shares.value: the shares add up to 0.9; expected 1",
    ),
    "overlapping bands": (
        world("{from_years: 20, per_year: 0.2}", "{from_years: 0, per_year: 0.2}"),
        "world.yaml:93:5: attrition.military.retire: bands overlap: from_years 0 follows 0; they must rise",
    ),
    "a level nobody can reach": (
        world("confers: expert", "confers: basic"),
        (
            "world.yaml:37:64: regions.NO.units.office.positions[0].level: nobody can be certified: military entrants "
            "hold 'basic', and no course in 'operations' confers 'expert'; add a course or lower the level"
        ),
    ),
    "a scenario with a wrong word": (
        {"storm": edited(STORM, "growth_per_year", "growth_per_yr")},
        "storm.yaml:8:9: world.demand.case_classes.sales.growth_per_yr: unknown key; did you mean 'growth_per_year'?",
    ),
    "a scenario that breaks the world": (
        {"storm": edited(STORM, "growth_per_year: {value: 0.1}", "region_shares: {value: {NO: 0.5}}")},
        "storm.yaml:8:25: world.demand.case_classes.sales.region_shares.value: the shares add up to 0.5; expected 1",
    ),
    "an unknown lever": (
        seats("seats_per_class", "seat_per_class"),
        "seats.yaml:5:12: settings[0].lever: unknown lever 'seat_per_class'; did you mean 'seats_per_class'?",
    ),
    "a lever aimed at nothing": (
        seats("course: school", "course: scool"),
        "seats.yaml:6:21: settings[0].where.course: unknown course 'scool'; did you mean 'school'?",
    ),
    "a policy after the end": (
        seats("2026-10-01", "2036-10-01"),
        "seats.yaml:9:11: settings[0].from: found 2036-10-01, not before the end of the period simulated (2030-10-01)",
    ),
    "an end before the beginning of a setting": (
        {"seats": SEATS + "    until: 2026-01-01\n"},
        "seats.yaml:10:12: settings[0].until: found 2026-01-01; expected a date after 'from' (2026-10-01)",
    ),
    "two values for one lever": (
        {
            "seats": edited(SEATS, "multiply", "set")
            + "  - {lever: seats_per_class, change: set, value: 9, from: 2027-10-01}\n"
        },
        (
            "seats.yaml:10:13: settings[1].lever: settings[0] already sets seats_per_class for the same target in that "
            "time; let one end where the other begins, or remove one"
        ),
    ),
    "an unknown comparator": (
        experiment("comparator: status_quo", "comparator: statusquo"),
        "experiment.yaml:13:13: comparator: unknown policy 'statusquo'; did you mean 'status_quo'?",
    ),
    "a subset without the comparator": (
        experiment("scenarios: [calm]", "policies: [seats]"),
        "experiment.yaml:18:11: subsets.quick.policies: the comparator 'status_quo' is not among them; add it",
    ),
}


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(**asked):
    """Return the problems of the study in the working directory, and how many seconds it took to find them."""
    started = time.perf_counter()
    with pytest.raises(InvalidInput) as caught:
        load_study(Path("experiment.yaml"), **asked)
    return caught.value, time.perf_counter() - started


def test_the_study_is_right_before_it_is_broken(folder):
    """Or the tests below would not show what they say."""
    load_study(write_study(folder))


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(folder, case):
    """Exactly one problem, at its line and column, within a second, and no file more than before."""
    changed, message = BROKEN[case]
    write_study(folder, **changed)
    before = sorted(folder.iterdir())
    error, seconds = refusal()
    assert [str(problem).splitlines()[0] for problem in error.problems] == [message]
    assert sorted(folder.iterdir()) == before
    assert seconds < 1


@pytest.mark.parametrize("verb", ["validate", "run"])
@pytest.mark.parametrize("case", BROKEN)
def test_the_command_line_says_so_and_writes_nothing(folder, capsys, case, verb):
    """Exit code 3, the message on standard error, nothing on standard output, no results."""
    changed, message = BROKEN[case]
    write_study(folder, **changed)
    before = sorted(folder.iterdir())
    with pytest.raises(SystemExit) as end:
        main([verb, "experiment.yaml"])
    said = capsys.readouterr()
    assert end.value.code == INVALID
    assert said.out == ""
    assert said.err.splitlines()[0].endswith(message)
    assert sorted(folder.iterdir()) == before


def test_the_process_ends_with_the_exit_code(folder):
    """As a script sees it."""
    write_study(folder, **seats("course: school", "course: scool"))
    command = [sys.executable, "-m", "simulation", "validate", "seats.yaml"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    command[-1] = "experiment.yaml"
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (INVALID, "")
    assert "seats.yaml:6:21: " in ended.stderr


def test_the_line_is_shown_with_a_caret(folder):
    """As compilers do."""
    write_study(folder, **seats("course: school", "course: scool"))
    assert str(refusal()[0]) == (
        "seats.yaml:6:21: settings[0].where.course: unknown course 'scool'; did you mean 'school'?\n"
        "    where: {course: scool}\n"
        "                    ^"
    )


def test_all_files_of_a_circle_are_named(folder):
    """Whichever of them is read first."""
    write_study(folder, calm=CALM + "extends: storm.yaml\n", storm=STORM + "extends: calm.yaml\n")
    assert [problem.message for problem in refusal()[0].problems] == [
        "the files extend each other in a circle (storm.yaml -> calm.yaml -> storm.yaml); remove one 'extends'",
        "the files extend each other in a circle (calm.yaml -> storm.yaml -> calm.yaml); remove one 'extends'",
    ]


def test_mistakes_in_several_files_come_at_once(folder):
    """Sorted, so that a reader can go through the files once."""
    changed = [BROKEN[case][0] for case in ("a lever aimed at nothing", "a missing key", "a huge number")]
    write_study(folder, **changed[0], **changed[1], **changed[2])
    assert [(problem.file, problem.line) for problem in refusal()[0].problems] == [
        ("calm.yaml", 1),
        ("experiment.yaml", 15),
        ("seats.yaml", 6),
    ]


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("replicatons=5", "--set:1:1: replicatons: unknown key; did you mean 'replications'?"),
        (
            "world.assignment.uncertified_outputs.value=0.5",
            "--set:1:18: world.assignment.uncertified_outputs: unknown key; did you mean 'uncertified_output'?",
        ),
        ("seed=1e3", "--set:1:6: seed: found 1000; expected a whole number"),
    ],
)
def test_a_wrong_override_is_located_in_the_command_line(folder, override, message):
    """By its ordinal and column."""
    write_study(folder)
    assert [str(one).splitlines()[0] for one in refusal(overrides=[override])[0].problems] == [message]
