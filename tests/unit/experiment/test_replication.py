"""Computing a chunk: failures stay with their replication."""

import pyarrow.parquet as pq
import pytest

import stand_in
from simulation.experiment.design import Task
from simulation.experiment.replication import Began, Ended, Finished, Order, compute
from simulation.results.chunks import finished_chunks


def order(trouble=None, last=3, named=(0,)):
    """Return a chunk of the first replications of an arm."""
    return Order(Task(0, "calm", "a", 0, last), stand_in.Arm("calm", "a", trouble or {}), 0, frozenset(named))


def computed(directory, one, engine=stand_in.ENGINE):
    """Compute a chunk in this process; return what was told, and what is on disk."""
    told = []
    compute(one, directory, engine, told.append)
    held = [chunk.replications for chunk in finished_chunks(directory)]
    return told, held


def test_every_replication_is_announced_and_ended_and_the_chunk_last(tmp_path):
    """The supervisor knows at any time what a worker is at."""
    told, held = computed(tmp_path, order())
    assert [type(message) for message in told] == [Began, Ended] * 4 + [Finished]
    assert [message.replication for message in told[:-1]] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert told[-1].failures == ()
    assert held == [(0, 1, 2, 3)]


def test_a_failed_replication_is_recorded_and_in_no_table(tmp_path):
    """The rest of its chunk goes on."""
    told, held = computed(tmp_path, order({1: "raise"}))
    assert [(one.replication, one.stage) for one in told[-1].failures] == [(1, "simulating")]
    assert told[-1].failures[0].error.startswith("ValueError: no luck in replication 1")
    assert held == [(0, 2, 3)]
    for path in tmp_path.glob("*.parquet"):
        assert 1 not in pq.read_table(path)["replication"].to_pylist()


def test_a_chunk_that_failed_altogether_leaves_nothing(tmp_path):
    """It is missing, and tried again."""
    told, _ = computed(tmp_path, order(dict.fromkeys(range(4), "raise")))
    assert len(told[-1].failures) == 4
    assert list(tmp_path.iterdir()) == []


def test_cells_are_kept_for_named_replications_only(tmp_path):
    """In full they are too many."""
    computed(tmp_path, order(named=(2,)))
    assert finished_chunks(tmp_path)[0].row_groups["cells"] == (2,)


def test_tables_of_another_form_fail_while_writing(tmp_path, monkeypatch):
    """The model computed, but not what was declared."""
    monkeypatch.setattr(stand_in, "simulate", lambda *_, **__: {"snapshots": None})
    told, held = computed(tmp_path, order())
    assert {one.stage for one in told[-1].failures} == {"writing"}
    assert held == []


def test_a_chunk_that_cannot_be_written_fails_with_all_its_replications(tmp_path):
    """What failed before keeps its own reason."""
    told, _ = computed(tmp_path / "gone", order({1: "raise"}))
    assert sorted((one.replication, one.stage) for one in told[-1].failures) == [
        (0, "writing"),
        (1, "simulating"),
        (2, "writing"),
        (3, "writing"),
    ] or {one.stage for one in told[-1].failures} == {"writing"}
    assert len(told[-1].failures) == 4


def test_an_engine_that_cannot_be_loaded_is_a_failure_like_any_other(tmp_path):
    """A worker that died of it would be replaced for ever."""
    told, _ = computed(tmp_path, order(), "no_such_module:simulate")
    assert "ModuleNotFoundError" in told[-1].failures[0].error
    assert len(told[-1].failures) == 4


def test_what_ends_a_process_is_not_a_failure_of_a_replication(tmp_path):
    """The supervisor sees to it."""
    with pytest.raises(SystemExit):
        computed(tmp_path, order({1: "exit"}))
    assert list(tmp_path.iterdir()) == []
