"""Chunks: there in full, or not there."""

import json

import pytest

from simulation.results.atomic import remove_temporaries
from simulation.results.chunks import check_form, finished_chunks, stem, writing
from stand_in import Arm, simulate

ARM = Arm("calm", "status_quo")


def write(directory, replications=(0, 1, 2), name=None):
    """Write a chunk of made-up replications."""
    with writing(directory, name or stem(0, replications[0], replications[-1])) as chunk:
        for replication in replications:
            chunk.add(replication, simulate(ARM, 0, replication, cells=replication == 0))
        chunk.finish("calm", "status_quo")


def test_a_finished_chunk_says_what_it_holds(tmp_path):
    """A table without rows (flows of replication 0 and 3) has no row group for it."""
    write(tmp_path, (0, 1, 2, 3))
    [chunk] = finished_chunks(tmp_path)
    assert (chunk.scenario, chunk.policy, chunk.replications) == ("calm", "status_quo", (0, 1, 2, 3))
    assert chunk.row_groups["snapshots"] == (0, 1, 2, 3)
    assert chunk.row_groups["flows"] == (1, 2)
    assert chunk.row_groups["cells"] == (0,)


def test_a_chunk_without_its_last_file_does_not_count(tmp_path):
    """That is what a process killed before the end leaves."""
    write(tmp_path)
    next(tmp_path.glob("*.json")).unlink()
    assert finished_chunks(tmp_path) == []


@pytest.mark.parametrize("harm", ["shorten", "remove"])
def test_a_chunk_with_a_damaged_file_does_not_count(tmp_path, harm):
    """A copy that broke off, or a disk that lost its end, must be computed again."""
    write(tmp_path)
    victim = next(tmp_path.glob("*.staffing.parquet"))
    victim.write_bytes(victim.read_bytes()[:-10]) if harm == "shorten" else victim.unlink()
    assert finished_chunks(tmp_path) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": 1}', "null"])
def test_a_last_file_that_cannot_be_read_does_not_count(tmp_path, text):
    """Nor may it stop the run."""
    (tmp_path / "a0000-000000-000001.json").write_text(text, encoding="utf-8")
    assert finished_chunks(tmp_path) == []


def test_a_chunk_of_another_form_does_not_count(tmp_path):
    """A later version may write chunks differently."""
    write(tmp_path)
    marker = next(tmp_path.glob("*.json"))
    marker.write_text(json.dumps({**json.loads(marker.read_text(encoding="utf-8")), "form": 2}), encoding="utf-8")
    assert finished_chunks(tmp_path) == []


def test_an_error_while_writing_leaves_no_file(tmp_path):
    """Half a chunk is no use to anyone."""

    def broken():
        with writing(tmp_path, stem(0, 0, 1)) as chunk:
            chunk.add(0, simulate(ARM, 0, 0))
            raise MemoryError

    with pytest.raises(MemoryError):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_a_chunk_without_replications_leaves_no_file(tmp_path):
    """All of them may have failed."""
    with writing(tmp_path, stem(0, 0, 1)) as chunk:
        chunk.finish("calm", "status_quo")
    assert list(tmp_path.iterdir()) == []


def test_stray_temporaries_are_not_chunks(tmp_path):
    """They are removed by whoever comes next."""
    write(tmp_path)
    (tmp_path / ".a0000-000003-000004.json.123-abcdef01.tmp").write_text("{}", encoding="utf-8")
    assert len(finished_chunks(tmp_path)) == 1
    assert remove_temporaries(tmp_path) == 1


def test_writing_the_same_chunk_twice_is_no_harm(tmp_path):
    """Two processes may have been at it."""
    write(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_tables_of_the_declared_form_pass():
    """Cells are optional."""
    check_form(simulate(ARM, 0, 1))
    check_form(simulate(ARM, 0, 1, cells=True))


@pytest.mark.parametrize("harm", ["missing", "unknown", "renamed"])
def test_tables_of_another_form_are_refused_by_name(harm):
    """Written first and found out later, they would spoil a whole chunk."""
    tables = simulate(ARM, 0, 1)
    if harm == "missing":
        del tables["staffing"]
    elif harm == "unknown":
        tables["staffing_2"] = tables["staffing"]
    else:
        tables["staffing"] = tables["staffing"].rename_columns([f"x{n}" for n in range(tables["staffing"].num_columns)])
    with pytest.raises(ValueError, match="table 'staffing"):
        check_form(tables)
