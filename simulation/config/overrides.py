"""`--set PATH=VALUE`: single values laid over the files, and located in the command line when they are wrong."""

import re
from collections.abc import Sequence as Texts
from dataclasses import dataclass
from typing import Final

from simulation.config.messages import describe, did_you_mean
from simulation.config.syntax import parse
from simulation.config.tree import Entry, Key, Mapping, Node, Scalar, Sequence, Source, Spot, plain
from simulation.errors import InvalidInput, Problem

LABEL: Final = "--set"
"""What stands for the file in messages and origins."""

_PATH = re.compile(r"[^.\[\]=]+(\[[0-9]{1,6}\])*(\.[^.\[\]=]+(\[[0-9]{1,6}\])*)*")
_STEP = re.compile(r"\[(?P<index>[0-9]+)\]|(?P<name>[^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Override:
    """One value to be laid over what the files say."""

    steps: tuple[Spot, ...]
    """One spot for each step of the path, from the first; a spot's path ends in that step."""

    value: Node
    """The value."""

    def names(self) -> tuple[Key, ...]:
        """Return the steps of the path."""
        return self.steps[-1].path


def read_overrides(texts: Texts[str]) -> tuple[list[Override], list[Problem]]:
    """Return the overrides that command-line arguments stand for, and what is wrong with the arguments.

    Parameters
    ----------
    texts
        Arguments of the form `PATH=VALUE`; the value is read as YAML.
    """
    source = Source(LABEL, tuple(texts))
    overrides: list[Override] = []
    problems: list[Problem] = []
    for number, text in enumerate(texts, 1):
        path, equals, _ = text.partition("=")
        if not equals or not _PATH.fullmatch(path):
            message = "expected PATH=VALUE, such as replications=10 or world.proficiency.ramp_months.value=6"
            problems.append(Spot(source, number, 1).problem(message))
            continue
        steps = _steps(source, number, path)
        blanked = ("",) * (number - 1) + (" " * (len(path) + 1) + text[len(path) + 1 :],)
        try:
            value = parse(source, problems, lines=blanked, path=steps[-1].path)
        except InvalidInput as error:
            problems.extend(error.problems)
        else:
            nothing = Scalar(None, Spot(source, number, len(path) + 2, steps[-1].path))
            overrides.append(Override(steps, value or nothing))
    return overrides, problems


def _steps(source: Source, number: int, path: str) -> tuple[Spot, ...]:
    steps: list[Spot] = []
    for found in _STEP.finditer(path):
        step: Key = int(found["index"]) if found["index"] else found["name"]
        before = steps[-1].path if steps else ()
        steps.append(Spot(source, number, found.start() + 1, (*before, step)))
    return tuple(steps)


def assign(root: Mapping, override: Override, depth: int) -> Mapping:
    """Return a tree with an override laid over it.

    Parameters
    ----------
    root
        The tree.
    override
        What to lay over it.
    depth
        Number of steps of the override's path that led to the tree; at least one more follows.

    Raises
    ------
    InvalidInput
        If the path leads nowhere. Its last step may name a key that is not there yet.
    """
    spot = override.steps[depth]
    key = spot.path[-1]
    if key not in root.entries and str(key).isdigit():
        key = int(str(key))  # keys such as fiscal years are numbers in the file
    node = root.get(key)
    if node is None and depth + 1 < len(override.steps):
        raise InvalidInput([spot.problem(f"unknown key{did_you_mean(key, root.entries)}")])
    above = override.steps[depth - 1] if depth else root.spot
    below = _assign_below(node, override, depth + 1) if node else override.value
    return Mapping({**root.entries, key: Entry(spot, below)}, above)


def _assign_below(node: Node, override: Override, depth: int) -> Node:
    if depth == len(override.steps):
        return override.value
    if isinstance(node, Mapping):
        return assign(node, override, depth)
    spot = override.steps[depth]
    if not isinstance(node, Sequence):
        raise InvalidInput([spot.problem(f"there is nothing below {describe(plain(node))}; end the path before this")])
    position = spot.path[-1]
    if not isinstance(position, int) or position >= len(node.items):
        raise InvalidInput([spot.problem(f"expected a position from [0] to [{len(node.items) - 1}] of this list")])
    items = list(node.items)
    items[position] = _assign_below(items[position], override, depth + 1)
    return Sequence(tuple(items), override.steps[depth - 1])
