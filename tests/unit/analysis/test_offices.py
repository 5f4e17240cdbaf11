"""Offices empty or one deep: shares of office-month-ends."""

import pandas as pd
import pytest

from simulation.analysis.chances import ALL_REGIONS, over_all_regions
from simulation.analysis.findings import read_findings
from simulation.analysis.offices import thin_shares


def offices(*rows):
    """Return counts of one year: (replication, region, larger, empty, one deep, single, empty)."""
    names = ["replication", "region", "larger", "larger_empty", "larger_one_deep", "single", "single_empty"]
    frame = pd.DataFrame(rows, columns=names).assign(fiscal_year=2025)
    return over_all_regions(frame.set_index(["replication", "fiscal_year", "region"]))


def share(found, kind, region):
    """Return the row of one kind and region."""
    return found[(found["kind"] == kind) & (found["region"] == region)].iloc[0]


def test_shares_are_of_the_offices_of_their_kind():
    found = thin_shares(offices((0, "north", 20, 1, 4, 10, 5)))
    assert share(found, "empty", "north")["mean"] == 0.05
    assert share(found, "one_deep", "north")["mean"] == 0.2
    assert share(found, "single_empty", "north")["mean"] == 0.5
    assert share(found, "thin", "north")["mean"] == 0.25


def test_all_regions_weigh_each_office_alike():
    found = thin_shares(offices((0, "north", 30, 0, 0, 0, 0), (0, "south", 10, 2, 2, 4, 1)))
    assert share(found, "thin", ALL_REGIONS)["mean"] == 0.1


def test_a_region_without_such_an_office_has_no_share():
    found = thin_shares(offices((0, "north", 30, 0, 0, 0, 0), (0, "south", 10, 2, 2, 4, 1)))
    assert "north" not in set(found[found["kind"] == "single_empty"]["region"])


def test_the_interval_is_over_runs():
    found = share(thin_shares(offices((0, "north", 10, 1, 0, 0, 0), (1, "north", 10, 3, 0, 0, 0))), "empty", "north")
    assert found["mean"] == pytest.approx(0.2)
    assert found["runs"] == 2
    assert found["interval_low"] < 0.2 < found["interval_high"]


def test_what_is_read_adds_up_to_the_table(run):
    rows = run.table("offices").query("scenario == 'surge' and policy == 'status_quo'")
    found = read_findings(run).offices["surge"]
    whole = found[found.index.get_level_values("region") == ALL_REGIONS]
    assert whole["larger_one_deep"].sum() == rows["larger_one_deep"].sum()
    assert len(whole) == 20 * 3
