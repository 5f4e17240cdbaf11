"""Measure how long one slate takes: everybody who waits is matched with all open positions at once."""

import time
from itertools import count
from pathlib import Path

from simulation import load_study, resolve
from simulation.arm import Arm
from simulation.decisions.matching import match
from simulation.luck import Stream, run_key, uniform
from simulation.units import NEVER
from simulation.workforce.entities import new_person, new_position
from simulation.workforce.founding import found
from simulation.workforce.people import consider
from simulation.workforce.pools import NOWHERE
from simulation.workforce.positions import authorise
from simulation.workforce.qualifications import certify
from simulation.workforce.world import World

EXPERIMENT = Path("experiments/resourcing-policies/experiment.yaml")
SIZE = 20
"""Multiple of the world's own offices: some 14,000 positions."""

PEOPLE = (1_000, 15_000)
HEADINGS = ("considered", "people", "positions", "filled", "certified", "seconds")
ROW = "{:>12}{:>10}{:>11}{:>9}{:>11}{:>10}"


def larger() -> Arm:
    """Return the experiment's first arm with so many times the offices."""
    world = next(iter(load_study(EXPERIMENT).worlds.values()))
    counts = [
        f"world.regions.{region}.units.{name}.count={unit.count * SIZE}"
        for region, owner in world.regions.items()
        for name, unit in owner.units.items()
    ]
    study = load_study(EXPERIMENT, overrides=counts)
    return resolve(study, next(iter(study.scenarios)), study.experiment.comparator)


def waiting(arm: Arm, people: int, everywhere: int) -> World:
    """Return a world in which all positions are open and so many people wait, who hold what luck has given them."""
    luck, draws = run_key(1, 0), count()

    def below(number: int) -> int:
        return int(number * uniform(luck, Stream.OPENING_FILL, next(draws)))

    world = found(arm)
    world.consideration[0] = everywhere
    for number, post in enumerate(arm.layout.posts):
        authorise(world, new_position(world, arm.layout, number, post))
        world.logged[0] = 0
    for ordinal in range(people):
        alike = arm.layout.posts[below(len(arm.layout.posts))]
        member = new_person(world, ordinal, arm.layout.groups[alike.group].component)
        for course in range(len(arm.layout.courses)):
            if below(2):
                certify(world, member, course, NEVER)
        world.people[member].last_post = below(len(world.positions))
        consider(world, member, below(1000), arm.layout.cells[alike.cell].region)
    world.news[:] = [1] * len(world.news)
    return world


def main() -> None:
    """Measure a slate with few and with many people, within regions and across them, and print the table."""
    arm = larger()
    print(f"\none slate, {EXPERIMENT} at {SIZE}x:\n\n{ROW.format(*HEADINGS)}", flush=True)
    for everywhere, considered in enumerate(("own region", "all regions")):
        for people in PEOPLE:
            world = waiting(arm, people, everywhere)
            started = time.process_time()
            match(world)
            seconds = time.process_time() - started
            filled = [position for position in world.positions if position.matched != NOWHERE]
            certified = sum(not position.trainable for position in filled)
            figures = (f"{people:,}", f"{len(world.positions):,}", f"{len(filled):,}", f"{certified:,}")
            print(ROW.format(considered, *figures, f"{seconds:.2f}"), flush=True)
    print("\ngoal: a slate with few people in a second or two")


if __name__ == "__main__":
    main()
