"""The manifest: complete, readable again, and free of anyone's name."""

import dataclasses
import getpass
import json
import re
import socket
from pathlib import Path

import pytest

from simulation.errors import RunRefused
from simulation.results.manifest import Failure, Manifest, Session
from simulation.results.store import RunDirectory
from stand_in import study


@pytest.fixture
def manifest(tmp_path):
    """Return the manifest of a run that had trouble."""
    run = RunDirectory.prepare(tmp_path / "results", study(), command="python -m simulation run e.yaml")
    run.take_in(study())
    return dataclasses.replace(
        run.manifest,
        status="partial",
        sessions=[Session(3, 2, 10.0, 6.0), Session(1, 1, 1.0, 2.0)],
        missing={"calm/status_quo": [3]},
        failures=[Failure("calm", "status_quo", 3, "simulating", "ValueError: x", "Traceback")],
        tables={"outcomes": "0" * 64},
    )


def test_what_is_written_is_read_again(manifest, tmp_path):
    """The report is built from what was read."""
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest


def test_timings_sum_up_the_sessions(manifest, tmp_path):
    """A run that was resumed has several."""
    assert manifest.timings == {
        "wall_seconds": 11.0,
        "cpu_seconds": 8.0,
        "replications": 4,
        "cpu_seconds_per_replication": 2.0,
        "jobs": 2,
    }
    manifest.write(tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["timings"] == manifest.timings


def test_it_names_no_user_no_machine_and_no_place(manifest, tmp_path):
    """A run directory is passed on as it is."""
    manifest.write(tmp_path)
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    words = set(re.findall(r"[\w.-]+", text))
    assert not words & {getpass.getuser(), socket.gethostname()}
    assert str(Path.home()) not in text
    assert str(tmp_path) not in text
    assert re.findall(r'"(?:/|[A-Za-z]:[\\/])[^"]*"', text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "not a run"),
        ("{", "cannot be read"),
        ("[]", "form None"),
        ('{"schema_version": 99}', "form 99"),
        ('{"schema_version": 1}', "incomplete"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path, text, message):
    """Half a manifest must not become half a report."""
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(RunRefused, match=message):
        Manifest.read(tmp_path)
