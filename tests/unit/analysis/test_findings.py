"""What is read of a run, complete or not."""

import dataclasses

import numpy as np
import pytest

from simulation.analysis.design import Design, read_design
from simulation.analysis.findings import NothingToReport, read_findings
from simulation.analysis.outcomes import by_arm, summarise
from simulation.results.manifest import Design as Asked
from unit.analysis.made_up_run import Shape, make_tables, write_run


def without(tables, scenario, policy, replications):
    """Return tables in which some replications of an arm are missing."""
    kept = {}
    for name, rows in tables.items():
        lost = (rows["scenario"] == scenario) & (rows["policy"] == policy) & rows["replication"].isin(replications)
        kept[name] = rows[~lost]
    return kept


@pytest.fixture(scope="module")
def shape():
    """Return a tiny run."""
    return Shape(policies=("status_quo", "more_seats"), replications=3, months=12)


def test_arms_come_in_declared_order(run):
    found = read_findings(run)
    assert list(found.arms)[:3] == [("baseline", name) for name in ("status_quo", "more_seats", "longer_tours")]
    assert found.status_quo("surge") is found.arms[("surge", "status_quo")]


def test_arms_with_fewer_replications_keep_their_own_number(tmp_path, shape):
    tables = without(make_tables(shape), "surge", "more_seats", [1])
    found = read_findings(write_run(tmp_path / "run", shape, tables))
    assert [positions.runs for positions in found.arms.values()] == [3, 3, 3, 2]
    assert found.outcome("mean_shortfall")[("surge", "more_seats")].isna().tolist() == [False, True, False]


def test_an_arm_without_a_replication_is_left_out(tmp_path, shape):
    tables = without(make_tables(shape), "surge", "more_seats", [0, 1, 2])
    found = read_findings(write_run(tmp_path / "run", shape, tables))
    assert found.policies_in("surge") == ["status_quo"]
    assert found.policies_in("baseline") == ["status_quo", "more_seats"]


def test_a_scenario_without_the_comparator_is_left_out(tmp_path, shape):
    tables = without(make_tables(shape), "baseline", "status_quo", [0, 1, 2])
    found = read_findings(write_run(tmp_path / "run", shape, tables))
    assert list(found.design.scenarios) == ["surge"]
    assert found.design.lead == "surge"
    assert set(found.outcomes["scenario"]) == {"surge"}


def test_a_run_without_the_comparator_is_refused(tmp_path, shape):
    tables = make_tables(shape)
    for scenario in shape.scenarios:
        tables = without(tables, scenario, "status_quo", [0, 1, 2])
    with pytest.raises(NothingToReport, match="no replication of 'status_quo'"):
        read_findings(write_run(tmp_path / "run", shape, tables))


def test_outcomes_keep_arms_and_replications_apart(tables):
    wide = by_arm(tables["outcomes"], "mean_shortfall")
    assert wide.shape == (20, 6)
    one = tables["outcomes"].query(
        "scenario == 'surge' and policy == 'longer_tours' and replication == 7 and outcome == 'mean_shortfall'"
    )
    assert wide.loc[7, ("surge", "longer_tours")] == one["value"].item()


def test_a_summary_counts_runs_without_a_number(tables):
    rows = tables["outcomes"].copy()
    chosen = (rows["outcome"] == "breach_start") & (rows["replication"] < 5)
    rows.loc[rows["outcome"] == "breach_start", "value"] = 2.5
    rows.loc[chosen, "value"] = np.nan
    first = summarise(rows, "breach_start")[0]
    assert (first.runs, first.present, first.mean) == (20, 15, 2.5)
    assert first.occurrence.estimate == 0.75


def test_titles_fall_back_on_names_and_stay_apart():
    asked = Asked({"base_line": " "}, {"a": "Same", "b": "Same", "status_quo": "Status quo"}, "status_quo", 5)
    found = read_design(asked, {"base_line": {"regions": {"x_y": {"label": ""}}}})
    assert found.scenarios == {"base_line": "Base line"}
    assert found.policies == {"a": "Same (a)", "b": "Same (b)", "status_quo": "Status quo"}
    assert found.regions == {"x_y": "X y"}
    assert found.others == ["a", "b"]


def test_the_baseline_leads_wherever_it_stands():
    design = Design({"surge": "S", "baseline": "B"}, {"q": "Q"}, {}, "q", 1)
    assert design.lead == "baseline"
    assert dataclasses.replace(design, scenarios={"surge": "S", "other": "O"}).lead == "surge"
