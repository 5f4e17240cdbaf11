"""The news that a post may be filled: it is looked at one tick later, from inside first, then from outside."""

from simulation.clock import Clock
from simulation.events import Kind
from simulation.workforce.people import spread_news
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World

THE_REVIEW = 0
"""Serial of the one review of assignment."""


def look_again(clock: Clock, world: World, region: int, component: int) -> None:
    """Have the open posts that people of a region and component may take, or that are of both, looked at next tick."""
    spread_news(world, region, component)
    clock.ask(clock.now + 1, Kind.REVIEW, THE_REVIEW)
    clock.ask(clock.now + 1, Kind.HIRING, component)


def look_at(clock: Clock, world: World, number: int) -> None:
    """Have a post looked at on the next tick, if it is one."""
    if number != NOWHERE:
        look_again(clock, world, world.positions[number].region, world.positions[number].component)


def look_everywhere(clock: Clock, world: World) -> None:
    """Have all open posts looked at on the next tick."""
    for region in range(world.terms.regions):
        for component in range(world.terms.components):
            look_again(clock, world, region, component)
