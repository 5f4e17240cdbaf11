"""One run: the state, the stories and the observers of an arm, from the first day to the horizon."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pyarrow as pa

from simulation.arm import Arm
from simulation.calendar_time import Calendar
from simulation.clock import Clock, Story
from simulation.config.careers import Course
from simulation.events import Kind
from simulation.future import draw_future
from simulation.luck import run_key
from simulation.observation.audit import audit_record, audit_world
from simulation.observation.recorder import Record, Recorder
from simulation.observation.tables import tables
from simulation.processes.assignment import review
from simulation.processes.casework import close_cases, follow_manning_document, receive_cases
from simulation.processes.establishment import Programme
from simulation.processes.learning import months
from simulation.processes.levers import pull_levers
from simulation.processes.opening import FirstDay
from simulation.processes.recruitment import open_requisitions
from simulation.processes.training import run_course
from simulation.processes.vacancies import THE_REVIEW, look_again
from simulation.units import TICKS_PER_DAY
from simulation.workforce.founding import found


class Run:
    """One arm in one replication, ready to go.

    Parameters
    ----------
    arm
        What is run.
    seed, replication
        What its luck depends on.
    """

    def __init__(self, arm: Arm, seed: int, replication: int) -> None:
        self.arm = arm
        self.world = found(arm)
        self.clock = Clock(arm.calendar.horizon, self.world.now)
        future = draw_future(arm.world, arm.layout, seed, replication)
        run = run_key(seed, replication)
        FirstDay(self.clock, self.world, arm, run).prepare(future)
        self.recorder = Recorder(self.world, arm.calendar, arm.layout.places)
        self.clock.happened = self.recorder.read_facts
        self._arrange_reviews()
        cases = list(enumerate((*future.opening, *future.arrivals)))
        programme = Programme(self.clock, self.world, arm.layout, arm.calendar, run)
        stories = (
            self._observe(),
            months(self.clock, self.world, arm.calendar),
            pull_levers(self.clock, self.world, arm.levers.steps),
            receive_cases(self.clock, self.world, cases[len(future.opening) :]),
            close_cases(self.clock, self.world, cases),
            follow_manning_document(self.clock, self.world, [step for step in future.direct if step.tick > 0]),
            programme.hold_reviews(arm.world.establishment.review_months),
            *self._school(),
        )
        for actor, story in enumerate(stories):
            self.clock.begin(actor, story)

    def _arrange_reviews(self) -> None:
        self.clock.arrange(1, Kind.REVIEW, THE_REVIEW, partial(review, self.clock, self.world))
        for component in range(self.world.components):
            self.clock.arrange(1, Kind.HIRING, component, partial(open_requisitions, self.clock, self.world, component))
            look_again(self.clock, component)

    def _school(self) -> Iterator[Story]:
        for number, course in enumerate(self.arm.world.courses.values()):
            yield run_course(self.clock, self.world, number, class_starts(course, self.arm.calendar))

    def _observe(self) -> Story:
        for boundary in self.arm.calendar.boundaries[1:]:
            yield self.clock.at(boundary, Kind.OBSERVATION, 0)
            self.recorder.observe_month()

    def finish(self) -> Record:
        """Run to the horizon and return what was observed, once it has been shown to add up.

        Raises
        ------
        simulation.observation.audit.IdentityBroken
            If it does not.
        """
        self.clock.run(until=self.clock.at(self.clock.horizon, Kind.HORIZON, 0))
        self.clock.stop()
        audit_world(self.world)
        record = self.recorder.finish()
        audit_record(record)
        return record


def class_starts(course: Course, calendar: Calendar) -> list[int]:
    """Return the ticks at which classes begin; one on the first day begins a tick later, when people are in place."""
    every = course.class_every_weeks.value * 7 * TICKS_PER_DAY
    first = calendar.tick(course.first_class)
    if first < 0:
        first += every * -(first // every)
    return [max(1, start) for start in range(first, calendar.horizon, every)]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking the whole model again and again; put it back afterwards.

    It finds nothing in a run that reference counting does not, and would take a third to a half of the time at scale.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()  # or everything made meanwhile would be walked through at once
            gc.enable()
            gc.unfreeze()


def simulate(arm: Arm, seed: int, replication: int, *, cells: bool = False) -> dict[str, pa.Table]:
    """Run one arm in one replication.

    Parameters
    ----------
    arm
        What is run.
    seed
        Root of all luck of the experiment.
    replication
        Number of the replication; the same number means the same luck in every arm.
    cells
        Whether every cell is wanted in full.

    Returns
    -------
    dict of str to pyarrow.Table
        Tables by name, as `simulation.results.tables` declares them.

    Raises
    ------
    simulation.observation.audit.IdentityBroken
        If the run does not add up, which is a defect of the model.
    """
    with undisturbed():
        return tables(Run(arm, seed, replication).finish(), arm, replication, cells=cells)
