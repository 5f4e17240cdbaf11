"""The establishment: reviews look at what is required, and years later positions are created or abolished."""

from functools import partial

from simulation.arm import Layout
from simulation.arm.layout import Post
from simulation.calendar_time import Calendar, add_months
from simulation.clock import Clock, Story
from simulation.decisions.establishment_review import (
    group_to_cut,
    group_to_grow,
    position_to_bring_back,
    position_to_cut,
    propose,
)
from simulation.events import Kind
from simulation.luck import Owner, key
from simulation.processes.assignment import cancel
from simulation.processes.vacancies import look_again
from simulation.workforce.entities import new_position, next_serial
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import abolish, authorise
from simulation.workforce.postings import release
from simulation.workforce.records import IN_CLASS
from simulation.workforce.world import World

THE_REVIEW = 0
"""Serial of the review of the establishment."""


class Programme:
    """How reviews become positions.

    Parameters
    ----------
    clock, world
        The run.
    layout, calendar
        Numbering and dates of its world.
    run
        Key of the replication, for the luck of new positions.
    """

    def __init__(self, clock: Clock, world: World, layout: Layout, calendar: Calendar, run: int) -> None:
        self.clock = clock
        self.world = world
        self.layout = layout
        self.calendar = calendar
        self.run = run

    def hold_reviews(self, every_months: int) -> Story:
        """Review the establishment every so many months, and programme what it decides for a later 1 October."""
        day = add_months(self.calendar.start, every_months)
        while day < self.calendar.end:
            yield self.clock.at(self.calendar.tick(day), Kind.ESTABLISHMENT, THE_REVIEW)
            propose(self.world, every_months)
            effect = add_months(day, self.world.programming_lag_months[0])
            tick = max(self.clock.now + 1, self.calendar.fiscal_year_starts_from(self.calendar.tick(effect)))
            for cell, change in enumerate(self.world.proposal):
                if change:
                    self.programme(tick, cell, change)
            day = add_months(day, every_months)

    def programme(self, tick: int, cell: int, change: int) -> None:
        """Decide now that a cell will have so many positions more, or fewer."""
        self.world.programmed[cell] += change
        effect = partial(self.take_effect, cell, change)
        self.clock.call(tick, Kind.ESTABLISHMENT, next_serial(self.world), effect)

    def take_effect(self, cell: int, change: int) -> None:
        """Create or abolish the positions programmed for a cell."""
        self.world.programmed[cell] -= change
        for _ in range(change):
            self.create(cell)
        for _ in range(-change):
            self.cut(cell)

    def create(self, cell: int) -> None:
        """Add a position to the group furthest behind the opening mix of its cell, one abolished before a new one."""
        group = group_to_grow(self.world, cell)
        number = position_to_bring_back(self.world, cell, group)
        if number == NOWHERE:
            number = self.add(cell, group)
        authorise(self.world, number)
        look_again(self.clock, self.world.positions[number].component)

    def add(self, cell: int, group: int) -> int:
        """Add a position like the first of its group, in the next slot of its cell and component."""
        model = self.world.positions[self.world.template_in_group[group]]
        slot = 0
        number = self.world.last_in_cell[cell]
        while number != NOWHERE:
            slot += self.world.positions[number].component == model.component
            number = self.world.positions[number].earlier
        luck = key(self.run, Owner.POSITION, cell, model.component, slot)
        return new_position(self.world, self.layout, luck, Post(cell, group, model.tour, model.priority, slot))

    def cut(self, cell: int) -> None:
        """Abolish a position of the group furthest beyond the opening mix of its cell, an empty one before others.

        Who was on the way there waits for another; who is in it stays on.
        """
        group = group_to_cut(self.world, cell)
        if group == NOWHERE:
            return
        number = position_to_cut(self.world, cell, group)
        position = self.world.positions[number]
        if position.searching:
            cancel(self.clock, self.world, number)
        if position.inbound != NOWHERE:
            self.let_go(position.inbound)
        abolish(self.world, number)

    def let_go(self, member: int) -> None:
        """Let somebody selected for a post that goes wait for another; a class under way is finished first."""
        person = self.world.people[member]
        release(self.world, member)
        if person.state != IN_CLASS:
            self.clock.close(person.serial)
        look_again(self.clock, person.component)
