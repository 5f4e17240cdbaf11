"""What the model leaves out so far, said in every report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """One thing of the real world that the model does not have."""

    what: str
    """Its name."""

    so_what: str
    """What its absence may do to the numbers."""


OMISSIONS = (
    Omission(
        "The civilian losses and the hiring freeze of 2025, and the cuts to relocation budgets after it",
        "The first years may look better staffed than they were.",
    ),
    Omission(
        "The answer of casework to staffing",
        "Short offices do not work more slowly here, so backlogs do not build up and demand is not lost to others.",
    ),
    Omission("Policies that adapt", "Levers move on dates fixed beforehand, not on what a manager sees."),
    Omission("Cost", "Nothing is said about what a policy costs, so neither about what a dollar buys."),
    Omission("Overlap of incumbent and successor", "Handover at the change of a tour neither costs nor helps."),
    Omission(
        "The lead of a search",
        "A position is searched for from the day it falls empty, not from the day its loss is known.",
    ),
    Omission("Courses during a tour", "Nobody leaves a post for a course, and no certification lapses."),
    Omission("The five-year limit on civilians abroad", "Civilian tours abroad end by their plan alone."),
)
"""Known omissions; the list shortens as the model grows."""
