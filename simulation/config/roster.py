"""The people on board on the first day, read from a file and checked against the world they are to enter."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, Final, NamedTuple

from simulation.config.findings import unknown
from simulation.config.messages import DATE
from simulation.config.positions import OpeningPosition, opening_positions, unknown_position
from simulation.config.roster_format import (
    COLUMNS,
    FORMULA,
    MAX_BYTES,
    Complaints,
    Line,
    Message,
    Roster,
    RosterRow,
    columns_of,
    lines_of,
    rows_of,
    write_roster,
)
from simulation.config.scalars import clip
from simulation.config.world import World

__all__ = ["COLUMNS", "MAX_BYTES", "Roster", "RosterRow", "Terms", "read_roster", "write_roster"]

MAX_IDENTIFIER: Final = 80
"""Longest identifier of a person."""

YEARS_BEFORE: Final = 80
"""Oldest dates read, in years before the start; exports write 1900 where they know nothing."""

YEARS_AFTER: Final = 100
"""Latest dates read, in years after the start; exports write 9999 for never."""

_COUNT = re.compile(r"0|[1-9][0-9]{0,2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Terms(NamedTuple):
    """All of a world that a roster is read against: worlds that agree in it share what was read."""

    start: date
    """First day simulated."""

    components: tuple[str, ...]
    """Kinds of employment."""

    regions: tuple[str, ...]
    """Commands and headquarters."""

    functions: tuple[str, ...]
    """Kinds of work."""

    courses: tuple[str, ...]
    """Training."""

    positions: tuple[OpeningPosition, ...]
    """Positions of the first day."""

    @classmethod
    def of(cls, world: World) -> "Terms":
        """Return the terms of a world."""
        return cls(
            world.time.start,
            tuple(world.components),
            tuple(world.regions),
            tuple(world.functions),
            tuple(world.courses),
            opening_positions(world),
        )


def read_roster(text: str, label: str, terms: Terms) -> Roster:
    """Return the people that a file lists, in its order.

    Parameters
    ----------
    text
        The file's text, without a byte order mark.
    label
        Its name in messages.
    terms
        What they are checked against.

    Raises
    ------
    InvalidInput
        With everything that is wrong in the file; of very many problems the first, and the number of the others.
    """
    source = lines_of(text, label)
    columns = columns_of(source)
    complaints = Complaints(source)
    reader = _Reader(terms, complaints)
    rows = tuple(row for line in rows_of(complaints, columns) if (row := reader.read(line)))
    complaints.refuse()
    return rows


class _Wrong(Exception):
    """A cell that cannot be read."""

    def __init__(self, message: Message, offset: int = 0) -> None:
        super().__init__()
        self.message = message
        self.offset = offset


class _Reader:
    """Reads one line after the other, and remembers who and which position has been met."""

    def __init__(self, terms: Terms, complaints: Complaints) -> None:
        self.terms = terms
        self.complaints = complaints
        self.line_of_person: dict[str, int] = {}
        self.line_of_holder: dict[int, int] = {}
        self.index = {position.name: index for index, position in enumerate(terms.positions)}
        self.number = 0
        self.cells = {"person": self._person, "position": self._position, **_cell_readers(terms)}

    def read(self, line: Line) -> RosterRow | None:
        """Return what a line says, or None after noting all that is wrong with it."""
        before, self.number = self.complaints.count, line.number
        sound: dict[str, Any] = {}
        for column, read in self.cells.items():
            try:
                sound[column] = read(line.cells.get(column, ""))
            except _Wrong as wrong:
                self.complaints.note(line, column, wrong.message, wrong.offset)
        for column, needed, check in _CHECKS:
            if sound.keys() >= needed and (message := check(sound, self.terms)):
                self.complaints.note(line, column, message)
        return RosterRow(**sound) if self.complaints.count == before else None

    def _person(self, text: str) -> str:
        if text.startswith(FORMULA):
            message = f"{_found(text)}, which a spreadsheet takes for a formula; expected an identifier"
            raise _Wrong(message)
        if text != text.strip() or not text.isprintable() or not 0 < len(text) <= MAX_IDENTIFIER:
            wanted = f"an identifier of at most {MAX_IDENTIFIER} characters, without blanks around it"
            message = f"{_found(text)}; expected {wanted}"
            raise _Wrong(message)
        first = self.line_of_person.setdefault(text, self.number)
        if first != self.number:
            message = f"{_found(text)}, who is already on line {first}; expected each person once"
            raise _Wrong(message)
        return text

    def _position(self, text: str) -> int:
        if not text:
            return -1
        if text not in self.index:
            raise _Wrong(partial(unknown_position, clip(text, 200), self.terms.positions))
        index = self.index[text]
        first = self.line_of_holder.setdefault(index, self.number)
        if first != self.number:
            message = f"{_found(text)}, which is already held on line {first}; expected one person in a position"
            raise _Wrong(message)
        return index


def _cell_readers(terms: Terms) -> dict[str, Callable[[str], Any]]:
    """Return how each cell is read that means the same in every row; what was read once is remembered."""

    def past(text: str) -> date:
        day = _day(text, terms)
        if day > terms.start:
            message = f"found {day}; expected a day on or before the start ({terms.start})"
            raise _Wrong(message)
        return day

    def coming(text: str) -> date:
        day = _day(text, terms)
        if day <= terms.start:
            message = f"found {day}; expected a day after the start ({terms.start})"
            raise _Wrong(message)
        return day

    readers: dict[str, Callable[[str], Any]] = {
        "component": lambda text: _known(text, "component", terms.components),
        "region": lambda text: _known(text, "region", terms.regions),
        "entered": past,
        "service_start": past,
        "arrived": lambda text: past(text) if text else None,
        "tour_end": lambda text: coming(text) if text else None,
        "posts": _count,
        "courses": lambda text: _courses(text, terms),
        "experience": lambda text: _experience(text, terms),
        "obliged_until": lambda text: _day(text, terms) if text else None,
        "abroad_since": lambda text: past(text) if text else None,
    }
    return {column: cache(read) for column, read in readers.items()}


def _found(text: str) -> str:
    return f"found '{clip(text, 60)}'" if text else "found nothing"


def _known(text: str, kind: str, names: tuple[str, ...]) -> str:
    if text not in names:
        raise _Wrong(partial(unknown, kind, clip(text, 60), names) if text else f"found nothing; expected a {kind}")
    return text


def _day(text: str, terms: Terms) -> date:
    if not _DAY.fullmatch(text):
        message = f"{_found(text)}; expected {DATE}"
        raise _Wrong(message)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f"found {text}, a day that does not exist; expected {DATE}"
        raise _Wrong(message) from None
    first, last = terms.start.year - YEARS_BEFORE, terms.start.year + YEARS_AFTER
    if not first <= day.year <= last:
        message = f"found {day}; expected a day between {first} and {last}, or an empty cell where one may be empty"
        raise _Wrong(message)
    return day


def _count(text: str) -> int:
    if text and not _COUNT.fullmatch(text):
        message = f"{_found(text)}; expected a whole number from 0 to 999"
        raise _Wrong(message)
    return int(text or "0")


def _items(text: str) -> Iterator[tuple[str, int]]:
    """Yield the items of a list, and where they begin in it.

    Raises
    ------
    _Wrong
        If there is nothing between two semicolons.
    """
    at = 0
    for item in text.split(";") if text else ():
        if not item:
            message = "found nothing between two ';' or at an end; take one ';' away"
            raise _Wrong(message, at)
        yield item, at
        at += len(item) + 1


def _courses(text: str, terms: Terms) -> tuple[tuple[str, date | None], ...]:
    passed: dict[str, date | None] = {}
    for item, at in _items(text):
        name, colon, until = item.partition(":")
        if name not in terms.courses:
            raise _Wrong(partial(unknown, "course", clip(name, 60), terms.courses), at)
        if name in passed:
            message = f"found '{name}' a second time; expected each course once"
            raise _Wrong(message, at)
        passed[name] = _lapse(until, terms, at + len(name) + 1) if colon else None
    return tuple((name, passed[name]) for name in terms.courses if name in passed)


def _lapse(text: str, terms: Terms, at: int) -> date:
    """Return the day a certificate lapses."""
    try:
        day = _day(text, terms)
    except _Wrong as wrong:
        wrong.offset = at
        raise
    if day <= terms.start:
        message = f"found {day}; expected a day after the start ({terms.start}): leave out a course that has lapsed"
        raise _Wrong(message, at)
    return day


def _experience(text: str, terms: Terms) -> tuple[str, ...]:
    had: set[str] = set()
    for name, at in _items(text):
        if name not in terms.functions:
            raise _Wrong(partial(unknown, "function", clip(name, 60), terms.functions), at)
        if name in had:
            message = f"found '{name}' a second time; expected each function once"
            raise _Wrong(message, at)
        had.add(name)
    return tuple(name for name in terms.functions if name in had)


Sound = Mapping[str, Any]
"""Values of the cells of one row that could be read."""


def _check_holder(row: Sound, terms: Terms) -> str | None:
    """Let nobody hold a position who may not."""
    if row["position"] < 0 or row["component"] in (position := terms.positions[row["position"]]).holders:
        return None
    return f"found '{row['component']}'; expected {' or '.join(position.holders)}, who may hold '{position.name}'"


def _check_owner(row: Sound, terms: Terms) -> str | None:
    """Count the people in a region's positions as its own."""
    if row["position"] < 0 or row["region"] == (position := terms.positions[row["position"]]).region:
        return None
    return f"found '{row['region']}'; expected '{position.region}', to which '{position.name}' belongs"


def _check_service(row: Sound, _: Terms) -> str | None:
    """Let service begin before this workforce is entered, or with it."""
    if row["service_start"] <= row["entered"]:
        return None
    return f"found {row['service_start']}; expected a day on or before 'entered' ({row['entered']})"


def _check_arrival(row: Sound, _: Terms) -> str | None:
    """Expect whoever holds a position to have arrived in it, and nobody else."""
    if row["position"] < 0:
        return f"found {row['arrived']}; expected nothing: the cell 'position' is empty" if row["arrived"] else None
    return None if row["arrived"] else "found nothing; expected the first day in the position"


def _check_order(row: Sound, _: Terms) -> str | None:
    """Let nobody arrive in a position before entering this workforce."""
    if row["arrived"] is None or row["arrived"] >= row["entered"]:
        return None
    return f"found {row['arrived']}; expected a day on or after 'entered' ({row['entered']})"


def _check_tour(row: Sound, _: Terms) -> str | None:
    """Expect a tour only in a position."""
    if row["position"] >= 0 or row["tour_end"] is None:
        return None
    return f"found {row['tour_end']}; expected nothing: the cell 'position' is empty"


def _check_posts(row: Sound, _: Terms) -> str | None:
    """Count the present post."""
    if row["position"] < 0 or row["posts"] > 0:
        return None
    return "found none; expected at least 1, since the present position counts"


_CHECKS: Final[tuple[tuple[str, frozenset[str], Callable[[Sound, Terms], str | None]], ...]] = (
    ("component", frozenset({"component", "position"}), _check_holder),
    ("region", frozenset({"region", "position"}), _check_owner),
    ("service_start", frozenset({"service_start", "entered"}), _check_service),
    ("arrived", frozenset({"arrived", "position"}), _check_arrival),
    ("arrived", frozenset({"arrived", "entered"}), _check_order),
    ("tour_end", frozenset({"tour_end", "position"}), _check_tour),
    ("posts", frozenset({"posts", "position"}), _check_posts),
)
"""Column blamed, columns compared, and what is asked of them."""
