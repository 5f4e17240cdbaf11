"""What a world file says of bringing people in: requisitions, freezes, yearly accessions, temporary positions."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.config.section import Count, Estimate, Name, NonNegative, Positive, Probability, Rate, Section, Share


class Freeze(Section):
    """A time in which nobody is hired."""

    start: date = Field(alias="from")
    """First day."""

    until: date
    """First day on which people are hired again."""

    transfers: bool = False
    """Whether moves from post to post stop as well."""

    source: str
    """Where it comes from."""

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.until <= self.start:
            message = f"until {self.until} does not come after from {self.start}"
            raise ValueError(message)
        return self


class Hiring(Section):
    """How a position is filled from outside once nobody is found inside."""

    internal_days: Estimate[NonNegative] | None = None
    """Time in which only people from inside are considered; then a requisition opens. None, if left out."""

    search_lead_days: Estimate[NonNegative] | None = None
    """How long before a position is known to fall empty a successor is looked for; not before, if left out.

    People who will take another post are considered for it as long before the end of their tour."""

    time_to_fill_mean_days: Estimate[Positive]
    """Mean time from opening a requisition to the entrant reporting for the course or for the move."""

    time_to_fill_law: Literal["lognormal", "exponential"] = "lognormal"
    """Law of the time to fill; exponential where all that is known is a mean and no time is typical."""

    time_to_fill_cv: Estimate[Annotated[float, Field(ge=0.0, le=5.0, allow_inf_nan=False)]] | None = None
    """Coefficient of variation of a lognormal time to fill; 0 makes it fixed."""

    selected_after_share: Estimate[Share]
    """Part of the time to fill after which somebody is selected: from then on nobody from inside takes the position."""

    failure_probability: Estimate[Probability] | None = None
    """Chance that a requisition ends with nobody; the position is then open again. None, if left out."""

    requisition_slots: Estimate[Count] | None = None
    """Requisitions that can be worked at once; leave out where nothing limits them."""

    service_fill_share: Estimate[Share] | None = None
    """Share of the component's positions up to which its services send people at all; no limit, if left out."""

    expected_losses_per_year: Estimate[Rate] | None = None
    """Share of its people that planners expect to lose in a year, for hiring ahead."""

    anticipation_share: Estimate[Share] | None = None
    """Share of the expected losses of one time to fill that is hired ahead, without a position; none, if left out."""

    freezes: list[Freeze] = []
    """Times in which nobody is hired: requisitions without a selection end, none opens, no plan takes anybody in."""

    @model_validator(mode="after")
    def _spread_belongs_to_the_lognormal(self) -> Self:
        if (self.time_to_fill_cv is None) != (self.time_to_fill_law == "exponential"):
            wanted = "needs time_to_fill_cv" if self.time_to_fill_cv is None else "has no time_to_fill_cv; leave it out"
            message = f"time_to_fill_law {self.time_to_fill_law} {wanted}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _anticipates_something(self) -> Self:
        if self.anticipation_share is not None and self.expected_losses_per_year is None:
            message = "anticipation_share needs expected_losses_per_year: the losses that are hired ahead of"
            raise ValueError(message)
        return self


class AccessionPlan(Section):
    """People taken in every year without a position, and led through a chain of courses first."""

    label: str
    """Name as it appears in figures."""

    component: Name
    """Kind of employment."""

    region: Name
    """Region that owns them until they take a post."""

    intake_per_year: Estimate[NonNegative]
    """People taken in a year."""

    intake_law: Literal["fixed", "poisson"]
    """Fixed: one cohort a year, a fraction of a person carried over; poisson: at random times through the year."""

    intake_month: Annotated[int, Field(ge=1, le=12)] = 10
    """Month on whose first day a fixed cohort enters."""

    courses: list[Name] = []
    """Courses to be passed in this order before they are available for posts."""


class TemporaryPositions(Section):
    """Positions that a policy may add for a time: contractors, term hires. The lever of this name says how many."""

    label: str
    """Name as it appears in figures."""

    component: Name
    """Kind of employment."""

    function: Name
    """Kind of work; each position goes to the cell of this function that is shortest at the time."""

    level: Name
    """Certification level required."""

    tour: Name
    """Tour kind; the term of a term hire is a tour with a planned end."""

    activation_days: Estimate[NonNegative]
    """Time from the decision to the positions' existence."""

    cap: Estimate[Count]
    """Most of them at any time."""
