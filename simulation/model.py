"""One run: the state, the stories and the observers of an arm, from the first day to the horizon."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import log1p

import pyarrow as pa

from simulation.arm import Arm
from simulation.calendar_time import Calendar
from simulation.clock import Clock, Story
from simulation.config.roster import Roster
from simulation.events import Kind
from simulation.future import Future, draw_future
from simulation.luck import run_key
from simulation.observation.audit import audit_record, audit_world
from simulation.observation.recorder import Record, Recorder
from simulation.observation.tables import tables
from simulation.processes.accession import take_in_cohorts, wait_for_the_next
from simulation.processes.assignment import review
from simulation.processes.attrition import Blow, strike_all_at_once
from simulation.processes.casework import follow_manning_document, receive_cases, work_off_cases
from simulation.processes.establishment import Programme
from simulation.processes.learning import months
from simulation.processes.levers import CONSEQUENCES, pull_levers
from simulation.processes.opening import FirstDay
from simulation.processes.recruitment import open_requisitions
from simulation.processes.roster import synthesise
from simulation.processes.training import run_course
from simulation.processes.vacancies import THE_REVIEW, look_everywhere, look_outside_in_time
from simulation.units import hazard
from simulation.workforce.factors import begin_step
from simulation.workforce.founding import found
from simulation.workforce.founding.leaving import CAUSE_NAMES


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
        run = run_key(seed, replication)
        future = draw_future(arm.world, arm.layout, seed, replication)
        if any(self.world.terms.is_moved):
            begin_step(self.world, 0, arm.calendar.boundaries[1])
        FirstDay(self.clock, self.world, arm, run).prepare(future)
        self.recorder = Recorder(self.world, arm.calendar, arm.layout.places)
        self.clock.happened = self.recorder.read_facts
        self._arrange_reviews()
        for actor, story in enumerate((*self._actors(future, run), *self._school(), *self._intake())):
            self.clock.begin(actor, story)

    def _arrange_reviews(self) -> None:
        self.clock.arrange(1, Kind.REVIEW, THE_REVIEW, partial(review, self.clock, self.world))
        for component in range(self.world.terms.components):
            self.clock.arrange(1, Kind.HIRING, component, partial(open_requisitions, self.clock, self.world, component))
        look_everywhere(self.clock, self.world)
        for number in range(len(self.world.positions)):
            look_outside_in_time(self.clock, self.world, number)

    def _actors(self, future: Future, run: int) -> Iterator[Story]:
        clock, world, arm = self.clock, self.world, self.arm
        programme = Programme(clock, world, arm.layout, arm.calendar, run)
        cases = list(enumerate((*future.opening, *future.arrivals)))
        yield self._observe()
        yield months(clock, world, arm.calendar)
        yield pull_levers(
            clock, world, arm.levers.steps, {**CONSEQUENCES, "temporary_positions": programme.change_temporary}
        )
        yield strike_all_at_once(clock, world, blows(arm))
        yield receive_cases(clock, world, cases[len(future.opening) :])
        yield work_off_cases(clock, world, cases)
        yield follow_manning_document(clock, world, [step for step in future.direct if step.tick > 0])
        yield programme.hold_reviews(arm.world.establishment.review_months)

    def _school(self) -> Iterator[Story]:
        for number in range(len(self.arm.layout.courses)):
            yield run_course(self.clock, self.world, number)

    def _intake(self) -> Iterator[Story]:
        for plan in range(len(self.arm.world.accession_plans)):
            if self.world.terms.plan_poisson[plan]:
                wait_for_the_next(self.clock, self.world, plan)
            else:
                starts = cohort_starts(self.arm.calendar, self.world.terms.plan_month[plan])
                yield take_in_cohorts(self.clock, self.world, plan, starts)

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
        self.clock.call(self.clock.horizon, Kind.HORIZON, 0, self.clock.end)
        self.clock.run()
        self.clock.stop()
        audit_world(self.world)
        record = self.recorder.finish()
        audit_record(record)
        return record


def cohort_starts(calendar: Calendar, month: int) -> list[int]:
    """Return the ticks at which yearly cohorts enter; one on the first day enters a tick later."""
    return [max(1, calendar.tick(day)) for day in calendar.months if day.month == month]


def blows(arm: Arm) -> list[Blow]:
    """Return the losses that come all at once, in order."""
    return sorted(
        Blow(arm.calendar.tick(pulse.on), component, CAUSE_NAMES.index(pulse.cause), hazard(-log1p(-pulse.share.value)))
        for component, name in enumerate(arm.layout.components)
        for pulse in arm.world.attrition[name].pulses
        if 0 < arm.calendar.tick(pulse.on) < arm.calendar.horizon
    )


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


def opening_roster(arm: Arm, seed: int, replication: int) -> Roster:
    """Return the people a run begins with: those of the arm's roster, or those synthesised for a replication.

    Parameters
    ----------
    arm
        What is run.
    seed, replication
        What the luck of a synthesised roster depends on.
    """
    if arm.roster is not None:
        return arm.roster
    world = found(arm)
    FirstDay(Clock(arm.calendar.horizon, world.now), world, arm, run_key(seed, replication))
    return synthesise(world, arm)
