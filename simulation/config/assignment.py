"""What a world file says of assignment: who is considered, in whose order, when, and who covers for whom."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.config.section import Estimate, Section, Share


class Assignment(Section):
    """How waiting people are matched with empty positions, and how offices cover for each other."""

    consideration: Literal["own_region", "all_regions"]
    """Who is considered for an empty position: people the region owns, or everyone, own people first."""

    priorities: Literal["own", "headquarters"] = "own"
    """Whose order of service holds: `priority` of the positions, or `headquarters_priority`."""

    slate_weeks: Annotated[float, Field(ge=0.0, le=520.0, allow_inf_nan=False)] = 0.0
    """Time from one slate to the next, on which all are matched at once; 0: whenever somebody or a post comes free."""

    cover: Literal["none", "empty", "one_deep"] = "none"
    """Which units get somebody from a neighbour for the month: none, empty ones, or those one deep as well."""

    cover_efficiency: Estimate[Share] | None = None
    """Output of somebody who covers, as a share of the output at home; needed where anybody may cover."""

    uncertified_output: Estimate[Share]
    """Output of someone not certified for the position held, as a share of a certified person's."""

    @model_validator(mode="after")
    def _cover_has_an_efficiency(self) -> Self:
        if self.cover != "none" and self.cover_efficiency is None:
            message = f"cover is '{self.cover}', and cover_efficiency is missing; add it, or leave cover out"
            raise ValueError(message)
        return self
