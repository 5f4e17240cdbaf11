"""One run as a whole: what it leaves behind."""

import gc
from datetime import date
from itertools import pairwise

from simulation.model import class_starts, simulate, undisturbed
from worlds import arm


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
    an_arm = arm()
    course = an_arm.world.courses["school"]
    starts = class_starts(course, an_arm.calendar)
    assert starts[0] == 6 * 1024
    assert {b - a for a, b in pairwise(starts)} == {8 * 7 * 1024}
    on_the_day = course.model_copy(update={"first_class": an_arm.calendar.start})
    assert class_starts(on_the_day, an_arm.calendar)[:2] == [1, 8 * 7 * 1024]
    early = course.model_copy(update={"first_class": date(2024, 9, 30)})
    assert class_starts(early, an_arm.calendar)[0] == (8 * 7 - 1) * 1024
