"""Run directories: found again by their inputs, never written over, read by name."""

import dataclasses
import json
import subprocess
import sys
from datetime import date

import pytest

from simulation.errors import RunRefused
from simulation.results.chunks import stem, writing
from simulation.results.store import RunDirectory
from simulation.results.tables import TABLES
from stand_in import Arm, simulate, study

COMMAND = "python -m simulation run experiments/stand-in/experiment.yaml"


def prepare(tmp_path, *, fresh=False, **changes):
    """Prepare the run of a made-up study, as `run` does."""
    run = RunDirectory.prepare(tmp_path / "results", study(**changes), command=COMMAND, fresh=fresh)
    if not run.complete:
        run.take_in(study(**changes))
    return run


def fill(run, status="complete"):
    """Compute all replications of a run, and merge them."""
    for number, (scenario, policy) in enumerate(run.manifest.design.arms):
        last = run.manifest.design.replications - 1
        with writing(run.chunks, stem(number, 0, last)) as chunk:
            for replication in range(last + 1):
                chunk.add(replication, simulate(Arm(scenario, policy), 0, replication, cells=replication == 0))
            chunk.finish(scenario, policy)
    run.merge(run.done(run.manifest.design.replications))
    run.record(status=status)
    return run


def test_a_new_run_holds_its_inputs_before_anything_is_computed(tmp_path):
    """Killed at once, it still says what it was."""
    run = prepare(tmp_path)
    assert run.manifest.status == "running"
    assert RunDirectory.open(run.path).manifest == run.manifest
    assert (run.path / "inputs/experiments/stand-in/experiment.yaml").read_bytes().startswith(b"kind: experiment")
    assert 'title: "A stand-in"  # experiment.yaml:2' in (run.path / "config.resolved.yaml").read_text(encoding="utf-8")
    assert run.resolved == study().resolved
    assert run.origins == study().origins


def test_the_same_inputs_find_the_same_directory(tmp_path):
    """So the same command goes on."""
    one = prepare(tmp_path)
    assert prepare(tmp_path).path == one.path
    assert prepare(tmp_path, seed=1).path != one.path


def test_more_replications_extend_a_run(tmp_path):
    """They are no reason to begin anew."""
    fill(prepare(tmp_path, replications=2))
    run = prepare(tmp_path, replications=3)
    assert run.manifest.design.replications == 3
    assert not run.complete
    assert sorted(run.done(3)["calm", "status_quo"]) == [0, 1]


def test_fewer_replications_leave_a_complete_run_as_it_is(tmp_path):
    """A small trial must not shrink the tables of a large run."""
    fill(prepare(tmp_path, replications=3))
    run = prepare(tmp_path, replications=2)
    assert run.complete
    assert run.manifest.design.replications == 3


def test_fewer_replications_are_enough_for_a_run_that_never_finished(tmp_path):
    """Whoever asked for too many can settle for what is there."""
    fill(prepare(tmp_path, replications=3), status="interrupted")
    assert prepare(tmp_path, replications=2).manifest.design.replications == 2


def test_fresh_begins_in_the_next_directory_and_is_found_again(tmp_path):
    """The old run stays; going on means going on with the last."""
    first = prepare(tmp_path)
    second = prepare(tmp_path, fresh=True)
    third = prepare(tmp_path, fresh=True)
    assert [second.path.name, third.path.name] == [f"{first.path.name}-2", f"{first.path.name}-3"]
    assert prepare(tmp_path).path == third.path


def test_fresh_without_an_earlier_run_needs_no_number(tmp_path):
    """There is nothing to keep apart."""
    assert prepare(tmp_path, fresh=True).path == prepare(tmp_path).path


def test_a_directory_of_other_inputs_is_refused(tmp_path):
    """Renamed or copied by hand, perhaps."""
    run = prepare(tmp_path)
    run.record(config_digest="0" * 64)
    with pytest.raises(RunRefused, match="other inputs"):
        prepare(tmp_path)


def test_a_directory_that_is_no_run_is_refused(tmp_path):
    """Whatever is in it belongs to somebody."""
    run = prepare(tmp_path)
    (run.path / "manifest.json").unlink()
    with pytest.raises(RunRefused, match="not a run"):
        prepare(tmp_path)


def test_a_run_killed_after_its_first_file_goes_on(tmp_path):
    """The manifest comes first; the other inputs are written again."""
    run = prepare(tmp_path)
    for path in (run.path / "config.resolved.json", run.path / "config.resolved.yaml"):
        path.unlink()
    (run.chunks).rmdir()
    again = prepare(tmp_path)
    assert again.path == run.path
    assert again.resolved == study().resolved


def test_the_inputs_of_a_run_that_goes_on_are_those_last_read(tmp_path):
    """A comment in a file changes no number, but moves the lines that origins point to."""
    fill(prepare(tmp_path))
    changed = study(replications=9)
    changed.contents = {"elsewhere/experiment.yaml": b"# comment\n"}
    run = RunDirectory.prepare(tmp_path / "results", changed, command="another")
    run.take_in(changed)
    assert [path.name for path in run.inputs.rglob("*")] == ["elsewhere", "experiment.yaml"]
    assert run.resolved["experiment"]["replications"] == 9
    assert RunDirectory.open(run.path).manifest.command == "another"


def test_an_empty_directory_is_used(tmp_path):
    """That is what a process killed at its very beginning leaves."""
    path = prepare(tmp_path).path
    for entry in sorted(path.rglob("*"), reverse=True):
        entry.unlink() if entry.is_file() else entry.rmdir()
    (path / "lock").touch()
    (path / ".manifest.json.1-ab.tmp").touch()
    assert prepare(tmp_path).manifest.status == "running"


def test_a_run_is_complete_only_with_its_tables(tmp_path):
    """A table deleted by hand is merged again."""
    run = fill(prepare(tmp_path))
    assert run.complete
    (run.tables / "flows.parquet").unlink()
    assert not run.complete


def test_a_table_is_read_whole_or_by_columns(tmp_path):
    """Rows come in canonical order, dates as dates."""
    run = fill(prepare(tmp_path, replications=2))
    assert list(run.table("flows").columns) == TABLES["flows"].names
    assert list(run.table("outcomes", ["value"]).columns) == ["value"]
    outcomes = run.table("outcomes")
    assert list(zip(outcomes["scenario"], outcomes["policy"], strict=True))[::4] == run.manifest.design.arms
    assert run.table("snapshots")["date"].iloc[0] == date(2024, 10, 1)


def test_an_arm_is_read_without_the_others(tmp_path):
    """What is too large to read whole can be read arm by arm."""
    run = fill(prepare(tmp_path, replications=3))
    whole = run.table("snapshots")
    arm = run.arm("snapshots", "surge", "more_seats")
    expected = whole[(whole["scenario"] == "surge") & (whole["policy"] == "more_seats")]
    assert arm.equals(expected.reset_index(drop=True))
    assert list(run.arm("snapshots", "surge", "more_seats", ["replication", "empty"]).columns) == [
        "replication",
        "empty",
    ]


def test_an_arm_without_rows_is_an_empty_table(tmp_path):
    """Replication 0 of the stand-in has no flows."""
    run = fill(prepare(tmp_path, replications=1))
    assert run.arm("flows", "surge", "more_seats", ["count"]).shape == (0, 1)


def test_a_table_that_is_not_there_is_refused(tmp_path):
    """A run that was interrupted has none yet."""
    with pytest.raises(RunRefused, match="run the experiment to its end first"):
        prepare(tmp_path).table("snapshots")


def test_a_directory_that_is_no_run_cannot_be_opened(tmp_path):
    """The report is asked for by path, and paths are mistyped."""
    with pytest.raises(RunRefused, match="not a run"):
        RunDirectory.open(tmp_path)


def test_resolved_inputs_that_are_gone_are_refused(tmp_path):
    """A message, not a traceback."""
    run = prepare(tmp_path)
    (run.path / "config.resolved.json").unlink()
    with pytest.raises(RunRefused, match="cannot be read"):
        _ = RunDirectory.open(run.path).resolved


def test_two_processes_do_not_work_in_one_directory(tmp_path):
    """The second would remove the first one's unfinished files."""
    run = prepare(tmp_path)
    statements = (
        "import sys\n"
        "from simulation.results.store import RunDirectory\n"
        "with RunDirectory.open(sys.argv[1]).exclusively():\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", statements, str(run.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(RunRefused, match="another process"), run.exclusively():
            pass
        other.kill()
        other.wait()
        with run.exclusively():  # released by the kill alone
            pass


def test_sweeping_removes_temporaries_only(tmp_path):
    """Killed processes leave them in every directory."""
    run = fill(prepare(tmp_path))
    before = sorted(run.path.rglob("*"))
    for directory in (run.path, run.chunks, run.tables):
        (directory / ".x.1-ab.tmp").touch()
    run.sweep()
    assert sorted(run.path.rglob("*")) == before


def test_tables_are_named_with_their_digests(tmp_path):
    """Two people can compare a run by one line."""
    run = fill(prepare(tmp_path))
    assert set(json.loads((run.path / "manifest.json").read_text(encoding="utf-8"))["tables"]) == set(TABLES)


def test_the_manifest_is_changed_by_fields(tmp_path):
    """What is not named stays."""
    run = prepare(tmp_path)
    before = run.manifest
    run.record(status="interrupted")
    assert RunDirectory.open(run.path).manifest == dataclasses.replace(before, status="interrupted")
