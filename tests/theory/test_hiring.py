"""Requisitions: as many at once as there are slots, and some that fail."""

from datetime import date

import numpy as np
import pytest

from simulation.events import SPELL_FIELDS, VACANCY
from simulation.units import ONE, TICKS_PER_DAY
from theory.reductions import STOCK, agrees, runs_of, total, vacancy_world
from worlds import arm, assumed, world_of


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
    calendar = arm(world).calendar
    for record in runs_of(arm(world), 5, 145):
        settled = record.areas[60:, :, STOCK["empty"]].sum()
        means.append(settled / ((calendar.horizon - calendar.boundaries[60]) * ONE))
    agrees(means, 9.038436)


@pytest.mark.parametrize("chance", [0.25, 0.5])
def test_requisitions_that_fail_come_again(chance):
    """With failure probability p a vacancy takes 1 / (1 - p) requisitions, and as many times their time of 30 days.

    Two ticks are lost at each requisition, to notice and to open it, and two to the move: 1e-4 of the time. What fell
    empty in the last two years is left out, or long vacancies would be missing. The ratio of failures to hires has
    a standard error of up to 1.5 %.
    """
    law = {"time_to_fill_cv": assumed(0.0), "failure_probability": assumed(chance)}
    tree = vacancy_world(60, 1.0, 30.0, end=date(2038, 10, 1), **law).model_dump(by_alias=True)
    tree["components"]["civilian"]["opening_fill_share"] = assumed(1.0)
    an_arm = arm(world_of(tree))
    days, failures = [], []
    for record in runs_of(an_arm, 210, 25):
        spells = record.spells[record.spells[:, SPELL_FIELDS.index("spell")] == VACANCY]
        began, ended = (spells[:, SPELL_FIELDS.index(name)] for name in ("began", "ended"))
        days.append((ended - began)[began < an_arm.calendar.boundaries[-25]].mean() / TICKS_PER_DAY)
        failures.append(total(record, "requisitions_failed") / total(record, "hires"))
    agrees(days, 30.0 / (1 - chance))
    agrees(failures, chance / (1 - chance), 0.015)
