"""What was found, what was expected, what to do: schema errors in plain words, at the place they are about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from simulation.config.scalars import clip, read_scalar
from simulation.config.tree import KEY, Node, Spot, spot_of
from simulation.errors import Problem

MOST_LISTED = 20
"""Longest list of possibilities that is written out."""

NAME = "a name: a letter, then letters, digits or underscores, at most 40 in all"
DATE = "a date such as 2026-10-01"

_EXPECTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "string_type": lambda _: "a text",
    "string_pattern_mismatch": lambda _: NAME,
    "string_too_short": lambda context: f"at least {context['min_length']} characters",
    "int_type": lambda _: "a whole number",
    "int_from_float": lambda _: "a whole number",
    "float_type": lambda _: "a number",
    "bool_type": lambda _: "true or false",
    "date_type": lambda _: DATE,
    "list_type": lambda _: "a list",
    "dict_type": lambda _: "a map of names, one to a line",
    "literal_error": lambda context: str(context["expected"]),
    "greater_than": lambda context: f"more than {_number(context['gt'])}",
    "greater_than_equal": lambda context: f"at least {_number(context['ge'])}",
    "less_than": lambda context: f"less than {_number(context['lt'])}",
    "less_than_equal": lambda context: f"at most {_number(context['le'])}",
}


_UNQUOTED: dict[str, tuple[type, ...]] = {
    "int_type": (int, float, date),
    "float_type": (int, float, date),
    "date_type": (int, float, date),
    "bool_type": (bool,),
}
"""What a quoted text would have to be without its quotes, for them to be the likeliest mistake."""


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """Return the end of a sentence about an unknown word: the likeliest known one, else all of them if few."""
    names = [str(name) for name in known]
    begun = [name for name in names if len(str(word)) > 2 and name.startswith(str(word))]  # noqa: PLR2004
    if close := get_close_matches(str(word), names, n=1, cutoff=0.6) or begun:
        return f"; did you mean '{close[0]}'?"
    if 0 < len(names) <= MOST_LISTED:
        return f"; expected one of: {', '.join(names)}"
    return ""


def describe(value: object) -> str:
    """Return what was found, as a reader of the file would call it."""
    if isinstance(value, str):
        return f"text '{clip(value, 40)}'"
    if isinstance(value, bool | float | int):
        return str(value).lower() if isinstance(value, bool) else _number(value)
    names = {type(None): "nothing", dict: "a section", list: "a list", date: f"the date {value}"}
    return names[type(value)]


def problems_of(error: ValidationError, model: type[BaseModel], root: Node, *, partial: bool = False) -> list[Problem]:
    """Return the problems that a failed validation stands for, one to a place.

    Parameters
    ----------
    error
        What the validation raised.
    model
        What the tree was validated as.
    root
        The tree, whose keys and values know where they stand.
    partial
        True if the tree is to be laid over another, so that keys may be missing, except in lists.
    """
    at: dict[Spot, list[Any]] = {}
    for one in error.errors(include_url=False):
        if not (partial and _may_be_made_good(one, model)):
            location = (*one["loc"], KEY) if one["type"] == "extra_forbidden" else one["loc"]
            at.setdefault(spot_of(root, location), []).append(one)
    mistyped = {
        (spot.path[:-1], meant)
        for spot, (one, *_) in at.items()
        if one["type"] == "extra_forbidden" and (meant := _meant(model, one["loc"]))
    }
    return [
        spot.problem(_message(found, model))
        for spot, found in at.items()
        if not (found[0]["type"] == "missing" and (spot.path[:-1], spot.path[-1]) in mistyped)
    ]


def _may_be_made_good(error: Any, model: type[BaseModel]) -> bool:
    """Return True if keys of the tree below could do away with an error; a list replaces what it meets."""
    if any(isinstance(step, int) for step in error["loc"]):
        return False
    if error["type"] == "value_error" and isinstance(error["input"], dict):
        return not set(_keys(section_at(model, error["loc"]))) <= error["input"].keys()
    return bool(error["type"] == "missing")


def _message(found: Sequence[Any], model: type[BaseModel]) -> str:
    """Return the message for all errors at one place."""
    first = found[0]
    if first["type"] in _EXPLAINED:
        return _EXPLAINED[first["type"]](first, model)
    return _mismatch(found) if first["type"] in _EXPECTED else str(first["msg"])


def _missing(error: Any, model: type[BaseModel]) -> str:
    section = section_at(model, error["loc"][:-1])
    field = _fields(section).get(error["loc"][-1]) if section else None
    purpose = " ".join((field.description or "").split()).rstrip(".") if field else ""
    return f"missing key; add it: {purpose}" if purpose else "missing key; add it"


def _unknown(error: Any, model: type[BaseModel]) -> str:
    word, section = error["loc"][-1], section_at(model, error["loc"][:-1])
    if section and len(inside := [key for key in _fields(section) if word in _keys(section_at(section, (key,)))]) == 1:
        return f"unknown key; it belongs into '{inside[0]}'"
    return f"unknown key{did_you_mean(word, _keys(section))}"


def _no_section(error: Any, model: type[BaseModel]) -> str:
    return f"found {describe(error['input'])}; expected {_section(section_at(model, error['loc']))}"


def _wrong_size(error: Any, _: type[BaseModel]) -> str:
    size = error["ctx"]["actual_length"]
    limits = error["ctx"]
    least, most = limits.get("min_length"), limits.get("max_length")
    expected = f"at least {least}" if least is not None else f"at most {most}"
    return f"found {size} {'entry' if size == 1 else 'entries'}; expected {expected}"


_EXPLAINED: dict[str, Callable[[Any, type[BaseModel]], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "model_type": _no_section,
    "too_short": _wrong_size,
    "too_long": _wrong_size,
    "value_error": lambda error, _: str(error["ctx"]["error"]),
}


def _mismatch(found: Sequence[Any]) -> str:
    """Return the message for a value that fits none of the types it may have."""
    value, kind = found[0]["input"], found[0]["type"]
    wanted = dict.fromkeys(_EXPECTED[one["type"]](one.get("ctx", {})) for one in found if one["type"] in _EXPECTED)
    if "a number" in wanted:
        wanted.pop("a whole number", None)
    return f"found {describe(value)}; expected {' or '.join(wanted)}{_remedy(kind, value, list(wanted))}"


def _remedy(kind: str, value: object, wanted: Sequence[str]) -> str:
    """Return the end of a message: what to do about a value of the wrong type."""
    if kind == "literal_error":
        legal = wanted[0].split("'")[1::2]
        close = get_close_matches(str(value), legal, n=1)
        return f"; did you mean '{close[0]}'?" if close and len(legal) > 1 else ""
    if wanted == ["a text"] and isinstance(value, bool | int | float | date):
        return ": put it in quotes"
    if kind in _UNQUOTED and isinstance(value, str) and _reads_as(value, _UNQUOTED[kind]):
        return ": take the quotes away"
    return ""


def _reads_as(text: str, kinds: tuple[type, ...]) -> bool:
    """Return True if a quoted text would be of one of some types without its quotes."""
    try:
        return type(read_scalar(text)) in kinds
    except ValueError:
        return False


def _number(value: float) -> str:
    """Return a number without a fraction that says nothing."""
    return str(value).removesuffix(".0")


def _meant(model: type[BaseModel], location: Sequence[Any]) -> str | None:
    """Return the legal key that a mistyped one comes closest to."""
    close = get_close_matches(str(location[-1]), _keys(section_at(model, location[:-1])), n=1, cutoff=0.6)
    return close[0] if close else None


def _section(section: type[BaseModel] | None) -> str:
    if section is None:
        return "a section"
    if {"value", "range", "source"} <= set(section.model_fields):
        return "a record {value: ..., range: [low, high], source: ...}"
    return f"a section with the keys {', '.join(_keys(section))}"


def _fields(section: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in section.model_fields.items()}


def _keys(section: type[BaseModel] | None) -> list[str]:
    return list(_fields(section)) if section else []


def section_at(model: type[BaseModel], location: Sequence[Any]) -> type[BaseModel] | None:
    """Return the section that a schema expects at a location, or None if it expects something else there."""
    here: Any = model
    for step in location:
        if step == KEY:
            return None
        if _is_section(here):
            field = _fields(here).get(step)
            here = _strip(field.annotation) if field else None
        elif get_origin(here) is dict:
            here = _strip(get_args(here)[1])
        elif get_origin(here) is list:
            here = _strip(get_args(here)[0])
        else:
            return None
    return here if _is_section(here) else None


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _strip(annotation: Any) -> Any:
    """Return a type without its constraints and without the choice of leaving it out."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation
