"""What can happen: the order of simultaneous events, and the record of each fact."""

from enum import IntEnum
from typing import Final

from simulation.measures import FLOWS, SPELLS


class Kind(IntEnum):
    """Kinds of moments, in the order in which those of one tick take place; ties go by serial number."""

    OBSERVATION = 0
    HORIZON = 1
    CALENDAR = 2
    DEMAND = 3
    ESTABLISHMENT = 4
    SEPARATION = 5
    CLASS_END = 6
    ARRIVAL = 7
    TOUR_END = 8
    REVIEW = 9
    CLASS_START = 10
    HIRING = 11


# Facts are numbered as the flows that count them, so that counting is one addition.
_NUMBER = {name: number for number, name in enumerate(FLOWS)}

HIRED: Final = _NUMBER["hires"]
ENTERED: Final = _NUMBER["accessions"]
GRADUATED: Final = _NUMBER["graduations"]
FAILED: Final = _NUMBER["failures"]
DISMISSED: Final = _NUMBER["dismissals"]
ARRIVED: Final = _NUMBER["arrivals"]
EXTENDED: Final = _NUMBER["extensions"]
CURTAILED: Final = _NUMBER["curtailments"]
TOUR_ENDED: Final = _NUMBER["tour_ends"]
RETURNED: Final = _NUMBER["returns"]
RECALLED: Final = _NUMBER["recalls"]
LIMIT_REACHED: Final = _NUMBER["limits_reached"]
QUIT: Final = _NUMBER["quits"]
RETIRED: Final = _NUMBER["retirements"]
TRANSFERRED: Final = _NUMBER["transfers"]
MADE_TO_LEAVE: Final = _NUMBER["involuntary_losses"]
CONTRACT_ENDED: Final = _NUMBER["contract_ends"]
LAPSED: Final = _NUMBER["lapses"]
REQUISITION_OPENED: Final = _NUMBER["requisitions_opened"]
REQUISITION_CANCELLED: Final = _NUMBER["requisitions_cancelled"]
REQUISITION_FAILED: Final = _NUMBER["requisitions_failed"]
CLASS_HELD: Final = _NUMBER["classes_held"]
CLASS_CANCELLED: Final = _NUMBER["classes_cancelled"]
POSITION_CREATED: Final = _NUMBER["positions_created"]
POSITION_ABOLISHED: Final = _NUMBER["positions_abolished"]
CASE_OPENED: Final = _NUMBER["cases_opened"]
CASE_CLOSED: Final = _NUMBER["cases_closed"]

VACANCY, REQUISITION, ASSIGNMENT_WAIT, SEAT_WAIT, TRANSIT, TOUR = range(len(SPELLS))

FACT_NAMES: Final = tuple(FLOWS)
"""Names of the facts by number."""

FACT_FIELDS: Final = ("tick", "fact", "subject", "position", "place")
"""Fields of a fact in the log; `subject` is a person or a case, -1 for none."""

SPELL_FIELDS: Final = ("spell", "began", "ended", "subject", "place")
"""Fields of a spell in the log: kind, first and last tick, the person (the position, for a vacancy and a requisition)
and the region x function x component concerned."""
