"""Paired differences: what may be claimed, and what not."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from simulation.analysis.comparison import against_comparator, compare, joint_confidence, leaders, one_against_all


def arms_of(**values):
    """Return a frame of one scenario with a column per policy."""
    frame = pd.DataFrame({("s", policy): column for policy, column in values.items()})
    frame.columns = pd.MultiIndex.from_tuples(frame.columns, names=["scenario", "policy"])
    frame.attrs["outcome"] = "mean_shortfall"
    return frame


def test_differences_are_taken_replication_by_replication():
    """Both arms vary by hundreds, their difference by a little: the interval is that of the difference."""
    luck = np.array([100.0, 500.0, 900.0, 300.0])
    one = compare(arms_of(quo=luck, new=luck - [9.0, 11.0, 10.0, 10.0]), "s", "new", "quo")
    theirs = stats.ttest_1samp([-9.0, -11.0, -10.0, -10.0], 0.0).confidence_interval(0.95)
    assert one.mean == pytest.approx(-10.0)
    assert (one.alone.low, one.alone.high) == pytest.approx((theirs.low, theirs.high))
    assert (one.lower, one.higher, one.pairs, one.verdict) == (4, 0, 4, "lower")


def test_only_replications_that_finished_in_both_arms_count():
    one = compare(arms_of(quo=[1.0, 2.0, np.nan, 4.0], new=[np.nan, 1.0, 2.0, 2.0]), "s", "new", "quo")
    assert (one.pairs, one.mean) == (2, -1.5)


def test_equal_arms_are_identical_whatever_the_number_of_runs():
    for runs in (1, 2, 30):
        values = np.linspace(1.0, 2.0, runs)
        assert compare(arms_of(quo=values, new=values), "s", "new", "quo").verdict == "identical"


def test_an_interval_across_zero_shows_nothing():
    one = compare(arms_of(quo=[1.0, 2.0, 3.0], new=[0.0, 3.0, 2.0]), "s", "new", "quo")
    assert one.joint.low < 0.0 < one.joint.high
    assert one.verdict == "not told apart"


def test_one_run_shows_nothing():
    one = compare(arms_of(quo=[5.0], new=[1.0]), "s", "new", "quo")
    assert (one.mean, one.alone, one.joint, one.verdict) == (-4.0, None, None, "not told apart")
    assert one.lower_share.estimate == 1.0
    assert one.lower_share.low < 0.25


def test_no_common_run_shows_nothing():
    one = compare(arms_of(quo=[5.0, np.nan], new=[np.nan, 1.0]), "s", "new", "quo")
    assert (one.pairs, one.mean, one.lower_share, one.verdict) == (0, None, None, "not told apart")


def test_the_joint_interval_can_withhold_what_the_single_one_would_claim():
    """A difference that is just significant by itself is not when ten are looked at."""
    arms = arms_of(quo=[0.0] * 6, new=[-1.0, -2.0, 0.3, -1.5, -0.2, -1.0])
    alone, among_ten = (compare(arms, "s", "new", "quo", family=family) for family in (1, 10))
    assert alone.verdict == "lower"
    assert among_ten.alone.excludes_zero
    assert among_ten.verdict == "not told apart"


def test_every_policy_meets_the_comparator_of_its_own_scenario():
    arms = pd.concat([arms_of(quo=[1.0, 2.0], a=[0.0, 0.5]), arms_of(quo=[5.0, 6.0], a=[6.0, 8.0])], axis=1)
    arms.columns = pd.MultiIndex.from_tuples([("s", "quo"), ("s", "a"), ("t", "quo"), ("t", "a")])
    found = against_comparator(arms, "quo")
    assert [(one.scenario, one.policy, one.mean, one.family) for one in found] == [
        ("s", "a", -1.25, 2),
        ("t", "a", 1.5, 2),
    ]


def test_a_scenario_without_the_comparator_is_left_out():
    assert against_comparator(arms_of(a=[1.0, 2.0]), "quo") == []


def test_a_chosen_policy_meets_all_others_at_the_price_of_all_pairs():
    arms = arms_of(quo=[3.0, 4.0], a=[1.0, 2.0], b=[2.0, 2.5], c=[0.0, 1.0])
    found = one_against_all(arms, "s", "c")
    assert [(one.comparator, one.family) for one in found] == [("quo", 6), ("a", 6), ("b", 6)]


def test_joint_confidence_shares_the_error_out():
    assert joint_confidence(1) == pytest.approx(0.95)
    assert joint_confidence(10) == pytest.approx(0.995)


def test_joint_intervals_hold_together_as_often_as_promised():
    """Ten independent comparisons without effect, 1,500 experiments of 8 runs: at most 5 % make any claim.

    The chance of any false claim is 1 - 0.995**10 = 0.0489; the count is within 4.5 standard errors of it (25 below
    or above 73), which fails by chance once in 150,000 times. Each interval by itself would fail in 40 %.
    """
    luck = np.random.default_rng(3)
    values = luck.normal(size=(1500, 10, 8))
    half = stats.t.ppf(0.5 + joint_confidence(10) / 2, 7) * values.std(axis=2, ddof=1) / 8**0.5
    claims = (np.abs(values.mean(axis=2)) > half).any(axis=1).sum()
    assert abs(claims - 73) < 38


def test_leaders_are_the_highest_and_whoever_is_not_told_apart_from_it():
    items = pd.DataFrame({"a": [10.0, 11.0, 10.5, 11.5], "b": [10.4, 10.6, 11.0, 10.9], "c": [1.0, 1.1, 1.2, 0.9]})
    assert leaders(items) == ["a", "b"]
    assert leaders(items[["b", "c"]]) == ["b"]


def test_one_run_leaves_every_item_a_leader():
    assert leaders(pd.DataFrame({"a": [1.0], "b": [9.0], "c": [3.0]})) == ["b", "c", "a"]
