"""The supervised pool: workers die, work does not get lost."""

import multiprocessing
import os
import signal
import time
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import wait

import pytest

import stand_in
from simulation.experiment import executor
from simulation.experiment.design import Task
from simulation.experiment.executor import execute, usable_cpus
from simulation.experiment.replication import Began, Finished, Order
from simulation.experiment.worker import work
from simulation.results.chunks import finished_chunks


@pytest.fixture(autouse=True)
def never_stuck(monkeypatch):
    """Fail where the supervisor would wait for ever."""
    monkeypatch.setattr(executor, "wait", lambda connections: wait(connections, 20) or pytest.fail("nothing happens"))


def orders(count, size=1, **options):
    """Return chunks of one arm."""
    arm = stand_in.Arm("calm", "a", **options)
    return [
        Order(Task(0, "calm", "a", first, min(first + size, count) - 1), arm, 0, frozenset())
        for first in range(0, count, size)
    ]


def executed(directory, wanted, jobs=2):
    """Compute chunks; return the replications on disk, and the failures."""
    messages = list(execute(wanted, directory, jobs=jobs, engine=stand_in.ENGINE))
    failures = [failure for message in messages if isinstance(message, Finished) for failure in message.failures]
    held = sorted(replication for chunk in finished_chunks(directory) for replication in chunk.replications)
    return held, {failure.replication: failure for failure in failures}


def test_all_chunks_are_computed_and_no_worker_is_left(tmp_path):
    """Workers idle at the end are told to go."""
    held, failures = executed(tmp_path, orders(7, size=2))
    assert held == list(range(7))
    assert failures == {}
    assert multiprocessing.active_children() == []


def test_a_worker_without_work_takes_over_from_one_that_dies_later(tmp_path):
    """Idle while the last chunk is computed, it must not stay idle when that comes back."""
    late = replace(orders(1, size=1)[0], task=Task(0, "calm", "a", 1, 1))
    arm = stand_in.Arm("calm", "a", {1: "kill once"}, str(tmp_path), pause=0.5)
    held, failures = executed(tmp_path, [*orders(1), replace(late, arm=arm)])
    assert (held, failures) == ([0, 1], {})


def test_no_work_starts_no_worker(tmp_path):
    """A complete run costs nothing."""
    assert executed(tmp_path, []) == ([], {})


@pytest.mark.parametrize("trouble", ["kill once", "exit once"])
def test_a_worker_that_dies_once_costs_nothing_but_time(tmp_path, trouble):
    """It is replaced, and its replications are computed again."""
    held, failures = executed(tmp_path, orders(4, size=4, trouble={1: trouble}, scratch=str(tmp_path)), jobs=1)
    assert held == [0, 1, 2, 3]
    assert failures == {}


def test_a_replication_that_always_kills_costs_itself_alone(tmp_path):
    """Its chunk mates are not to blame, whatever the size of chunks."""
    held, failures = executed(tmp_path, orders(4, size=4, trouble={1: "kill"}))
    assert held == [0, 2, 3]
    assert [(one.stage, one.replication) for one in failures.values()] == [("worker", 1)]
    assert failures[1].error == "the worker process was ended by SIGKILL, at try 4 of 4"


def test_a_process_that_exits_is_told_by_its_code(tmp_path, monkeypatch):
    """Not every death is a kill."""
    monkeypatch.setattr(executor, "RETRIES", 0)
    held, failures = executed(tmp_path, orders(2, trouble={1: "exit"}))
    assert held == [0]
    assert failures[1].error == "the worker process ended with exit code 3, at try 1 of 1"


def test_when_nothing_but_deaths_happens_the_rest_is_given_up(tmp_path, monkeypatch):
    """A machine on which nothing works must not be kept busy for a million replications."""
    monkeypatch.setattr(executor, "RETRIES", 0)
    wanted = orders(1000, trouble=dict.fromkeys(range(1000), "kill"))
    held, failures = executed(tmp_path, wanted)
    assert held == []
    assert sorted(failures) == list(range(1000))
    assert "like every other before anything was computed" in failures[999].error


def test_a_worker_killed_from_outside_is_replaced(tmp_path):
    """By an operator, or for want of memory."""
    killed = []
    with closing(execute(orders(6, pause=0.05), tmp_path, jobs=2, engine=stand_in.ENGINE)) as messages:
        for message in messages:
            if isinstance(message, Began) and not killed:
                killed.append(multiprocessing.active_children()[0].pid)
                os.kill(killed[0], signal.SIGKILL)
    assert sorted(replication for chunk in finished_chunks(tmp_path) for replication in chunk.replications) == [
        *range(6)
    ]


def test_stopping_early_ends_busy_workers_at_once(tmp_path):
    """Nobody waits for a replication that is not wanted any more."""
    with closing(execute(orders(2, pause=30), tmp_path, jobs=2, engine=stand_in.ENGINE)) as messages:
        assert isinstance(next(messages), Began)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    assert multiprocessing.active_children() == []


def test_a_worker_ends_when_its_supervisor_is_gone(tmp_path):
    """A killed parent must not leave processes computing for nobody."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=work, args=(theirs, tmp_path, stand_in.ENGINE))
    worker.start()
    theirs.close()
    assert ours.recv() == "ready"
    ours.send(orders(50, size=50, pause=0.2)[0])
    ours.recv()
    ours.close()
    worker.join(5)
    assert worker.exitcode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_environment_is_left_as_it_was(monkeypatch):
    """One thread for each worker is no business of the rest of the program."""
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with executor._environment({"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}):
        assert (os.environ["OMP_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("1", "1")
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def test_there_is_at_least_one_processor():
    """It is the default number of jobs."""
    assert usable_cpus() >= 1
