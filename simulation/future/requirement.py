"""Direct requirement: the steps of a manning document."""

from typing import NamedTuple

from simulation.arm.layout import Layout
from simulation.calendar_time import Calendar
from simulation.config.world import World
from simulation.units import positions


class RequirementStep(NamedTuple):
    """A change in the positions that a manning document asks for."""

    tick: int
    """When; 0 for what is asked for from the first day."""

    cell: int
    """Where."""

    change: int
    """Positions more (or fewer), on the grid of 2**-20."""


def direct_requirement(world: World, layout: Layout, calendar: Calendar) -> tuple[RequirementStep, ...]:
    """Return the steps of all manning documents, in order."""
    steps = []
    for direct in world.demand.direct:
        function = layout.functions.index(direct.function)
        days = [calendar.start, *(day for day in direct.steps() if calendar.start < day < calendar.end)]
        for unit in layout.units_of(direct.region, direct.unit):
            before = 0
            for day in days:
                now = positions(direct.on(day))
                if now != before:
                    steps.append(RequirementStep(calendar.tick(day), layout.cell(unit, function), now - before))
                    before = now
    return tuple(sorted(steps))
