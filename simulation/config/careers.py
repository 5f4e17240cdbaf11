"""What a world file says of tours and of learning in post."""

from typing import Annotated

from pydantic import Field

from simulation.config.section import Estimate, NonNegative, Positive, Section, Share


class Tour(Section):
    """A planned stay in a position."""

    label: str
    """Name as it appears in figures."""

    months: Estimate[Positive] | None = None
    """Planned stay; leave out for posts without a planned end."""

    relocation_days: Estimate[NonNegative]
    """Time from being released to arriving in post."""


class Proficiency(Section):
    """Learning in a new post."""

    start_share: Estimate[Share]
    """Output of someone new in post, as a share of a proficient person's."""

    ramp_months: Estimate[Annotated[int, Field(ge=0, le=120)]]
    """Months, in equal steps at month starts, until output is full."""

    earlier_tour_head_start_months: Estimate[Annotated[int, Field(ge=0, le=120)]] | None = None
    """Months of learning spared to someone who has held a post in the same function before."""
