"""How long things take: by spell within a run, then over runs."""

import pandas as pd
import pytest

from simulation.analysis.comparison import compare
from simulation.analysis.findings import read_findings
from simulation.analysis.spells import MEAN_DAYS, observed, per_spell, read_spells
from simulation.measures import SPELLS
from unit.analysis.made_up_run import Shape, make_tables, write_run


def spells_of(*runs):
    """Return the spells of an arm from (replication, spell, count, days, over 90, over 365)."""
    columns = ["replication", "spell", "count", "total_days", "over_90_days", "over_365_days"]
    return pd.DataFrame(runs, columns=columns).set_index(["replication", "spell"])


def test_years_regions_and_kinds_of_post_are_added_up(run, tables):
    found = read_spells(run, "surge", "more_seats")
    rows = tables["spells"].query("scenario == 'surge' and policy == 'more_seats' and replication == 4")
    for spell in SPELLS:
        own = rows[rows["spell"] == spell]
        assert found.loc[(4, spell), "count"] == own["count"].sum()
        assert found.loc[(4, spell), "total_days"] == pytest.approx(own["total_days"].sum())


def test_the_mean_is_by_spell_and_then_by_run():
    """A run with many spells weighs no more than a run with few."""
    arms = {("s", "p"): spells_of((0, "vacancy", 1, 10.0, 0, 0), (1, "vacancy", 3, 90.0, 1, 0))}
    assert per_spell(arms, "vacancy", MEAN_DAYS)[("s", "p")].tolist() == [10.0, 30.0]
    assert per_spell(arms, "vacancy", "over_90_days")[("s", "p")].mean() == pytest.approx(1 / 6)


def test_a_run_in_which_nothing_ended_is_missing_and_not_zero():
    arms = {
        ("s", "p"): spells_of((0, "vacancy", 2, 10.0, 0, 0), (1, "tour", 1, 5.0, 0, 0)),
        ("s", "q"): spells_of((0, "vacancy", 2, 14.0, 0, 0), (1, "vacancy", 1, 9.0, 0, 0)),
    }
    days = per_spell(arms, "vacancy", MEAN_DAYS)
    assert days[("s", "p")].isna().tolist() == [False, True]
    found = compare(days, "s", "q", "p")
    assert (found.pairs, found.mean, found.outcome) == (1, 2.0, "vacancy")


def test_spells_come_in_the_order_of_the_measures_and_only_if_seen():
    arms = {("s", "p"): spells_of((0, "tour", 1, 9.0, 0, 0)), ("s", "q"): spells_of((0, "vacancy", 1, 9.0, 0, 0))}
    assert observed(arms) == ["vacancy", "tour"]


def test_an_arm_without_spells_is_empty(tmp_path):
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12)
    tables = make_tables(shape)
    tables["spells"] = tables["spells"].query("policy != 'more_seats'")
    found = read_findings(write_run(tmp_path / "run", shape, tables)).spells
    assert found[("surge", "more_seats")].empty
    assert per_spell(found, "tour", MEAN_DAYS)[("surge", "more_seats")].isna().all()
