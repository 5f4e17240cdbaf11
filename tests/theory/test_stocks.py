"""Stocks with known laws, through the model's own engine and ordinary configuration.

Each case fails if |z| >= 4 or if its standard error exceeds 1 % of the value, so it can neither fail by bad luck (fixed
seeds; below 1e-4 for a fresh one) nor pass by being vague.
"""

from datetime import date

import numpy as np
import pytest
from scipy import integrate, stats

from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass
from simulation.future.growth import monthly_rates
from simulation.measures import STOCKS
from simulation.model import Run
from simulation.units import ONE, TICKS_PER_YEAR
from worlds import SMALL, arm, assumed, component, hazards, world_of

INDEX = {name: number for number, name in enumerate(STOCKS)}


def agrees(values, exact):
    """Check a mean against its exact value, and that the check has the power it claims."""
    error = np.std(values, ddof=1) / np.sqrt(len(values))
    assert error <= 0.01 * exact
    assert abs(np.mean(values) - exact) < 4 * error


def vacancy_world(posts, separation, mean_days, end=date(2030, 10, 1), **hiring):
    """Return one office of posts without tours or school; people separate at a constant rate."""
    fraction = separation * mean_days / 365.25
    tree = world_of(SMALL).model_dump(by_alias=True)
    tree |= {
        "time": {"start": date(2024, 10, 1), "end": end},
        "components": {
            "civilian": component(
                time_to_fill_mean_days=assumed(mean_days),
                opening_fill_share=assumed(1 / (1 + fraction)),
                **hiring,
            )
        },
        "regions": {
            "ONLY": {
                "label": "Only",
                "units": {
                    "office": {
                        "label": "Office",
                        "positions": [
                            {
                                "function": "planning",
                                "component": "civilian",
                                "level": "basic",
                                "tour": "home",
                                "count": posts,
                            }
                        ],
                    }
                },
            }
        },
        "courses": {},
        "attrition": {"civilian": {"quit": hazards((0.0, separation)), "retire": hazards((0.0, 0.0))}},
    }
    tree["tours"]["home"]["relocation_days"] = assumed(0.0)
    tree["demand"] |= {"case_classes": {}, "direct": []}
    tree["establishment"] |= {"growth_cap_per_year": assumed(0.0), "reduction_cap_per_year": assumed(0.0)}
    return world_of(tree)


@pytest.mark.parametrize("cv", [0.5, 1.0])
def test_vacancies_are_insensitive_to_the_spread_of_the_time_to_fill(cv):
    """500 posts, 0.12 separations a year, half a year to fill: 28.301887 vacant on average (not S x T = 30).

    From stationary ages on the first day, so that the time average over six years has that mean from the start.
    """
    world = vacancy_world(500, 0.12, 365.25 / 2, time_to_fill_cv=assumed(cv))
    means = []
    for replication in range(90):
        record = Run(arm(world), 20 + int(10 * cv), replication).finish()
        means.append(record.areas[..., INDEX["empty"]].sum() / (arm(world).calendar.horizon * ONE))
    agrees(means, 28.301887)


def test_vacancies_have_the_binomial_mean_and_spread():
    """Their number is binomial: mean 28.301887, standard deviation 5.167194.

    With a fixed time to fill of half a year, vacancies seven months apart have no separation in common.
    """
    end = date(2064, 10, 1)
    world = vacancy_world(500, 0.12, 365.25 / 2, end=end, time_to_fill_cv=assumed(0.0))
    counts = np.concatenate(
        [Run(arm(world), 3, r).finish().stocks[::7, :, INDEX["empty"]].sum(axis=1) / ONE for r in range(80)]
    )
    agrees(counts, 28.301887)
    spread = counts.std(ddof=1)
    error = 5.167194 / np.sqrt(2 * (len(counts) - 1))
    assert error <= 0.01 * 5.167194
    assert abs(spread - 5.167194) < 4 * error


def machine_repair(posts, separation, years, slots):
    """Return the mean number of vacancies with so many requisitions at once, each of an exponential time."""
    weights = [1.0]
    for vacant in range(posts):
        weights.append(weights[-1] * (posts - vacant) * separation / (min(vacant + 1, slots) / years))
    return np.average(np.arange(posts + 1), weights=weights)


def test_few_hiring_slots_let_vacancies_pile_up():
    """100 posts, 0.15 separations a year, half a year each, 8 slots: 9.038436 vacant (6.976744 without a limit)."""
    assert machine_repair(100, 0.15, 0.5, 8) == pytest.approx(9.038436, abs=1e-6)
    world = vacancy_world(
        100,
        0.15,
        365.25 / 2,
        end=date(2094, 10, 1),
        time_to_fill_law="exponential",
        time_to_fill_cv=None,
        requisition_slots=assumed(8),
    )
    means = []
    for replication in range(145):
        record = Run(arm(world), 5, replication).finish()
        settled = record.areas[60:, :, INDEX["empty"]].sum()
        means.append(settled / ((record_horizon(world) - arm(world).calendar.boundaries[60]) * ONE))
    agrees(means, 9.038436)


def record_horizon(world):
    return Calendar(world.time.start, world.time.end).horizon


def test_rotation_leaves_a_gap_of_known_length():
    """60 posts, tours of 3 years, a gap of a quarter: 3 / 3.25 of them filled, 55.384615, whatever the phases.

    Over a whole number of cycles the time average is exact, to the ticks that moving and looking take at least.
    """
    world = vacancy_world(60, 0.0, 365.25 / 4, end=date(2037, 10, 1), time_to_fill_cv=assumed(0.0))
    tree = world.model_dump(by_alias=True)
    tree["tours"]["home"]["months"] = assumed(36.0)
    tree["components"]["civilian"] |= {
        "stay_after_tour_probability": assumed(0.0),
        "opening_fill_share": assumed(3 / 3.25),
    }
    record = Run(arm(world_of(tree)), 1, 0).finish()
    filled = record.areas[..., INDEX["assigned"]].sum() / (record_horizon(world) * ONE)
    assert filled == pytest.approx(55.384615, rel=2e-3)


def stock_world(**case):
    tree = world_of(SMALL).model_dump(by_alias=True)
    tree["regions"] = {"ONLY": tree["regions"]["SOUTH"]}
    tree["demand"]["direct"] = []
    tree["demand"]["opening_unfunded_share"] = assumed(0.0)
    tree["demand"]["case_classes"]["sales"] |= {"bundle_cases": 1, "region_shares": assumed({"ONLY": 1.0})} | case
    return world_of(tree)


@pytest.mark.parametrize(
    ("cv", "growth", "opening"), [(0.0, 0.0, 300.0), (0.8, 0.0, 300.0), (0.8, 0.08, 300.0), (0.8, 0.0, 0.0)]
)
def test_open_cases_follow_the_law_of_an_infinite_server_stock(cv, growth, opening):
    """From stationary ages or from nothing: N0 S_e(t) + the integral of rate(u) S(t - u), whatever the law of a life.

    Without growth that is the opening stock for ever. With growth of 8 % and lives of 5 years the stock lags: what is
    open is less than rate x life. The rate steps monthly, as configured, and so does the exact value.
    """
    world = stock_world(
        opening_cases=assumed(opening),
        new_cases_per_year=assumed(60.0),
        growth_per_year=assumed(growth),
        life_mean_years=assumed(5.0),
        life_cv=assumed(cv),
    )
    an_arm = arm(world)
    months = (11, 35, 71)
    stocks = np.array(
        [
            Run(an_arm, 40 + int(10 * cv + 100 * growth), r)
            .finish()
            .stocks[months, :, INDEX["requirement"]]
            .sum(axis=1)
            for r in range(60 if opening else 240)
        ]
    )
    per_case = 8.0 / 300.0 * ONE
    for column, month in enumerate(months):
        exact = expected_stock(world.demand.case_classes["sales"], an_arm.calendar, month + 1)
        agrees(stocks[:, column] / per_case, exact)
    if not opening:
        assert exact < 300.0
    elif not growth:
        assert exact == pytest.approx(300.0, rel=1e-4)
    else:
        assert exact < 0.95 * 60 * 1.08**6 * 5


def expected_stock(cases: CaseClass, calendar: Calendar, month: int) -> float:
    """Return the expected number of cases open at the end of a month."""
    mean, cv = cases.life_mean_years.value, cases.life_cv.value
    sigma = np.sqrt(np.log1p(cv**2))
    if cv:
        life = stats.lognorm(sigma, scale=mean * np.exp(-(sigma**2) / 2))

        def survived(until):
            """Return the integral of survival from 0: E[min(life, until)]."""
            return integrate.quad(life.sf, 0, until, epsabs=1e-10, limit=200)[0]
    else:

        def survived(until):
            return min(until, mean)

    end = calendar.boundaries[month] / TICKS_PER_YEAR
    total = cases.opening_cases.value * (1 - survived(end) / mean)
    rates = monthly_rates(cases, "ONLY", calendar)
    for rate, begin, finish in zip(rates[:month], calendar.boundaries, calendar.boundaries[1:], strict=False):
        total += rate * (survived(end - begin / TICKS_PER_YEAR) - survived(end - finish / TICKS_PER_YEAR))
    return total
