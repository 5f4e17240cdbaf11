"""Indices: every region, unit, cell, group and opening position of a world, numbered in declared order.

Names end here. The dynamics, the luck and the tables of a run know only these numbers, so renaming a region changes
nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulation.config.hiring import TemporaryPositions
from simulation.config.positions import unit_names
from simulation.config.world import MayFill, PositionGroup, World


@dataclass(frozen=True, slots=True)
class Unit:
    """One office or organisation."""

    name: str
    """Name in tables; alike units are numbered."""

    kind: str
    """Key in the world file."""

    region: int
    """Index of the region."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit x function: the grain at which work and people are compared."""

    unit: int
    """Index of the unit."""

    region: int
    """Index of the region."""

    function: int
    """Index of the function."""


@dataclass(frozen=True, slots=True)
class Group:
    """The positions of one cell that require the same level of the same component."""

    cell: int
    """Index of the cell."""

    level: int
    """Certification level required."""

    component: int
    """Index of the component."""

    programme: int = -1
    """Index of the programme of temporary positions it belongs to; -1 for lasting ones."""


@dataclass(frozen=True, slots=True)
class Post:
    """A position authorised on the first day."""

    cell: int
    """Index of the cell."""

    group: int
    """Index of the group."""

    tour: int
    """Index of the tour kind."""

    priority: int
    """1 is served before 2."""

    slot: int
    """Ordinal among the positions of its cell and component."""

    filling: int
    """Who may hold it: index among the kinds of positions that differ in this."""

    headquarters_priority: int
    """The same as `priority`, where headquarters sets priorities."""


Filling = tuple[int, tuple[MayFill, ...]]
"""Component of a position, and who else may hold it."""


class Layout:
    """The numbering of one world.

    Parameters
    ----------
    world
        The world to number.
    """

    def __init__(self, world: World) -> None:
        self.regions = tuple(world.regions)
        self.functions = tuple(world.functions)
        self.levels = tuple(world.levels)
        self.components = tuple(world.components)
        self.tours = tuple(world.tours)
        self.courses = tuple(world.courses)
        self.classes = tuple(world.demand.case_classes)
        self.units = tuple(_units(world))
        self._cells: dict[Cell, int] = {}
        self._groups: dict[Group, int] = {}
        self._fillings: dict[Filling, int] = {(component, ()): component for component in range(len(self.components))}
        slots: dict[tuple[int, int], int] = {}
        self.posts = tuple(
            self._post(unit, group, slots)
            for unit, holder in enumerate(self.units)
            for group in world.regions[self.regions[holder.region]].units[holder.kind].positions
            for _ in range(group.count)
        )
        for direct in world.demand.direct:
            for unit in self.units_of(direct.region, direct.unit):
                self._cell(unit, self.functions.index(direct.function))
        for unit, holder in enumerate(self.units):
            for function in minimum_manning(world, holder, self.regions):
                self._cell(unit, self.functions.index(function))
        self.cells = tuple(self._cells)
        self.temporary_groups = tuple(
            self._temporary(*numbered) for numbered in enumerate(world.temporary_positions.values())
        )
        self.groups = tuple(self._groups)
        self.fillings = tuple(self._fillings)
        self._at_home = [world.regions[self.regions[unit.region]].units[unit.kind].at_home for unit in self.units]
        self._kinds: dict[tuple[int, ...], int] = {}
        for post in self.posts:
            self.kind(post)
        for programme, groups in zip(world.temporary_positions.values(), self.temporary_groups, strict=True):
            tour, component = self.tours.index(programme.tour), self.components.index(programme.component)
            for cell, group in enumerate(groups):
                if group >= 0:
                    self.kind(Post(cell, group, tour, 0, 0, component, 0))
        self.kinds = len(self._kinds)

    def units_of(self, region: str, kind: str) -> list[int]:
        """Return the indices of the units of one kind in one region."""
        owner = self.regions.index(region)
        return [index for index, unit in enumerate(self.units) if (unit.region, unit.kind) == (owner, kind)]

    def cell(self, unit: int, function: int) -> int:
        """Return the index of the cell of a unit and a function.

        Raises
        ------
        KeyError
            If there is neither a position nor a requirement there.
        """
        return self._cells[Cell(unit, self.units[unit].region, function)]

    def kind(self, post: Post) -> int:
        """Return the index among the kinds of positions that differ in whom they suit."""
        cell = self.cells[post.cell]
        level = self.groups[post.group].level
        key = (cell.region, int(self._at_home[cell.unit]), cell.function, level, post.tour, post.filling)
        return self._kinds.setdefault(key, len(self._kinds))

    def place(self, region: int, function: int, component: int | None) -> int:
        """Return the index of a region x function x component; None stands for work, which has no component."""
        within = 0 if component is None else component + 1
        return (region * len(self.functions) + function) * (len(self.components) + 1) + within

    @property
    def places(self) -> int:
        """Number of places."""
        return len(self.regions) * len(self.functions) * (len(self.components) + 1)

    @property
    def owners(self) -> int:
        """Number of region x component accounts of people."""
        return len(self.regions) * len(self.components)

    def authorised(self) -> list[int]:
        """Return the opening positions of each cell."""
        counts = [0] * len(self.cells)
        for post in self.posts:
            counts[post.cell] += 1
        return counts

    def _cell(self, unit: int, function: int) -> int:
        return self._cells.setdefault(Cell(unit, self.units[unit].region, function), len(self._cells))

    def _temporary(self, number: int, programme: TemporaryPositions) -> tuple[int, ...]:
        """Return the group of a programme's positions in each cell, -1 where it has none."""
        level, component = self.levels.index(programme.level), self.components.index(programme.component)
        function = self.functions.index(programme.function)
        return tuple(
            self._groups.setdefault(Group(index, level, component, number), len(self._groups))
            if cell.function == function
            else -1
            for index, cell in enumerate(self.cells)
        )

    def _post(self, unit: int, group: PositionGroup, slots: dict[tuple[int, int], int]) -> Post:
        cell = self._cell(unit, self.functions.index(group.function))
        component = self.components.index(group.component)
        number = Group(cell, self.levels.index(group.level), component)
        slot = slots.get((cell, component), 0)
        slots[cell, component] = slot + 1
        return Post(
            cell,
            self._groups.setdefault(number, len(self._groups)),
            self.tours.index(group.tour),
            group.priority,
            slot,
            self._fillings.setdefault((component, tuple(group.may_fill)), len(self._fillings)),
            group.headquarters_priority or group.priority,
        )


def minimum_manning(world: World, unit: Unit, regions: tuple[str, ...]) -> dict[str, float]:
    """Return the positions that a unit needs whatever its cases, by function."""
    stated = world.regions[regions[unit.region]].units[unit.kind].minimum_manning
    return stated.value if stated else {}


def _units(world: World) -> Iterator[Unit]:
    for region, section in enumerate(world.regions.values()):
        for kind, unit in section.units.items():
            for name in unit_names(kind, unit.count):
                yield Unit(name, kind, region)
