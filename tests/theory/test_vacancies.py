"""Posts that fall empty and are filled again: vacancies, requisitions and gaps between tours."""

from datetime import date

import numpy as np
import pytest

from simulation.calendar_time import Calendar
from simulation.events import SPELL_FIELDS, VACANCY
from simulation.model import Run
from simulation.units import ONE, TICKS_PER_DAY
from theory.reductions import STOCK, agrees, has_spread, runs_of, total, vacancy_world
from worlds import arm, assumed, world_of


@pytest.mark.parametrize("cv", [0.5, 1.0])
def test_vacancies_are_insensitive_to_the_spread_of_the_time_to_fill(cv):
    """500 posts, 0.12 separations a year, half a year to fill: 28.301887 vacant on average (not S x T = 30).

    From stationary ages on the first day, so that the time average over six years has that mean from the start.
    """
    world = vacancy_world(500, 0.12, 365.25 / 2, time_to_fill_cv=assumed(cv))
    means = []
    for replication in range(90):
        record = Run(arm(world), 20 + int(10 * cv), replication).finish()
        means.append(record.areas[..., STOCK["empty"]].sum() / (arm(world).calendar.horizon * ONE))
    agrees(means, 28.301887)


def test_vacancies_have_the_binomial_mean_and_spread():
    """Their number is binomial: mean 28.301887, standard deviation 5.167194.

    With a fixed time to fill of half a year, vacancies seven months apart have no separation in common.
    """
    end = date(2064, 10, 1)
    world = vacancy_world(500, 0.12, 365.25 / 2, end=end, time_to_fill_cv=assumed(0.0))
    counts = np.concatenate(
        [Run(arm(world), 3, r).finish().stocks[::7, :, STOCK["empty"]].sum(axis=1) / ONE for r in range(80)]
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
        settled = record.areas[60:, :, STOCK["empty"]].sum()
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
    filled = record.areas[..., STOCK["assigned"]].sum() / (record_horizon(world) * ONE)
    assert filled == pytest.approx(55.384615, rel=2e-3)


@pytest.mark.parametrize("chance", [0.25, 0.5])
def test_requisitions_that_fail_come_again(chance):
    """With failure probability p a vacancy takes 1 / (1 - p) requisitions, and as many times their time of 30 days.

    Two ticks are lost at each requisition, to notice and to open it, and two to the move: 1e-4 of the time. What fell
    empty in the last two years is left out, or long vacancies would be missing.
    """
    law = {"time_to_fill_cv": assumed(0.0), "failure_probability": assumed(chance)}
    tree = vacancy_world(60, 1.0, 30.0, end=date(2038, 10, 1), **law).model_dump(by_alias=True)
    tree["components"]["civilian"]["opening_fill_share"] = assumed(1.0)
    an_arm = arm(world_of(tree))
    days, tries = [], []
    for record in runs_of(an_arm, 210, 25):
        spells = record.spells[record.spells[:, SPELL_FIELDS.index("spell")] == VACANCY]
        began, ended = (spells[:, SPELL_FIELDS.index(name)] for name in ("began", "ended"))
        days.append((ended - began)[began < an_arm.calendar.boundaries[-25]].mean() / TICKS_PER_DAY)
        tries.append(total(record, "requisitions_opened") / total(record, "hires"))
    agrees(days, 30.0 / (1 - chance))
    agrees(tries, 1 / (1 - chance) + 60 * 0.08 / (60 * 14))
