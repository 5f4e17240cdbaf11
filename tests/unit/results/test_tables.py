"""The declared tables: keys first, every column explained, integrals back to positions."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from simulation import measures
from simulation.results.tables import KEYS, TABLES, data_dictionary, mean_positions


@pytest.mark.parametrize("name", TABLES)
def test_every_table_begins_with_the_run_it_belongs_to(name):
    """Whoever reads one table can join it to any other."""
    assert tuple(TABLES[name].names[:3]) == KEYS


def test_snapshots_hold_every_stock_at_month_end_and_over_the_month():
    """A stock that is measured but not written is lost."""
    names = TABLES["snapshots"].names[6:]
    integrals = [f"{name}_integral" for name in measures.STOCKS]
    assert names == [*measures.STOCKS, *integrals, *measures.PROGRAMME]


def test_cells_are_snapshots_with_a_unit():
    """What is said of one holds for the other."""
    assert [name for name in TABLES["cells"].names if name != "unit"] == TABLES["snapshots"].names


def test_the_dictionary_explains_every_column_of_every_table():
    """A column without a meaning is a riddle."""
    rows = data_dictionary()
    explained = {(row.table, row.column) for row in rows if row.meaning}
    assert explained >= {(name, column) for name, schema in TABLES.items() for column in schema.names}


def test_the_dictionary_gives_the_unit_of_every_outcome():
    """Outcomes share one column, so the column itself has no unit."""
    units = {row.column: row.unit for row in data_dictionary() if row.column.startswith("outcome=")}
    assert units == {f"outcome={m.name}": m.unit for m in measures.OUTCOMES.values()}


def test_the_dictionary_explains_every_spell():
    """Spells share their columns, as outcomes do."""
    found = {row.column: row.meaning for row in data_dictionary() if row.column.startswith("spell=")}
    assert found == {f"spell={m.name}": m.meaning for m in measures.SPELLS.values()}


def test_single_spells_can_be_summed_to_those_of_a_year():
    """Whoever doubts a sum must find the places and kinds it is over in both tables."""
    shared = {"region", "function", "component", "spell"}
    assert shared <= set(TABLES["spells"].names) & set(TABLES["spells_in_full"].names)


@pytest.mark.parametrize(("month", "days"), [("2025-02-01", 28), ("2028-02-01", 29), ("2024-12-01", 31)])
def test_a_stock_that_stands_still_has_itself_as_mean(month, days):
    """The length of the month, leap years included, must cancel."""
    assert mean_positions(7 * 2**20 * days * 1024, month) == 7.0


def test_means_of_a_data_frame_keep_its_index():
    """Otherwise they would land in the wrong rows."""
    integrals = pd.Series([2**20 * 31 * 1024, 2**20 * 30 * 512], index=[5, 3])
    days = pd.Series([date(2024, 10, 1), date(2024, 11, 1)], index=[5, 3])
    means = mean_positions(integrals, days)
    assert list(means.index) == [5, 3]
    assert list(means) == [1.0, 0.5]


def test_means_of_an_array_are_an_array():
    """The same numbers, whatever holds them."""
    found = mean_positions(np.array([2**20 * 31 * 1024]), np.array(["2024-10-01"], dtype="datetime64[D]"))
    assert found.tolist() == [1.0]
