"""Files: what they extend, what they may be, and what is refused."""

from pathlib import Path

import pytest

from simulation.config import check
from simulation.config.loading import MAX_BYTES, Files
from simulation.config.tree import plain, spot_of
from simulation.errors import InvalidInput
from small_study import CALM, SEATS, STATUS_QUO, STORM, edited, write_study


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def load(tmp_path, kind="scenario", **texts):
    """Return the tree of any.yaml among the small study's files, and the problems met."""
    write_study(tmp_path, **texts)
    files = Files()
    return files.load(Path("any.yaml"), kind), [str(problem).splitlines()[0] for problem in files.problems]


def test_a_file_is_laid_over_what_it_extends(tmp_path):
    """Maps are merged, and `extends` itself disappears."""
    root, problems = load(tmp_path, any="kind: scenario\nextends: storm.yaml\ntitle: Typhoon\n")
    assert problems == []
    assert plain(root)["title"] == "Typhoon"
    assert plain(root)["description"] == "More of everything."
    assert "extends" not in plain(root)
    assert spot_of(root, ("title",)).source.label == "any.yaml"
    assert spot_of(root, ("description",)).source.label == "storm.yaml"


def test_extending_goes_on_over_several_files_relative_to_each(tmp_path):
    """A chain may lead through other folders."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "middle.yaml").write_text("kind: scenario\nextends: ../storm.yaml\ntitle: Middle\n")
    root, problems = load(tmp_path, any="kind: scenario\nextends: deep/middle.yaml\ndescription: Top\n")
    assert problems == []
    assert (plain(root)["title"], plain(root)["description"]) == ("Middle", "Top")
    assert "world" in plain(root)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "kind: scenario\nextends: any.yaml\n",
            (
                "any.yaml:2:10: extends: the files extend each other in a circle (any.yaml -> any.yaml); "
                "remove one 'extends'"
            ),
        ),
        ("kind: scenario\nextends: gone.yaml\n", "any.yaml:2:10: extends: no such file 'gone.yaml'"),
        ("kind: scenario\nextends: ''\n", "any.yaml:2:10: extends: found text ''; expected the name of a file"),
        (
            'kind: scenario\nextends: "a\\0b"\n',
            "any.yaml:2:10: extends: found text 'a\0b'; expected the name of a file",
        ),
        ("kind: scenario\nextends: [storm.yaml]\n", "any.yaml:2:1: extends: found a list; expected the name of a file"),
        (
            "kind: scenario\nextends: seats.yaml\n",
            ("seats.yaml:1:7: kind: this file is of kind 'policy'; expected kind 'scenario'"),
        ),
        ("kind: policy\n", "any.yaml:1:7: kind: this file is of kind 'policy'; expected kind 'scenario'"),
        ("kind: scenari\n", "any.yaml:1:7: kind: unknown kind: found text 'scenari'; did you mean 'scenario'?"),
        (
            "kind: 3\n",
            "any.yaml:1:7: kind: unknown kind: found 3; expected one of: world, scenario, policy, experiment",
        ),
        ("title: x\n", "any.yaml:1:1: kind: missing key; expected kind 'scenario'"),
        ("", "any.yaml:1:1: the file says nothing; expected keys, beginning with 'kind'"),
        ("- a\n", "any.yaml:1:1: found a list at the top; expected keys, beginning with 'kind'"),
        ("kind\n", "any.yaml:1:1: found text 'kind' at the top; expected keys, beginning with 'kind'"),
        (b"a: 1\nb: caf\xe9\n", "any.yaml:2:7: the byte 0xE9 is not UTF-8; save the file as UTF-8"),
        ("#" * (MAX_BYTES + 1), "any.yaml:1:1: 'any.yaml' has 2,000,001 bytes; at most 2,000,000 are read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, text, message):
    """Each time with its place."""
    root, problems = load(tmp_path, any=text)
    assert (root, problems) == (None, [message])


def test_a_circle_of_files_is_found(tmp_path):
    """However long it is."""
    _, problems = load(
        tmp_path,
        any="kind: scenario\nextends: calm.yaml\n",
        calm=CALM + "extends: storm.yaml\n",
        storm=STORM + "extends: any.yaml\n",
    )
    assert problems == [
        (
            "storm.yaml:9:10: extends: the files extend each other in a circle "
            "(any.yaml -> calm.yaml -> storm.yaml -> any.yaml); remove one 'extends'"
        )
    ]


def test_a_byte_order_mark_is_passed_over(tmp_path):
    """Some editors write one."""
    root, problems = load(tmp_path, any=b"\xef\xbb\xbf" + CALM.encode())
    assert problems == []
    assert plain(root)["kind"] == "scenario"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.yaml", "gone.yaml:1:1: no such file 'gone.yaml'"),
        ("seat.yaml", "seat.yaml:1:1: no such file 'seat.yaml'; did you mean 'seats.yaml'?"),
        ("no/such.yaml", "no/such.yaml:1:1: no such file 'no/such.yaml'; there is no directory 'no' either"),
        (".", ".:1:1: '.' is a directory; did you mean 'experiment.yaml'?"),
        ("empty", "empty:1:1: 'empty' is a directory; name a file in it"),
    ],
)
def test_a_file_that_is_not_there_is_blamed_itself(tmp_path, name, message):
    """Nobody but the command line named it."""
    write_study(tmp_path)
    (tmp_path / "empty").mkdir()
    files = Files()
    assert files.load(Path(name), None) is None
    assert [str(problem) for problem in files.problems] == [message]


def test_a_file_of_each_kind_can_be_checked_by_itself(tmp_path):
    """A policy or a scenario as far as that goes without a world."""
    write_study(tmp_path)
    for name in ("world", "calm", "storm", "status_quo", "seats", "experiment"):
        check(tmp_path / f"{name}.yaml")


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "storm",
            edited(STORM, "growth: {per_year: {value: 0.1}}", "grwth: {per_year: {value: 0.1}}"),
            ("storm.yaml:8:9: world.demand.case_classes.sales.grwth: unknown key; did you mean 'growth'?"),
        ),
        (
            "storm",
            edited(STORM, "growth: {per_year: {value: 0.1}}", "surges: [{region: NO}]"),
            (
                "storm.yaml:8:18: world.demand.case_classes.sales.surges[0].from: missing key; "
                "add it: First day of the rise"
            ),
        ),
        (
            "seats",
            edited(SEATS, "seats_per_class", "seats"),
            "seats.yaml:5:12: settings[0].lever: unknown lever 'seats'; did you mean 'seats_per_class'?",
        ),
        (
            "status_quo",
            STATUS_QUO + "setings: []\n",
            "status_quo.yaml:4:1: setings: unknown key; did you mean 'settings'?",
        ),
    ],
)
def test_a_scenario_or_policy_by_itself_is_checked_without_a_world(tmp_path, file, text, message):
    """Its own words can be wrong in any world."""
    write_study(tmp_path, **{file: text})
    with pytest.raises(InvalidInput) as caught:
        check(tmp_path / f"{file}.yaml")
    assert str(caught.value.problems[0]).splitlines()[0].startswith(message)
