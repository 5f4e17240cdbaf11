"""What a run rests on: every number with a source in the resolved configuration, assumed ones apart."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulation.config.key_units import unit_of

_DROPPED = ("hours_per_person_month", "dollars", "by_fiscal_year", "per_year", "years", "months", "weeks", "days")
"""Endings left out of a label, since the unit is printed beside it."""

_ABOUT = ("source", "range", "range_factor", "label", "unit", "note")
"""Keys of a record that say something about its value."""

_TELLING = ("region", "component", "on", "from")
"""Keys of an item of a list by which it is told from the others; the first that it has counts."""


@dataclass(frozen=True, slots=True)
class Input:
    """One empirical number, or table of numbers, and where it comes from."""

    path: str
    """Dotted path in the world."""

    label: str
    """The path in words."""

    value: Any
    """The value used: a number, or a small tree of numbers."""

    range: Any
    """Plausible low and high, or None."""

    unit: str
    """Unit, from the key."""

    source: str
    """Where it comes from."""

    scenarios: tuple[str, ...]
    """Scenarios that use this value; empty if all do."""

    @property
    def assumed(self) -> bool:
        """True if there is no public source."""
        return self.source.lower().startswith("assumed")


def read_inputs(worlds: Mapping[str, Any]) -> list[Input]:
    """Return every sourced number of the worlds, in the order of the file, one entry per distinct value.

    Parameters
    ----------
    worlds
        Resolved worlds by scenario.
    """
    found: dict[tuple[str, str], tuple[Input, list[str]]] = {}
    for scenario, world in worlds.items():
        for record in _records(world):
            key = (record.path, json.dumps([record.value, record.range, record.source], sort_keys=True, default=str))
            found.setdefault(key, (record, []))[1].append(scenario)
    order = {path: place for place, path in enumerate(dict.fromkeys(path for path, _ in found))}
    inputs = [
        Input(
            path=record.path,
            label=record.label,
            value=record.value,
            range=record.range,
            unit=record.unit,
            source=record.source,
            scenarios=() if len(scenarios) == len(worlds) else tuple(scenarios),
        )
        for record, scenarios in found.values()
    ]
    return sorted(inputs, key=lambda one: order[one.path])


def _records(world: Mapping[str, Any]) -> Iterator[Input]:
    names = dict(_labels(world))
    for path, key, record in _sourced(world, ()):
        yield Input(
            path=_dotted(path),
            label=_in_words(path, names, world),
            value=record["value"],
            range=record.get("range"),
            unit=unit_of(key),
            source=str(record["source"]),
            scenarios=(),
        )


def _sourced(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, dict[str, Any]]]:
    """Yield path, key with the unit, and {value, range, source} of every sourced record below a node."""
    if isinstance(node, Mapping):
        if "source" in node:
            yield path, *_as_estimate(node, str(path[-1]) if path else "")
            return
        for key, child in node.items():
            beside = f"{key.removesuffix('_source')}_"
            if key.endswith("_source"):
                told = next((name for name in node if name.startswith(beside) and name != key), "")
                yield (*path, told), told, {"value": node.get(told), "source": child}
            else:
                yield from _sourced(child, (*path, key))
    elif isinstance(node, list):
        for place, child in enumerate(node):
            yield from _sourced(child, (*path, place))


def _as_estimate(node: Mapping[str, Any], key: str) -> tuple[str, dict[str, Any]]:
    """Give a record without a `value` (a table or a dated fact with a source) the same form as one with it."""
    if "value" in node:
        return key, dict(node)
    if "bands" in node:
        told = "factor" if "factor" in node["bands"][0] else "per_year"
        return told, {**node, "value": node["bands"], "range": node.get("range_factor")}
    if "factor" in node:
        return "factor", {**node, "value": node["factor"]}
    rest = {name: _shown(value) for name, value in node.items() if name not in _ABOUT and _says_something(value)}
    told = next((name for name, value in rest.items() if isinstance(value, Mapping | list)), key)
    return told, {**node, "value": rest.get(told, rest)}


def _says_something(value: Any) -> bool:
    return value is not None and value is not False


def _shown(value: Any) -> Any:
    return "yes" if value is True else value


def _labels(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            if isinstance(child, Mapping) and isinstance(child.get("label"), str):
                yield key, child["label"]
            yield from _labels(child)
    elif isinstance(node, list):
        for child in node:
            yield from _labels(child)


def _dotted(path: tuple[str | int, ...]) -> str:
    return re.sub(r"\.\[", "[", ".".join(f"[{part}]" if isinstance(part, int) else part for part in path))


def _in_words(path: tuple[str | int, ...], names: Mapping[str, str], world: Any) -> str:
    """Return a path as words, with the labels the world gives and without the collection a labelled thing lies in."""
    words: list[str] = []
    node = world
    for part in path:
        inside = node[part] if isinstance(part, int) or (isinstance(node, Mapping) and part in node) else None
        told = inside if isinstance(inside, Mapping) else {}
        if isinstance(part, int):
            telling = next((str(told[key]) for key in _TELLING if key in told), "")
            words[-1] = f"{words[-1]} {part + 1}" + (f", {names.get(telling, telling)}" if telling else "")
        else:
            if len(words) == 1 and "label" in told:
                words.clear()
            words.append(names.get(part) or _humanise(part))
        node = inside
    return " / ".join(words)


def _humanise(key: str) -> str:
    for ending in _DROPPED:
        if key.endswith(f"_{ending}"):
            key = key.removesuffix(f"_{ending}")
            break
    words = ["coefficient of variation" if word == "cv" else word for word in key.split("_")]
    return " ".join(words).capitalize()
