"""The news that a post may be filled: it is looked at, from inside first, then from outside.

That happens one tick later, but for slates: with them posts are filled from inside on their days alone.
"""

from simulation.clock import Clock
from simulation.decisions.matching import somebody_waits
from simulation.decisions.recruiting import may_recruit
from simulation.events import Kind
from simulation.workforce.accounts import NOTHING
from simulation.workforce.people import spread_news
from simulation.workforce.pools import NOWHERE
from simulation.workforce.world import World

THE_REVIEW = 0
"""Serial of the one review of assignment."""


def next_review(world: World) -> int:
    """Return the tick of the next review of assignment: the next one, or the next slate."""
    period, now = world.slate_weeks[0], world.now[0]
    return now + 1 if period == 0 else now + period - (now - world.slates_from[0]) % period


def is_due(world: World) -> bool:
    """Return True if assignment may be reviewed now: at any time, or on a slate."""
    period, passed = world.slate_weeks[0], world.now[0] - world.slates_from[0]
    return period == 0 or (passed > 0 and passed % period == 0)


def look_again(clock: Clock, world: World, region: int, component: int) -> None:
    """Have the open posts that people of a region and component may take, or that are of both, looked at."""
    spread_news(world, region, component)
    if somebody_waits(world, region, component):
        clock.ask(next_review(world), Kind.REVIEW, THE_REVIEW)
    if may_recruit(world, component):
        clock.ask(clock.now + 1, Kind.HIRING, component)


def look_at(clock: Clock, world: World, number: int) -> None:
    """Have a post looked at on the next tick, if it is one."""
    if number != NOWHERE:
        look_again(clock, world, world.positions[number].region, world.positions[number].component)
        look_outside_in_time(clock, world, number)


def look_outside_in_time(clock: Clock, world: World, number: int) -> None:
    """Have a post for which somebody is looked for inside looked at again when the time for that is over."""
    position = world.positions[number]
    over = position.sought + world.terms.internal_ticks[position.component]
    if position.stage == NOTHING and over > clock.now and position.outside_from != over:
        position.outside_from = over
        clock.call(over, Kind.HIRING, position.serial, clock.arranged(Kind.HIRING, position.component))


def look_everywhere(clock: Clock, world: World) -> None:
    """Have all open posts looked at on the next tick, with everybody who is considered."""
    world.reviewed[0] = -1
    for region in range(world.terms.regions):
        for component in range(world.terms.components):
            look_again(clock, world, region, component)
