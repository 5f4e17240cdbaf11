"""What every part of a configuration file has in common, and the one record for an empirical number."""

from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")]
"""A key an analyst chooses: letters, digits and underscores, beginning with a letter, at most 40 characters."""

Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
"""A fraction of a whole, from 0 to 1."""

Probability = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
"""A chance, from 0 to 1."""

Positive = Annotated[float, Field(gt=0.0, le=1e9, allow_inf_nan=False)]
"""A measured quantity that cannot be zero; its unit is in the key."""

NonNegative = Annotated[float, Field(ge=0.0, le=1e9, allow_inf_nan=False)]
"""A measured quantity that may be zero; its unit is in the key."""

Rate = Annotated[float, Field(ge=0.0, le=20.0, allow_inf_nan=False)]
"""Expected events per person-year at risk (a hazard, not an annual probability)."""

Growth = Annotated[float, Field(ge=-0.5, le=1.0, allow_inf_nan=False)]
"""Growth per year, compounded: 0.02 is two per cent a year."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]
"""A number of things."""

T = TypeVar("T")


class Section(BaseModel):
    """A part of a configuration file: typed, frozen, closed to unknown keys, documented by its docstrings."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, strict=True)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as JSON: the classes of estimates have no name to be found by there."""
        return _revive, (type(self), self.model_dump_json(by_alias=True))


def _revive(kind: type[Section], content: str) -> Section:
    return kind.model_validate_json(content)


def _check_within(value: Any, low: Any, high: Any) -> None:
    """Compare a value, or each value of a map or a list, with its range."""
    if isinstance(value, dict):
        if not value.keys() == low.keys() == high.keys():
            message = "the range of a map must give a low and a high map with the same keys as the value"
            raise ValueError(message)
        for key, one in value.items():
            _check_within(one, low[key], high[key])
    elif isinstance(value, list):
        if not len(value) == len(low) == len(high):
            message = "the range of a list must give a low and a high list as long as the value"
            raise ValueError(message)
        for one, least, most in zip(value, low, high, strict=True):
            _check_within(one, least, most)
    elif not low <= value <= high:
        message = f"value {value:.10g} lies outside its range {low:.10g} to {high:.10g}; correct one of them"
        raise ValueError(message)


class Estimate(Section, Generic[T]):
    """An empirical number with its plausible range and its source; the unit is in the key that holds it."""

    value: T
    """The value used."""

    range: Annotated[list[T], Field(min_length=2, max_length=2)] | None = None
    """Plausible low and high, for uncertainty analysis; the value lies between them."""

    source: Annotated[str, StringConstraints(min_length=3)]
    """Where the number comes from; `assumed` (with a word of reason, if any) when there is no public source."""

    @model_validator(mode="after")
    def _value_lies_in_its_range(self) -> Self:
        if self.range is not None:
            _check_within(self.value, *self.range)
        return self

    @property
    def assumed(self) -> bool:
        """True if the number has no public source."""
        return self.source.lower().startswith("assumed")
