"""The review of assignment: open posts are filled with people who wait, at once or on the day of a slate."""

from collections.abc import Iterator

from simulation.clock import Clock
from simulation.decisions.matching import match
from simulation.events import Kind
from simulation.processes.recruitment import cancel
from simulation.processes.rotation import start_posting
from simulation.processes.vacancies import THE_REVIEW, is_due, next_review
from simulation.workforce.accounts import REQUISITION_OPEN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import select
from simulation.workforce.world import World


def review(clock: Clock, world: World) -> None:
    """Fill open posts with people who wait: the certified first, then those who would have to go to school.

    Between two slates nothing is reviewed: what has come up waits for the next.
    """
    if not is_due(world):
        clock.ask(next_review(world), Kind.REVIEW, THE_REVIEW)
        return
    if any(world.considered):
        first = match(world)
        for trainable in (0, 1):
            for number in matched(world, first, trainable):
                fill(clock, world, number)
    world.reviewed[0] = clock.now
    world.news[:] = [0] * len(world.news)


def matched(world: World, first: int, trainable: int) -> Iterator[int]:
    """Yield the positions that somebody certified is matched with, or (1) somebody trainable, in order of service."""
    number = first
    while number != NOWHERE:
        position = world.positions[number]
        if position.matched != NOWHERE and position.trainable == trainable:
            yield number
        number = position.later


def fill(clock: Clock, world: World, number: int) -> None:
    """Select the person that a post is matched with."""
    position = world.positions[number]
    member = position.matched
    position.matched = world.people[member].matched = NOWHERE
    if position.stage == REQUISITION_OPEN:
        cancel(clock, world, number)
    select(world, member, number)
    start_posting(clock, world, member)
