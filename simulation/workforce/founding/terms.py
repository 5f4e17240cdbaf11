"""The terms of a world, read from its configuration and put on the integer grids."""

from simulation.arm import Arm
from simulation.workforce.founding.careers import career_terms
from simulation.workforce.founding.establishment import establishment_terms
from simulation.workforce.founding.hiring import hiring_terms
from simulation.workforce.founding.leaving import leaving_terms
from simulation.workforce.founding.places import place_terms
from simulation.workforce.founding.programmes import programme_terms
from simulation.workforce.founding.schooling import course_terms
from simulation.workforce.terms import Terms


def terms_of(arm: Arm) -> Terms:
    """Return the terms of an arm's world."""
    return Terms(
        **place_terms(arm),
        **establishment_terms(arm),
        **course_terms(arm),
        **hiring_terms(arm),
        **leaving_terms(arm),
        **programme_terms(arm),
        **career_terms(arm),
    )
