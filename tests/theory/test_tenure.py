"""Tenure that is not exponential: stocks (M/G/inf) and posts refilled at once (renewal), by fine hazard tables."""

import numpy as np
import pytest

from theory.reductions import (
    Tenure,
    agrees,
    erlang,
    headcount,
    in_post,
    peopled,
    row,
    runs_of,
    stock_tree,
    total,
    vacancy_world,
    weibull,
    years_at,
)
from worlds import arm, assumed, hazards, world_of

WEIBULL = [
    (0.8, (20.33195, 68.06358, 94.94444), (108.7924, 106.6939, 107.8066)),
    (1.5, (23.28085, 87.90795, 114.72661), (134.4191, 140.6947, 138.8031)),
]


@pytest.mark.parametrize(("shape", "printed", "_"), WEIBULL)
@pytest.mark.parametrize(("years", "times", "runs"), [(1, 10, 60), (5, 1, 160), (10, 1, 130)])
def test_a_stock_with_a_weibull_tenure_fills_up_as_survival_says(shape, printed, _, years, times, runs):
    """24 a year: 24 x the integral of survival, exact for the table; near what is printed for the Weibull itself."""
    bands = weibull(shape, 5.0)
    world = world_of(stock_tree(years, 24.0 * times, quit=hazards(*bands)))
    exact = 24 * Tenure(bands).present(0.0, years_at(world, 12 * years))
    assert exact == pytest.approx(printed[(1, 5, 10).index(years)], rel=2e-3)
    records = runs_of(arm(world), 130 + int(10 * shape) + years, runs)
    agrees([headcount(record, 12 * years) / times for record in records], exact)


@pytest.mark.parametrize(("shape", "_", "printed"), WEIBULL)
def test_120_people_all_new_do_not_stay_120(shape, _, printed):
    """120 S(t) + 24 x the integral of S: a young force leaves late when hazards rise, at once when they fall."""
    bands = weibull(shape, 5.0)
    tenure, world = Tenure(bands), world_of(stock_tree(5, 24.0, quit=hazards(*bands)))
    records = list(runs_of(peopled(arm(world), [row(n) for n in range(120)]), 160 + int(10 * shape), 80))
    for years, near in zip((1, 2, 5), printed, strict=True):
        age = years_at(world, 12 * years)
        exact = 120 * tenure.survival(age) + 24 * tenure.present(0.0, age)
        assert exact == pytest.approx(near, rel=2e-3)
        agrees([headcount(record, 12 * years) for record in records], exact)


@pytest.mark.parametrize("shape", [0.8, 1.5])
def test_120_people_of_stationary_ages_stay_120(shape):
    """With ages as in a stock that has run for ever, who is there leaves as fast as others come."""
    bands = weibull(shape, 5.0)
    an_arm = peopled(arm(world_of(stock_tree(5, 24.0, quit=hazards(*bands)))), stationary(Tenure(bands)))
    records = list(runs_of(an_arm, 170 + int(10 * shape), 120))
    for years in (1, 2, 5):
        agrees([headcount(record, 12 * years) for record in records], 120.0)


def stationary(tenure):
    """Return 120 people at the middles of 120 equal parts of the law of ages, whose density is survival / mean."""
    ages = np.linspace(0.0, 40.0, 14_611)
    weights = np.cumsum(tenure.survival(ages))
    middles = (np.arange(120) + 0.5) / 120
    return [row(n, int(day)) for n, day in enumerate(np.searchsorted(weights, middles * weights[-1]))]


RENEWAL = [
    (erlang(3.0), (0.149233, 0.754579, 3.083334)),
    (weibull(1.5, 3.0), (0.159726, 0.737165, 3.063851)),
    (weibull(2.0, 3.0), (0.084800, 0.624070, 2.969929)),
]


def refilled(posts, years, bands):
    """Return the arm of posts whose people are all new on the first day, and refilled within five ticks.

    Notice of the vacancy, the requisition and the move take a tick each: 4e-6 of a tenure of three years.
    """
    moment = {"time_to_fill_cv": assumed(0.0), "selected_after_share": assumed(0.0)}
    tree = vacancy_world(posts, 0.0, 1 / 1024, **moment).model_dump(by_alias=True)
    tree["time"]["end"] = tree["time"]["start"].replace(year=2024 + years)
    tree["attrition"]["civilian"]["quit"] = hazards(*bands)
    return peopled(arm(world_of(tree)), [in_post(n, component="civilian") for n in range(posts)])


@pytest.mark.parametrize(("bands", "printed"), RENEWAL, ids=["erlang 2", "weibull 1.5", "weibull 2"])
@pytest.mark.parametrize(("years", "posts", "runs"), [(1, 500, 44), (3, 250, 44), (10, 60, 44)])
def test_posts_refilled_at_once_are_renewed(bands, printed, years, posts, runs):
    """Replacements of a post in t years: the renewal function, exact for the table; near what is printed.

    Few posts are renewed in a first year: there the standard error may be 2.5 %.
    """
    an_arm = refilled(posts, years, bands)
    exact = Tenure(bands).renewals(years_at(an_arm.world, 12 * years))[-1]
    assert exact == pytest.approx(printed[(1, 3, 10).index(years)], rel=5e-3)
    renewed = [total(record, "hires") / posts for record in runs_of(an_arm, 190 + years, runs)]
    agrees(renewed, exact, 0.025 if years == 1 else 0.01)
