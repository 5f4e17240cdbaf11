"""Merging: from chunks, however they were cut, to one file per table with the runs in canonical order."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from simulation.results.atomic import settle, temporary_beside
from simulation.results.chunks import Chunk, parquet_writer
from simulation.results.tables import TABLES

Arms = Sequence[tuple[str, str]]
"""Scenario and policy of every arm, in canonical order."""

Index = dict[tuple[str, str], dict[int, Chunk]]
"""For each arm, the chunk that holds each replication, by ascending replication."""


def index(chunks: Sequence[Chunk], arms: Arms, replications: int) -> Index:
    """Return where every finished replication of a design is to be found.

    Two processes may have finished the same replication; both hold the same numbers, and the first is taken.
    """
    found: Index = {arm: {} for arm in arms}
    for chunk in chunks:
        held = found.get((chunk.scenario, chunk.policy))
        if held is not None:
            for replication in chunk.replications:
                if replication < replications:
                    held.setdefault(replication, chunk)
    return {arm: dict(sorted(held.items())) for arm, held in found.items()}


def merge(places: Index, chunks: Path, tables: Path) -> dict[str, str]:
    """Write every table, one run after the other, and return the SHA-256 of each.

    Only one run of one table is in memory at a time. The bytes depend on the numbers alone: every run is one row group
    in one piece, whatever chunk it comes from.

    Parameters
    ----------
    places
        Where each replication is, as `index` gives it.
    chunks
        Directory of the chunks.
    tables
        Directory of the tables; tables that are there are replaced, each at once.
    """
    return {table: _merge_table(table, places, chunks, tables / f"{table}.parquet") for table in TABLES}


def _merge_table(table: str, places: Index, chunks: Path, target: Path) -> str:
    temporary = temporary_beside(target)
    try:
        with parquet_writer(temporary, table) as writer:
            for held in places.values():
                for run in _runs(table, held, chunks):
                    writer.write_table(run, row_group_size=run.num_rows)
        settle(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _runs(table: str, held: dict[int, Chunk], chunks: Path) -> Iterator[pq.ParquetFile]:
    """Yield the table of each replication that has rows in it, keeping one chunk open at a time."""
    opened: Chunk | None = None
    file: pq.ParquetFile | None = None
    places: dict[int, int] = {}
    try:
        for replication, chunk in held.items():
            if chunk is not opened:
                opened = chunk
                places = {number: place for place, number in enumerate(chunk.row_groups.get(table, ()))}
                if file is not None:
                    file.close()
                file = pq.ParquetFile(chunk.path(chunks, table)) if places else None
            if file is not None and replication in places:
                yield file.read_row_group(places[replication], use_threads=False).combine_chunks()
    finally:
        if file is not None:
            file.close()
