"""Chunks: the results of a range of replications of one arm, the unit of resume and retry.

A chunk is a handful of files side by side, `a0003-000050-000099.snapshots.parquet` and so on: arm, first and last
replication, table. Each is written under a temporary name and renamed, and the last, `a0003-000050-000099.json`, lists
the others with their sizes. **That last file completes the chunk**: without it the others do not count, so a process
killed at any instant leaves either a whole chunk or none. One rename of a directory would do the same, but on Windows a
directory cannot be renamed while anything (a virus scanner, an indexer) looks at a file inside it, and two processes
that finish the same chunk could not both succeed. Here they replace equal files by equal files.

Failed replications leave no trace in a chunk. They are missing, and a later run tries again.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.results.atomic import settle, temporary_beside, write_text
from simulation.results.tables import KEYS, TABLES

_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Chunk:
    """A finished chunk."""

    stem: str
    """What the names of its files begin with."""

    scenario: str
    """Name of the scenario."""

    policy: str
    """Name of the policy."""

    replications: tuple[int, ...]
    """Replications it holds, ascending."""

    row_groups: dict[str, tuple[int, ...]]
    """For each table, the replications that have a row group, in the order of the row groups."""

    def path(self, directory: Path, table: str) -> Path:
        """Return the file that holds its part of a table."""
        return directory / f"{self.stem}.{table}.parquet"


def stem(arm: int, first: int, last: int) -> str:
    """Return what the file names of a chunk begin with: number of the arm, first and last replication."""
    return f"a{arm:04d}-{first:06d}-{last:06d}"


def parquet_writer(path: Path, table: str) -> pq.ParquetWriter:
    """Open a Parquet file for one of the tables: zstd, dictionaries for text only, statistics for the keys only.

    Dictionaries of numbers cost time and save nothing; statistics of thirty columns in every row group would outgrow
    the numbers of a small run.
    """
    schema = TABLES[table]
    text = [field.name for field in schema if pa.types.is_string(field.type)]
    dictionaries: Any = [*text, "date"] if "date" in schema.names else text
    return pq.ParquetWriter(
        path, schema, compression="zstd", use_dictionary=dictionaries, write_statistics=list(KEYS), store_schema=True
    )


class ChunkWriter:
    """A chunk being written, one replication after another; nothing is held but the replication at hand."""

    def __init__(self, directory: Path, name: str) -> None:
        self._directory = directory
        self._stem = name
        self._temporaries: dict[str, Path] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._row_groups: dict[str, list[int]] = {}
        self._replications: list[int] = []

    def add(self, replication: int, tables: Mapping[str, pa.Table]) -> None:
        """Add the tables of one replication, each as one row group; a table without rows gets none.

        If this fails, what has been written so far is of no use, and the chunk cannot be finished.
        """
        for name, table in tables.items():
            if table.num_rows:
                self._writer(name).write_table(table.combine_chunks(), row_group_size=table.num_rows)
                self._row_groups[name].append(replication)
        self._replications.append(replication)

    def finish(self, scenario: str, policy: str) -> None:
        """Give the files their names, the one that completes the chunk last; an empty chunk is dropped."""
        if not self._replications:
            return
        self._close()
        chunk = Chunk(
            self._stem,
            scenario,
            policy,
            tuple(self._replications),
            {name: tuple(groups) for name, groups in self._row_groups.items()},
        )
        sizes = {}
        for name, temporary in self._temporaries.items():
            settle(temporary, chunk.path(self._directory, name))
            sizes[name] = chunk.path(self._directory, name).stat().st_size
        write_text(self._directory / f"{self._stem}.json", _marker(chunk, sizes))

    def discard(self) -> None:
        """Close what is open, and remove what has no name yet."""
        self._close()
        for temporary in self._temporaries.values():
            temporary.unlink(missing_ok=True)

    def _writer(self, table: str) -> pq.ParquetWriter:
        if table not in self._writers:
            temporary = temporary_beside(self._directory / f"{self._stem}.{table}.parquet")
            self._temporaries[table] = temporary
            self._writers[table] = parquet_writer(temporary, table)
            self._row_groups[table] = []
        return self._writers[table]

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()


@contextmanager
def writing(directory: Path, name: str) -> Iterator[ChunkWriter]:
    """Write a chunk; whatever happens, no temporary file is left behind."""
    writer = ChunkWriter(directory, name)
    try:
        yield writer
    finally:
        writer.discard()


def check_form(tables: Mapping[str, pa.Table]) -> None:
    """Check the tables of a replication before they are written.

    Raises
    ------
    ValueError
        If a table is missing, is not one of ours, or has other columns than declared.
    """
    for name in {*TABLES, *tables} - ({"cells", "spells_in_full"} - set(tables)):
        if name not in TABLES or name not in tables or not tables[name].schema.equals(TABLES[name]):
            found = tables[name].schema.names if name in tables else "nothing"
            message = f"table {name!r} is not of the declared form; found {found}"
            raise ValueError(message)


def finished_chunks(directory: Path) -> list[Chunk]:
    """Return the chunks that are there in full, in the order of their names."""
    chunks = (_read(marker) for marker in sorted(directory.glob("a*.json")))
    return [chunk for chunk in chunks if chunk is not None]


def _marker(chunk: Chunk, sizes: Mapping[str, int]) -> str:
    content = {
        "form": _FORM,
        "scenario": chunk.scenario,
        "policy": chunk.policy,
        "replications": chunk.replications,
        "row_groups": chunk.row_groups,
        "bytes": sizes,
    }
    return json.dumps(content, separators=(",", ":")) + "\n"


def _read(marker: Path) -> Chunk | None:
    """Return the chunk a marker completes, or None if its files are not those it lists."""
    try:
        content = json.loads(marker.read_text(encoding="utf-8"))
        chunk = Chunk(
            marker.stem,
            content["scenario"],
            content["policy"],
            tuple(content["replications"]),
            {name: tuple(groups) for name, groups in content["row_groups"].items()},
        )
        whole = content["form"] == _FORM and all(
            chunk.path(marker.parent, name).stat().st_size == size for name, size in content["bytes"].items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return chunk if whole else None
