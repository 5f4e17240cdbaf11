"""Running a study: what `run` and `demo` have in common."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simulation.cli import exit_codes, options, wording
from simulation.cli.wording import tell
from simulation.errors import BilletError

if TYPE_CHECKING:
    from simulation.config import Study
    from simulation.results.manifest import Failure
    from simulation.results.store import RunDirectory


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    experiment: Path
    """The experiment file."""

    out: Path
    """Directory of results."""

    overrides: tuple[str, ...] = ()
    """Values changed for this run, `PATH=VALUE`."""

    replications: int | None = None
    """Replications, if not those of the file."""

    seed: int | None = None
    """Seed, if not that of the file."""

    subset: str | None = None
    """Named subset, if not the whole experiment."""

    jobs: int | None = None
    """Worker processes, if not as many as there are processors."""

    chunk: int | None = None
    """Replications of a chunk, if not chosen."""

    fresh: bool = False
    """Begin anew."""

    report: bool = True
    """Build the report."""

    @property
    def settings(self) -> list[str]:
        """All values that differ from the files, `PATH=VALUE`."""
        own = {"replications": self.replications, "seed": self.seed}
        return [*self.overrides, *(f"{name}={value}" for name, value in own.items() if value is not None)]

    @property
    def command(self) -> str:
        """The command that gives the same numbers on any machine: no absolute path, and no option that changes none."""
        return self._command(_portable)

    @property
    def again(self) -> str:
        """The command that goes on with this run on this machine."""
        return self._command(Path.as_posix)

    def _command(self, written: Callable[[Path], str]) -> str:
        words = ["python", "-m", "simulation", "run", written(self.experiment)]
        if self.out != options.RESULTS:
            words += ["--out", written(self.out)]
        for option, value in (("--replications", self.replications), ("--seed", self.seed), ("--subset", self.subset)):
            words += [] if value is None else [option, str(value)]
        for override in self.overrides:
            words += ["--set", _rewritten(override, written)]
        return shlex.join(words)


def _rewritten(override: str, written: Callable[[Path], str]) -> str:
    """Return an override with the path in it, if it names a file, written as the paths of the command are."""
    name, equals, value = override.partition("=")
    return f"{name}{equals}{written(Path(value))}" if Path(value).is_absolute() else override


def _portable(path: Path) -> str:
    """Return a path as it was given if it is relative; else relative to the working directory, or its name alone."""
    if not path.is_absolute():
        return path.as_posix()
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def carry_out(request: Request) -> None:
    """Validate, compute what is missing, merge, report; print the report's path.

    Raises
    ------
    InvalidInput
        With everything that is wrong in the input files; nothing has been written then.
    RunRefused
        If the run's directory is another's, or in use.
    click.ClickException
        If the directory of results cannot be used.
    click.exceptions.Exit
        If replications are missing, or the run was interrupted.
    """
    from simulation.config import load_study
    from simulation.experiment.design import resolve_arms

    _check_out(request.out)
    study = load_study(request.experiment, overrides=request.settings, subset=request.subset)
    arms, unresolved = resolve_arms(study)
    run = _prepared(request, study)
    with run.exclusively(), _terminations_as_interrupts():
        if run.complete:
            tell(wording.complete(run))
        else:
            run.take_in(study)
            _compute(run, request, arms, unresolved)
        if run.manifest.missing:
            tell(wording.missing(run, request.again))
        click.echo(_report(run) if request.report else run.path)
    if run.manifest.missing:
        raise click.exceptions.Exit(exit_codes.INCOMPLETE)


def _check_out(out: Path) -> None:
    """Refuse a directory of results that cannot be one, before anything else is done."""
    if out.exists() and not out.is_dir():
        _refuse(f"{out} is a file; name a directory")
    if not out.exists() and not out.parent.is_dir():
        _refuse(f"there is no directory {out.parent} to make {out.name} in; make it first")
    if not os.access(out if out.exists() else out.parent, os.W_OK | os.X_OK):
        _refuse(f"{out} cannot be written to; name another directory")


def _refuse(message: str) -> NoReturn:
    raise click.BadParameter(message, param_hint="'--out'")


def _prepared(request: Request, study: "Study") -> "RunDirectory":
    from simulation.results.store import RunDirectory

    try:
        return RunDirectory.prepare(request.out, study, command=request.command, fresh=request.fresh)
    except OSError as error:
        _refuse(f"{request.out} cannot be written to ({error.strerror or error}); name another directory")


def _compute(
    run: "RunDirectory", request: Request, arms: Mapping[tuple[str, str], Any], unresolved: list["Failure"]
) -> None:
    """Compute what is missing, and say what is being done and how long it took."""
    from simulation.experiment.conduct import Means, conduct, remaining
    from simulation.experiment.executor import usable_cpus
    from simulation.experiment.progress import progress
    from simulation.results.provenance import versions

    means = Means(jobs=request.jobs or usable_cpus(), chunk=request.chunk)
    wanted = remaining(run)
    tell(wording.plan(run, wanted, means.jobs))
    if changed := wording.changes(run.manifest.versions, versions()):
        tell(changed)
    began = time.monotonic()
    try:
        with progress(wanted, sys.stderr) as advance:
            conduct(run, arms, means, unresolved=unresolved, advance=advance)
    except KeyboardInterrupt:
        tell(wording.interrupted(run, remaining(run), request.again))
        raise click.exceptions.Exit(exit_codes.INTERRUPTED) from None
    tell(wording.computed(time.monotonic() - began))


def _report(run: "RunDirectory") -> Path:
    """Return the path of the report, built if there is none that is newer than the last change of the run."""
    from simulation.report import build
    from simulation.results.manifest import FILE_NAME

    built = run.report / "report.html"
    if built.exists() and built.stat().st_mtime_ns > (run.path / FILE_NAME).stat().st_mtime_ns:
        return built
    try:
        return build(run)
    except BilletError as error:
        if not run.manifest.missing:
            raise
        tell(str(error))  # too much is missing to report on; that is said already, and ends in its own exit code
        return run.path


@contextmanager
def _terminations_as_interrupts() -> Iterator[None]:
    """Let a request to terminate, as batch systems send it, end a run like an interrupt: finished work is kept."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
