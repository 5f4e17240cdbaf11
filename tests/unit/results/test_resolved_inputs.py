"""The resolved inputs as YAML: the same values, and where they came from."""

import pytest
from ruamel.yaml import YAML

from simulation.results.resolved_inputs import as_yaml

TREE = {
    "experiment": {
        "title": "Who: what # why\n'when' \"where\" \u00e9",
        "seed": 0,
        "scenarios": {"NO": "a.yaml", "on": None},
    },
    "worlds": {
        "base": {
            "rate": {"value": 1e-07, "range": [0.0, 1.5], "source": "assumed"},
            "bands": [{"from_years": 0.0, "per_year": 0.12}, {"from_years": 5.0, "nested": [[1, 2], []]}],
            "positions_by_fiscal_year": {"2025": 3.0, "2026": 4.0},
            "empty": {},
            "flag": True,
            "date": "2024-10-01",
            "code": "010",
        }
    },
}


def test_yaml_gives_back_the_same_values():
    """Nothing may turn into something else on the way: NO, 010, dates, exponents, empty maps."""
    assert YAML(typ="safe").load(as_yaml(TREE, {})) == TREE


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("experiment.seed", "  seed: 0  # e.yaml:7"),
        ("worlds.base.rate.value", "      value: 1e-07  # e.yaml:7"),
        ("worlds.base.bands[1].from_years", "        from_years: 5.0  # e.yaml:7"),
        ("worlds.base.rate.range[1]", "      range: [0.0, 1.5]  # e.yaml:7"),
        ("worlds.base.positions_by_fiscal_year[2026]", '      "2026": 4.0  # e.yaml:7'),
        ("worlds.base.positions_by_fiscal_year.2026", '      "2026": 4.0  # e.yaml:7'),
        ("worlds.base.empty", "    empty: {}  # e.yaml:7"),
    ],
)
def test_a_value_carries_its_origin_as_a_comment(path, line):
    """Whoever doubts a number finds the line that says it."""
    text = as_yaml(TREE, {path: "e.yaml:7"})
    assert [found for found in text.splitlines() if found.endswith("# e.yaml:7")] == [line]
    assert YAML(typ="safe").load(text) == TREE


def test_a_list_on_one_line_names_all_origins_of_its_items():
    """Ranges may be overridden item by item."""
    text = as_yaml({"range": [1, 2, 3]}, {"range[0]": "a.yaml:1", "range[1]": "--set", "range[2]": "a.yaml:1"})
    assert "range: [1, 2, 3]  # a.yaml:1, --set" in text


def test_an_origin_cannot_break_out_of_its_comment():
    """A file may be named anything."""
    text = as_yaml({"a": 1}, {"a": "x\nb: 2.yaml:1"})
    assert YAML(typ="safe").load(text) == {"a": 1}
