"""The report of one made-up run."""

import pytest

from simulation.report import build
from unit.analysis.made_up_run import SMALL, write_run
from unit.report.page import Page


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """Return a small made-up run on disk."""
    return write_run(tmp_path_factory.mktemp("made-up") / "run", SMALL)


@pytest.fixture(scope="session")
def text(run):
    """Return the report of that run as text."""
    return build(run).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def page(text):
    """Return the report of that run, parsed."""
    return Page.read(text)
