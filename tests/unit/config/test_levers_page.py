"""The page on levers says what the table of levers says, and its examples are sound."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulation.config.levers import LEVERS
from simulation.config.policy import Policy
from simulation.config.settings import check_policy

TEXT = (Path(__file__).parents[3] / "docs" / "levers.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLE = re.compile(r"^    - \{[^}]*?(?:\{[^}]*\}[^}]*)?\}$", re.MULTILINE)


def plain(text):
    """Return a text as if it stood on one line."""
    return " ".join(text.split())


def test_every_lever_has_its_section_and_nothing_else_has_one():
    """A lever nobody can read about is not used; a section without a lever misleads."""
    assert sorted(SECTIONS) == sorted(LEVERS)


@pytest.mark.parametrize("lever", LEVERS.values(), ids=lambda lever: lever.name)
class TestSection:
    """What the page says of one lever."""

    def test_gives_unit_aim_and_bounds(self, lever):
        """As a policy file is checked by them."""
        unit = lever.unit
        if lever.choices:
            unit += f" ({', '.join(f'`{choice}`' for choice in lever.choices)})"
        said = f"Unit: {unit}. Aimed at: {lever.aimed_at or 'everywhere'}."
        if lever.bounds:
            low, high = lever.bounds
            said += f" Bounds: {low:g} to {high:.10g}."
        assert said in SECTIONS[lever.name].split("\n\n")

    def test_gives_what_binds_word_by_word(self, lever):
        """So that no two pages tell it in two ways."""
        assert f"In progress: {lever.binds}." in map(plain, SECTIONS[lever.name].split("\n\n"))

    def test_has_one_example_that_is_sound(self, lever):
        """An example is copied before it is read."""
        (example,) = EXAMPLE.findall(SECTIONS[lever.name])
        settings = YAML(typ="safe", pure=True).load(example)
        policy = Policy.model_validate({"kind": "policy", "title": "T", "description": "D", "settings": settings})
        assert [setting.lever for setting in policy.settings] == [lever.name]
        assert list(check_policy(policy)) == []
