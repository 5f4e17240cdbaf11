"""What a world file says: who does what where, what is asked of them, and how people come and go."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.config.assignment import Assignment
from simulation.config.attrition import Attrition, Factor
from simulation.config.careers import AbroadLimit, Proficiency, Tour
from simulation.config.demand import Demand
from simulation.config.establishment import Establishment
from simulation.config.hiring import AccessionPlan, Hiring, TemporaryPositions
from simulation.config.section import Estimate, Name, NonNegative, Probability, Section, Share
from simulation.config.training import Course


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

    inherently_governmental: bool = False
    """Whether only people in government employment may do it."""


class Component(Section):
    """A kind of employment: how its people are found, and with what they come."""

    label: str
    """Name as it appears in figures."""

    hiring: Hiring
    """How its positions are filled from outside."""

    governmental: bool = True
    """Whether its people may do inherently governmental work; contractors may not."""

    rotates: bool = True
    """Whether its people may move to another region; locally employed staff do not."""

    entry_service_years: Annotated[list[NonNegative], Field(min_length=2, max_length=2)]
    """Years of service of an entrant: uniform between these two."""

    entry_service_source: str
    """Where the years of service at entry come from."""

    entry_level: Name
    """Certification level that an entrant already holds in every function."""

    stay_after_tour_probability: Estimate[Probability]
    """Chance that someone whose tour ends takes another post; the rest return to their service."""

    headquarters_after_tour_share: Estimate[Share] | None = None
    """Share of those taking another post whom the headquarters counts among its own then; none, if left out."""

    alumnus_probability: Estimate[Probability] | None = None
    """Chance that a requisition brings somebody who has returned to the service before, if there is one."""

    abroad_limit: AbroadLimit | None = None
    """How long its people may stay abroad at a stretch; without limit, if left out."""

    opening_fill_share: Estimate[Share]
    """Share of positions with a person in post on the first day."""

    opening_certified_share: Estimate[Share]
    """Share of those in post on the first day who hold the level their position requires."""


class MayFill(Section):
    """Who else may hold a position, and what they are worth there."""

    component: Name
    """Kind of employment of the holder."""

    levels_below: Annotated[int, Field(ge=0, le=14)] = 0
    """How far below the level required the holder's may be, without going to school first."""

    output: Estimate[Share] | None = None
    """What a holder below the level required is worth, as a share of one who has it."""

    @model_validator(mode="after")
    def _output_of_those_below(self) -> Self:
        if (self.levels_below > 0) != (self.output is not None):
            wanted = "output is missing" if self.output is None else "output says nothing: nobody below may hold it"
            message = f"levels_below is {self.levels_below}, and {wanted}"
            raise ValueError(message)
        return self


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

    headquarters_priority: Annotated[int, Field(ge=1, le=9)] | None = None
    """The same where headquarters sets priorities; as `priority`, if left out."""

    may_fill: list[MayFill] = []
    """Who may hold them besides people of their component who have the level, or have been to school for it."""

    count: Annotated[int, Field(ge=1, le=100_000)]
    """Positions authorised on the first day, in each unit of this kind."""


class Unit(Section):
    """An office or organisation, or several alike."""

    label: str
    """Name as it appears in figures."""

    count: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many such units there are."""

    at_home: bool = False
    """Whether it is in the home country: no limit on years abroad, on office sizes or by approval concerns it."""

    exempt_from_office_cap: bool = False
    """Whether the cap on offices is waived for it, or has been authorised to be exceeded."""

    hardship_factor: Estimate[Factor] | None = None
    """What quits and transfers of its people are multiplied by; 1, if left out."""

    minimum_manning: Estimate[Annotated[dict[Name, NonNegative], Field(min_length=1)]] | None = None
    """Positions that each unit needs by function, whatever its cases: a requirement that reviews never cut below."""

    positions: Annotated[list[PositionGroup], Field(min_length=1)]
    """Positions of each unit."""


class Region(Section):
    """A combatant command or a headquarters: an owner of people and of units."""

    label: str
    """Name as it appears in figures."""

    headquarters: bool = False
    """Whether it is the headquarters: it has people assigned to it after a tour, and work of its own."""

    units: Annotated[dict[Name, Unit], Field(min_length=1)]
    """Its units."""


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

    courses: Annotated[dict[Name, Course], Field(max_length=32)] = {}
    """Training; at most one course for each function and level."""

    accession_plans: Annotated[dict[Name, AccessionPlan], Field(max_length=16)] = {}
    """People taken in every year whether or not a position is empty."""

    temporary_positions: Annotated[dict[Name, TemporaryPositions], Field(max_length=8)] = {}
    """Positions that a policy may add for a time."""

    roster: str | None = None
    """File of the people inside on the first day, one row each (CSV); they are synthesised, if left out."""

    assignment: Assignment
    """Who is put where."""

    proficiency: Proficiency
    """Learning in post."""

    attrition: dict[Name, Attrition]
    """How people leave, one entry for each component."""
