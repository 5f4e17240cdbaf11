"""The one record for an empirical number."""

import pytest
from pydantic import ValidationError

from simulation.config.section import Estimate


def test_a_value_lies_in_its_range():
    """Both ends included."""
    for value in (1.0, 2.0, 3.0):
        Estimate[float](value=value, range=[1.0, 3.0], source="assumed")
    with pytest.raises(ValidationError, match=r"value 4 lies outside its range 1 to 3; correct one of them"):
        Estimate[float](value=4.0, range=[1.0, 3.0], source="assumed")


def test_a_range_that_falls_holds_no_value():
    """Low comes first."""
    with pytest.raises(ValidationError, match="lies outside its range 3 to 1"):
        Estimate[float](value=2.0, range=[3.0, 1.0], source="assumed")


def test_a_map_of_values_has_a_map_at_each_end_of_its_range():
    """Shares by region are one estimate."""
    low, high = {"a": 0.1, "b": 0.2}, {"a": 0.6, "b": 0.9}
    Estimate[dict[str, float]](value={"a": 0.4, "b": 0.6}, range=[low, high], source="assumed")
    with pytest.raises(ValidationError, match=r"value 0.7 lies outside its range 0.1 to 0.6"):
        Estimate[dict[str, float]](value={"a": 0.7, "b": 0.3}, range=[low, high], source="assumed")
    with pytest.raises(ValidationError, match="the same keys"):
        Estimate[dict[str, float]](value={"a": 1.0}, range=[low, high], source="assumed")


@pytest.mark.parametrize(
    ("source", "assumed"),
    [("assumed", True), ("Assumed: no public figure", True), ("GAO-13-84", False)],
)
def test_an_assumption_is_known_by_its_source(source, assumed):
    """Every report lists them."""
    assert Estimate[float](value=1.0, source=source).assumed is assumed
