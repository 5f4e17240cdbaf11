"""What a world file says of the establishment: how the number of authorised positions follows what is asked for."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.config.section import Count, Estimate, Name, Section


class OfficeCap(Section):
    """A limit on the positions of one component in each office abroad, such as that of 22 USC 2321i(c)(1)."""

    component: Name
    """Kind of employment that is limited."""

    positions: Estimate[Annotated[int, Field(ge=0, le=10_000)]]
    """Most lasting positions of it in one office; offices at home, and those exempt, are not limited."""


class Establishment(Section):
    """How the number of authorised positions follows what is asked for."""

    review_months: Annotated[int, Field(ge=1, le=120)]
    """Months between reviews; the first falls that long after the start."""

    requirement_seen: Literal["on_the_day", "mean"] = "on_the_day"
    """What a review measures of the requirement: that of its day, or the mean since the review before."""

    requirement_known: Literal["current", "trend"] = "current"
    """What it plans for: the requirement as seen, or what its trend since the review before leads to."""

    programming_lag_months: Estimate[Annotated[int, Field(ge=0, le=240)]]
    """Time from a review to the earliest 1 October at which its changes take effect."""

    approval_months: Estimate[Annotated[int, Field(ge=0, le=120)]] | None = None
    """Time from that 1 October to the creation of positions abroad, which chiefs of mission approve; none, if left out.

    Abolitions, and positions at home, do not wait."""

    funded_share: Estimate[Annotated[float, Field(ge=0.0, le=5.0)]]
    """Share of the requirement known at the review that is asked for as positions."""

    growth_cap_per_year: Estimate[Annotated[float, Field(ge=0.0, le=10.0)]]
    """Greatest net growth one review may programme: a share of the positions authorised, per year since the last."""

    reduction_cap_per_year: Estimate[Annotated[float, Field(ge=0.0, le=10.0)]]
    """Greatest reduction one review may programme, counted the same way; what is cut can be added elsewhere."""

    ceiling_positions: Estimate[Count] | None = None
    """Most lasting positions in all, decided ones included; without limit, if left out."""

    office_cap: OfficeCap | None = None
    """Limit on the positions of a component in each office abroad; none, if left out."""
