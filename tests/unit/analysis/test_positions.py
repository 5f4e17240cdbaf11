"""Monthly, yearly and regional means, the waterfall, and the refusal of tables that do not add up."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.shortfall import InconsistentTables, band, check_identities, fan, read_positions
from simulation.analysis.trend import gap_trend, trend
from simulation.analysis.waterfall import PARTS, STEPS, causes
from simulation.measures import STOCKS
from simulation.results.tables import INTEGRAL_SUFFIX


@pytest.fixture(scope="module")
def positions(run):
    """Return the positions of the comparator."""
    return read_positions(run, "baseline", "status_quo")


@pytest.fixture
def rows(tables):
    """Return snapshots with stocks named as they are summed."""
    integrals = {name + INTEGRAL_SUFFIX: name for name in STOCKS}
    return tables["snapshots"][["replication", "date", "region", *integrals]].rename(columns=integrals)


def test_monthly_means_are_those_of_the_month_ends_where_stocks_stand_still(positions, tables):
    """The made-up stocks are constant within a month, so that its mean is its end."""
    found = positions.by_span("shortfall")
    rows = tables["snapshots"].query("scenario == 'baseline' and policy == 'status_quo'")
    expected = rows.groupby(["replication", "date"])["shortfall"].sum().unstack("date")
    pd.testing.assert_frame_equal(found, expected, check_names=False, check_column_type=False)


def test_means_over_longer_spans_weigh_months_by_their_length(positions):
    months, quarters = positions.by_span("requirement"), positions.by_span("requirement", 3)
    days = np.array([31, 30, 31])
    first = (months.iloc[:, :3] * days).sum(axis=1) / days.sum()
    np.testing.assert_allclose(quarters.iloc[:, 0], first)
    assert list(quarters.columns)[:2] == [date(2024, 10, 1), date(2025, 1, 1)]
    np.testing.assert_allclose(
        positions.by_span("requirement", 12).to_numpy(), positions.by_year("requirement").to_numpy()
    )


def test_fiscal_years_begin_in_october(positions):
    assert positions.years == [2025, 2026, 2027]
    assert positions.whole_year(2027)
    np.testing.assert_allclose(
        positions.by_year("effective")[2026], positions.over("effective", positions.dates[12:24])
    )


def test_regions_add_up_to_the_whole(positions):
    for stock in ("shortfall", "requirement"):
        np.testing.assert_allclose(positions.by_region(stock, 2026).sum(axis=1), positions.by_year(stock)[2026])


def test_the_waterfall_adds_up_exactly(positions):
    found = causes(positions, positions.dates[-12:])
    np.testing.assert_allclose(found[list(STEPS)].sum(axis=1), found["gap"], rtol=1e-12)
    np.testing.assert_allclose(found[list(PARTS)].sum(axis=1), found["vacant"], rtol=1e-12)
    np.testing.assert_allclose(found["gap"] + found["surplus"], found["shortfall"], rtol=1e-12)
    requirement, effective = (positions.over(name, positions.dates[-12:]) for name in ("requirement", "effective"))
    np.testing.assert_allclose(found["gap"], requirement - effective, rtol=1e-9)
    assert (found["excess"] <= 0).all()
    assert (found["shortfall"] > found["gap"]).all()


@pytest.mark.parametrize(
    ("column", "identity"),
    [
        ("surplus", "shortfall - surplus"),
        ("excess", "authorised - assigned"),
        ("empty_selected", "the parts of empty"),
    ],
)
def test_rows_that_do_not_add_up_are_refused_by_a_single_unit(rows, column, identity):
    check_identities(rows)
    rows.loc[7, column] += 1
    with pytest.raises(InconsistentTables, match=f"{identity}.*1 of {len(rows)} rows.*replication"):
        check_identities(rows)


def test_fans_do_not_fake_percentiles_from_few_runs():
    few = fan(pd.DataFrame(np.arange(24.0).reshape(6, 4)))
    assert few[["p05", "p95"]].isna().all(axis=None)
    assert few["p50"].tolist() == [10.0, 11.0, 12.0, 13.0]
    edges = band(few)
    assert (edges.whole, edges.low.iloc[0], edges.high.iloc[0]) == (True, 0.0, 20.0)


def test_the_band_of_many_runs_is_the_middle_ninety():
    many = fan(pd.DataFrame({"a": np.arange(1.0, 100.0)}))
    assert many.loc["a", ["p05", "p25", "p50", "p75", "p95"]].tolist() == [5.0, 25.0, 50.0, 75.0, 95.0]
    assert not band(many).whole


def test_a_trend_that_turns_is_told_by_its_turn():
    luck = np.random.default_rng(1).normal(0, 0.1, (12, 5))
    turning = pd.DataFrame(np.array([9.0, 6.0, 4.0, 6.0, 8.0]) + luck, columns=range(2025, 2030))
    assert trend(turning).turn == 2027
    rising = pd.DataFrame(np.array([1.0, 2.0, 3.0, 4.0, 5.0]) + luck, columns=range(2025, 2030))
    assert trend(rising).turn is None
    assert trend(rising).change.low > 0


def test_noise_has_no_trend_and_no_turn():
    flat = pd.DataFrame(np.random.default_rng(2).normal(0, 1, (8, 6)), columns=range(2025, 2031))
    found = trend(flat)
    assert (found.turn, found.above, found.below) == (None, [], [])
    assert not found.change.excludes_zero


def test_one_run_resolves_no_year(positions):
    found = trend(gap_of_one(positions))
    assert (found.runs, found.above, found.below, found.change, found.turn) == (1, [], [], None, None)


def gap_of_one(positions):
    """Return the yearly gap of a single replication."""
    return (positions.by_year("requirement") - positions.by_year("effective")).iloc[:1]


def test_the_gap_is_requirement_less_effective(positions):
    found = gap_trend(positions)
    assert found.means[0] == pytest.approx(gap_of(positions)[2025].mean())


def gap_of(positions):
    """Return the yearly gap."""
    return positions.by_year("requirement") - positions.by_year("effective")
