"""The review of assignment: open posts are filled with people who wait, as soon as there are both."""

from simulation.clock import Clock
from simulation.decisions.assignment import next_match
from simulation.processes.recruitment import cancel
from simulation.processes.rotation import start_posting
from simulation.workforce.accounts import REQUISITION_OPEN
from simulation.workforce.pools import NOWHERE
from simulation.workforce.postings import select
from simulation.workforce.world import World


def review(clock: Clock, world: World) -> None:
    """Fill open posts with people who wait: the certified first, then those who would have to go to school."""
    for trainable in (0, 1) if any(world.considered) else ():
        number, member = next_match(world, trainable)
        while number != NOWHERE:
            if world.positions[number].stage == REQUISITION_OPEN:
                cancel(clock, world, number)
            select(world, member, number)
            start_posting(clock, world, member)
            number, member = next_match(world, trainable)
    world.news[:] = [0] * len(world.news)
