"""Decisions as tables of state and choice."""

from types import SimpleNamespace

import pytest

from simulation.decisions.assignment import is_considered_before, is_served_before
from simulation.decisions.course_selection import next_in_line
from simulation.decisions.matching import best_candidate, match
from simulation.decisions.recruiting import next_to_recruit
from simulation.model import Run
from simulation.units import NEVER
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
    world = record(positions=[record(**a), record(**b)], priorities=[0])
    assert is_served_before(world, 0, 1)
    assert not is_served_before(world, 1, 0)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"owner": 1, "free": 9, "serial": 9}, {"owner": 0, "free": 1, "serial": 1}),
        ({"owner": 0, "free": 1, "serial": 9}, {"owner": 2, "free": 5, "serial": 1}),
        ({"owner": 1, "free": 5, "serial": 1}, {"owner": 1, "free": 5, "serial": 2}),
    ],
)
def test_own_people_are_considered_first(a, b):
    people = [record(component=0, command=one.pop("owner"), **one) for one in (dict(a), dict(b))]
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
    people = [record(**({"overdue": NEVER, "post": -1} | one)) for one in (a, b)]
    for person in people:
        person.tour_end, person.leaving = NEVER, 0
    order = sorted((0, 1), key=lambda number: people[number].waits)  # the line, in the order of time
    people[order[0]].next, people[order[1]].next = order[1], -1
    world = record(people=people, now=[100], people_heads=[order[0]])
    urgent = next_in_line(world, 0, 0, 1)
    assert (urgent if urgent >= 0 else next_in_line(world, 0, 0, 0)) == 0


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


def taker(world, number, trainable=1):
    """Return who would be given a position that nobody else wants."""
    world.positions[number].trainable = trainable
    return best_candidate(world, number)


@pytest.mark.parametrize(("consideration", "found_elsewhere"), [("own_region", False), ("all_regions", True)])
def test_consideration_decides_who_is_seen(consideration, found_elsewhere):
    world = at_start(consideration=consideration)
    number = open_position(world, 0)
    member = somebody_available(world, owner=1)
    assert (taker(world, number) == member) is found_elsewhere
    set_state(world, member, AVAILABLE, 0)
    assert taker(world, number) == member


def test_nobody_goes_back_to_the_post_just_left():
    world = at_start(consideration="all_regions")
    number = open_position(world, 0)
    member = somebody_available(world, owner=0)
    world.people[member].last_post = number
    assert taker(world, number) == -1
    match(world)
    assert world.positions[number].matched == -1


def test_certified_people_come_before_those_who_would_need_school():
    """A position is not given to somebody trainable while somebody certified waits for one."""
    world = at_start(consideration="all_regions")
    number = open_position(world, 0)
    member = somebody_available(world, owner=0)
    world.people[member].held = 0
    assert taker(world, number, 0) == -1
    assert taker(world, number, 1) == member


def test_requisitions_wait_for_a_free_slot():
    world = at_start()
    world.requisition_slots[0] = world.requisitions[0]
    assert next_to_recruit(world, 0) == -1
