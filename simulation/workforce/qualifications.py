"""Qualifications: what somebody has passed, which position that suffices for, and which course comes next."""

from simulation.rule import rule
from simulation.workforce.pools import NOWHERE
from simulation.workforce.records import Person
from simulation.workforce.world import World

LEVEL_BITS = 4
LEVEL_MASK = (1 << LEVEL_BITS) - 1


@rule
def level_held(person: Person, function: int) -> int:
    """Return the certification level a person holds in a function."""
    return (person.held >> (LEVEL_BITS * function)) & LEVEL_MASK


@rule
def certify(world: World, member: int, course: int, until: int) -> None:
    """Give a person what a course certifies until a tick."""
    world.certificates[member][course] = until
    function = world.terms.course_function[course]
    if function != NOWHERE:
        raise_level(world.people[member], function, world.terms.course_level[course])


@rule
def raise_level(person: Person, function: int, level: int) -> None:
    """Let a person hold a level in a function, unless a higher one is held."""
    held = level_held(person, function)
    if level > held:
        person.held += (level - held) << (LEVEL_BITS * function)


@rule
def recertify(world: World, member: int) -> None:
    """Bring the levels a person holds up to date: those of entrants, or higher by what is passed and has not lapsed."""
    person = world.people[member]
    person.held = 0
    for function in range(len(world.terms.course_for)):
        raise_level(person, function, world.terms.entry_level[person.component])
    for course in range(len(world.terms.course_level)):
        function = world.terms.course_function[course]
        if function != NOWHERE and has_passed(world, member, course):
            raise_level(person, function, world.terms.course_level[course])


@rule
def has_passed(world: World, member: int, course: int) -> bool:
    """Return True if a person has passed a course and it has not lapsed."""
    return world.certificates[member][course] != 0


@rule
def worth(world: World, member: int, number: int) -> int:
    """Return what a person is worth in a position without more training, in 2**-20; -1 if barred from it."""
    person = world.people[member]
    return worth_at(world, person.component, level_held(person, world.positions[number].function), number)


@rule
def worth_at(world: World, component: int, level: int, number: int) -> int:
    """Return what somebody of a component and level is worth in a position, in 2**-20; -1 if barred from it."""
    position = world.positions[number]
    below = max(0, position.level - level)
    return world.terms.fill_output[position.filling][component * world.terms.levels + below]


@rule
def certified(world: World, member: int, number: int) -> bool:
    """Return True if a person may hold a position without more training."""
    return worth(world, member, number) >= 0


@rule
def may_hold(world: World, component: int, number: int) -> bool:
    """Return True if people of a component may hold a position once they are certified for it."""
    return world.terms.fill_output[world.positions[number].filling][component * world.terms.levels] >= 0


@rule
def first_to_take(world: World, member: int, course: int) -> int:
    """Return the course a person has to take first on the way to one: itself, or what it requires and is missing."""
    required = 0
    while required < len(world.terms.course_level):
        if world.terms.course_requires[course][required] and not has_passed(world, member, required):
            course = required
            required = 0
        else:
            required += 1
    return course


@rule
def course_for(world: World, number: int) -> int:
    """Return the course that certifies for a position, -1 if there is none or none is needed."""
    position = world.positions[number]
    return world.terms.course_for[position.function][position.level]


@rule
def course_needed(world: World, member: int, number: int) -> int:
    """Return the course a person has to take next for a position, -1 if none is needed, or none leads there."""
    if certified(world, member, number):
        return NOWHERE
    course = course_for(world, number)
    return NOWHERE if course == NOWHERE else first_to_take(world, member, course)


@rule
def next_in_plan(world: World, member: int) -> int:
    """Return the next course of the accession plan a person is in, -1 if all are passed."""
    for course in world.terms.plan_courses[world.people[member].plan]:
        if course != NOWHERE and not has_passed(world, member, course):
            return course
    return NOWHERE


@rule
def productive(world: World, member: int) -> int:
    """Return what a person in post gets done there, in 2**-20: at the present rung, nothing while away or lent."""
    person = world.people[member]
    return 0 if person.away or person.lent != NOWHERE else person.qualified * world.terms.proficiency[person.rung] >> 20


@rule
def partner(world: World, member: int) -> int:
    """Return who else is in a person's post, predecessor or successor, -1 if nobody is."""
    position = world.positions[world.people[member].post]
    return position.relief if position.incumbent == member else position.incumbent


@rule
def effective(world: World, member: int) -> int:
    """Return what a person in post adds to effective: of two in one post only the more productive counts."""
    position = world.positions[world.people[member].post]
    mine = productive(world, member)
    if position.relief == NOWHERE:
        return mine
    theirs = productive(world, partner(world, member))
    return mine if mine > theirs or (mine == theirs and position.incumbent == member) else 0


@rule
def output(world: World, member: int) -> None:
    """Set what a person in post is worth there: qualified or not, and effective."""
    person = world.people[member]
    value = worth(world, member, person.post)
    person.qualified = value if value >= 0 else world.terms.uncertified_output[0]
    person.effective = effective(world, member)


@rule
def is_uncertified_in_post(world: World, member: int) -> bool:
    """Return True if somebody in post lacks what the post requires, and a course taken during the tour can give it."""
    person = world.people[member]
    if person.post == NOWHERE or certified(world, member, person.post):
        return False
    course = course_for(world, person.post)
    return course != NOWHERE and world.terms.course_during_tour[course] == 1
