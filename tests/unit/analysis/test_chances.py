"""How likely a year is to be short: counts of runs, and intervals that admit what few runs cannot tell."""

import pandas as pd
import pytest

from simulation.analysis.chances import ALL_REGIONS, LEVELS, chances
from simulation.analysis.intervals import wilson
from simulation.analysis.shortfall import Positions
from simulation.calendar_time import add_months, first_of_next_month
from simulation.measures import STOCKS
from simulation.units import TICKS_PER_DAY


def positions(**short):
    """Return positions of one year in which 100 are required in each region, and so many short, run by run."""
    runs = len(next(iter(short.values())))
    index = pd.MultiIndex.from_product(
        [range(runs), [2025], list(short)], names=["replication", "fiscal_year", "region"]
    )
    values = [short[region][run] for run, _, region in index]
    regional = pd.DataFrame(0, index=index, columns=list(STOCKS)).assign(requirement=100, shortfall=values)
    months = [add_months(pd.Timestamp(2024, 10, 1).date(), month) for month in range(12)]
    ticks = {day: (first_of_next_month(day) - day).days * TICKS_PER_DAY for day in months}
    return Positions(monthly=regional, regional=regional, ticks=ticks)


def at(found, region, level):
    """Return the row of a region and level."""
    return found[(found["region"] == region) & (found["level"] == level)].iloc[0]


def test_runs_above_the_level_are_counted():
    found = chances(positions(north=[9, 11, 16, 30]), [0.10, 0.15])
    assert at(found, "north", 0.10)["exceeding"] == 3
    assert at(found, "north", 0.15)["share"] == 0.5


def test_a_shortfall_at_the_level_does_not_exceed_it():
    assert at(chances(positions(north=[15, 16]), [0.15]), "north", 0.15)["exceeding"] == 1


def test_the_interval_is_wilson_s():
    row = at(chances(positions(north=[0, 0, 0, 0])), "north", 0.05)
    expected = wilson(0, 4)
    assert (row["share"], row["interval_low"], row["interval_high"]) == (0.0, 0.0, expected.high)
    assert row["interval_high"] > 0.4


def test_all_regions_are_summed_first_and_not_averaged():
    """One region badly short and one well off: together they exceed in neither run, or in both."""
    found = chances(positions(north=[24, 24], south=[0, 8]), [0.15])
    assert at(found, "north", 0.15)["exceeding"] == 2
    assert at(found, "south", 0.15)["exceeding"] == 0
    assert at(found, ALL_REGIONS, 0.15)["exceeding"] == 1


def test_where_nothing_is_required_nothing_is_exceeded():
    one = positions(north=[0, 0])
    one.regional["requirement"] = 0
    assert at(chances(one, [0.0]), "north", 0.0)["exceeding"] == 0


def test_a_higher_level_is_never_exceeded_more_often(run):
    from simulation.analysis.findings import read_findings

    found = chances(read_findings(run).status_quo("surge"))
    wide = found.pivot_table(index=["region", "fiscal_year"], columns="level", values="exceeding")
    assert list(wide.columns) == list(LEVELS)
    assert (wide.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
    assert wide.to_numpy().max() == 20
    assert pytest.approx(found["share"].to_numpy()) == (found["exceeding"] / found["runs"]).to_numpy()
