"""No product of the dynamics reaches 63 bits, at ten times the largest world planned; the docs say how wide each is."""

import re
from math import log
from pathlib import Path

import pytest

from simulation.config.levers import LEVERS
from simulation.events import Kind
from simulation.units import HAZARD, ONE, RATIO, TICKS_PER_DAY, TICKS_PER_YEAR

POSITIONS = 150_000
REQUIREMENT = 5 * POSITIONS * ONE
HORIZON = 110 * 366 * TICKS_PER_DAY
BUDGET = round(-log(2.0**-53) * HAZARD)
SHARE = int(LEVERS["funded_share"].bounds[1])
CAP = int(LEVERS["growth_cap_per_year"].bounds[1])
ALLOWED = POSITIONS * ONE * CAP * 120 // 12
GREATEST_RATE, LONGEST_BAND, REVIEW_MONTHS = 20, 100, 120

WORST = {
    "time": HORIZON,
    "stock of a cell": REQUIREMENT,
    "integral of a stock over a year": REQUIREMENT * 366 * TICKS_PER_DAY,
    "output of a person": ONE * ONE,
    "requirement x funded share": REQUIREMENT * SHARE * RATIO,
    "authorised x yearly cap": POSITIONS * ONE * CAP * RATIO,
    "the same x months since the last review": POSITIONS * ONE * CAP * REVIEW_MONTHS,
    "changes allowed x 4096": ALLOWED * RATIO,
    "distance of a cell x scale": REQUIREMENT * SHARE * RATIO,
    "hazard budget": BUDGET,
    "hazard budget x ticks in a year": BUDGET * TICKS_PER_YEAR,
    "hazard rate x length of a band": GREATEST_RATE * HAZARD * LONGEST_BAND * TICKS_PER_YEAR,
    "age at leaving": BUDGET * TICKS_PER_YEAR + HORIZON,
    "priority of a moment": (len(Kind) << 34) + 2,
}
"""The greatest value of each quantity."""


def documented():
    """Return the bits that the table in the docs gives each quantity."""
    text = (Path(__file__).parents[2] / "docs" / "quantities.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z][^|]*?) \|.*\| (\d+) \|$", text, re.MULTILINE)
    return {name: int(bits) for name, bits in rows}


@pytest.mark.parametrize("name", WORST)
def test_worst_case_fits_a_signed_64_bit_integer(name):
    assert WORST[name].bit_length() < 63


def test_docs_give_these_widths():
    assert documented() == {name: value.bit_length() for name, value in WORST.items()}


def test_limits_are_those_of_the_configuration():
    """The bounds above are what a world file may say at most."""
    text = (Path(__file__).parents[2] / "simulation" / "config").glob("*.py")
    source = "\n".join(path.read_text(encoding="utf-8") for path in text)
    assert f"Rate = Annotated[float, Field(ge=0.0, le={float(GREATEST_RATE)}" in source
    assert f"from_years: Annotated[float, Field(ge=0.0, le={float(LONGEST_BAND)}" in source
    assert f"review_months: Annotated[int, Field(ge=1, le={REVIEW_MONTHS})]" in source
