"""A whole experiment: the same tables, whatever happens on the way."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import stand_in
from simulation.experiment.blame import failure
from simulation.experiment.conduct import Means, conduct, remaining
from simulation.results.store import RunDirectory
from simulation.results.tables import TABLES

ARMS = 4
REPLICATIONS = 5


def run_in(directory, replications=REPLICATIONS):
    """Find or begin the run of a made-up study, as `run` does."""
    study = stand_in.study(replications)
    run = RunDirectory.prepare(directory / "results", study, command="python -m simulation run e")
    run.take_in(study)
    return run


def found(directory):
    """Return the one run that is there, as it was left."""
    [path] = (directory / "results").iterdir()
    return RunDirectory.open(path)


def conducted(directory, *, jobs=1, chunk=None, replications=REPLICATIONS, advance=lambda: None, **options):
    """Compute what is missing, and return the run."""
    run = run_in(directory, replications)
    means = Means(jobs, chunk, stand_in.ENGINE)
    with run.exclusively():
        conduct(run, stand_in.arms(scratch=str(directory), **options), means, unresolved=[], advance=advance)
    return run


def bytes_of(run):
    """Return all that is in the tables, summaries included."""
    names = [*(f"{name}.parquet" for name in TABLES), "summary_outcomes.csv", "data_dictionary.csv"]
    return {name: (run.tables / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Return the tables of an undisturbed run with one worker."""
    run = conducted(tmp_path_factory.mktemp("undisturbed"), jobs=1)
    assert run.manifest.status == "complete"
    assert [session.replications for session in run.manifest.sessions] == [ARMS * REPLICATIONS]
    return bytes_of(run)


@pytest.mark.parametrize(("jobs", "chunk"), [(1, 50), (2, 1), (2, 50), (3, 2)])
def test_tables_do_not_depend_on_workers_and_chunks(tmp_path, undisturbed, jobs, chunk):
    """They are accidents of computing."""
    assert bytes_of(conducted(tmp_path, jobs=jobs, chunk=chunk)) == undisturbed


def test_tables_do_not_depend_on_workers_that_were_killed(tmp_path, undisturbed):
    """What they were at is computed again."""
    run = conducted(tmp_path, jobs=2, chunk=3, trouble={1: "kill once"})
    assert bytes_of(run) == undisturbed
    assert (run.manifest.status, run.manifest.failures) == ("complete", [])


def test_an_extended_run_equals_one_that_was_asked_for_at_once(tmp_path, undisturbed):
    """Only what is new is computed."""
    conducted(tmp_path, replications=2)
    run = conducted(tmp_path)
    assert bytes_of(run) == undisturbed
    assert [session.replications for session in run.manifest.sessions] == [ARMS * 2, ARMS * 3]


def test_an_interrupted_run_goes_on(tmp_path, undisturbed):
    """Finished chunks are kept, and the manifest says how far it came."""
    ended = []

    def interrupt():
        ended.append(1)
        if len(ended) > ARMS:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conducted(tmp_path, chunk=1, advance=interrupt)
    assert multiprocessing.active_children() == []
    run = found(tmp_path)
    left = remaining(run)
    assert run.manifest.status == "interrupted"
    assert 0 < left <= ARMS * REPLICATIONS - len(ended) + 2
    again = conducted(tmp_path)
    assert bytes_of(again) == undisturbed
    assert again.manifest.sessions[-1].replications == left


KILLED_PARENT = """
import sys
sys.path.insert(0, sys.argv[1])
import pathlib, test_conduct
test_conduct.conducted(pathlib.Path(sys.argv[2]), jobs=2, chunk=1, pause=0.1)
"""


def test_a_run_whose_parent_was_killed_goes_on(tmp_path, undisturbed):
    """No signal handler, no last word: only what is on disk counts."""
    command = [sys.executable, "-c", KILLED_PARENT, str(Path(__file__).parent), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    with subprocess.Popen(command, env=environment) as parent:
        while len(list(tmp_path.glob("results/*/chunks/*.json"))) < 2:
            assert parent.poll() is None
            time.sleep(0.01)
        parent.send_signal(signal.SIGKILL)
    before = found(tmp_path)
    assert before.manifest.status == "running"
    assert not (before.tables / "outcomes.parquet").exists()
    run = conducted(tmp_path)
    assert bytes_of(run) == undisturbed
    assert run.manifest.sessions[-1].replications < ARMS * REPLICATIONS
    assert list(run.path.rglob("*.tmp")) == []


def test_a_failed_replication_is_recorded_left_out_and_tried_again(tmp_path, undisturbed):
    """The others are merged; the same call may succeed later."""
    run = conducted(tmp_path, trouble={3: "raise once"})
    assert run.manifest.status == "partial"
    assert run.manifest.missing == {f"{scenario}/{policy}": [3] for scenario, policy in run.manifest.design.arms}
    assert [(f.scenario, f.policy, f.replication, f.stage) for f in run.manifest.failures] == [
        (scenario, policy, 3, "simulating") for scenario, policy in run.manifest.design.arms
    ]
    for name in TABLES:
        assert 3 not in set(run.table(name, ["replication"])["replication"])
    again = conducted(tmp_path, trouble={3: "raise once"})
    assert (again.manifest.status, again.manifest.failures, again.manifest.missing) == ("complete", [], {})
    assert bytes_of(again) == undisturbed


def test_a_repeated_traceback_is_told_once(tmp_path):
    """A thousand failures of one kind are one finding."""
    run = conducted(tmp_path, replications=1, trouble={0: "raise"})
    first, *others = run.manifest.failures
    assert first.traceback.startswith("Traceback")
    assert {other.traceback for other in others} == {"as in calm/status_quo, replication 0"}
    assert run.table("outcomes").empty


def test_arms_that_could_not_be_resolved_are_missing_and_the_others_computed(tmp_path):
    """One broken policy must not stop a night's work."""
    run = run_in(tmp_path, 1)
    arms = stand_in.arms()
    del arms["surge", "more_seats"]
    unresolved = [failure("surge", "more_seats", 0, "resolving", KeyError("course"))]
    conduct(run, arms, Means(1, None, stand_in.ENGINE), unresolved=unresolved, advance=lambda: None)
    assert run.manifest.missing == {"surge/more_seats": [0]}
    assert [(one.stage, one.error) for one in run.manifest.failures] == [("resolving", "KeyError: 'course'")]
    assert len(run.table("outcomes")) == 2 * 3


def test_times_are_in_the_manifest_and_nowhere_else(tmp_path):
    """Tables that hold a time are never the same twice."""
    run = conducted(tmp_path, replications=1)
    [session] = run.manifest.sessions
    assert session.jobs == 1
    assert session.wall_seconds > 0
    columns = {name for schema in TABLES.values() for name in schema.names}
    assert not any("seconds" in name for name in columns)


def test_advance_is_called_once_for_every_replication(tmp_path):
    """The bar ends at its end."""
    calls = []
    conducted(tmp_path, replications=2, advance=lambda: calls.append(1), trouble={1: "raise"})
    assert len(calls) == ARMS * 2
