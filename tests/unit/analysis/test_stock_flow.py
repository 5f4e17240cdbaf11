"""People over the years: the account adds up in every run, or is refused."""

import pytest

from simulation.analysis.findings import read_findings
from simulation.analysis.shortfall import InconsistentTables
from simulation.analysis.stock_flow import CLOSING, COUNTED, LINES, OPENING, over_the_period, summarised
from simulation.measures import ACCOUNTS, ENTRIES, FLOWS, SEPARATIONS
from unit.analysis.made_up_run import Shape, make_tables, write_run

SHAPE = Shape(policies=("status_quo", "more_seats"), scenarios=("baseline",), replications=3, months=30)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """Return the people of a made-up run by arm."""
    return read_findings(write_run(tmp_path_factory.mktemp("people") / "run", SHAPE)).people


def test_ways_of_entering_and_leaving_are_flows_and_are_told_apart():
    assert set(ENTRIES) | set(SEPARATIONS) <= set(FLOWS)
    assert not set(ENTRIES) & set(SEPARATIONS)


def test_opening_and_entered_less_left_is_closing_in_every_run_and_year(people):
    found = people[("baseline", "status_quo")]
    net = found[list(ENTRIES)].sum(axis=1) - found[list(SEPARATIONS)].sum(axis=1)
    assert (found[OPENING] + net == found[CLOSING]).all()
    assert net.any()
    assert (found[list(ACCOUNTS)].sum(axis=1) == found[CLOSING]).all()


def test_a_year_begins_as_the_last_one_ended(people):
    for _, one in people[("baseline", "more_seats")].groupby(level="replication"):
        assert one[OPENING].iloc[1:].tolist() == one[CLOSING].iloc[:-1].tolist()


def test_part_of_a_year_counts_from_its_first_month_to_its_last(people):
    assert list(people[("baseline", "status_quo")].index.unique("fiscal_year")) == [2025, 2026, 2027]


def test_the_whole_period_adds_flows_and_keeps_the_ends(people):
    yearly = people[("baseline", "status_quo")]
    whole = over_the_period(yearly)
    assert (whole[list(COUNTED)] == yearly.groupby(level="replication")[list(COUNTED)].sum()).all(axis=None)
    assert whole[OPENING].tolist() == yearly.xs(2025, level="fiscal_year")[OPENING].tolist()
    assert whole[CLOSING].tolist() == yearly.xs(2027, level="fiscal_year")[CLOSING].tolist()


def test_differences_are_taken_run_by_run(people):
    """Luck alike in both arms leaves no difference, however far runs lie apart."""
    found = summarised(people[("baseline", "more_seats")], people[("baseline", "status_quo")])
    assert len(found) == 3 * len(LINES)
    assert (found["difference"] == 0).all()
    assert (found["interval_high"] > found["interval_low"]).any()


@pytest.mark.parametrize("flow", ["hires", "returns"])
def test_a_lost_flow_is_refused(tmp_path, flow):
    tables = make_tables(SHAPE)
    tables["flows"] = tables["flows"].query(f"flow != '{flow}'")
    with pytest.raises(InconsistentTables, match=r"opening \+ entered - left is not closing"):
        read_findings(write_run(tmp_path / "run", SHAPE, tables))
