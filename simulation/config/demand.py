"""What a world file says is asked of the workforce."""

from datetime import date
from typing import Annotated

from pydantic import Field

from simulation.config.section import Estimate, Growth, Name, NonNegative, Positive, Section, Share


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
