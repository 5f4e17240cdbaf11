"""The files of a study as trees: read together, narrowed to a subset, overridden, before anything is checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from simulation.config.loading import Files, reference
from simulation.config.messages import did_you_mean
from simulation.config.overrides import Override, assign
from simulation.config.tree import Entry, Mapping, Node, Scalar, Spot, merge, plain, without
from simulation.errors import InvalidInput, Problem


@dataclass(frozen=True)
class Trees:
    """The files of a study as trees, as far as they could be read."""

    experiment: Mapping | None = None
    """The experiment."""

    world: Mapping | None = None
    """The world by itself."""

    scenarios: dict[str, Mapping] = field(default_factory=dict)
    """Scenarios by name."""

    policies: dict[str, Mapping] = field(default_factory=dict)
    """Policies by name."""

    worlds: dict[str, Mapping] = field(default_factory=dict)
    """The world with each scenario laid over it, by the scenario's name."""

    @classmethod
    def read(cls, files: Files, experiment: Mapping | None) -> Self:
        """Read all files that an experiment names."""
        if experiment is None:
            return cls()
        world = _named_file(files, experiment.get("world"), "world")
        scenarios = _named_files(files, experiment.get("scenarios"), "scenario")
        policies = _named_files(files, experiment.get("policies"), "policy")
        worlds: dict[str, Mapping] = {}
        if world is not None:
            for name, scenario in scenarios.items():
                over = scenario.get("world")
                worlds[name] = merge(world, over) if isinstance(over, Mapping) else world
        return cls(experiment, world, scenarios, policies, worlds)


def _named_file(files: Files, node: Node | None, kind: str) -> Mapping | None:
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        return None  # the schema says what is wrong
    try:
        return files.load(reference(node), kind, node.spot)
    except InvalidInput as error:
        files.problems.extend(error.problems)
        return None


def _named_files(files: Files, names: Node | None, kind: str) -> dict[str, Mapping]:
    if not isinstance(names, Mapping):
        return {}
    trees = {str(name): _named_file(files, entry.node, kind) for name, entry in names.entries.items()}
    return {name: tree for name, tree in trees.items() if tree is not None}


def narrow(trees: Trees, subset: str | None) -> Trees:
    """Return the trees of one subset of a sound experiment, or of all of it; in any case without its subsets.

    Raises
    ------
    InvalidInput
        If there is no subset of that name.
    """
    experiment = trees.experiment
    assert experiment is not None
    subsets = experiment.get("subsets")
    experiment = without(experiment, "subsets")
    chosen = subsets.get(subset) if isinstance(subsets, Mapping) and subset is not None else None
    if subset is not None and not isinstance(chosen, Mapping):
        known = subsets.entries if isinstance(subsets, Mapping) else ()
        message = f"unknown subset '{subset}'{did_you_mean(subset, known)}"
        raise InvalidInput([Problem("--subset", 1, 1, "", message, subset)])
    if isinstance(chosen, Mapping):
        entry = chosen.entries.get("replications")
        if entry and plain(entry.node) is not None:
            experiment = replace(experiment, entries={**experiment.entries, "replications": entry})
        for kind in ("scenarios", "policies"):
            experiment = _keep(experiment, kind, chosen.get(kind))
    kept = plain(experiment)
    return replace(
        trees,
        experiment=experiment,
        scenarios={name: tree for name, tree in trees.scenarios.items() if name in kept["scenarios"]},
        policies={name: tree for name, tree in trees.policies.items() if name in kept["policies"]},
        worlds={name: tree for name, tree in trees.worlds.items() if name in kept["scenarios"]},
    )


def _keep(experiment: Mapping, kind: str, names: Node | None) -> Mapping:
    """Return an experiment with only some of its scenarios or policies."""
    everything = experiment.entries[kind]
    if names is None or plain(names) is None or not isinstance(everything.node, Mapping):
        return experiment
    wanted = plain(names)
    entries = {name: entry for name, entry in everything.node.entries.items() if name in wanted}
    kept = Entry(everything.key, Mapping(entries, everything.node.spot))
    return replace(experiment, entries={**experiment.entries, kind: kept})


def lay_over(trees: Trees, overrides: Iterable[Override]) -> tuple[Trees, list[Problem]]:
    """Return the trees with all overrides applied, and what is wrong with those whose path leads nowhere."""
    problems: list[Problem] = []
    for override in overrides:
        try:
            trees = _lay_one_over(trees, override)
        except InvalidInput as error:
            problems.extend(error.problems)
    return trees, problems


def _lay_one_over(trees: Trees, override: Override) -> Trees:
    names = override.names()
    match names:
        case ("world", _, *_):
            worlds = {name: assign(world, override, 1) for name, world in trees.worlds.items()}
            return replace(trees, worlds=worlds)
        case ("scenarios", str(scenario), "world", _, *_):
            world = _known(trees.worlds, scenario, override.steps[1], "scenario")
            return replace(trees, worlds={**trees.worlds, scenario: assign(world, override, 3)})
        case ("scenarios", str(scenario), key, *_) if key != "world":
            tree = _known(trees.scenarios, scenario, override.steps[1], "scenario")
            return replace(trees, scenarios={**trees.scenarios, scenario: assign(tree, override, 2)})
        case ("policies", str(policy), _, *_):
            tree = _known(trees.policies, policy, override.steps[1], "policy")
            return replace(trees, policies={**trees.policies, policy: assign(tree, override, 2)})
        case ("world" | "scenarios" | "policies", *_):
            message = "this names a file; override something in it, such as world.proficiency.ramp_months.value=6"
            raise InvalidInput([override.steps[0].problem(message)])
        case _:
            assert trees.experiment is not None
            return replace(trees, experiment=assign(trees.experiment, override, 0))


def _known(trees: dict[str, Mapping], name: str, spot: Spot, kind: str) -> Mapping:
    if name not in trees:
        raise InvalidInput([spot.problem(f"unknown {kind} '{name}'{did_you_mean(name, trees)}")])
    return trees[name]
