"""The small tables for a first look."""

import math

import pandas as pd

from simulation.results.summaries import summary_of_outcomes, write_summaries


def outcomes(values):
    """Return an outcomes table of one arm and outcome."""
    return pd.DataFrame(
        {
            "scenario": "surge",
            "policy": "status_quo",
            "replication": range(len(values)),
            "outcome": "breach_start",
            "value": values,
        }
    )


def test_only_replications_with_a_value_are_summarised():
    """A run without a breach has no start of one; it still counts as a run."""
    [row] = summary_of_outcomes(outcomes([1.0, 2.0, 3.0, math.nan])).to_dict("records")
    assert (row["replications"], row["n"], row["mean"], row["sd"], row["q50"]) == (4, 3, 2.0, 1.0, 2.0)
    assert row["unit"] == "years"
    assert math.isclose(row["q05"], 1.1)
    assert math.isclose(row["q95"], 2.9)


def test_arms_keep_the_order_of_the_table():
    """Declared order, not the alphabet."""
    table = pd.concat([outcomes([1.0]), outcomes([1.0]).assign(scenario="calm")])
    assert summary_of_outcomes(table)["scenario"].tolist() == ["surge", "calm"]


def test_no_outcome_at_all_gives_a_summary_without_rows(tmp_path):
    """All replications may have failed."""
    write_summaries(outcomes([]), tmp_path)
    assert (tmp_path / "summary_outcomes.csv").read_text(encoding="utf-8").count("\n") == 1
    assert (tmp_path / "data_dictionary.csv").read_text(encoding="utf-8").startswith("table,column,type,unit,meaning\n")
