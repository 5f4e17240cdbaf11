"""Does what a world says of people fit together: hiring, schools, accessions, temporary positions and losses."""

from collections.abc import Iterable, Iterator

from simulation.config.attrition import Attrition
from simulation.config.demand_references import asks_for
from simulation.config.findings import (
    Finding,
    Location,
    check_before_end,
    check_day,
    check_governmental,
    check_names,
    check_unit,
    groups_of,
    unknown,
)
from simulation.config.hiring import AccessionPlan
from simulation.config.training import Course, Instructors
from simulation.config.tree import KEY
from simulation.config.world import PositionGroup, World


def check_attrition(world: World) -> Iterator[Finding]:
    """Yield what is wrong with how people leave: every component needs an entry, and dates must be of some effect."""
    for name, attrition in world.attrition.items():
        here = ("attrition", name)
        if name not in world.components:
            yield Finding((*here, KEY), unknown("component", name, world.components))
        yield from _check_tables(attrition, here)
        yield from _check_dates(attrition, world, here)
    for name in world.components:
        if name not in world.attrition:
            yield Finding(("attrition", name), "missing key; add one entry for each component")


def _check_tables(attrition: Attrition, here: Location) -> Iterator[Finding]:
    for cause in ("quit", "retire", "transfer", "involuntary"):
        table = getattr(attrition, cause)
        if table is not None and table.range_factor is not None:
            low, high = table.range_factor
            if not low <= 1 <= high:
                message = f"found {low:g} to {high:g}; expected factors on either side of 1, the lower first"
                yield Finding((*here, cause, "range_factor"), message)


def _check_dates(attrition: Attrition, world: World, here: Location) -> Iterator[Finding]:
    for index, stretch in enumerate(attrition.economy):
        yield from check_day(stretch.start, (*here, "economy", index, "from"))
    for index, pulse in enumerate(attrition.pulses):
        where = (*here, "pulses", index, "on")
        yield from check_day(pulse.on, where)
        yield from check_before_end(pulse.on, world, where)
        if pulse.on <= world.time.start:
            message = (
                f"found {pulse.on}, not after the first day simulated ({world.time.start}), so nobody could leave by "
                "it; give a later day, or leave the pulse out"
            )
            yield Finding(where, message)


def check_freezes(world: World) -> Iterator[Finding]:
    """Yield freezes of one component that overlap: it would be open whether transfers stop."""
    for name, component in world.components.items():
        freezes = component.hiring.freezes
        for index, freeze in enumerate(freezes):
            here = ("components", name, "hiring", "freezes", index)
            yield from check_day(freeze.start, (*here, "from"))
            yield from check_day(freeze.until, (*here, "until"))
            for earlier, other in enumerate(freezes[:index]):
                if freeze.start < other.until and other.start < freeze.until:
                    message = (
                        f"freezes[{earlier}] ({other.start} to {other.until}) overlaps it; let one end where the "
                        "other begins, or remove one"
                    )
                    yield Finding((*here, "from"), message)
                    break


def check_certification(world: World) -> Iterator[Finding]:
    """Yield positions whose level, or one good enough, is neither held by entrants nor conferred by any course."""
    order = {level: rank for rank, level in reversed(list(enumerate(world.levels)))}
    passable = _passable(world)
    highest: dict[str | None, int] = {}
    for name, course in world.courses.items():
        if name in passable and course.confers in order:
            highest[course.function] = max(highest.get(course.function, -1), order[course.confers])
    for here, component, function, level, below in _required_levels(world):
        held = world.components[component].entry_level if component in world.components else None
        if level not in order or held not in order:
            continue
        if order[level] - below > max(order[held], highest.get(function, -1)):
            message = (
                f"nobody can be certified: {component} entrants hold '{held}', and no course in '{function}' can "
                f"confer '{level}'; add a course or lower the level"
            )
            yield Finding((*here, "level"), message)


def _required_levels(world: World) -> Iterator[tuple[Location, str, str, str, int]]:
    """Yield place, component, function, level and how far below it the component's own people may be."""
    for here, group in groups_of(world):
        yield here, group.component, group.function, group.level, _own_levels_below(group)
    for name, temporary in world.temporary_positions.items():
        yield ("temporary_positions", name), temporary.component, temporary.function, temporary.level, 0


def _own_levels_below(group: PositionGroup) -> int:
    return max((one.levels_below for one in group.may_fill if one.component == group.component), default=0)


def _passable(world: World) -> set[str]:
    """Return the courses that can be passed, since whatever they require can be."""
    passable: set[str] = set()
    while more := {
        name for name, course in world.courses.items() if name not in passable and passable.issuperset(course.requires)
    }:
        passable |= more
    return passable


def check_courses(world: World) -> Iterator[Finding]:
    """Yield what is wrong with the catalogue of courses, one course after the other."""
    seen: dict[tuple[str, str], str] = {}
    for name, course in world.courses.items():
        here = ("courses", name)
        yield from check_names(course, {"function": world.functions}, here)
        if course.function is not None and course.confers is not None:
            if course.confers not in world.levels:
                yield Finding((*here, "confers"), unknown("level", course.confers, world.levels))
            other = seen.setdefault((course.function, course.confers), name)
            if other != name:
                message = f"course '{other}' already confers '{course.confers}' in '{course.function}'; keep one"
                yield Finding((*here, KEY), message)
        yield from _check_requires(name, world, (*here, "requires"))
        yield from _check_classes(course, here)
        yield from _check_students(course, here)
        if course.instructors is not None:
            yield from _check_instructors(course.instructors, world, (*here, "instructors"))


def _check_requires(name: str, world: World, here: Location) -> Iterator[Finding]:
    requires = world.courses[name].requires
    for index, required in enumerate(requires):
        if required not in world.courses:
            yield Finding((*here, index), unknown("course", required, world.courses))
        elif required == name:
            yield Finding((*here, index), "a course cannot require itself; remove it")
        elif required in requires[:index]:
            yield Finding((*here, index), f"course '{required}' is named twice; keep one")
    declared = list(world.courses)
    circle = _circle(name, world)
    if circle and name == min(circle, key=declared.index):  # a circle is told once, of its first course
        message = f"the courses require each other in a circle ({' -> '.join(circle)}); remove one of them"
        yield Finding((*here, requires.index(circle[1])), message)


def _circle(name: str, world: World) -> list[str]:
    """Return the shortest way along what courses require from a course back to it; nothing if there is none."""
    ways = {name: [name]}
    reached = [name]
    for course in reached:
        for required in world.courses[course].requires:
            if required == name != course:
                return [*ways[course], name]
            if required in world.courses and required not in ways:
                ways[required] = [*ways[course], required]
                reached.append(required)
    return []


def _check_classes(course: Course, here: Location) -> Iterator[Finding]:
    if course.first_class is not None:
        yield from check_day(course.first_class, (*here, "first_class"))
    for index, day in enumerate(course.class_dates or ()):
        yield from check_day(day, (*here, "class_dates", index))
    seats, least = course.seats_per_class.value, course.minimum_class
    if least is not None and least.value > seats:
        message = f"found {least.value}; expected at most the {seats} seats of a class, or none is ever held"
        yield Finding((*here, "minimum_class", "value"), message)


def _check_students(course: Course, here: Location) -> Iterator[Finding]:
    """Who is sent when makes sense only of a course that certifies."""
    if course.function is None:
        for key in ("during_tour", "grace_days", "valid_years"):
            if getattr(course, key) not in (None, False):
                message = "a course that certifies nothing has none; add function and confers, or leave it out"
                yield Finding((*here, key), message)
    elif course.grace_days is not None and course.grace_days.value > 0 and not course.during_tour:
        message = (
            f"found {course.grace_days.value:g}, but nobody in post is sent to this course; add 'during_tour: true' "
            "or leave grace_days out"
        )
        yield Finding((*here, "grace_days", "value"), message)


def _check_instructors(instructors: Instructors, world: World, here: Location) -> Iterator[Finding]:
    astray = list(check_unit(instructors, world, here))
    astray += check_names(instructors, {"function": world.functions}, here)
    yield from astray
    if not astray:
        unit = world.regions[instructors.region].units[instructors.unit]
        if all(group.function != instructors.function for group in unit.positions):
            message = (
                f"'{instructors.unit}' has no positions in '{instructors.function}', so nobody could teach; add some"
            )
            yield Finding((*here, "function"), message)
        elif not _is_asked_for(instructors, world):
            message = (
                f"nothing is asked of '{instructors.function}' in '{instructors.unit}', so reviews would abolish the "
                "positions and the course would end; add a direct requirement for them to demand"
            )
            yield Finding((*here, "function"), message)


def _is_asked_for(instructors: Instructors, world: World) -> bool:
    """Return True if there is work for instructors, or nothing ever reduces their positions."""
    place = (instructors.region, instructors.unit, instructors.function)
    cases = world.demand.case_classes.values()
    minimum = world.regions[instructors.region].units[instructors.unit].minimum_manning
    return (
        world.establishment.reduction_cap_per_year.value == 0
        or any((direct.region, direct.unit, direct.function) == place for direct in world.demand.direct)
        or instructors.function in (minimum.value if minimum else ())
        or any(asks_for(one, world, instructors.region, instructors.function) for one in cases)
    )


def check_accession_plans(world: World) -> Iterator[Finding]:
    """Yield what is wrong with yearly accessions."""
    for name, plan in world.accession_plans.items():
        here = ("accession_plans", name)
        yield from check_names(plan, {"component": world.components, "region": world.regions}, here)
        yield from _check_chain(plan, world, (*here, "courses"))


def _check_chain(plan: AccessionPlan, world: World, here: Location) -> Iterator[Finding]:
    for index, name in enumerate(plan.courses):
        before = plan.courses[:index]
        if name not in world.courses:
            yield Finding((*here, index), unknown("course", name, world.courses))
        elif name in before:
            yield Finding((*here, index), f"course '{name}' is named twice; keep one")
        else:
            met = {*before, name}  # what a course requires of itself, or of no course, is blamed there
            requires = world.courses[name].requires
            lacking = [f"'{one}'" for one in requires if one in world.courses and one not in met]
            if lacking:
                message = f"course '{name}' requires {' and '.join(lacking)}; put what is required before it"
                yield Finding((*here, index), message)


def check_temporary_positions(world: World) -> Iterator[Finding]:
    """Yield what is wrong with positions that a policy may add for a time."""
    declared: dict[str, Iterable[str]] = {
        "component": world.components,
        "function": world.functions,
        "level": world.levels,
        "tour": world.tours,
    }
    done = {group.function for _, group in groups_of(world)} | {one.function for one in world.demand.direct}
    for name, temporary in world.temporary_positions.items():
        here = ("temporary_positions", name)
        yield from check_names(temporary, declared, here)
        yield from check_governmental(temporary.component, temporary.function, world, (*here, "component"))
        if temporary.function in world.functions and temporary.function not in done:
            message = (
                f"no unit does '{temporary.function}', so there is no place to add positions; name another function"
            )
            yield Finding((*here, "function"), message)
        if temporary.cap.value == 0:
            message = "found 0, so that none could ever be added; expected at least 1, or leave the section out"
            yield Finding((*here, "cap", "value"), message)
