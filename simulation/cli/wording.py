"""What is said on standard error while a study is run."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulation.results.manifest import Versions
    from simulation.results.store import RunDirectory

SHOWN_FAILURES = 3
"""Failures told in full; the manifest has all."""


def tell(message: str) -> None:
    """Print a message where it does not mix with results."""
    click.echo(message, err=True)


def _total(run: "RunDirectory") -> int:
    return len(run.manifest.design.arms) * run.manifest.design.replications


def complete(run: "RunDirectory") -> str:
    """Say that there is nothing to compute."""
    replications = run.manifest.design.replications
    return f"{run.path} is complete ({replications} replications of every arm); nothing to compute"


def plan(run: "RunDirectory", wanted: int, jobs: int) -> str:
    """Say what is about to be done."""
    design = run.manifest.design
    done = _total(run) - wanted
    found = f", of which {done} are there" if done else ""
    return (
        f"{run.manifest.name}: {_number(len(design.scenarios), 'scenario')} x "
        f"{_number(len(design.policies), 'policy', 'policies')} x {_number(design.replications, 'replication')} = "
        f"{_number(_total(run), 'run')}{found}; {_number(jobs, 'job')}; in {run.path}"
    )


def changes(before: "Versions", now: "Versions") -> str:
    """Say in which versions a run goes on that differ from those it was begun with; nothing if there are none."""
    then = {"Python": before.python, "platform": before.platform, **before.packages}
    today = {"Python": now.python, "platform": now.platform, **now.packages}
    found = [f"{name} {then.get(name, 'none')}, now {today[name]}" for name in today if today[name] != then.get(name)]
    return f"this run was begun with {'; '.join(found)}: last digits may differ within it" if found else ""


def computed(seconds: float) -> str:
    """Say how long it took."""
    minutes, rest = divmod(round(seconds), 60)
    return f"computed in {minutes} min {rest:02d} s" if minutes else f"computed in {seconds:.1f} s"


def interrupted(run: "RunDirectory", remaining: int, command: str) -> str:
    """Say what is kept, and how to go on."""
    return (
        f"interrupted; {_total(run) - remaining} of {_number(_total(run), 'run')} are kept in {run.path}. "
        f"The same command goes on from there:\n  {command}"
    )


def missing(run: "RunDirectory", command: str) -> str:
    """Say what is missing and why, and how to try again."""
    lacking = run.manifest.missing
    count = sum(len(numbers) for numbers in lacking.values())
    lines = [f"{count} of {_number(_total(run), 'run')} are missing; the tables hold the others:"]
    lines += [f"  {arm}: {ranges(numbers)}" for arm, numbers in lacking.items()]
    failures = run.manifest.failures
    lines += [f"  {f.scenario}/{f.policy} {f.replication}, {f.stage}: {f.error}" for f in failures[:SHOWN_FAILURES]]
    if len(failures) > SHOWN_FAILURES:
        lines.append(f"  and {len(failures) - SHOWN_FAILURES} more failures")
    return "\n".join([*lines, f"{run.path / 'manifest.json'} tells all; to try them again:\n  {command}"])


def ranges(numbers: list[int]) -> str:
    """Return ascending numbers as ranges.

    Examples
    --------
    >>> ranges([1, 4, 5, 6, 9])
    '1, 4-6, 9'
    """
    pieces: list[list[int]] = []
    for number in numbers:
        if pieces and number == pieces[-1][-1] + 1:
            pieces[-1].append(number)
        else:
            pieces.append([number])
    return ", ".join(str(piece[0]) if len(piece) == 1 else f"{piece[0]}-{piece[-1]}" for piece in pieces)


def _number(count: int, singular: str, plural: str = "") -> str:
    return f"{count} {singular if count == 1 else plural or singular + 's'}"
