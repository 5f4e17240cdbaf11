"""How positions follow what is asked for, where it can be said beforehand to the position: nothing here is luck."""

from datetime import date

import numpy as np
import pytest

from simulation.measures import PROGRAMME
from simulation.model import Run
from simulation.observation.audit import IdentityBroken, audit_record
from simulation.units import ONE
from theory.reductions import FLOW, START, STOCK, post_tree, total
from worlds import SURGE_TEAM, arm, assumed, component, full, full_tree, world_of

KNOWN = {name: number for number, name in enumerate(PROGRAMME)}
AMPLE = {"growth_cap_per_year": assumed(10.0), "reduction_cap_per_year": assumed(10.0), "funded_share": assumed(1.0)}
"""Nothing but what is known and when it takes effect decides."""


def offices(years, *asked, count=1, positions=10, **establishment):
    """Return the tree of offices alike of so many posts, of which positions are asked by fiscal year from 2025 on."""
    tree = post_tree(years, positions)
    tree["regions"]["ONLY"]["units"]["office"]["count"] = count
    tree["demand"]["direct"] = [direct("office", *asked)]
    tree["establishment"] |= AMPLE | {"programming_lag_months": assumed(24)} | establishment
    return tree


def direct(unit, *asked):
    """Return what is asked of a unit, in positions by fiscal year from 2025 on."""
    years = {2025 + year: float(positions) for year, positions in enumerate(asked)}
    return {
        "region": "ONLY",
        "unit": unit,
        "function": "planning",
        "positions_by_fiscal_year": years,
        "source": "assumed",
    }


def finished(tree, *settings):
    """Return the record of a run; the audit of every run is part of it."""
    return Run(arm(world_of(tree), *settings), 1, 0).finish()


def yearly(record, cell=slice(None)):
    """Return the positions authorised as each year ends."""
    return (
        record.stocks[11::12, cell, STOCK["authorised"]].reshape(len(record.stocks) // 12, -1).sum(axis=1) / ONE
    ).tolist()


def by_month(record, name, cell=0):
    """Return positions authorised, or what is programmed or withheld, in one cell as each month ends."""
    if name in KNOWN:
        return (record.programme[:, cell, KNOWN[name]] / ONE).tolist()
    return (record.stocks[:, cell, STOCK[name]] / ONE).tolist()


EVERY = [(seen, known) for seen in ("on_the_day", "mean") for known in ("current", "trend")]


@pytest.mark.parametrize(("seen", "known"), EVERY)
@pytest.mark.parametrize("every", [1, 7, 12])
def test_where_the_requirement_is_constant_nothing_changes(seen, known, every):
    tree = offices(6, 10, count=3, requirement_seen=seen, requirement_known=known, review_months=every)
    record = finished(tree)
    assert total(record, "positions_created") == total(record, "positions_abolished") == 0
    assert not record.programme.any()


@pytest.mark.parametrize(("lag", "month"), [(0, 12), (12, 24), (18, 36), (24, 36), (25, 48)])
def test_a_step_of_a_quarter_is_followed_on_the_first_october_after_the_lag(lag, month):
    """12.4 each instead of 10 from FY2026: 7.2 in all, so seven, the last one to the first of three alike.

    The review of 1 October 2025 sees it. From then on seven are programmed, until they are there.
    """
    tree = offices(6, 10, 12.4, count=3, programming_lag_months=assumed(lag))
    record = finished(tree)
    assert [by_month(record, "authorised", cell)[month - 1] for cell in range(3)] == [10, 10, 10]
    assert [by_month(record, "authorised", cell)[month] for cell in range(3)] == [13, 12, 12]
    assert total(record, "positions_created") == 7
    assert total(record, "positions_abolished") == 0
    programmed = record.programme[:, :, KNOWN["programmed"]].sum(axis=1) / ONE
    assert programmed.tolist() == [7 * (12 <= now < month) for now in range(72)]


@pytest.mark.parametrize(("seen", "ends"), [("on_the_day", 130), ("mean", 125)])
def test_a_trend_makes_up_for_the_lag_on_a_steady_rise(seen, ends):
    """Ten more each year from 100.5: what is known now is twenty short when it is there, where the trend leads is not.

    The mean of a year stands for its middle, so that the trend of means leads to the middle of the step on the day:
    five less. The first review knows of no trend; the second acts in the fifth year.
    """
    asked = [100.5 + 10 * year for year in range(10)]
    now, then = (
        yearly(finished(offices(9, *asked, positions=100, requirement_seen=seen, requirement_known=known)))
        for known in ("current", "trend")
    )
    first = 110 if seen == "on_the_day" else 100
    assert now == [100, 100, 100, *(first + 10 * year for year in range(6))]
    assert then == [100, 100, 100, first, *(ends + 10 + 10 * year for year in range(5))]


def test_a_trend_never_leads_below_nothing():
    """From 100 to 40 in a year, and steady there: all are to go, and come back when the fall is over."""
    record = finished(offices(7, 100, 100, 40, positions=100, requirement_known="trend"))
    assert yearly(record) == [100, 100, 100, 100, 0, 40, 40]


def test_the_mean_since_the_last_review_is_what_is_asked_on_average():
    """Reviews every nine months: that of April 2026 has seen 92 days of 10 and 182 of 20: 16.6, and not 20."""
    tree = offices(4, 10, 20, requirement_seen="mean", review_months=9, programming_lag_months=assumed(0))
    record = finished(tree)
    spring, autumn, summer = date(2026, 4, 1), date(2025, 10, 1), date(2025, 7, 1)
    mean = ((spring - autumn).days * 20 + (autumn - summer).days * 10) // (spring - summer).days
    assert mean == 16
    assert yearly(record) == [10, 10, mean, 20]
    assert by_month(record, "programmed")[17:28] == [0, *[mean - 10] * 6, 0, 0, 0, 20 - mean]


@pytest.mark.parametrize(("ceiling", "there"), [(30, 30), (33, 33), (36, 36), (37, 36), (1000, 36)])
def test_growth_stops_at_the_ceiling(ceiling, there):
    """Twelve each are asked of three offices of ten."""
    tree = offices(6, 10, 12, count=3, ceiling_positions=assumed(ceiling))
    assert yearly(finished(tree)) == [30, 30, 30, there, there, there]


def test_a_ceiling_below_what_exists_is_approached_within_the_cap_on_reductions():
    """5 per cent of 30 a year are one position, and every second year two; not one more goes than down to 25."""
    tree = offices(12, 10, count=3, ceiling_positions=assumed(25), reduction_cap_per_year=assumed(0.05))
    found = yearly(finished(tree))
    assert found == [30, 30, 30, 29, 27, 26, 25, 25, 25, 25, 25, 25]


def test_a_ceiling_may_be_set_by_a_policy():
    lever = {"lever": "ceiling_positions", "change": "set", "value": 31, "from": date(2025, 1, 1)}
    assert yearly(finished(offices(6, 10, 12, count=3), lever)) == [30, 30, 30, 31, 31, 31]


def test_what_is_cut_makes_room_below_the_ceiling():
    """Two go where eight are asked for, and come where twenty are; never more than twenty in all."""
    tree = offices(6, 10, 8, ceiling_positions=assumed(20))
    tree["regions"]["ONLY"]["units"]["other"] = tree["regions"]["ONLY"]["units"]["office"]
    tree["demand"]["direct"].append(direct("other", 10, 20))
    record = finished(tree)
    assert yearly(record, 0) == [10, 10, 10, 8, 8, 8]
    assert yearly(record, 1) == [10, 10, 10, 12, 12, 12]


@pytest.mark.parametrize(("minimum", "there"), [(0.0, 2), (4.5, 5), (10.0, 10)])
def test_minimum_manning_stays_whatever_is_funded(minimum, there):
    """A tenth of 11.5 is funded, and of what is needed at least: those of minimum manning stay, in whole positions."""
    tree = offices(5, 11.5, funded_share=assumed(0.1))
    tree["regions"]["ONLY"]["units"]["office"]["minimum_manning"] = assumed({"planning": minimum})
    assert yearly(finished(tree)) == [10, 10, 10, there, there]


def embassies(**changes):
    """Return offices abroad of soldiers, of soldiers and a civilian, exempt ones, and one at home, all to grow."""
    tree = offices(6, 5, 10, positions=5, office_cap={"component": "people", "positions": assumed(6)}, **changes)
    tree["components"]["civilian"] = component(label="Civilian")
    tree["attrition"]["civilian"] = tree["attrition"]["people"]
    units = tree["regions"]["ONLY"]["units"]
    posts = units["office"]["positions"][0]
    units["mixed"] = {"label": "Mixed", "positions": [posts, posts | {"component": "civilian", "count": 1}]}
    units["exempt"] = units["office"] | {"exempt_from_office_cap": True}
    units["staff"] = units["office"] | {"at_home": True}
    tree["demand"]["direct"] += [direct("mixed", 6, 12), direct("exempt", 5, 10), direct("staff", 5, 10)]
    return tree


@pytest.mark.parametrize("lag", [0, 24])
def test_the_cap_on_offices_holds_to_the_position(lag):
    """Six soldiers and no more: the mixed office grows by civilians instead, the exempt one and that at home as asked.

    What the other office wants beyond is withheld, at every review.
    """
    tree = embassies(programming_lag_months=assumed(lag))
    record = finished(tree)
    assert [yearly(record, cell)[-1] for cell in range(4)] == [6, 12, 10, 10]
    groups = arm(world_of(tree)).layout.groups
    mixed = [record.staff[-1, number, 0] // ONE for number, group in enumerate(groups) if group.cell == 1]
    assert mixed == [6, 6]
    assert by_month(record, "withheld")[11:13] == [0, 4]
    assert by_month(record, "withheld")[-1] == 4
    assert not record.programme[:, 1:, KNOWN["withheld"]].any()


@pytest.mark.parametrize("lag", [0, 24])
def test_within_an_office_at_its_cap_what_is_cut_makes_room(lag):
    """Six soldiers, two of whom go from planning to operations on one day."""
    tree = offices(5, 4, 2, positions=4, programming_lag_months=assumed(lag))
    tree["establishment"]["office_cap"] = {"component": "people", "positions": assumed(6)}
    posts = tree["regions"]["ONLY"]["units"]["office"]["positions"]
    posts.insert(0, posts[0] | {"function": "operations", "count": 2})
    tree["demand"]["direct"].append(direct("office", 2, 5) | {"function": "operations"})
    record = finished(tree)
    month = 12 + lag
    assert [by_month(record, "authorised", cell)[month - 1] for cell in range(2)] == [2, 4]
    assert [by_month(record, "authorised", cell)[month] for cell in range(2)] == [4, 2]
    assert by_month(record, "withheld")[11:] == [0, *[1] * 48]


def test_what_the_cap_withholds_is_left_to_others():
    """Nine may be added in a year: the office that is full takes none of them."""
    tree = embassies(growth_cap_per_year=assumed(0.44))
    assert finished(tree).stocks[36, :, STOCK["authorised"]].sum() == (21 + 9) * ONE


def test_creation_abroad_waits_for_approval():
    """Four months beyond the first of October; abolition does not, nor does creation at home."""
    tree = embassies(approval_months=assumed(4))
    tree["regions"]["ONLY"]["units"]["less"] = tree["regions"]["ONLY"]["units"]["office"]
    tree["demand"]["direct"].append(direct("less", 5, 3))
    record = finished(tree)
    assert [by_month(record, "authorised", cell)[35] for cell in range(5)] == [5, 6, 5, 5, 5]
    assert [by_month(record, "authorised", cell)[36] for cell in range(5)] == [5, 6, 5, 10, 3]
    assert [by_month(record, "authorised", cell)[39] for cell in range(5)] == [5, 6, 5, 10, 3]
    assert [by_month(record, "authorised", cell)[40] for cell in range(5)] == [6, 12, 10, 10, 3]
    assert by_month(record, "programmed", 2)[35:41] == [5, 5, 5, 5, 5, 0]


def test_what_is_decided_and_what_is_there_add_up():
    """In a world with everything: creation less abolition is change, and nothing is decided beyond the ceiling."""
    tree = full_tree()
    tree["establishment"] |= {
        "review_months": 5,
        "requirement_seen": "mean",
        "requirement_known": "trend",
        "approval_months": assumed(3),
        "ceiling_positions": assumed(33),
        "office_cap": {"component": "military", "positions": assumed(4)},
        "growth_cap_per_year": assumed(0.2),
        "reduction_cap_per_year": assumed(0.2),
    }
    tree["demand"]["case_classes"]["sales"]["new_cases_per_year"] = assumed(90.0)
    run = Run(arm(world_of(tree), SURGE_TEAM), 1, 0)
    record = run.finish()
    flows = record.flows.sum(axis=(0, 1))
    change = flows[FLOW["positions_created"]] - flows[FLOW["positions_abolished"]]
    assert change == record.stocks[-1, :, STOCK["authorised"]].sum() // ONE - len(run.arm.layout.posts)
    assert flows[FLOW["positions_abolished"]] > 0
    lasting = [[p.authorised and p.temporary < 0 for p in run.world.positions if p.cell == cell] for cell in range(8)]
    for cell, authorised in enumerate(lasting):
        assert sum(authorised) + run.world.programmed[cell] >= 0
    assert sum(map(sum, lasting)) + sum(run.world.programmed) <= 33


def test_a_position_that_nobody_created_is_found():
    """The audit compares what is authorised from month to month with what was created and abolished."""
    record = finished(offices(6, 10, 12))
    month, place = np.argwhere(record.flows[:, :, FLOW["positions_created"]])[0]
    record.flows[month, place, FLOW["positions_created"]] -= 1
    with pytest.raises(IdentityBroken, match="created - abolished"):
        audit_record(record)


@pytest.mark.parametrize("name", ["funded_share", "growth_cap_per_year", "reduction_cap_per_year"])
def test_policy_that_sets_what_the_world_says_changes_nothing(name):
    world = full()
    same = {"lever": name, "change": "set", "value": getattr(world.establishment, name).value, "from": START}
    plain, set_again = (Run(arm(world, *settings), 3, 0).finish() for settings in ((), (same,)))
    assert np.array_equal(plain.areas, set_again.areas)
    assert np.array_equal(plain.programme, set_again.programme)
