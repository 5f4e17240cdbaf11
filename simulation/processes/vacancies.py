"""The news that a post may be filled: it is looked at one tick later, from inside first, then from outside."""

from simulation.clock import Clock
from simulation.events import Kind

THE_REVIEW = 0
"""Serial of the one review of assignment."""


def look_again(clock: Clock, component: int) -> None:
    """Have the open posts of a component looked at on the next tick."""
    clock.ask(clock.now + 1, Kind.REVIEW, THE_REVIEW)
    clock.ask(clock.now + 1, Kind.HIRING, component)
