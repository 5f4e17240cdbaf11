"""Order and luck where demand has all there is: phases, values, crises, seasons, changes of work."""

from datetime import date
from itertools import count

import pyarrow as pa
import pytest

import simulation.clock
from simulation.arm import Layout
from simulation.future import draw_future
from simulation.model import simulate
from worlds import SURGE_TEAM, arm, assumed, full_tree, world_of


def demanding(first=date(2026, 1, 1)):
    """Return the full world with all that can be said of demand; its only change of work is dated."""
    tree = full_tree()
    tree["regions"]["HQ"]["headquarters"] = True
    tree["regions"]["SOUTH"]["units"]["office"]["minimum_manning"] = assumed({"operations": 1.0})
    sales = tree["demand"]["case_classes"]["sales"]
    for key in ("function", "life_mean_years", "life_cv"):
        sales.pop(key, None)
    stretch = {"cv": assumed(0.0), "hours_per_month": assumed(1.0)}  # fixed lengths: many ends at one tick
    sales["phases"] = {
        "offer": {"function": "planning", "where": "headquarters", "mean_years": assumed(1.0)} | stretch,
        "execution": {"function": "operations", "mean_years": assumed(2.0)} | stretch,
    }
    sales |= {
        "case_value": {"median_dollars": assumed(1e6), "sigma": assumed(1.2), "effort_elasticity": assumed(0.4)},
        "season_factors": assumed([0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3]),
        "overdispersion_cv": assumed(0.3),
        "growth": {
            "path": "autoregressive",
            "per_year": assumed(0.04),
            "persistence": assumed(0.6),
            "volatility": assumed(0.08),
        },
    }
    tree["demand"]["crisis"] = {
        "begins_per_year": assumed(0.5),
        "ends_per_year": assumed(1.0),
        "first_day": "stationary",
        "region_factors": assumed({"NORTH": 2.0}),
    }
    tree["demand"]["work_changes"] = [{"from": first, "factor": assumed(0.8), "ramp_months": 12}]
    return world_of(tree)


def tables(world, *settings, replication=0):
    """Return all tables of a run, as bytes."""
    found = simulate(arm(world, *settings), 3, replication, cells=True)
    return {name: serialised(table) for name, table in found.items()}


def serialised(table):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("replication", [0, 1])
def test_insertion_order_does_not_matter(monkeypatch, replication):
    """With every tie in the queue broken the other way round, no byte changes."""
    forward = tables(demanding(), SURGE_TEAM, replication=replication)
    monkeypatch.setattr(simulation.clock, "count", lambda: count(0, -1))
    assert forward == tables(demanding(), SURGE_TEAM, replication=replication)


def test_change_of_work_moves_no_luck():
    """The future is the same whatever work takes, and before the change every table is too."""
    one, other = demanding(), demanding(date(2028, 1, 1))
    assert draw_future(one, Layout(one), 3, 0) == draw_future(other, Layout(other), 3, 0)
    early, late = (simulate(arm(world), 3, 0, cells=True)["cells"] for world in (one, other))
    before = [table.filter(pa.compute.less(table["date"], date(2026, 1, 1))) for table in (early, late)]
    assert serialised(before[0]) == serialised(before[1])
    assert serialised(early) != serialised(late)
