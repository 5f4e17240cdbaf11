"""Progress for a person at a terminal: how many replications, how fast, how long still. Silent anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Advance = Callable[[], None]
"""Called once for every replication that is over."""


@contextmanager
def progress(total: int, stream: TextIO) -> Iterator[Advance]:
    """Show progress on a stream while the context lasts.

    Parameters
    ----------
    total
        Replications to compute.
    stream
        Where to show it, if it is a terminal; colours are left out if NO_COLOR is set.
    """
    if not stream.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("replications"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as display:
        task = display.add_task("", total=total, rate="")

        def advance() -> None:
            display.advance(task)
            speed = display.tasks[0].speed
            if speed:
                display.update(task, rate=f"{speed:.1f} a second" if speed >= 1 else f"{60 * speed:.1f} a minute")

        yield advance
