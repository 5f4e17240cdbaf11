"""Options that several verbs share."""

from pathlib import Path
from typing import Final

import click

RESULTS: Final = Path("results")
"""Where results go if nothing else is said."""


def examples(*commands: str) -> str:
    """Return commands as the examples at the end of a verb's help, kept line by line."""
    return "\n".join(["\b", "Examples:", *(f"  python -m simulation {command}" for command in commands)])


out = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=RESULTS,
    show_default=True,
    metavar="DIR",
    help="Directory of results; the run gets a directory of its own in it.",
)

jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Worker processes; as many as there are usable processors, if left out. The numbers do not depend on it.",
)

fresh = click.option("--fresh", is_flag=True, help="Begin anew in a second directory instead of going on.")
