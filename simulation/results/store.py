"""A run directory: everything one run was given, did and found, in one place.

    results/<experiment>-<digest>/
      manifest.json  config.resolved.yaml  inputs/
      chunks/        finished pieces; tables are merged from them, and more replications are added to them
      tables/        one Parquet file per table, summaries as CSV, data_dictionary.csv
      figures/  report/

The digest is of all that decides the numbers of a replication, so the same inputs find the same directory again, and
how many replications are wanted is no reason to begin anew.
"""

import dataclasses
import json
import re
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulation.errors import RunRefused
from simulation.results import lock, merging, reading
from simulation.results.atomic import TEMPORARY_SUFFIX, remove_temporaries, write_bytes, write_text
from simulation.results.chunks import finished_chunks
from simulation.results.manifest import FILE_NAME, Design, Manifest
from simulation.results.provenance import directory_name, run_digest, versions
from simulation.results.resolved_inputs import as_yaml
from simulation.results.summaries import write_summaries

if TYPE_CHECKING:
    import pandas as pd

    from simulation.config import Study

LOCK_FILE: Final = "lock"
RESOLVED_FILE: Final = "config.resolved.yaml"
RESOLVED_DATA_FILE: Final = "config.resolved.json"


class RunDirectory:
    """One run on disk.

    Parameters
    ----------
    path
        The directory.
    manifest
        What is known about the run.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self._manifest = manifest

    @classmethod
    def open(cls, path: Path | str) -> "RunDirectory":
        """Open a run that is there.

        Raises
        ------
        RunRefused
            If `path` is not a run, or one that this version cannot read.
        """
        return cls(Path(path), Manifest.read(Path(path)))

    @classmethod
    def prepare(cls, parent: Path, study: "Study", *, command: str, fresh: bool = False) -> "RunDirectory":
        """Find the run of these inputs below `parent`, or make a directory for it.

        Nothing is written into it yet. A complete run that has more replications than are wanted stays as it is.

        Parameters
        ----------
        parent
            Directory of results; made if only it is missing.
        study
            The resolved inputs.
        command
            Command that repeats the run.
        fresh
            Begin anew, in a directory with the next free number.

        Raises
        ------
        RunRefused
            If the directory to use is there, but is not a run of these inputs.
        OSError
            If it cannot be made.
        """
        wanted = _opening_manifest(study, run_digest(study), command)
        parent.mkdir(exist_ok=True)
        path = _place(parent, directory_name(study, wanted.config_digest), fresh=fresh)
        path.mkdir(exist_ok=True)
        if not (path / FILE_NAME).exists():
            if any(entry.name != LOCK_FILE and entry.suffix != TEMPORARY_SUFFIX for entry in path.iterdir()):
                message = f"{path} is there, but is not a run; move it away, or choose another --out"
                raise RunRefused(message)
            return cls(path, wanted)
        run = cls.open(path)
        if run.manifest.config_digest != wanted.config_digest:
            message = f"{path} belongs to a run of other inputs; move it away, or choose another --out"
            raise RunRefused(message)
        if not run.complete or wanted.design.replications > run.manifest.design.replications:
            aim = dataclasses.replace(
                run.manifest, status="running", design=wanted.design, command=command, files=wanted.files
            )
            return cls(path, aim)
        return run

    def take_in(self, study: "Study") -> None:
        """Write down what is run, before the first replication.

        The manifest comes first: a directory that has one is a run, and goes on however early it was killed.
        """
        self.record()
        for directory in (self.chunks, self.tables):
            directory.mkdir(exist_ok=True)
        write_text(self.path / RESOLVED_FILE, as_yaml(study.resolved, study.origins))
        resolved = {"resolved": study.resolved, "origins": study.origins}
        write_text(self.path / RESOLVED_DATA_FILE, json.dumps(resolved, ensure_ascii=False, default=str) + "\n")
        shutil.rmtree(self.inputs, ignore_errors=True)
        for name, content in study.contents.items():
            copy = self.inputs / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(copy, content)

    @property
    def manifest(self) -> Manifest:
        """What is known about the run."""
        return self._manifest

    def record(self, **changes: Any) -> None:
        """Change fields of the manifest, and write it."""
        self._manifest = dataclasses.replace(self._manifest, **changes)
        self._manifest.write(self.path)

    @property
    def inputs(self) -> Path:
        """Directory of the copies of the input files."""
        return self.path / "inputs"

    @property
    def chunks(self) -> Path:
        """Directory of the finished pieces."""
        return self.path / "chunks"

    @property
    def tables(self) -> Path:
        """Directory of the tables."""
        return self.path / "tables"

    @property
    def figures(self) -> Path:
        """Directory of the figures; made by whoever draws them."""
        return self.path / "figures"

    @property
    def report(self) -> Path:
        """Directory of the report; made by whoever writes it."""
        return self.path / "report"

    @cached_property
    def resolved(self) -> dict[str, Any]:
        """The resolved inputs: `experiment`, `worlds` by scenario, `policies`."""
        return self._resolved_data["resolved"]  # type: ignore[no-any-return]

    @cached_property
    def origins(self) -> dict[str, str]:
        """Where each resolved value came from, by its dotted path."""
        return self._resolved_data["origins"]  # type: ignore[no-any-return]

    @cached_property
    def _resolved_data(self) -> dict[str, Any]:
        path = self.path / RESOLVED_DATA_FILE
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{path} cannot be read ({error})"
            raise RunRefused(message) from None
        return content

    def table(self, name: str, columns: Sequence[str] | None = None) -> "pd.DataFrame":
        """Read a table.

        Parameters
        ----------
        name
            One of `simulation.results.tables.TABLES`.
        columns
            Columns wanted; all, if left out. Reading few is much faster.

        Returns
        -------
        pd.DataFrame
            Rows in canonical order; `date` holds `datetime.date`, the first day of the month observed.

        Raises
        ------
        RunRefused
            If the run has not come so far as to have tables.
        """
        return reading.whole(self.tables / f"{name}.parquet", columns)

    def arm(self, name: str, scenario: str, policy: str, columns: Sequence[str] | None = None) -> "pd.DataFrame":
        """Read the rows of one arm, and no others: what a table too large for memory is read by.

        Parameters
        ----------
        name, columns
            As for `table`, and so are result and errors.
        scenario, policy
            Names of the arm.
        """
        return reading.one_arm(self.tables / f"{name}.parquet", scenario, policy, columns)

    def done(self, replications: int) -> merging.Index:
        """Return where each finished replication below `replications` is, for every arm."""
        return merging.index(finished_chunks(self.chunks), self.manifest.design.arms, replications)

    def merge(self, places: merging.Index) -> None:
        """Merge the chunks into the tables, and write the summaries; digests go into the manifest."""
        digests = merging.merge(places, self.chunks, self.tables)
        write_summaries(self.table("outcomes"), self.tables)
        self.record(tables=digests)

    @property
    def complete(self) -> bool:
        """True if every replication of the design is in the tables."""
        named = self.manifest.tables
        return self.manifest.status == "complete" and all((self.tables / f"{name}.parquet").exists() for name in named)

    def exclusively(self) -> AbstractContextManager[None]:
        """Hold the directory against other processes."""
        return lock.held(self.path / LOCK_FILE)

    def sweep(self) -> None:
        """Remove the temporary files of processes that were killed."""
        for directory in (self.path, self.chunks, self.tables):
            directory.mkdir(exist_ok=True)
            remove_temporaries(directory)


def _place(parent: Path, name: str, *, fresh: bool) -> Path:
    """Return the directory last used for these inputs, or the next free one."""
    numbered = re.compile(re.escape(name) + r"(?:-(\d+))?")
    used = [int(match[1] or 1) for entry in parent.iterdir() if (match := numbered.fullmatch(entry.name))]
    number = max(used, default=1) + (1 if fresh and used else 0)
    return parent / (name if number == 1 else f"{name}-{number}")


def _opening_manifest(study: "Study", digest: str, command: str) -> Manifest:
    experiment = study.experiment
    return Manifest(
        name=study.name,
        status="running",
        title=experiment.title,
        question=experiment.question,
        intended_use=experiment.intended_use,
        not_for=experiment.not_for,
        command=command,
        seed=experiment.seed,
        design=Design(
            scenarios={name: study.scenarios[name].title for name in experiment.scenarios},
            policies={name: study.policies[name].title for name in experiment.policies},
            comparator=experiment.comparator,
            replications=experiment.replications,
            named_replications=list(experiment.named_replications),
        ),
        config_digest=digest,
        files=dict(study.files),
        versions=versions(),
    )
