"""The binding constraint: parts that add up to the shortfall, and the greatest of them."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.chances import ALL_REGIONS
from simulation.analysis.constraints import CONSTRAINTS, OFFSET, binding, constraints
from simulation.analysis.findings import read_findings
from simulation.analysis.shortfall import SPLIT, InconsistentTables
from simulation.analysis.waterfall import causes


@pytest.fixture(scope="module")
def positions(run):
    """Return the comparator's positions of a small made-up run."""
    return read_findings(run).status_quo("baseline")


def test_every_part_of_empty_belongs_to_one_constraint():
    """A new kind of emptiness must be given its constraint, or the parts no longer add up."""
    counted = [name for one in CONSTRAINTS.values() for name in one.stocks if name.startswith("empty_")]
    assert sorted(counted) == sorted(SPLIT)


def test_parts_less_offsets_are_the_shortfall(positions):
    parts = constraints(positions)
    short = parts[list(CONSTRAINTS)].sum(axis=1) - parts[OFFSET]
    for year in positions.years:
        expected = positions.by_region("shortfall", year)
        found = short.xs(year, level="fiscal_year").unstack("region")
        assert found[positions.regions].to_numpy() == pytest.approx(expected.to_numpy())
        assert found[ALL_REGIONS].to_numpy() == pytest.approx(expected.sum(axis=1).to_numpy())


def test_no_part_is_negative(positions):
    """What is to spare is counted as an offset, not as a negative constraint."""
    assert (constraints(positions) >= 0).all(axis=None)


def test_all_regions_agree_with_the_waterfall(positions):
    year = positions.years[-1]
    parts = constraints(positions).xs((year, ALL_REGIONS), level=("fiscal_year", "region"))
    steps = causes(positions, positions.months_of(year))
    assert parts["certification"].to_numpy() == pytest.approx(steps["uncertified"].to_numpy())
    hiring = steps["empty_requisition"] + steps["empty_nothing"]
    assert parts["hiring"].to_numpy() == pytest.approx(hiring.to_numpy())
    assert parts["mismatch"].to_numpy() == pytest.approx(steps["surplus"].to_numpy())


def test_what_does_not_add_up_is_refused(positions):
    broken = dataclasses.replace(positions, regional=positions.regional.assign(shortfall=0))
    with pytest.raises(InconsistentTables, match="do not add up to the shortfall"):
        constraints(broken)


def parts(**rows):
    """Return parts of one region and year, one number per run for some constraints."""
    runs = len(next(iter(rows.values())))
    index = pd.MultiIndex.from_product([range(runs), [2025], ["north"]], names=["replication", "fiscal_year", "region"])
    return pd.DataFrame({name: rows.get(name, np.zeros(runs)) for name in (*CONSTRAINTS, OFFSET)}, index=index)


def test_the_greatest_on_average_binds_and_the_runs_are_counted_each_by_itself():
    """In two runs of three hiring is greatest, but unfunded weighs more on average."""
    found = binding(parts(unfunded=[2.0, 2.0, 20.0], hiring=[3.0, 3.0, 0.0])).loc[("north", 2025)]
    assert found["constraint"] == "unfunded"
    assert found["share"] == pytest.approx(24 / 30)
    assert (found["greatest_in"], found["runs"]) == (1, 3)


def test_where_nothing_is_short_nothing_binds():
    found = binding(parts(unfunded=[0.0, 0.0])).loc[("north", 2025)]
    assert pd.isna(found["constraint"])
    assert found["greatest_in"] == 0
