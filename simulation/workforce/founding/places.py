"""Terms of places: regions, cells, groups, and who may hold what."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.config.world import MayFill
from simulation.units import ONE, positions
from simulation.workforce.pools import NOWHERE


def place_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of where positions are, and who may hold them."""
    layout = arm.layout
    return {
        "horizon": arm.calendar.horizon,
        "regions": len(layout.regions),
        "components": len(layout.components),
        "levels": len(layout.levels),
        "work_place": [layout.place(cell.region, cell.function, None) for cell in layout.cells],
        **_groups_by_cell(layout),
        "group_programme": [group.programme for group in layout.groups],
        "opening_in_group": _counts(len(layout.groups), [post.group for post in layout.posts]),
        "opening_in_cell": layout.authorised(),
        "fill_output": [fill_output(layout, component, others) for component, others in layout.fillings],
        "fillers": _fillers(layout),
        "rotates": [int(c.rotates) for c in arm.world.components.values()],
    }


def _groups_by_cell(layout: Layout) -> dict[str, list[int]]:
    """Return the groups of each cell as a chain, in order."""
    first, following = [NOWHERE] * len(layout.cells), [NOWHERE] * len(layout.groups)
    for group in reversed(range(len(layout.groups))):
        cell = layout.groups[group].cell
        first[cell], following[group] = group, first[cell]
    return {"first_group": first, "next_group": following}


def _counts(size: int, indices: list[int]) -> list[int]:
    """Return how often each index occurs."""
    counts = [0] * size
    for index in indices:
        counts[index] += 1
    return counts


def fill_output(layout: Layout, component: int, others: tuple[MayFill, ...]) -> list[int]:
    """Return what holders of each component x levels below the required one are worth; -1 if barred."""
    outputs = [-1] * (len(layout.components) * len(layout.levels))
    outputs[component * len(layout.levels)] = ONE
    for other in others:
        first = layout.components.index(other.component) * len(layout.levels)
        outputs[first] = ONE
        for below in range(1, min(other.levels_below + 1, len(layout.levels))):
            outputs[first + below] = positions(other.output.value) if other.output else -1
    return outputs


def _fillers(layout: Layout) -> list[list[int]]:
    components = range(len(layout.components))
    rows = [[0] * len(components) for _ in components]
    for component, others in layout.fillings:
        for holder in (component, *(layout.components.index(other.component) for other in others)):
            rows[component][holder] = 1
    return rows
