"""Order and luck: the same seed gives the same bytes, whatever is done that should not matter."""

from collections import Counter
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import count

import pyarrow as pa
import pytest

import simulation.clock
from simulation.calendar_time import Calendar
from simulation.clock import FIRST_PRIORITY, SERIAL_BITS, Moment
from simulation.config.roster import Terms, read_roster, write_roster
from simulation.events import Kind
from simulation.luck import Stream
from simulation.model import Run, opening_roster, simulate
from worlds import SMALL, SURGE_TEAM, arm, assumed, component, full, policy, small, world_of


def tables(an_arm, seed=3, replication=0):
    """Return all tables of a run without the names of its arm."""
    return {
        name: table.drop_columns(["scenario", "policy"])
        for name, table in simulate(an_arm, seed, replication, cells=True).items()
    }


def same(a, b):
    """Return True if all tables are equal, not-a-number included."""
    return all(serialised(a[name]) == serialised(b[name]) for name in a)


def serialised(table):
    """Return a table as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def test_same_seed_same_bytes():
    assert same(tables(arm()), tables(arm()))


def test_another_replication_differs():
    """The luck of a replication is its own, and seed 0 is a seed like any other."""
    runs = [tables(arm(), seed, replication) for seed, replication in ((0, 0), (0, 1), (1, 0))]
    assert same(runs[0], tables(arm(), 0, 0))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not same(runs[one], runs[other])


def contested():
    """Return a world full of ties: fixed times to fill, few slots and seats, everybody moving in cohorts."""
    fixed = {
        "time_to_fill_cv": assumed(0.0),
        "requisition_slots": assumed(3),
        "opening_fill_share": assumed(0.5),
        "stay_after_tour_probability": assumed(0.7),
    }
    return small(
        ("components.military", component(**fixed)),
        ("components.civilian", component(label="Civilian", **fixed)),
        ("regions.NORTH.units.office.count", 8),
        ("regions.SOUTH.units.office.count", 8),
        ("tours.abroad.months", assumed(9.0)),
        ("courses.school.seats_per_class", assumed(4)),
        ("courses.school.pass_probability", assumed(0.7)),
        ("assignment.consideration", "all_regions"),
    )


def crowded():
    """Return the full world, larger, with the same ties."""
    return full(
        ("components.military.hiring.time_to_fill_cv", assumed(0.0)),
        ("components.civilian.hiring.time_to_fill_cv", assumed(0.0)),
        ("components.civilian.hiring.internal_days", assumed(14.0)),
        ("components.military.opening_fill_share", assumed(0.5)),
        ("regions.NORTH.units.office.count", 6),
        ("regions.SOUTH.units.office.count", 6),
        ("tours.abroad.months", assumed(9.0)),
        ("accession_plans.interns.intake_per_year", assumed(9.0)),
        ("assignment.consideration", "all_regions"),
    )


def limited():
    """Return the contested world under reviews that look at everything they can, twice a year, and every limit."""
    changes = {
        "review_months": 6,
        "requirement_seen": "mean",
        "requirement_known": "trend",
        "approval_months": assumed(6),
        "ceiling_positions": assumed(62),
        "office_cap": {"component": "military", "positions": assumed(4)},
        "growth_cap_per_year": assumed(0.3),
        "reduction_cap_per_year": assumed(0.3),
    }
    return world_of(
        contested().model_dump(by_alias=True), *((f"establishment.{key}", value) for key, value in changes.items())
    )


@pytest.mark.parametrize(
    "world", [small, contested, crowded, limited], ids=["small", "contested", "crowded", "limited"]
)
@pytest.mark.parametrize("replication", [0, 1])
def test_insertion_order_does_not_matter(monkeypatch, world, replication):
    """With every tie in SimPy's queue broken the other way round, no byte changes."""
    settings = [{"lever": "consideration", "change": "set", "value": "own_region", "from": date(2028, 1, 1)}]
    settings += [SURGE_TEAM] if world is crowded else []
    forward = tables(arm(world(), *settings), replication=replication)
    monkeypatch.setattr(simulation.clock, "count", lambda: count(0, -1))
    assert same(forward, tables(arm(world(), *settings), replication=replication))
    ties = Counter(simultaneous(arm(world(), *settings), replication))
    assert sum(ties.values()) > 20  # else the test had nothing to break


def simultaneous(an_arm, replication):
    """Yield the kind of each moment that another of its kind shares its tick with."""
    run, seen = Run(an_arm, 3, replication), []
    step = run.clock.step

    def watch():
        tick, priority, _, event = run.clock._queue[0]
        if getattr(event, "due", None) == tick:
            seen.append((tick, Kind((priority - FIRST_PRIORITY) >> SERIAL_BITS)))
        step()

    run.clock.step = watch
    run.finish()
    return [kind for (_, kind), times in Counter(seen).items() if times > 1]


def test_insertion_order_would_matter_without_serial_numbers(monkeypatch):
    """The reversal has teeth: with ties of a kind left to insertion order, bytes change."""
    monkeypatch.setattr(Moment, "__init__", without_serial(Moment.__init__))
    forward = tables(arm(contested()))
    monkeypatch.setattr(simulation.clock, "count", lambda: count(0, -1))
    assert not same(forward, tables(arm(contested())))


def without_serial(make):
    """Return a constructor of moments that forgets serial numbers."""

    def forgetful(moment, clock, kind, serial, action=None):
        make(moment, clock, kind, 0, action)

    return forgetful


NO_EFFECT = [
    {"lever": "seats_per_class", "change": "multiply", "value": 1.0, "from": date(2025, 1, 1)},
    {"lever": "seats_per_class", "change": "set", "value": 3, "from": date(2025, 1, 1)},
    {"lever": "tour_months", "where": {"tour": "abroad"}, "change": "add", "value": 0.0, "from": date(2025, 1, 1)},
    {"lever": "consideration", "change": "set", "value": "own_region", "from": date(2025, 1, 1)},
    {"lever": "slate_weeks", "change": "multiply", "value": 3.0, "from": date(2025, 1, 1)},
    {"lever": "slate_weeks", "change": "add", "value": 0.0, "from": date(2025, 1, 1)},
    {
        "lever": "time_to_fill_mean_days",
        "change": "multiply",
        "value": 1,
        "from": date(2025, 1, 1),
        "ramp_months": 12,
    },
    {"lever": "requisition_slots", "change": "set", "value": 900, "from": date(2026, 2, 1)},
    {"lever": "funded_share", "change": "set", "value": 0.5, "from": date(2041, 10, 1)},
    {"lever": "work_factor", "where": {"function": "operations"}, "change": "set", "value": 1.0},
    {"lever": "work_factor", "change": "multiply", "value": 1.0, "ramp_months": 6},
    {"lever": "funded_share", "change": "set", "value": 0.95, "from": date(2025, 1, 1)},
    {"lever": "ceiling_positions", "change": "set", "value": 900, "from": date(2025, 1, 1)},
]


PEOPLE_NO_EFFECT = [
    {"lever": "hiring_freeze", "where": {"component": "local"}, "change": "set", "value": "none"},
    {"lever": "hiring_freeze", "where": {"component": "contractor"}, "change": "set", "value": "external"},
    {"lever": "anticipation_share", "where": {"component": "civilian"}, "change": "set", "value": 1.0},
    {"lever": "accession_intake_per_year", "change": "multiply", "value": 1.0},
    {"lever": "temporary_positions", "change": "set", "value": 0},
    {"lever": "class_every_weeks", "where": {"course": "school"}, "change": "set", "value": 8},
    {"lever": "duration_weeks", "change": "multiply", "value": 1.0},
    {"lever": "grace_days", "where": {"course": "school"}, "change": "add", "value": 0.0},
    {"lever": "retention_incentive_share", "where": {"component": "civilian"}, "change": "set", "value": 0.0},
    {"lever": "overlap_days", "where": {"tour": "abroad"}, "change": "set", "value": 20.0},
    {"lever": "search_lead_days", "where": {"component": "military"}, "change": "add", "value": 0.0},
    {"lever": "extension_incentive_share", "where": {"tour": "abroad"}, "change": "set", "value": 0.0},
]
"""Levers on people in the full world that change nothing: nobody hires contractors without temporary positions."""


@pytest.mark.parametrize(
    ("world", "setting"),
    [*((small, setting) for setting in NO_EFFECT), *((full, setting) for setting in PEOPLE_NO_EFFECT)],
    ids=lambda one: f"{one['lever']}-{one['change']}-{one['value']}" if isinstance(one, dict) else one.__name__,
)
def test_lever_without_effect_changes_no_byte(world, setting):
    """A lever set to what already holds, or to what never binds, or after the end, leaves every table as it was."""
    assert same(tables(arm(world())), tables(arm(world(), setting | {"from": setting.get("from", date(2025, 1, 1))})))


PEOPLE_EFFECTIVE = [
    {"lever": "hiring_freeze", "where": {"component": "civilian"}, "change": "set", "value": "external"},
    {"lever": "hiring_freeze", "where": {"component": "military"}, "change": "set", "value": "external_and_transfers"},
    {"lever": "anticipation_share", "where": {"component": "civilian"}, "change": "set", "value": 0.0},
    {"lever": "accession_intake_per_year", "where": {"plan": "area_officers"}, "change": "multiply", "value": 3.0},
    {"lever": "accession_intake_per_year", "where": {"plan": "interns"}, "change": "set", "value": 6.0},
    {"lever": "temporary_positions", "change": "set", "value": 3},
    {"lever": "class_every_weeks", "where": {"course": "school"}, "change": "set", "value": 26},
    {"lever": "duration_weeks", "where": {"course": "school"}, "change": "set", "value": 26.0},
    {"lever": "grace_days", "where": {"course": "school"}, "change": "set", "value": 0.0},
    {"lever": "retention_incentive_share", "where": {"component": "civilian"}, "change": "set", "value": 0.5},
    {"lever": "overlap_days", "where": {"tour": "abroad"}, "change": "set", "value": 60.0},
    {"lever": "search_lead_days", "where": {"component": "military"}, "change": "set", "value": 30.0},
    {"lever": "extension_incentive_share", "where": {"tour": "abroad"}, "change": "set", "value": 3.0},
]
"""Levers on people, in the full world."""

EFFECTIVE = [
    {"lever": "slate_weeks", "change": "set", "value": 26.0},
    {"lever": "seats_per_class", "change": "multiply", "value": 3.0},
    {"lever": "pass_probability", "change": "set", "value": 0.1},
    {"lever": "tour_months", "where": {"tour": "abroad"}, "change": "add", "value": 12},
    {"lever": "consideration", "change": "set", "value": "all_regions"},
    {"lever": "time_to_fill_mean_days", "change": "multiply", "value": 2.0},
    {"lever": "requisition_slots", "change": "set", "value": 0},
    {"lever": "funded_share", "change": "set", "value": 1.5},
    {"lever": "work_factor", "change": "multiply", "value": 0.8, "ramp_months": 12},
    {"lever": "growth_cap_per_year", "change": "set", "value": 0.0},
    {"lever": "reduction_cap_per_year", "change": "set", "value": 0.0},
    {"lever": "programming_lag_months", "change": "set", "value": 0},
    {"lever": "ceiling_positions", "change": "set", "value": 10},
]


@pytest.mark.parametrize(
    ("world", "setting"),
    [*((small, setting) for setting in EFFECTIVE), *((full, setting) for setting in PEOPLE_EFFECTIVE)],
    ids=lambda one: f"{one['lever']}-{one['value']}" if isinstance(one, dict) else one.__name__,
)
def test_late_policy_changes_nothing_before(world, setting):
    """What a lever does from 2028 on is felt then, and not a day earlier."""
    world = world(
        ("time.end", date(2034, 10, 1)), ("courses.school.seats_per_class", assumed(1 if world is small else 6))
    )
    start = date(2028, 1, 1)
    before = Calendar(world.time.start, start).months
    plain, late = tables(arm(world)), tables(arm(world, setting | {"from": start}))
    assert not same(plain, late)
    for name in ("snapshots", "staffing", "flows", "accounts", "cells", "spells"):
        # The summary of spells is by fiscal year: the one in which the lever moves is left out.
        until = date(2027, 10, 1) if name == "spells" else start
        early = [table[name].filter(pa.compute.less(table[name]["date"], until)) for table in (plain, late)]
        assert serialised(early[0]) == serialised(early[1])
        assert set(early[0]["date"].to_pylist()) <= set(before)
        assert name in {"flows", "spells"} or set(early[0]["date"].to_pylist()) == set(before)


def test_untouched_region_is_bit_identical():
    """With people considered in their own region and seats for all, the North's fate leaves the South alone."""
    free = small(("courses.school.seats_per_class", assumed(1000)))
    more = small(
        ("courses.school.seats_per_class", assumed(1000)),
        ("regions.NORTH.units.office.positions", [SMALL["regions"]["NORTH"]["units"]["post"]["positions"][0]]),
        ("establishment.growth_cap_per_year", assumed(0.0)),
        ("establishment.reduction_cap_per_year", assumed(0.0)),
    )
    free = world_of(
        free.model_dump(by_alias=True),
        ("establishment.growth_cap_per_year", assumed(0.0)),
        ("establishment.reduction_cap_per_year", assumed(0.0)),
    )
    south = [
        table.filter(pa.compute.equal(table["region"], "SOUTH"))
        for table in (tables(arm(free))["flows"], tables(arm(more))["flows"])
    ]
    assert serialised(south[0]) == serialised(south[1])


def test_renaming_a_region_changes_nothing_else():
    """Keys are made of indices in declared order, never of names."""
    tree = world_of(SMALL).model_dump(by_alias=True)
    for node in (tree["regions"], tree["demand"]["case_classes"]["sales"]["region_shares"]["value"]):
        for name in list(node):
            node["CENTRE" if name == "SOUTH" else name] = node.pop(name)
    renamed = tables(arm(world_of(tree)))
    plain = tables(arm())
    assert renamed["outcomes"].equals(plain["outcomes"]) or same(
        {"outcomes": renamed["outcomes"]}, {"outcomes": plain["outcomes"]}
    )
    for name in ("snapshots", "flows", "cells"):
        regions = [{"CENTRE": "SOUTH"}.get(region, region) for region in renamed[name]["region"].to_pylist()]
        assert regions == plain[name]["region"].to_pylist()
        assert renamed[name].drop_columns("region").equals(plain[name].drop_columns("region"))


def test_streams_are_distinct():
    """Two decisions never share a number: their luck would be the same."""
    assert len({int(stream) for stream in Stream}) == len(list(Stream))
    assert policy().settings == []


@pytest.mark.parametrize("world", [small, full])
def test_synthesised_roster_written_and_read_back_gives_the_same_bytes(world):
    """The roster of a replication, written to a file and read from it, gives that replication again."""
    plain = arm(world())
    file = StringIO()
    write_roster(opening_roster(plain, 3, 0), plain.world, file)
    rows = read_roster(file.getvalue(), "roster.csv", Terms.of(plain.world))
    assert len(rows) > 10
    assert same(tables(plain), tables(replace(plain, roster=rows)))
    assert not same(tables(plain), tables(replace(plain, roster=rows[1:])))
