"""`roster`: the people a run starts with, as a file in the format in which people are read."""

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from simulation.cli import options

if TYPE_CHECKING:
    from simulation.config import Study


@click.command(
    short_help="Write down the people a run starts with.",
    epilog=options.examples(
        "roster experiments/resourcing-policies/experiment.yaml",
        "roster experiments/resourcing-policies/experiment.yaml --scenario surge --replication 3 --out people.csv",
        "roster experiments/resourcing-policies/experiment.yaml --set world.time.start=2025-10-01 --out people.csv",
    ),
)
@click.argument("experiment", type=click.Path(path_type=Path), metavar="EXPERIMENT.yaml")
@click.option("--scenario", metavar="NAME", help="Scenario whose first day is wanted; the first, if left out.")
@click.option("--seed", type=click.IntRange(min=0), metavar="S", help="Root of all luck.")
@click.option(
    "--replication", type=click.IntRange(min=0), default=0, show_default=True, metavar="N", help="Which replication."
)
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value. May be repeated.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE.csv", help="Write a new file, and print its path."
)
def roster(
    experiment: Path,
    *,
    scenario: str | None,
    seed: int | None,
    replication: int,
    overrides: tuple[str, ...],
    out: Path | None,
) -> None:
    """Print the people that a replication starts with, one row each (CSV).

    They are synthesised, unless the world names a roster of its own. All policies start with the same people. What is
    written can be edited, and named by a world as its `roster`.
    """
    from simulation.arm import resolve
    from simulation.config import load_study
    from simulation.config.roster import write_roster
    from simulation.model import opening_roster

    if out is not None:
        _check_out(out)
    settings = [*overrides, *([] if seed is None else [f"seed={seed}"])]
    study = load_study(experiment, overrides=settings)
    arm = resolve(study, _scenario(study, scenario), study.experiment.comparator)
    text = StringIO()
    write_roster(opening_roster(arm, study.experiment.seed, replication), arm.world, text)
    if out is None:
        click.echo(text.getvalue(), nl=False)
    else:
        _write(out, text.getvalue())
        click.echo(out)


def _scenario(study: "Study", name: str | None) -> str:
    """Return the scenario asked for, or the first of the experiment."""
    from simulation.config.findings import unknown

    if name is not None and name not in study.scenarios:
        raise click.BadParameter(unknown("scenario", name, study.scenarios), param_hint="'--scenario'")
    return next(iter(study.scenarios)) if name is None else name


def _check_out(out: Path) -> None:
    """Refuse a file that cannot be written, before anything else is done."""
    if out.exists():
        _refuse(f"{out} is there already, and nothing is overwritten; name another file, or move it away")
    if not out.parent.is_dir():
        _refuse(f"there is no directory {out.parent} to put {out.name} in; make it first")


def _write(out: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        _refuse(f"{out} cannot be written ({error.strerror}); name another file")


def _refuse(message: str) -> NoReturn:
    raise click.BadParameter(message, param_hint="'--out'")
