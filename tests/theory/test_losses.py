"""Leaving: competing causes, what holds them off, and losses that come all at once."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from simulation.units import TICKS_PER_DAY
from theory.reductions import (
    NEVER_LEAVE,
    START,
    YEARS,
    Tenure,
    agrees,
    headcount,
    in_post,
    peopled,
    post_tree,
    row,
    runs_of,
    stock_tree,
    total,
    years_at,
)
from worlds import arm, assumed, course, hazards, world_of

CAUSES = {"quits": ("quit", 0.03), "transfers": ("transfer", 0.06), "involuntary_losses": ("involuntary", 0.03)}


def waiting(tree, people, **changes):
    """Return the arm of people all new on the first day, who wait for posts they never get."""
    return peopled(arm(world_of(tree)), [row(n, **changes) for n in range(people)])


def test_competing_causes_take_their_shares():
    """Rates 0.03, 0.06 and 0.03: by five years 0.112797, 0.225594 and 0.112797 have left by each, not 1 - exp(-5 h)."""
    tree = stock_tree(5, **{table: hazards((0.0, rate)) for table, rate in CAUSES.values()})
    world = world_of(tree)
    gone = 1 - np.exp(-0.12 * years_at(world, 60))
    records = list(runs_of(waiting(tree, 2000), 400, 50))
    for flow, (_, rate) in CAUSES.items():
        exact = rate / 0.12 * gone
        assert exact == pytest.approx({0.03: 0.112797, 0.06: 0.225594}[rate], rel=1e-3)
        agrees([total(record, flow) / 2000 for record in records], exact)


def test_a_piecewise_hazard_leaves_what_it_says():
    """0.25, 0.12 from 1, 0.06 from 3, 0.15 from 10 years: S(1), S(3), S(10) are 0.778801, 0.612626 and 0.402524."""
    bands = ((0.0, 0.25), (1.0, 0.12), (3.0, 0.06), (10.0, 0.15))
    tree = stock_tree(10, quit=hazards(*bands))
    records = list(runs_of(waiting(tree, 500), 410, 44))
    for years, printed in ((1, 0.778801), (3, 0.612626), (10, 0.402524)):
        exact = Tenure(bands).survival(years_at(world_of(tree), 12 * years))
        assert exact == pytest.approx(printed, rel=1e-3)
        agrees([headcount(record, 12 * years) / 500 for record in records], exact)


def test_an_obligation_stops_choices_only():
    """Three years owed: nobody quits before, and those made to leave go all the while."""
    tree = stock_tree(4, quit=hazards((0.0, 0.3)), involuntary=hazards((0.0, 0.1)))
    an_arm = waiting(tree, 500, obliged_until=date(2027, 10, 1))
    records = list(runs_of(an_arm, 450, 44))
    three, four = (years_at(an_arm.world, months) for months in (36, 48))
    assert all(total(record, "quits", slice(36)) == 0 for record in records)
    agrees([headcount(record, 36) / 500 for record in records], np.exp(-0.1 * three))
    agrees([headcount(record, 48) / 500 for record in records], np.exp(-0.1 * four - 0.3 * (four - three)))


def test_notice_delays_leaving_and_nothing_else():
    """Half a year of notice: those in post leave as the hazard says, half a year later."""
    tree = post_tree(2, 400, quit=hazards((0.0, 0.4)))
    tree["attrition"]["people"] = tree["attrition"]["people"] | {"notice_days": assumed(182.0)}
    an_arm = peopled(arm(world_of(tree)), [in_post(n) for n in range(400)])
    records = list(runs_of(an_arm, 460, 44))
    assert all(total(record, "quits", slice(5)) == 0 for record in records)
    for months in (12, 24):
        exact = np.exp(-0.4 * (years_at(an_arm.world, months) - 182 / YEARS))
        agrees([headcount(record, months) / 400 for record in records], exact)


def test_passing_a_course_does_not_hold_who_has_given_notice():
    """A class of 280 days that binds for two years: who decides to leave before its end leaves after 100 days' notice.

    So 14 months after the start (day 426) only those are there who had not decided by day 280.
    """
    tree = post_tree(2, 200, quit=hazards((0.0, 2.0)))
    tree["time"]["end"] = date(2025, 12, 1)
    tree["regions"]["ONLY"]["units"]["office"]["positions"][0]["level"] = "expert"
    tree["attrition"]["people"] = tree["attrition"]["people"] | {"notice_days": assumed(100.0)}
    tree["courses"]["school"] = course(
        function="planning",
        confers="expert",
        first_class=START,
        class_every_weeks=assumed(500),
        duration_weeks=assumed(40.0),
        seats_per_class=assumed(200),
        pass_probability=assumed(1.0),
        during_tour=True,
        obligation_months=assumed(24.0),
    )
    an_arm = peopled(arm(world_of(tree)), [in_post(n) for n in range(200)])
    left = [headcount(record, 14) / 200 for record in runs_of(an_arm, 465, 400)]
    agrees(left, np.exp(-2.0 * 280 / YEARS))


def pulse(share, cause):
    """Return what people of one component leave by if nothing but a blow takes them."""
    return NEVER_LEAVE | {"pulses": [{"on": date(2025, 4, 15), "cause": cause, "share": assumed(share)}]}


@pytest.mark.parametrize(
    ("cause", "flow"), [("involuntary", "involuntary_losses"), ("retire", "retirements"), ("quit", "quits")]
)
def test_a_pulse_takes_a_binomial_number_at_once(cause, flow):
    """Of 20 people a share of 0.3 is gone within the month: exactly binomial, by a chi-square test at 1e-4."""
    tree = stock_tree(1)
    tree["attrition"]["people"] = pulse(0.3, cause)
    counts = []
    for record in runs_of(waiting(tree, 20), 470, 480):
        assert total(record, flow) == total(record, flow, 6) == 20 - headcount(record, 12)
        counts.append(total(record, flow))
    agrees(counts, 6.0, 0.02)
    bins = np.clip(counts, 2, 10) - 2
    law = stats.binom(20, 0.3).pmf(np.arange(21))
    expected = len(counts) * np.array([law[:3].sum(), *law[3:10], law[10:].sum()])
    assert stats.chisquare(np.bincount(bins, minlength=9), expected).pvalue > 1e-4


def test_a_pulse_adds_to_a_hazard():
    """With quits of 0.2 a year as well: exp(-0.2 t) before, 0.7 exp(-0.2 t) after; who owes service is spared."""
    tree = stock_tree(1, quit=hazards((0.0, 0.2)))
    tree["attrition"]["people"] = pulse(0.3, "quit") | {"quit": hazards((0.0, 0.2))}
    free, bound = (waiting(tree, 400, obliged_until=day) for day in (None, date(2025, 5, 1)))
    before, after = years_at(free.world, 6), years_at(free.world, 12)
    records = list(runs_of(free, 480, 60))
    agrees([headcount(record, 6) / 400 for record in records], np.exp(-0.2 * before))
    agrees([headcount(record, 12) / 400 for record in records], 0.7 * np.exp(-0.2 * after))
    owed = (date(2025, 5, 1) - START).days / YEARS
    records = list(runs_of(bound, 490, 44))
    agrees([headcount(record, 12) / 400 for record in records], np.exp(-0.2 * (after - owed)))
    assert free.calendar.tick(date(2025, 4, 15)) % TICKS_PER_DAY == 0
