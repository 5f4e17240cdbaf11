"""The glossary has every word that figures, tables and levers use."""

from pathlib import Path

import pytest

from simulation import measures
from simulation.analysis.constraints import CONSTRAINTS
from simulation.config.levers import LEVERS

LINES = (Path(__file__).parents[3] / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in LINES if line.startswith("| ")][1:]
KINDS = {
    "stock": measures.STOCKS,
    "part of the gap": measures.GAPS,
    "flow": measures.FLOWS,
    "account": measures.ACCOUNTS,
    "spell": measures.SPELLS,
    "count of offices": measures.OFFICES,
    "outcome": measures.OUTCOMES,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_measure_has_its_row_with_the_meaning_of_the_data_dictionary(kind):
    """If this fails, the rows named are to be added, or those they replace removed."""
    expected = {(one.label, f"{kind}, `{one.name}`", one.meaning) for one in KINDS[kind].values()}
    assert {row for row in ROWS if row[1].startswith(f"{kind}, `")} == expected


def test_every_constraint_has_its_row():
    expected = {(one.label, f"constraint, `{name}`", one.meaning) for name, one in CONSTRAINTS.items()}
    assert {row for row in ROWS if row[1].startswith("constraint")} == expected


def test_every_lever_has_its_row_and_nothing_else_has_one():
    assert sorted(row[0] for row in ROWS if row[1] == "lever") == sorted(f"`{name}`" for name in LEVERS)


def test_rows_are_in_order_and_complete():
    """Who looks a word up looks where the alphabet says."""
    keys = [(row[0].strip("`").lower(), row[1]) for row in ROWS]
    assert keys == sorted(keys)
    assert all(len(row) == 3 and all(row) for row in ROWS)


def test_no_word_is_explained_twice():
    """The same word may name a lever and a measure, but not two of a kind."""
    keys = [row[:2] for row in ROWS]
    assert len(keys) == len(set(keys))
