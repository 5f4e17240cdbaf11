"""The first day: positions, open cases and people are put in place, and every story is taken up where it stands."""

from array import array

from simulation.arm import Arm
from simulation.clock import Clock
from simulation.config.roster import RosterRow
from simulation.config.world import Component
from simulation.decisions.recruiting import services_send_more
from simulation.future import Future
from simulation.luck import Owner, Stream, key, uniform
from simulation.processes.attrition import endow
from simulation.processes.casework import take_up
from simulation.processes.opening_succession import send_through, take_up_search
from simulation.processes.recruitment import newcomer, start_requisition, time_left
from simulation.processes.roster import synthesise
from simulation.processes.rotation import posting, serve
from simulation.processes.students import PlanStudents
from simulation.processes.training import attend, expect_lapse
from simulation.units import NEVER, TICKS_PER_DAY, TICKS_PER_MONTH
from simulation.workforce.accounts import require_always
from simulation.workforce.entities import new_person, new_position
from simulation.workforce.opening import mean_wait, progress
from simulation.workforce.output import climb
from simulation.workforce.people import set_state
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import authorise
from simulation.workforce.postings import select, take_post
from simulation.workforce.qualifications import certify, course_for, course_needed, worth_at
from simulation.workforce.records import AVAILABLE, IN_TRANSIT, WAITING_SEAT
from simulation.workforce.schooling import train_in_post
from simulation.workforce.world import World

FOUND_OPEN, FOUND_WAITING, FOUND_IN_CLASS, FOUND_IN_TRANSIT = range(4)


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
        self.components = list(arm.world.components.values())
        layout = arm.layout
        for row in range(layout.owners):
            world.pool_keys[row] = key(run, Owner.POOL, *divmod(row, len(layout.components)))
        for plan in range(len(world.plan_keys)):
            world.plan_keys[plan] = key(run, Owner.PLAN, plan)
        for post in layout.posts:
            luck = key(run, Owner.POSITION, post.cell, layout.groups[post.group].component, post.slot)
            authorise(world, new_position(world, layout, luck, post))
            world.logged[0] = 0

    def prepare(self, future: Future) -> None:
        """Put demand and people in place; what happened to get there is no fact of this run."""
        self.demand(future)
        roster = synthesise(self.world, self.arm) if self.arm.roster is None else self.arm.roster
        for ordinal, row in enumerate(roster):
            self.take_on(row, ordinal)
            self.world.logged[0] = self.world.spelled[0] = 0
        for number, position in enumerate(self.world.positions):
            if position.incumbent == NOWHERE:
                self.vacancy(number, self.components[position.component])
                self.world.logged[0] = self.world.spelled[0] = 0
        PlanStudents(self.clock, self.world, self.arm).put_in_place()
        for counts in (*self.world.entered, *self.world.left):
            counts[:] = array("q", bytes(8 * len(counts)))

    def demand(self, future: Future) -> None:
        """Open the cases already there, and require what manning documents and minimum manning ask for."""
        for step in future.direct:
            if step.tick == 0:
                require_always(self.world, step.cell, step.change)
        for cell, needed in enumerate(self.world.terms.minimum_manning):
            require_always(self.world, cell, needed)
        for number, case in enumerate(future.opening):
            take_up(self.world, number, case)
            self.world.logged[0] = 0

    def take_on(self, row: RosterRow, ordinal: int) -> None:
        """Take somebody on board as the roster says: in a position, or waiting for one."""
        world, layout, calendar = self.world, self.arm.layout, self.arm.calendar
        component = layout.components.index(row.component)
        owner = layout.regions.index(row.region)
        pool = world.pool_keys[owner * len(layout.components) + component]
        luck = key(pool, Owner.OPENING_PERSON, ordinal)
        if row.position != NOWHERE:
            luck = key(world.positions[row.position].key, Owner.OPENING_PERSON)
        member = new_person(world, luck, component)
        person = world.people[member]
        person.owner, person.entered = owner, calendar.tick(row.entered)
        person.service = (row.entered - row.service_start).days * TICKS_PER_DAY
        person.obliged = calendar.tick(row.obliged_until) if row.obliged_until else 0
        for function in row.experience:
            person.experience |= 1 << layout.functions.index(function)
        self.certify(member, row)
        if row.position == NOWHERE:
            set_state(world, member, AVAILABLE, owner)
            person.place, person.tours = world.terms.pool_place[owner * len(layout.components) + component], row.posts
            endow(self.clock, world, member)
        else:
            self.put_into_post(member, row)

    def certify(self, member: int, row: RosterRow) -> None:
        """Give somebody what the roster says was passed."""
        for name, until in row.courses:
            course = self.arm.layout.courses.index(name)
            certify(self.world, member, course, self.arm.calendar.tick(until) if until else NEVER)
            expect_lapse(self.clock, self.world, member, course)

    def put_into_post(self, member: int, row: RosterRow) -> None:
        """Put somebody into a position, as far into the tour and into learning as the roster says."""
        world, calendar = self.world, self.arm.calendar
        person, position = world.people[member], world.positions[row.position]
        person.bound, position.inbound = row.position, member
        take_post(world, member)
        assert row.arrived is not None
        person.arrived, person.tours = calendar.tick(row.arrived), row.posts
        self.count_time_abroad(member, row)
        person.tour_end = calendar.tick(row.tour_end) if row.tour_end else NEVER
        months = -person.arrived // TICKS_PER_MONTH
        climb(world, member, min(person.rung + months, len(world.terms.proficiency) - 1))
        train_in_post(world, member)
        endow(self.clock, world, member)
        searched = take_up_search(self.clock, world, member)
        self.clock.begin(person.serial, serve(self.clock, world, member, decided=searched))

    def count_time_abroad(self, member: int, row: RosterRow) -> None:
        """Count time abroad from the day that the roster says, or from the arrival in the present post."""
        person = self.world.people[member]
        at_home = self.world.terms.at_home[self.world.positions[row.position].cell]
        if row.abroad_since is not None:
            person.abroad_since = self.arm.calendar.tick(row.abroad_since)
            person.home_since = person.arrived if at_home else NEVER
        elif not at_home:
            person.abroad_since = person.arrived

    def vacancy(self, number: int, component: Component) -> None:
        """Take up the filling of an empty position at a stage, and with a residual time, that are stationary."""
        world, position = self.world, self.world.positions[number]
        if not services_send_more(world, position.component):
            return
        at = progress(self.durations(number, component), uniform(position.key, Stream.OPENING_RESIDUAL))
        if at.stage == FOUND_OPEN:
            self.advertise(number, at.part)
            return
        member = newcomer(world, key(position.key, Owner.ENTRANT, position.hires), position.component)
        position.hires += 1
        course = course_needed(world, member, number)
        if at.stage == FOUND_IN_TRANSIT and course != NOWHERE and world.grace_days[course_for(world, number)] == 0:
            send_through(self.clock, world, member, course, course_for(world, number))
        world.people[member].obliged = world.terms.entry_obligation[position.component]
        endow(self.clock, world, member)
        select(world, member, number)
        if at.stage == FOUND_IN_CLASS and world.people[member].state == WAITING_SEAT:
            end = max(1, round(at.part * world.duration_weeks[course]))
            attend(self.clock, world, member, course, end)
        elif world.people[member].state == IN_TRANSIT:
            arrival = max(1, round(at.part * world.terms.relocation_ticks[position.tour]))
            self.clock.begin(world.people[member].serial, posting(self.clock, world, member, arrival))

    def durations(self, number: int, component: Component) -> tuple[float, float, float, float]:
        """Return the mean lengths, in ticks, of the stages in which a position is filled."""
        world, position = self.world, self.world.positions[number]
        to_fill = component.hiring.time_to_fill_mean_days.value * TICKS_PER_DAY
        moving = float(world.terms.relocation_ticks[position.tour])
        course = course_for(world, number)
        entrant = world.terms.entry_level[position.component]
        if (
            course == NOWHERE
            or world.grace_days[course] > 0
            or worth_at(world, position.component, entrant, number) >= 0
        ):
            return (to_fill, 0.0, 0.0, moving)
        return (to_fill, mean_wait(world, course), float(world.duration_weeks[course]), moving)

    def advertise(self, number: int, part: float) -> None:
        """Take up an open requisition, if there is a slot for it."""
        world, position = self.world, self.world.positions[number]
        if world.requisitions[position.component] < world.requisition_slots[position.component]:
            start_requisition(self.clock, world, number, *time_left(world, number, part))
