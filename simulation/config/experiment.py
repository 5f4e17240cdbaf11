"""What an experiment file says: one question, and the runs that answer it."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.config.section import Name, Section, Share


class Threshold(Section):
    """When a shortfall counts as a breach."""

    shortfall_share: Share
    """Shortfall as a share of the requirement, all regions, at or above which a month is in breach."""

    sustained_months: Annotated[int, Field(ge=1, le=120)]
    """Months in a row that make a breach sustained."""


class Subset(Section):
    """A smaller version of the same experiment, run by name."""

    scenarios: Annotated[list[Name], Field(min_length=1)] | None = None
    """Scenarios kept; all, if left out."""

    policies: Annotated[list[Name], Field(min_length=1)] | None = None
    """Policies kept; all, if left out. The comparator must be among them."""

    replications: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    """Replications; the experiment's own number, if left out."""


class Experiment(Section):
    """One question, and the arms and replications that answer it."""

    kind: Literal["experiment"]
    """What this file is."""

    title: str
    """Head of the report."""

    question: str
    """What is asked."""

    intended_use: str
    """What the answer may be used for."""

    not_for: str
    """What it must not be used for."""

    world: str
    """World file, relative to this one."""

    scenarios: Annotated[dict[Name, str], Field(min_length=1)]
    """Scenario files by name, relative to this one."""

    policies: Annotated[dict[Name, str], Field(min_length=1)]
    """Policy files by name, relative to this one."""

    comparator: Name
    """Policy that all others are compared with."""

    replications: Annotated[int, Field(ge=1, le=10_000_000)]
    """Replications of every arm; all arms share the same luck in the same replication."""

    seed: Annotated[int, Field(ge=0, lt=2**63)]
    """Root of all luck. Zero is a seed like any other."""

    breach: Threshold
    """When a shortfall counts as a breach."""

    named_replications: list[Annotated[int, Field(ge=0)]] = [0]
    """Replications whose cells are kept in full."""

    subsets: dict[Name, Subset] = {}
    """Smaller versions, run with `--subset NAME`."""
