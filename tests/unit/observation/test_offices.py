"""Offices as they are counted from the record of a run, and people whose account adds up in the model itself."""

from math import isnan

import numpy as np
import pytest

from simulation.measures import ACCOUNTS, ENTRIES, OFFICES, SEPARATIONS, STOCKS
from simulation.model import simulate
from simulation.observation.offices import offices
from simulation.observation.recorder import Record
from simulation.units import ONE
from worlds import SURGE_TEAM, arm, full


def record(authorised, assigned):
    """Return a record of one month with so many positions and people in each cell."""
    found = Record(1, cells=len(authorised), groups=1, owners=1, places=1)
    found.stocks[0, :, list(STOCKS).index("authorised")] = np.array(authorised) * ONE
    found.stocks[0, :, list(STOCKS).index("assigned")] = np.array(assigned) * ONE
    return found


def counted(authorised, assigned, units=None, regions=None):
    """Return counts of the first region by name; each cell is an office unless said otherwise."""
    units = list(range(len(authorised))) if units is None else units
    regions = [0] * (max(units) + 1) if regions is None else regions
    return dict(zip(OFFICES, offices(record(authorised, assigned), units, regions)[0, 0].tolist(), strict=True))


def test_offices_are_told_apart_by_size_and_by_people_in_post():
    found = counted([3, 2, 2, 1, 1, 0], [0, 1, 2, 0, 1, 0])
    assert found == {"larger": 3, "larger_empty": 1, "larger_one_deep": 1, "single": 2, "single_empty": 1}


def test_an_office_of_several_functions_is_one_office():
    """Two functions of one person each make an office of two, in which nobody is alone."""
    assert counted([1, 1], [1, 1], units=[0, 0])["larger_one_deep"] == 0
    assert counted([1, 1], [1, 0], units=[0, 0])["larger_one_deep"] == 1


def test_each_region_counts_its_own():
    found = offices(record([2, 2], [0, 0]), [0, 1], [0, 1])
    assert found[0, :, list(OFFICES).index("larger_empty")].tolist() == [1, 1]


@pytest.mark.parametrize("world", ["small", "full"])
def test_the_table_agrees_with_the_cells_and_the_outcome(world):
    """What is kept of every run must be what the cells of a named one give."""
    found = simulate(arm() if world == "small" else arm(full(), SURGE_TEAM), 3, 0, cells=True)
    cells, table = found["cells"].to_pandas(), found["offices"].to_pandas()
    units = cells.groupby(["date", "region", "unit"])[["authorised", "assigned"]].sum().reset_index()
    larger = units[units["authorised"] > 1]
    expected = larger[larger["assigned"] == 1].groupby(["date", "region"]).size()
    own = table.set_index(["date", "region"])["larger_one_deep"]
    assert own[own > 0].to_dict() == expected.to_dict()
    outcome = dict(zip(*found["outcomes"].select(["outcome", "value"]).to_pydict().values(), strict=True))
    share = (larger["assigned"] <= 1).mean()
    assert outcome["one_deep_share"] == pytest.approx(share)
    assert not isnan(share)


@pytest.mark.parametrize("world", ["small", "full"])
def test_who_entered_and_who_left_account_for_everybody(world):
    """A way in or out that is in no list of flows would show here as people from nowhere."""
    for replication in range(3):
        found = simulate(arm() if world == "small" else arm(full(), SURGE_TEAM), 3, replication)
        accounts, flows = found["accounts"].to_pandas(), found["flows"].to_pandas()
        months = accounts.groupby("date")[["opening", "closing"]].sum()
        counts = flows.pivot_table(index="date", columns="flow", values="count", aggfunc="sum").reindex(months.index)
        counts = counts.reindex(columns=[*ENTRIES, *SEPARATIONS]).fillna(0)
        net = counts[list(ENTRIES)].sum(axis=1) - counts[list(SEPARATIONS)].sum(axis=1)
        assert (months["opening"] + net == months["closing"]).all()
        assert set(accounts["account"]) == set(ACCOUNTS)
