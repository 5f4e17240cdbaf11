"""What was asked of a run, in the names and titles that a reader sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulation.results.manifest import Design as Asked

BASELINE = "baseline"
"""Scenario that leads the report if there is one of this name; else the first."""


@dataclass(frozen=True)
class Design:
    """Scenarios and policies in their declared order, with titles."""

    scenarios: dict[str, str]
    """Titles of the scenarios by name."""

    policies: dict[str, str]
    """Titles of the policies by name."""

    regions: dict[str, str]
    """Labels of the regions by name, in the order of the world."""

    comparator: str
    """Policy that all others are compared with."""

    replications: int
    """Replications asked for in every arm."""

    @property
    def lead(self) -> str:
        """Scenario that the highlights speak of."""
        return BASELINE if BASELINE in self.scenarios else next(iter(self.scenarios))

    @property
    def others(self) -> list[str]:
        """Policies compared with the comparator."""
        return [name for name in self.policies if name != self.comparator]

    def ordered(self, regions: Sequence[str]) -> list[str]:
        """Return regions in the order of the world; names it does not know come last."""
        known = [name for name in self.regions if name in regions]
        return known + [name for name in regions if name not in known]

    @property
    def comparator_title(self) -> str:
        """Title of the comparator."""
        return self.policies[self.comparator]


def read_design(asked: Asked, worlds: Mapping[str, Any]) -> Design:
    """Return the design with its titles, and the labels of the regions of all worlds."""
    regions: dict[str, str] = {}
    for world in worlds.values():
        for name, region in world.get("regions", {}).items():
            regions.setdefault(name, region.get("label") or written_out(name))
    return Design(
        scenarios=_titles(asked.scenarios),
        policies=_titles(asked.policies),
        regions=regions,
        comparator=asked.comparator,
        replications=asked.replications,
    )


def _titles(given: Mapping[str, str]) -> dict[str, str]:
    """Return the titles, written out from the name where none is given, with the name behind where two are alike."""
    titles = {name: title.strip() or written_out(name) for name, title in given.items()}
    alike = [title for title in titles.values() if list(titles.values()).count(title) > 1]
    return {name: f"{title} ({name})" if title in alike else title for name, title in titles.items()}


def written_out(name: str) -> str:
    """Return a name as words.

    Examples
    --------
    >>> written_out("all_regions")
    'All regions'
    """
    return name.replace("_", " ").strip().capitalize()
