"""The future of one scenario in one replication: the same for every policy."""

from dataclasses import dataclass

from simulation.arm.layout import Layout
from simulation.calendar_time import Calendar
from simulation.config.world import World
from simulation.future.cases import Case, arriving_cases, opening_cases, sources
from simulation.future.crisis import Spell, crises
from simulation.future.requirement import RequirementStep, direct_requirement
from simulation.luck import run_key


@dataclass(frozen=True, slots=True)
class Future:
    """What the world asks of the workforce, whatever the department does."""

    opening: tuple[Case, ...]
    """Items open on the first day, by class, region and ordinal."""

    arrivals: tuple[Case, ...]
    """Items that arrive later, in order of arrival."""

    direct: tuple[RequirementStep, ...]
    """Steps of the direct requirement, in order."""

    crises: tuple[Spell, ...]
    """Crises, in order."""


def draw_future(world: World, layout: Layout, seed: int, replication: int) -> Future:
    """Draw the future of a world.

    Parameters
    ----------
    world
        The world, scenario applied. No policy is known here.
    layout
        Its numbering.
    seed, replication
        What the luck depends on, and nothing else.
    """
    calendar, run = Calendar(world.time.start, world.time.end), run_key(seed, replication)
    spells = crises(world.demand.crisis, calendar, run)
    opening: list[Case] = []
    arrivals: list[Case] = []
    for source in sources(world, layout, run, spells):
        opening.extend(opening_cases(source))
        arrivals.extend(arriving_cases(source, calendar))
    arrivals.sort()
    return Future(tuple(opening), tuple(arrivals), direct_requirement(world, layout, calendar), spells)
