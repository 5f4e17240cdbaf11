"""Posts that fall empty and are filled again: vacancies, and gaps between tours."""

from datetime import date

import numpy as np
import pytest

from simulation.model import Run
from simulation.units import ONE
from theory.reductions import STOCK, agrees, has_spread, runs_of, vacancy_world
from worlds import arm, assumed, world_of


@pytest.mark.parametrize("cv", [0.5, 1.0])
def test_vacancies_are_insensitive_to_the_spread_of_the_time_to_fill(cv):
    """500 posts, 0.12 separations a year, half a year to fill: 28.301887 vacant on average (not S x T = 30).

    From stationary ages on the first day, so that the time average over six years has that mean from the start.
    """
    world = vacancy_world(500, 0.12, 365.25 / 2, time_to_fill_cv=assumed(cv))
    horizon = arm(world).calendar.horizon
    records = runs_of(arm(world), 20 + int(10 * cv), 90)
    agrees([record.areas[..., STOCK["empty"]].sum() / (horizon * ONE) for record in records], 28.301887)


def test_vacancies_have_the_binomial_mean_and_spread():
    """Of 50 posts: mean 2.830189, standard deviation 1.634010 (V8 has 500, 28.301887 and 5.167194).

    With a fixed time to fill of half a year, vacancies seven months apart have no separation in common.
    """
    world = vacancy_world(50, 0.12, 365.25 / 2, end=date(2064, 10, 1), time_to_fill_cv=assumed(0.0))
    counts = np.concatenate(
        [record.stocks[::7, :, STOCK["empty"]].sum(axis=1) / ONE for record in runs_of(arm(world), 3, 80)]
    )
    agrees(counts, 2.8301887)
    has_spread(counts, 1.634010)


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
    an_arm = arm(world_of(tree))
    record = Run(an_arm, 1, 0).finish()
    filled = record.areas[..., STOCK["assigned"]].sum() / (an_arm.calendar.horizon * ONE)
    assert filled == pytest.approx(55.384615, rel=2e-3)
