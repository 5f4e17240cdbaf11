"""Tables as a page shows them: a caption, headings with a scope, text that is already formatted."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class PageTable:
    """A table ready to be written as HTML."""

    caption: str
    """What the table holds, in a sentence or two."""

    columns: list[str]
    """Headings."""

    rows: list[list[str]]
    """Text of the cells."""

    headings: int
    """Leading cells of a row that head it."""

    numeric: frozenset[int]
    """Columns set flush right."""

    notes: list[str]
    """Small print below the first cell of each row; empty texts for none."""


def page_table(
    caption: str,
    frame: pd.DataFrame,
    *,
    headings: int = 1,
    words: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> PageTable:
    """Return a frame of formatted text as a table.

    Parameters
    ----------
    caption
        What the table holds.
    frame
        Formatted cells; headings are the names of its columns.
    headings
        Leading columns that head the rows.
    words
        Columns that hold words, besides the leading ones; the rest holds numbers.
    notes
        Small print for each row.
    """
    columns = [str(name) for name in frame.columns]
    return PageTable(
        caption=caption,
        columns=columns,
        rows=[[str(cell) for cell in row] for row in frame.itertuples(index=False)],
        headings=headings,
        numeric=frozenset(place for place, name in enumerate(columns) if place >= headings and name not in words),
        notes=list(notes) or [""] * len(frame),
    )
