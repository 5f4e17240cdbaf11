"""What a world file says of training: the catalogue of courses, their classes, and who teaches them."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.config.section import Count, Estimate, Name, NonNegative, Positive, Probability, Section


class Instructors(Section):
    """Positions of this workforce whose people teach a course."""

    region: Name
    """Region of their unit."""

    unit: Name
    """Their unit; every unit of this name counts."""

    function: Name
    """Kind of work of their positions."""

    needed: Annotated[int, Field(ge=1, le=10_000)]
    """Instructors that a class with all its seats takes; with fewer present it has fewer seats, in proportion."""


class Course(Section):
    """A kind of training held in dated classes with a limited number of seats."""

    label: str
    """Name as it appears in figures."""

    function: Name | None = None
    """Kind of work it certifies for; left out by a course that only prepares for others."""

    confers: Name | None = None
    """Certification level it confers in that function."""

    requires: list[Name] = []
    """Courses to be passed before this one."""

    class_dates: Annotated[list[date], Field(min_length=1)] | None = None
    """Start of each class, in rising order; in place of `first_class` and `class_every_weeks`."""

    first_class: date | None = None
    """Start of the first class of a series."""

    class_every_weeks: Estimate[Annotated[int, Field(ge=1, le=520)]] | None = None
    """Weeks from one class start of the series to the next."""

    duration_weeks: Estimate[Positive]
    """Length of a class."""

    seats_per_class: Estimate[Count]
    """Places in one class."""

    minimum_class: Estimate[Count] | None = None
    """Fewest people a class is held for; one with fewer is cancelled, and they wait for the next."""

    instructors: Instructors | None = None
    """Who teaches it; leave out if teachers come from elsewhere."""

    pass_probability: Estimate[Probability]
    """Chance of passing at one attempt."""

    attempts: Annotated[int, Field(ge=1, le=10)]
    """Attempts before someone is sent away, or left uncertified in post."""

    grace_days: Estimate[NonNegative] | None = None
    """Time in post within which the course may be taken; left out or 0: before the post."""

    during_tour: bool = False
    """Whether people in post whose position requires it are sent, once the class ends before their tour does."""

    valid_years: Estimate[Positive] | None = None
    """Time after which what it certifies lapses; leave out if it never does."""

    obligation_months: Estimate[NonNegative] | None = None
    """Service owed from the day of passing, during which nobody leaves by choice."""

    @model_validator(mode="after")
    def _dated_one_way(self) -> Self:
        of_series = (self.first_class, self.class_every_weeks)
        if self.class_dates is not None and any(one is not None for one in of_series):
            message = "class_dates and a series of classes exclude each other; keep one"
            raise ValueError(message)
        if self.class_dates is None and None in of_series:
            message = "expected either class_dates, or first_class and class_every_weeks"
            raise ValueError(message)
        if self.class_dates is not None and self.class_dates != sorted(set(self.class_dates)):
            message = "class_dates must rise from one class to the next"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _certifies_wholly_or_not(self) -> Self:
        if (self.function is None) != (self.confers is None):
            missing = "confers" if self.confers is None else "function"
            message = f"{missing} is missing: a course certifies a level in a function, or neither"
            raise ValueError(message)
        return self
