"""Terms of places: regions, cells, groups, and who may hold what."""

from typing import Any

from simulation.arm import Arm, Layout
from simulation.arm.layout import minimum_manning
from simulation.config.world import MayFill
from simulation.units import ONE, positions, ratio
from simulation.workforce.pools import NOWHERE


def place_terms(arm: Arm) -> dict[str, Any]:
    """Return the terms of where positions are, and who may hold them."""
    layout, efficiency = arm.layout, arm.world.assignment.cover_efficiency
    return {
        "horizon": arm.calendar.horizon,
        "regions": len(layout.regions),
        "components": len(layout.components),
        "levels": len(layout.levels),
        "work_place": [layout.place(cell.region, cell.function, None) for cell in layout.cells],
        "cell_function": [cell.function for cell in layout.cells],
        "cell_unit": [cell.unit for cell in layout.cells],
        **_cells_by_unit(layout),
        "next_alike": _rings([(cell.region, cell.function) for cell in layout.cells]),
        "cover_efficiency": ratio(efficiency.value) if efficiency else 0,
        "minimum_manning": _minimum_manning(arm),
        **_groups_by_cell(layout),
        "group_programme": [group.programme for group in layout.groups],
        "opening_in_group": _counts(len(layout.groups), [post.group for post in layout.posts]),
        "opening_in_cell": layout.authorised(),
        "fill_output": [fill_output(layout, component, others) for component, others in layout.fillings],
        "fillers": _fillers(layout),
        "at_home": _at_home(arm),
        "rotates": [int(c.rotates) for c in arm.world.components.values()],
    }


def _cells_by_unit(layout: Layout) -> dict[str, list[int]]:
    """Return the cells of each unit as a chain, in order."""
    first, following = [NOWHERE] * len(layout.units), [NOWHERE] * len(layout.cells)
    for cell in reversed(range(len(layout.cells))):
        unit = layout.cells[cell].unit
        first[unit], following[cell] = cell, first[unit]
    return {"first_cell": first, "next_cell": following}


def _rings(keys: list[tuple[int, int]]) -> list[int]:
    """Return for each item the next one with the same key, the first one for the last."""
    following: list[int] = []
    first: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    for index, key in enumerate(keys):
        following.append(first.setdefault(key, index))
        following[last.get(key, index)] = index
        last[key] = index
        following[index] = first[key]
    return following


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


def _minimum_manning(arm: Arm) -> list[int]:
    """Return the positions that each cell needs whatever its cases."""
    layout = arm.layout
    by_unit = [minimum_manning(arm.world, unit, layout.regions) for unit in layout.units]
    return [positions(by_unit[cell.unit].get(layout.functions[cell.function], 0.0)) for cell in layout.cells]


def _at_home(arm: Arm) -> list[int]:
    units = arm.layout.units
    at_home = [int(arm.world.regions[arm.layout.regions[u.region]].units[u.kind].at_home) for u in units]
    return [at_home[cell.unit] for cell in arm.layout.cells]
