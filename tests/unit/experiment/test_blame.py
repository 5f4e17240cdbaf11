"""What went wrong, told without saying on whose machine."""

import os
import re
from pathlib import Path

import pytest

from simulation.experiment.blame import LONGEST_ERROR, LONGEST_TRACEBACK, failure, without_places


def caught(function, *arguments):
    """Return the record of what a call raises."""
    try:
        function(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever it is
        return failure("surge", "status_quo", 3, "simulating", error)
    raise AssertionError


def broken(depth):
    """Fail at some depth, with a cause."""
    if depth:
        broken(depth - 1)
    try:
        (Path.cwd() / "no such file").read_bytes()
    except OSError as error:
        message = "cannot begin"
        raise ValueError(message) from error


def test_the_record_says_which_run_failed_where_and_how():
    """Enough to find the line, and to run the one replication again."""
    record = caught(broken, 2)
    assert (record.scenario, record.policy, record.replication, record.stage) == (
        "surge",
        "status_quo",
        3,
        "simulating",
    )
    assert record.error == "ValueError: cannot begin"
    assert "test_blame.py" in record.traceback
    assert "No such file or directory" in record.traceback
    assert "no such file" in record.traceback


def test_no_path_of_the_machine_is_told():
    """Manifests are passed on."""
    record = caught(broken, 1)
    told = record.error + record.traceback
    assert str(Path.home()) not in told
    assert str(Path.cwd()) not in told
    assert re.findall(r'File "(?:/|[A-Z]:)', told) == []


def test_a_failure_inside_a_library_names_the_library():
    """Only the place of the installation is dropped."""
    import json

    assert 'File "json/decoder.py"' in caught(json.loads, "{").traceback.replace(os.sep, "/")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No such file: '/home/jane/data/roster.csv'", "No such file: 'roster.csv'"),
        ('File "/opt/x y/a.py", line 3', 'File "a.py", line 3'),
        ("C:\\Users\\jane\\roster.csv is gone", "roster.csv is gone"),
        ("\\\\server\\share\\roster.csv", "roster.csv"),
        ("1/2 of a and/or b; 3 / 4; https://example.org/a/b", "1/2 of a and/or b; 3 / 4; https://example.org/a/b"),
        ("configs/worlds/a.yaml:3", "configs/worlds/a.yaml:3"),
    ],
)
def test_absolute_paths_are_shortened_and_nothing_else(text, told):
    """Fractions, relative paths and addresses are no places on a machine."""
    assert without_places(text) == told


def test_long_messages_are_cut():
    """A manifest with a million failures must still open."""

    def shout():
        raise ValueError("x" * 100_000)

    record = caught(shout)
    assert len(record.error) == LONGEST_ERROR
    assert len(record.traceback) == LONGEST_TRACEBACK
