"""The process that computes: takes orders, tells what happens, ends when nobody listens any more."""

import contextlib
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from simulation.experiment.replication import Message, compute, load

READY: Final = "ready"
"""First word of a worker: everything is imported."""


def work(connection: Connection, directory: Path, engine: str) -> None:
    """Compute chunks until told to stop, or until nobody listens any more.

    Parameters
    ----------
    connection
        Brings orders, or None to stop; takes messages.
    directory
        Where chunks go.
    engine
        Computes a replication.
    """
    # A terminal sends its interrupts to all its processes; the one that supervises decides what they mean.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr  # standard output is for results

    def tell(message: Message | str) -> None:
        try:
            connection.send(message)
        except OSError:
            raise SystemExit from None  # the supervisor is gone; what has no name yet does not count

    with contextlib.suppress(Exception):
        load(engine)  # imports take a while, and are not the first replication's work; errors come again with it
    tell(READY)
    try:
        while (order := connection.recv()) is not None:
            compute(order, directory, engine, tell)
    except (EOFError, ConnectionResetError):
        return
