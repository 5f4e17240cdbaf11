"""Decisions as tables of state and choice."""

from types import SimpleNamespace

import pytest

from simulation.decisions.assignment import best_candidate, is_considered_before, is_served_before, next_match
from simulation.decisions.course_selection import goes_before
from simulation.decisions.establishment_review import group_to_cut, group_to_grow, position_to_cut, propose
from simulation.decisions.recruiting import next_to_recruit
from simulation.model import Run
from simulation.units import NEVER, ONE, RATIO
from simulation.workforce.accounts import AUTHORISED, REQUIREMENT
from simulation.workforce.founding import found
from simulation.workforce.people import set_state
from simulation.workforce.qualifications import certify
from simulation.workforce.records import AVAILABLE
from worlds import arm, assumed, small


def record(**fields):
    return SimpleNamespace(**fields)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"priority": 1, "since": 9, "serial": 9}, {"priority": 2, "since": 1, "serial": 1}),
        ({"priority": 2, "since": 1, "serial": 9}, {"priority": 2, "since": 5, "serial": 1}),
        ({"priority": 2, "since": 5, "serial": 1}, {"priority": 2, "since": 5, "serial": 2}),
    ],
)
def test_positions_are_served_by_priority_then_age_then_serial(a, b):
    positions = [record(**a), record(**b)]
    assert is_served_before(positions, 0, 1)
    assert not is_served_before(positions, 1, 0)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"owner": 1, "free": 9, "serial": 9}, {"owner": 0, "free": 1, "serial": 1}),
        ({"owner": 0, "free": 1, "serial": 9}, {"owner": 2, "free": 5, "serial": 1}),
        ({"owner": 1, "free": 5, "serial": 1}, {"owner": 1, "free": 5, "serial": 2}),
    ],
)
def test_own_people_are_considered_first(a, b):
    people = [record(component=0, **a), record(component=0, **b)]
    world = record(people=people, positions=[record(region=1, component=0)])
    assert is_considered_before(world, 0, 0, 1)
    assert not is_considered_before(world, 0, 1, 0)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"bound": 3, "waits": 9, "serial": 9}, {"bound": -1, "waits": 1, "serial": 1}),
        ({"bound": -1, "overdue": 100, "waits": 9, "serial": 9}, {"bound": -1, "waits": 1, "serial": 1}),
        ({"bound": -1, "waits": 1, "serial": 9}, {"bound": -1, "overdue": 101, "waits": 2, "serial": 1}),
        ({"bound": 3, "waits": 1, "serial": 9}, {"bound": 4, "waits": 5, "serial": 1}),
        ({"bound": 3, "waits": 5, "serial": 1}, {"bound": 4, "waits": 5, "serial": 2}),
    ],
)
def test_seats_go_first_to_those_bound_for_a_post_or_beyond_their_grace(a, b):
    people = [record(**({"overdue": NEVER} | one)) for one in (a, b)]
    world = record(people=people, now=[100])
    assert goes_before(world, 0, 1)
    assert not goes_before(world, 1, 0)


def at_start(**assignment):
    """Return the world of a run at its first tick."""
    settings = [(f"assignment.{key}", value) for key, value in assignment.items()]
    return Run(arm(small(("components.military.opening_fill_share", assumed(0.3)), *settings)), 0, 0).world


def somebody_available(world, owner):
    """Make someone in post available in a region, certified for operations, and return the person."""
    member = next(i for i, person in enumerate(world.people) if person.post >= 0 and person.component == 0)
    person = world.people[member]
    certify(world, member, 0, NEVER)
    person.post = -1
    set_state(world, member, AVAILABLE, owner)
    return member


def open_position(world, region):
    return next(
        i
        for i, position in enumerate(world.positions)
        if position.region == region and position.component == 0 and position.pool >= 0
    )


@pytest.mark.parametrize(("consideration", "found_elsewhere"), [("own_region", False), ("all_regions", True)])
def test_consideration_decides_who_is_seen(consideration, found_elsewhere):
    world = at_start(consideration=consideration)
    number = open_position(world, 0)
    member = somebody_available(world, owner=1)
    assert (best_candidate(world, number, 1) == member) is found_elsewhere
    set_state(world, member, AVAILABLE, 0)
    assert best_candidate(world, number, 1) == member


def test_nobody_goes_back_to_the_post_just_left():
    world = at_start(consideration="all_regions")
    number = open_position(world, 0)
    member = somebody_available(world, owner=0)
    world.people[member].last_post = number
    assert best_candidate(world, number, 1) == -1
    assert next_match(world, 1)[0] != number


def test_certified_people_come_before_those_who_would_need_school():
    """A position is not given to somebody trainable while somebody certified waits for one."""
    world = at_start(consideration="all_regions")
    number = open_position(world, 0)
    member = somebody_available(world, owner=0)
    world.people[member].held = 0
    assert best_candidate(world, number, 0) == -1
    assert best_candidate(world, number, 1) == member


def test_requisitions_wait_for_a_free_slot():
    world = at_start()
    world.requisition_slots[0] = world.requisitions[0]
    assert next_to_recruit(world, 0) == -1


def test_what_a_cap_leaves_of_a_position_is_kept_for_the_next_review():
    """3 % of 8 positions is a quarter of one: one more every fourth or fifth year, and not never."""
    world = found(arm())
    for cell in range(len(world.stocks)):
        world.stocks[cell][REQUIREMENT] = world.stocks[cell][AUTHORISED] = 0
    world.stocks[0][REQUIREMENT], world.stocks[0][AUTHORISED] = 80 * ONE, 8 * ONE
    world.growth_cap_per_year[0], world.funded_share[0] = round(0.03 * RATIO), RATIO
    made = 0
    for _ in range(25):
        propose(world, 12)
        made += world.proposal[0]
    assert made in {5, 6}


def test_changes_keep_the_opening_mix():
    """An office of three military and one civilian grows and shrinks in that proportion."""
    world = at_start()
    assert world.terms.opening_in_group[:2] == [3, 1]
    groups = []
    for _ in range(8):
        group = group_to_grow(world, 0)
        groups.append(group)
        world.staff[group][0] += ONE
        world.stocks[0][AUTHORISED] += ONE
    assert (groups.count(0), groups.count(1)) == (6, 2)
    for _ in range(12):
        group = group_to_cut(world, 0)
        world.staff[group][0] -= ONE
        world.stocks[0][AUTHORISED] -= ONE
    assert group_to_cut(world, 0) == -1


def test_empty_positions_are_cut_first():
    world = at_start()
    for cell in range(len(world.stocks)):
        for group, of in enumerate(one.cell for one in arm().layout.groups):
            mine = [p for p in world.positions if p.group == group]
            number = position_to_cut(world, cell, group)
            if of != cell:
                assert number == -1
            elif any(p.incumbent < 0 and p.inbound < 0 for p in mine):
                assert world.positions[number].incumbent == world.positions[number].inbound == -1


def proposals(requirement, authorised, growth, reduction, funded=1.0):
    """Return what a review proposes for the seven cells of the small world."""
    world = found(arm())
    for cell, (needed, have) in enumerate(zip(requirement, authorised, strict=True)):
        world.stocks[cell][REQUIREMENT] = round(needed * ONE)
        world.stocks[cell][AUTHORISED] = have * ONE
    world.growth_cap_per_year[0] = round(growth * RATIO)
    world.reduction_cap_per_year[0] = round(reduction * RATIO)
    world.funded_share[0] = round(funded * RATIO)
    propose(world, 12)
    return world.proposal


@pytest.mark.parametrize(
    ("requirement", "growth", "reduction", "funded", "expected"),
    [
        ([10, 10, 10, 10, 10, 10, 10], 1, 1, 1.0, [0] * 7),
        ([12, 10, 10, 10, 10, 10, 10], 1, 1, 1.0, [2, 0, 0, 0, 0, 0, 0]),
        ([8, 10, 10, 10, 10, 10, 10], 1, 1, 1.0, [-2, 0, 0, 0, 0, 0, 0]),
        ([10.5, 10.5, 10.4, 10, 10, 10, 10], 1, 1, 1.0, [1, 0, 0, 0, 0, 0, 0]),  # 1.4 in all: one, to the first
        ([20, 20, 10, 10, 10, 10, 10], 0.1, 1, 1.0, [4, 3, 0, 0, 0, 0, 0]),  # 10 % of 70 positions: 7, shared
        ([0, 20, 10, 10, 10, 10, 10], 0.1, 0.1, 1.0, [-7, 10, 0, 0, 0, 0, 0]),  # what is cut is used again
        ([20, 20, 20, 20, 20, 20, 20], 1, 1, 0.5, [0] * 7),
    ],
)
def test_review_closes_the_distance_within_its_limits(requirement, growth, reduction, funded, expected):
    assert proposals(requirement, [10] * 7, growth, reduction, funded) == expected
