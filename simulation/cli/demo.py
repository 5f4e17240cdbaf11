"""`demo`: the default study, small."""

from pathlib import Path
from typing import Any, Final

import click

from simulation.cli import options
from simulation.cli.study_run import Request, carry_out

EXPERIMENT: Final = Path("experiments/resourcing-policies/experiment.yaml")
"""The default study, from the top of the project."""

SUBSET: Final = "demo"
"""Its smaller version."""


@click.command(
    short_help="Run a small version of the default study.",
    epilog=options.examples(
        "demo",
        "demo --jobs 2 --out trials",
    ),
)
@options.out
@options.jobs
@options.fresh
def demo(**asked: Any) -> None:
    """Run a small version of the default study, and print the path of its report.

    Start it at the top of the project, where the folder `experiments` is. Run again, it goes on where it stopped.
    """
    if not EXPERIMENT.is_file():
        message = (
            f"there is no {EXPERIMENT.as_posix()} here; change to the top of the project (the folder that holds "
            "'experiments') and try again, or run an experiment of your own with 'run'"
        )
        raise click.UsageError(message)
    carry_out(Request(EXPERIMENT, subset=SUBSET, **asked))
