"""What one world says about another: changes that must change nothing, or nothing but what is known beforehand."""

from copy import deepcopy
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from scipy import stats

from simulation.model import simulate
from simulation.units import ONE
from theory.reductions import NEVER_LEAVE, START, STOCK, bare, october, office, runs_of, total
from worlds import SURGE_TEAM, arm, assumed, component, course, full_tree, hazards, people_tree, world_of

NAMES = {"scenario", "policy"}


def tables(tree, *settings, replication=0):
    """Return all tables of a run of a tree."""
    an_arm = arm(world_of(tree), *settings)
    return {name: table.drop_columns(list(NAMES)) for name, table in run(an_arm, replication).items()}


def run(an_arm, replication):
    return simulate(an_arm, 7, replication, cells=True)


def serialised(table):
    """Return a table as bytes, not-a-number included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def differing(some, others):
    """Return the names of the tables that differ."""
    assert some.keys() == others.keys()
    return [name for name in some if serialised(some[name]) != serialised(others[name])]


def dynamic(faster):
    """Return the tree of posts with tours, a school, hiring and losses, all so many times as fast.

    Nothing in it goes by the calendar: no reviews of the establishment, no steps of learning, no cohorts, no economy.
    """
    hired = component(
        time_to_fill_mean_days=assumed(60.0 / faster),
        internal_days=assumed(20.0 / faster),
        stay_after_tour_probability=assumed(0.6),
        entry_service_years=[0.0, 0.0],
    )
    posts = office(60, "people", level="expert")
    tree = bare(october(4 // faster), posts, people=hired)
    tree["tours"]["home"] |= {"months": assumed(24.0 / faster), "relocation_days": assumed(30.0 / faster)}
    tree["proficiency"] = {"start_share": assumed(1.0), "ramp_months": assumed(0)}
    tree["attrition"]["people"] = NEVER_LEAVE | {"quit": hazards((0.0, 0.3 * faster), (2.0 / faster, 0.1 * faster))}
    tree["courses"]["school"] = course(
        function="planning",
        confers="expert",
        first_class=START,
        class_every_weeks=assumed(8 // faster),
        duration_weeks=assumed(6.0 / faster),
        seats_per_class=assumed(4),
    )
    return tree


def test_twice_the_rates_in_half_the_time_leave_stocks_as_they_are():
    """After 4 years at one speed and 2 years at twice the speed the same law holds: means to 2 %, and its whole shape.

    Luck is the same as well, so that the two hardly differ in any single run.
    """
    stocks, hires = [], []
    for faster in (1, 2):
        records = list(runs_of(arm(world_of(dynamic(faster))), 500, 60))
        stocks.append([record.stocks[-1, :, STOCK["assigned"]].sum() / ONE for record in records])
        hires.append([total(record, "hires") for record in records])
    for slow, fast in (stocks, hires):
        error = np.hypot(np.std(slow), np.std(fast)) / np.sqrt(60)
        assert error < 0.02 * np.mean(slow)
        assert abs(np.mean(slow) - np.mean(fast)) < 4 * error
        assert stats.ks_2samp(slow, fast).pvalue > 1e-4
        assert np.corrcoef(slow, fast)[0, 1] > 0.5


def test_a_homogeneous_cell_may_be_split_in_two():
    """40 posts in one office, or 20 in each of two: added up the same mean, spread and shape, where nothing binds."""
    found = []
    for count in (1, 2):
        tree = dynamic(1)
        tree["regions"]["ONLY"]["units"]["office"]["count"] = count
        tree["regions"]["ONLY"]["units"]["office"]["positions"][0]["count"] = 40 // count
        tree["courses"]["school"]["seats_per_class"] = assumed(1000)
        records = runs_of(arm(world_of(tree)), 510 + count, 150)
        found.append([record.stocks[-1, :, STOCK["assigned"]].sum() / ONE for record in records])
    error = np.hypot(*(np.std(counts, ddof=1) for counts in found)) / np.sqrt(150)
    assert error < 0.02 * np.mean(found[0])
    assert abs(np.mean(found[0]) - np.mean(found[1])) < 4 * error
    assert stats.ks_2samp(*found).pvalue > 1e-4
    low, high = stats.f(149, 149).ppf([5e-5, 1 - 5e-5])
    assert low < np.var(found[0]) / np.var(found[1]) < high


def renamed(node, names):
    """Return a tree in which every key and every text that is a name is another."""
    if isinstance(node, dict):
        return {names.get(key, key): renamed(value, names) for key, value in node.items()}
    if isinstance(node, list):
        return [renamed(value, names) for value in node]
    return names.get(node, node) if isinstance(node, str) else node


def back(table, names):
    """Return a table with the names that it had."""
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type):
            texts = [names.get(text, text) for text in table[field.name].to_pylist()]
            table = table.set_column(index, field, pa.array(texts, pa.string()).cast(field.type))
    return table


@pytest.mark.parametrize(
    "sections",
    [("regions",), ("components",), ("courses",), ("functions", "levels", "tours", "accession_plans")],
    ids=lambda sections: sections[0],
)
def test_names_mean_nothing(sections):
    """With other names, in another alphabetical order, every number of the full world is what it was."""
    plain = full_tree()
    known = sorted(name for section in sections for name in plain[section])
    names = {name: f"Z{len(known) - number}_renamed" for number, name in enumerate(known)}
    other = tables(renamed(plain, names), SURGE_TEAM)
    restored = {name: back(table, {new: old for old, new in names.items()}) for name, table in other.items()}
    before = {name: back(table, {}) for name, table in tables(plain, SURGE_TEAM).items()}
    assert differing(before, restored) == []
    assert differing(before, other) or sections == ("courses",)


def with_course(tree):
    """Add a course that certifies nothing and that nobody is sent to."""
    tree["courses"]["pottery"] = course(seats_per_class=assumed(50))


def with_certificate(tree):
    """Add a course that certifies for a level that no position requires."""
    tree["courses"]["pedagogy"] = course(function="teaching", confers="expert", during_tour=True)


def with_plan(tree):
    """Add plans that take nobody in."""
    plan = tree["accession_plans"]["interns"]
    for law in ("fixed", "poisson"):
        tree["accession_plans"][f"none_{law}"] = plan | {
            "intake_per_year": assumed(0.0),
            "intake_law": law,
            "courses": ["language"],
        }


def with_programme(tree):
    """Add temporary positions that no policy asks for."""
    tree["temporary_positions"]["idle"] = tree["temporary_positions"]["surge_team"] | {"cap": assumed(9)}


def with_tour(tree):
    """Add a tour kind that no position has."""
    tree["tours"]["nowhere"] = {"label": "Nowhere", "months": assumed(6.0), "relocation_days": assumed(9.0)}


def with_finer_bands(tree):
    """Cut the band of a hazard in two that say the same."""
    tree["attrition"]["civilian"]["quit"] = hazards((0.0, 0.08), (1.0, 0.08), (2.0, 0.04), (7.5, 0.04))


def with_factors_of_one(tree):
    """Multiply the hazards of the military by one in every way there is."""
    tree["attrition"]["military"] |= {
        "economy": [{"from": date(2024, 1, 1), "factor": 1.0, "source": "assumed"}],
        "overload": {"bands": [{"from_ratio": 0.0, "factor": 1.0}], "source": "assumed"},
        "incentive_elasticity": assumed(0.0),
    }
    tree["regions"]["NORTH"]["units"]["office"]["hardship_factor"] = assumed(1.0)


def with_empty_pulse(tree):
    """Add a loss of nobody."""
    tree["attrition"]["military"]["pulses"] = [{"on": date(2026, 5, 5), "cause": "quit", "share": assumed(0.0)}]


def with_limits_that_never_bind(tree):
    """Limit the establishment in every way there is, beyond anything it ever comes to."""
    cap = {"component": "military", "positions": assumed(10_000)}
    limits = {"ceiling_positions": assumed(1_000_000), "approval_months": assumed(0), "office_cap": cap}
    tree["establishment"] |= limits | {"requirement_seen": "on_the_day", "requirement_known": "current"}
    tree["regions"]["NORTH"]["units"]["post"]["exempt_from_office_cap"] = True


IDLE = [
    with_course,
    with_certificate,
    with_plan,
    with_programme,
    with_tour,
    with_finer_bands,
    with_factors_of_one,
    with_empty_pulse,
    with_limits_that_never_bind,
]


@pytest.mark.parametrize("change", IDLE, ids=lambda change: change.__name__)
@pytest.mark.parametrize("replication", [0, 1])
def test_what_nobody_uses_changes_no_byte(change, replication):
    plain, changed = people_tree(), people_tree()
    change(changed)
    assert changed != plain
    assert differing(tables(plain, replication=replication), tables(changed, replication=replication)) == []


@pytest.mark.parametrize("moved", [False, True], ids=["bare", "with an economy"])
def test_a_component_that_fills_nothing_changes_nothing_for_the_others(moved):
    """Whatever its terms are: it has its own rows in the accounts, which stay empty."""
    changed = deepcopy(full_tree())
    changed["components"]["visitors"] = component(label="Visitors", requisition_slots=assumed(3))
    economy = [{"from": date(2024, 1, 1), "factor": 3.0, "source": "assumed"}] if moved else []
    changed["attrition"]["visitors"] = {"quit": hazards((0.0, 0.5)), "retire": hazards((0.0, 0.1)), "economy": economy}
    found = tables(changed)
    theirs = found["accounts"].filter(pc.equal(found["accounts"]["component"], "visitors"))
    assert sum(pc.sum(theirs[name]).as_py() for name in ("opening", "entered", "left", "closing")) == 0
    found["accounts"] = found["accounts"].filter(pc.not_equal(found["accounts"]["component"], "visitors"))
    before = {name: back(table, {}) for name, table in tables(full_tree()).items()}
    assert differing(before, {name: back(table, {}) for name, table in found.items()}) == []
