"""`run`: from an experiment file to tables and a report."""

from pathlib import Path
from typing import Any

import click

from simulation.cli import options
from simulation.cli.study_run import Request, carry_out


@click.command(
    short_help="Run an experiment, and report on it.",
    epilog=options.examples(
        "run experiments/resourcing-policies/experiment.yaml",
        "run experiments/resourcing-policies/experiment.yaml --replications 200 --jobs 4",
        "run experiments/resourcing-policies/experiment.yaml --subset demo --out trials",
        "run experiments/resourcing-policies/experiment.yaml --set world.assignment.uncertified_output.value=0.5",
    ),
)
@click.argument("experiment", type=click.Path(path_type=Path), metavar="EXPERIMENT.yaml")
@options.out
@click.option("--replications", type=click.IntRange(min=1), metavar="N", help="Replications of every arm.")
@options.jobs
@click.option("--seed", type=click.IntRange(min=0), metavar="S", help="Root of all luck.")
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one value for this run. May be repeated.",
)
@click.option("--subset", metavar="NAME", help="Run a smaller version that the experiment names.")
@options.fresh
@click.option(
    "--chunk",
    type=click.IntRange(min=1),
    metavar="N",
    help="Replications that are written and, after a crash, repeated together. The numbers do not depend on it.",
)
@click.option("--no-report", is_flag=True, help="Stop at the tables, and print the run's directory.")
def run(*, overrides: tuple[str, ...], no_report: bool, **asked: Any) -> None:
    """Run an experiment, and print the path of its report.

    The run goes into a directory named for its inputs. Run again, it goes on where it stopped; with more replications,
    only the new ones are computed; when it is complete, there is nothing to do.
    """
    carry_out(Request(overrides=overrides, report=not no_report, **asked))
