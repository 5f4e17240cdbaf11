"""JSON schemas of the four kinds of file, for editors: completion, and errors while typing."""

import json
from typing import Any, Final

from simulation.config.levers import LEVERS
from simulation.config.loading import KINDS
from simulation.config.world import World

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""What the language servers of common editors read; pydantic writes a later draft."""

EXTENDS: Final = "File of the same kind that this one is laid over: maps are merged, lists replaced."
"""Meaning of the one key that every kind of file has besides those of its section."""


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON schema of one kind of file.

    Parameters
    ----------
    kind
        `world`, `scenario`, `policy` or `experiment`.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    model = KINDS[kind]
    schema = model.model_json_schema(by_alias=True)
    if kind == "scenario":
        _add_partial_world(schema)
    if kind == "policy":
        schema["$defs"]["Setting"]["properties"]["lever"]["enum"] = list(LEVERS)
    required = schema.pop("required", [])
    schema["properties"]["extends"] = {
        "description": EXTENDS,
        "title": "Extends",
        "type": "string",
    }
    converted = _converted(schema)
    assert isinstance(converted, dict)
    return {
        "$schema": DRAFT,
        **converted,
        "required": ["kind"],
        "anyOf": [{"required": ["extends"]}, {"required": required}],
    }


def schema_text(kind: str) -> str:
    """Return the JSON schema of one kind of file as the text of its file."""
    return json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"


def _add_partial_world(schema: dict[str, Any]) -> None:
    """Let a scenario's differences be completed like a world, without asking for all of it."""
    world = World.model_json_schema(by_alias=True)
    definitions = world.pop("$defs")
    description = schema["properties"]["world"]["description"]
    schema["properties"]["world"] = {**_without_required(world), "description": description}
    schema["$defs"] = {name: _without_required(definition) for name, definition in definitions.items()}
    for differing in ("kind", "title", "description"):
        del schema["properties"]["world"]["properties"][differing]


def _without_required(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "required"}


def _converted(schema: Any) -> Any:
    """Return a schema in the words of draft 7."""
    if isinstance(schema, list):
        return [_converted(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    converted = {_KEYWORDS.get(key, key): _converted(value) for key, value in schema.items()}
    if isinstance(target := converted.get("$ref"), str) and len(converted) > 1:
        del converted["$ref"]  # draft 7 ignores everything beside a reference
        converted["allOf"] = [{"$ref": target.replace("#/$defs/", "#/definitions/")}]
    elif isinstance(target, str):
        converted["$ref"] = target.replace("#/$defs/", "#/definitions/")
    return converted


_KEYWORDS: Final = {"$defs": "definitions"}
