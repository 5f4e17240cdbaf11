"""A stand-in for the model: the same tables in a millisecond, and any trouble one asks for.

It is a module of its own because worker processes import it by name.
"""

import hashlib
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa

from simulation import measures
from simulation.results.tables import TABLES

ENGINE = "stand_in:simulate"
IN_FULL = ("cells", "spells_in_full")
"""Tables that only named replications have."""

EXPERIMENT_TEXT = b"kind: experiment\ntitle: A stand-in\n"


@dataclass(frozen=True)
class Arm:
    """An arm that knows what goes wrong in which replication."""

    scenario: str
    policy: str
    trouble: dict[int, str] = field(default_factory=dict)
    scratch: str = ""
    pause: float = 0.0

    @property
    def digest(self):
        return f"{self.scenario}/{self.policy}"


def simulate(arm, seed, replication, *, cells=False):
    """Return made-up tables that depend on the arm, the seed and the replication, and on nothing else."""
    time.sleep(arm.pause)
    mischief(arm, replication)
    names = [name for name in TABLES if cells or name not in IN_FULL]
    return {name: table(name, arm, seed, replication) for name in names}


def mischief(arm, replication):
    """Make the trouble an arm has in store for a replication; with `once`, only the first time."""
    kind, _, once = arm.trouble.get(replication, "").partition(" ")
    if once:
        mark = Path(arm.scratch) / f"{arm.scenario}-{arm.policy}-{replication}"
        if mark.exists():
            return
        mark.touch()
    if kind == "raise":
        message = f"no luck in replication {replication}, see {Path(__file__).resolve()}"
        raise ValueError(message)
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "exit":
        sys.exit(3)


def table(name, arm, seed, replication):
    """Return one table of one run; the number of rows differs from run to run, and may be zero for flows."""
    rows = {"snapshots": 4, "staffing": 3, "accounts": 2, "outcomes": 2, "cells": 5}.get(name, replication % 3)
    columns = []
    for column in TABLES[name]:
        values = [value(column, arm, (seed, replication, row)) for row in range(rows)]
        columns.append(pa.array(values, column.type))
    return pa.Table.from_arrays(columns, schema=TABLES[name])


def value(column, arm, key):
    """Return a value for one cell of a table."""
    fixed = {
        "scenario": arm.scenario,
        "policy": arm.policy,
        "replication": key[1],
        "date": date(2024, 10 + key[2] % 3, 1),
        "outcome": list(measures.OUTCOMES)[key[2]],
    }
    if column.name in fixed:
        return fixed[column.name]
    if pa.types.is_string(column.type):
        return f"{column.name}_{key[2] % 2}"
    seed = hashlib.sha256(repr((arm.scenario, arm.policy, column.name, key)).encode()).digest()
    number = int.from_bytes(seed[:4], "big")
    return number / 1024 if pa.types.is_floating(column.type) else number


def study(replications=4, scenarios=("calm", "surge"), policies=("status_quo", "more_seats"), **changes):
    """Return what the results layer reads of a study."""
    experiment = {
        "title": "A stand-in",
        "question": "Does it hold together?",
        "intended_use": "tests",
        "not_for": "decisions",
        "scenarios": {name: f"{name}.yaml" for name in scenarios},
        "policies": {name: f"{name}.yaml" for name in policies},
        "comparator": policies[0],
        "replications": replications,
        "seed": 0,
        "named_replications": [0],
        "subsets": {},
        **changes,
    }
    return SimpleNamespace(
        name="stand-in",
        experiment=SimpleNamespace(**experiment),
        scenarios={name: SimpleNamespace(title=name.title()) for name in scenarios},
        policies={name: SimpleNamespace(title=name.replace("_", " ").title()) for name in policies},
        resolved={"experiment": experiment, "worlds": {name: {"size": 1} for name in scenarios}, "policies": {}},
        origins={"experiment.title": "experiment.yaml:2", "experiment.seed": "--set"},
        files={"experiments/stand-in/experiment.yaml": hashlib.sha256(EXPERIMENT_TEXT).hexdigest()},
        contents={"experiments/stand-in/experiment.yaml": EXPERIMENT_TEXT},
    )


def arms(scenarios=("calm", "surge"), policies=("status_quo", "more_seats"), **options):
    """Return the arms of such a study, all of one kind."""
    return {(scenario, policy): Arm(scenario, policy, **options) for scenario in scenarios for policy in policies}


def unlucky(arm, seed, replication, *, cells=False):
    """Fail in replication 1, and otherwise run the model itself."""
    if replication == 1:
        message = "no luck in replication 1"
        raise ValueError(message)
    from simulation.model import simulate as model

    return model(arm, seed, replication, cells=cells)
