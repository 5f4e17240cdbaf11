"""The resolved inputs as a YAML file for people: every value as it was used, and behind it where it came from."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_PLAIN_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_READ_AS_SOMETHING_ELSE: Final = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

_HEAD: Final = """\
# Every input as this run used it: defaults, extended files, scenarios and overrides applied.
# Behind each value stands where it came from: file and line, an override, or a default of the program.
"""


def as_yaml(resolved: Mapping[str, Any], origins: Mapping[str, str]) -> str:
    """Return the resolved inputs as YAML, the origin of every value as a comment at the end of its line.

    Scalars are written as JSON, which YAML 1.2 reads as it is, so nothing can turn into something else on the way
    (`NO` stays a text).

    Parameters
    ----------
    resolved
        Mappings, lists, texts, numbers, truth values and None, nested.
    origins
        Dotted path of every single value to its origin; an item of a list, and what stands behind a number, is
        `path[0]`.
    """
    return _HEAD + "".join(f"{line}\n" for line in _mapping(resolved, "", "", _Origins(origins)))


class _Origins:
    """Origins by path."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def step(self, path: str, key: Any) -> str:
        """Return the path of what stands behind a key; a number as key may be written either way."""
        numbered = f"{path}[{key}]"
        return numbered if numbered in self._known else f"{path}.{key}".removeprefix(".")

    def comment(self, path: str, items: int) -> str:
        """Return the comment behind the value at `path`; a list that stands on one line has those of its items."""
        paths = [path, *(f"{path}[{number}]" for number in range(items))]
        told = dict.fromkeys(self._known[one] for one in paths if one in self._known)
        return "  # " + " ".join(", ".join(told).split()) if told else ""


def _mapping(node: Mapping[str, Any], path: str, indent: str, origins: _Origins) -> Iterator[str]:
    for key, value in node.items():
        yield from _entry(f"{indent}{_key(key)}:", value, origins.step(path, key), origins)


def _sequence(node: list[Any], path: str, indent: str, origins: _Origins) -> Iterator[str]:
    for number, value in enumerate(node):
        yield from _entry(f"{indent}-", value, f"{path}[{number}]", origins)


def _entry(head: str, value: Any, path: str, origins: _Origins) -> Iterator[str]:
    indent = " " * (len(head) - len(head.lstrip()) + 2)
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, path, indent, origins)
    elif isinstance(value, list | tuple) and any(isinstance(item, Mapping | list | tuple) for item in value):
        yield head
        yield from _sequence(list(value), path, indent, origins)
    else:
        items = len(value) if isinstance(value, list | tuple) else 0
        yield f"{head} {_scalar(value)}{origins.comment(path, items)}"


def _key(key: Any) -> str:
    if isinstance(key, int):
        return str(key)
    plain = _PLAIN_KEY.fullmatch(key) and key.lower() not in _READ_AS_SOMETHING_ELSE
    return key if plain else json.dumps(key, ensure_ascii=False)


def _scalar(value: Any) -> str:
    """Return a scalar, or a list of scalars, as JSON."""
    return json.dumps(value, ensure_ascii=False, default=str)
