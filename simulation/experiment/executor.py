"""A supervised pool: processes that may die, and a supervisor that does not lose their work.

Every worker is a process of its own, spawned rather than forked, so that it starts clean on every system. It takes one
chunk at a time and writes it itself. When it dies (killed, out of memory, crashed in a library), a new one takes its
place. The replication it was at is tried again by itself, three more times, and then recorded as failed; what else was
in its chunk is tried again as often as it takes, because it is not to blame. So a replication that always kills its
worker costs itself and nothing else, whatever the size of chunks.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Final

from simulation.experiment.replication import ENGINE, Began, Ended, Finished, Message, Order
from simulation.experiment.worker import READY, work
from simulation.results.manifest import Failure

RETRIES: Final = 3
"""How often a replication is tried again after its worker has died."""

_PATIENCE_SECONDS: Final = 5.0
"""How long to wait for a process that has been told to end."""

_ONE_THREAD: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
}


def usable_cpus() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def execute(orders: Iterable[Order], directory: Path, *, jobs: int, engine: str = ENGINE) -> Generator[Message]:
    """Compute chunks in parallel, and yield what happens as it happens.

    Close the iterator to stop early: the workers are then ended at once, and finished chunks stay.

    Parameters
    ----------
    orders
        Chunks to compute, in the order to begin them.
    directory
        Where chunks go.
    jobs
        Workers at most.
    engine
        Computes a replication, as `module:function`.

    Yields
    ------
    Message
        A `Finished` for every order, or for parts that together make it up; `Began` and `Ended` on the way.
    """
    pool = _Pool(deque(orders), directory, jobs, engine)
    try:
        yield from pool.run()
    finally:
        pool.stop()


@dataclass(slots=True)
class _Worker:
    """A worker as its supervisor sees it."""

    process: SpawnProcess
    connection: Connection
    ready: bool = False
    order: Order | None = None
    replication: int | None = None


class _Pool:
    """The workers, and what is left for them to do."""

    def __init__(self, waiting: deque[Order], directory: Path, jobs: int, engine: str) -> None:
        self._waiting = waiting
        self._directory = directory
        self._jobs = jobs
        self._engine = engine
        self._workers: list[_Worker] = []
        self._deaths_in_a_row = 0

    def run(self) -> Iterator[Message]:
        """Yield messages until every order is done or given up."""
        while self._waiting or self._busy:
            # In every round, since a death may have put work back while others were idle.
            for worker in [worker for worker in self._workers if worker.ready and worker.order is None]:
                yield from self._give(worker)
            while len(self._workers) < min(self._jobs, len(self._waiting) + len(self._busy)):
                self._workers.append(_hire(self._directory, self._engine))
            heard = set(wait([worker.connection for worker in self._workers]))
            for worker in [worker for worker in self._workers if worker.connection in heard]:
                yield from self._hear(worker)

    def stop(self) -> None:
        """End all workers: idle ones by asking, busy ones by force."""
        for worker in self._workers:
            _dismiss(worker)
        for worker in self._workers:
            _bury(worker)
        self._workers.clear()

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.order is not None]

    def _hear(self, worker: _Worker) -> Iterator[Message]:
        """Take one message from a worker, or notice its death."""
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if message == READY:
            worker.ready = True
        else:
            self._note(worker, message)
            yield message

    def _note(self, worker: _Worker, message: Message) -> None:
        if isinstance(message, Began):
            worker.replication = message.replication
        elif isinstance(message, Ended):
            self._deaths_in_a_row = 0
        elif isinstance(message, Finished):
            worker.order = worker.replication = None

    def _give(self, worker: _Worker) -> Iterator[Message]:
        """Hand the next order to an idle worker."""
        if not self._waiting:
            return
        worker.order = self._waiting.popleft()
        try:
            worker.connection.send(worker.order)
        except OSError:
            yield from self._replace(worker)

    def _replace(self, worker: _Worker) -> Iterator[Message]:
        """Bury a dead worker, and put what it left undone back, or give it up."""
        self._workers.remove(worker)
        _bury(worker)
        self._deaths_in_a_row += 1
        how = _manner_of_death(worker.process.exitcode)
        if worker.order is not None:
            suspect, innocent = _suspects(worker.order, worker.replication)
            self._waiting.extend(innocent)
            if suspect.task.tries <= RETRIES:
                self._waiting.append(suspect)
            else:
                yield _given_up(suspect, f"{how}, at try {suspect.task.tries} of {RETRIES + 1}")
        # When hardly anything but deaths happens, the fault is not in a replication.
        if self._deaths_in_a_row > 4 * (RETRIES + 1) + 2 * self._jobs:
            while self._waiting:
                yield _given_up(self._waiting.popleft(), f"{how}, like every other before anything was computed")


def _hire(directory: Path, engine: str) -> _Worker:
    """Start a worker. It works single-threaded: the processors are shared out among processes."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, directory, engine), daemon=True)
    with _environment(_ONE_THREAD), _no_interrupts():
        process.start()
    theirs.close()  # or the end of the process would not end the connection
    return _Worker(process, ours)


def _dismiss(worker: _Worker) -> None:
    if worker.order is None and worker.ready:
        try:
            worker.connection.send(None)
        except OSError:
            return
    else:
        worker.process.terminate()


def _bury(worker: _Worker) -> None:
    """Wait for a worker to be gone, make sure of it, and release what it held."""
    worker.connection.close()
    worker.process.join(_PATIENCE_SECONDS)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()


def _suspects(order: Order, replication: int | None) -> tuple[Order, list[Order]]:
    """Return the part of an order that its worker died over, with one more try counted, and the rest of it."""
    task = order.task
    at = task.first if replication is None else replication
    suspect = replace(task, first=at, last=at, tries=task.tries + 1)
    rest = [replace(task, last=at - 1), replace(task, first=at + 1)]
    return replace(order, task=suspect), [replace(order, task=part) for part in rest if part.replications]


def _given_up(order: Order, error: str) -> Finished:
    task = order.task
    return Finished(
        task,
        tuple(Failure(task.scenario, task.policy, number, "worker", error, "") for number in task.replications),
    )


def _manner_of_death(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"the worker process was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"the worker process was ended by signal {-code}"
    return f"the worker process ended with exit code {code}"


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    """Change environment variables for the processes started meanwhile."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Hold keyboard interrupts back while a process starts, so that it is born deaf to them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
