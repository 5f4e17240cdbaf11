"""The first day: positions, open cases and people are put in place, and every story is taken up where it stands."""

from array import array
from functools import cache

from simulation.arm import Arm
from simulation.clock import Clock
from simulation.config.world import Component
from simulation.future import Future
from simulation.luck import Owner, Stream, key, uniform
from simulation.processes.attrition import reckon
from simulation.processes.recruitment import entrant, start_requisition, time_left
from simulation.processes.rotation import posting, serve
from simulation.processes.training import attend
from simulation.units import NEVER, TICKS_PER_DAY, TICKS_PER_MONTH, UNLIMITED
from simulation.workforce.accounts import require
from simulation.workforce.casework import open_case
from simulation.workforce.entities import new_person, new_position
from simulation.workforce.opening import progress, tenure_law
from simulation.workforce.people import certify
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import authorise
from simulation.workforce.postings import climb, select, take_post
from simulation.workforce.world import World

REQUISITION, WAITING, IN_CLASS, IN_TRANSIT = range(4)


class FirstDay:
    """Puts an arm's world in place.

    Parameters
    ----------
    clock, world
        The run, at tick 0.
    arm
        What the world is.
    run
        Key of the replication.
    """

    def __init__(self, clock: Clock, world: World, arm: Arm, run: int) -> None:
        self.clock = clock
        self.world = world
        self.arm = arm
        self.run = run
        self.components = list(arm.world.components.values())
        self.class_gaps = [c.class_every_weeks.value * 7 * TICKS_PER_DAY for c in arm.world.courses.values()]
        self.tenure_law = cache(lambda component, tour: tenure_law(world, component, tour))

    def prepare(self, future: Future) -> None:
        """Put positions, demand and people in place; what happened to get there is no fact of this run."""
        layout = self.arm.layout
        for post in layout.posts:
            component = layout.groups[post.group].component
            luck = key(self.run, Owner.POSITION, post.cell, component, post.slot)
            authorise(self.world, new_position(self.world, layout, luck, post))
            self.world.logged[0] = 0
        self.demand(future)
        for number in range(len(self.world.positions)):
            self.man(number)
            self.world.logged[0] = 0
        for row in (*self.world.entered, *self.world.left):
            row[:] = array("q", bytes(8 * len(row)))

    def demand(self, future: Future) -> None:
        """Open the cases already there, and require what the manning documents ask for."""
        for step in future.direct:
            if step.tick == 0:
                require(self.world, step.cell, step.change)
        for number, case in enumerate(future.opening):
            open_case(self.world, number, case.cell, case.load)
            self.world.logged[0] = 0

    def man(self, number: int) -> None:
        """Put somebody into a position, or take up its filling where that stands."""
        position = self.world.positions[number]
        component = self.components[position.component]
        if uniform(position.key, Stream.OPENING_FILL) < component.opening_fill_share.value:
            self.incumbent(number, component)
        else:
            self.vacancy(number, component)

    def incumbent(self, number: int, component: Component) -> None:
        """Put somebody into a position who has been in this workforce for a while."""
        world, position = self.world, self.world.positions[number]
        luck = key(position.key, Owner.OPENING_PERSON)
        member = new_person(world, luck, position.component)
        person = world.people[member]
        low, high = world.entry_service[position.component]
        person.service = low + round((high - low) * uniform(luck, Stream.ENTRY_SERVICE))
        tenure = self.tenure_law(position.component, position.tour).ticks(uniform(luck, Stream.OPENING_TENURE))
        if uniform(luck, Stream.OPENING_CERTIFIED) < component.opening_certified_share.value:
            certify(person, position.function, position.level)
        tour = world.tour_months[position.tour]
        person.bound, position.inbound = number, member
        take_post(world, member)
        person.entered = -tenure
        person.arrived = -(tenure % tour)
        person.tours = 1 + tenure // tour
        climb(world, member, min((tenure % tour) // TICKS_PER_MONTH, len(world.proficiency) - 1))
        reckon(self.clock, world, member)
        end = NEVER if tour == UNLIMITED else tour + person.arrived
        self.clock.begin(person.serial, serve(self.clock, world, member, end))

    def vacancy(self, number: int, component: Component) -> None:
        """Take up the filling of an empty position at a stage, and with a residual time, that are stationary."""
        world, position = self.world, self.world.positions[number]
        at = progress(self.durations(number, component), uniform(position.key, Stream.OPENING_RESIDUAL))
        if at.stage == REQUISITION:
            self.advertise(number, at.part)
            return
        member = entrant(world, number)
        if at.stage == IN_TRANSIT:
            certify(world.people[member], position.function, position.level)
        reckon(self.clock, world, member)
        select(world, member, number)
        if at.stage == IN_CLASS:
            self.school(member, number, at.part)
        elif at.stage == IN_TRANSIT:
            arrival = max(1, round(at.part * world.relocation_ticks[position.tour]))
            self.clock.begin(world.people[member].serial, posting(self.clock, world, member, arrival))

    def durations(self, number: int, component: Component) -> tuple[float, float, float, float]:
        """Return the mean lengths, in ticks, of the stages in which a position is filled."""
        world, position = self.world, self.world.positions[number]
        to_fill = component.time_to_fill_mean_days.value * TICKS_PER_DAY
        moving = float(world.relocation_ticks[position.tour])
        course = world.course_for[position.function][position.level]
        if position.level <= world.entry_level[position.component] or course == NOWHERE:
            return (to_fill, 0.0, 0.0, moving)
        return (to_fill, self.class_gaps[course] / 2, float(world.course_ticks[course]), moving)

    def advertise(self, number: int, part: float) -> None:
        """Take up an open requisition, if there is a slot for it."""
        world, position = self.world, self.world.positions[number]
        if world.requisitions[position.component] < world.requisition_slots[position.component]:
            start_requisition(self.clock, world, number, *time_left(world, number, part))

    def school(self, member: int, number: int, part: float) -> None:
        """Take up a class under way."""
        world, position = self.world, self.world.positions[number]
        course = world.course_for[position.function][position.level]
        attend(self.clock, world, member, course, max(1, round(part * world.course_ticks[course])))
