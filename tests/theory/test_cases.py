"""Open cases: a stock with lives of any law, fed at a rate that grows (M/G/inf, time-dependent)."""

import numpy as np
import pytest
from scipy import integrate, stats

from simulation.calendar_time import Calendar
from simulation.config.demand import CaseClass
from simulation.future.rates import monthly_rates
from simulation.model import Run
from simulation.units import ONE, TICKS_PER_YEAR
from theory.reductions import STOCK, agrees
from worlds import SMALL, arm, assumed, world_of


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
        growth={"path": "exponential", "per_year": assumed(growth)},
        life_mean_years=assumed(5.0),
        life_cv=assumed(cv),
    )
    an_arm = arm(world)
    months = (11, 35, 71)
    stocks = np.array(
        [
            Run(an_arm, 40 + int(10 * cv + 100 * growth), r)
            .finish()
            .stocks[months, :, STOCK["requirement"]]
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
    mean = cases.life_mean_years.value
    cv = cases.life_cv.value if cases.life_cv else 1.0
    sigma = np.sqrt(np.log1p(cv**2))
    if cases.life_law == "exponential":

        def survived(until):
            return mean * -np.expm1(-until / mean)
    elif cv:
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
