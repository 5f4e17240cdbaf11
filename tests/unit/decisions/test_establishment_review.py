"""Reviews of the establishment as tables of what is known and what is proposed."""

import pytest

from simulation.decisions.establishment_review import group_to_cut, group_to_grow, position_to_cut, propose
from simulation.decisions.office_caps import hold_to_cap, may_grow, room_under_cap
from simulation.decisions.requirement_known import MOST_GROWTH, SCALE, led_to, look
from simulation.model import Run
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import AUTHORISED, REQUIREMENT, turn_year
from simulation.workforce.founding import found
from worlds import arm, assumed, small


def at_start():
    """Return the world of a run at its first tick."""
    return Run(arm(small(("components.military.opening_fill_share", assumed(0.3)))), 0, 0).world


def test_what_a_cap_leaves_of_a_position_is_kept_for_the_next_review():
    """3 % of 8 positions is a quarter of one: one more every fourth or fifth year, and not never."""
    world = found(arm())
    for cell in range(len(world.stocks)):
        world.stocks[cell][REQUIREMENT] = world.stocks[cell][AUTHORISED] = 0
    world.stocks[0][REQUIREMENT], world.stocks[0][AUTHORISED] = 80 * ONE, 8 * ONE
    world.growth_cap_per_year[0], world.funded_share[0] = round(0.03 * RATIO), RATIO
    made = 0
    for _ in range(25):
        propose(world, 12, 1)
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


def proposals(requirement, authorised, growth, reduction, funded=1.0, *, ceiling=None, minimum=None):
    """Return what a review proposes for the seven cells of the small world."""
    world = found(arm())
    if minimum is not None:
        world = world._replace(terms=world.terms._replace(minimum_manning=[round(one * ONE) for one in minimum]))
    world.ceiling_positions[0] = world.ceiling_positions[0] if ceiling is None else ceiling
    for cell, (needed, have) in enumerate(zip(requirement, authorised, strict=True)):
        world.stocks[cell][REQUIREMENT] = round(needed * ONE)
        world.stocks[cell][AUTHORISED] = have * ONE
    world.growth_cap_per_year[0] = round(growth * RATIO)
    world.reduction_cap_per_year[0] = round(reduction * RATIO)
    world.funded_share[0] = round(funded * RATIO)
    propose(world, 12, 1)
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


@pytest.mark.parametrize(
    ("requirement", "ceiling", "growth", "reduction", "expected"),
    [
        ([12, 10, 10, 10, 10, 10, 10], 72, 1, 1, [2, 0, 0, 0, 0, 0, 0]),
        ([12, 10, 10, 10, 10, 10, 10], 71, 1, 1, [1, 0, 0, 0, 0, 0, 0]),
        ([12, 10, 10, 10, 10, 10, 10], 70, 1, 1, [0] * 7),
        ([13, 8, 10, 10, 10, 10, 10], 70, 1, 1, [2, -2, 0, 0, 0, 0, 0]),  # what is cut makes room
        ([30, 30, 30, 30, 30, 30, 30], 75, 1, 1, [1, 1, 1, 1, 1, 0, 0]),  # met exactly, whatever rounding leaves
        ([10, 10, 10, 10, 10, 10, 10], 66, 1, 1, [-1, -1, -1, -1, 0, 0, 0]),  # down to it, in proportion
        ([20, 10, 10, 10, 10, 10, 10], 56, 1, 0.1, [-1] * 7),  # but not beyond the cap on reductions
        ([10, 5, 10, 10, 10, 10, 10], 60, 1, 1, [-1, -5, -1, -1, -1, -1, 0]),  # first where there is too much
        ([10, 10, 10, 10, 10, 10, 10], 0, 1, 2, [-10] * 7),
    ],
)
def test_a_ceiling_is_met_exactly_and_forces_no_more_than_the_cap_on_reductions(
    requirement, ceiling, growth, reduction, expected
):
    assert proposals(requirement, [10] * 7, growth, reduction, ceiling=ceiling) == expected


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        ([0] * 7, [-10, 0, 0, 0, 0, 0, 0]),
        ([4, 0, 0, 0, 0, 0, 0], [-6, 0, 0, 0, 0, 0, 0]),
        ([3.25, 0, 0, 0, 0, 0, 0], [-6, 0, 0, 0, 0, 0, 0]),  # whole positions
        ([10, 0, 0, 0, 0, 0, 0], [0] * 7),
        ([15, 0, 0, 0, 0, 0, 0], [0] * 7),  # it asks for nothing by itself: the requirement does
    ],
)
def test_no_review_cuts_below_minimum_manning(minimum, expected):
    assert proposals([0, 10, 10, 10, 10, 10, 10], [10] * 7, 1, 1, minimum=minimum) == expected


def test_a_ceiling_does_not_cut_below_minimum_manning_either():
    """With nothing to spare but in two cells, the cut is theirs."""
    least = [10, 10, 10, 10, 10, 7, 8]
    assert proposals([10] * 7, [10] * 7, 1, 1, ceiling=0, minimum=least) == [0, 0, 0, 0, 0, -3, -2]


def test_no_position_is_cut_below_minimum_manning_when_changes_overtake_each_other():
    """What was decided at one time may take effect at another, when there are fewer."""
    world = at_start()
    world = world._replace(terms=world.terms._replace(minimum_manning=[4 * ONE] * 7))
    assert group_to_cut(world, 0) == -1
    assert group_to_cut(world, 6) != -1


@pytest.mark.parametrize(
    ("seen", "before", "lead", "span", "times"),
    [
        (100, 100, 730, 365, 1.0),
        (110, 100, 730, 365, 130 / 110),
        (110, 100, 0, 365, 1.0),
        (110, 100, 365, 730, 115 / 110),
        (90, 100, 730, 365, 70 / 90),
        (20, 100, 730, 365, 0.0),  # never below nothing
        (100, 1, 3650, 365, MOST_GROWTH),
        (0, 100, 730, 365, 1.0),  # nothing there to multiply
        (110, 100, 730, 0, 1.0),
    ],
)
def test_a_trend_goes_on_for_the_time_to_effect(seen, before, lead, span, times):
    assert led_to(seen * ONE, before * ONE, lead * 1024, span * 1024) == pytest.approx(times * SCALE, abs=32)


def test_a_trend_is_that_of_the_region_shared_by_its_offices():
    """The North doubles although one of its offices halves; the South is what it was. The first review knows none."""
    world = found(arm(small(("establishment.requirement_known", "trend"))))
    world.now[0] = 1000
    for cell, requirement in enumerate((10, 10, 10, 10, 20, 20, 30)):
        world.stocks[cell][REQUIREMENT] = requirement * ONE
    look(world, 2000)
    assert [one // ONE for one in world.seen] == [10, 10, 10, 10, 20, 20, 30]
    for cell, requirement in enumerate((5, 35, 20, 20)):
        world.stocks[cell][REQUIREMENT] = requirement * ONE
    world.now[0] = 2000
    look(world, 3000)
    assert [one / ONE for one in world.seen] == pytest.approx([7.5, 52.5, 30, 30, 20, 20, 30], rel=1e-3)


def test_a_review_may_see_the_mean_since_the_one_before():
    """Ten positions for 600 ticks and 20 for 400 are 14, whether or not a year turned; then it begins anew."""
    for turns in (False, True):
        world = found(arm(small(("establishment.requirement_seen", "mean"))))
        world.stocks[0][REQUIREMENT] = 10 * ONE
        world.areas[0][REQUIREMENT] = 10 * ONE * world.year_end[0]
        world.now[0] = 600
        if turns:
            world.areas[0][REQUIREMENT] = 10 * ONE * 600
            turn_year(world, 5000)
        world.stocks[0][REQUIREMENT] += 10 * ONE
        world.areas[0][REQUIREMENT] += 10 * ONE * (world.year_end[0] - 600)
        world.now[0] = 1000
        look(world, 9000)
        assert world.seen[0] == 14 * ONE
        world.now[0] = 1001
        look(world, 9000)
        assert world.seen[0] == 20 * ONE


def capped(positions=4):
    """Return the small world on its first day with a cap on military positions: offices have three, one, and four."""
    return found(arm(small(("establishment.office_cap", {"component": "military", "positions": assumed(positions)}))))


def authorise_all(world):
    """Count the opening positions of every group as authorised."""
    for group, count in enumerate(world.terms.opening_in_group):
        world.staff[group][0] = count * ONE


def test_the_cap_concerns_its_component_alone():
    """Offices of the North may grow by civilians, those of the South have nothing but military positions."""
    world = capped()
    authorise_all(world)
    assert world.terms.is_capped == [0, 0, 0, 1, 1, 1, 0]
    assert [room_under_cap(world, office) for office in range(7)] == [1, 1, 1, 3, 0, 0, 4]
    world.programmed[3] = 2
    assert room_under_cap(world, 3) == 1
    world.staff[0][0] = 4 * ONE
    assert [may_grow(world, 0, group) for group in (0, 1)] == [0, 1]
    assert group_to_grow(world, 0) == 1
    assert group_to_grow(world, 4) == -1


def test_what_an_office_wants_beyond_its_cap_is_withheld():
    """Of 5.5 positions wanted the post gets the three it has room for."""
    world = capped()
    authorise_all(world)
    for cell in range(7):
        world.wanted[cell] = 5 * ONE + ONE // 2
    for office in (3, 4):
        hold_to_cap(world, office)
    assert [world.wanted[cell] / ONE for cell in (0, 3, 4)] == [5.5, 3, 0]
    assert [world.withheld[cell] / ONE for cell in (0, 3, 4)] == [0, 2.5, 5.5]


def test_of_two_cells_of_an_office_the_one_that_wants_most_is_served_first():
    """And takes whole positions of room: 1.5 leave one of three."""
    world = capped(7)
    authorise_all(world)
    chain = list(world.terms.next_in_office)
    chain[4] = 5
    world = world._replace(terms=world.terms._replace(next_in_office=chain, office_cap=[11] * 7))
    world.wanted[4], world.wanted[5] = ONE, ONE + ONE // 2
    hold_to_cap(world, 4)
    assert [world.wanted[cell] / ONE for cell in (4, 5)] == [1, 1.5]
    world.wanted[5] += 2 * ONE
    hold_to_cap(world, 4)
    assert [(world.wanted[cell] / ONE, world.withheld[cell] / ONE) for cell in (4, 5)] == [(0, 1), (3, 0.5)]
