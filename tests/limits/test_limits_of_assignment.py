"""Extreme ways to match, to order and to cover, and ways that change nothing."""

from copy import deepcopy
from datetime import date
from itertools import count

import numpy as np
import pytest

import simulation.clock
from randomness.test_order_and_luck import same, serialised, tables
from simulation.events import ASSIGNMENT_WAIT
from simulation.measures import FLOWS, STOCKS
from simulation.model import Run
from simulation.units import TICKS_PER_DAY
from worlds import SMALL, SURGE_TEAM, arm, assumed, full, people_tree, world_of

STOCK = {name: number for number, name in enumerate(STOCKS)}
FLOW = {name: number for number, name in enumerate(FLOWS)}
START = date(2027, 1, 1)
HORIZON_WEEKS = 500.0

PRIORITY = "headquarters_priority"


def with_priorities(of, tree=None):
    """Return the full tree with priorities set by headquarters, made from those of the positions."""
    tree = tree or people_tree()
    for region in tree["regions"].values():
        for unit in region["units"].values():
            for group in unit["positions"]:
                group[PRIORITY] = of(group.get("priority", 5))
    return tree


def contested(**assignment):
    """Return the full world, larger, with priorities of headquarters that are the other way round."""
    tree = with_priorities(lambda priority: 10 - priority)
    tree["regions"]["NORTH"]["units"]["post"]["positions"][0] |= {"priority": 1, PRIORITY: 9}
    tree["assignment"] |= {"consideration": "all_regions", "cover_efficiency": assumed(0.5), **assignment}
    return world_of(
        tree,
        ("regions.NORTH.units.office.count", 5),
        ("regions.NORTH.units.post.count", 6),
        ("tours.abroad.months", assumed(12.0)),
        ("components.military.stay_after_tour_probability", assumed(0.9)),
        ("components.military.hiring.requisition_slots", assumed(2)),
        ("time.end", date(2029, 1, 1)),
    )


def internal_matches(record):
    """Return the ticks at which somebody waiting was selected."""
    return record.spells[record.spells[:, 0] == ASSIGNMENT_WAIT][:, 2]


def test_slates_beyond_the_end_move_nobody_inside():
    """All that is filled is filled from outside, and no requisition is cancelled for somebody from inside."""
    records = [Run(arm(contested(slate_weeks=weeks)), 3, 0).finish() for weeks in (0.0, HORIZON_WEEKS)]
    matches = [len(internal_matches(record)) for record in records]
    hires = [record.flows[..., FLOW["hires"]].sum() for record in records]
    assert matches[0] > 30
    assert matches[1] == 0
    assert hires[1] > hires[0] > 0


@pytest.mark.parametrize("weeks", [2.0, 13.0])
def test_people_are_selected_on_slates_alone(weeks):
    """Counted from the first day; hiring from outside goes on between them."""
    record = Run(arm(contested(slate_weeks=weeks)), 3, 0).finish()
    period = round(7 * weeks * TICKS_PER_DAY)
    found = internal_matches(record)
    assert len(found) > 20
    assert set(found % period) == {0}
    arrived = record.spells[record.spells[:, 0] == 1][:, 2]  # requisitions that led to somebody
    assert len(arrived) > 10
    assert len(set(arrived % period)) > 10


def test_slates_are_counted_from_the_day_the_lever_moves():
    """At once before, every five weeks from then on, at once again when it has moved back."""
    weeks = {"lever": "slate_weeks", "change": "set", "value": 5.0, "from": START, "until": date(2028, 1, 1)}
    run = Run(arm(contested(), weeks), 3, 0)
    begin, end = (run.arm.calendar.tick(day) for day in (START, date(2028, 1, 1)))
    found = internal_matches(run.finish())
    during = found[(found > begin + 1) & (found <= end)]
    assert len(during) > 5
    assert set((during - begin) % (35 * TICKS_PER_DAY)) == {0}
    for others in (found[found <= begin], found[found > end]):
        assert len(set((others - begin) % (35 * TICKS_PER_DAY))) > 3


def test_a_slate_at_every_tick_changes_no_byte():
    assert same(tables(arm(contested())), tables(arm(contested(slate_weeks=1e-5))))


def test_where_posts_are_open_everybody_waits_for_the_next_slate():
    """Nobody hires, so there is always a post: every wait ends on the very next slate."""
    tree = with_hiring_stopped()
    period = 7 * 13 * TICKS_PER_DAY
    tree["assignment"]["slate_weeks"] = 13.0
    spells = Run(arm(world_of(tree)), 8, 0).finish().spells
    began, ended = spells[spells[:, 0] == ASSIGNMENT_WAIT][:, 1:3].T
    assert len(began) > 50
    assert list(ended) == list((began // period + 1) * period)


def with_hiring_stopped():
    """Return the tree of the small world with many empty posts, where all who end a tour take another."""
    tree = deepcopy(SMALL)
    for component in tree["components"].values():
        component["hiring"]["requisition_slots"] = assumed(0)
        component["opening_fill_share"] = assumed(0.4)
        component["stay_after_tour_probability"] = assumed(1.0)
    tree["regions"]["NORTH"]["units"]["office"]["count"] = 9
    tree["tours"]["abroad"]["months"] = assumed(14.0)
    tree["establishment"]["reduction_cap_per_year"] = assumed(0.0)
    return tree


def alone():
    """Return a tree with one region."""
    tree = deepcopy(SMALL)
    tree["regions"] = {"NORTH": tree["regions"]["NORTH"]}
    tree["demand"]["case_classes"]["sales"]["region_shares"] = assumed({"NORTH": 1.0})
    tree["demand"]["direct"] = []
    return tree


def changed(tree, **assignment):
    """Return the arm of a tree with another assignment."""
    tree = deepcopy(tree)
    tree["assignment"] |= assignment
    return arm(world_of(tree))


@pytest.mark.parametrize(
    ("tree", "assignment"),
    [
        (alone(), {"consideration": "all_regions"}),
        (with_priorities(lambda priority: priority), {"priorities": "headquarters"}),
        (with_priorities(lambda priority: 10 - priority), {"priorities": "own"}),
        (people_tree(), {"cover": "none", "cover_efficiency": assumed(0.5)}),
    ],
    ids=["one region", "the same priorities", "priorities not in force", "cover not in force"],
)
@pytest.mark.parametrize("replication", [0, 1])
def test_what_makes_no_difference_changes_no_byte(tree, assignment, replication):
    """One region is all regions; the same priorities are the same order; what is not in force does nothing."""
    plain = tables(changed(tree), replication=replication)
    assert same(plain, tables(changed(tree, **assignment), replication=replication))


def test_priorities_without_a_difference_are_no_difference_to_their_absence():
    tree = people_tree()
    assert same(tables(arm(world_of(tree))), tables(arm(world_of(with_priorities(lambda priority: priority)))))


def test_where_nobody_can_be_spared_cover_changes_no_byte():
    """Offices of two keep both: no unit has anybody to lend."""
    tree = deepcopy(SMALL)
    for unit in (tree["regions"]["NORTH"]["units"]["office"], tree["regions"]["SOUTH"]["units"]["office"]):
        unit["positions"] = unit["positions"][:1]
        unit["positions"][0]["count"] = 2
    tree["establishment"]["growth_cap_per_year"] = assumed(0.0)
    tree["establishment"]["reduction_cap_per_year"] = assumed(0.0)
    plain = changed(tree)
    assert same(tables(plain), tables(changed(tree, cover="one_deep", cover_efficiency=assumed(1.0))))


def test_cover_without_efficiency_only_costs():
    """At efficiency 0 lenders lose what nobody gains; at 1 people are lent and the total is what it was, exactly.

    Nothing else in the small world depends on what gets done.
    """
    tree = deepcopy(SMALL)
    tree["regions"]["NORTH"]["units"]["post"]["count"] = 9
    found = {}
    for cover, efficiency in (("none", 0.0), ("one_deep", 0.0), ("one_deep", 1.0)):
        an_arm = changed(tree, cover=cover, cover_efficiency=assumed(efficiency))
        found[cover, efficiency] = Run(an_arm, 3, 0).finish().areas.sum(axis=(0, 1))
    none, useless, perfect = found.values()
    assert none[STOCK["covering"]] == 0
    assert perfect[STOCK["covering"]] > 0
    assert useless[STOCK["effective"]] < none[STOCK["effective"]]
    assert useless[STOCK["shortfall"]] > none[STOCK["shortfall"]]
    assert perfect[STOCK["effective"]] == none[STOCK["effective"]]


LEVERS = [
    {"lever": "cover", "change": "set", "value": "one_deep"},
    {"lever": "priorities", "change": "set", "value": "headquarters"},
    {"lever": "slate_weeks", "change": "set", "value": 13.0},
    {"lever": "slate_weeks", "change": "add", "value": 6.0, "ramp_months": 6},
]


@pytest.mark.parametrize("setting", LEVERS, ids=lambda one: f"{one['lever']}-{one['change']}")
def test_what_begins_later_changes_nothing_before(setting):
    plain, late = tables(arm(contested())), tables(arm(contested(), setting | {"from": START}))
    assert not same(plain, late)
    for name in ("snapshots", "staffing", "flows", "accounts", "cells"):
        early = [table[name].filter(before(table[name], START)) for table in (plain, late)]
        assert serialised(early[0]) == serialised(early[1])


def before(table, day):
    return np.array([one < day for one in table["date"].to_pylist()])


@pytest.mark.parametrize("replication", [0, 1])
def test_insertion_order_does_not_matter(monkeypatch, replication):
    """With slates, priorities of headquarters and cover, every tie in the queue broken the other way round."""
    an_arm = arm(
        contested(slate_weeks=3.0, cover="one_deep"),
        SURGE_TEAM,
        {"lever": "priorities", "change": "set", "value": "headquarters", "from": START},
        {"lever": "slate_weeks", "change": "set", "value": 0.0, "from": date(2028, 1, 1)},
    )
    forward = tables(an_arm, replication=replication)
    monkeypatch.setattr(simulation.clock, "count", lambda: count(0, -1))
    assert same(forward, tables(an_arm, replication=replication))


def test_the_contested_world_is_contested():
    """People move inside in it, and priorities differ."""
    world = contested()
    groups = [group for region in world.regions.values() for unit in region.units.values() for group in unit.positions]
    assert {group.headquarters_priority for group in groups} > {5}
    assert full().assignment.slate_weeks == 0.0
