"""Levers as step tables: set, then multiply, then add; ramps in monthly steps."""

from datetime import date

import pytest

from simulation.config.levers import LEVERS
from simulation.units import RATIO, TICKS_PER_DAY, UNLIMITED, ticks_from_months
from worlds import arm, assumed, small


def setting(lever, change, value, start=date(2026, 10, 1), **more):
    return {"lever": lever, "change": change, "value": value, "from": start, **more}


def steps(*settings, world=None):
    """Return (date, value) of every step."""
    an_arm = arm(world, *settings)
    return [(an_arm.calendar.day(step.tick), step.value) for step in an_arm.levers.steps]


def test_every_lever_has_a_value_from_the_start():
    assert set(arm().levers.opening) == set(LEVERS)
    assert arm().levers.opening["requisition_slots"] == (UNLIMITED, UNLIMITED)
    assert arm().levers.opening["tour_months"] == (ticks_from_months(24), UNLIMITED)
    assert arm().levers.opening["pass_probability"] == (round(0.85 * RATIO),)


def test_order_is_set_multiply_add():
    """However the settings are listed."""
    listed = [
        setting("seats_per_class", "add", 1),
        setting("seats_per_class", "multiply", 2.0),
        setting("seats_per_class", "set", 10),
    ]
    assert steps(*listed) == steps(*reversed(listed)) == [(date(2026, 10, 1), 21)]


def test_until_ends_a_setting():
    found = steps(setting("seats_per_class", "set", 9, until=date(2027, 4, 1)))
    assert found == [(date(2026, 10, 1), 9), (date(2027, 4, 1), 3)]


def test_ramp_steps_monthly_and_reaches_the_whole():
    """The first step is taken on the first day, the last after one month fewer than the ramp has."""
    found = steps(setting("tour_months", "add", 3.0, where={"tour": "abroad"}, ramp_months=3))
    assert found == [
        (date(2026, 10, 1), ticks_from_months(25)),
        (date(2026, 11, 1), ticks_from_months(26)),
        (date(2026, 12, 1), ticks_from_months(27)),
    ]


@pytest.mark.parametrize("start", [date(2020, 1, 1), date(2024, 10, 1)])
def test_setting_before_the_start_is_in_force_one_tick_after_it(start):
    """The first day is the same under every policy."""
    an_arm = arm(None, setting("seats_per_class", "set", 7, start))
    assert an_arm.levers.opening == arm().levers.opening
    assert [(step.tick, step.value) for step in an_arm.levers.steps] == [(1, 7)]


def test_what_has_no_limit_stays_without_one():
    """Adding to all tours leaves posts without a planned end as they are."""
    found = arm(None, setting("tour_months", "add", -6)).levers.steps
    assert [(step.target, step.value) for step in found] == [(0, ticks_from_months(18))]


def test_setting_that_changes_nothing_leaves_no_step():
    assert steps(setting("seats_per_class", "multiply", 1.0, ramp_months=24)) == []


def test_values_stay_within_the_bounds_of_the_lever():
    assert steps(setting("pass_probability", "multiply", 5.0)) == [(date(2026, 10, 1), RATIO)]
    assert steps(setting("seats_per_class", "add", -50)) == [(date(2026, 10, 1), 0)]


@pytest.mark.parametrize("target", ["military", "civilian"])
def test_where_aims_at_one_target(target):
    an_arm = arm(None, setting("time_to_fill_mean_days", "set", 30.0, where={"component": target}))
    (step,) = an_arm.levers.steps
    assert (an_arm.layout.components[step.target], step.value) == (target, 30 * TICKS_PER_DAY)


def test_without_where_a_lever_moves_everywhere():
    an_arm = arm(small(("components.civilian.time_to_fill_mean_days", assumed(100.0))))
    assert an_arm.levers.opening["time_to_fill_mean_days"] == (60 * TICKS_PER_DAY, 100 * TICKS_PER_DAY)
    halved = arm(an_arm.world, setting("time_to_fill_mean_days", "multiply", 0.5)).levers.steps
    assert [step.value for step in halved] == [30 * TICKS_PER_DAY, 50 * TICKS_PER_DAY]


def test_digest_follows_the_numbers_and_not_the_names():
    assert arm().digest == arm(name="another").digest
    assert arm().digest != arm(None, setting("seats_per_class", "add", 1)).digest
