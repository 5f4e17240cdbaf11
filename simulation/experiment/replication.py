"""Computing a chunk: one replication after another, each written or its failure recorded, and the rest goes on."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from simulation.experiment.blame import failure
from simulation.experiment.design import Arm, Task
from simulation.results.chunks import check_form, writing
from simulation.results.manifest import Failure

ENGINE: Final = "simulation.model:simulate"
"""The function that computes one replication, as `module:function`."""

Simulate = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Order:
    """A chunk to compute, and all that is needed for it."""

    task: Task
    """Which replications of which arm."""

    arm: Arm
    """The arm."""

    seed: int
    """Root of all luck."""

    named: frozenset[int]
    """Replications whose cells are kept in full."""


@dataclass(frozen=True, slots=True)
class Began:
    """A replication is being computed."""

    replication: int
    """Its number."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A replication has been computed, or has failed."""

    replication: int
    """Its number."""

    cpu_seconds: float
    """Processor time it took."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A chunk is on disk, as far as its replications did not fail."""

    task: Task
    """Which chunk."""

    failures: tuple[Failure, ...]
    """Its replications that are not in it."""


Message = Began | Ended | Finished


def load(engine: str) -> Simulate:
    """Return the function an engine is named by.

    Parameters
    ----------
    engine
        `module:function`; called as `function(arm, seed, replication, cells=...)`, returns tables by name.
    """
    module, _, function = engine.partition(":")
    found: Simulate = getattr(import_module(module), function)
    return found


def compute(order: Order, directory: Path, engine: str, tell: Callable[[Message], None]) -> None:
    """Compute a chunk and write it.

    A replication that fails is left out of every table. If the chunk itself cannot be written, all its replications
    fail.

    Parameters
    ----------
    order
        The chunk.
    directory
        Where chunks go.
    engine
        Computes a replication, see `load`.
    tell
        Told what happens as it happens.
    """
    task = order.task
    failures: dict[int, Failure] = {}
    try:
        with writing(directory, task.stem) as chunk:
            for replication in task.replications:
                tell(Began(replication))
                began = time.process_time()
                result = _attempt(order, replication, engine)
                if isinstance(result, Failure):
                    failures[replication] = result
                else:
                    chunk.add(replication, result)
                tell(Ended(replication, time.process_time() - began))
            chunk.finish(task.scenario, task.policy)
    except Exception as error:  # noqa: BLE001 - a full disk, mostly; the other chunks are computed
        for number in task.replications:
            failures.setdefault(number, failure(task.scenario, task.policy, number, "writing", error))
    tell(Finished(task, tuple(failures.values())))


def _attempt(order: Order, replication: int, engine: str) -> Mapping[str, Any] | Failure:
    """Compute one replication, and return its tables, or why it failed."""
    stage = "simulating"
    try:
        tables = load(engine)(order.arm, order.seed, replication, cells=replication in order.named)
        stage = "writing"
        check_form(tables)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other replications are computed
        return failure(order.task.scenario, order.task.policy, replication, stage, error)
    return tables
