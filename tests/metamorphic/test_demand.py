"""What one demand says about another: options that say nothing, and classes cut in two."""

from copy import deepcopy
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from simulation.model import simulate
from simulation.units import ONE
from theory.reductions import STOCK, runs_of, total
from worlds import SURGE_TEAM, arm, assumed, people_tree, world_of


def tables(tree, *settings, replication=0):
    """Return all tables of a run of a tree, as bytes."""
    found = simulate(arm(world_of(tree), *settings), 7, replication, cells=True)
    return {name: serialised(table) for name, table in found.items()}


def serialised(table):
    """Return a table as bytes, not-a-number included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def with_constant_growth(sales):
    sales["growth"] = {"path": "constant"}


def with_flat_table(sales):
    sales["growth"] = {"path": "table", "factors_by_fiscal_year": assumed({2025: 1.0, 2029: 1.0})}


def with_flat_s_curve(sales):
    sales["growth"] = {
        "path": "s_curve",
        "final_factor": assumed(1.0),
        "midpoint": date(2027, 5, 5),
        "rise_years": assumed(3.0),
    }


def with_quiet_autoregression(sales):
    sales["growth"] = {
        "path": "autoregressive",
        "per_year": assumed(0.0),
        "persistence": assumed(0.6),
        "volatility": assumed(0.0),
    }


def with_empty_surge(sales):
    sales["surges"] = [{"region": "NORTH", "from": date(2026, 1, 1), "months": 9, "increase": assumed(0.0)}]


def with_even_season(sales):
    sales["season_factors"] = assumed([0.7] * 12)


def with_no_overdispersion(sales):
    sales["overdispersion_cv"] = assumed(0.0)


def with_one_phase(sales):
    sales["phases"] = {
        "all": {
            "function": sales.pop("function"),
            "mean_years": sales.pop("life_mean_years"),
            "cv": sales.pop("life_cv"),
            "hours_per_month": assumed(37.0),
        }
    }


def with_other_hours(sales):
    sales["hours_per_month"] = assumed(2.0)


def with_values_that_do_not_count(sales):
    sales["case_value"] = {"median_dollars": assumed(1e6), "sigma": assumed(1.4), "effort_elasticity": assumed(0.0)}


OF_THE_CLASS = [
    with_constant_growth,
    with_flat_table,
    with_flat_s_curve,
    with_quiet_autoregression,
    with_empty_surge,
    with_even_season,
    with_no_overdispersion,
    with_one_phase,
    with_other_hours,
    with_values_that_do_not_count,
]


def with_harmless_crises(tree):
    tree["demand"]["crisis"] = {
        "begins_per_year": assumed(1.0),
        "ends_per_year": assumed(1.0),
        "first_day": "stationary",
        "region_factors": assumed({"NORTH": 1.0}),
    }


def with_crises_that_never_come(tree):
    with_harmless_crises(tree)
    tree["demand"]["crisis"] |= {"begins_per_year": assumed(0.0), "region_factors": assumed({"NORTH": 9.0})}


def with_work_as_it_was(tree):
    tree["demand"]["work_changes"] = [{"from": date(2026, 2, 2), "factor": assumed(1.0), "ramp_months": 5}]


def with_nobody_needed(tree):
    tree["regions"]["NORTH"]["units"]["office"]["minimum_manning"] = assumed({"operations": 0.0})


OF_THE_WORLD = [
    with_harmless_crises,
    with_crises_that_never_come,
    with_work_as_it_was,
    with_nobody_needed,
]


@pytest.mark.parametrize("change", [*OF_THE_CLASS, *OF_THE_WORLD], ids=lambda change: change.__name__)
def test_option_that_says_nothing_changes_no_byte(change):
    """A surge of nothing, a season that is even, one phase for a whole life: every table is what it was."""
    plain = people_tree()
    plain["demand"]["case_classes"]["sales"]["growth"]["per_year"] = assumed(0.0)
    changed = deepcopy(plain)
    change(changed if change in OF_THE_WORLD else changed["demand"]["case_classes"]["sales"])
    assert changed != plain
    assert tables(plain, SURGE_TEAM) == tables(changed, SURGE_TEAM)


SPEAKING = {
    "season": lambda sales: sales.update(season_factors=assumed([4.0] + [1.0] * 11)),
    "overdispersion": lambda sales: sales.update(overdispersion_cv=assumed(0.5)),
    "exponential lives": lambda sales: sales.update(life_law="exponential", life_cv=None),
    "growth by table": lambda sales: sales.update(
        growth={"path": "table", "factors_by_fiscal_year": assumed({2025: 1.0, 2027: 2.0})}
    ),
    "values": lambda sales: sales.update(
        case_value={"median_dollars": assumed(1e6), "sigma": assumed(1.0), "effort_elasticity": assumed(0.5)}
    ),
}


@pytest.mark.parametrize("name", SPEAKING)
def test_option_that_says_something_is_heard(name):
    """Or the test above would pass for options that nobody reads."""
    plain = people_tree()
    changed = deepcopy(plain)
    SPEAKING[name](changed["demand"]["case_classes"]["sales"])
    assert tables(plain)["snapshots"] != tables(changed)["snapshots"]


def test_a_world_s_own_change_of_work_is_what_a_policy_would_do():
    """A reform that the world dates gives the very tables of a policy that does the same."""
    changed = people_tree()
    changed["demand"]["work_changes"] = [
        {"from": date(2026, 2, 2), "until": date(2028, 5, 5), "factor": assumed(0.8), "ramp_months": 5}
    ]
    setting = {
        "lever": "work_factor",
        "change": "multiply",
        "value": 0.8,
        "from": date(2026, 2, 2),
        "until": date(2028, 5, 5),
        "ramp_months": 5,
    }
    assert tables(changed) == tables(people_tree(), setting)
    assert tables(changed) != tables(people_tree())


def test_work_back_as_it_was_leaves_demand_as_it_was():
    """Half the hours for a year, with positions that nobody reviews meanwhile: afterwards the same requirement."""
    tree = people_tree()
    halved = {
        "lever": "work_factor",
        "change": "set",
        "value": 0.5,
        "from": date(2026, 1, 1),
        "until": date(2027, 1, 1),
    }
    plain, other = (
        simulate(arm(world_of(tree), *settings), 7, 0)["snapshots"].to_pandas() for settings in ((), (halved,))
    )
    differs = plain["date"][(plain["requirement"] != other["requirement"])]
    assert differs.min() == date(2026, 1, 1)
    assert differs.max() == date(2026, 12, 1)


def test_a_class_may_be_cut_in_two():
    """Half the cases in each of two classes: the same mean, spread and shape of the stock, added up.

    The spread is of 150 runs each: its ratio lies within its own law, which a sound model leaves with probability 1e-4.
    """
    found = []
    for count in (1, 2):
        tree = people_tree()
        sales = tree["demand"]["case_classes"].pop("sales")
        sales["bundle_cases"] = 1
        for key in ("opening_cases", "new_cases_per_year"):
            sales[key] = assumed(sales[key]["value"] / count)
        tree["demand"]["case_classes"] = {f"sales_{number}": sales for number in range(count)}
        tree["time"]["end"] = date(2027, 10, 1)
        records = list(runs_of(arm(world_of(tree)), 520 + count, 150))
        found.append([record.stocks[-1, :, STOCK["requirement"]].sum() / ONE for record in records])
        opened = [total(record, "cases_opened") for record in records]
        assert abs(np.mean(opened) - 187.5) < 4 * np.std(opened) / np.sqrt(150) + 1.0
    error = np.hypot(*(np.std(stocks, ddof=1) for stocks in found)) / np.sqrt(150)
    assert error < 0.01 * np.mean(found[0])
    assert abs(np.mean(found[0]) - np.mean(found[1])) < 4 * error
    assert stats.ks_2samp(*found).pvalue > 1e-4
    low, high = stats.f(149, 149).ppf([5e-5, 1 - 5e-5])
    assert low < np.var(found[0]) / np.var(found[1]) < high
