"""The future: the stock it opens with, arrivals by change of time, requirement calibrated."""

from collections import Counter
from copy import deepcopy
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from simulation.arm import Layout
from simulation.calendar_time import Calendar
from simulation.config.growth import Surge
from simulation.future import draw_future
from simulation.future.calibration import apportion, interleave
from simulation.future.cases import arriving_cases, opening_cases, sources
from simulation.future.growth import surge_factor
from simulation.future.rates import CumulativeRate, monthly_rates
from simulation.luck import run_key
from simulation.model import Run
from simulation.units import ONE, RATIO, TICKS_PER_YEAR
from worlds import SMALL, arm, assumed, small, world_of

SALES = "demand.case_classes.sales"


def under_way(future):
    """Return the phase that each open case is in on the first day."""
    return [case.phases[0] for case in future.opening]


def first_source(world):
    return next(sources(world, Layout(world), run_key(0, 0)))


@pytest.mark.parametrize("unfunded", [-0.2, 0.0, 0.35])
def test_opening_requirement_is_what_the_world_states(unfunded):
    """Authorised x (1 + opening_unfunded_share), per region, to rounding."""
    world = small(("demand.opening_unfunded_share", assumed(unfunded)))
    layout = Layout(world)
    future = draw_future(world, layout, 0, 0)
    for region, authorised in ((0, 13), (1, 8)):
        mine = [now.load for now in under_way(future) if layout.cells[now.cell].region == region]
        assert sum(mine) / ONE == pytest.approx(authorised * (1 + unfunded), abs=1e-3)


def test_opening_stock_is_the_number_stated():
    """Known facts are not drawn: 300 cases in bundles of 2, six tenths in the North."""
    world = small()
    layout = Layout(world)
    future = draw_future(world, layout, 5, 9)
    regions = [layout.cells[now.cell].region for now in under_way(future)]
    assert (regions.count(0), regions.count(1)) == (90, 60)


def test_future_is_the_same_in_every_policy_and_differs_by_replication():
    world = small()
    assert draw_future(world, Layout(world), 1, 2) == draw_future(small(), Layout(small()), 1, 2)
    assert draw_future(world, Layout(world), 1, 2) != draw_future(world, Layout(world), 1, 3)


def test_growth_moves_arrivals_and_never_reshuffles_them():
    """The k-th arrival comes earlier under faster growth, with the same life and in the same cell."""
    slow, fast = small((f"{SALES}.growth.per_year", assumed(0.0))), small((f"{SALES}.growth.per_year", assumed(0.2)))
    calendar = Calendar(slow.time.start, slow.time.end)
    one = list(arriving_cases(first_source(slow), calendar))
    other = list(arriving_cases(first_source(fast), calendar))
    assert len(other) > len(one)
    for a, b in zip(one, other, strict=False):
        assert b.opens <= a.opens
        assert b.phases[0].cell == a.phases[0].cell
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


def phased_tree():
    """Return the small world with sales in three phases: planning at headquarters, then two in the office."""
    tree = deepcopy(SMALL)
    tree["regions"]["HQ"]["headquarters"] = True
    sales = tree["demand"]["case_classes"]["sales"]
    for key in ("function", "life_mean_years", "life_cv"):
        del sales[key]
    sales["phases"] = {
        "offer": phase(0.5, "planning", where="headquarters", law="exponential", cv=None, hours_per_month=assumed(9.0)),
        "execution": phase(3.0, "operations", hours_per_month=assumed(4.0)),
        "closure": phase(1.5, "operations"),
    }
    sales["case_value"] = {
        "median_dollars": assumed(2e6),
        "sigma": assumed(1.4),
        "effort_elasticity": assumed(0.5),
    }
    tree["demand"]["direct"][0]["positions_by_fiscal_year"] = {2025: 1.5}
    return tree


def phase(years, function, **changes):
    """Return a phase of a lognormal length."""
    return {
        "function": function,
        "mean_years": assumed(years),
        "cv": assumed(0.8),
        "hours_per_month": assumed(1.0),
    } | changes


def required(world, future, region, function):
    """Return the positions that open cases ask for in a region and function on the first day."""
    layout = Layout(world)
    mine = (layout.regions.index(region), layout.functions.index(function))
    cells = [(cell.region, cell.function) for cell in layout.cells]
    return sum(now.load for now in under_way(future) if cells[now.cell] == mine) / ONE


@pytest.mark.parametrize("replication", [0, 1])
def test_opening_requirement_is_exact_with_phases_and_values(replication):
    """Every function in every region, in every replication: what is authorised x 1.1, less what is fixed."""
    tree = phased_tree()
    tree["regions"]["NORTH"]["units"]["office"]["minimum_manning"] = assumed({"operations": 1.5})
    world = world_of(tree)
    future = draw_future(world, Layout(world), 0, replication)
    assert required(world, future, "NORTH", "operations") == pytest.approx(13 * 1.1 - 3 * 1.5, abs=1e-3)
    assert required(world, future, "SOUTH", "operations") == pytest.approx(8 * 1.1, abs=1e-3)
    assert required(world, future, "HQ", "planning") == pytest.approx(5 * 1.1 - 1.5, abs=1e-3)


def test_opening_items_are_split_over_phases_by_mean_length():
    """90 items in the North: 9, 54 and 27; each goes through the phases that are left, in order."""
    world = world_of(phased_tree())
    layout = Layout(world)
    source = next(sources(world, layout, run_key(0, 0)))
    opening = list(opening_cases(source))
    assert [sum(len(case.phases) == left for case in opening) for left in (3, 2, 1)] == [9, 54, 27]
    for case in opening:
        ends = [0, *(stretch.ends for stretch in case.phases)]
        assert all(a < b for a, b in pairwise(ends))
        assert case.closes == ends[-1]
    assert {case.place for case in opening} == {layout.place(0, layout.functions.index("planning"), None)}


def test_offices_get_their_share_of_every_phase():
    """To one item: a mixture of phases, not one phase here and another there."""
    world = world_of(phased_tree())
    layout = Layout(world)
    future = draw_future(world, layout, 0, 0)
    for left in (2, 1):
        counts = Counter(c.phases[0].cell for c in future.opening if len(c.phases) == left)
        in_alike = [counts[layout.cell(unit, 0)] for unit in range(3)]
        assert max(in_alike) - min(in_alike) <= 1


def test_hours_count_by_their_ratio_alone():
    """Ten times the hours of every phase change nothing; four times those of one phase make its cases ask for four."""
    plain, changed = phased_tree(), phased_tree()
    for one in changed["demand"]["case_classes"]["sales"]["phases"].values():
        one["hours_per_month"] = assumed(10 * one["hours_per_month"]["value"])
    one, other = (draw_future(world_of(tree), Layout(world_of(tree)), 0, 0) for tree in (plain, changed))
    assert one == other
    tree = phased_tree()
    del tree["demand"]["case_classes"]["sales"]["case_value"]
    world = world_of(tree)
    loads = {(c.place, len(c.phases)): c.phases[0].load for c in draw_future(world, Layout(world), 0, 0).opening}
    assert loads[1 + 2, 2] == pytest.approx(4 * loads[1 + 2, 1], abs=4)


def test_effort_goes_with_the_root_of_the_value():
    """Elasticity 0.5: four times the median value, twice the work, in every phase."""
    world = world_of(phased_tree())
    future = draw_future(world, Layout(world), 0, 0)
    loads = [c.phases[-1].load for c in future.arrivals if c.place == 3]
    values = [c.value for c in future.arrivals if c.place == 3]
    unit_load = loads[0] / values[0] ** 0.5
    assert loads == pytest.approx([unit_load * value**0.5 for value in values], rel=1e-4)


def test_values_of_the_opening_stock_are_known():
    """They stand at even quantiles: the median is the middle, in every replication, and who has which is luck."""
    world = world_of(phased_tree())
    one, other = (draw_future(world, Layout(world), 0, replication).opening for replication in (0, 1))
    assert sorted(case.value for case in one) == sorted(case.value for case in other)
    assert [case.value for case in one] != [case.value for case in other]


def test_mixture_keeps_to_the_counts():
    for counts in ([5], [0, 3], [9, 54, 27], [1, 1, 1], [7, 0, 2]):
        mixture = interleave(counts)
        assert [mixture.count(kind) for kind in range(len(counts))] == counts
        for place in range(len(mixture)):
            so_far = [mixture[:place].count(kind) for kind in range(len(counts))]
            assert all(abs(n - place * c / sum(counts)) < 1 for n, c in zip(so_far, counts, strict=True))


def test_minimum_manning_and_work_factor_make_the_requirement():
    """Fixed + case work x factor, to the unit, and exactly back when the factor is 1 again."""
    tree = phased_tree()
    tree["regions"]["NORTH"]["units"]["office"]["minimum_manning"] = assumed({"operations": 1.5, "planning": 0.25})
    tree["demand"]["work_changes"] = [
        {"from": date(2025, 1, 1), "until": date(2025, 3, 1), "factor": assumed(1.25), "function": "operations"}
    ]
    run = Run(arm(world_of(tree)), 3, 0)
    calendar, world = run.arm.calendar, run.world
    seen = {}
    for day in (date(2024, 12, 31), date(2025, 1, 2), date(2025, 2, 28), date(2025, 3, 2)):
        while world.now[0] < calendar.tick(day):
            run.clock.step()
        seen[day] = [row[0] for row in world.stocks]
        operations = RATIO * 5 // 4 if date(2025, 1, 1) <= day < date(2025, 3, 1) else RATIO
        for cell, requirement in enumerate(seen[day]):
            factor = operations if world.terms.cell_function[cell] == 0 else RATIO
            fixed = world.fixed_requirement[cell]
            assert requirement == fixed + world.case_work[cell] * factor // RATIO
            assert fixed >= world.terms.minimum_manning[cell]
    north = world.terms.minimum_manning[:2]
    assert sorted(north) != [0, 0]
    assert sum(seen[date(2025, 1, 2)]) > sum(seen[date(2024, 12, 31)]) + ONE
