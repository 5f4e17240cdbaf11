"""Writing files: in full or not at all."""

import pytest

from simulation.results import atomic


def test_a_written_file_replaces_the_old_one_and_leaves_nothing_else(tmp_path):
    """Readers see one or the other."""
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old\n")
    atomic.write_text(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """A full disk must not cost what was there."""
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old\n")

    def full(temporary):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "_force_to_disk", full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_text(path, "new\n")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_only_temporaries_are_removed(tmp_path):
    """Everything with a name of its own is somebody's result."""
    path = tmp_path / "a.json"
    path.touch()
    atomic.temporary_beside(path).touch()
    atomic.temporary_beside(path).touch()
    assert atomic.remove_temporaries(tmp_path) == 2
    assert list(tmp_path.iterdir()) == [path]
