"""No product of the dynamics reaches 63 bits, at ten times the largest world planned; the docs say how wide each is."""

import re
from math import log
from pathlib import Path

import pytest

from simulation.config.levers import LEVERS
from simulation.decisions.requirement_known import MOST_GROWTH, SCALE
from simulation.events import Kind
from simulation.luck import length_biased_lognormal
from simulation.processes.accession import PERSON
from simulation.units import HAZARD, ONE, RATIO, TICKS_PER_DAY, TICKS_PER_MONTH, TICKS_PER_YEAR, UNLIMITED
from simulation.workforce.factors import LEAST_FACTOR, MOST_OVERLOAD

POSITIONS = 150_000
PEOPLE = 2 * POSITIONS
REQUIREMENT = 5 * POSITIONS * ONE
HORIZON = 110 * 366 * TICKS_PER_DAY
BUDGET = round(-log(2.0**-53) * HAZARD)
SHARE = int(LEVERS["funded_share"].bounds[1])
CAP = int(LEVERS["growth_cap_per_year"].bounds[1])
WORK = int(LEVERS["work_factor"].bounds[1])
ALLOWED = POSITIONS * ONE * CAP * 120 // 12
GREATEST_RATE, LONGEST_BAND, REVIEW_MONTHS = 20, 100, 120
MONTH = 31 * TICKS_PER_DAY
SPAN = 28 * TICKS_PER_DAY
LEAD = (240 + 12 + 1) * MONTH
FACTOR = 16
FACTORS = FACTOR**3
BUDGET_TICKS = BUDGET * TICKS_PER_YEAR
AT_LEAST_FACTOR = BUDGET_TICKS // LEAST_FACTOR * RATIO
INSTRUCTORS = 10_000
SEATS = int(LEVERS["seats_per_class"].bounds[1])
INTAKE = int(LEVERS["accession_intake_per_year"].bounds[1]) * RATIO
TIME_TO_FILL = int(LEVERS["time_to_fill_mean_days"].bounds[1]) * TICKS_PER_DAY

# Configuration allows more of these; the docs say how much more is too much.
LOSSES = 20
SPREAD = 5.0
NOTICE = 3 * TICKS_PER_MONTH
FACTORS_ON_NOTICE = 64

WORST = {
    "time": HORIZON,
    "stock of a cell": REQUIREMENT,
    "integral of a stock over a year": REQUIREMENT * 366 * TICKS_PER_DAY,
    "people integrated over the run": PEOPLE * HORIZON,
    "case work x work factor": REQUIREMENT * WORK * RATIO,
    "output of a person": ONE * ONE,
    "output x cover efficiency": ONE * RATIO,
    "requirement integrated between two reviews": REQUIREMENT * (REVIEW_MONTHS // 12 * 366 * TICKS_PER_DAY),
    "trend x time to effect": REQUIREMENT * (LEAD * RATIO // SPAN),
    "requirement a trend leads to x 65536": MOST_GROWTH * REQUIREMENT * SCALE,
    "requirement x funded share": MOST_GROWTH * REQUIREMENT * SHARE * RATIO,
    "ceiling": UNLIMITED * ONE,
    "authorised x yearly cap": POSITIONS * ONE * CAP * RATIO,
    "the same x months since the last review": POSITIONS * ONE * CAP * REVIEW_MONTHS,
    "changes allowed x 4096": ALLOWED * RATIO,
    "distance of a cell x scale": MOST_GROWTH * REQUIREMENT * SHARE * RATIO,
    "hazard budget": BUDGET,
    "hazard budget x ticks in a year": BUDGET * TICKS_PER_YEAR,
    "hazard rate x length of a band": GREATEST_RATE * HAZARD * LONGEST_BAND * TICKS_PER_YEAR,
    "hazard of a loss all at once x ticks in a year": BUDGET_TICKS,
    "hazard budget at the least factor": AT_LEAST_FACTOR,
    "hazard outlasted between two settlements": BUDGET_TICKS + 2 * GREATEST_RATE * HAZARD * FACTORS,
    "hazard outlasted on notice": GREATEST_RATE * HAZARD * FACTORS_ON_NOTICE * NOTICE,
    "age at leaving": AT_LEAST_FACTOR + HORIZON,
    "factor x factor": FACTOR**2 * RATIO * FACTOR * RATIO,
    "factors x length of a step": FACTORS * RATIO * MONTH,
    "exposure": FACTORS * HORIZON,
    "overload x 4096": (REQUIREMENT * MONTH >> 16) * RATIO,
    "greatest overload": MOST_OVERLOAD,
    "time to fill x part before selection": round(TIME_TO_FILL * length_biased_lognormal(1.0, SPREAD, 1.0 - 2.0**-53))
    * RATIO,
    "positions x service fill share": POSITIONS * UNLIMITED,
    "people x losses expected x time to fill": PEOPLE * LOSSES * RATIO * TIME_TO_FILL,
    "losses expected x share hired ahead": PEOPLE * LOSSES * RATIO * TIME_TO_FILL // TICKS_PER_YEAR * RATIO,
    "wait for the next person of a plan": round(-log(2.0**-53) * PERSON) * TICKS_PER_YEAR * RATIO,
    "wait over at a tick": round(-log(2.0**-53) * PERSON) * TICKS_PER_YEAR * RATIO + INTAKE * PERSON,
    "seats x instructors": SEATS * INSTRUCTORS,
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
    assert "programming_lag_months: Estimate[Annotated[int, Field(ge=0, le=240)]]" in source
    assert f"Factor = Annotated[float, Field(gt=0.0, le={float(FACTOR)}" in source
    assert f"needed: Annotated[int, Field(ge=1, le={INSTRUCTORS:_})]" in source
    assert f"Count = Annotated[int, Field(ge=0, le={SEATS:_})]" in source
