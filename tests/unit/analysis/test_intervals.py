"""Intervals against exact oracles, and silence where there is nothing to say."""

import math

import numpy as np
import pytest
from scipy import stats

from simulation.analysis.intervals import (
    Interval,
    mean_interval,
    quantile_interval,
    quantile_ranks,
    quantiles,
    spread,
    wilson,
)


@pytest.mark.parametrize(
    ("runs", "probability", "ranks"),
    [
        (100, 0.5, (40, 61)),
        (200, 0.9, (171, 189)),
        (200, 0.95, (184, 197)),
        (1000, 0.95, (936, 964)),
        (6, 0.5, (1, 6)),
    ],
)
def test_order_statistic_ranks(runs, probability, ranks):
    assert quantile_ranks(runs, probability) == ranks


@pytest.mark.parametrize(("runs", "probability"), [(1, 0.5), (5, 0.5), (20, 0.95), (71, 0.95), (0, 0.5)])
def test_no_ranks_where_the_runs_do_not_reach_far_enough(runs, probability):
    assert quantile_ranks(runs, probability) is None


@pytest.mark.parametrize(("runs", "probability"), [(6, 0.5), (37, 0.3), (100, 0.5), (200, 0.95), (333, 0.9)])
def test_ranks_cover_at_least_as_promised_and_no_narrower_pair_does(runs, probability):
    """Each tail beyond the ranks has at most 2.5 %; moving either rank inwards would break that."""
    low, high = quantile_ranks(runs, probability)
    below = stats.binom.cdf(low - 1, runs, probability)
    above = stats.binom.sf(high - 1, runs, probability)
    assert below <= 0.025
    assert above <= 0.025
    assert stats.binom.cdf(low, runs, probability) > 0.025
    assert stats.binom.sf(high - 2, runs, probability) > 0.025


def test_quantile_interval_takes_the_runs_at_the_ranks():
    found = quantile_interval(np.arange(100, 0, -1), 0.5)
    assert found == Interval(50.5, 40.0, 61.0, 0.95, 100)


def test_no_quantile_interval_from_five_runs():
    assert quantile_interval([1.0, 2.0, 3.0, 4.0, 5.0], 0.5) is None


@pytest.mark.parametrize(("successes", "runs"), [(1, 200), (0, 100), (100, 100), (7, 8), (0, 1), (10, 200)])
def test_wilson_agrees_with_scipy(successes, runs):
    found = wilson(successes, runs)
    theirs = stats.binomtest(successes, runs).proportion_ci(0.95, "wilson")
    assert found.estimate == successes / runs
    assert found.low == pytest.approx(theirs.low, abs=1e-12)
    assert found.high == pytest.approx(theirs.high, abs=1e-12)


def test_wilson_covers_where_the_textbook_interval_does_not():
    """200 runs, p = 0.005: exact coverage 0.920 (the textbook interval has 0.632)."""
    weights = stats.binom.pmf(np.arange(201), 200, 0.005)
    held = [found.low <= 0.005 <= found.high for found in (wilson(k, 200) for k in range(201))]
    assert float(weights[held].sum()) == pytest.approx(0.920, abs=0.001)


def test_zero_of_a_hundred_is_not_zero():
    found = wilson(0, 100)
    assert (found.low, round(found.high, 3)) == (0.0, 0.037)


def test_wilson_of_nothing_is_nothing():
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 successes in 2 runs"):
        wilson(3, 2)


def test_mean_interval_is_students():
    values = [3.0, 5.0, 4.0, 8.0]
    theirs = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    found = mean_interval(values)
    assert (found.estimate, found.runs) == (5.0, 4)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))


@pytest.mark.parametrize("values", [[], [4.0]])
def test_one_run_has_no_interval(values):
    assert mean_interval(values) is None
    assert spread(values) is None


def test_equal_runs_give_their_own_value_without_rounding():
    """The mean of three times 0.1 is not 0.1 in floating point; the interval must not invent a spread."""
    found = mean_interval([0.1, 0.1, 0.1])
    assert (found.estimate, found.low, found.high) == (0.1, 0.1, 0.1)


def test_missing_values_are_refused():
    with pytest.raises(ValueError, match="1 of 2 values are missing"):
        mean_interval([1.0, math.nan])


def test_quantiles_fall_where_a_new_run_falls_below_with_the_chance_named():
    assert quantiles(range(1, 20), (0.05, 0.25, 0.5, 0.95)).tolist() == [1.0, 5.0, 10.0, 19.0]


def test_extreme_runs_do_not_stand_in_for_percentiles():
    """18 runs are one too few for the 5th and 95th percentiles; the median is there."""
    low, middle, high = quantiles(range(1, 19), (0.05, 0.5, 0.95))
    assert math.isnan(low)
    assert math.isnan(high)
    assert middle == 9.5


def test_quantiles_are_taken_along_the_axis_of_runs():
    values = np.arange(12.0).reshape(3, 4)
    assert quantiles(values, (0.5,)).tolist() == [[4.0, 5.0, 6.0, 7.0]]


def test_spread_says_whether_it_is_all_runs():
    few, many = spread(range(1, 19)), spread(range(1, 20))
    assert (few.low, few.high, few.whole) == (1.0, 18.0, True)
    assert (many.low, many.high, many.whole) == (1.0, 19.0, False)


@pytest.mark.parametrize(
    ("low", "high", "resolved"), [(-1.0, 1.0, False), (0.0, 1.0, False), (0.1, 1.0, True), (-2, -1, True)]
)
def test_only_an_interval_without_zero_resolves_a_sign(low, high, resolved):
    assert Interval(0.5, low, high, 0.95, 10).excludes_zero is resolved
