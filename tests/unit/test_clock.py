"""The clock: canonical order, moments that move, stories that end."""

import pytest

from simulation.clock import Clock
from simulation.events import Kind
from simulation.units import NEVER


@pytest.fixture
def clock():
    return Clock(1000, [0])


def run(clock):
    clock.call(clock.horizon, Kind.HORIZON, 0, clock.end)
    clock.run()


def test_simultaneous_events_go_by_kind_then_serial(clock):
    """Whatever the order of scheduling."""
    seen = []
    for kind, serial in ((Kind.HIRING, 1), (Kind.DEMAND, 9), (Kind.DEMAND, 2), (Kind.OBSERVATION, 5)):
        clock.call(10, kind, serial, lambda k=kind, s=serial: seen.append((k, s)))
    run(clock)
    assert seen == [(Kind.OBSERVATION, 5), (Kind.DEMAND, 2), (Kind.DEMAND, 9), (Kind.HIRING, 1)]


def test_moved_moment_happens_once_at_its_new_time(clock):
    """Entries left behind in the queue are void, also when a moment comes back to where it was."""
    seen = []
    moment = clock.call(10, Kind.DEMAND, 1, lambda: seen.append(clock.now))
    moment.at(30)
    moment.at(20)
    moment.at(30)
    moment.at(10)
    run(clock)
    assert seen == [10]


def test_moment_can_come_again(clock):
    seen = []
    moment = clock.call(10, Kind.DEMAND, 1, lambda: seen.append(clock.now))
    clock.call(15, Kind.DEMAND, 2, lambda: moment.at(25))
    run(clock)
    assert seen == [10, 25]


def test_asking_brings_forward_and_never_delays(clock):
    seen = []
    clock.arrange(NEVER, Kind.REVIEW, 0, lambda: seen.append(clock.now))
    for tick in (50, 20, 40):
        clock.ask(tick, Kind.REVIEW, 0)
    run(clock)
    assert seen == [20]


def test_withdrawn_moment_never_happens(clock):
    seen = []
    clock.arrange(10, Kind.DEMAND, 1, lambda: seen.append(1))
    clock.forget(Kind.DEMAND, 1)
    clock.forget(Kind.DEMAND, 1)
    run(clock)
    assert seen == []


def test_nothing_past_the_horizon_is_scheduled(clock):
    """Only the last observation and the horizon itself lie on it."""
    seen = []
    clock.call(1000, Kind.OBSERVATION, 0, lambda: seen.append("observed"))
    clock.call(1000, Kind.CALENDAR, 0, lambda: seen.append("too late"))
    clock.call(5000, Kind.DEMAND, 0, lambda: seen.append("much too late"))
    run(clock)
    assert seen == ["observed"]
    assert clock.now == 1000


def test_closed_story_goes_no_further(clock):
    seen = []

    def story():
        yield clock.at(10, Kind.ARRIVAL, 7)
        seen.append("arrived")
        yield clock.at(20, Kind.TOUR_END, 7)
        seen.append("left")

    clock.begin(7, story())
    clock.call(15, Kind.SEPARATION, 7, lambda: clock.close(7))
    run(clock)
    assert seen == ["arrived"]
    clock.close(7)


def test_instant_shows_the_time_to_rules():
    instant = [0]
    clock = Clock(100, instant)
    seen = []
    clock.call(40, Kind.DEMAND, 1, lambda: seen.append(instant[0]))
    run(clock)
    assert seen == [40]


def test_story_is_told_at_once_up_to_its_first_wait(clock):
    seen = []

    def story():
        seen.append("begun")
        yield clock.at(10, Kind.ARRIVAL, 7)

    clock.begin(7, story())
    assert seen == ["begun"]
    assert len(clock._queue) == 1


def test_what_goes_wrong_in_a_story_reaches_whoever_runs_the_clock(clock):
    def story():
        yield clock.at(10, Kind.ARRIVAL, 7)
        raise ArithmeticError

    clock.begin(7, story())
    with pytest.raises(ArithmeticError):
        run(clock)


def test_what_insertion_would_order_is_refused(clock):
    with pytest.raises(TypeError, match="Timeout has no place"):
        clock.timeout(5)
