"""What can be reported: every measure's name, label, unit and meaning, declared once for tables, axes and tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One reported quantity."""

    name: str
    """Column name; also the word used in configuration and prose."""

    label: str
    """Axis label, without the unit."""

    unit: str
    """Unit of the value in tables."""

    meaning: str
    """One sentence for the data dictionary."""


def _declare(unit: str, *rows: tuple[str, str, str]) -> dict[str, Measure]:
    return {name: Measure(name, label, unit, meaning) for name, label, meaning in rows}


STOCKS = _declare(
    "positions",
    ("requirement", "Requirement", "position-equivalents of work that demand asks for"),
    ("authorised", "Authorised", "positions in existence"),
    ("assigned", "Assigned", "people in post"),
    ("qualified", "Qualified", "assigned, each weighted 1 if certified for the position, else uncertified_output"),
    ("effective", "Effective", "qualified x proficiency, less those away on a course"),
    ("shortfall", "Shortfall", "max(requirement - effective, 0) in each cell, then summed; never netted across cells"),
    ("surplus", "Surplus", "max(effective - requirement, 0) in each cell, then summed"),
    ("empty", "Empty", "authorised positions with nobody in post"),
    ("excess", "Excess", "people in post whose position has been abolished"),
    ("overlap", "Overlap", "positions held by two people, the one who leaves and the successor"),
    ("away", "On a course", "people in post who are away on a course"),
    ("empty_in_transit", "Empty, successor in transit", "empty positions whose successor is moving there"),
    ("empty_in_training", "Empty, successor in training", "empty positions whose successor is in class for them"),
    (
        "empty_selected",
        "Empty, successor selected",
        "empty positions whose successor is selected and waits to enter, for a seat, for the tour to end or to move",
    ),
    ("empty_requisition", "Empty, requisition open", "empty positions with a requisition open and nobody selected"),
    ("empty_nothing", "Empty, nothing on its way", "empty positions with neither a successor nor an open requisition"),
    ("covering", "Covering", "people of other offices who cover here; they stay assigned and qualified where posted"),
)
"""Stocks per region x function and month, in the order of the integer arrays: `name` at month end, `name_integral`
over the month (2**-20 positions x ticks)."""

PROGRAMME = _declare(
    "positions",
    ("programmed", "Programmed", "positions decided and not yet in effect, less those whose abolition is"),
    ("withheld", "Withheld", "positions that the last review wanted and the cap on an office held back"),
)
"""What reviews have decided, per region x function, as the month ends; it changes at month starts alone, so that what
holds as a month ends held all through it. Part of what is unfunded is programmed."""

GAPS = _declare(
    "positions",
    ("unfunded", "Unfunded", "requirement - authorised (negative: funded slack)"),
    ("vacant", "Vacant", "authorised - assigned = empty - overlap - excess"),
    ("uncertified", "Uncertified", "assigned - qualified"),
    ("unproductive", "Learning", "qualified - effective: people new in post, on a course or lent, net of cover"),
)
"""The four steps of the waterfall; they add up to requirement - effective in every cell at every instant."""

STAFFING = ("authorised", "assigned", "qualified", "effective", "empty", "excess")
"""Stocks also kept by level and component of the position."""

FLOWS = {
    **_declare(
        "people",
        ("hires", "Hires", "people who entered the workforce by a requisition"),
        ("accessions", "Accessions", "people who entered the workforce by an accession plan"),
        ("graduations", "Graduations", "people who passed a course"),
        ("failures", "Failures", "attempts at a course that were failed"),
        ("dismissals", "Dismissals", "people sent away after their last failed attempt"),
        ("arrivals", "Arrivals", "people who arrived in a post"),
        ("tour_ends", "Tour ends", "tours that ran to their planned end"),
        ("extensions", "Extensions", "tours that were extended"),
        ("curtailments", "Curtailments", "tours that were cut short"),
        ("returns", "Returns", "people who went back to their service at the end of a tour"),
        ("recalls", "Recalls", "people who entered the workforce again by a requisition, having returned before"),
        ("limits_reached", "Limits reached", "people who left because they may stay abroad no longer"),
        ("contract_ends", "Contract ends", "people whose temporary position ended under them"),
        ("quits", "Quits", "people who left of their own accord"),
        ("retirements", "Retirements", "people who retired"),
        ("transfers", "Transfers", "people who moved to other work in government"),
        ("involuntary_losses", "Involuntary losses", "people who were made to leave"),
        ("lapses", "Lapses", "certificates that lapsed"),
    ),
    **_declare(
        "requisitions",
        ("requisitions_opened", "Requisitions opened", "requisitions that began to be worked"),
        (
            "requisitions_cancelled",
            "Requisitions cancelled",
            "requisitions ended by an internal fill, an abolition or a freeze",
        ),
        ("requisitions_failed", "Requisitions failed", "requisitions that ended with nobody"),
    ),
    **_declare(
        "positions",
        ("positions_created", "Positions created", "positions that came into existence"),
        ("positions_abolished", "Positions abolished", "positions that ceased to exist"),
    ),
    **_declare(
        "classes",
        ("classes_held", "Classes held", "classes that began"),
        ("classes_cancelled", "Classes cancelled", "classes not held for want of students or of instructors"),
    ),
    **_declare(
        "items",
        ("cases_opened", "Cases opened", "demand items that arrived (each stands for a bundle of cases)"),
        ("cases_closed", "Cases closed", "demand items that closed"),
    ),
}
"""Counts of what happened per month, by region x function x component of the post concerned."""

SEPARATIONS = (
    "returns",
    "limits_reached",
    "contract_ends",
    "quits",
    "retirements",
    "transfers",
    "involuntary_losses",
    "dismissals",
)
"""The flows by which people leave, a return to one's service included."""

ENTRIES = ("hires", "recalls", "accessions")
"""The flows by which people enter; each entrant is counted by one of them."""

OFFICES = _declare(
    "offices",
    ("larger", "Offices authorised more than one", "offices with more than one authorised position"),
    ("larger_empty", "Empty, authorised more than one", "of these, offices with nobody in post"),
    ("larger_one_deep", "One deep, authorised more than one", "of these, offices with exactly one person in post"),
    ("single", "Offices authorised one", "offices with exactly one authorised position"),
    ("single_empty", "Empty, authorised one", "of these, offices with nobody in post"),
)
"""Offices (units) counted at a month's end by region; people in post who are on a course count as in post."""

SPELLS = _declare(
    "days",
    ("vacancy", "Time to fill", "from falling empty to somebody's arrival in the position, whatever filled it"),
    ("requisition", "Requisition", "from opening a requisition to the entrant's report; failed ones are left out"),
    ("assignment_wait", "Wait for a post", "from becoming available to being selected for a post"),
    ("seat_wait", "Wait for a seat", "from needing a course to the start of the class attended"),
    ("transit", "Move", "from setting out to arriving in post"),
    ("tour", "Time in post", "from arriving in a post to leaving it, whatever ended it"),
)
"""Lengths of time that end in a run, by region x function x component of the post concerned (of the plan's region and
the course's function, where there is no post)."""

ACCOUNTS = _declare(
    "people",
    ("in_post", "In post", "people holding a position"),
    ("available", "Available", "people waiting for a post"),
    ("waiting_seat", "Waiting for a seat", "people selected for a post who wait for a class"),
    ("in_class", "In class", "people in a class"),
    ("in_transit", "In transit", "people moving to a post"),
    ("waiting_move", "Waiting to move", "people selected for a post who wait for the time to move"),
)
"""Every person inside is in exactly one of these, by owning region and component."""

OUTCOMES = {
    **_declare(
        "positions",
        ("mean_shortfall", "Mean shortfall", "shortfall averaged over the whole period"),
        ("greatest_shortfall", "Greatest shortfall", "greatest monthly mean shortfall"),
        ("final_year_shortfall", "Shortfall in the last year", "shortfall averaged over the last twelve months"),
        (
            "breach_depth",
            "Depth of the first breach",
            "greatest monthly mean shortfall within the first sustained breach",
        ),
    ),
    **_declare("position-years", ("position_years_short", "Position-years short", "shortfall integrated over time")),
    **_declare(
        "share",
        (
            "shortfall_share",
            "Shortfall as a share of the requirement",
            "integral of shortfall / integral of requirement",
        ),
        (
            "one_deep_share",
            "Offices empty or one deep",
            "share of unit-month-ends with at most one person in post, among units authorised more than one",
        ),
    ),
    **_declare(
        "years",
        (
            "breach_start",
            "Start of the first breach",
            "years from the start to the first sustained breach; empty if none",
        ),
    ),
    **_declare(
        "months",
        ("breach_length", "Length of the first breach", "months the first sustained breach lasts within the period"),
    ),
}
"""One number per arm and replication."""
