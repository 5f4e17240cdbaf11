"""Hazard budgets, and the law of tenure on the first day."""

from math import exp

import numpy as np
import pytest

from simulation.luck import exponential
from simulation.units import HAZARD, NEVER, ONE, TICKS_PER_YEAR, hazard
from simulation.workforce.founding import found
from simulation.workforce.hazards import CAUSES, QUITTING, time_to_reach
from simulation.workforce.opening import progress, tenure_law
from worlds import arm, assumed, hazards, small

YEAR = TICKS_PER_YEAR


def years(*values):
    return [round(value * YEAR) if value < 1e9 else NEVER for value in values]


@pytest.mark.parametrize(
    ("age", "budget", "expected"),
    [
        (0.0, 0.05, 0.5),  # within the first band, at 0.1 a year
        (0.0, 0.2, 2.0),  # exactly at its end
        (0.0, 0.5, 5.0 + (0.5 - 0.2) / 0.3),  # over a band without hazard
        (3.0, 0.3, 2.0 + 1.0),  # from inside the band without hazard
        (6.0, 0.6, 2.0),  # in the last band, which holds for ever
    ],
)
def test_budget_is_used_up_when_the_table_says(age, budget, expected):
    """0.1 a year for 2 years, nothing for 3, then 0.3 for ever."""
    begins, rates = years(0, 2, 5, 1e10), [hazard(0.1), 0, hazard(0.3), 0]
    ticks = time_to_reach(begins, rates, round(age * YEAR), hazard(budget) * YEAR)
    assert ticks / YEAR == pytest.approx(expected, abs=1e-5)


def test_no_hazard_means_never():
    assert time_to_reach([0], [0], 5, HAZARD * YEAR) == NEVER
    assert time_to_reach(years(0, 1), [HAZARD, 0], 0, 2 * HAZARD * YEAR) == NEVER


def test_at_least_one_tick_passes():
    assert time_to_reach([0], [20 * HAZARD], 0, 0) == 1


def test_survival_is_that_of_the_table():
    """Over a fine grid of luck, the share that outlasts t is exp(-H(t)): 0.25, 0.12 and 0.06 a year in three bands."""
    begins, rates = years(0, 1, 3), [hazard(rate) for rate in (0.25, 0.12, 0.06)]
    grid = (np.arange(20_000) + 0.5) / 20_000
    times = np.array([time_to_reach(begins, rates, 0, hazard(exponential(u)) * YEAR) for u in grid]) / YEAR
    for t, exact in ((1, exp(-0.25)), (3, exp(-0.49)), (10, exp(-0.91))):
        assert (times > t).mean() == pytest.approx(exact, abs=1e-4)


def test_tables_of_different_length_are_filled_up():
    terms = found(arm(small(("attrition.civilian.quit", hazards((0.0, 0.1)))))).terms
    civilian_quit = CAUSES + QUITTING
    assert terms.hazard_from[civilian_quit] == [0, NEVER]
    assert terms.hazard_rate[civilian_quit] == [hazard(0.1), 0]


def test_stationary_tenure_is_exponential_for_a_constant_hazard():
    """Without tours and with one hazard of 0.2 a year, mean tenure is 5 years."""
    world = small(
        ("attrition.civilian.quit", hazards((0.0, 0.2))),
        ("attrition.civilian.retire", hazards((0.0, 0.0))),
    )
    law = tenure_law(found(arm(world)), component=1, tour=1)
    grid = (np.arange(20_000) + 0.5) / 20_000
    tenure = np.array([law.ticks(u) for u in grid]) / YEAR
    assert tenure.mean() == pytest.approx(5.0, rel=0.01)
    assert (tenure > 5).mean() == pytest.approx(exp(-1), abs=0.005)


def test_nobody_outstays_a_tour_when_all_return():
    """Tenure is then uniform over the tour, but for attrition."""
    world = small(
        ("components.military.stay_after_tour_probability", assumed(0.0)),
        ("attrition.military.quit", hazards((0.0, 0.0))),
        ("attrition.military.retire", hazards((0.0, 0.0))),
    )
    law = tenure_law(found(arm(world)), component=0, tour=0)
    tenure = np.array([law.ticks(u / 100) for u in range(100)]) / YEAR
    assert tenure.max() < 2.0
    assert np.allclose(tenure, np.arange(100) / 50, atol=1e-3)


def test_progress_is_in_proportion_to_the_stages():
    stages = [progress((60.0, 20.0, 40.0, 30.0), (i + 0.5) / 150).stage for i in range(150)]
    assert [stages.count(stage) for stage in range(4)] == [60, 20, 40, 30]
    assert progress((0.0, 0.0, 0.0, 0.0), 0.5) == (0, 1.0)


def test_learning_curve_reaches_full_output():
    assert found(arm(small(("proficiency.ramp_months", assumed(0))))).terms.proficiency == [ONE]
    assert found(arm()).terms.proficiency[0] == ONE // 2
    assert found(arm()).terms.proficiency[-1] == ONE
    assert len(found(arm()).terms.proficiency) == 7
