"""Merging: the same bytes however the chunks were cut."""

import pyarrow.parquet as pq
import pytest

from simulation.results.chunks import finished_chunks, stem, writing
from simulation.results.merging import index, merge
from simulation.results.tables import TABLES
from stand_in import Arm, simulate

ARMS = [("surge", "status_quo"), ("calm", "status_quo")]


def write(directory, number, replications):
    """Write a chunk of an arm."""
    scenario, policy = ARMS[number]
    with writing(directory, stem(number, replications[0], replications[-1])) as chunk:
        for replication in replications:
            chunk.add(replication, simulate(Arm(scenario, policy), 0, replication, cells=replication == 0))
        chunk.finish(scenario, policy)


def merged(tmp_path, name, cuts, replications=5):
    """Write chunks cut in some way, and return the merged tables as bytes."""
    chunks, tables = tmp_path / f"{name}-chunks", tmp_path / f"{name}-tables"
    chunks.mkdir()
    tables.mkdir()
    for number, cut in cuts:
        write(chunks, number, cut)
    merge(index(finished_chunks(chunks), ARMS, replications), chunks, tables)
    assert sorted(path.stem for path in tables.iterdir()) == sorted(TABLES)
    return {path.name: path.read_bytes() for path in tables.iterdir()}


WHOLE = [(number, (0, 1, 2, 3, 4)) for number in (0, 1)]
SINGLE = [(number, (replication,)) for replication in (4, 2, 0, 1, 3) for number in (1, 0)]
OVERLAPPING = [*SINGLE, (0, (1, 2, 3)), (1, (0, 1, 2, 3, 4))]
BEYOND = [*WHOLE, (0, (5, 6))]


@pytest.mark.parametrize("cuts", [SINGLE, OVERLAPPING, BEYOND], ids=["single", "overlapping", "beyond"])
def test_tables_do_not_depend_on_how_chunks_were_cut(tmp_path, cuts):
    """Size, order and duplicates of chunks are accidents of computing."""
    assert merged(tmp_path, "other", cuts) == merged(tmp_path, "whole", WHOLE)


def test_runs_stand_in_canonical_order_each_in_one_row_group(tmp_path):
    """Declared order of arms, then replications."""
    merged(tmp_path, "a", SINGLE)
    with pq.ParquetFile(tmp_path / "a-tables" / "outcomes.parquet") as file:
        groups = [file.read_row_group(number).to_pylist() for number in range(file.num_row_groups)]
    runs = [{(row["scenario"], row["replication"]) for row in rows} for rows in groups]
    assert runs == [{(scenario, replication)} for scenario, _ in ARMS for replication in range(5)]


def test_a_missing_replication_is_missing_everywhere(tmp_path):
    """No table may hold a run that another lacks."""
    merged(tmp_path, "a", [(0, (0, 1)), (0, (3,)), (1, (0, 1, 2, 3))])
    for name in ("snapshots", "staffing", "accounts", "outcomes"):
        rows = pq.ParquetFile(tmp_path / "a-tables" / f"{name}.parquet").read(["scenario", "replication"]).to_pylist()
        assert {row["replication"] for row in rows if row["scenario"] == "surge"} == {0, 1, 3}


def test_nothing_done_gives_empty_tables(tmp_path):
    """All replications may have failed; a reader still finds every column."""
    merged(tmp_path, "a", [])
    assert pq.read_table(tmp_path / "a-tables" / "flows.parquet").schema.names == TABLES["flows"].names


def test_other_arms_chunks_are_left_alone(tmp_path):
    """An index knows only the arms it was asked for."""
    write(tmp_path, 0, (0, 1))
    assert index(finished_chunks(tmp_path), [("other", "arm")], 5) == {("other", "arm"): {}}
