"""CSV files: a spreadsheet shows them, and does nothing else."""

import pandas as pd
import pytest

from simulation.results.csv_files import write_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 a", "@sum", "\tx", "\rx"])
def test_texts_that_look_like_formulas_are_made_texts(tmp_path, text):
    """A scenario can have any title."""
    write_csv(pd.DataFrame({"title": [text]}), tmp_path / "a.csv")
    assert pd.read_csv(tmp_path / "a.csv", lineterminator="\n")["title"].tolist() == [f"'{text}"]


def test_numbers_are_untouched(tmp_path):
    """A negative number is a number."""
    frame = pd.DataFrame({"name": ["a", "-b"], "value": [-1.5, float("nan")], "count": [-3, 4]})
    write_csv(frame, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"name,value,count\na,-1.5,-3\n'-b,,4\n"


def test_numbers_in_a_column_of_texts_are_untouched(tmp_path):
    """Columns of mixed kinds come from tables for people."""
    write_csv(pd.DataFrame({"value": [-1, "-x", None]}, dtype=object), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[1:3] == ["-1", "'-x"]
