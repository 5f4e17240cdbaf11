"""One run as a whole: what it leaves behind."""

import gc
from datetime import date

from simulation.model import simulate, undisturbed
from simulation.workforce.founding.schooling import class_dates
from worlds import arm, full


def test_a_run_leaves_nothing_for_the_collector():
    """Thousands of replications in one process must not pile up: every cycle is broken when a run is over."""
    simulate(arm(), 0, 0)
    gc.collect()
    simulate(arm(), 0, 1)
    assert gc.collect() < 20


def test_the_collector_is_put_back_as_it_was():
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_classes_begin_after_the_first_day():
    """A first class before the start only sets the rhythm; one on the first day begins a tick later."""
    calendar = arm().calendar
    course = arm().world.courses["school"]
    assert class_dates(course, calendar) == [6 * 1024]
    on_the_day = course.model_copy(update={"first_class": calendar.start})
    assert class_dates(on_the_day, calendar) == [1]
    early = course.model_copy(update={"first_class": date(2024, 9, 30)})
    assert class_dates(early, calendar) == [(8 * 7 - 1) * 1024]
    dated = full().courses["planners"]
    assert class_dates(dated, calendar) == [1] + [calendar.tick(day) for day in dated.class_dates[2:]]
