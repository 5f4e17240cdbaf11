"""The clock: SimPy's environment with integer time, a canonical order of simultaneous events, and movable moments.

Events of one tick happen in the order of their kind, then of their serial number, never in the order in which they were
scheduled. A moment can be moved or withdrawn: it happens only when it is due, and entries left behind in the queue are
void. That replaces cancellation and interrupts.
"""

from collections.abc import Callable, Generator
from heapq import heappop, heappush
from itertools import count
from typing import Any, cast

import simpy
from simpy.core import EmptySchedule, StopSimulation

from simulation.events import Kind
from simulation.units import NEVER

Story = Generator[simpy.Event, Any, None]
"""A process of the model: it waits for moments, and changes nothing shared before its first wait."""

Entry = tuple[int, int, int, "Moment"]
"""What stands in the queue: tick, priority, order of insertion, moment."""

# SimPy's own events would have priorities 0 and 1 and settle first.
FIRST_PRIORITY = 2
SERIAL_BITS = 34
CALENDAR_PRIORITY = FIRST_PRIORITY + (Kind.CALENDAR << SERIAL_BITS)


def nothing() -> None:
    """Do nothing: what a moment does that nobody waits for."""


class Moment(simpy.Event):
    """Something that happens at a tick that may still change.

    Parameters
    ----------
    clock
        The clock it belongs to.
    kind
        Its place among simultaneous events.
    serial
        Its place among those of its kind: one entity has one moment of a kind at a time.
    action
        Called each time the moment comes; a story that waits for it sets its own.
    """

    def __init__(self, clock: "Clock", kind: Kind, serial: int, action: Callable[[], None] = nothing) -> None:
        self.clock = clock
        self.priority = FIRST_PRIORITY + (kind << SERIAL_BITS | serial)
        self.due = NEVER
        self.action = action

    def at(self, tick: int) -> "Moment":
        """Make the moment due at a tick, in place of any tick before; past the horizon, never.

        Raises
        ------
        ValueError
            If the tick is not later than now: time would run backwards.
        """
        clock = self.clock
        if tick <= clock._now:  # noqa: SLF001
            message = f"tick {tick} is not later than now ({clock.now}): what an event schedules happens later"
            raise ValueError(message)
        if tick < clock.horizon or (tick == clock.horizon and self.priority < CALENDAR_PRIORITY):
            self.due = tick
            heappush(clock._queue, (tick, self.priority, next(clock._eid), self))  # type: ignore[misc]  # noqa: SLF001
        else:
            self.due = NEVER
        return self

    def ask(self, tick: int) -> None:
        """Make the moment due at a tick unless it already is due by then."""
        if tick < self.due:
            self.at(tick)

    def withdraw(self) -> None:
        """Make the moment not due, and forget whoever waited for it."""
        self.due = NEVER
        self.action = nothing


class Told(simpy.Process):
    """A story under way: told at once up to its first wait, then from wait to wait.

    SimPy would make events of its own of the beginning and the end, ordered by insertion, at which nothing may change
    anyway; each costs as much as a wait.
    """

    def __init__(self, clock: "Clock", story: Story) -> None:
        self.env = clock
        self._generator = story
        self.go_on()

    def go_on(self) -> None:
        """Tell the story up to its next wait, or to its end."""
        try:
            moment = next(self._generator)
        except StopIteration:
            self._value = self._target = None  # type: ignore[assignment]
        else:
            self._target = moment
            moment.action = self.go_on  # type: ignore[attr-defined]


class Clock(simpy.Environment):
    """Integer time in ticks, from 0 to the horizon.

    Parameters
    ----------
    horizon
        Tick at which the run ends; nothing later is scheduled.
    instant
        One-row table that always holds the present tick, for rules.
    """

    def __init__(self, horizon: int, instant: list[int]) -> None:
        super().__init__(0)
        self.horizon = horizon
        self.instant = instant
        self.happened: Callable[[], None] = lambda: None
        """Called after each event."""
        self._eid = count()
        self._arranged: dict[tuple[Kind, int], Moment] = {}
        self._stories: dict[int, Told] = {}

    @property
    def now(self) -> int:
        """The present tick."""
        return self._now  # type: ignore[return-value]

    def at(self, tick: int, kind: Kind, serial: int) -> Moment:
        """Return a moment for a story to wait for."""
        return Moment(self, kind, serial).at(tick)

    def call(self, tick: int, kind: Kind, serial: int, action: Callable[[], None]) -> Moment:
        """Have an action called at a tick."""
        return Moment(self, kind, serial, action).at(tick)

    def arrange(self, tick: int, kind: Kind, serial: int, action: Callable[[], None]) -> None:
        """Have an action called at a tick that may still change, in place of what was arranged for kind and serial."""
        self.forget(kind, serial)
        self._arranged[kind, serial] = self.call(tick, kind, serial, action)

    def arranged(self, kind: Kind, serial: int) -> Callable[[], None]:
        """Return what was arranged for kind and serial."""
        return self._arranged[kind, serial].action

    def ask(self, tick: int, kind: Kind, serial: int) -> None:
        """Have what was arranged happen at a tick unless it is due sooner."""
        self._arranged[kind, serial].ask(tick)

    def forget(self, kind: Kind, serial: int) -> None:
        """Drop what was arranged, if anything."""
        moment = self._arranged.pop((kind, serial), None)
        if moment is not None:
            moment.withdraw()

    def begin(self, serial: int, story: Story) -> None:
        """Start the story of an entity, in place of any it had."""
        self._stories[serial] = Told(self, story)

    def put_off(self, serial: int, tick: int) -> None:
        """Have the moment that the story of an entity waits for come at another tick."""
        cast("Moment", self._stories[serial].target).at(tick)

    def schedule(self, event: simpy.Event, priority: int = FIRST_PRIORITY, delay: float = 0) -> None:  # noqa: ARG002
        """Refuse what would be ordered by insertion; only moments happen.

        Raises
        ------
        TypeError
            If the event is one of SimPy's own, such as a timeout.
        """
        message = f"{type(event).__name__} has no place in the canonical order; wait for a moment instead"
        raise TypeError(message)

    def end(self) -> None:
        """End the run.

        Raises
        ------
        simpy.core.StopSimulation
            To whoever lets the clock run.
        """
        raise StopSimulation(None)

    def close(self, serial: int) -> None:
        """End the story of an entity where it stands, and withdraw the moment it waits for."""
        process = self._stories.pop(serial, None)
        if process is not None and process.is_alive:
            if isinstance(process.target, Moment):
                process.target.withdraw()
            process._generator.close()  # noqa: SLF001 - SimPy offers interrupts only, whose ties go by insertion

    def stop(self) -> None:
        """Forget everything that was still to come, so that a run that is over leaves nothing for the collector."""
        for _, _, _, moment in cast("list[Entry]", self._queue):
            moment.action = nothing
        for story in self._stories.values():
            if story.is_alive:
                story.target.action = nothing  # type: ignore[attr-defined]
        self._queue.clear()
        self._arranged.clear()
        self._stories.clear()
        self.happened = lambda: None

    def step(self) -> None:
        """Let the next event happen; pass over entries of moments that are no longer due then.

        Raises
        ------
        simpy.core.EmptySchedule
            If nothing is left to happen.
        """
        moment: Moment
        try:
            tick, _, _, moment = heappop(self._queue)  # type: ignore[assignment]
        except IndexError:
            raise EmptySchedule from None
        if moment.due != tick:
            return
        self._now = self.instant[0] = tick  # type: ignore[assignment]
        moment.due = NEVER
        moment.action()
        self.happened()
