"""An experiment with all the files it names."""

import hashlib
import json
from pathlib import Path

import pytest

from simulation.config import load_study
from simulation.config.resolved import short_names
from simulation.errors import InvalidInput
from small_study import EXPERIMENT, SEATS, STORM, TEXTS, WORLD, edited, write_study


def refusals(path, **asked):
    """Return the first line of each problem with a study."""
    with pytest.raises(InvalidInput) as caught:
        load_study(path, **asked)
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def leaves(tree, prefix=""):
    """Yield the dotted path of every single value."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from leaves(value, f"{prefix}.{key}" if prefix else key)
    elif isinstance(tree, list) and tree:
        for index, value in enumerate(tree):
            yield from leaves(value, f"{prefix}[{index}]")
    else:
        yield prefix


def test_a_study_holds_every_scenario_policy_and_world(tmp_path):
    """In the order of the experiment file."""
    study = load_study(write_study(tmp_path))
    assert list(study.scenarios) == list(study.worlds) == ["calm", "storm"]
    assert list(study.policies) == ["status_quo", "seats"]
    assert study.worlds["calm"].demand.case_classes["sales"].growth.per_year.value == 0.02
    assert study.worlds["storm"].demand.case_classes["sales"].growth.per_year.value == 0.1


def test_norway_is_a_region(tmp_path):
    """Not a truth value."""
    assert "NO" in load_study(write_study(tmp_path)).worlds["calm"].regions


def test_an_experiment_is_named_after_its_folder_unless_its_file_has_a_name(tmp_path):
    """The folder holds one question."""
    path = write_study(tmp_path)
    assert load_study(path).name == tmp_path.name
    other = path.rename(tmp_path / "trial.yaml")
    assert load_study(other).name == "trial"


def test_a_subset_keeps_what_it_names_and_its_own_replications(tmp_path):
    """And spends the list of subsets: a study is exactly what is run."""
    study = load_study(write_study(tmp_path), subset="quick")
    assert list(study.worlds) == list(study.scenarios) == list(study.experiment.scenarios) == ["calm"]
    assert list(study.policies) == ["status_quo", "seats"]
    assert (study.experiment.replications, study.experiment.subsets) == (2, {})


def test_an_override_comes_after_the_subset(tmp_path):
    """The command line has the last word."""
    assert load_study(write_study(tmp_path), subset="quick", overrides=["replications=5"]).experiment.replications == 5


def test_a_subset_keeps_the_order_of_the_experiment(tmp_path):
    """So that its tables are part of the full ones."""
    text = edited(EXPERIMENT, "{scenarios: [calm], replications: 2}", "{policies: [seats, status_quo]}")
    study = load_study(write_study(tmp_path, experiment=text), subset="quick")
    assert list(study.policies) == ["status_quo", "seats"]
    assert study.experiment.replications == 10


def test_an_unknown_subset_is_refused(tmp_path):
    """With the likeliest one."""
    assert refusals(write_study(tmp_path), subset="quik") == [
        "--subset:1:1: unknown subset 'quik'; did you mean 'quick'?"
    ]


def test_what_is_resolved_is_plain_complete_and_in_the_words_of_the_files(tmp_path):
    """It is what a reader may repeat the study from."""
    resolved = load_study(write_study(tmp_path)).resolved
    assert json.loads(json.dumps(resolved)) == resolved
    assert resolved["worlds"]["storm"]["demand"]["case_classes"]["sales"]["growth"]["per_year"] == {
        "value": 0.1,
        "range": None,
        "source": "assumed",
    }
    assert resolved["policies"]["seats"]["settings"][0]["from"] == "2026-10-01"
    assert resolved["scenarios"]["storm"] == {
        "kind": "scenario",
        "title": "Storm",
        "description": "More of everything.",
    }


def test_every_resolved_value_has_an_origin(tmp_path, monkeypatch):
    """File and line, the command line, or the default."""
    monkeypatch.chdir(tmp_path)
    study = load_study(write_study(tmp_path), overrides=["world.proficiency.ramp_months.value=5"])
    assert sorted(study.origins) == sorted(leaves(study.resolved))
    origin = {
        "experiment.seed": "experiment.yaml:15",
        "worlds.calm.demand.case_classes.sales.growth.per_year.value": "world.yaml:54",
        "worlds.storm.demand.case_classes.sales.growth.per_year.value": "storm.yaml:8",
        "worlds.storm.demand.case_classes.sales.growth.per_year.source": "world.yaml:54",
        "worlds.calm.demand.direct[0].positions_by_fiscal_year.2027": "world.yaml:64",
        "worlds.calm.proficiency.ramp_months.value": "--set",
        "policies.seats.settings[0].value": "seats.yaml:8",
        "policies.seats.settings[0].ramp_months": "default",
        "policies.status_quo.settings": "default",
    }
    assert {path: study.origins[path] for path in origin} == origin


def test_every_file_read_is_kept_with_its_hash(tmp_path, monkeypatch):
    """So that a run can say what it rests on, and be repeated."""
    monkeypatch.chdir(tmp_path)
    study = load_study(write_study(tmp_path))
    assert study.contents == {name: text.encode() for name, text in TEXTS.items()}
    assert study.files == {name: hashlib.sha256(text.encode()).hexdigest() for name, text in TEXTS.items()}


def test_files_elsewhere_go_by_names_that_tell_nothing_about_the_machine(tmp_path, monkeypatch):
    """Neither users nor folders above the project."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    study = load_study(write_study(tmp_path))
    assert set(study.files) == set(TEXTS)
    assert not any(tmp_path.name in origin for origin in study.origins.values())


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path, monkeypatch):
    """As many of them as it takes."""
    monkeypatch.chdir(tmp_path)
    names = short_names(
        [Path("/a/x/world.yaml"), Path("/a/y/world.yaml"), Path("/b/z.yaml"), tmp_path / "c" / "z.yaml"]
    )
    assert set(names.values()) == {"c/z.yaml", "x/world.yaml", "y/world.yaml", "b/z.yaml"}


def test_all_problems_of_all_files_come_at_once(tmp_path, monkeypatch):
    """In the order of files and lines."""
    monkeypatch.chdir(tmp_path)
    path = write_study(
        tmp_path,
        world=edited(WORLD, "review_months: 12", "review_months: 0"),
        storm=edited(STORM, "{value: 0.1}", "{value: lots}"),
        seats=edited(SEATS, "1.5", "-1.5"),
        experiment=edited(edited(EXPERIMENT, "calm.yaml", "clam.yaml"), "seed: 1", "seed: -1"),
    )
    assert refusals(path, overrides=["nonsense"]) == [
        "--set:1:1: expected PATH=VALUE, such as replications=10 or world.proficiency.ramp_months.value=6",
        "experiment.yaml:8:9: scenarios.calm: no such file 'clam.yaml'; did you mean 'calm.yaml'?",
        "experiment.yaml:15:7: seed: found -1; expected at least 0",
        "seats.yaml:8:12: settings[0].value: found -1.5; expected a factor of at least 0",
        "storm.yaml:8:36: world.demand.case_classes.sales.growth.per_year.value: found text 'lots'; expected a number",
        "world.yaml:67:18: establishment.review_months: found 0; expected at least 1",
    ]


def test_a_problem_of_the_world_is_reported_once_however_many_scenarios_use_it(tmp_path, monkeypatch):
    """It is one mistake."""
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path, world=edited(WORLD, "unit: staff", "unit: stuff"))
    assert refusals(path) == [
        "world.yaml:62:13: demand.direct[0].unit: unknown unit of HQ 'stuff'; did you mean 'staff'?"
    ]


def test_a_scenario_that_breaks_the_world_is_blamed_in_its_own_file(tmp_path, monkeypatch):
    """The world is right without it."""
    monkeypatch.chdir(tmp_path)
    path = write_study(
        tmp_path, storm=edited(STORM, "growth: {per_year: {value: 0.1}}", "region_shares: {value: {NO: 0.5}}")
    )
    assert refusals(path) == [
        "storm.yaml:8:25: world.demand.case_classes.sales.region_shares.value: the shares add up to 0.5; expected 1"
    ]


def test_a_policy_is_checked_in_every_scenario_s_world(tmp_path, monkeypatch):
    """A name may exist in one and not in another, a date lie within one and not within another."""
    monkeypatch.chdir(tmp_path)
    later = edited(SEATS, "2026-10-01", "2029-10-01")
    assert load_study(write_study(tmp_path, seats=later)).policies["seats"].settings[0].start.year == 2029
    path = write_study(tmp_path, seats=later, storm=STORM + "  time: {end: 2028-10-01}\n")
    assert refusals(path) == [
        "seats.yaml:9:11: settings[0].from: found 2029-10-01, not before the end of the period simulated (2028-10-01)"
    ]


def test_only_experiments_are_studies(tmp_path, monkeypatch):
    """A world by itself asks no question."""
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    assert refusals(Path("world.yaml")) == [
        "world.yaml:1:7: kind: this file is of kind 'world'; expected kind 'experiment'"
    ]
