"""A golden test: numbers copied from a run, so that a change of the model's behaviour cannot go unnoticed.

It shows nothing about whether they are right. When they change, say so under *Model behaviour* in CHANGELOG.md, and
here why they last changed.

Last changed: positions are created and cut in the opening mix of their cell, empty ones cut first.
"""

import json
from pathlib import Path

import pytest

from simulation.model import simulate
from worlds import arm

GOLDEN = Path(__file__).with_name("small_world.json")


def found():
    """Return outcomes and totals of flows of the small world, to nine digits."""
    tables = simulate(arm(), 3, 0)
    outcomes = dict(zip(*tables["outcomes"].select(["outcome", "value"]).to_pydict().values(), strict=True))
    flows = tables["flows"].to_pandas().groupby("flow")["count"].sum()
    return {
        "outcomes": {name: float(f"{value:.9g}") for name, value in outcomes.items()},
        "flows": {name: int(count) for name, count in flows.items()},
    }


@pytest.mark.parametrize("part", ["outcomes", "flows"])
def test_small_world_gives_what_it_gave(part):
    assert found()[part] == json.loads(GOLDEN.read_text(encoding="utf-8"))[part]
