"""`report`: figures and report from the tables of a run, without simulating."""

from pathlib import Path

import click

from simulation.cli import options


@click.command(
    short_help="Rebuild the report of a run from its tables.",
    epilog=options.examples(
        "report results/resourcing-policies-0123456789",
    ),
)
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
def report(run: Path) -> None:
    """Rebuild figures and report of a run from its tables, and print the path of the report."""
    from simulation.report import build
    from simulation.results.store import RunDirectory

    click.echo(build(RunDirectory.open(run)))
