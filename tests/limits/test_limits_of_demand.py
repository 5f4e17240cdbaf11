"""Extreme demand, in which what must happen can be said beforehand."""

from copy import deepcopy
from datetime import date

import numpy as np
import pytest

from simulation.measures import FLOWS, STOCKS
from simulation.model import Run
from simulation.units import ONE
from worlds import SMALL, arm, assumed, world_of

SALES = "demand.case_classes.sales"
REQUIREMENT = list(STOCKS).index("requirement")
OPENED = list(FLOWS).index("cases_opened")


def record(*changes, settings=(), tree=SMALL):
    """Return the record of one run of the small world with some changes."""
    return Run(arm(world_of(tree, *changes), *settings), 5, 0).finish()


def requirement(found, month=-1):
    """Return the requirement at the end of a month, in positions."""
    return found.stocks[month, :, REQUIREMENT].sum() / ONE


@pytest.mark.parametrize(
    "nothing",
    [
        ("growth", {"path": "table", "factors_by_fiscal_year": assumed({2025: 0.0})}),
        ("new_cases_per_year", assumed(0.0)),
    ],
    ids=lambda change: change[0],
)
def test_no_new_cases(nothing):
    """A factor of nought from the first day on, or none at all: nobody opens a case."""
    name, value = nothing
    assert record((f"{SALES}.{name}", value)).flows[..., OPENED].sum() == 0


def test_cases_of_one_month_alone():
    """A season with nothing outside March brings a year's cases in March."""
    found = record((f"{SALES}.season_factors", assumed([0.0] * 5 + [1.0] + [0.0] * 6))).flows[..., OPENED].sum(axis=1)
    assert set(np.flatnonzero(found)) <= set(range(5, 72, 12))
    assert found.sum() > 100


def test_crisis_that_stops_everything_and_never_ends():
    """It begins at once, and a region with factor 0 has no new cases from then on; the other is not touched."""
    crisis = {
        "begins_per_year": assumed(20.0),
        "ends_per_year": assumed(0.0),
        "first_day": "stationary",
        "region_factors": assumed({"NORTH": 0.0}),
    }
    tree = deepcopy(SMALL)
    tree["demand"]["crisis"] = crisis
    run = Run(arm(world_of(tree)), 5, 0)
    place = run.arm.layout.place
    stopped, plain = run.finish().flows[..., OPENED].sum(axis=0), record().flows[..., OPENED].sum(axis=0)
    assert stopped[place(0, 0, None)] == 0
    assert stopped[place(1, 0, None)] == plain[place(1, 0, None)] > 0


def test_work_that_takes_no_time():
    """With a factor of 0 the requirement is what does not depend on cases, to the last unit."""
    settings = ({"lever": "work_factor", "change": "set", "value": 0.0, "from": date(2027, 1, 1)},)
    found = record(settings=settings)
    assert requirement(found, 26) > 25
    assert requirement(found, 27) == 5.0
    assert requirement(found) == 6.5


def test_phases_without_work_ask_for_nothing():
    """A wait for the partner between two phases: cases in it are open and nobody works on them."""
    tree = deepcopy(SMALL)
    sales = tree["demand"]["case_classes"]["sales"]
    for key in ("function", "life_mean_years", "life_cv"):
        del sales[key]
    stretch = {"function": "operations", "cv": assumed(0.0)}
    sales["phases"] = {
        "request": stretch | {"mean_years": assumed(1.0), "hours_per_month": assumed(1.0)},
        "partner": stretch | {"mean_years": assumed(100.0), "hours_per_month": assumed(0.0)},
    }
    sales |= {"opening_cases": assumed(0.0), "new_cases_per_year": assumed(40.0), "growth": {"path": "constant"}}
    found = record(tree=tree)
    assert found.flows[..., list(FLOWS).index("cases_closed")].sum() == 0
    opened = found.flows[..., OPENED].sum(axis=1)
    per_item = 21 * 1.1 / 40.0 * 2
    tail = requirement(found, 70) - 6.5
    assert tail == pytest.approx(per_item * opened[59:71].sum(), rel=0.15)


def test_manning_that_never_goes_below_its_minimum():
    """Without cases the requirement is the minimum, throughout."""
    tree = deepcopy(SMALL)
    tree["demand"] |= {"case_classes": {}, "direct": []}
    tree["regions"]["SOUTH"]["units"]["office"]["minimum_manning"] = assumed({"operations": 2.5})
    found = record(tree=tree)
    assert {requirement(found, month) for month in range(72)} == {5.0}
