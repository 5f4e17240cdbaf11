"""Schemas for editors."""

from pathlib import Path

import pytest

from simulation.config.json_schema import DRAFT, json_schema, schema_text
from simulation.config.loading import KINDS

FOLDER = Path(__file__).parents[3] / "configs" / "schema"


def keywords(schema):
    """Yield every key of a schema, names of properties and definitions aside."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key, schema
            named = key in {"properties", "definitions"} and isinstance(value, dict)
            for inner in value.values() if named else [value]:
                yield from keywords(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from keywords(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_in_the_folder_is_the_one_of_the_program(kind):
    """If this fails: python -m simulation schema --out configs/schema."""
    assert (FOLDER / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)


def test_there_is_one_schema_for_each_kind_and_no_other():
    """Nothing is left behind by a kind that has gone."""
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_in_the_words_of_draft_7(kind):
    """Editors read no later one: no $defs, no prefixItems, nothing beside a $ref."""
    schema = json_schema(kind)
    assert schema["$schema"] == DRAFT
    found = list(keywords(schema))
    assert {key for key, _ in found} & {"$defs", "prefixItems", "unevaluatedProperties", "dependentRequired"} == set()
    references = [holder for key, holder in found if key == "$ref"]
    assert all(len(holder) == 1 for holder in references)
    assert {holder["$ref"].removeprefix("#/definitions/") for holder in references} <= set(
        schema.get("definitions", ())
    )


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_keys_are_an_error_while_typing(kind):
    """And `extends` is known."""
    schema = json_schema(kind)
    assert schema["additionalProperties"] is False
    assert "extends" in schema["properties"]
    assert schema["properties"]["kind"]["const"] == kind


def test_a_scenario_s_world_is_completed_like_a_world_but_need_not_be_whole():
    """Differences only."""
    world = json_schema("scenario")["properties"]["world"]
    assert {"demand", "courses", "regions"} <= set(world["properties"])
    assert "required" not in {key for key, _ in keywords([world, json_schema("scenario")["definitions"]])}
    assert "required" in {key for key, _ in keywords(json_schema("world")["definitions"])}


def test_levers_are_completed():
    """By name."""
    assert "seats_per_class" in json_schema("policy")["definitions"]["Setting"]["properties"]["lever"]["enum"]


def test_there_is_no_schema_of_something_else():
    """A wrong kind is a mistake of the caller."""
    with pytest.raises(KeyError):
        json_schema("budget")
