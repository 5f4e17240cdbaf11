"""Worlds that ordinary options reduce to systems with a known law, and what their laws say.

A case passes if |z| < 4 and its standard error is at most 1 % of the value (a looser figure is stated where a rare
event makes that too dear), so it can neither fail by bad luck (fixed seeds; below 1e-4 for a fresh one) nor pass by
being vague.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from scipy import integrate, special

from simulation.calendar_time import Calendar
from simulation.config.roster import RosterRow
from simulation.measures import ACCOUNTS, FLOWS, STOCKS
from simulation.model import Run, undisturbed
from simulation.units import TICKS_PER_YEAR
from worlds import SMALL, assumed, component, hazards, world_of

STOCK = {name: number for number, name in enumerate(STOCKS)}
FLOW = {name: number for number, name in enumerate(FLOWS)}
ACCOUNT = {name: number for number, name in enumerate(ACCOUNTS)}

START = date(2024, 10, 1)
YEARS = 365.25
"""Days in the years that rates and durations are given in."""

NEVER_LEAVE = {"quit": hazards((0.0, 0.0)), "retire": hazards((0.0, 0.0))}


def agrees(values, exact, within=0.01):
    """Check a mean against its exact value, and that the check has the power it claims."""
    error = np.std(values, ddof=1) / np.sqrt(len(values))
    assert error <= within * exact
    assert abs(np.mean(values) - exact) < 4 * error


def has_spread(values, exact, within=0.01):
    """Check a standard deviation against its exact value: of values nearly normal, and independent."""
    error = exact / np.sqrt(2 * (len(values) - 1))
    assert error <= within * exact
    assert abs(np.std(values, ddof=1) - exact) < 4 * error


def october(years):
    """Return the first day after so many years."""
    return date(START.year + years, 10, 1)


def years_at(world, month):
    """Return the years passed at the end of a month, as the clock counts them."""
    return Calendar(world.time.start, world.time.end).boundaries[month] / TICKS_PER_YEAR


def office(count, holder, **changes):
    """Return one region with one office of so many posts without a planned end of tour."""
    posts = {"function": "planning", "component": holder, "level": "basic", "tour": "home", "count": count} | changes
    return {"ONLY": {"label": "Only", "units": {"office": {"label": "Office", "positions": [posts]}}}}


def bare(end, posts, **components):
    """Return the tree of a world with one office and nothing asked of it, where moving takes a tick."""
    tree = deepcopy(SMALL)
    tree |= {
        "time": {"start": START, "end": end},
        "components": components,
        "regions": posts,
        "demand": {"opening_unfunded_share": assumed(0.0)},
        "courses": {},
        "attrition": dict.fromkeys(components, NEVER_LEAVE),
    }
    tree["tours"]["home"]["relocation_days"] = assumed(0.0)
    tree["establishment"] |= {"growth_cap_per_year": assumed(0.0), "reduction_cap_per_year": assumed(0.0)}
    return tree


def stock_tree(years, intake=0.0, **attrition):
    """Return the tree of a world whose people come by a plan, at random times, and wait for posts they never get.

    The one position there is belongs to a component of its own, which nobody ever joins.
    """
    nobody = component(requisition_slots=assumed(0), opening_fill_share=assumed(0.0))
    tree = bare(october(years), office(1, "nobody"), people=component(), nobody=nobody)
    tree["attrition"]["people"] = NEVER_LEAVE | attrition
    tree["accession_plans"] = {
        "stream": {
            "label": "Stream",
            "component": "people",
            "region": "ONLY",
            "intake_per_year": assumed(intake),
            "intake_law": "poisson",
        }
    }
    return tree


def post_tree(years, posts, **attrition):
    """Return the tree of a world of posts, all filled on the first day and never again."""
    kept = component(requisition_slots=assumed(0), opening_fill_share=assumed(1.0))
    tree = bare(october(years), office(posts, "people"), people=kept)
    tree["attrition"]["people"] = NEVER_LEAVE | attrition
    return tree


def vacancy_world(posts, separation, mean_days, end=date(2030, 10, 1), **hiring):
    """Return one office of posts without tours or school; people separate at a constant rate."""
    fraction = separation * mean_days / YEARS
    hired = component(
        time_to_fill_mean_days=assumed(mean_days), opening_fill_share=assumed(1 / (1 + fraction)), **hiring
    )
    tree = bare(end, office(posts, "civilian"), civilian=hired)
    tree["attrition"]["civilian"] = NEVER_LEAVE | {"quit": hazards((0.0, separation))}
    return world_of(tree)


def row(ordinal, ago=0, **changes):
    """Return somebody who came so many days ago and holds no position."""
    entered = START - timedelta(days=ago)
    alone = RosterRow(
        person=f"P{ordinal}",
        component="people",
        region="ONLY",
        position=-1,
        entered=entered,
        service_start=entered,
        arrived=None,
        tour_end=None,
        posts=0,
        courses=(),
        experience=(),
        obliged_until=None,
    )
    return alone._replace(**changes)


def in_post(number, **changes):
    """Return somebody who arrived in a position on the first day."""
    return row(number, position=number, arrived=START, posts=1, **changes)


def peopled(an_arm, rows):
    """Return an arm that begins with these people."""
    return replace(an_arm, roster=tuple(rows))


def runs_of(an_arm, seed, runs):
    """Yield the records of so many replications."""
    with undisturbed():
        for replication in range(runs):
            yield Run(an_arm, seed, replication).finish()


def headcount(record, month):
    """Return how many people are inside at the end of a month, whatever they do."""
    return int(record.persons[month - 1].sum())


def total(record, flow, months=slice(None)):
    """Return how often something happened."""
    return int(record.flows[months, :, FLOW[flow]].sum())


def weibull(shape, mean, years=40.0):
    """Return the bands of a hazard table that survives like a Weibull at the end of each band."""
    scale = mean / special.gamma(1 + 1 / shape)
    return banded(lambda age: (age / scale) ** shape, years)


def erlang(mean, years=40.0):
    """Return the bands of a hazard table that survives like an Erlang of two stages at the end of each band."""
    rate = 2 / mean
    return banded(lambda age: rate * age - np.log1p(rate * age), years)


def banded(integrated, years):
    """Return bands with the mean of a hazard, finer where ages are low, whose integral is given."""
    ages = np.concatenate([[0.0, 0.05, 0.15, 0.3, 0.5, 0.75], np.arange(1.0, 10.0, 0.5), np.arange(10.0, years, 5.0)])
    rates = [(integrated(end) - integrated(begin)) / (end - begin) for begin, end in pairwise([*ages, years])]
    return tuple(zip(ages.tolist(), rates, strict=True))


class Tenure:
    """The law of tenure that a hazard table implies, exactly.

    Parameters
    ----------
    bands
        The table: (from years, hazard per year).
    """

    def __init__(self, bands):
        self.begins = np.array([begin for begin, _ in bands])
        self.rates = np.array([rate for _, rate in bands])
        gained = self.rates[:-1] * np.diff(self.begins)
        self.integrated = np.concatenate([[0.0], np.cumsum(gained)])

    def survival(self, age):
        """Return the chance of staying longer."""
        band = np.searchsorted(self.begins, age, side="right") - 1
        return np.exp(-self.integrated[band] - self.rates[band] * (age - self.begins[band]))

    def present(self, begin, end):
        """Return the mean time spent between two ages: the integral of survival."""
        edges = np.unique(np.clip([begin, *self.begins, end], begin, end))
        return sum(integrate.fixed_quad(self.survival_within(low), low, high, n=12)[0] for low, high in pairwise(edges))

    def survival_within(self, low):
        """Return survival as it goes on from an age within its band, smooth up to the end of the band."""
        band = np.searchsorted(self.begins, low, side="right") - 1
        return lambda age: np.exp(-self.integrated[band] - self.rates[band] * (age - self.begins[band]))

    def renewals(self, until, steps=4000):
        """Return the expected number of renewals to each of `steps` equal times, by Xie's method.

        See Xie, M. (1989), On the solution of renewal-type integral equations, Communications in Statistics 18.
        """
        width = until / steps
        whole = 1 - self.survival(np.arange(steps + 1) * width)
        half = 1 - self.survival((np.arange(steps) + 0.5) * width)
        renewed = np.zeros(steps + 1)
        for step in range(1, steps + 1):
            earlier = np.dot(half[step - 1 : 0 : -1], np.diff(renewed[:step]))
            renewed[step] = (whole[step] + earlier - half[0] * renewed[step - 1]) / (1 - half[0])
        return renewed
