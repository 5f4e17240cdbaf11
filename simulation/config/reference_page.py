"""The configuration reference: every key of the four kinds of file, written from the sections that check them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulation.config.json_schema import EXTENDS
from simulation.config.key_units import unit_of
from simulation.config.loading import KINDS
from simulation.config.section import Estimate, Section

HEAD: Final = """\
# Configuration reference

Every key of a world, a scenario, a policy and an experiment, in the nesting of the YAML. This page is written by the
program from the same declarations that check the files; `python -m simulation schema --reference FILE` writes it anew.

`NAME` in a heading stands for a name that you choose (letters, digits and underscores, beginning with a letter), `[]`
for the items of a list; bounds of a list or map are those of its items, where they do not count them. An **estimate**
is a record of three keys: `value`, `range` (plausible low and high, may be left out) and `source` (`assumed` where
there is no public one); type, unit and bounds are those of its value. A key whose default is *required* must be given.
How files are put together, and what is read strictly, is in [configs/README.md](../configs/README.md); what levers
there are, in [levers.md](levers.md).
"""

NO_BOUND: Final = 1e9
"""Upper bound of quantities that have no upper bound worth telling."""

_WORDS: Final[dict[Any, str]] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "date",
    NoneType: "none",
    Any: "anything",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at a key."""

    words: str
    """Its type, in words."""

    limits: list[Any] = field(default_factory=list)
    """Constraints on it."""

    sections: tuple[tuple[str, type[Section]], ...] = ()
    """Sections inside, each with what its path adds to the key: nothing, `.NAME` or `[]`."""


def reference_page() -> str:
    """Return the page as Markdown text."""
    parts = [HEAD, *(part for kind, model in KINDS.items() for part in _kind(kind, model))]
    return "\n".join(parts)


def _kind(kind: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {kind.capitalize()}\n\n{_plain(model.__doc__ or '')}\n"
    known: dict[type[BaseModel], str] = {}
    yield from _section(model, "", known, extra=[f"| `extends` | text | | | none | {EXTENDS} |"])


def _section(
    model: type[BaseModel], path: str, known: dict[type[BaseModel], str], extra: list[str] | None = None
) -> Iterator[str]:
    """Yield the table of a section, then those of the sections inside it; each kind of section is told once."""
    known[model] = path
    rows, inside = [], []
    for name, info in model.model_fields.items():
        key = info.alias or name
        shape = _shape(info.annotation)
        rows.append(_row(key, info, shape))
        inside += [(f"{path}.{key}{suffix}".lstrip("."), section) for suffix, section in shape.sections]
    heading = [f"### `{path}`\n\n{_plain(model.__doc__ or '')}\n"] if path else []
    table = ["| key | type | unit | bounds | default | meaning |", "|---|---|---|---|---|---|", *rows, *(extra or [])]
    yield "\n".join([*heading, *table, ""])
    for place, section in inside:
        if section in known:
            yield f"### `{place}`\n\nAs `{known[section]}`.\n"
        else:
            yield from _section(section, place, known)


def _row(key: str, info: FieldInfo, shape: Shape) -> str:
    limits = [*info.metadata, *shape.limits]
    unit = unit_of(key) if "estimate" in shape.words or "number" in shape.words else ""
    cells = [
        f"`{key}`",
        _named(shape.words, info.metadata),
        unit,
        _bounds(limits),
        _default(info),
        _plain(info.description or ""),
    ]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _shape(annotation: Any) -> Shape:
    """Return what an annotation allows."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = _shape(inside[0])
        return Shape(_named(inner.words, inside[1:]), [*inside[1:], *inner.limits], inner.sections)
    if origin in {Union, UnionType}:
        return _either([_shape(one) for one in inside if one is not NoneType])
    if origin in {list, dict}:
        return _many(origin, [_shape(one) for one in inside])
    if origin is Literal:
        return Shape(" or ".join(f"`{one}`" for one in inside))
    return _class(annotation)


def _class(annotation: Any) -> Shape:
    """Return what a plain class allows: an estimate, a section or a single value."""
    if isinstance(annotation, type) and issubclass(annotation, Estimate):
        inner = _shape(annotation.__pydantic_generic_metadata__["args"][0])
        return Shape(f"estimate: {inner.words}", inner.limits, inner.sections)
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return Shape("section", [], (("", annotation),))
    return Shape(_WORDS.get(annotation, str(annotation)))


def _named(words: str, limits: Sequence[Any]) -> str:
    """Return `name` for a text that must be one."""
    return "name" if words == "text" and any(getattr(one, "pattern", None) for one in limits) else words


def _either(shapes: list[Shape]) -> Shape:
    words = " or ".join(dict.fromkeys(one.words for one in shapes))
    limits = [limit for one in shapes for limit in one.limits]
    return Shape(words, limits, tuple(section for one in shapes for section in one.sections))


def _many(origin: type, shapes: list[Shape]) -> Shape:
    """Return the shape of a list, or of a map, whose items are of some shape; limits are those of an item."""
    *keys, item = shapes
    suffix = "[]" if origin is list else ".NAME"
    words = f"list: {item.words}" if origin is list else f"map by {keys[0].words}: {item.words}"
    return Shape(words, item.limits, tuple((suffix + inner, section) for inner, section in item.sections))


def _bounds(limits: Sequence[Any]) -> str:
    found = dict.fromkeys(text for limit in limits if (text := _bound(limit)))
    numbers = [text.removeprefix("at least ") for text in found if text.startswith("at least ")]
    exactly = [number for number in numbers if f"at most {number}" in found]
    ends = {f"{end} {number}" for number in exactly for end in ("at least", "at most")}
    return ", ".join([*exactly, *(text for text in found if text not in ends)])


_SAYS: Final[dict[type, tuple[str, str]]] = {
    Ge: ("ge", "at least {:,.10g}"),
    Gt: ("gt", "above {:,.10g}"),
    Le: ("le", "at most {:,.10g}"),
    Lt: ("lt", "below {:,.10g}"),
    MinLen: ("min_length", "at least {} of them"),
    MaxLen: ("max_length", "at most {} of them"),
}
"""How constraints are said; a bound of a thousand million only keeps out what cannot be meant."""


def _bound(limit: Any) -> str:
    """Return one constraint in words; nothing if it only says that a number is a number."""
    if isinstance(limit, FieldInfo):
        return _bounds(limit.metadata)
    attribute, words = _SAYS.get(type(limit), ("", ""))
    value = getattr(limit, attribute) if attribute else None
    return "" if value is None or value == NO_BOUND else words.format(value)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "*required*"
    default = info.default
    if default is None:
        return "none"
    if isinstance(default, bool):
        return str(default).lower()
    return f"`{default}`" if default not in ([], {}) else "empty"


def _plain(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
