"""Tables back into data frames: a whole table, or one arm of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from simulation.errors import RunRefused
from simulation.results.tables import KEYS

if TYPE_CHECKING:
    import pandas as pd


def whole(path: Path, columns: Sequence[str] | None) -> "pd.DataFrame":
    """Return a table, or some of its columns."""
    with _opened(path) as file:
        table = file.read(columns=None if columns is None else list(columns))
    return table.to_pandas()  # type: ignore[no-any-return]


def one_arm(path: Path, scenario: str, policy: str, columns: Sequence[str] | None) -> "pd.DataFrame":
    """Return the rows of one arm, found by the statistics of the row groups without reading the others."""
    with _opened(path) as file:
        groups = [
            number
            for number in range(file.metadata.num_row_groups)
            if _names(file.metadata.row_group(number)) == (scenario, policy)
        ]
        table = file.read_row_groups(groups, columns=None if columns is None else list(columns))
    return table.to_pandas()  # type: ignore[no-any-return]


def _opened(path: Path) -> pq.ParquetFile:
    if not path.exists():
        message = f"{path.parent.parent} has no table {path.stem!r}; run the experiment to its end first"
        raise RunRefused(message)
    return pq.ParquetFile(path)


def _names(group: pq.RowGroupMetaData) -> tuple[str, ...]:
    """Return scenario and policy of a row group: every row group holds one run."""
    return tuple(group.column(place).statistics.min for place in range(len(KEYS) - 1))
