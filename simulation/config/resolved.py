"""What a study rests on, written out in full, and where each value of it was said."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from simulation.config.loading import identity
from simulation.config.tree import Key, Node, below, dotted

DEFAULT: Final = "default"
"""Origin of a value that no file gives."""


def short_names(files: Iterable[Path]) -> dict[Path, str]:
    """Return a name for each file that tells nothing about the machine.

    A file below the working directory goes by its path from there, any other by its name, with as many of its folders
    before it as it takes to tell it from the others.
    """
    here = identity(Path.cwd())
    paths = list(files)
    names = {path: path.relative_to(here).as_posix() for path in paths if path.is_relative_to(here)}
    for path in paths:
        if path not in names:
            names[path] = _tail(path, [other for other in paths if other != path])
    return names


def _tail(path: Path, others: list[Path]) -> str:
    for length in range(1, len(path.parts)):
        tail = path.parts[-length:]
        if all(other.parts[-length:] != tail for other in others):
            return "/".join(tail)
    return "/".join(path.parts[1:])


def origins(
    resolved: Any, node: Node | None, prefix: tuple[Key, ...], names: Mapping[Path, str]
) -> Iterator[tuple[str, str]]:
    """Yield the dotted path of every single value, and where it was said.

    Parameters
    ----------
    resolved
        Plain values, written out in full.
    node
        The tree they were read from.
    prefix
        Path that leads to them.
    names
        Names of files.
    """
    if isinstance(resolved, dict) and resolved:
        for key, value in resolved.items():
            yield from origins(value, _below(node, key), (*prefix, key), names)
    elif isinstance(resolved, list) and resolved:
        for index, value in enumerate(resolved):
            yield from origins(value, _below(node, index), (*prefix, index), names)
    else:
        yield dotted(prefix), _origin(node, names)


def _below(node: Node | None, key: Key) -> Node | None:
    if node is None:
        return None
    found = below(node, key)
    if found is None and isinstance(key, str) and key.isdigit():
        return below(node, int(key))  # a fiscal year, which is a number in the file and a text in JSON
    return found


def _origin(node: Node | None, names: Mapping[Path, str]) -> str:
    if node is None:
        return DEFAULT
    source = node.spot.source
    return f"{names[identity(source.path)]}:{node.spot.line}" if source.path else source.label
