"""What a policy file says: resourcing levers, dated."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from simulation.config.section import Name, Section

Change = Literal["set", "multiply", "add"]
"""How a lever's value meets the value the world gives: replaced, multiplied or added to, in this order."""


class Setting(Section):
    """One dated change of one lever."""

    lever: str
    """Name of the lever, from the list in `config/levers.py`."""

    where: dict[str, Name] = {}
    """What it applies to, such as `{course: sco_course}`; everything, if left out."""

    change: Change
    """How the value is applied."""

    value: float | int | str
    """The new value, the factor or the amount; its unit is the lever's."""

    start: date = Field(alias="from")
    """First day in force."""

    until: date | None = None
    """First day no longer in force; for good, if left out."""

    applies_to: Literal["new", "current"] = "new"
    """Whether tours under way change as well (`current`) or only those that begin from then on: for tour_months."""

    ramp_months: Annotated[int, Field(ge=0, le=600)] = 0
    """Months over which a multiply or add comes in, in equal monthly steps."""


class Policy(Section):
    """A resourcing policy: what the department decides to do, and when."""

    kind: Literal["policy"]
    """What this file is."""

    title: str
    """Name as it appears in figures."""

    description: str
    """What is done, and why one might."""

    settings: list[Setting] = []
    """Dated changes; none for the status quo."""
