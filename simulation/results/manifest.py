"""The manifest: what was run, with which versions and inputs, how it went, and the command that repeats it.

It names no user, no machine and no absolute path, so that a run directory can be passed on as it is.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from simulation.errors import RunRefused
from simulation.results.atomic import write_text

SCHEMA_VERSION: Final = 1
"""Version of the manifest's own form; raised when a reader of the old form would be misled."""

FILE_NAME: Final = "manifest.json"

Status = Literal["running", "interrupted", "partial", "complete"]
"""`partial` is a run that ended with replications missing; `running` may also be a run that was killed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A replication that gave no result, and why."""

    scenario: str
    """Name of the scenario."""

    policy: str
    """Name of the policy."""

    replication: int
    """Number of the replication."""

    stage: str
    """What was being done: resolving, simulating, writing; or worker, if its process died again and again."""

    error: str
    """Kind of error and its message."""

    traceback: str
    """Where it happened, with paths relative to the package; empty if the process died."""


@dataclass(frozen=True, slots=True)
class Design:
    """What was meant to be run."""

    scenarios: dict[str, str]
    """Titles of the scenarios by name, in canonical order."""

    policies: dict[str, str]
    """Titles of the policies by name, in canonical order."""

    comparator: str
    """Name of the policy that the others are compared with."""

    replications: int
    """Replications of every arm."""

    named_replications: list[int] = field(default_factory=list)
    """Replications whose cells are kept in full."""

    @property
    def arms(self) -> list[tuple[str, str]]:
        """Scenario and policy of every arm, in canonical order."""
        return [(scenario, policy) for scenario in self.scenarios for policy in self.policies]


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of computing; a run that was resumed or extended has several."""

    replications: int
    """Replications computed."""

    jobs: int
    """Worker processes."""

    wall_seconds: float
    """Time that passed."""

    cpu_seconds: float
    """Processor time of the replications, all workers together."""

    @property
    def cpu_seconds_per_replication(self) -> float:
        """Mean processor time of one replication; zero if none was computed."""
        return self.cpu_seconds / self.replications if self.replications else 0.0


@dataclass(frozen=True, slots=True)
class Versions:
    """What computed the numbers."""

    tool: str
    """Version of this package."""

    model: str
    """Version of this package and digest of the source that decides the numbers."""

    commit: str
    """Commit of the source, if it is a checkout; with `+modified` if it differs from it."""

    python: str
    """Version of Python."""

    platform: str
    """Operating system and processor family; the last bits of results may depend on it."""

    packages: dict[str, str]
    """Versions of the packages that the numbers and tables depend on."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is known about a run besides its numbers."""

    name: str
    """Name of the experiment."""

    status: Status
    """How far it has come."""

    title: str
    """Head of the report."""

    question: str
    """What was asked."""

    intended_use: str
    """What the answer may be used for."""

    not_for: str
    """What it must not be used for."""

    command: str
    """Command that repeats the run."""

    seed: int
    """Root of all luck."""

    design: Design
    """Arms and replications."""

    config_digest: str
    """SHA-256 of the resolved inputs without the number of replications, and of the model version."""

    files: dict[str, str]
    """SHA-256 of every input file, by its name relative to the working directory."""

    versions: Versions
    """What computed the numbers."""

    arm_digests: dict[str, str] = field(default_factory=dict)
    """Digest of each arm as `scenario/policy`; arms of equal digest give equal numbers."""

    sessions: list[Session] = field(default_factory=list)
    """Stretches of computing. Times are kept here and nowhere else: tables hold nothing that depends on them."""

    missing: dict[str, list[int]] = field(default_factory=dict)
    """Replications without a result by `scenario/policy`; empty for a complete run."""

    failures: list[Failure] = field(default_factory=list)
    """Why replications are missing."""

    tables: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each merged table."""

    schema_version: int = SCHEMA_VERSION
    """Version of this form."""

    @property
    def timings(self) -> Mapping[str, float]:
        """Wall seconds and processor seconds of all sessions, replications computed, processor seconds of one, jobs."""
        computed = sum(session.replications for session in self.sessions)
        cpu = sum(session.cpu_seconds for session in self.sessions)
        return {
            "wall_seconds": sum(session.wall_seconds for session in self.sessions),
            "cpu_seconds": cpu,
            "replications": computed,
            "cpu_seconds_per_replication": cpu / computed if computed else 0.0,
            "jobs": max((session.jobs for session in self.sessions), default=0),
        }

    def write(self, directory: Path) -> None:
        """Write the manifest of the run in `directory`, atomically."""
        content = {"schema_version": self.schema_version, **asdict(self), "timings": dict(self.timings)}
        write_text(directory / FILE_NAME, json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        """Read the manifest of the run in `directory`.

        Raises
        ------
        RunRefused
            If there is none, if it cannot be read, or if another version of this package wrote it in another form.
        """
        path = directory / FILE_NAME
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            message = f"{directory} is not a run: it has no {FILE_NAME}"
            raise RunRefused(message) from None
        except (OSError, ValueError) as error:
            message = f"{path} cannot be read ({error})"
            raise RunRefused(message) from None
        return _from_content(content, path)


def _from_content(content: Any, path: Path) -> Manifest:
    form = content.get("schema_version") if isinstance(content, dict) else None
    if form != SCHEMA_VERSION:
        message = f"{path} has form {form}, and this version reads form {SCHEMA_VERSION}; begin a new run with --fresh"
        raise RunRefused(message)
    content.pop("timings", None)
    try:
        return Manifest(
            **{
                **content,
                "design": Design(**content["design"]),
                "versions": Versions(**content["versions"]),
                "sessions": [Session(**session) for session in content["sessions"]],
                "failures": [Failure(**failure) for failure in content["failures"]],
            }
        )
    except (KeyError, TypeError) as error:
        message = f"{path} is incomplete ({error}); begin a new run with --fresh"
        raise RunRefused(message) from None
