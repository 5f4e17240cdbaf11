"""The stock of people who come at random times and stay for an exponential tenure: M/M/inf."""

from datetime import date

import numpy as np
import pytest

from theory.reductions import (
    Tenure,
    agrees,
    has_spread,
    headcount,
    peopled,
    row,
    runs_of,
    stock_tree,
    years_at,
)
from worlds import arm, assumed, hazards, world_of


@pytest.mark.parametrize(
    ("years", "printed", "times", "runs"), [(1, 21.75231, 10, 60), (5, 75.85447, 1, 150), (10, 103.75977, 1, 130)]
)
def test_a_stock_from_empty_fills_up_exponentially(years, printed, times, runs):
    """24 a year for 5 years each on average: 120 (1 - exp(-t / 5)) after t years; ten times that of ten times 24."""
    world = world_of(stock_tree(years, 24.0 * times, quit=hazards((0.0, 0.2))))
    exact = 120 * (1 - np.exp(-0.2 * years_at(world, 12 * years)))
    assert exact == pytest.approx(printed, rel=1e-3)  # a calendar year has 365 days, or 366
    counts = [headcount(record, 12 * years) / times for record in runs_of(arm(world), 100 + years, runs)]
    agrees(counts, exact)


def test_a_stock_of_120_stays_what_it_is():
    """Whatever its age: 120 people, 24 a year for 5 years each, after one year and after five."""
    an_arm = peopled(arm(world_of(stock_tree(5, 24.0, quit=hazards((0.0, 0.2))))), [row(n, 90 * n) for n in range(120)])
    counts = np.array([[headcount(record, month) for month in (12, 60)] for record in runs_of(an_arm, 110, 100)])
    for column in range(2):
        agrees(counts[:, column], 120.0)


def small_stock(tenure_years):
    """Return the arm of a stock of 12 people who stay for a quarter of a year: a tenth of V3, twenty times as fast.

    The spread of a spread depends on how many independent samples there are, not on how large the stock is.
    """
    tree = stock_tree(65, 48.0, quit=hazards((0.0, 1 / tenure_years)))
    tree["time"] = {"start": date(2025, 1, 1), "end": date(2090, 1, 1)}
    return arm(world_of(tree))


def samples(an_arm, seed, runs):
    """Return the stock every half year, two mean tenures apart, once the beginning is forgotten."""
    counts = [record.persons.sum(axis=(1, 2))[23::6] for record in runs_of(an_arm, seed, runs)]
    return np.concatenate(counts)


def test_a_stationary_stock_and_its_answer_to_longer_tenure():
    """The stock is Poisson; a tenth more tenure adds a Poisson number of people, a tenth of the mean.

    Stock 12 with standard deviation 3.464102 (V3 has 120 and 10.954451). With the same luck in both arms the difference
    has mean and variance 1.2; with luck of its own in each it would have 12 + 13.2: 21 times as much. The ratio of the
    two estimates has a standard error of 7 % (1,010 samples, kurtosis 3 + 1 / 1.2), the mean difference 3 %.
    """
    plain, longer = (samples(small_stock(tenure), 120, 8) for tenure in (0.25, 0.275))
    agrees(plain, 12.0)
    agrees(longer, 13.2)
    has_spread(plain, np.sqrt(12.0), 0.025)
    gained = longer - plain
    assert gained.min() >= 0
    agrees(gained, 1.2, 0.035)
    ratio = (plain.var(ddof=1) + longer.var(ddof=1)) / gained.var(ddof=1)
    assert abs(np.log(ratio / 21.0)) < 4 * 0.07


def test_an_obligation_holds_people_until_it_ends():
    """24 a year who owe two years: survival exp(-h max(0, t - 2)), from entry by a plan and from the first day on."""
    tree = stock_tree(5, 24.0, quit=hazards((0.0, 0.2)))
    tree["attrition"]["people"] = tree["attrition"]["people"] | {"entry_obligation_years": assumed(2.0)}
    world = world_of(tree)
    bound, free = Tenure(((0.0, 0.0), (2.0, 0.2))), Tenure(((0.0, 0.2),))
    rows = [row(n, obliged_until=date(2026, 10, 1) if n < 60 else None) for n in range(120)]
    records = list(runs_of(peopled(arm(world), rows), 180, 80))
    for years in (1, 2, 5):
        age = years_at(world, 12 * years)
        exact = 24 * bound.present(0.0, age) + 60 * bound.survival(age) + 60 * free.survival(age)
        agrees([headcount(record, 12 * years) for record in records], exact)
