"""Who is in the courses of the accession plans on the first day."""

from collections.abc import Iterator
from datetime import date
from math import prod

from simulation.arm import Arm
from simulation.clock import Clock
from simulation.luck import Owner, Stream, exponential, key, uniform
from simulation.processes.attrition import endow
from simulation.processes.recruitment import newcomer
from simulation.processes.training import attend, expect_lapse
from simulation.units import RATIO, TICKS_PER_MONTH, TICKS_PER_YEAR
from simulation.workforce.opening import OLDEST_MONTHS, mean_wait, survival
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import certify
from simulation.workforce.schooling import begin_plan, wait_for_seat
from simulation.workforce.world import World


class PlanStudents:
    """Puts those taken in before the start where they would be now.

    Whoever was taken in a while ago is as far in the chain as mean waits and lengths of its courses say, unless a
    course was failed or the person has left.

    Parameters
    ----------
    clock, world
        The run, at tick 0.
    arm
        What the world is.
    """

    def __init__(self, clock: Clock, world: World, arm: Arm) -> None:
        self.clock = clock
        self.world = world
        self.arm = arm

    def put_in_place(self) -> None:
        """Put the students of every plan in place."""
        for plan in range(len(self.world.plan_keys)):
            chain = [course for course in self.world.terms.plan_courses[plan] if course != NOWHERE]
            stages = [
                (course, mean_wait(self.world, course), float(self.world.duration_weeks[course])) for course in chain
            ]
            longest = sum(wait + length for _, wait, length in stages)
            survived = survival(self.world, self.world.terms.plan_component[plan]) if stages else []
            for ordinal, age in enumerate(self.ages(plan, longest)):
                luck = key(self.world.plan_keys[plan], Owner.OPENING_PERSON, ordinal)
                month = min(int(age // TICKS_PER_MONTH), OLDEST_MONTHS - 1)
                if uniform(luck, Stream.OPENING_TENURE) < survived[month]:
                    self.place(plan, luck, age, stages)
                    self.world.logged[0] = self.world.spelled[0] = 0

    def ages(self, plan: int, longest: float) -> Iterator[float]:
        """Yield how long ago people were taken in, in ticks, up to the length of the chain."""
        intake = self.world.accession_intake_per_year[plan] / RATIO
        if self.world.terms.plan_poisson[plan]:
            ago, ordinal = 0.0, 0
            while intake > 0:
                luck = uniform(self.world.plan_keys[plan], Stream.OPENING_STUDY, ordinal)
                ago += exponential(luck) / intake * TICKS_PER_YEAR
                if ago >= longest:
                    return
                ordinal += 1
                yield ago
        else:
            start = self.arm.calendar.start
            for year in range(start.year, start.year - 60, -1):
                ago = -self.arm.calendar.tick(date(year, self.world.terms.plan_month[plan], 1))
                if 0 < ago < longest:
                    yield from [float(ago)] * int(intake)

    def place(self, plan: int, luck: int, age: float, stages: list[tuple[int, float, float]]) -> None:
        """Put one student where the chain says, if every course before that was passed."""
        world, done = self.world, 0
        while age >= stages[done][1] + stages[done][2]:
            age -= stages[done][1] + stages[done][2]
            done += 1
        chances = [self.pass_in_all_attempts(course) for course, _, _ in stages[:done]]
        if uniform(luck, Stream.OPENING_CERTIFIED) >= prod(chances):
            return
        course, wait, length = stages[done]
        component = world.terms.plan_component[plan]
        member = newcomer(world, luck, component)
        person = world.people[member]
        person.owner, person.place = world.terms.plan_owner[plan], world.terms.plan_place[plan]
        begin_plan(world, member, plan)
        person.entered = -round(age + sum(w + n for _, w, n in stages[:done]))
        person.obliged = max(0, person.entered + world.terms.entry_obligation[component])
        for passed, _, _ in stages[:done]:
            certify(world, member, passed, world.terms.course_valid[passed])
            expect_lapse(self.clock, world, member, passed)
        endow(self.clock, world, member)
        wait_for_seat(world, member, course)
        if age >= wait:
            attend(self.clock, world, member, course, max(1, round(wait + length - age)))

    def pass_in_all_attempts(self, course: int) -> float:
        """Return the chance of passing a course at one of the attempts allowed."""
        fails = 1.0 - self.world.pass_probability[course] / RATIO
        return 1.0 - fails ** self.world.terms.course_attempts[course]
