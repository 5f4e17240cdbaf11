"""What a world file says of leaving: four causes, what moves them, and losses that come all at once."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.config.section import Estimate, NonNegative, Positive, Rate, Section

Cause = Literal["quit", "retire", "transfer", "involuntary"]
"""Why somebody leaves; the first three are choices of the person, which an obligation stops."""

Factor = Annotated[float, Field(gt=0.0, le=16.0, allow_inf_nan=False)]
"""What a hazard is multiplied by."""


class Band(Section):
    """A hazard from a certain year on."""

    from_years: Annotated[float, Field(ge=0.0, le=100.0, allow_inf_nan=False)]
    """Year from which the rate holds; the first band begins at 0."""

    per_year: Rate
    """Expected leavers per person-year at risk."""


class HazardTable(Section):
    """A hazard that steps with years; the last band holds for ever."""

    bands: Annotated[list[Band], Field(min_length=1)]
    """Bands in rising order, the first from 0."""

    range_factor: Annotated[list[Positive], Field(min_length=2, max_length=2)] | None = None
    """Plausible low and high as multiples of the whole table."""

    source: str
    """Where the rates come from."""

    @model_validator(mode="after")
    def _bands_rise_from_zero(self) -> Self:
        starts = [band.from_years for band in self.bands]
        if starts[0] != 0:
            message = f"the first band begins at {starts[0]:g} years; it must begin at 0"
            raise ValueError(message)
        for earlier, later in pairwise(starts):
            if later <= earlier:
                message = f"bands overlap: from_years {later:g} follows {earlier:g}; they must rise"
                raise ValueError(message)
        return self


class OverloadBand(Section):
    """A factor from a certain overload on."""

    from_ratio: Annotated[float, Field(ge=0.0, le=100.0, allow_inf_nan=False)]
    """Requirement / effective of one's cell over the last month from which the factor holds; 0 in the first band."""

    factor: Factor
    """What quits and transfers are multiplied by."""


class Overload(Section):
    """How overwork makes people leave."""

    bands: Annotated[list[OverloadBand], Field(min_length=1)]
    """Bands in rising order, the first from 0."""

    source: str
    """Where the factors come from."""

    @model_validator(mode="after")
    def _bands_rise_from_zero(self) -> Self:
        starts = [band.from_ratio for band in self.bands]
        if starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts)):
            message = "bands must rise, the first from a ratio of 0"
            raise ValueError(message)
        return self


class Economy(Section):
    """A stretch of the labour market outside."""

    start: date = Field(alias="from")
    """First day; it lasts to the next stretch, and begins to count at the next month start."""

    factor: Factor
    """What quits and transfers are multiplied by."""

    source: str
    """Where the factor comes from."""


class Pulse(Section):
    """A loss that comes all at once."""

    on: date
    """Its day."""

    cause: Cause
    """What it counts as."""

    share: Estimate[Annotated[float, Field(ge=0.0, lt=1.0, allow_inf_nan=False)]]
    """Chance of leaving by it: hazard -ln(1 - share) added to its cause on that day."""


class Attrition(Section):
    """How people of one component leave the security cooperation workforce for good."""

    quit: HazardTable
    """Leaving of one's own accord, by years in this workforce."""

    retire: HazardTable
    """Retirement, by years of service; a spike at eligibility is a narrow band."""

    transfer: HazardTable | None = None
    """Moving to other work in government, by years in this workforce."""

    involuntary: HazardTable | None = None
    """Being made to leave, by years in this workforce."""

    notice_days: Estimate[NonNegative] | None = None
    """Time from deciding to leave to leaving, for people in post."""

    entry_obligation_years: Estimate[NonNegative] | None = None
    """Service owed from entry, during which nobody quits, retires or transfers."""

    overload: Overload | None = None
    """What overwork does to quits and transfers; nothing, if left out."""

    economy: list[Economy] = []
    """What the labour market does to quits and transfers, in order of time; 1 before the first."""

    incentive_elasticity: Estimate[NonNegative] | None = None
    """Elasticity e of quits and transfers to pay: a retention incentive of share s multiplies them by (1 + s)**-e."""

    pulses: list[Pulse] = []
    """Losses that come all at once."""

    @model_validator(mode="after")
    def _economy_in_order(self) -> Self:
        starts = [one.start for one in self.economy]
        if starts != sorted(set(starts)):
            message = "economy must be in order of time"
            raise ValueError(message)
        return self
