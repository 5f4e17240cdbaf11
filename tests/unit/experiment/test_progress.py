"""Progress: for a terminal, and silent anywhere else."""

import io
import re
import sys

from simulation.experiment.progress import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_it_is_silent_where_nobody_watches():
    """Logs of batch systems are not for bars."""
    stream = io.StringIO()
    with progress(2, stream) as advance:
        advance()
    assert stream.getvalue() == ""


def test_a_terminal_shows_how_many_and_how_fast(monkeypatch):
    """A person wants to know whether to wait."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    with progress(3, stream) as advance:
        advance()
        advance()
    assert "2/3 replications" in stream.getvalue()
    assert "left" in stream.getvalue()


def test_no_colour_is_used_where_none_is_wanted(monkeypatch):
    """NO_COLOR is a convention of the reader's, not ours."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    with progress(1, stream) as advance:
        advance()
    assert re.findall(r"\x1b\[[0-9;]*m", stream.getvalue()) == []


def test_the_library_is_loaded_only_for_a_terminal():
    """A worker or a batch job has no use for it."""
    assert "simulation.experiment.progress" in sys.modules
    source = sys.modules["simulation.experiment.progress"].__dict__
    assert "Console" not in source
