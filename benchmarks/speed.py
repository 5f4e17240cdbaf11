"""Measure how fast the model runs, how much of SimPy's own speed it keeps, and how much memory it takes."""

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import simpy

from simulation import load_study, resolve, simulate
from simulation.clock import Clock, Moment
from simulation.config import Study
from simulation.config.section import Estimate
from simulation.processes import learning
from simulation.workforce.output import climb
from simulation.workforce.world import World

EXPERIMENT = Path("experiments/resourcing-policies/experiment.yaml")
REPEATS_AT_SIZE = {1: 9, 2: 5, 4: 3, 8: 3}
HOLD_ROUNDS = 3
HOLD_EVENTS = 300_000
HEADINGS = ("size", "events", "seconds", "in the loop", "events/s", "hold/s", "ratio", "collector", "memory")
ROW = "{:>5}{:>11}{:>10}{:>13}{:>11}{:>11}{:>8}{:>11}{:>10}"


@dataclass
class Traffic:
    """What happens in one replication."""

    moments: int = 0
    """Moments that came."""

    steps: int = 0
    """Steps of learning, which one moment a month takes for everybody."""

    pending: int = 0
    """Entries waiting in the queue, summed over moments."""

    @property
    def events(self) -> int:
        """Events of the model: what happens to one person, post, class or case, however the engine groups it."""
        return self.moments + self.steps


@dataclass(frozen=True)
class Speed:
    """What was measured at one size."""

    size: int
    """Multiple of the world's own size."""

    events: int
    """Events of the model in one replication."""

    seconds: float
    """Least processor time of one replication, the one least disturbed."""

    loop_seconds: float
    """Least processor time of its event loop."""

    hold_rate: float
    """Events a second of a bare SimPy program with as many pending events."""

    collector_share: float
    """Share of the time spent in the garbage collector."""

    memory_mb: float
    """Greatest resident memory of the process, NaN where the system does not tell."""

    @property
    def rate(self) -> float:
        """Events a second of the event loop, as for the bare program, whose setting up is not counted either."""
        return self.events / self.loop_seconds

    def row(self) -> str:
        """Return a line of the printed table."""
        return ROW.format(
            f"{self.size}x",
            f"{self.events:,}",
            f"{self.seconds:.3f}",
            f"{self.loop_seconds:.3f}",
            f"{self.rate:,.0f}",
            f"{self.hold_rate:,.0f}",
            f"{self.rate / self.hold_rate:.2f}",
            f"{self.collector_share:.1%}",
            f"{self.memory_mb:.0f} MB",
        )


def hold_rate(pending: int, events: int = HOLD_EVENTS) -> float:
    """Return the most events a second of a SimPy program whose processes only wait, `pending` of them at any time."""
    environment = simpy.Environment()
    # Waits of 1 to 1009, in an order that keeps the queue from being sorted already.
    waits = [1 + number * 2_654_435_761 % 1009 for number in range(4096)]

    def hold(first: int) -> Iterator[simpy.Event]:
        number = first
        while True:
            yield environment.timeout(waits[number % len(waits)])
            number += 1

    for first in range(pending):
        environment.process(hold(first))  # type: ignore[arg-type]
    for _ in range(pending):
        environment.step()
    rounds = []
    for _ in range(HOLD_ROUNDS):
        started = time.process_time()
        for _ in range(events):
            environment.step()
        rounds.append(time.process_time() - started)
    return events / min(rounds)


@contextmanager
def traffic_counted() -> Iterator[Traffic]:
    """Count what goes through the clocks that run meanwhile; slows them down."""
    traffic = Traffic()
    step = Clock.step

    def counting_step(clock: Clock) -> None:
        if clock._queue:  # noqa: SLF001 - SimPy offers no other way to see what is pending
            tick, _, _, event = clock._queue[0]  # noqa: SLF001
            if isinstance(event, Moment) and event.due == tick:
                traffic.moments += 1
                traffic.pending += len(clock._queue)  # noqa: SLF001
        step(clock)

    def counting_climb(world: World, member: int, rung: int) -> None:
        traffic.steps += 1
        climb(world, member, rung)

    Clock.step = counting_step  # type: ignore[method-assign,assignment]
    learning.climb = counting_climb  # type: ignore[attr-defined]
    try:
        yield traffic
    finally:
        Clock.step = step  # type: ignore[method-assign]
        learning.climb = climb  # type: ignore[attr-defined]


@contextmanager
def loop_timed() -> Iterator[list[float]]:
    """Collect the seconds that clocks spend running their events."""
    spent: list[float] = []
    run = Clock.run

    def timed_run(clock: Clock, until: int | simpy.Event | None = None) -> object:
        started = time.process_time()
        try:
            return run(clock, until)
        finally:
            spent.append(time.process_time() - started)

    Clock.run = timed_run  # type: ignore[method-assign,assignment]
    try:
        yield spent
    finally:
        Clock.run = run  # type: ignore[method-assign]


@contextmanager
def collector_timed() -> Iterator[list[float]]:
    """Collect the seconds that the garbage collector takes."""
    spent: list[float] = []
    started = 0.0

    def watch(phase: str, _: dict[str, int]) -> None:
        nonlocal started
        if phase == "start":
            started = time.perf_counter()
        else:
            spent.append(time.perf_counter() - started)

    gc.callbacks.append(watch)
    try:
        yield spent
    finally:
        gc.callbacks.remove(watch)


def peak_memory_mb() -> float:
    """Return the greatest resident memory of this process so far, NaN where the system does not tell."""
    try:
        import resource  # not on Windows
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def scaled_estimate(path: str, estimate: Estimate[float] | Estimate[int] | None, size: int) -> list[str]:
    """Return the overrides that multiply one estimate."""
    if estimate is None:
        return []
    without_range = [f"{path}.range=null"] if estimate.range is not None else []
    return [f"{path}.value={estimate.value * size}", *without_range]


def overrides_for(study: Study, size: int) -> list[str]:
    """Return the overrides that make a study's world so many times as large, with the same work for each person."""
    world = next(iter(study.worlds.values()))
    overrides = [
        f"world.regions.{region}.units.{unit}.count={office.count * size}"
        for region, owner in world.regions.items()
        for unit, office in owner.units.items()
    ]
    for name, case_class in world.demand.case_classes.items():
        path = f"world.demand.case_classes.{name}"
        overrides += scaled_estimate(f"{path}.opening_cases", case_class.opening_cases, size)
        overrides += scaled_estimate(f"{path}.new_cases_per_year", case_class.new_cases_per_year, size)
    for name, course in world.courses.items():
        overrides += scaled_estimate(f"world.courses.{name}.seats_per_class", course.seats_per_class, size)
    for name, component in world.components.items():
        path = f"world.components.{name}.hiring.requisition_slots"
        overrides += scaled_estimate(path, component.hiring.requisition_slots, size)
    return overrides


def measure(path: Path, size: int) -> Speed:
    """Run one replication of an experiment's first arm several times and return what it took."""
    study = load_study(path)
    if size > 1:
        study = load_study(path, overrides=overrides_for(study, size))
    arm = resolve(study, next(iter(study.scenarios)), study.experiment.comparator)
    with traffic_counted() as traffic:
        simulate(arm, study.experiment.seed, 0)
    times = []
    with loop_timed() as loop, collector_timed() as collector:
        for _ in range(REPEATS_AT_SIZE[size]):
            started = time.process_time()
            simulate(arm, study.experiment.seed, 0)
            times.append(time.process_time() - started)
    memory = peak_memory_mb()
    return Speed(
        size=size,
        events=traffic.events,
        seconds=min(times),
        loop_seconds=min(loop),
        hold_rate=hold_rate(max(1, traffic.pending // max(1, traffic.moments))),
        collector_share=sum(collector) / sum(times),
        memory_mb=memory,
    )


def measured_apart(path: Path, size: int) -> Speed:
    """Measure in a fresh process, whose memory then belongs to that size alone."""
    command = [sys.executable, "-I", __file__, str(path), "--size", str(size)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Speed(**json.loads(answer))


def seconds_for_help() -> float:
    """Return the least of five times that `--help` takes, the interpreter's start included."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-Im", "simulation", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Measure all sizes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment", type=Path, nargs="?", default=EXPERIMENT)
    parser.add_argument("--size", type=int, choices=REPEATS_AT_SIZE, help="measure this size only, and print JSON")
    arguments = parser.parse_args()
    if arguments.size:
        print(json.dumps(asdict(measure(arguments.experiment, arguments.size))))
        return
    print(f"bare SimPy, one pending event: {hold_rate(1):,.0f} events/s")
    print(f"--help: {seconds_for_help():.2f} s (goal: under 0.30)")
    print(f"{arguments.experiment}, first scenario, comparator:\n\n{ROW.format(*HEADINGS)}", flush=True)
    for size in REPEATS_AT_SIZE:
        print(measured_apart(arguments.experiment, size).row(), flush=True)
    print("\ngoals: ratio 0.20 at least, 0.35 wanted; collector under 5 %")


if __name__ == "__main__":
    main()
