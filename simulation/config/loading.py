"""Files into trees: reading within limits, `extends` chains, and validation that points back into the files."""

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from simulation.config.experiment import Experiment
from simulation.config.messages import describe, did_you_mean, problems_of
from simulation.config.policy import Policy
from simulation.config.roster import MAX_BYTES as MAX_ROSTER_BYTES
from simulation.config.roster import Roster, Terms, read_roster
from simulation.config.scenario import Scenario
from simulation.config.syntax import parse
from simulation.config.tree import Mapping, Node, Source, Spot, merge, plain, without
from simulation.config.world import World
from simulation.errors import InvalidInput, Problem

MAX_BYTES: Final = 2_000_000
"""Largest file read."""

KINDS: Final[dict[str, type[BaseModel]]] = {
    "world": World,
    "scenario": Scenario,
    "policy": Policy,
    "experiment": Experiment,
}
"""What a file may be, as its key `kind` says, and what it must then look like."""

Model = TypeVar("Model", bound=BaseModel)


def label(path: Path) -> str:
    """Return a file's name for messages: relative to the working directory if it lies below it."""
    absolute = Path(os.path.normpath(path.absolute()))
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()


def reference(node: Node) -> Path:
    """Return the file that a value names, relative to the file in which the value stands.

    Raises
    ------
    InvalidInput
        If it cannot be the name of a file.
    """
    value = plain(node)
    if not isinstance(value, str) or not value.isprintable() or not value.strip():
        raise InvalidInput([node.spot.problem(f"found {describe(value)}; expected the name of a file")])
    file = node.spot.source.path
    return file.parent / value if file else Path(value)


def identity(path: Path) -> Path:
    """Return the one path by which a file is known, whatever way leads to it."""
    return Path(os.path.realpath(path))  # Path.resolve fails on circular links, which are then blamed more clearly


@dataclass
class Files:
    """All files of one study: each is read once, and every problem met on the way is kept."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    """Bytes of every file read, in order of reading."""

    problems: list[Problem] = field(default_factory=list)
    """What is wrong in them."""

    rosters: dict[tuple[Path, Terms], Roster | InvalidInput] = field(default_factory=dict)
    """What each roster says in worlds of the same terms, or what is wrong with it there."""

    def load(self, path: Path, kind: str | None, named_at: Spot | None = None) -> Mapping | None:
        """Return the tree of a file, with what it extends below it; None if it cannot be read.

        Parameters
        ----------
        path
            The file.
        kind
            What it should be; any kind if None.
        named_at
            Where its name was read; a file named by nobody is blamed itself.
        """
        try:
            return self._load(path, kind, named_at, ())
        except InvalidInput as error:
            self.problems.extend(error.problems)
            return None

    def roster(self, node: Node, world: World | None) -> Roster | None:
        """Return the people listed in the file that a value names; without a world it is only seen to be readable.

        Raises
        ------
        InvalidInput
            If the file cannot be read, or does not fit the world.
        """
        path = reference(node)
        if identity(path) not in self.contents:
            self.contents[identity(path)] = _bytes(path, node.spot, ending=".csv", most=MAX_ROSTER_BYTES)
        text = _decoded(label(path), self.contents[identity(path)])
        if world is None:
            return None
        key = identity(path), Terms.of(world)
        if key not in self.rosters:
            try:
                self.rosters[key] = read_roster(text, label(path), key[1])
            except InvalidInput as error:
                self.rosters[key] = error
        found = self.rosters[key]
        if isinstance(found, InvalidInput):
            raise found
        return found

    def _load(self, path: Path, kind: str | None, named_at: Spot | None, chain: tuple[Path, ...]) -> Mapping:
        own = self._tree(path, named_at)
        kind = self._check_kind(own, kind)
        extends = own.get("extends")
        if extends is None:
            return own
        chain = (*chain, identity(path))
        base = reference(extends)
        if identity(base) in chain:
            names = " -> ".join(one.name for one in (*chain, identity(base)))
            message = f"the files extend each other in a circle ({names}); remove one 'extends'"
            raise InvalidInput([extends.spot.problem(message)])
        return merge(self._load(base, kind, extends.spot, chain), without(own, "extends"))

    def _tree(self, path: Path, named_at: Spot | None) -> Mapping:
        source = self._read(path, named_at)
        root = parse(source, self.problems)
        start = Spot(source, 1, 1)
        if root is None:
            raise InvalidInput([start.problem("the file says nothing; expected keys, beginning with 'kind'")])
        if not isinstance(root, Mapping):
            message = f"found {describe(plain(root))} at the top; expected keys, beginning with 'kind'"
            raise InvalidInput([root.spot.problem(message)])
        return root

    def _read(self, path: Path, named_at: Spot | None) -> Source:
        name = label(path)
        content = _bytes(path, named_at or Spot(Source(name, ()), 1, 1))
        self.contents[identity(path)] = content
        return Source(name, tuple(_decoded(name, content).splitlines()), path)

    def _check_kind(self, root: Mapping, wanted: str | None) -> str:
        node = root.get("kind")
        expected = f"expected kind '{wanted}'" if wanted else f"expected one of: {', '.join(KINDS)}"
        if node is None:
            raise InvalidInput([root.spot.under("kind").problem(f"missing key; {expected}")])
        found = plain(node)
        if not isinstance(found, str) or found not in KINDS:
            message = f"unknown kind: found {describe(found)}{did_you_mean(found, KINDS)}"
            raise InvalidInput([node.spot.problem(message)])
        if wanted and found != wanted:
            raise InvalidInput([node.spot.problem(f"this file is of kind '{found}'; {expected}")])
        return found


def validate(model: type[Model], root: Node, *, partial: bool = False) -> tuple[Model | None, list[Problem]]:
    """Return what a tree says, or what is wrong with it; a partial tree is one to be laid over another."""
    try:
        return model.model_validate(plain(root)), []
    except ValidationError as error:
        return None, problems_of(error, model, root, partial=partial)


def _bytes(path: Path, blamed: Spot, *, ending: str = ".yaml", most: int = MAX_BYTES) -> bytes:
    """Return a file's content.

    Parameters
    ----------
    path
        The file.
    blamed
        Where it is named.
    ending
        How the names of such files end.
    most
        Bytes read at most.

    Raises
    ------
    InvalidInput
        If there is no such file, or it is not one that can be read.
    """
    try:
        if path.is_dir():
            inside = path / "experiment.yaml"
            hint = (
                f"; did you mean '{label(inside)}'?"
                if inside.is_file() and ending == inside.suffix
                else "; name a file in it"
            )
            message = f"'{_shown(path, blamed)}' is a directory{hint}"
        elif not path.exists():
            message = f"no such file '{_shown(path, blamed)}'{_neighbour(path, ending)}"
        elif not path.is_file():
            message = f"'{_shown(path, blamed)}' is not an ordinary file"
        elif (size := path.stat().st_size) > most:
            message = f"'{_shown(path, blamed)}' has {size:,} bytes; at most {most:,} are read"
        else:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        message = f"'{_shown(path, blamed)}' cannot be read ({getattr(error, 'strerror', None) or error})"
    raise InvalidInput([blamed.problem(message)])


def _shown(path: Path, blamed: Spot) -> str:
    """Return a file's name as its reader wrote it."""
    if blamed.source.path is None:
        return path.as_posix()
    return path.as_posix().removeprefix(blamed.source.path.parent.as_posix() + "/")


def _neighbour(path: Path, ending: str) -> str:
    """Return a hint at a file with almost the same name."""
    if not path.parent.is_dir():
        return f"; there is no directory '{path.parent.name}' either"
    names = {one.stem: one.name for one in sorted(path.parent.glob(f"*{ending}"))}
    close = get_close_matches(path.stem, names, n=1)
    return f"; did you mean '{names[close[0]]}'?" if close else ""


def _decoded(name: str, content: bytes) -> str:
    """Return a file's text, without a byte order mark.

    Raises
    ------
    InvalidInput
        If it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput([_undecodable(name, content, error)]) from None


def _undecodable(name: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{content[error.start]:02X} is not UTF-8; save the file as UTF-8"
    excerpt = content.splitlines()[line - 1].decode("utf-8", "replace")
    return Problem(name, line, column, "", message, excerpt)
