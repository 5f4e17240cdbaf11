"""CSV files that a spreadsheet opens without doing anything else."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulation.results.atomic import write_text

if TYPE_CHECKING:
    import pandas as pd

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: Any) -> Any:
    """Return `value`, with an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> neutral("=1+1"), neutral("surge"), neutral(-1.5)
    ("'=1+1", 'surge', -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value


def write_csv(frame: "pd.DataFrame", path: Path) -> None:
    """Write a data frame as CSV, atomically: UTF-8, line feeds, neutral texts, numbers as they are, no index.

    Parameters
    ----------
    frame
        Columns in the order wanted.
    path
        File to write.
    """
    numbers = frame.select_dtypes("number").columns
    safe = frame.assign(**{name: frame[name].map(neutral) for name in frame.columns if name not in numbers})
    write_text(path, safe.to_csv(index=False, lineterminator="\n"))
