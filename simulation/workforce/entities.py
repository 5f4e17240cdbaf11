"""Births: new people and new positions, each with a serial number and its luck."""

from array import array

from simulation.arm import Layout
from simulation.arm.layout import Post
from simulation.workforce.hazards import CAUSES
from simulation.workforce.people import outside_cells
from simulation.workforce.pools import NOWHERE
from simulation.workforce.records import Link, Person, Position
from simulation.workforce.world import World


def next_serial(world: World) -> int:
    """Return the serial number of a new entity."""
    world.born[0] += 1
    return world.born[0] - 1


def new_person(world: World, key: int, component: int) -> int:
    """Add somebody who is still outside, with the level that entrants hold, and return the person's index."""
    member = len(world.people)
    world.people.append(Person(next_serial(world), key, component, 0, exposure=outside_cells(world, component)))
    world.learners.append(Link())
    world.candidates.append(Link())
    world.alumni.append(Link())
    for table in (world.certificates, world.attempts):
        table.append(array("q", bytes(8 * len(world.terms.course_level))))
    world.budgets.append(array("q", bytes(8 * CAUSES)))
    world.people[member].held = world.terms.entry_held[component]
    return member


def new_position(world: World, layout: Layout, key: int, post: Post) -> int:
    """Add a position that does not yet exist, and return its index."""
    group, cell = layout.groups[post.group], layout.cells[post.cell]
    position = Position(next_serial(world), key)
    position.cell, position.group, position.region = post.cell, post.group, cell.region
    position.function, position.level, position.component = cell.function, group.level, group.component
    position.place = layout.place(cell.region, cell.function, group.component)
    position.tour, position.priority, position.slot = post.tour, post.priority, post.slot
    position.filling, position.temporary = post.filling, group.programme
    position.headquarters_priority, position.kind = post.headquarters_priority, layout.kind(post)
    position.earlier = world.last_in_cell[post.cell]
    world.positions.append(position)
    world.last_in_cell[post.cell] = len(world.positions) - 1
    if world.template_in_group[post.group] == NOWHERE:
        world.template_in_group[post.group] = len(world.positions) - 1
    return len(world.positions) - 1
