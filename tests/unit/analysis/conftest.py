"""One made-up run for all tests of a folder."""

import pytest

from unit.analysis.made_up_run import SMALL, make_tables, write_run


@pytest.fixture(scope="session")
def tables():
    """Return the tables of a small made-up run."""
    return make_tables(SMALL)


@pytest.fixture(scope="session")
def run(tmp_path_factory, tables):
    """Return a small made-up run on disk."""
    return write_run(tmp_path_factory.mktemp("made-up") / "run", SMALL, tables)
