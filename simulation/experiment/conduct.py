"""An experiment from its first missing replication to its merged tables."""

import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace

from simulation.experiment.design import Arms, chunk_size, missing, tasks
from simulation.experiment.executor import execute
from simulation.experiment.progress import Advance
from simulation.experiment.replication import ENGINE, Ended, Finished, Message, Order
from simulation.results.manifest import Failure, Session
from simulation.results.store import RunDirectory


@dataclass(frozen=True, slots=True)
class Means:
    """With what an experiment is computed; none of it changes a number."""

    jobs: int
    """Worker processes at most."""

    chunk: int | None = None
    """Replications of a chunk; chosen from the number of replications, if left out."""

    engine: str = ENGINE
    """Computes a replication, as `module:function`."""


@dataclass(slots=True)
class _Tally:
    """What has been heard from the workers."""

    began: float = field(default_factory=time.monotonic)
    replications: int = 0
    cpu_seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)

    def count(self, message: Message) -> None:
        if isinstance(message, Ended):
            self.replications += 1
            self.cpu_seconds += message.cpu_seconds
        elif isinstance(message, Finished):
            self.failures.extend(message.failures)

    def session(self, jobs: int) -> Session:
        wall = time.monotonic() - self.began
        return Session(self.replications, jobs, round(wall, 3), round(self.cpu_seconds, 3))


def remaining(run: RunDirectory) -> int:
    """Return how many replications of all arms are still to be computed."""
    design = run.manifest.design
    return sum(len(numbers) for numbers in missing(design, run.done(design.replications)).values())


def orders(run: RunDirectory, arms: Arms, means: Means) -> list[Order]:
    """Return the chunks that are missing from a run, for the arms that could be resolved."""
    design = run.manifest.design
    places = run.done(design.replications)
    wanted = sum(len(numbers) for arm, numbers in missing(design, places).items() if arm in arms)
    size = means.chunk or chunk_size(wanted, means.jobs)
    named = frozenset(design.named_replications)
    return [
        Order(task, arms[task.scenario, task.policy], run.manifest.seed, named)
        for task in tasks(design, places, size)
        if (task.scenario, task.policy) in arms
    ]


def conduct(run: RunDirectory, arms: Arms, means: Means, *, unresolved: Iterable[Failure], advance: Advance) -> None:
    """Compute what is missing from a run, and merge its tables.

    Whatever fails is recorded in the manifest, and the rest goes on. On an interrupt, finished chunks are kept, the
    manifest says so, and the same call goes on from there. The caller holds the run directory exclusively.

    Parameters
    ----------
    run
        The run; its manifest says how many replications are wanted.
    arms
        Arms by scenario and policy.
    means
        With what to compute.
    unresolved
        Failures of arms that could not be resolved.
    advance
        Called when a replication is over.
    """
    run.sweep()
    tally = _Tally(failures=list(unresolved))
    sessions = list(run.manifest.sessions)
    digests = {f"{scenario}/{policy}": arm.digest for (scenario, policy), arm in arms.items()}
    run.record(status="running", arm_digests=digests, failures=[], missing={})
    try:
        with closing(execute(orders(run, arms, means), run.chunks, jobs=means.jobs, engine=means.engine)) as messages:
            for message in messages:
                tally.count(message)
                if isinstance(message, Ended):
                    advance()
        _conclude(run, tally, [*sessions, tally.session(means.jobs)])
    except KeyboardInterrupt:
        run.sweep()
        run.record(status="interrupted", sessions=[*sessions, tally.session(means.jobs)])
        raise


def _conclude(run: RunDirectory, tally: _Tally, sessions: list[Session]) -> None:
    """Merge the tables, and write down how it went."""
    design = run.manifest.design
    places = run.done(design.replications)
    absent = {f"{scenario}/{policy}": numbers for (scenario, policy), numbers in missing(design, places).items()}
    run.merge(places)
    run.record(
        status="partial" if absent else "complete",
        sessions=[session for session in sessions if session.replications],
        missing=absent,
        failures=_in_order(tally.failures, list(design.arms)),
    )


def _in_order(failures: list[Failure], arms: list[tuple[str, str]]) -> list[Failure]:
    """Return failures in canonical order; a traceback that repeats an earlier one says so instead."""
    ordered = sorted(failures, key=lambda f: (arms.index((f.scenario, f.policy)), f.replication))
    first: dict[str, Failure] = {}
    told = []
    for failure in ordered:
        earlier = first.setdefault(failure.traceback, failure)
        repeated = failure.traceback and earlier is not failure
        place = f"as in {earlier.scenario}/{earlier.policy}, replication {earlier.replication}"
        told.append(replace(failure, traceback=place) if repeated else failure)
    return told
