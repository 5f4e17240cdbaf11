"""What went wrong in a replication, told without saying on whose machine."""

import re
import sysconfig
import traceback
from pathlib import Path
from typing import Final

from simulation.results.manifest import Failure
from simulation.results.provenance import package_folder

LONGEST_ERROR: Final = 500
"""Characters kept of an error's message."""

LONGEST_TRACEBACK: Final = 8_000
"""Characters kept of a traceback: its end, where the error is."""

_ABSOLUTE = re.compile(
    r"""(?<![\w./\\:-])(?:[A-Za-z]:[\\/]|\\\\|/)(?:[^\s\\/'"<>|:,;()]+[\\/])+(?=[^\s\\/'"<>|:,;()]*)"""
)

"""An absolute path up to its last part, as far as the next blank."""

_QUOTED = re.compile(r"""(["'])(?:[A-Za-z]:[\\/]|\\\\|/)[^"'\n]*[\\/](?=[^"'\n]*\1)""")
"""The same between quotation marks, where it may hold blanks."""


def failure(scenario: str, policy: str, replication: int, stage: str, error: BaseException) -> Failure:
    """Return the record of an error.

    Parameters
    ----------
    scenario, policy, replication
        The run that failed.
    stage
        What was being done.
    error
        What was raised.
    """
    told = "".join(traceback.format_exception(error))
    message = f"{type(error).__name__}: {error}"
    return Failure(
        scenario,
        policy,
        replication,
        stage,
        without_places(message)[:LONGEST_ERROR],
        without_places(told)[-LONGEST_TRACEBACK:],
    )


def without_places(text: str) -> str:
    """Return `text` with no absolute path in it.

    Paths below this package, its dependencies or the standard library keep what follows; of any other path the last
    part is kept.

    Examples
    --------
    >>> without_places("cannot read '/home/somebody/data/roster.csv'")
    "cannot read 'roster.csv'"
    """
    for root in _known_roots():
        text = text.replace(f"{root}/", "").replace(f"{root}\\", "")
    return _ABSOLUTE.sub("", _QUOTED.sub(r"\1", text))


def _known_roots() -> list[str]:
    """Return folders whose contents may be told, the deepest first."""
    paths = sysconfig.get_paths()
    roots = {paths[name] for name in ("purelib", "platlib", "stdlib", "platstdlib")} | {str(package_folder().parent)}
    return sorted({root for root in roots if len(Path(root).parts) > 1}, key=len, reverse=True)
