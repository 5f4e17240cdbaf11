"""What a world file says is asked of the workforce."""

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from simulation.config.growth import Crisis, GrowthPath, Surge
from simulation.config.section import Estimate, Name, NonNegative, Positive, Section, Share


def check_cv(law: str, cv: Estimate[NonNegative] | None, law_key: str, cv_key: str) -> None:
    """Raise a ValueError unless a coefficient of variation is given where a law needs one, and only there."""
    if (law == "lognormal") != (cv is not None):
        wrong = f"{cv_key} is missing; add it" if law == "lognormal" else f"{cv_key} says nothing; remove it"
        message = f"{law_key} is '{law}', and {wrong}"
        raise ValueError(message)


LEAST_HOURS: Final = 1e-3
"""Fewer hours than this beside others would blow the calibration up beyond all sense."""


def _none_or_some(hours: float) -> float:
    if 0.0 < hours < LEAST_HOURS:
        message = f"found {hours:g}; expected 0, or at least {LEAST_HOURS:g}"
        raise ValueError(message)
    return hours


Hours = Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False), AfterValidator(_none_or_some)]
"""Hours of work: none, or enough to be told from none."""


class Phase(Section):
    """One stretch of a case's life: who works on it, how much, and for how long."""

    function: Name
    """Kind of work it asks for."""

    where: Literal["unit", "headquarters"] = "unit"
    """Whether a unit of the case's region does the work, or one of the headquarters."""

    mean_years: Estimate[Positive]
    """Mean length."""

    law: Literal["lognormal", "exponential"] = "lognormal"
    """Law of its length."""

    cv: Estimate[NonNegative] | None = None
    """Coefficient of variation of a lognormal length (0 makes it fixed); an exponential one has none."""

    hours_per_month: Estimate[Hours]
    """Work a month; the first day's requirement is calibrated, so only ratios between phases and classes count."""

    @model_validator(mode="after")
    def _cv_of_its_law(self) -> Self:
        check_cv(self.law, self.cv, "law", "cv")
        return self


class Value(Section):
    """What a case is worth, and how work depends on it."""

    median_dollars: Estimate[Positive]
    """Median value of a case; values are lognormal."""

    sigma: Estimate[Annotated[float, Field(ge=0.0, le=3.0, allow_inf_nan=False)]]
    """Standard deviation of the logarithm of the value."""

    effort_elasticity: Estimate[Share]
    """Work on a case is multiplied by (value / median) ** this; 0 makes all cases alike."""


class CaseClass(Section):
    """A kind of demand item with a life: it arrives, asks for hours every month, and closes."""

    label: str
    """Name as it appears in figures."""

    function: Name | None = None
    """Kind of work it asks for, if it has no phases."""

    bundle_cases: Annotated[int, Field(ge=1, le=1000)] = 1
    """Cases that one simulated item stands for; multiplies the variance of counts by the same number."""

    opening_cases: Estimate[NonNegative]
    """Cases open on the first day, all regions."""

    new_cases_per_year: Estimate[NonNegative]
    """Cases opened a year at the start, all regions."""

    growth: GrowthPath
    """How new cases grow from there."""

    season_factors: Estimate[Annotated[list[NonNegative], Field(min_length=12, max_length=12)]] | None = None
    """New cases month by month from October on, as ratios: a year brings as many as without. Even, if left out."""

    overdispersion_cv: Estimate[Annotated[float, Field(ge=0.0, le=5.0, allow_inf_nan=False)]] | None = None
    """Coefficient of variation of a gamma factor on the rate of each region and fiscal year; none, if left out."""

    life_mean_years: Estimate[Positive] | None = None
    """Mean time from opening to closure, if it has no phases."""

    life_law: Literal["lognormal", "exponential"] | None = None
    """Law of a case's life, if it has no phases; lognormal, if left out."""

    life_cv: Estimate[NonNegative] | None = None
    """Coefficient of variation of a lognormal life (0 makes it fixed)."""

    hours_per_month: Estimate[Hours] | None = None
    """Work a month, if it has no phases; only ratios between classes count. One hour, if left out."""

    phases: Annotated[dict[Name, Phase], Field(max_length=12)] = {}
    """Stretches of a case's life, in order; one alone, as said above, if left out."""

    case_value: Value | None = None
    """What cases are worth; they are alike, if left out."""

    region_shares: Estimate[dict[Name, Share]]
    """Share of cases, opening and new, that falls on each region; sums to 1."""

    surges: list[Surge] = []
    """Dated rises."""

    @model_validator(mode="after")
    def _one_life(self) -> Self:
        """Check that a life is told by phases or in one piece."""
        simple = {key: getattr(self, key) for key in ("function", "life_mean_years")}
        for key in (*simple, "life_law", "life_cv", "hours_per_month") if self.phases else ():
            if getattr(self, key) is not None:
                message = f"{key} is given and phases are too; say it in each phase"
                raise ValueError(message)
        for key, value in simple.items():
            if value is None and not self.phases:
                message = f"{key} is missing; add it, or phases"
                raise ValueError(message)
        if not self.phases:
            check_cv(self.life_law or "lognormal", self.life_cv, "life_law", "life_cv")
        return self

    @model_validator(mode="after")
    def _some_month_has_cases(self) -> Self:
        if self.season_factors is not None and not any(self.season_factors.value):
            message = "season_factors are all 0; at least one month must have cases"
            raise ValueError(message)
        return self

    def stretches(self) -> tuple[Phase, ...]:
        """Return the phases in order; a life told in one piece is one phase, done in the unit."""
        if self.phases:
            return tuple(self.phases.values())
        assert self.function is not None
        assert self.life_mean_years is not None
        phase = Phase(
            function=self.function,
            mean_years=self.life_mean_years,
            law=self.life_law or "lognormal",
            cv=self.life_cv,
            hours_per_month=self.hours_per_month or Estimate[Hours](value=1.0, source="one hour, the unit"),
        )
        return (phase,)


class WorkChange(Section):
    """A dated change in the hours that case work takes: a reform lowers them, a reorganisation raises them a while."""

    function: Name | None = None
    """Kind of work; all case work, if left out."""

    factor: Estimate[Annotated[float, Field(gt=0.0, le=10.0, allow_inf_nan=False)]]
    """What hours are multiplied by, on top of every other change."""

    start: date = Field(alias="from")
    """First day in force."""

    until: date | None = None
    """First day no longer in force; for good, if left out."""

    ramp_months: Annotated[int, Field(ge=0, le=600)] = 0
    """Months over which it comes in, in equal monthly steps."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until <= self.start:
            message = f"until is {self.until}; it must come after from ({self.start})"
            raise ValueError(message)
        return self


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

    crisis: Crisis | None = None
    """Crises that move new cases; none, if left out."""

    work_changes: list[WorkChange] = []
    """Dated changes in the hours that case work takes."""

    direct: list[DirectRequirement] = []
    """Demand that comes as a table of positions."""

    def functions_of_cases(self) -> set[str]:
        """Return the functions that work on cases."""
        return {phase.function for cases in self.case_classes.values() for phase in cases.stretches()}
