"""Matching: exact against every possible assignment, against a library, and whatever the order of records."""

import random
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from simulation.clock import Clock
from simulation.decisions import matching
from simulation.decisions.assignment import is_considered_before, is_served_before, suits
from simulation.decisions.matching import can_take, match
from simulation.events import Kind
from simulation.model import Run
from simulation.processes.assignment import review
from simulation.processes.vacancies import THE_REVIEW
from simulation.units import NEVER
from simulation.workforce.accounts import NOTHING, REQUISITION_OPEN
from simulation.workforce.entities import new_person, new_position
from simulation.workforce.founding import found
from simulation.workforce.people import candidate_pool, consider
from simulation.workforce.positions import open_pool, set_stage
from simulation.workforce.qualifications import may_hold
from simulation.workforce.records import AVAILABLE
from worlds import SURGE_TEAM, arm, assumed, full

NOBODY = -1
NOW = 1000


def waiting(dice, people, positions, *, consideration=1, ahead=True):
    """Return a full world with people and open positions at random: in three regions, of all kinds, some still taken.

    Some people have just left a position, some are in one for a while, some positions have somebody in them.
    """
    an_arm = arm(full())
    world = found(an_arm)
    world.now[0], world.consideration[0] = NOW, consideration
    for number in range(positions):
        post = dice.choice(an_arm.layout.posts)
        new_position(world, an_arm.layout, number, post)
        position = world.positions[number]
        position.priority, position.headquarters_priority = dice.randint(1, 3), dice.randint(1, 3)
        position.since = dice.choice([10, 20, NOW, *([NOW + 50, NOW + 90] if ahead else [])])
    for member in range(people):
        new_person(world, member, dice.randrange(world.terms.components))
        person = world.people[member]
        person.held = dice.choice([0x000, 0x001, 0x010, 0x011, 0x100, 0x111])
        person.last_post = dice.choice([NOBODY, NOBODY, dice.randrange(positions)])
        if ahead and dice.random() < 0.3:
            person.post = dice.randrange(positions)
    line_up(world, dice)
    return world


def line_up(world, dice):
    """Put everybody and every position into pools, in any order."""
    world.news[:] = [1] * len(world.news)
    for number in dice.sample(range(len(world.positions)), len(world.positions)):
        set_stage(world, number, dice.choice([NOTHING, REQUISITION_OPEN]))
    for member in dice.sample(range(len(world.people)), len(world.people)):
        person = world.people[member]
        free = person.serial * 7 % 5 + (NOW + 20 * (member % 4) if person.post >= 0 else 0)
        consider(world, member, free, member % world.terms.regions)


def edges(world, trainable):
    """Return which people could take each position, as the rules on pairs say."""
    found = []
    for number, position in enumerate(world.positions):
        position.trainable = trainable
        found.append(
            {
                member
                for member, person in enumerate(world.people)
                if may_hold(world, person.component, number)
                and (world.consideration[0] or person.command == position.region)
                and can_take(world, member, number)
            }
        )
    return found


def order(world):
    """Return the positions in the order of service."""
    key = [(p.priority, p.since, p.serial) for p in world.positions]
    return sorted(range(len(key)), key=key.__getitem__)


def best_of_all(order, certified, trainable):
    """Return which positions, in order, the best of all assignments fills: 2 by somebody certified, 1 with school."""
    best = None

    def assign(place, taken, filled):
        nonlocal best
        if place == len(order):
            value = ([one == 2 for one in filled], [one > 0 for one in filled])
            if best is None or value > best:
                best = value
            return
        number = order[place]
        for member in trainable[number] - taken:
            assign(place + 1, taken | {member}, [*filled, 2 if member in certified[number] else 1])
        assign(place + 1, taken, [*filled, 0])

    assign(0, frozenset(), [])
    return [one + two for one, two in zip(*best, strict=True)]


def filled(world, order, certified, trainable):
    """Match, check that all is lawful, and return which positions are filled how."""
    match(world)
    taken = [position.matched for position in world.positions if position.matched != NOBODY]
    assert len(set(taken)) == len(taken)
    for number, position in enumerate(world.positions):
        assert position.matched in trainable[number] | {NOBODY}
        assert position.matched == NOBODY or world.people[position.matched].matched == number
    return [
        0 if world.positions[number].matched == NOBODY else 1 + (world.positions[number].matched in certified[number])
        for number in order
    ]


@pytest.mark.parametrize("consideration", [0, 1])
@pytest.mark.parametrize("seed", range(150))
def test_no_assignment_at_all_is_better(seed, consideration):
    """Exact in the order of positions, first for certified people, then for those who would go to school."""
    dice = random.Random(1000 * consideration + seed)
    world = waiting(dice, dice.randint(1, 5), dice.randint(1, 5), consideration=consideration)
    lines, certified, trainable = order(world), edges(world, 0), edges(world, 1)
    assert filled(world, lines, certified, trainable) == best_of_all(lines, certified, trainable)


@pytest.mark.parametrize("seed", range(150))
def test_no_assignment_is_better_where_anything_may_suit(seed, monkeypatch):
    """The same with pairs that suit at random, and every position of a kind of its own."""
    dice = random.Random(seed)
    world = waiting(dice, dice.randint(2, 5), dice.randint(2, 5), ahead=False)
    world = world._replace(searched_in=[0] * 99, searched_for=[0] * 99)
    share = dice.choice([0.3, 0.5])
    for number, position in enumerate(world.positions):
        position.kind = number
    for person in world.people:
        person.last_post = NOBODY
    trainable = [{m for m in range(len(world.people)) if dice.random() < share} for _ in world.positions]
    certified = [{m for m in some if dice.random() < 0.6} for some in trainable]
    monkeypatch.setattr(matching, "may_hold", lambda *_: True)
    monkeypatch.setattr(matching, "somebody_waits", lambda *_: True)
    monkeypatch.setattr(matching, "suits", lambda _, member, number, t: member in (certified, trainable)[t][number])
    lines = order(world)
    assert filled(world, lines, certified, trainable) == best_of_all(lines, certified, trainable)


@pytest.mark.parametrize("seed", range(8))
def test_a_library_fills_no_more(seed):
    """As many positions as a maximum matching, by certified people and then in all, of 300 positions and 150 people."""
    dice = random.Random(seed)
    world = waiting(dice, 150, 300)
    lines, certified, trainable = order(world), edges(world, 0), edges(world, 1)
    found = filled(world, lines, certified, trainable)
    assert found.count(2) == most(certified, 150) > 20
    fixed = {number for number, how in zip(lines, found, strict=True) if how == 2}
    both = [certified[number] if number in fixed else trainable[number] for number in range(300)]
    assert len(found) - found.count(0) == most(both, 150) > found.count(2)


def most(edges, people):
    """Return the size of a maximum matching."""
    table = np.zeros((len(edges), people), np.int8)
    for number, members in enumerate(edges):
        table[number, list(members)] = 1
    return int((maximum_bipartite_matching(csr_array(table), perm_type="column") >= 0).sum())


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_records_in_pools_does_not_matter(seed):
    """Who joined a pool when decides nothing: time, priority and serial numbers do."""
    found = []
    for shuffle in range(3):
        world = waiting(random.Random(seed), 0, 40)
        dice = random.Random(seed)
        for member in range(30):
            new_person(world, member, dice.randrange(world.terms.components))
            world.people[member].held = dice.choice([0x000, 0x001, 0x010, 0x011])
        line_up(world, random.Random(shuffle))
        match(world)
        found.append([position.matched for position in world.positions])
    assert found[0] == found[1] == found[2]
    assert sum(member != NOBODY for member in found[0]) > 3


def test_people_stand_in_the_order_in_which_they_come_free():
    """Whatever the order in which they are considered, and again if the time changes."""
    world = waiting(random.Random(4), 60, 5)
    consider(world, 0, 10**6, 0)
    consider(world, 1, -5, 0)
    for row, head in enumerate(world.candidate_heads):
        chain = members(world, head)
        assert [candidate_pool(world, world.people[m].command, world.people[m].component) for m in chain] == [
            row
        ] * len(chain)
        waits = [(world.people[m].free, world.people[m].serial) for m in chain]
        assert waits == sorted(waits)
        assert members(world, world.candidate_tails[row], back=True) == chain[::-1]
    assert sum(world.considered) == 60


def members(world, member, *, back=False):
    chain = []
    while member != NOBODY:
        chain.append(member)
        member = world.candidates[member].previous if back else world.candidates[member].next
    return chain


def one_kind(positions, people):
    """Return a world of alike positions in one region and certified people of the same."""
    an_arm = arm()
    world = found(an_arm)
    world.now[0] = NOW
    for number in range(positions):
        new_position(world, an_arm.layout, number, an_arm.layout.posts[0])
        world.positions[number].since = number
        set_stage(world, number, NOTHING)
    for member in range(people):
        new_person(world, member, 0)
        world.people[member].held = 0x11
        consider(world, member, member, 0)
    world.news[:] = [1] * len(world.news)
    return world


def test_who_is_free_goes_in_order():
    """The longest waiting take the positions empty longest, and what is left stays open."""
    world = one_kind(5, 3)
    first = match(world)
    assert [position.matched for position in world.positions] == [0, 1, 2, NOBODY, NOBODY]
    line = [first]
    while world.positions[line[-1]].later != NOBODY:
        line.append(world.positions[line[-1]].later)
    assert line == [0, 1, 2, 3, 4]
    assert all(is_served_before(world, a, b) for a, b in pairwise(line))


def test_a_position_gives_up_its_person_for_another_that_can_take_no_one_else():
    """The first position takes the longest waiting; the second needs that very person, and the first takes the next."""
    world = one_kind(2, 2)
    world.people[1].last_post = 1
    match(world)
    assert [position.matched for position in world.positions] == [1, 0]


def test_nobody_gives_up_a_person_for_a_position_that_has_others():
    """Where the best free person is at hand nobody is moved about."""
    world = one_kind(2, 3)
    world.people[1].last_post = 1
    match(world)
    assert [position.matched for position in world.positions] == [0, 2]


@pytest.mark.parametrize(("since", "free", "possible"), [(NOW + 9, NOW + 9, True), (NOW + 8, NOW + 9, False)])
def test_whoever_is_in_post_is_free_before_the_position_falls_empty(since, free, possible):
    """And a position that is empty waits for nobody who is still in post, but takes whoever is just free."""
    world = one_kind(1, 1)
    world.positions[0].since = since
    world.people[0].post = 77
    consider(world, 0, free, 0)
    match(world)
    assert (world.positions[0].matched == 0) is possible
    world.people[0].post = NOBODY
    match(world)
    assert world.positions[0].matched == 0


def test_headquarters_may_see_other_priorities():
    """The order of service is the positions' own, or the one that headquarters sets."""
    world = one_kind(2, 1)
    world.positions[0].priority, world.positions[1].priority = 1, 2
    world.positions[0].headquarters_priority, world.positions[1].headquarters_priority = 5, 4
    for headquarters in (0, 1):
        world.priorities[0] = headquarters
        match(world)
        assert world.positions[headquarters].matched == 0
        world.positions[headquarters].matched = world.people[0].matched = NOBODY


@pytest.mark.parametrize("seed", range(5))
def test_positions_of_a_kind_suit_the_same_people(seed):
    """What a search passes over on account of the kind is no chance missed."""
    world = waiting(random.Random(seed), 40, 60, ahead=False)
    kinds = {}
    for trainable in (0, 1):
        for number, members in enumerate(edges(world, trainable)):
            tied = {m for m, person in enumerate(world.people) if number in (person.post, person.last_post)}
            for other, theirs, others_tied in kinds.setdefault((world.positions[number].kind, trainable), []):
                assert members - others_tied == theirs - tied, (number, other)
            kinds[world.positions[number].kind, trainable].append((number, members, tied))
    assert any(len(alike) > 2 for alike in kinds.values())


AHEAD = (
    ("components.military.hiring.search_lead_days", assumed(150.0)),
    ("components.civilian.hiring.search_lead_days", assumed(90.0)),
    ("components.military.stay_after_tour_probability", assumed(0.9)),
    ("tours.abroad.months", assumed(12.0)),
    ("tours.abroad.overlap_days", assumed(20.0)),
)
"""People still in post are considered, for positions that still have somebody in them."""


@pytest.mark.parametrize("ahead", [(), AHEAD], ids=["at once", "ahead"])
@pytest.mark.parametrize("weeks", [0.0, 6.0])
@pytest.mark.parametrize("consideration", ["own_region", "all_regions"])
def test_after_a_review_nobody_is_left_for_any_open_position(consideration, weeks, ahead):
    """So it is enough to look where there is news: elsewhere no pair is possible."""
    world = full(("assignment.consideration", consideration), ("assignment.slate_weeks", weeks), *ahead)
    run = Run(arm(world, SURGE_TEAM), 5, 0)
    happened, reviews, waited = run.clock.happened, 0, 0

    def look():
        nonlocal reviews, waited
        happened()
        if not any(run.world.news) and any(run.world.considered):
            reviews += 1
            waited += pairs_left(run.world)

    run.clock.happened = look
    run.finish()
    assert reviews > 20
    assert waited == 0


def pairs_left(world):
    """Return how many people could take an open position."""
    left = 0
    for member, link in enumerate(world.candidates):
        if link.pool == NOBODY:
            continue
        person = world.people[member]
        for number, position in enumerate(world.positions):
            left += (
                position.pool != NOBODY
                and may_hold(world, person.component, number)
                and (world.consideration[0] > 0 or person.command == position.region)
                and (person.post == NOBODY or person.free <= max(position.since, world.now[0]))
                and suits(world, member, number, 1)
            )
    return left


@pytest.mark.parametrize(("now", "matches"), [(NOW, 0), (NOW + 7, 0), (NOW + 200, 1), (NOW + 400, 1)])
def test_a_review_between_two_slates_does_nothing_but_wait_for_the_next(now, matches):
    """Whatever it was due for: as when the lever moves while posts are open."""
    world = one_kind(1, 1)
    clock = Clock(world.terms.horizon, world.now)
    clock.arrange(NEVER, Kind.REVIEW, THE_REVIEW, lambda: None)
    world.slate_weeks[0], world.slates_from[0], world.now[0] = 200, NOW, now
    world.people[0].state = AVAILABLE
    review(clock, world)
    assert sum(position.inbound >= 0 for position in world.positions) == matches
    assert any(world.news) is (matches == 0)
    moment = clock._arranged[Kind.REVIEW, THE_REVIEW]
    assert moment.due == (NEVER if matches else NOW + 200)


def test_the_worlds_of_these_tests_are_not_empty():
    """Pools, people in post and positions taken all occur."""
    world = waiting(random.Random(0), 50, 50)
    assert any(person.post >= 0 for person in world.people)
    assert any(position.since > NOW for position in world.positions)
    heads = [world.position_heads[open_pool(world, 0, 0, requisition)] for requisition in (0, 1)]
    assert NOBODY not in heads
    assert is_considered_before(world, 0, 0, 1) != is_considered_before(world, 0, 1, 0)
    assert NEVER > NOW
