"""From text to a tree, by the events of a YAML 1.2 parser, within limits that no honest file meets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from simulation.config.scalars import read_scalar
from simulation.config.tree import Entry, Key, Mapping, Node, Scalar, Sequence, Source, Spot
from simulation.errors import InvalidInput, Problem

MAX_DEPTH: Final = 40
"""Deepest nesting."""

MAX_NODES: Final = 30_000
"""Most keys and values in one file, each alias counted as all it stands for."""

MAX_LINES: Final = 50_000
"""Most lines in one file."""

MAX_LINE_LENGTH: Final = 10_000
"""Longest line; with the other limits it keeps the worst file readable, or refused, within a second."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PLAIN_WORDS: Final = (
    (r"found character '\\t'", "found a tab; expected spaces: replace the tab"),
    (r"found character '(?P<what>.)'", "found {what}, which cannot begin a value; put the text in quotes"),
    (r"mapping values are not allowed", "a key cannot stand here; check the indentation, and quote a text with ': '"),
    (r"expected '?<(block end|document start)>", "the indentation does not fit the lines above; align this line"),
    (r"expected the node content", "a value is missing here, or a comma or bracket is one too many"),
    (r"unknown escape character '(?P<what>.)'", "unknown escape \\{what}; use single quotes, or double the backslash"),
)
"""Complaints of the parser about the place where it stopped."""

_ABOUT_THE_BEGINNING: Final = (
    (r"but found '<stream end>'", "the text ends before what begins here is complete; close it"),
    (r"expected ',' or '(?P<what>.)'", "a list or map opened here is not closed; add a comma or {what}"),
    (r"unexpected end of stream", "a quote opened here is never closed; add the closing quote"),
    (r"could not find expected ':'", "expected 'key: value'; a ':' is missing"),
)
"""Complaints better placed where that began which was not finished."""


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not been read yet."""

    spot: Spot
    anchor: str | None
    nodes_before: int
    entries: dict[Key, Entry] | None = None
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None

    @property
    def expects_key(self) -> bool:
        return self.entries is not None and self.key is None

    def step(self) -> Key:
        """Return the key or position of what comes next."""
        return len(self.items) if self.key is None else self.key.value

    def close(self) -> Node:
        if self.entries is None:
            return Sequence(tuple(self.items), self.spot)
        return Mapping(self.entries, self.spot)


class _Builder:
    """Builds a tree from events, without recursion."""

    def __init__(self, source: Source, problems: list[Problem], path: tuple[Key, ...]) -> None:
        self.source = source
        self.path = path
        self.problems = problems
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.nodes = 0

    def spot(self, event: Any) -> Spot:
        mark = event.start_mark
        here = Spot(self.source, mark.line + 1, mark.column + 1, self.path)
        if not self.stack:
            return here
        holder = self.stack[-1]
        return replace(here, path=(*holder.spot.path, *(() if holder.expects_key else (holder.step(),))))

    def stop(self, event: Any, message: str) -> InvalidInput:
        return InvalidInput([self.spot(event).problem(message)])

    def read(self, event: Any) -> None:
        if getattr(event, "ctag", None) is not None:
            raise self.stop(event, f"found the tag {event.ctag!s:.40}; tags are not read: take it away")
        if isinstance(event, ScalarEvent):
            self.scalar(event)
        elif isinstance(event, AliasEvent):
            self.alias(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self.open(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            holder = self.stack.pop()
            self.add(event, holder.close(), holder.anchor, self.nodes - holder.nodes_before)
        elif isinstance(event, DocumentStartEvent) and self.root is not None:
            raise self.stop(event, "a second document begins here; a file holds one: remove the '---'")

    def scalar(self, event: ScalarEvent) -> None:
        spot = self.spot(event)
        value: Any = event.value
        if not event.style:
            try:
                value = read_scalar(event.value)
            except ValueError as error:
                self.problems.append(spot.problem(str(error)))
            if event.value == "" and self.stack and self.stack[-1].key is not None:
                spot = replace(self.stack[-1].key.spot, path=spot.path)
        self.nodes += 1
        self.add(event, Scalar(value, spot), event.anchor, 1)

    def alias(self, event: AliasEvent) -> None:
        if event.anchor not in self.anchors:
            raise self.stop(event, f"*{event.anchor} stands for nothing complete; define &{event.anchor} before it")
        node, nodes = self.anchors[event.anchor]
        self.nodes += nodes
        self.add(event, node, None, nodes)

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if len(self.stack) == MAX_DEPTH:
            raise self.stop(event, f"nested more than {MAX_DEPTH} deep; no file of this project needs that")
        spot = self.spot(event)
        if self.stack and self.stack[-1].key is not None:
            spot = replace(self.stack[-1].key.spot, path=spot.path)
        entries: dict[Key, Entry] | None = {} if isinstance(event, MappingStartEvent) else None
        self.nodes += 1
        self.stack.append(_Open(spot, event.anchor, self.nodes - 1, entries))

    def add(self, event: Any, node: Node, anchor: str | None, nodes: int) -> None:
        """Put a finished node where it belongs."""
        if self.nodes > MAX_NODES:
            raise self.stop(event, f"more than {MAX_NODES:,} keys and values, aliases written out; split the file")
        if anchor:
            self.anchors[anchor] = (node, nodes)
        if not self.stack:
            self.root = node
            return
        holder = self.stack[-1]
        if holder.entries is None:
            holder.items.append(node)
        elif holder.key is None:
            holder.key = self.key(event, node, holder.entries)
        else:
            key = holder.key
            holder.entries[key.value] = Entry(key.spot, node)
            holder.key = None

    def key(self, event: Any, node: Node, entries: dict[Key, Entry]) -> Scalar:
        if not isinstance(node, Scalar):
            raise self.stop(event, "a key must be a single word")
        spot = replace(node.spot, path=(*node.spot.path, node.value))
        if node.value == "<<":
            raise InvalidInput([spot.problem("merge keys are not part of YAML 1.2; use 'extends', or write it out")])
        if node.value in entries:
            first = entries[node.value].key.line
            self.problems.append(spot.problem(f"duplicate key '{node.value}', already on line {first}; keep one"))
        return Scalar(node.value, spot)


def parse(
    source: Source, problems: list[Problem], *, lines: tuple[str, ...] | None = None, path: tuple[Key, ...] = ()
) -> Node | None:
    """Return the tree of a text, or None if the text says nothing.

    Parameters
    ----------
    source
        The text.
    problems
        Receives what is wrong without making the rest unreadable: duplicate keys, numbers that cannot be meant.
    lines
        What to read instead of the source's lines, each character in its place: the source with parts blanked out.
    path
        Path under which the tree belongs.

    Raises
    ------
    InvalidInput
        If the text cannot be read to its end.
    """
    _check_lines(source)
    builder = _Builder(source, problems, path)
    lines = lines or source.lines
    try:
        for event in _events(lines):
            builder.read(event)
    except MarkedYAMLError as error:
        raise InvalidInput([_in_plain_words(source, lines, error)]) from None
    except YAMLError as error:
        raise InvalidInput([Spot(source, 1, 1).problem(f"not readable as YAML: {error}")]) from None
    return builder.root


def _events(lines: tuple[str, ...]) -> Iterator[Any]:
    return iter(YAML(typ="safe", pure=True).parse("\n".join(lines) + "\n"))


def _check_lines(source: Source) -> None:
    if len(source.lines) > MAX_LINES:
        message = f"the file has {len(source.lines):,} lines; at most {MAX_LINES:,} are read"
        raise InvalidInput([Spot(source, MAX_LINES + 1, 1).problem(message)])
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE_LENGTH:
            message = f"the line has {len(line):,} characters; at most {MAX_LINE_LENGTH:,} are read"
            raise InvalidInput([Spot(source, number, 1).problem(message)])
        if found := _UNPRINTABLE.search(line):
            message = f"found the control character U+{ord(found.group()):04X}; remove it"
            raise InvalidInput([Spot(source, number, found.start() + 1).problem(message)])


def _in_plain_words(source: Source, lines: tuple[str, ...], error: MarkedYAMLError) -> Problem:
    """Return the parser's complaint in words that do not presuppose its grammar."""
    said = error.problem or error.context or "no reason given"
    mark = error.problem_mark or error.context_mark
    message = f"not readable as YAML from here ({said})"
    for pattern, words in (*_ABOUT_THE_BEGINNING, *_PLAIN_WORDS):
        if found := re.search(pattern, said):
            message = words.format(**found.groupdict())
            if (pattern, words) in _ABOUT_THE_BEGINNING:
                mark = error.context_mark or mark
            break
    if mark is None or mark.line >= len(lines):
        return Spot(source, len(lines), max(1, len(lines[-1]))).problem(message)
    return Spot(source, mark.line + 1, mark.column + 1).problem(message)
