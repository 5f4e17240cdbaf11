"""The levers a policy can pull: what each is, in which unit, and what it may be aimed at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever, as policies name it."""

    name: str
    """Key in a policy file."""

    unit: str
    """Unit of its value."""

    aimed_at: Literal["course", "component", "tour", "plan", "temporary", "function", ""]
    """The one key allowed in `where`; empty if the lever acts everywhere at once."""

    bounds: tuple[float, float] | None
    """Least and greatest value after all changes; None for a choice."""

    choices: tuple[str, ...] = ()
    """Legal values of a choice, which can only be `set`."""

    binds: str = ""
    """What happens to what is in progress when the lever moves."""


LEVERS: dict[str, Lever] = {
    lever.name: lever
    for lever in (
        Lever(
            "consideration",
            "choice",
            "",
            None,
            ("own_region", "all_regions"),
            binds="from the next match on",
        ),
        Lever(
            "priorities",
            "choice",
            "",
            None,
            ("own", "headquarters"),
            binds="from the next match and the next requisition on; those already made stand",
        ),
        Lever(
            "slate_weeks",
            "weeks",
            "",
            (0.0, 520.0),
            binds="at once: the next slate comes that long after the lever has moved; people already selected go on",
        ),
        Lever(
            "cover",
            "choice",
            "",
            None,
            ("none", "empty", "one_deep"),
            binds="from the next month start on; whoever covers stays to the end of the month",
        ),
        Lever(
            "time_to_fill_mean_days",
            "days",
            "component",
            (0.0, 3650.0),
            binds="requisitions already open keep the time drawn; new ones use the new mean",
        ),
        Lever(
            "requisition_slots",
            "requisitions",
            "component",
            (0.0, 1_000_000.0),
            binds="at the next opening; requisitions already open go on",
        ),
        Lever(
            "hiring_freeze",
            "choice",
            "component",
            None,
            ("none", "external", "external_and_transfers"),
            binds=(
                "at once: requisitions without a selection end and none opens; whoever is selected still comes, and "
                "moves already begun go on"
            ),
        ),
        Lever(
            "anticipation_share",
            "share",
            "component",
            (0.0, 1.0),
            binds="at once, as far as slots go; requisitions already open go on",
        ),
        Lever(
            "accession_intake_per_year",
            "people per year",
            "plan",
            (0.0, 1_000_000.0),
            binds="a poisson intake at once, a fixed one at its next cohort; whoever is in the courses goes on",
        ),
        Lever(
            "temporary_positions",
            "positions",
            "temporary",
            (0.0, 1_000_000.0),
            binds=(
                "a rise is there after the activation time, up to the cap; a fall ends empty ones at once, "
                "then contracts"
            ),
        ),
        Lever(
            "class_every_weeks",
            "weeks",
            "course",
            (1.0, 520.0),
            binds="from the next class start on; the class after it comes that much later",
        ),
        Lever(
            "duration_weeks",
            "weeks",
            "course",
            (0.01, 520.0),
            binds="at the next class start; classes under way keep their end",
        ),
        Lever(
            "grace_days",
            "days",
            "course",
            (0.0, 3650.0),
            binds="people selected, or beginning to wait in post, from then on; whoever already waits goes on waiting",
        ),
        Lever(
            "retention_incentive_share",
            "share of pay",
            "component",
            (0.0, 10.0),
            binds="hazards from the next month start on; a decision already taken stands",
        ),
        Lever(
            "seats_per_class",
            "seats",
            "course",
            (0.0, 1_000_000.0),
            binds="at the next class start; classes under way go on",
        ),
        Lever(
            "pass_probability",
            "probability",
            "course",
            (0.0, 1.0),
            binds="at the next class end",
        ),
        Lever(
            "tour_months",
            "months",
            "tour",
            (1.0, 600.0),
            binds=(
                "tours that begin from then on; tours under way keep their planned end, or (applies_to: current) move "
                "it by the difference, unless a successor is looked for already"
            ),
        ),
        Lever(
            "overlap_days",
            "days",
            "tour",
            (0.0, 365.0),
            binds="successors who have not set out yet",
        ),
        Lever(
            "search_lead_days",
            "days",
            "component",
            (0.0, 1095.0),
            binds="tours whose search has not begun; notices given from then on",
        ),
        Lever(
            "extension_incentive_share",
            "share of pay",
            "tour",
            (0.0, 10.0),
            binds="tours whose extension is decided from then on",
        ),
        Lever(
            "work_factor",
            "factor",
            "function",
            (0.0, 10.0),
            binds="at once: the work of cases already open is reckoned anew",
        ),
        Lever(
            "funded_share",
            "share",
            "",
            (0.0, 5.0),
            binds="at the next review; changes already programmed stand",
        ),
        Lever(
            "growth_cap_per_year",
            "share per year",
            "",
            (0.0, 10.0),
            binds="at the next review; changes already programmed stand",
        ),
        Lever(
            "reduction_cap_per_year",
            "share per year",
            "",
            (0.0, 10.0),
            binds="at the next review; changes already programmed stand",
        ),
        Lever(
            "ceiling_positions",
            "positions",
            "",
            (0.0, 1_000_000.0),
            binds="at the next review; changes already programmed stand",
        ),
        Lever(
            "programming_lag_months",
            "months",
            "",
            (0.0, 240.0),
            binds="at the next review; changes already programmed keep their date",
        ),
    )
}
"""All levers by name."""
