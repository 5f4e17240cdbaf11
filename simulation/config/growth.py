"""What a world file says moves the rate of new cases: growth, surges and crises."""

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from simulation.config.section import Estimate, Growth, Name, NonNegative, Positive, Rate, Section

Factors = Annotated[dict[int, NonNegative], Field(min_length=1)]
"""Factors by fiscal year."""

Persistence = Annotated[float, Field(ge=0.0, lt=1.0, allow_inf_nan=False)]
"""Share of a deviation that is left after a year."""

Volatility = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
"""Standard deviation of what a year brings, as a logarithm."""

_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "constant": (),
    "exponential": ("per_year",),
    "table": ("factors_by_fiscal_year",),
    "s_curve": ("final_factor", "midpoint", "rise_years"),
    "autoregressive": ("per_year", "persistence", "volatility"),
}
"""What each path is described by."""


class GrowthPath(Section):
    """How new cases grow from their start rate, apart from season, surges and crises; the rate steps monthly."""

    path: Literal["constant", "exponential", "table", "s_curve", "autoregressive"]
    """Law of growth; the other keys belong to some of these laws each."""

    per_year: Estimate[Growth] | None = None
    """Growth a year, compounded (exponential); or the growth that years deviate from (autoregressive)."""

    factors_by_fiscal_year: Estimate[Factors] | None = None
    """Table: factor on the start rate on 1 October before each fiscal year, evenly from one to the next."""

    final_factor: Estimate[NonNegative] | None = None
    """S-curve: factor on the start rate that is approached in the end."""

    midpoint: date | None = None
    """S-curve: day on which the rise is steepest."""

    rise_years: Estimate[Positive] | None = None
    """S-curve: time in which it goes from 10 to 90 per cent of the way."""

    persistence: Estimate[Persistence] | None = None
    """Autoregressive: share of a year's deviation in log growth that carries over to the next."""

    volatility: Estimate[Volatility] | None = None
    """Autoregressive: standard deviation of the yearly shock to log growth; the same shock in all regions."""

    @model_validator(mode="after")
    def _keys_of_the_path(self) -> Self:
        needed = _KEYS[self.path]
        for key in dict.fromkeys(key for keys in _KEYS.values() for key in keys):
            if (key in needed) != (getattr(self, key) is not None):
                wrong = f"needs {key}; add it" if key in needed else f"has no {key}; remove it, or change the path"
                message = f"path '{self.path}' {wrong}"
                raise ValueError(message)
        return self


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


class Crisis(Section):
    """Crises that come and go at random, one chain for the whole world, and move new cases of every class."""

    begins_per_year: Estimate[Rate]
    """Chance per year, as a rate, that a crisis begins while there is none."""

    ends_per_year: Estimate[Rate]
    """Chance per year, as a rate, that one ends; its mean length is 1 over this."""

    first_day: Literal["calm", "stationary"]
    """Calm on the first day, or in a crisis with the long-run share of time that crises take."""

    region_factors: Estimate[Annotated[dict[Name, NonNegative], Field(min_length=1)]]
    """Factor on new cases by region while a crisis lasts; regions left out are not touched."""

    @model_validator(mode="after")
    def _has_a_long_run(self) -> Self:
        if self.first_day == "stationary" and self.begins_per_year.value + self.ends_per_year.value == 0.0:
            message = "crises that neither begin nor end have no long-run share; write 'first_day: calm'"
            raise ValueError(message)
        return self
