"""What a world file says of training, tours, learning and leaving."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.config.section import Count, Estimate, Name, NonNegative, Positive, Probability, Rate, Section, Share


class Course(Section):
    """A kind of training held in dated classes with a limited number of seats."""

    label: str
    """Name as it appears in figures."""

    function: Name
    """Kind of work it trains for."""

    confers: Name
    """Certification level it confers."""

    first_class: date
    """Start of the first class."""

    class_every_weeks: Estimate[Annotated[int, Field(ge=1, le=520)]]
    """Weeks from one class start to the next."""

    duration_weeks: Estimate[Positive]
    """Length of a class."""

    seats_per_class: Estimate[Count]
    """Places in one class."""

    pass_probability: Estimate[Probability]
    """Chance of passing at one attempt."""

    attempts: Annotated[int, Field(ge=1, le=10)]
    """Attempts before someone is sent away."""


class Tour(Section):
    """A planned stay in a position."""

    label: str
    """Name as it appears in figures."""

    months: Estimate[Positive] | None = None
    """Planned stay; leave out for posts without a planned end."""

    relocation_days: Estimate[NonNegative]
    """Time from being released to arriving in post."""


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


class Attrition(Section):
    """How people of one component leave the security cooperation workforce for good."""

    quit: HazardTable
    """Leaving of one's own accord, by years in this workforce."""

    retire: HazardTable
    """Retirement, by years of service."""


class Proficiency(Section):
    """Learning in a new post."""

    start_share: Estimate[Share]
    """Output of someone new in post, as a share of a proficient person's."""

    ramp_months: Estimate[Annotated[int, Field(ge=0, le=120)]]
    """Months, in equal steps at month starts, until output is full."""
