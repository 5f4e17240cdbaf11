"""What a world file says: who does what where, what is asked of them, and how people come and go."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.config.section import (
    Count,
    Estimate,
    Growth,
    Name,
    NonNegative,
    Positive,
    Probability,
    Rate,
    Section,
    Share,
)


class Time(Section):
    """The period simulated. Months are calendar months; the fiscal year begins on 1 October."""

    start: date
    """First day simulated; the first of a month."""

    end: date
    """First day no longer simulated; the first of a month."""

    @model_validator(mode="after")
    def _whole_months_in_order(self) -> Self:
        for name, day in (("start", self.start), ("end", self.end)):
            if day.day != 1:
                message = f"{name} is {day}; it must be the first day of a month"
                raise ValueError(message)
        if not date(1990, 1, 1) <= self.start < self.end <= date(2100, 1, 1):
            message = f"start {self.start} must come before end {self.end}, both between 1990 and 2100"
            raise ValueError(message)
        return self


class Function(Section):
    """A kind of work."""

    label: str
    """Name as it appears in figures."""


class Component(Section):
    """A kind of employment: how its people are found, and with what they come."""

    label: str
    """Name as it appears in figures."""

    time_to_fill_mean_days: Estimate[Positive]
    """Mean time from opening a requisition to the entrant reporting for the course or for the move."""

    time_to_fill_cv: Estimate[NonNegative]
    """Coefficient of variation of the time to fill (lognormal; 0 makes it fixed)."""

    requisition_slots: Estimate[Count] | None = None
    """Requisitions that can be worked at once; leave out where nothing limits them."""

    entry_service_years: Annotated[list[NonNegative], Field(min_length=2, max_length=2)]
    """Years of service of an entrant: uniform between these two."""

    entry_service_source: str
    """Where the years of service at entry come from."""

    entry_level: Name
    """Certification level that an entrant already holds in every function."""

    stay_after_tour_probability: Estimate[Probability]
    """Chance that someone whose tour ends takes another post; the rest return to their service."""

    opening_fill_share: Estimate[Share]
    """Share of positions with a person in post on the first day."""

    opening_certified_share: Estimate[Share]
    """Share of those in post on the first day who hold the level their position requires."""


class PositionGroup(Section):
    """Funded jobs of one kind in one unit."""

    function: Name
    """Kind of work."""

    component: Name
    """Kind of employment."""

    level: Name
    """Certification level required."""

    tour: Name
    """Tour kind."""

    priority: Annotated[int, Field(ge=1, le=9)] = 5
    """Order in which empty positions are served: 1 before 2."""

    count: Annotated[int, Field(ge=1, le=100_000)]
    """Positions authorised on the first day, in each unit of this kind."""


class Unit(Section):
    """An office or organisation, or several alike."""

    label: str
    """Name as it appears in figures."""

    count: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many such units there are."""

    positions: Annotated[list[PositionGroup], Field(min_length=1)]
    """Positions of each unit."""


class Region(Section):
    """A combatant command or a headquarters: an owner of people and of units."""

    label: str
    """Name as it appears in figures."""

    units: Annotated[dict[Name, Unit], Field(min_length=1)]
    """Its units."""


class Surge(Section):
    """A dated rise in new cases in one region."""

    region: Name
    """Where."""

    start: date = Field(alias="from")
    """First day of the rise."""

    months: Annotated[int, Field(ge=1, le=600)]
    """How long it lasts in full."""

    increase: Estimate[NonNegative]
    """Rise as a share of the ordinary rate of new cases: 0.8 is 80 per cent more."""

    decay_months: Annotated[int, Field(ge=0, le=600)] = 0
    """Months over which it then falls away, evenly."""


class CaseClass(Section):
    """A kind of demand item with a life: it arrives, asks for hours every month, and closes."""

    label: str
    """Name as it appears in figures."""

    function: Name
    """Kind of work it asks for."""

    bundle_cases: Annotated[int, Field(ge=1, le=1000)] = 1
    """Cases that one simulated item stands for; multiplies the variance of counts by the same number."""

    opening_cases: Estimate[NonNegative]
    """Cases open on the first day, all regions."""

    new_cases_per_year: Estimate[NonNegative]
    """Cases opened a year at the start, all regions."""

    growth_per_year: Estimate[Growth]
    """Growth of new cases per year, compounded in monthly steps."""

    life_mean_years: Estimate[Positive]
    """Mean time from opening to closure."""

    life_cv: Estimate[NonNegative]
    """Coefficient of variation of a case's life (lognormal; 0 makes it fixed)."""

    region_shares: Estimate[dict[Name, Share]]
    """Share of cases, opening and new, that falls on each region; sums to 1."""

    surges: list[Surge] = []
    """Dated rises."""


class DirectRequirement(Section):
    """Positions asked for by a manning document, by fiscal year; each value holds until the next."""

    region: Name
    """Region of the unit."""

    unit: Name
    """Unit, or units alike: each asks for the number given."""

    function: Name
    """Kind of work."""

    positions_by_fiscal_year: Annotated[dict[int, NonNegative], Field(min_length=1)]
    """Positions required from 1 October before the named fiscal year."""

    source: str
    """Where the numbers come from."""

    def steps(self) -> list[date]:
        """Return the days on which the number changes, in order."""
        return [date(year - 1, 10, 1) for year in sorted(self.positions_by_fiscal_year)]

    def on(self, day: date) -> float:
        """Return the positions asked for on `day`; before the first named year, the first year's number."""
        years = sorted(self.positions_by_fiscal_year)
        in_force = [year for year in years if date(year - 1, 10, 1) <= day]
        return self.positions_by_fiscal_year[in_force[-1] if in_force else years[0]]


class Demand(Section):
    """What partners, and the organisation itself, ask of the workforce."""

    opening_unfunded_share: Estimate[Annotated[float, Field(ge=-0.9, le=5.0)]]
    """Opening requirement = opening authorised x (1 + this share): fixes the work a case asks for."""

    case_classes: dict[Name, CaseClass] = {}
    """Demand that comes as cases."""

    direct: list[DirectRequirement] = []
    """Demand that comes as a table of positions."""


class Establishment(Section):
    """How the number of authorised positions follows what is asked for."""

    review_months: Annotated[int, Field(ge=1, le=120)]
    """Months between reviews; the first falls that long after the start."""

    programming_lag_months: Estimate[Annotated[int, Field(ge=0, le=240)]]
    """Time from a review to the earliest 1 October at which its changes take effect."""

    funded_share: Estimate[Annotated[float, Field(ge=0.0, le=5.0)]]
    """Share of the requirement known at the review that is asked for as positions."""

    growth_cap_per_year: Estimate[Annotated[float, Field(ge=0.0, le=10.0)]]
    """Greatest net growth one review may programme: a share of the positions authorised, per year since the last."""

    reduction_cap_per_year: Estimate[Annotated[float, Field(ge=0.0, le=10.0)]]
    """Greatest reduction one review may programme, counted the same way; what is cut can be added elsewhere."""


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


class Assignment(Section):
    """How waiting people are matched with empty positions."""

    consideration: Literal["own_region", "all_regions"]
    """Who is considered for an empty position: people the region owns, or everyone, own people first."""

    uncertified_output: Estimate[Share]
    """Output of someone not certified for the position held, as a share of a certified person's."""


class World(Section):
    """A workforce, what is asked of it, and how people come and go."""

    kind: Literal["world"]
    """What this file is."""

    title: str
    """One line for the head of a report."""

    description: str
    """What this world stands for, and what it leaves out."""

    time: Time
    """Period simulated."""

    functions: Annotated[dict[Name, Function], Field(min_length=1, max_length=12)]
    """Kinds of work."""

    levels: Annotated[list[Name], Field(min_length=1, max_length=14)]
    """Certification levels, lowest first."""

    components: Annotated[dict[Name, Component], Field(min_length=1, max_length=8)]
    """Kinds of employment."""

    tours: Annotated[dict[Name, Tour], Field(min_length=1)]
    """Tour kinds."""

    regions: Annotated[dict[Name, Region], Field(min_length=1)]
    """Commands and headquarters."""

    demand: Demand
    """What is asked for."""

    establishment: Establishment
    """How authorised positions follow."""

    courses: dict[Name, Course] = {}
    """Training; at most one course for each function and level."""

    assignment: Assignment
    """Who is put where."""

    proficiency: Proficiency
    """Learning in post."""

    attrition: dict[Name, Attrition]
    """How people leave, one entry for each component."""
