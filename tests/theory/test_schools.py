"""Schools: the line before a class with few seats, a chain of courses with losses, certificates that lapse."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from simulation.events import SEAT_WAIT, SPELL_FIELDS
from simulation.units import TICKS_PER_DAY, TICKS_PER_YEAR
from theory.reductions import (
    ACCOUNT,
    START,
    STOCK,
    YEARS,
    Tenure,
    agrees,
    in_post,
    peopled,
    post_tree,
    runs_of,
    stock_tree,
)
from worlds import arm, assumed, course, hazards, world_of

PLENTY = assumed(1_000_000)


def line(arrivals, seats, size=400):
    """Return the law of who is left over after a class start: Q' = (Q + A - seats)+, A Poisson."""
    come = stats.poisson(arrivals).pmf(np.arange(size + seats))
    moves = np.zeros((size, size))
    for left in range(size):
        after = np.maximum(left + np.arange(size + seats) - seats, 0)
        np.add.at(moves[left], np.minimum(after, size - 1), come)
    balance = np.vstack([moves.T - np.eye(size), np.ones(size)])
    return np.linalg.lstsq(balance, np.append(np.zeros(size), 1.0), rcond=None)[0]


LINES = [
    (12, (1.197090, 0.423566, 0.309855), (0.075, 0.03, 0.015), 100),
    (11, (3.509765, 0.660356, 0.425488), (0.07, 0.025, 0.03), 60),
]


@pytest.mark.parametrize(("seats", "printed", "within", "runs"), LINES, ids=["12 seats", "11 seats"])
def test_few_seats_make_people_wait(seats, printed, within, runs):
    """10 arrive at random between two classes: who is left over, how often a class is full, how long people wait.

    A line with 83 % or 91 % of its seats used has a long memory, so the standard errors are looser, as stated.
    """
    every = 26 * 7 / YEARS
    tree = stock_tree(75, 10 / every)
    tree["courses"] = {
        "school": course(
            class_every_weeks=assumed(26),
            duration_weeks=assumed(1.0),
            seats_per_class=assumed(seats),
            pass_probability=assumed(1.0),
        )
    }
    tree["accession_plans"]["stream"]["courses"] = ["school"]
    law = line(10.0, seats)
    left = law @ np.arange(len(law))
    room = [stats.poisson(10.0).cdf(seats - 1 - before) for before in range(seats)]
    full = 1 - law[:seats] @ room
    exact = (left, full, (left + 5) / 20)
    assert exact == pytest.approx(printed, abs=2e-6)
    found = np.array([waits(record, seats) for record in runs_of(arm(world_of(tree)), 300 + seats, runs)])
    for column in range(3):
        agrees(found[:, column], exact[column] * (2 * every if column == 2 else 1.0), within[column])


def waits(record, seats):
    """Return the mean number left over, the share of full classes and the mean wait in years, beginnings left out."""
    spells = record.spells[record.spells[:, SPELL_FIELDS.index("spell")] == SEAT_WAIT]
    began, ended = (spells[:, SPELL_FIELDS.index(name)] for name in ("began", "ended"))
    classes, attending = np.unique(ended, return_counts=True)
    counted = slice(20, -10)
    left = np.searchsorted(np.sort(began), classes) - np.cumsum(attending)
    inside = (ended >= classes[20]) & (ended < classes[-10])
    wait = (ended - began)[inside].mean() / TICKS_PER_YEAR
    return left[counted].mean(), (attending[counted] == seats).mean(), wait


WEEKS = (26, 13, 78)
PASSES = (1.0, 0.85, 1.0)
LOSSES = (0.10, 0.0, 0.08, 0.12)


def stages(courses):
    """Return the bands of losses along a chain of whole weeks, and the ages at which its courses begin and end."""
    ends = np.cumsum((0, *WEEKS)) * 7 / YEARS
    return tuple(zip(ends.tolist(), LOSSES, strict=True)), ends[: courses + 1]


@pytest.mark.parametrize(("courses", "runs"), [(1, 30), (2, 24), (3, 16)])
def test_a_pipeline_yields_what_its_losses_leave(courses, runs):
    """600 a year through half a year of clearance, a school of a quarter, a year and a half on the job.

    Losses of 0.10, 0 and 0.08 a year on the way, 85 % pass the school, 0.12 a year are lost once qualified; without
    waits: yield 0.717115, and of 30 a year 14.63, 7.13 and 34.29 in the three stages. Classes begin every week and last
    whole weeks, so that only the first is waited for, up to a week, in which people count as waiting.
    """
    years = 6
    tree = stock_tree(years, 0.0, quit=hazards(*stages(3)[0]))
    names = [f"stage_{number}" for number in range(courses)]
    tree["courses"] = {
        name: course(
            first_class=START,
            class_every_weeks=assumed(1),
            duration_weeks=assumed(float(weeks)),
            seats_per_class=PLENTY,
            pass_probability=assumed(passing),
            attempts=1,
        )
        for name, weeks, passing in zip(names, WEEKS, PASSES, strict=False)
    }
    tree["accession_plans"]["stream"]["courses"] = names
    intake = {"lever": "accession_intake_per_year", "change": "set", "value": 600, "from": START}
    an_arm = arm(world_of(tree), intake)
    exact = stocks(courses, an_arm.calendar.boundaries)
    found = []
    for record in runs_of(an_arm, 320 + courses, runs):
        people = record.persons.sum(axis=1)[36:]
        found.append([people[:, ACCOUNT[name]].mean() for name in ("waiting_seat", "in_class", "available")])
    for column, within in enumerate((0.02, 0.01, 0.01)):
        agrees(np.array(found)[:, column], exact[column], within)


def stocks(courses, boundaries):
    """Return the expected stocks waiting, in class and available at month ends from the fourth year on.

    Who entered in the week before a class begins with it: at a time of the week that is `since` after its classes
    began, the ages in each stage are those at which it begins and ends, and so much more.
    """
    bands, edges = stages(courses)
    tenure, passing = Tenure(bands), np.cumprod((1.0, *PASSES))
    expected = []
    for tick in boundaries[37:]:
        since, time = (tick - 1) % (7 * TICKS_PER_DAY) / TICKS_PER_YEAR, tick / TICKS_PER_YEAR
        in_class = [
            passing[stage] * tenure.present(since + edges[stage], since + edges[stage + 1]) for stage in range(courses)
        ]
        qualified = passing[courses] * tenure.present(since + edges[-1], time)
        expected.append((tenure.present(0.0, since), sum(in_class), qualified))
    return 600 * np.mean(expected, axis=0)


def test_the_pipeline_is_the_one_in_the_literature():
    """Whole weeks and none waited for: near the yield and the stocks printed for 30 a year."""
    bands, edges = stages(3)
    tenure, passing = Tenure(bands), np.cumprod((1.0, *PASSES))
    in_stage = [30 * passing[n] * tenure.present(edges[n], edges[n + 1]) for n in range(3)]
    assert in_stage == pytest.approx((14.631173, 7.134221, 34.286219), rel=5e-3)
    assert 0.85 * tenure.survival(edges[-1]) == pytest.approx(0.717115, rel=1e-3)
    assert 30 * 0.85 * tenure.present(edges[-1], 200.0) == pytest.approx(179.278774, rel=1e-3)


@pytest.mark.parametrize(("passing", "runs"), [(1.0, 2), (0.8, 40)])
def test_lapsing_certificates_leave_a_share_uncertified(passing, runs):
    """Valid for 52 weeks, retrained for four weeks at each attempt: 4 / p of every 52 + 4 / p weeks uncertified.

    A class begins every week, also on the day a certificate lapses on, so that nobody waits; those in post are worth
    nothing while uncertified. Over whole cycles the first case is exact, to the ticks of the calendar.
    """
    tree = post_tree(11, 56)
    tree["regions"]["ONLY"]["units"]["office"]["positions"][0]["level"] = "expert"
    tree["assignment"]["uncertified_output"] = assumed(0.0)
    tree["courses"] = {
        "school": course(
            function="planning",
            confers="expert",
            first_class=START,
            class_every_weeks=assumed(1),
            duration_weeks=assumed(4.0),
            seats_per_class=PLENTY,
            pass_probability=assumed(passing),
            attempts=10,
            during_tour=True,
            valid_years=assumed(52 * 7 / YEARS),
        )
    }
    lapses = [START + timedelta(days=7 * (1 + n % 52)) for n in range(56)]
    an_arm = peopled(arm(world_of(tree)), [in_post(n, courses=(("school", day),)) for n, day in enumerate(lapses)])
    until = an_arm.calendar.boundaries.index(an_arm.calendar.tick(date(2035, 7, 1)))
    shares = []
    for record in runs_of(an_arm, 340, runs):
        areas = record.areas[12:until].sum(axis=(0, 1))
        shares.append(1 - areas[STOCK["qualified"]] / areas[STOCK["assigned"]])
    exact = (4 / passing) / (52 + 4 / passing)
    if passing == 1.0:
        assert shares == pytest.approx([exact] * runs, rel=0.01)
    else:
        agrees(shares, exact)
