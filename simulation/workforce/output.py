"""Output: what people in post add to qualified and effective, kept as they learn, certify and come and go."""

from simulation.rule import rule
from simulation.workforce.accounts import EFFECTIVE, QUALIFIED, adjust_staff, balance
from simulation.workforce.people import end_learning
from simulation.workforce.qualifications import output
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
    position = world.positions[person.post]
    qualified, effective = person.qualified, person.effective
    output(world, member)
    if person.qualified != qualified:
        adjust_staff(world, position, QUALIFIED, person.qualified - qualified)
    if person.effective != effective:
        adjust_staff(world, position, EFFECTIVE, person.effective - effective)
        balance(world, position.cell)


@rule
def climb(world: World, member: int, rung: int) -> None:
    """Bring a person in post to a rung of the learning curve; at the last one learning is over."""
    person = world.people[member]
    position = world.positions[person.post]
    person.rung = rung
    effective = 0 if person.away else person.qualified * world.terms.proficiency[rung] >> 20
    adjust_staff(world, position, EFFECTIVE, effective - person.effective)
    person.effective = effective
    balance(world, position.cell)
    if rung == len(world.terms.proficiency) - 1:
        end_learning(world, member)
