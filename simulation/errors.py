"""What can go wrong in a way that its reader can mend: each message stands alone, without a traceback.

BilletError
├── InvalidInput    a file, or an override, says something that cannot be right
└── RunRefused      a run would do harm or make no sense where it was asked for
"""

from collections.abc import Iterable
from dataclasses import dataclass

EXCERPT_WIDTH = 110
"""Longest piece of a source line that is shown."""

INDENT = "    "


class BilletError(Exception):
    """Base of all errors that are the reader's to mend."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with the input, and where it is."""

    file: str
    """File as its reader would name it, or `--set` for an override."""

    line: int
    """Line, from 1; for overrides, their ordinal on the command line."""

    column: int
    """Column, from 1."""

    path: str
    """Dotted path inside the file; empty for the file as a whole."""

    message: str
    """What was found, what was expected, what to do."""

    excerpt: str = ""
    """The line of the file; empty if there is none to show."""

    def __str__(self) -> str:
        """Return the message behind its place, then the source line with a caret below."""
        parts = [f"{self.file}:{self.line}:{self.column}", *([self.path] if self.path else []), self.message]
        head = ": ".join(parts)
        if not self.excerpt.strip():
            return head
        shown, caret = _window(self.excerpt, self.column - 1)
        return f"{head}\n{INDENT}{shown}\n{INDENT}{' ' * caret}^"


def _window(line: str, position: int) -> tuple[str, int]:
    """Return the piece of a line worth showing, free of control characters, and where the caret goes in it."""
    clean = "".join(character if character.isprintable() else " " for character in line).rstrip()
    start = len(clean) - len(clean.lstrip())
    if position - start > EXCERPT_WIDTH * 3 // 4:
        start = position - EXCERPT_WIDTH // 2
    return clean[start : start + EXCERPT_WIDTH], max(0, position - start)


class InvalidInput(BilletError):
    """Input that cannot be right: every problem of every file, in order.

    Parameters
    ----------
    problems
        What is wrong; repeated ones are dropped.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return all problems, one after the other."""
        return "\n".join(str(problem) for problem in self.problems)


class RunRefused(BilletError):
    """A run that would do harm or make no sense, such as one into another run's directory."""
