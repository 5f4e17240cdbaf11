"""What a scenario file says: a coherent future that nobody in the department controls."""

from typing import Any, Literal

from simulation.config.section import Section


class Scenario(Section):
    """A future, as differences from the world."""

    kind: Literal["scenario"]
    """What this file is."""

    title: str
    """Name as it appears in figures."""

    description: str
    """What happens in this future, and on what grounds."""

    world: dict[str, Any] = {}
    """Differences from the world, merged over it key by key; a list replaces the list it meets."""
