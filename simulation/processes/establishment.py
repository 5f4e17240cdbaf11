"""The establishment: reviews look at what is required, and years later positions are created or abolished."""

from dataclasses import replace
from functools import partial

from simulation.arm import Layout
from simulation.arm.layout import Group, Post
from simulation.calendar_time import Calendar, add_months
from simulation.clock import Clock, Story
from simulation.decisions.establishment_review import (
    group_to_cut,
    group_to_grow,
    position_to_bring_back,
    position_to_cut,
    propose,
)
from simulation.decisions.temporary import cell_to_reinforce, position_to_end, wanted
from simulation.events import CONTRACT_ENDED, Kind
from simulation.luck import Owner, key
from simulation.processes.attrition import depart
from simulation.processes.recruitment import cancel
from simulation.processes.succession import find_successor
from simulation.processes.vacancies import look_again, look_at
from simulation.workforce.entities import new_position, next_serial
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import abolish, authorise
from simulation.workforce.postings import release
from simulation.workforce.records import AVAILABLE
from simulation.workforce.world import World

THE_REVIEW = 0
"""Serial of the review of the establishment."""

TEMPORARY_PRIORITY = 5
"""Temporary positions are filled in the order of ordinary ones."""


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
            effect = add_months(day, self.world.programming_lag_months[0])
            tick = max(self.clock.now + 1, self.calendar.fiscal_year_starts_from(self.calendar.tick(effect)))
            propose(self.world, every_months, tick)
            for cell in sorted(range(len(self.world.proposal)), key=self.is_growth):
                self.programme(tick, cell)
            day = add_months(day, every_months)

    def is_growth(self, cell: int) -> bool:
        """Return whether a cell is to grow: what is cut comes first, since it makes room below ceiling and caps."""
        return self.world.proposal[cell] > 0

    def programme(self, tick: int, cell: int) -> None:
        """Decide now that a cell will have as many positions more, or fewer, as is proposed."""
        change = self.world.proposal[cell]
        self.world.proposal[cell] = 0
        if change == 0:
            return
        self.world.programmed[cell] += change
        effect = partial(self.take_effect, cell, change)
        self.clock.call(self.approved(tick, cell, change), Kind.ESTABLISHMENT, next_serial(self.world), effect)

    def approved(self, tick: int, cell: int, change: int) -> int:
        """Return when a change decided for a tick takes effect: creation abroad waits for a chief of mission."""
        terms = self.world.terms
        if change < 0 or terms.at_home[cell] or terms.approval_months == 0:
            return tick
        return self.calendar.tick(add_months(self.calendar.day(tick), terms.approval_months))

    def take_effect(self, cell: int, change: int) -> None:
        """Create or abolish the positions programmed for a cell."""
        self.world.programmed[cell] -= change
        for _ in range(change):
            self.create(cell)
        for _ in range(-change):
            self.cut(cell)

    def create(self, cell: int) -> None:
        """Add a position to the group furthest behind the opening mix of its cell, one abolished before a new one.

        None is added where the cap on the office has been reached since the review.
        """
        group = group_to_grow(self.world, cell)
        if group == NOWHERE:
            return
        model = self.world.positions[self.world.template_in_group[group]]
        self.bring_about(Post(cell, group, model.tour, model.priority, 0, model.filling, model.headquarters_priority))

    def bring_about(self, post: Post) -> None:
        """Bring a position back that was abolished, or add one in the next slot of its cell and component."""
        number = position_to_bring_back(self.world, post.cell, post.group)
        if number == NOWHERE:
            number = self.add(post)
        authorise(self.world, number)
        find_successor(self.clock, self.world, number)
        look_at(self.clock, self.world, number)

    def add(self, post: Post) -> int:
        """Add a position in the next slot; temporary ones have slots and luck of their own."""
        group = self.layout.groups[post.group]
        slot = self.positions_like(post.cell, group)
        luck = key(self.run, Owner.POSITION, post.cell, group.component, slot)
        if group.programme != NOWHERE:
            luck = key(self.run, Owner.TEMPORARY, group.programme, post.cell, slot)
        return new_position(self.world, self.layout, luck, replace(post, slot=slot))

    def positions_like(self, cell: int, group: Group) -> int:
        """Return how many positions of a group's component and programme a cell ever had."""
        count, number = 0, self.world.last_in_cell[cell]
        while number != NOWHERE:
            position = self.world.positions[number]
            count += (position.component, position.temporary) == (group.component, group.programme)
            number = position.earlier
        return count

    def cut(self, cell: int) -> None:
        """Abolish a position of the group furthest beyond the opening mix of its cell, an empty one before others.

        Who was on the way there waits for another; who is in it stays on.
        """
        group = group_to_cut(self.world, cell)
        if group == NOWHERE:
            return
        self.abolish(position_to_cut(self.world, cell, group))

    def abolish(self, number: int) -> None:
        """Abolish a position, with whatever is on its way to it."""
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
        if person.state == AVAILABLE:
            self.clock.close(person.serial)
        look_again(self.clock, self.world, person.owner, person.component)

    def change_temporary(self, clock: Clock, world: World, programme: int, before: int) -> None:
        """Have temporary positions added once the time to activate them is over; end those no longer wanted now."""
        decided = world.temporary_positions[programme]
        if decided > before:
            tick = clock.now + world.terms.activation_ticks[programme]
            clock.call(tick, Kind.ESTABLISHMENT, next_serial(world), partial(self.activate, programme, decided))
        while world.temporary[programme] > decided:
            self.end(position_to_end(world, programme))

    def activate(self, programme: int, decided: int) -> None:
        """Add temporary positions where most is missing, as many as were decided on and are still wanted."""
        world = self.world
        while world.temporary[programme] < min(decided, wanted(world, programme)):
            cell = cell_to_reinforce(world, programme)
            if cell == NOWHERE:
                return
            group, tour = world.terms.temporary_group[programme][cell], world.terms.temporary_tour[programme]
            component = world.terms.temporary_component[programme]
            self.bring_about(Post(cell, group, tour, TEMPORARY_PRIORITY, 0, component, TEMPORARY_PRIORITY))

    def end(self, number: int) -> None:
        """End a temporary position, and the contracts of those in it."""
        position = self.world.positions[number]
        holders = [member for member in (position.relief, position.incumbent) if member != NOWHERE]
        self.abolish(number)
        for member in holders:
            self.clock.close(self.world.people[member].serial)
            self.clock.forget(Kind.CLASS_END, self.world.people[member].serial)
            depart(self.clock, self.world, member, CONTRACT_ENDED)
