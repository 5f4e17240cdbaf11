"""A study: an experiment with all the files it names, checked together and written out in full."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from simulation.config.design import check_experiment
from simulation.config.experiment import Experiment
from simulation.config.findings import Finding
from simulation.config.loading import KINDS, Files, identity, reference, validate
from simulation.config.overrides import read_overrides
from simulation.config.policy import Policy
from simulation.config.references import check_world
from simulation.config.resolved import origins, short_names
from simulation.config.roster import Roster
from simulation.config.scenario import Scenario
from simulation.config.settings import check_policy, check_policy_in
from simulation.config.tree import Mapping, Node, Scalar, plain, spot_of
from simulation.config.trees import Trees, lay_over, narrow
from simulation.config.world import World
from simulation.errors import InvalidInput, Problem

EXPERIMENT_FILE: Final = "experiment.yaml"
"""An experiment in a file of this name goes by the name of its folder."""


@dataclass(frozen=True)
class Study:
    """An experiment and everything it names, checked; subset and overrides already applied."""

    name: str
    """Name of the experiment's folder if its file is called experiment.yaml, else of the file."""

    experiment: Experiment
    """The question and the design; its own subsets are spent and left out."""

    scenarios: dict[str, Scenario]
    """Scenarios by name."""

    policies: dict[str, Policy]
    """Policies by name."""

    worlds: dict[str, World]
    """The world in each scenario, by the scenario's name."""

    rosters: dict[str, Roster | None]
    """The people inside on the first day, by the scenario's name; None where they are synthesised."""

    resolved: dict[str, Any]
    """All of it as plain values: `experiment`, `worlds` and `scenarios` by scenario, `policies` by policy."""

    origins: dict[str, str]
    """Where each single value of `resolved` was said, by its dotted path: `file:line`, `--set` or `default`."""

    files: dict[str, str]
    """SHA-256 of every file read, by its name in `origins`."""

    contents: dict[str, bytes]
    """The files themselves, by the same names."""


def load_study(path: Path, *, overrides: Sequence[str] = (), subset: str | None = None) -> Study:
    """Return the study that an experiment file describes.

    Parameters
    ----------
    path
        An experiment file.
    overrides
        Values laid over the files, each as `PATH=VALUE`: `replications=10`, `world.proficiency.ramp_months.value=6`
        (in every scenario), `scenarios.surge.world...`, `policies.more_seats.settings[0].value=1.5`. They come last.
    subset
        Name of one of the experiment's subsets; the whole experiment if None.

    Raises
    ------
    InvalidInput
        If anything is wrong in any of the files, or in the overrides; it lists all problems.
    """
    files = Files()
    asked, wrong = read_overrides(overrides)
    trees = Trees.read(files, files.load(path, "experiment"))
    unsound = [*files.problems, *_examine(trees, files).problems]
    if unsound:
        _refuse([*unsound, *wrong])
    trees, astray = lay_over(narrow(trees, subset), asked)
    _refuse([*wrong, *astray])
    examined = _examine(trees, files)
    _refuse(examined.problems)
    return _study(path, files, trees, examined)


def check(path: Path) -> None:
    """Check a file of any kind, and all files it names.

    Parameters
    ----------
    path
        A world, scenario, policy or experiment file. A scenario or policy by itself is checked as far as that goes
        without a world.

    Raises
    ------
    InvalidInput
        If anything is wrong; it lists all problems.
    """
    files = Files()
    root = files.load(path, None)
    examined = _Examined(files)
    if root is not None:
        kind = KINDS[plain(root)["kind"]]
        if kind is Experiment:
            examined = _examine(Trees.read(files, root), files)
        elif kind is World:
            examined.take_world(root)
        else:
            examined.take(kind, root)
            if kind is Scenario:
                examined.take_differences(root)
    _refuse([*files.problems, *examined.problems])


@dataclass
class _Examined:
    """What the trees say, as far as it is sound, and what is wrong."""

    files: Files
    experiment: Experiment | None = None
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    worlds: dict[str, World] = field(default_factory=dict)
    rosters: dict[str, Roster | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, model: type[Any], root: Node) -> Any:
        """Return what a tree says; note what is wrong with it."""
        one, problems = validate(model, root)
        problems += _findings(one, root)
        self.problems += problems
        return None if problems else one

    def take_world(self, root: Mapping) -> World | None:
        """Return the world that a tree describes; note what is wrong with it, or with the people it starts from."""
        world: World | None = self.take(World, root)
        self.people(root, world)
        return world

    def take_differences(self, scenario: Mapping) -> None:
        """Note what is wrong with a scenario's differences, whatever world they are laid over."""
        over = scenario.get("world")
        if isinstance(over, Mapping):
            self.problems += validate(World, over, partial=True)[1]
            self.people(over, None)

    def people(self, root: Mapping, world: World | None) -> Roster | None:
        """Return the people a world starts from, if it names a file; note what is wrong with it."""
        node = root.get("roster")
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            return None  # there is none, or the schema says what is wrong
        try:
            return self.files.roster(node, world)
        except InvalidInput as error:
            self.problems += error.problems
            return None


def _examine(trees: Trees, files: Files) -> _Examined:
    """Check all trees, each by itself and all together."""
    found = _Examined(files)
    if trees.experiment is not None:
        found.experiment = found.take(Experiment, trees.experiment)
    for name, tree in trees.scenarios.items():
        if scenario := found.take(Scenario, tree):
            found.scenarios[name] = scenario
    base = found.take_world(trees.world) if trees.world is not None else None
    for name, tree in trees.scenarios.items():
        if base is None:
            found.take_differences(tree)
        elif world := base if trees.worlds[name] is trees.world else found.take_world(trees.worlds[name]):
            found.worlds[name] = world
            found.rosters[name] = found.people(trees.worlds[name], world)
    for name, tree in trees.policies.items():
        if policy := found.take(Policy, tree):
            found.policies[name] = policy
            for world in found.worlds.values():
                found.problems += _located(check_policy_in(policy, world), tree)
    return found


def _findings(one: object, root: Node) -> list[Problem]:
    """Return what is wrong with something that fits its schema."""
    match one:
        case World():
            return _located(check_world(one), root)
        case Policy():
            return _located(check_policy(one), root)
        case Experiment():
            return _located(check_experiment(one), root)
        case _:
            return []


def _located(findings: Iterable[Finding], root: Node) -> list[Problem]:
    return [spot_of(root, finding.location).problem(finding.message) for finding in findings]


def _refuse(problems: list[Problem]) -> None:
    """Raise all problems, one to a place: the first found at a place explains those that follow from it."""
    first: dict[tuple[str, int, int, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.line, problem.column, problem.path), problem)
    if first:
        raise InvalidInput(first.values())


def _study(path: Path, files: Files, trees: Trees, examined: _Examined) -> Study:
    assert examined.experiment is not None
    names = short_names(files.contents)
    resolved = {
        "experiment": _dump(examined.experiment),
        "scenarios": {name: _dump(scenario, "world") for name, scenario in examined.scenarios.items()},
        "worlds": {name: _dump(world) for name, world in examined.worlds.items()},
        "policies": {name: _dump(policy) for name, policy in examined.policies.items()},
    }
    for name, root in trees.worlds.items():
        if (node := root.get("roster")) and examined.rosters[name] is not None:
            resolved["worlds"][name]["roster"] = names[identity(reference(node))]  # as its copy goes by, on any machine
    said = dict(origins(resolved["experiment"], trees.experiment, ("experiment",), names))
    for group, roots in (("scenarios", trees.scenarios), ("worlds", trees.worlds), ("policies", trees.policies)):
        for name, root in roots.items():
            said.update(origins(resolved[group][name], root, (group, name), names))
    return Study(
        name=identity(path).parent.name if path.name == EXPERIMENT_FILE else path.stem,
        experiment=examined.experiment,
        scenarios=examined.scenarios,
        policies=examined.policies,
        worlds=examined.worlds,
        rosters=examined.rosters,
        resolved=resolved,
        origins=said,
        files={names[file]: hashlib.sha256(content).hexdigest() for file, content in files.contents.items()},
        contents={names[file]: content for file, content in files.contents.items()},
    )


def _dump(one: World | Scenario | Policy | Experiment, *left_out: str) -> dict[str, Any]:
    return one.model_dump(mode="json", by_alias=True, exclude=set(left_out))
