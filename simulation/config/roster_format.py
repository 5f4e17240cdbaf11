"""The format of a roster: a CSV file with one row for each person, read line by line so that every cell has a place."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import IO, Final, NamedTuple

from simulation.config.messages import did_you_mean
from simulation.config.positions import opening_positions
from simulation.config.scalars import clip
from simulation.config.syntax import MAX_LINE_LENGTH
from simulation.config.tree import Source, Spot
from simulation.config.world import World
from simulation.errors import InvalidInput, Problem

MAX_BYTES: Final = 20_000_000
"""Largest roster read."""

MAX_ROWS: Final = 200_000
"""Most people in one roster."""

MAX_TOLD: Final = 100
"""Problems of one roster told in words; of the others there is only their number."""

FORMULA: Final = ("=", "+", "-", "@")
"""What makes a spreadsheet compute a cell instead of showing it."""

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_CELL: Final = re.compile(r'"(?:[^"]|"")*"(?=,|$)|(?!")[^,]*')


class RosterRow(NamedTuple):
    """A person on the first day; the fields are the columns of the file."""

    person: str
    """Identifier, unique in the file."""

    component: str
    """Kind of employment."""

    region: str
    """Region that owns the person: of the position, if there is one."""

    position: int
    """Index among the world's opening positions; -1 for someone available for a post."""

    entered: date
    """First day in this workforce, on or before the start."""

    service_start: date
    """First day of service, on or before `entered`."""

    arrived: date | None
    """First day in the position; None without one."""

    tour_end: date | None
    """Planned last day in the position, after the start; None if none is planned."""

    posts: int
    """Posts held so far, the present one included."""

    courses: tuple[tuple[str, date | None], ...]
    """Courses passed, each with the day its certificate lapses (None: never), in the order of the world."""

    experience: tuple[str, ...]
    """Functions in which an earlier post was held, in the order of the world."""

    obliged_until: date | None
    """End of a service obligation."""

    abroad_since: date | None = None
    """First day abroad since the person was last at home for long; None if unknown, or never abroad."""


Roster = tuple[RosterRow, ...]
"""Everyone on board on the first day."""

Message = str | Callable[[], str]
"""What to say, or how to work it out once it is known that it will be told."""

COLUMNS: Final = RosterRow._fields
"""Columns of the file, in the order in which they are written."""

OPTIONAL: Final = "abroad_since"
"""The one column that may be left out; it is written where the world limits the years abroad."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the file has it."""

    number: int
    """Line, from 1."""

    cells: dict[str, str]
    """Texts by column, in the order of the file."""


@dataclass
class Complaints:
    """What is wrong in a roster: the first problems in words, then only how many more there are."""

    source: Source
    """The file."""

    told: list[Problem] = field(default_factory=list)
    """The first problems."""

    count: int = 0
    """All problems."""

    _next: Spot | None = None

    def note(self, line: Line, column: str, message: Message, offset: int = 0) -> None:
        """Note something wrong in a cell, or somewhere behind the beginning of its text."""
        if self.count <= MAX_TOLD:
            start = _starts(self.source.lines[line.number - 1])[list(line.cells).index(column)]
            self.note_at(Spot(self.source, line.number, start + offset + 1, (column,)), message)
        else:
            self.count += 1

    def note_at(self, spot: Spot, message: Message) -> None:
        """Note something wrong anywhere."""
        self.count += 1
        if self.count <= MAX_TOLD:
            self.told.append(spot.problem(message if isinstance(message, str) else message()))
        elif self._next is None:
            self._next = Spot(spot.source, spot.line, spot.column)

    def refuse(self) -> None:
        """Raise what was noted.

        Raises
        ------
        InvalidInput
            If anything was.
        """
        if self._next is not None:
            more = self.count - len(self.told)
            message = f"and {more:,} more problem{'s' if more > 1 else ''} in this file, from here on"
            raise InvalidInput([*self.told, self._next.problem(message)])
        if self.told:
            raise InvalidInput(self.told)


def lines_of(text: str, label: str) -> Source:
    """Return the text of a CSV file cut into lines.

    Parameters
    ----------
    text
        The text, without a byte order mark.
    label
        Name of the file in messages.

    Raises
    ------
    InvalidInput
        If it is too long, or holds characters that no text has.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(label, tuple(text.split("\n")))
    rows = sum(map(bool, source.lines)) - 1
    if rows > MAX_ROWS:
        raise _refusal(source, 1, 1, f"the file has {rows:,} rows; at most {MAX_ROWS:,} are read")
    if found := _UNPRINTABLE.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"found the control character U+{ord(found.group()):04X}; remove it"
        raise _refusal(source, line, column, message)
    for number, line_text in enumerate(source.lines, 1):
        if len(line_text) > MAX_LINE_LENGTH:
            message = f"the line has {len(line_text):,} characters; at most {MAX_LINE_LENGTH:,} are read"
            raise _refusal(source, number, 1, message)
    return source


def columns_of(source: Source) -> list[str]:
    """Return the columns of a file in its order.

    Raises
    ------
    InvalidInput
        If the first line is not a header with every column once and nothing else.
    """
    header = source.lines[0]
    names = _cells(source, 1)
    if len(names) == 1 and (other := next((mark for mark in ";\t|" if mark in header), None)):
        shown = "a tab" if other == "\t" else f"'{other}'"
        message = f"found {shown} between the columns; expected ',': save the file with commas"
        raise _refusal(source, 1, header.index(other) + 1, message)
    if not set(names) & set(COLUMNS):
        raise _refusal(
            source, 1, 1, f"found no header; expected {','.join(name for name in COLUMNS if name != OPTIONAL)}"
        )
    problems = list(_misfits(source, names))
    if problems:
        raise InvalidInput(problems)
    return names


def _misfits(source: Source, names: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with the columns of a header; one that is misspelt is not missing as well."""
    meant = set(names)
    for number, (name, start) in enumerate(zip(names, _starts(source.lines[0]), strict=True)):
        spot = Spot(source, 1, start + 1)
        if name not in COLUMNS:
            meant.update(get_close_matches(name, COLUMNS, n=1))
            yield spot.problem(f"unknown column '{clip(name)}'{did_you_mean(name, COLUMNS)}")
        elif name in names[:number]:
            yield spot.problem(f"column '{name}' is there twice; keep one")
    if missing := [name for name in COLUMNS if name not in meant and name != OPTIONAL]:
        what = f"column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        yield Spot(source, 1, len(source.lines[0]) + 1).problem(f"found no {what}; add what is missing to the header")


def rows_of(complaints: Complaints, columns: list[str]) -> Iterator[Line]:
    """Yield the lines below the header that hold anything; note those that cannot be cut into cells."""
    source = complaints.source
    for number, text in enumerate(source.lines[1:], 2):
        if not text.strip(","):
            continue
        try:
            cells = _cells(source, number)
        except InvalidInput as broken:
            [problem] = broken.problems
            complaints.note_at(Spot(source, number, problem.column), problem.message)
            continue
        if len(cells) == len(columns):
            yield Line(number, dict(zip(columns, cells, strict=True)))
        else:
            _note_count(complaints, number, cells, columns)


def _note_count(complaints: Complaints, number: int, cells: list[str], columns: list[str]) -> None:
    """Note a row with too many cells, at the first that is too many, or with too few, at its end."""
    text = complaints.source.lines[number - 1]
    found, wanted = len(cells), len(columns)
    start = _starts(text)[wanted] if found > wanted else len(text)
    advice = "put a text with a comma in quotes" if found > wanted else "leave a cell empty, but keep its comma"
    cells_found = f"{found} cell{'s' if found > 1 else ''}"
    complaints.note_at(
        Spot(complaints.source, number, start + 1),
        f"found {cells_found}; expected {wanted}, one for each column: {advice}",
    )


def _cells(source: Source, number: int) -> list[str]:
    """Return the cells of a line.

    Raises
    ------
    InvalidInput
        If its quotes do not match. No cell goes on over the end of its line, so an open quote hides no other row.
    """
    line = source.lines[number - 1]
    try:
        return next(csv.reader((line,), strict=True))
    except csv.Error as error:
        message = "a quote opened here is not closed on this line; close it, or leave it out"
        if "expected after" in str(error):
            message = "text follows the closing quote of this cell; double a quote that is part of the text"
        raise _refusal(source, number, _broken(line) + 1, message) from None


def _starts(line: str) -> list[int]:
    """Return where the texts of a line's cells begin, behind the quote if there is one.

    Examples
    --------
    >>> _starts('a,"b, c",,d')
    [0, 3, 9, 10]
    """
    starts: list[int] = []
    at = 0
    while at <= len(line) and (found := _CELL.match(line, at)):
        starts.append(at + line.startswith('"', at))
        at = found.end() + 1
    return starts


def _broken(line: str) -> int:
    """Return where the first cell begins that is not quoted properly."""
    at = 0
    while found := _CELL.match(line, at):
        at = found.end() + 1
    return at


def _refusal(source: Source, line: int, column: int, message: str) -> InvalidInput:
    return InvalidInput([Spot(source, line, column).problem(message)])


def write_roster(rows: Roster, world: World, stream: IO[str]) -> None:
    """Write a roster as a file that reads back as the same rows.

    Parameters
    ----------
    rows
        Everyone on board.
    world
        The world whose positions they hold.
    stream
        Receives the text; line feeds end its lines.

    Raises
    ------
    ValueError
        If a person's identifier would make a spreadsheet compute it.
    """
    names = [position.name for position in opening_positions(world)]
    writer = csv.writer(stream, lineterminator="\n")
    limited = any(component.abroad_limit for component in world.components.values())
    columns = COLUMNS if limited else [name for name in COLUMNS if name != OPTIONAL]
    writer.writerow(columns)
    for row in rows:
        if row.person.startswith(FORMULA):
            message = f"'{row.person}' begins like a spreadsheet's formula; expected another identifier"
            raise ValueError(message)
        writer.writerow(_texts(row, names)[: len(columns)])


def _texts(row: RosterRow, names: list[str]) -> list[object]:
    """Return a row's cells; what is None is written as nothing."""
    courses = ";".join(course if lapse is None else f"{course}:{lapse}" for course, lapse in row.courses)
    position = names[row.position] if row.position >= 0 else ""
    cells = row._asdict() | {"position": position, "courses": courses, "experience": ";".join(row.experience)}
    return list(cells.values())
