"""One process at a time in a run directory.

The lock belongs to an open file, so the operating system releases it when the process ends, however it ends; a file
that is merely there means nothing. Where the file system knows no locks the run goes on without one: chunks are
written so that two processes can at worst do the same work twice.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from simulation.errors import RunRefused


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a run directory.

    Parameters
    ----------
    path
        File that stands for the directory; made if it is not there, and left there.

    Raises
    ------
    RunRefused
        If another process holds it.
    """
    with path.open("ab") as file:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            message = f"another process is at work in {path.parent}; wait for it, or begin a new run with --fresh"
            raise RunRefused(message) from None
        except OSError:
            pass  # no locks on this file system
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
