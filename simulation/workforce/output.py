"""Output: what people in post add to qualified and effective, kept as they learn, certify and come and go."""

from simulation.rule import rule
from simulation.units import RATIO, TICKS_PER_MONTH
from simulation.workforce.accounts import EFFECTIVE, QUALIFIED, adjust_staff, balance
from simulation.workforce.people import end_learning
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import effective, output, partner
from simulation.workforce.world import World


@rule
def count_output(world: World, member: int, sign: int) -> None:
    """Add (1) or take away (-1) what a person in post is worth."""
    person = world.people[member]
    position = world.positions[person.post]
    adjust_staff(world, position, QUALIFIED, sign * person.qualified)
    adjust_staff(world, position, EFFECTIVE, sign * person.effective)
    balance(world, position.cell)


@rule
def revalue(world: World, member: int) -> None:
    """Bring what a person in post is worth, and the stocks, up to date."""
    person = world.people[member]
    qualified, before = person.qualified, person.effective
    output(world, member)
    if person.qualified != qualified:
        adjust_staff(world, world.positions[person.post], QUALIFIED, person.qualified - qualified)
    if person.effective != before:
        count_change(world, member, person.effective - before)
    recount_partner(world, member)


@rule
def count_change(world: World, member: int, by: int) -> None:
    """Count a change of what a person in post gets done."""
    position = world.positions[world.people[member].post]
    adjust_staff(world, position, EFFECTIVE, by)
    balance(world, position.cell)


@rule
def recount(world: World, member: int) -> None:
    """Bring what a person in post gets done up to date; what the person is worth has not changed."""
    person = world.people[member]
    value = effective(world, member)
    if value != person.effective:
        count_change(world, member, value - person.effective)
        person.effective = value


@rule
def recount_partner(world: World, member: int) -> None:
    """Bring what the other person in a post gets done up to date, if there is one: only the more productive counts."""
    other = partner(world, member)
    if other != NOWHERE:
        recount(world, other)


@rule
def climb(world: World, member: int, rung: int) -> None:
    """Bring a person in post to a rung of the learning curve; at the last one learning is over."""
    person = world.people[member]
    person.rung = rung
    recount(world, member)
    if world.positions[person.post].relief != NOWHERE:
        recount_partner(world, member)
    if rung == len(world.terms.proficiency) - 1:
        end_learning(world, member)


@rule
def learn_from_predecessor(world: World, member: int) -> None:
    """Spare a successor whose predecessor leaves the learning that the time together is worth, in whole months."""
    person = world.people[member]
    together = (world.now[0] - person.arrived) * world.terms.overlap_head_start
    months = (together + RATIO * TICKS_PER_MONTH // 2) // (RATIO * TICKS_PER_MONTH)
    top = len(world.terms.proficiency) - 1
    if months > 0 and person.rung < top:
        climb(world, member, min(person.rung + months, top))
