"""Cover: who is lent to whom, what it brings, and that everybody comes back."""

from datetime import date

import pytest

from simulation.decisions.cover import cell_to_cover, lender, person_to_lend
from simulation.model import Run
from simulation.observation.audit import audit_world
from simulation.processes.cover import cover_for_the_month
from simulation.units import ONE, RATIO
from simulation.workforce.accounts import COVERING, EFFECTIVE, QUALIFIED, REQUIREMENT, SHORTFALL, SURPLUS
from simulation.workforce.casework import ask
from simulation.workforce.cover import count_people
from simulation.workforce.postings import vacate
from simulation.workforce.schooling import join_line, seat
from worlds import SMALL, arm, assumed, component, full, policy, small

NONE, EMPTY, ONE_DEEP = range(3)


def offices(fill=1.0, efficiency=0.75, regions=None, **more):
    """Return the run of a small world with three larger offices and a post in the North, all in post and proficient."""
    return Run(
        arm(
            small(
                ("components.military", component(opening_fill_share=assumed(fill), **more)),
                ("components.civilian", component(label="Civilian", opening_fill_share=assumed(1.0))),
                ("proficiency", {"start_share": assumed(1.0), "ramp_months": assumed(0)}),
                ("assignment.cover_efficiency", assumed(efficiency)),
                *([("regions.NORTH.units", regions)] if regions else []),
            )
        ),
        0,
        0,
    )


def cells_of(world, region):
    """Return the cells of operations in a region, those of single posts last."""
    cells = {position.cell: position.region for position in world.positions if position.function == 0}
    return [cell for cell, owner in cells.items() if owner == region]


def emptied(run, region=0, but=0):
    """Return the cell of the single post of a region, emptied (but for so many), with work for two."""
    world = run.world
    cell = cells_of(world, region)[-1]
    holders = [p.incumbent for p in world.positions if p.cell == cell and p.incumbent >= 0]
    for member in holders[but:]:
        vacate(world, member)
    ask(world, cell, 2 * ONE - world.stocks[cell][REQUIREMENT])
    return cell


def lent(world):
    return [member for member, person in enumerate(world.people) if person.lent >= 0]


def test_an_empty_post_gets_somebody_from_the_office_with_most_people():
    """At three quarters of what the person gets done at home, which loses all of it."""
    run = offices()
    world, cell = run.world, emptied(run)
    home = cells_of(world, 0)[1]
    member = next(p.incumbent for p in world.positions if p.cell == cells_of(world, 0)[0])
    vacate(world, member)  # so that the second office has most
    ask(world, cells_of(world, 0)[2], ONE)  # and is less short than the third, which has as many
    before = [list(row) for row in world.stocks]
    world.cover[0] = EMPTY
    cover_for_the_month(world)
    (person,) = (world.people[one] for one in lent(world))
    assert world.positions[person.post].cell == home
    worth = before[home][EFFECTIVE] - world.stocks[home][EFFECTIVE]
    assert person.lent == cell
    assert worth > 0
    assert world.stocks[cell][EFFECTIVE] == worth * 3 // 4
    assert world.stocks[cell][SHORTFALL] == 2 * ONE - worth * 3 // 4
    assert world.stocks[cell][COVERING] == ONE
    assert world.stocks[home][QUALIFIED] == before[home][QUALIFIED]
    audit_world(world)
    world.cover[0] = NONE
    cover_for_the_month(world)
    assert [list(row) for row in world.stocks] == before
    audit_world(world)


@pytest.mark.parametrize(("lever", "people", "covered"), [(NONE, 0, 0), (EMPTY, 0, 1), (EMPTY, 1, 0), (ONE_DEEP, 1, 1)])
def test_the_lever_says_how_few_people_call_for_cover(lever, people, covered):
    run = offices()
    cell = emptied(run, but=people)
    run.world.cover[0] = lever
    cover_for_the_month(run.world)
    assert run.world.stocks[cell][COVERING] == covered * ONE
    assert len(lent(run.world)) == covered


def test_nobody_covers_where_nothing_is_missing():
    run = offices()
    cell = emptied(run)
    ask(run.world, cell, -2 * ONE)
    run.world.cover[0] = ONE_DEEP
    cover_for_the_month(run.world)
    assert lent(run.world) == []


def test_a_lender_keeps_two_people_present():
    """Offices of four lend two; then nobody is left to lend, however many are short."""
    run = offices()
    world = run.world
    cell = emptied(run)
    count_people(world)
    found = 0
    while lender(world, cell) >= 0:
        world.people_in_unit[world.terms.cell_unit[lender(world, cell)]] -= 1
        found += 1
    assert found == 3 * 2
    assert min(world.people_in_unit[world.terms.cell_unit[other]] for other in cells_of(world, 0)[:-1]) == 2


def test_who_is_lent_is_missing_for_the_next():
    """One office of four and four empty posts: two are covered, and the office keeps two people present."""
    tree = SMALL["regions"]["NORTH"]["units"]
    run = offices(regions={"office": tree["office"] | {"count": 1}, "post": tree["post"] | {"count": 4}})
    world = run.world
    posts = cells_of(world, 0)[1:]
    for position in world.positions:
        if position.cell in posts:
            vacate(world, position.incumbent)
    for cell in posts:
        ask(world, cell, 2 * ONE)
    world.cover[0] = EMPTY
    cover_for_the_month(world)
    assert [world.stocks[cell][COVERING] for cell in posts] == [ONE, ONE, 0, 0]
    assert {world.positions[world.people[member].post].cell for member in lent(world)} == {cells_of(world, 0)[0]}
    audit_world(world)


def test_another_region_or_function_lends_nobody():
    """A neighbour is an office of the same command with people who do the same work."""
    run = offices()
    world, cell = run.world, emptied(run)
    count_people(world)
    alike, other = [], world.terms.next_alike[cell]
    while other != cell:
        alike.append(other)
        other = world.terms.next_alike[other]
    assert sorted(alike) == sorted(set(cells_of(world, 0)) - {cell})
    for mine in alike:
        world.people_in_unit[world.terms.cell_unit[mine]] = 2
    assert lender(world, cell) == -1
    assert cell_to_cover(world, world.terms.cell_unit[cell]) == -1


def test_people_who_do_not_move_are_not_lent():
    run = offices(rotates=True)
    world = run.world
    cell = cells_of(world, 0)[0]
    world.terms.rotates[:] = [0, 1]
    assert world.people[person_to_lend(world, cell)].component == 1
    world.terms.rotates[:] = [0, 0]
    assert person_to_lend(world, cell) == -1


def test_people_who_teach_are_not_lent():
    run = offices()
    cell = cells_of(run.world, 0)[0]
    assert person_to_lend(run.world, cell) >= 0
    run.world.terms.teaches[0][cell] = 1
    assert person_to_lend(run.world, cell) == -1


@pytest.mark.parametrize("leaves", [True, False], ids=["the post", "for a class"])
def test_a_loan_ends_when_the_person_leaves(leaves):
    """Whatever takes the person away takes the cover away as well."""
    run = offices()
    world, cell = run.world, emptied(run)
    world.cover[0] = EMPTY
    cover_for_the_month(world)
    (member,) = lent(world)
    if leaves:
        vacate(world, member)
    else:
        join_line(world, member, 0)
        seat(world, member)
        assert world.people[member].effective == 0
    assert lent(world) == []
    assert world.covered_by[cell] == -1
    assert world.stocks[cell][EFFECTIVE] == world.stocks[cell][COVERING] == 0
    if leaves:
        audit_world(world)


@pytest.mark.parametrize("efficiency", [0.0, 0.4, 1.0])
def test_what_cover_brings_is_what_it_costs_times_the_efficiency(efficiency):
    """With 1 nothing is lost in the region, with 0 all of it."""
    run = offices(efficiency=efficiency)
    emptied(run)
    totals = [sum(row[EFFECTIVE] for row in run.world.stocks)]
    run.world.cover[0] = EMPTY
    cover_for_the_month(run.world)
    totals.append(sum(row[EFFECTIVE] for row in run.world.stocks))
    (person,) = (run.world.people[member] for member in lent(run.world))
    assert totals[0] - totals[1] == person.qualified - person.qualified * round(efficiency * RATIO) // RATIO
    for row in run.world.stocks:
        assert row[SHORTFALL] - row[SURPLUS] == row[REQUIREMENT] - row[EFFECTIVE]


@pytest.mark.parametrize("cover", ["empty", "one_deep"])
def test_all_adds_up_after_every_event(cover):
    """The whole recount, with people who leave, learn, lapse and go to school while they cover."""
    world = full(
        ("assignment.cover", cover),
        ("assignment.cover_efficiency", assumed(0.6)),
        ("assignment.slate_weeks", 9.0),
        ("regions.NORTH.units.office.count", 4),
        ("regions.NORTH.units.post.count", 6),
        ("time.end", date(2027, 4, 1)),
    )
    run = Run(arm(world), 2, 0)
    happened, loans, ended_early = run.clock.happened, set(), 0
    under_way = set()

    def look():
        nonlocal ended_early, under_way
        happened()
        audit_world(run.world)
        now = {(member, run.world.people[member].lent) for member in lent(run.world)}
        ended_early += bool(under_way - now) and not now - under_way
        loans.update(now)
        under_way = now

    run.clock.happened = look
    record = run.finish()
    assert len(loans) > 10
    assert ended_early > 0
    assert record.areas[..., COVERING].sum() > 0


def test_cover_begins_with_the_month_after_the_lever_moves():
    """And it ends at the next month start after it has moved back."""
    cover = {
        "lever": "cover",
        "change": "set",
        "value": "one_deep",
        "from": date(2025, 2, 10),
        "until": date(2025, 7, 10),
    }
    world = full(
        ("assignment.cover", "none"),
        ("regions.NORTH.units.post.count", 9),
        ("time.end", date(2026, 1, 1)),
    )
    record = Run(arm(world, cover), 2, 0).finish()
    covered = record.areas[..., COVERING].sum(axis=1)
    months = [number for number, area in enumerate(covered) if area > 0]
    assert months == [5, 6, 7, 8, 9]  # March to July
    assert policy(cover).settings
