"""Who leaves, and how many that is of those in post."""

import numpy as np
import pytest

from simulation.analysis.departures import ALL_LOSSES, LOSSES, read_departures
from simulation.analysis.findings import read_findings
from simulation.analysis.shortfall import read_positions
from simulation.measures import SEPARATIONS
from unit.analysis.made_up_run import Shape, make_tables, write_run


@pytest.fixture(scope="module")
def departures(run):
    """Return who leaves under the comparator."""
    return read_departures(run, "baseline", "status_quo", read_positions(run, "baseline", "status_quo"))


def test_every_separation_of_the_table_is_counted_once(departures, tables):
    rows = tables["flows"].query("scenario == 'baseline' and policy == 'status_quo'")
    for cause in SEPARATIONS:
        assert departures.counts[cause].sum() == rows[rows["flow"] == cause]["count"].sum()


def test_losses_leave_out_returns_to_the_service(departures):
    assert set(LOSSES) == set(SEPARATIONS) - {"returns"}
    assert (departures.counts[ALL_LOSSES] == departures.counts[list(LOSSES)].sum(axis=1)).all()


def test_a_year_of_several_is_their_mean(departures):
    years = departures.positions.years
    mean = sum(departures.in_year(year) for year in years) / len(years)
    np.testing.assert_allclose(departures.a_year(years), mean)


def test_rates_are_per_hundred_people_in_post(departures):
    in_post = departures.positions.by_year("assigned")[2026]
    expected = 100 * departures.in_year(2026)["quits"] / in_post
    np.testing.assert_allclose(departures.rates([2026])["quits"], expected)


def test_part_of_a_year_counts_for_what_it_is(tmp_path):
    """Six months of losses are half a year of them."""
    shape = Shape(policies=("status_quo",), replications=2, months=6)
    found = read_findings(write_run(tmp_path / "run", shape)).departures["baseline"]
    np.testing.assert_allclose(found.a_year([2025]), 2 * found.in_year(2025))


def test_a_replication_in_which_nobody_leaves_counts_as_zero(tmp_path):
    """Rows of zero are not in the table; left out, they would raise the mean."""
    shape = Shape(policies=("status_quo",), replications=3, months=12)
    tables = make_tables(shape)
    tables["flows"] = tables["flows"].query("replication != 1")
    del tables["accounts"]
    found = read_findings(write_run(tmp_path / "run", shape, tables)).departures["baseline"]
    assert found.in_year(2025).loc[1].tolist() == [0] * (len(SEPARATIONS) + 1)
    assert len(found.in_year(2025)) == 3


def test_nobody_in_post_has_no_rate(tmp_path):
    shape = Shape(policies=("status_quo",), replications=2, months=12)
    found = read_findings(write_run(tmp_path / "run", shape)).departures["baseline"]
    found.positions.monthly["assigned"] = 0
    assert found.rates([2025]).empty
