"""`--set PATH=VALUE`."""

from datetime import date

import pytest

from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import write_study


@pytest.fixture(name="experiment")
def _experiment(tmp_path):
    return write_study(tmp_path)


def refusals(experiment, *overrides):
    """Return the first line of each problem with some overrides."""
    with pytest.raises(InvalidInput) as caught:
        load_study(experiment, overrides=overrides)
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def test_an_experiment_key_can_be_overridden(experiment):
    """Typed by the schema."""
    study = load_study(experiment, overrides=["replications=3", "seed=0", "breach.shortfall_share=2e-1"])
    assert (study.experiment.replications, study.experiment.seed) == (3, 0)
    assert study.experiment.breach.shortfall_share == 0.2


def test_a_world_key_is_overridden_in_every_scenario_and_last(experiment):
    """After the scenario's own differences."""
    study = load_study(experiment, overrides=["world.demand.case_classes.sales.growth.per_year.value=0.03"])
    growth = {name: world.demand.case_classes["sales"].growth.per_year.value for name, world in study.worlds.items()}
    assert growth == {"calm": 0.03, "storm": 0.03}


def test_one_scenario_can_be_overridden_by_itself(experiment):
    """Its world and its own words."""
    study = load_study(
        experiment,
        overrides=["scenarios.storm.world.time.end=2028-10-01", "scenarios.storm.title=Gale"],
    )
    assert {name: world.time.end for name, world in study.worlds.items()} == {
        "calm": date(2030, 10, 1),
        "storm": date(2028, 10, 1),
    }
    assert study.scenarios["storm"].title == "Gale"


def test_an_item_of_a_list_is_named_by_its_position(experiment):
    """As error messages name it."""
    study = load_study(experiment, overrides=["policies.seats.settings[0].value=2"])
    assert study.policies["seats"].settings[0].value == 2


def test_a_whole_section_can_be_given(experiment):
    """In YAML's flow style; keys that may be left out can be added."""
    study = load_study(
        experiment,
        overrides=[
            "world.components.military.hiring.requisition_slots={value: 3, source: assumed}",
            "world.demand.direct[0].positions_by_fiscal_year.2029=7",
            "named_replications=[0, 2]",
        ],
    )
    world = study.worlds["calm"]
    slots = world.components["military"].hiring.requisition_slots
    assert slots is not None
    assert slots.value == 3
    assert world.demand.direct[0].positions_by_fiscal_year == {2025: 5, 2027: 6, 2029: 7}
    assert study.experiment.named_replications == [0, 2]


def test_a_later_override_wins(experiment):
    """They are applied in order."""
    assert load_study(experiment, overrides=["seed=1", "seed=2"]).experiment.seed == 2


def test_overrides_change_no_other_value(experiment):
    """What they do not name stays as the files say."""
    before, after = load_study(experiment), load_study(experiment, overrides=["world.proficiency.ramp_months.value=3"])
    differing = {
        name: (world.model_dump(exclude={"proficiency"}) != after.worlds[name].model_dump(exclude={"proficiency"}))
        for name, world in before.worlds.items()
    }
    assert differing == {"calm": False, "storm": False}
    assert before.policies == after.policies


def test_all_paths_that_lead_nowhere_are_found_at_once(experiment):
    """Each at the step that is wrong, in the order of the command line."""
    found = refusals(
        experiment,
        "world.proficiency.ramp_month.value=5",
        "policies.seat.settings[0].value=1",
        "policies.seats.settings[3].value=1",
        "world=other.yaml",
        "policies.seats=other.yaml",
        "scenarios.strom.world.time.end=2028-10-01",
        "world.time.end.year=2028",
        "replications",
        "a..b=3",
        "seed=010",
        "breach={",
    )
    assert found == [
        "--set:1:19: world.proficiency.ramp_month: unknown key; did you mean 'ramp_months'?",
        "--set:2:10: policies.seat: unknown policy 'seat'; did you mean 'seats'?",
        "--set:3:24: policies.seats.settings[3]: expected a position from [0] to [0] of this list",
        "--set:4:1: world: this names a file; override something in it, such as world.proficiency.ramp_months.value=6",
        (
            "--set:5:1: policies: this names a file; override something in it, such as "
            "world.proficiency.ramp_months.value=6"
        ),
        "--set:6:11: scenarios.strom: unknown scenario 'strom'; did you mean 'storm'?",
        "--set:7:16: world.time.end.year: there is nothing below the date 2030-10-01; end the path before this",
        "--set:8:1: expected PATH=VALUE, such as replications=10 or world.proficiency.ramp_months.value=6",
        "--set:9:1: expected PATH=VALUE, such as replications=10 or world.proficiency.ramp_months.value=6",
        "--set:10:6: seed: found 010, a number with leading zeros; leave them out, or put a code in quotes",
        "--set:11:8: the text ends before what begins here is complete; close it",
    ]


def test_values_that_do_not_fit_are_found_at_once(experiment):
    """With the column at which the value stands."""
    found = refusals(
        experiment,
        "sed=1",
        "replications=",
        "world.proficiency.ramp_months=5",
        "world.assignment.uncertified_output.value=0.9",
        "policies.seats.settings[0].lever=seat_per_class",
    )
    assert found == [
        "--set:1:1: sed: unknown key; did you mean 'seed'?",
        "--set:2:14: replications: found nothing; expected a whole number",
        (
            "--set:3:31: world.proficiency.ramp_months: found 5; expected a record {value: ..., range: [low, high], "
            "source: ...}"
        ),
        (
            "--set:4:18: world.assignment.uncertified_output: value 0.9 lies outside its range 0.2 to 0.8; "
            "correct one of them"
        ),
        "--set:5:34: policies.seats.settings[0].lever: unknown lever 'seat_per_class'; did you mean 'seats_per_class'?",
    ]


def test_an_override_is_shown_with_a_caret(experiment):
    """Like a line of a file."""
    with pytest.raises(InvalidInput) as caught:
        load_study(experiment, overrides=["replications=ten"])
    assert str(caught.value) == (
        "--set:1:14: replications: found text 'ten'; expected a whole number\n    replications=ten\n                 ^"
    )
