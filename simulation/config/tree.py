"""A file as a tree in which every key and value knows its place, and what may be done with such trees."""

from collections.abc import Sequence as Steps
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from simulation.errors import Problem

Key = str | int | float | bool | date | None
"""What stands before a colon."""

MAX_STEPS_SHOWN = 12
"""Longest path that is written out; no file of this project goes that deep."""

KEY = "[key]"
"""Last step of a location that means the key itself, not what stands behind it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read."""

    label: str
    """Name in messages."""

    lines: tuple[str, ...]
    """Its lines."""

    path: Path | None = None
    """Where it lies; None for overrides."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in a text, and the dotted path of what stands there."""

    source: Source
    """The text."""

    line: int
    """Line, from 1."""

    column: int
    """Column, from 1."""

    path: tuple[Key, ...] = ()
    """Keys and list positions that lead to it within its own text."""

    def problem(self, message: str) -> Problem:
        """Return a problem located here."""
        lines = self.source.lines
        excerpt = lines[self.line - 1] if self.line <= len(lines) else ""
        return Problem(self.source.label, self.line, self.column, dotted(self.path), message, excerpt)

    def under(self, step: Key) -> "Spot":
        """Return the same point under a longer path, for something that should be here and is not."""
        return replace(self, path=(*self.path, step))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value."""

    value: Any
    """Text, number, date, true, false or None."""

    spot: Spot
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    """Its items."""

    spot: Spot
    """Where its key, or else its first character, stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and what stands behind it."""

    key: Spot
    """Where the key stands."""

    node: "Node"
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and what stands behind them, in the order of the file."""

    entries: dict[Key, Entry]
    """Its entries."""

    spot: Spot
    """Where its key, or else its first character, stands."""

    def get(self, key: Key) -> "Node | None":
        """Return what stands behind a key, if anything does."""
        entry = self.entries.get(key)
        return entry.node if entry else None


Node = Scalar | Sequence | Mapping
"""Any part of a tree."""


def dotted(path: Steps[Key]) -> str:
    """Return a path as text.

    Examples
    --------
    >>> dotted(("settings", 0, "where"))
    'settings[0].where'
    """
    text = "".join(_step(step) for step in path[:MAX_STEPS_SHOWN])
    return text.removeprefix(".") + ("..." if len(path) > MAX_STEPS_SHOWN else "")


def _step(step: Key) -> str:
    if step is None or isinstance(step, bool):
        return ".null" if step is None else f".{str(step).lower()}"
    return f"[{step}]" if isinstance(step, int) else f".{step}"


def plain(node: Node) -> Any:
    """Return the tree as dictionaries, lists and values."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def merge(base: Mapping, over: Mapping) -> Mapping:
    """Lay one tree over another: maps are merged key by key, everything else is replaced.

    What belongs to both is located where the upper tree says it, since that is where it was last touched.
    """
    entries = dict(base.entries)
    for key, entry in over.entries.items():
        lower = base.get(key)
        upper = entry.node
        if isinstance(lower, Mapping) and isinstance(upper, Mapping):
            entries[key] = Entry(entry.key, merge(lower, upper))
        else:
            entries[key] = entry
    return Mapping(entries, over.spot)


def without(node: Mapping, key: Key) -> Mapping:
    """Return a map without one of its keys."""
    return Mapping({name: entry for name, entry in node.entries.items() if name != key}, node.spot)


def below(node: Node, step: Key) -> Node | None:
    """Return what lies one step further down, if anything does."""
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def spot_of(root: Node, location: Steps[Key]) -> Spot:
    """Return the spot of a location, or of the deepest part of it that exists.

    A location that ends in `KEY` means the key. A location whose last step does not exist in a map is reported at the
    map, under the path it would have.
    """
    node, key = root, root.spot
    for step in location:
        if step == KEY:
            return key
        entry = node.entries.get(step) if isinstance(node, Mapping) else None
        found = below(node, step)
        if found is None:
            return node.spot.under(step) if isinstance(node, Mapping) else node.spot
        key = entry.key if entry else found.spot
        node = found
    return node.spot
