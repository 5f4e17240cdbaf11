"""The configuration reference is what the program would write now, and says what the sections say."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulation.config.loading import KINDS
from simulation.config.reference_page import reference_page

PAGE = Path(__file__).parents[3] / "docs" / "configuration.md"
TEXT = reference_page()
ROWS = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| `")]


def sections(model, known):
    """Return a section and all sections inside it."""
    if model in known:
        return known
    known.append(model)
    for info in model.model_fields.values():
        for part in parts(info.annotation):
            sections(part, known)
    return known


def parts(annotation):
    """Yield the sections that an annotation names, however deep; estimates are told by their value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        metadata = annotation.__pydantic_generic_metadata__
        yield from [annotation] if not metadata["origin"] else parts(metadata["args"][0])
    for inner in getattr(annotation, "__args__", ()):
        yield from parts(inner)


def test_the_page_is_up_to_date():
    """If this fails: python -m simulation schema --reference docs/configuration.md."""
    assert PAGE.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_every_section_has_its_row_with_its_meaning(kind):
    """A key that is not told is not used."""
    own = TEXT[TEXT.index(f"\n## {kind.capitalize()}\n") :]
    for section in sections(KINDS[kind], []):
        for name, info in section.model_fields.items():
            meaning = " ".join(info.description.split()).replace("|", "\\|")
            row = next(
                line for line in own.splitlines() if line.startswith(f"| `{info.alias or name}` |") and meaning in line
            )
            assert ("*required*" in row) == info.is_required()


def test_tables_are_whole():
    """Six cells in each row, none of the first two empty."""
    assert len(ROWS) > 150
    for line in TEXT.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 7, line
    assert all(row[0].strip("`") and row[1].strip() for row in ROWS)


@pytest.mark.parametrize(
    ("key", "cells"),
    [
        ("time_to_fill_mean_days", ["estimate: number", "days", "above 0", "*required*"]),
        ("levels_below", ["whole number", "", "at least 0, at most 14", "`0`"]),
        ("entry_service_years", ["list: number", "years", "2 of them, at least 0", "*required*"]),
        ("consideration", ["`own_region` or `all_regions`", "", "", "*required*"]),
        ("during_tour", ["true or false", "", "", "false"]),
        ("region_shares", ["estimate: map by name: number", "shares", "at least 0, at most 1", "*required*"]),
    ],
)
def test_type_unit_bounds_and_default_are_said(key, cells):
    row = next(row for row in ROWS if row[0] == f"`{key}`")
    assert [cell.strip() for cell in row[1:5]] == cells


def test_nesting_is_that_of_the_file():
    headings = re.findall(r"^### `(.*)`$", TEXT, re.MULTILINE)
    for place in (
        "components.NAME.hiring.freezes[]",
        "regions.NAME.units.NAME.positions[].may_fill[]",
        "attrition.NAME.quit.bands[]",
        "settings[]",
        "subsets.NAME",
    ):
        assert place in headings
