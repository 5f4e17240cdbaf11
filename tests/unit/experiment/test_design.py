"""From an experiment to pieces of work."""

import pytest

from simulation import arm
from simulation.errors import InvalidInput, Problem
from simulation.experiment.design import Task, chunk_size, missing, resolve_arms, tasks
from simulation.results.manifest import Design
from stand_in import study

DESIGN = Design({"calm": "", "surge": ""}, {"a": "", "b": ""}, "a", 5)
NOTHING = {one: {} for one in DESIGN.arms}


def done(replications, one=("calm", "a")):
    """Return where results are if one arm has some replications and the others have all."""
    return {**{other: dict.fromkeys(range(5)) for other in DESIGN.arms}, one: dict.fromkeys(replications)}


def test_every_replication_of_every_arm_is_computed_once():
    """However large the chunks."""
    wanted = [(one, replication) for one in DESIGN.arms for replication in range(5)]
    for size in (1, 2, 3, 5, 50):
        cut = tasks(DESIGN, NOTHING, size)
        computed = [((task.scenario, task.policy), replication) for task in cut for replication in task.replications]
        assert sorted(computed) == sorted(wanted)
        assert max(len(task.replications) for task in cut) <= size


def test_low_replications_of_all_arms_come_first():
    """A run that is stopped early can still compare its arms."""
    firsts = [task.first for task in tasks(DESIGN, NOTHING, 2)]
    assert firsts == sorted(firsts)


def test_only_what_is_missing_is_computed_in_unbroken_ranges():
    """A chunk is named by its first and last replication, so it must hold all between."""
    cut = tasks(DESIGN, done([2]), 50)
    assert cut == [Task(0, "calm", "a", 0, 1), Task(0, "calm", "a", 3, 4)]


def test_nothing_missing_gives_nothing_to_do():
    """A complete run is left alone."""
    assert tasks(DESIGN, done(range(5)), 3) == []
    assert missing(DESIGN, done(range(5))) == {}


def test_arms_are_numbered_as_they_are_declared():
    """File names of an arm stay the same when the run goes on."""
    numbers = {(task.scenario, task.policy): task.number for task in tasks(DESIGN, NOTHING, 5)}
    assert [numbers[one] for one in DESIGN.arms] == [0, 1, 2, 3]


@pytest.mark.parametrize(("replications", "jobs"), [(1, 1), (1, 64), (20, 2), (10_000, 2), (10_000_000, 64)])
def test_chunks_are_small_enough_to_keep_all_workers_busy(replications, jobs):
    """And few enough not to drown in files."""
    size = chunk_size(replications, jobs)
    assert size >= 1
    assert size <= max(1, -(-replications // (8 * jobs)), -(-replications // 5_000))
    assert replications / size <= max(5_000, 50 * 8 * jobs)


def refusing(policies, error):
    """Return a stand-in for `resolve` that fails for some policies."""

    def resolve(one, scenario, policy):
        if policy in policies:
            raise error(scenario, policy)
        return f"{scenario}/{policy}"

    return resolve


def test_arms_are_resolved_in_canonical_order(monkeypatch):
    """Declared order of scenarios, then of policies."""
    monkeypatch.setattr(arm, "resolve", refusing((), ValueError))
    arms, failures = resolve_arms(study())
    assert list(arms.values()) == ["calm/status_quo", "calm/more_seats", "surge/status_quo", "surge/more_seats"]
    assert failures == []


def test_problems_of_all_arms_are_told_at_once(monkeypatch):
    """Nobody wants to find them one by one."""

    def invalid(scenario, policy):
        return InvalidInput([Problem(f"{scenario}.yaml", 1, 1, policy, "does not fit")])

    monkeypatch.setattr(arm, "resolve", refusing(("more_seats",), invalid))
    with pytest.raises(InvalidInput) as caught:
        resolve_arms(study())
    assert [problem.file for problem in caught.value.problems] == ["calm.yaml", "surge.yaml"]


def test_an_arm_that_cannot_be_resolved_fails_in_every_replication(monkeypatch):
    """The other arms go on."""
    monkeypatch.setattr(arm, "resolve", refusing(("more_seats",), lambda *names: KeyError(names)))
    arms, failures = resolve_arms(study(replications=3))
    assert list(arms) == [("calm", "status_quo"), ("surge", "status_quo")]
    assert [(f.scenario, f.policy, f.replication, f.stage) for f in failures] == [
        (scenario, "more_seats", replication, "resolving") for scenario in ("calm", "surge") for replication in range(3)
    ]
