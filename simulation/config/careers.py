"""What a world file says of tours and of learning in post."""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.config.section import Estimate, NonNegative, Positive, Probability, Section, Share


class Tour(Section):
    """A planned stay in a position."""

    label: str
    """Name as it appears in figures."""

    months: Estimate[Positive] | None = None
    """Planned stay; leave out for posts without a planned end."""

    relocation_days: Estimate[NonNegative]
    """Time from being released to arriving in post."""

    season_months: list[Annotated[int, Field(ge=1, le=12)]] = []
    """Months in which people move, in a row; none, if left out."""

    season_share: Estimate[Share] | None = None
    """Share of tours that end in these months: at an even time in the season nearest to the planned end."""

    overlap_days: Estimate[NonNegative] | None = None
    """Time that a successor is to be in post before the predecessor leaves; none, if left out."""

    extension_probability: Estimate[Probability] | None = None
    """Chance that a tour is extended, once, before a successor is looked for; none, if left out."""

    extension_months: Estimate[Positive] | None = None
    """How long an extension lasts."""

    extension_incentive_elasticity: Estimate[NonNegative] | None = None
    """An incentive of share s multiplies the chance of no extension by (1 + s) ** -elasticity."""

    curtailment_probability: Estimate[Probability] | None = None
    """Chance that a tour is cut short once a successor is looked for; none, if left out."""

    curtailment_days: Estimate[Positive] | None = None
    """Most days that are cut off, any number up to it being as likely; never more than the search lead."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        pairs = (
            ("season_months", bool(self.season_months), "season_share", self.season_share is not None),
            (
                "extension_probability",
                self.extension_probability is not None,
                "extension_months",
                self.extension_months is not None,
            ),
            (
                "curtailment_probability",
                self.curtailment_probability is not None,
                "curtailment_days",
                self.curtailment_days is not None,
            ),
        )
        for one, has_one, other, has_other in pairs:
            if has_one != has_other:
                message = f"{one if has_one else other} is given and {other if has_one else one} is not; give both"
                raise ValueError(message)
        if self.extension_incentive_elasticity is not None and self.extension_probability is None:
            message = "extension_incentive_elasticity is given and extension_probability is not; give both"
            raise ValueError(message)
        if self.months is None and any(has for _, has, _, _ in pairs):
            message = "a post without a planned end (months left out) has no season, extension or curtailment"
            raise ValueError(message)
        if not is_in_a_row(self.season_months):
            message = f"season_months {self.season_months} are not months in a row, such as [5, 6, 7, 8]"
            raise ValueError(message)
        return self


def is_in_a_row(months: list[int]) -> bool:
    """Return True if each month follows the one before it; January follows December."""
    return all(later == earlier % 12 + 1 for earlier, later in pairwise(months))


class AbroadLimit(Section):
    """How long somebody may stay abroad at a stretch."""

    years: Estimate[Positive]
    """Most years abroad, from the first arrival on."""

    reset_years: Estimate[Positive]
    """Years at home after which the count begins anew."""

    least_tour_months: Estimate[NonNegative]
    """Nobody is sent abroad for less than this before the limit, or for less than the tour where that is shorter."""


class Proficiency(Section):
    """Learning in a new post."""

    start_share: Estimate[Share]
    """Output of someone new in post, as a share of a proficient person's."""

    ramp_months: Estimate[Annotated[int, Field(ge=0, le=120)]]
    """Months, in equal steps at month starts, until output is full."""

    earlier_tour_head_start_months: Estimate[Annotated[int, Field(ge=0, le=120)]] | None = None
    """Months of learning spared to someone who has held a post in the same function before."""

    overlap_head_start_ratio: Estimate[NonNegative] | None = None
    """Months of learning spared for each month of overlap with the predecessor, rounded to the nearest month."""
