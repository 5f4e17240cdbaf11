"""`validate`: is a configuration file right, and what does it say."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli import options

if TYPE_CHECKING:
    from simulation.config.experiment import Experiment
    from simulation.config.policy import Policy
    from simulation.config.scenario import Scenario
    from simulation.config.world import World


@click.command(
    short_help="Check a file, and all files it names.",
    epilog=options.examples(
        "validate configs/worlds/overseas.yaml",
        "validate experiments/resourcing-policies/experiment.yaml",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
def validate(file: Path) -> None:
    """Check a world, scenario, policy or experiment, and every file it names: all problems at once."""
    from simulation.config import check
    from simulation.config.loading import KINDS, Files
    from simulation.config.tree import plain

    check(file)
    root = Files().load(file, None)
    assert root is not None, "it has just been checked"
    content = KINDS[plain(root)["kind"]].model_validate(plain(root))
    click.echo(f"{file}: ok")
    for line in summary(content):
        click.echo(f"  {line}")


def summary(content: object) -> tuple[str, str]:
    """Return what a file says in two lines.

    Parameters
    ----------
    content
        A world, scenario, policy or experiment.
    """
    from simulation.config.experiment import Experiment
    from simulation.config.policy import Policy
    from simulation.config.scenario import Scenario
    from simulation.config.world import World

    match content:
        case World():
            return f"world: {content.title}", _extent(content)
        case Scenario():
            return f"scenario: {content.title}", _differences(content)
        case Policy():
            return f"policy: {content.title}", _levers(content)
        case Experiment():
            return f"experiment: {content.title}", _design(content)
        case _:
            raise TypeError(content)


def _extent(world: "World") -> str:
    units = [(unit, unit.count) for region in world.regions.values() for unit in region.units.values()]
    positions = sum(count * sum(group.count for group in unit.positions) for unit, count in units)
    said = [
        _counted(len(world.regions), "region", "regions"),
        _counted(sum(count for _, count in units), "unit", "units"),
        f"{_counted(positions, 'position', 'positions')} on the first day",
        _counted(len(world.courses), "course", "courses"),
        *_additions(world),
    ]
    return f"{world.time.start} to {world.time.end}; {', '.join(said)}"


def _additions(world: "World") -> Iterator[str]:
    """Yield what a world has that most do not."""
    if world.accession_plans:
        yield _counted(len(world.accession_plans), "accession plan", "accession plans")
    if world.temporary_positions:
        programmes = _counted(len(world.temporary_positions), "programme", "programmes")
        yield f"{programmes} of temporary positions"
    if world.roster is not None:
        yield f"people from {world.roster}"


def _differences(scenario: "Scenario") -> str:
    if not scenario.world:
        return "the world as it is"
    return f"differs from the world in {', '.join(scenario.world)}"


def _levers(policy: "Policy") -> str:
    if not policy.settings:
        return "no lever is moved"
    return f"moves {', '.join(dict.fromkeys(setting.lever for setting in policy.settings))}"


def _design(experiment: "Experiment") -> str:
    scenarios = _counted(len(experiment.scenarios), "scenario", "scenarios")
    policies = _counted(len(experiment.policies), "policy", "policies")
    replications = _counted(experiment.replications, "replication", "replications")
    return f"{scenarios} x {policies} x {replications}, compared with {experiment.comparator}, seed {experiment.seed}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
