"""Does an experiment's design make sense: what it compares with what, and the smaller versions of it."""

from collections.abc import Iterable, Iterator

from simulation.config.experiment import Experiment
from simulation.config.findings import Finding, unknown


def check_experiment(experiment: Experiment) -> Iterator[Finding]:
    """Yield what is wrong with an experiment, its files aside."""
    policies = experiment.policies
    if experiment.comparator not in policies:
        yield Finding(("comparator",), unknown("policy", experiment.comparator, policies))
    for name, subset in experiment.subsets.items():
        here = ("subsets", name)
        yield from _check_names(subset.scenarios, "scenario", experiment.scenarios, (*here, "scenarios"))
        yield from _check_names(subset.policies, "policy", policies, (*here, "policies"))
        if subset.policies is not None and experiment.comparator not in subset.policies:
            message = f"the comparator '{experiment.comparator}' is not among them; add it"
            yield Finding((*here, "policies"), message)


def _check_names(names: list[str] | None, kind: str, known: Iterable[str], here: tuple[str, ...]) -> Iterator[Finding]:
    for index, name in enumerate(names or ()):
        if name not in known:
            yield Finding((*here, index), unknown(kind, name, known))
        elif name in (names or ())[:index]:
            yield Finding((*here, index), f"'{name}' is named twice; keep one")
