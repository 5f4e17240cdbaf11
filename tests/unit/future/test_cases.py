"""The future: the stock it opens with, arrivals by change of time, requirement calibrated."""

from datetime import date

import numpy as np
import pytest

from simulation.arm import Layout
from simulation.calendar_time import Calendar
from simulation.config.demand import Surge
from simulation.future import draw_future
from simulation.future.cases import apportion, arriving_cases, sources
from simulation.future.growth import CumulativeRate, monthly_rates, surge_factor
from simulation.luck import run_key
from simulation.units import ONE, TICKS_PER_YEAR
from worlds import assumed, small

SALES = "demand.case_classes.sales"


def first_source(world):
    return next(sources(world, Layout(world), run_key(0, 0)))


@pytest.mark.parametrize("unfunded", [-0.2, 0.0, 0.35])
def test_opening_requirement_is_what_the_world_states(unfunded):
    """Authorised x (1 + opening_unfunded_share), per region, to rounding."""
    world = small(("demand.opening_unfunded_share", assumed(unfunded)))
    layout = Layout(world)
    future = draw_future(world, layout, 0, 0)
    for region, authorised in ((0, 13), (1, 8)):
        mine = [case.load for case in future.opening if layout.cells[case.cell].region == region]
        assert sum(mine) / ONE == pytest.approx(authorised * (1 + unfunded), abs=1e-3)


def test_opening_stock_is_the_number_stated():
    """Known facts are not drawn: 300 cases in bundles of 2, six tenths in the North."""
    world = small()
    layout = Layout(world)
    future = draw_future(world, layout, 5, 9)
    regions = [layout.cells[case.cell].region for case in future.opening]
    assert (regions.count(0), regions.count(1)) == (90, 60)


def test_future_is_the_same_in_every_policy_and_differs_by_replication():
    world = small()
    assert draw_future(world, Layout(world), 1, 2) == draw_future(small(), Layout(small()), 1, 2)
    assert draw_future(world, Layout(world), 1, 2) != draw_future(world, Layout(world), 1, 3)


def test_growth_moves_arrivals_and_never_reshuffles_them():
    """The k-th arrival comes earlier under faster growth, with the same life and in the same cell."""
    slow, fast = small((f"{SALES}.growth_per_year", assumed(0.0))), small((f"{SALES}.growth_per_year", assumed(0.2)))
    calendar = Calendar(slow.time.start, slow.time.end)
    one = list(arriving_cases(first_source(slow), calendar))
    other = list(arriving_cases(first_source(fast), calendar))
    assert len(other) > len(one)
    for a, b in zip(one, other, strict=False):
        assert b.opens <= a.opens
        assert b.cell == a.cell
        assert b.closes - b.opens == a.closes - a.opens


def test_arrivals_have_the_expected_number():
    """60 cases a year in bundles of 2 for 6 years, grown 4 % a year in monthly steps, 6 tenths here.

    500 replications of about 121 arrivals: the standard error is 0.5, a bias of 2 % lies 5 standard errors out, and a
    sound generator fails with probability below 1e-4.
    """
    world = small()
    calendar = Calendar(world.time.start, world.time.end)
    rates = [rate / 2 for rate in monthly_rates(world.demand.case_classes["sales"], "NORTH", calendar)]
    exact = CumulativeRate(rates, calendar.boundaries).total
    layout = Layout(world)
    counts = [
        sum(1 for _ in arriving_cases(next(sources(world, layout, run_key(11, r))), calendar)) for r in range(500)
    ]
    error = np.std(counts, ddof=1) / np.sqrt(len(counts))
    assert error < 0.006 * exact
    assert abs(np.mean(counts) - exact) < 4 * error
    assert np.var(counts) == pytest.approx(exact, rel=0.3)


def test_cumulative_rate_is_inverted_exactly():
    cumulative = CumulativeRate([0.0, 12.0, 0.0, 24.0], (0, 1000, 2000, 3000, 4000))
    assert cumulative.total == pytest.approx(36.0 * 1000 / TICKS_PER_YEAR)
    per_tick = 12.0 / TICKS_PER_YEAR
    assert cumulative.tick(500 * per_tick) == 1500
    assert cumulative.tick(1000 * per_tick + 100 * 2 * per_tick) == 3100
    assert cumulative.tick(0.0) == 1000


def test_surge_is_full_then_falls_in_equal_steps():
    surge = Surge.model_validate(
        {"region": "NORTH", "from": date(2026, 1, 1), "months": 2, "increase": assumed(0.9), "decay_months": 2}
    )
    months = [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 7))]
    assert [surge_factor(surge, month) for month in months] == pytest.approx([0.0, 0.9, 0.9, 0.6, 0.3, 0.0, 0.0])


def test_apportionment_is_by_largest_remainder():
    assert apportion(10, (5, 3, 2)) == [5, 3, 2]
    assert apportion(7, (1, 1, 1)) == [3, 2, 2]
    assert apportion(0, (1, 2)) == [0, 0]
    for total in range(50):
        shares = apportion(total, (7, 11, 13, 1))
        assert sum(shares) == total
        assert all(abs(share - total * weight / 32) < 1 for share, weight in zip(shares, (7, 11, 13, 1), strict=True))


def test_direct_requirement_steps_on_1_october():
    world = small()
    steps = draw_future(world, Layout(world), 0, 0).direct
    calendar = Calendar(world.time.start, world.time.end)
    assert [(calendar.day(step.tick), step.change / ONE) for step in steps] == [
        (date(2024, 10, 1), 5.0),
        (date(2027, 10, 1), 1.5),
    ]
