"""From an experiment to pieces of work: arms x replications, cut into chunks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from simulation.errors import InvalidInput, Problem
from simulation.experiment.blame import failure
from simulation.results.chunks import stem
from simulation.results.manifest import Failure

if TYPE_CHECKING:
    from simulation.config import Study
    from simulation.results.manifest import Design
    from simulation.results.merging import Index

GREATEST_CHUNK: Final = 50
"""Replications of a chunk at most, so that a run that is stopped loses little."""

MOST_CHUNKS: Final = 5_000
"""Chunks of a run at most, roughly; a very large one has larger chunks, lest it drown in files."""


class Arm(Protocol):
    """What is asked of an arm here; it is handed to the workers as it is."""

    @property
    def digest(self) -> str:
        """Digest of all that decides the arm's numbers."""


Arms = Mapping[tuple[str, str], Arm]
"""Arms by scenario and policy."""


@dataclass(frozen=True, slots=True)
class Task:
    """A range of replications of one arm."""

    number: int
    """Number of the arm in canonical order."""

    scenario: str
    """Name of the scenario."""

    policy: str
    """Name of the policy."""

    first: int
    """First replication."""

    last: int
    """Last replication."""

    tries: int = 0
    """How often a worker has died over it."""

    @property
    def replications(self) -> range:
        """Replications to compute."""
        return range(self.first, self.last + 1)

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return stem(self.number, self.first, self.last)


def resolve_arms(study: "Study") -> tuple[dict[tuple[str, str], Any], list[Failure]]:
    """Resolve every arm of a study.

    Returns
    -------
    tuple
        The arms in canonical order, and one failure for every replication of an arm that could not be resolved.

    Raises
    ------
    InvalidInput
        If the inputs are to blame: with the problems of all arms.
    """
    from simulation.arm import resolve

    arms: dict[tuple[str, str], Any] = {}
    failures: list[Failure] = []
    problems: list[Problem] = []
    for scenario in study.experiment.scenarios:
        for policy in study.experiment.policies:
            try:
                arms[scenario, policy] = resolve(study, scenario, policy)
            except InvalidInput as invalid:
                problems.extend(invalid.problems)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other arms are computed
                failures.extend(
                    failure(scenario, policy, replication, "resolving", error)
                    for replication in range(study.experiment.replications)
                )
    if problems:
        raise InvalidInput(problems)
    return arms, failures


def chunk_size(replications: int, jobs: int) -> int:
    """Return how many replications to put into a chunk, so that all workers stay busy and little is lost.

    Parameters
    ----------
    replications
        Replications to compute, all arms together.
    jobs
        Workers.

    Examples
    --------
    >>> chunk_size(20, 2), chunk_size(4_000, 2), chunk_size(1_000_000, 2)
    (2, 50, 200)
    """
    shares = -(-replications // (8 * jobs))
    return max(1, min(shares, GREATEST_CHUNK), -(-replications // MOST_CHUNKS))


def missing(design: "Design", places: "Index") -> dict[tuple[str, str], list[int]]:
    """Return the replications of each arm that are not done, ascending; arms that are complete are left out."""
    wanted = {
        arm: [number for number in range(design.replications) if number not in places[arm]] for arm in design.arms
    }
    return {arm: numbers for arm, numbers in wanted.items() if numbers}


def tasks(design: "Design", places: "Index", size: int) -> list[Task]:
    """Cut what is missing into chunks, low replications of all arms first: stopped early, the arms are even.

    Parameters
    ----------
    design
        Arms and replications wanted.
    places
        Where the finished replications are.
    size
        Replications of a chunk at most.
    """
    numbers = {arm: number for number, arm in enumerate(design.arms)}
    pieces = [
        Task(numbers[arm], *arm, first, last)
        for arm, wanted in missing(design, places).items()
        for first, last in _ranges(wanted, size)
    ]
    return sorted(pieces, key=lambda task: (task.first // size, task.number, task.first))


def _ranges(numbers: list[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield first and last of the unbroken ranges of ascending numbers, none longer than `size`."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1 or number - first == size:
            yield first, last
            first = number
        last = number
    yield first, last
