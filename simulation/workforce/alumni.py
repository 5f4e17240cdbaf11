"""Alumni: people who have returned to their service, and may be detailed again."""

from simulation.rule import rule
from simulation.workforce.hazards import settle, used_up
from simulation.workforce.pools import NOWHERE, join, leave
from simulation.workforce.qualifications import recertify
from simulation.workforce.world import World


@rule
def join_alumni(world: World, member: int) -> None:
    """Put somebody who has returned to the service behind those who have before."""
    component = world.people[member].component
    if world.terms.alumnus_chance[component] > 0:
        join(world.alumni, world.alumni_heads, world.alumni_tails, component, member)


@rule
def next_alumnus(world: World, component: int) -> int:
    """Take the longest returned out of the alumni of a component, -1 if there is none.

    Hazards go on in the service: whoever would have left by now is passed over for good.
    """
    member = world.alumni_heads[component]
    while member != NOWHERE:
        leave(world.alumni, world.alumni_heads, world.alumni_tails, member)
        settle(world, member)
        if used_up(world, member) == NOWHERE:
            return member
        member = world.alumni_heads[component]
    return NOWHERE


@rule
def come_back_to_work(world: World, member: int) -> None:
    """Bring what somebody brings along up to date: the years served meanwhile, and certificates that have lapsed."""
    person, now = world.people[member], world.now[0]
    person.service += now - person.entered
    certificates = world.certificates[member]
    for course in range(len(certificates)):
        if 0 < certificates[course] <= now:
            certificates[course] = 0
    recertify(world, member)
