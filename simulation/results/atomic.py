"""Files that are there in full or not at all.

A file is written under a temporary name in its own directory, forced to disk, and renamed. A rename within a directory
is atomic, so a reader sees the old file or the new one, and a process killed at any instant leaves at worst a temporary
file, which nobody reads and the next run removes.
"""

import os
import secrets
from pathlib import Path
from typing import Final

TEMPORARY_SUFFIX: Final = ".tmp"
"""Ending of names that nobody reads."""


def temporary_beside(path: Path) -> Path:
    """Return an unused temporary name in the directory of `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")


def settle(temporary: Path, path: Path) -> None:
    """Force a finished temporary file to disk and give it its name.

    Parameters
    ----------
    temporary
        The file, complete and closed.
    path
        Its name from now on, in the same directory; a file of that name is replaced.
    """
    _force_to_disk(temporary)
    temporary.replace(path)
    if os.name == "posix":
        _force_to_disk(path.parent)  # the name itself; elsewhere a directory cannot be opened


def _force_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once, replacing any of that name."""
    temporary = temporary_beside(path)
    try:
        temporary.write_bytes(content)
        settle(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, content: str) -> None:
    """Write a whole text file at once, in UTF-8 with line feeds on every system."""
    write_bytes(path, content.encode("utf-8"))


def remove_temporaries(directory: Path) -> int:
    """Remove what killed processes left in `directory`, and return how many files that was."""
    strays = list(directory.glob(f".*{TEMPORARY_SUFFIX}"))
    for stray in strays:
        stray.unlink(missing_ok=True)
    return len(strays)
