"""A golden test: numbers copied from a run, so that a change of the model's behaviour cannot go unnoticed.

It shows nothing about whether they are right. When they change, say so under *Model behaviour* in CHANGELOG.md, and
here why they last changed.

Last changed: the full world has tours that end in summer, are extended and cut short, successors looked for ahead,
overlaps, alumni, a limit on years abroad, cases in phases, crises, caps and cover; it had none of it before.
"""

import json
from pathlib import Path

import pytest

from simulation.model import simulate
from worlds import SURGE_TEAM, arm, full

GOLDEN = Path(__file__).parent
ARMS = {"small_world": arm, "full_world": lambda: arm(full(), SURGE_TEAM)}


def found(name):
    """Return outcomes and totals of flows of a world, to nine digits."""
    tables = simulate(ARMS[name](), 3, 0)
    outcomes = dict(zip(*tables["outcomes"].select(["outcome", "value"]).to_pydict().values(), strict=True))
    flows = tables["flows"].to_pandas().groupby("flow")["count"].sum()
    return {
        "outcomes": {name: float(f"{value:.9g}") for name, value in outcomes.items()},
        "flows": {name: int(count) for name, count in flows.items()},
    }


@pytest.mark.parametrize("part", ["outcomes", "flows"])
@pytest.mark.parametrize("name", ARMS)
def test_world_gives_what_it_gave(name, part):
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert found(name)[part] == golden[part]
