"""Extreme worlds, in which what must happen can be said beforehand."""

from datetime import date

import numpy as np
import pytest

from simulation.model import simulate
from worlds import SMALL, arm, assumed, hazards, small, unit, world_of

NO_LOSSES = [
    (f"attrition.{name}.{cause}", hazards((0.0, 0.0)))
    for name in ("military", "civilian")
    for cause in ("quit", "retire")
]
FIXED = [("establishment.growth_cap_per_year", assumed(0.0)), ("establishment.reduction_cap_per_year", assumed(0.0))]


def flows(world, *settings):
    """Return the total of each flow."""
    table = simulate(arm(world, *settings), 1, 0)["flows"].to_pandas()
    return table.groupby("flow")["count"].sum().to_dict()


def snapshots(world):
    """Return month-end stocks, summed over regions and functions."""
    return simulate(arm(world), 1, 0)["snapshots"].to_pandas().groupby("date").sum(numeric_only=True)


def test_without_losses_nobody_is_hired_after_the_first_vacancies():
    """No attrition, everybody stays after a tour: as many hires as posts were empty, at most."""
    world = small(*NO_LOSSES, *FIXED, ("components.military.stay_after_tour_probability", assumed(1.0)))
    counts = flows(world)
    assert not {"quits", "retirements", "returns"} & set(counts)
    assert counts["tour_ends"] > 0
    assert counts["hires"] <= 26


def test_full_and_endless_means_nothing_happens():
    """Everybody in post for good: no flow but those of cases."""
    world = small(
        *NO_LOSSES,
        *FIXED,
        ("components.military.opening_fill_share", assumed(1.0)),
        ("components.civilian.opening_fill_share", assumed(1.0)),
        ("tours.abroad", {"label": "Abroad", "relocation_days": assumed(30.0)}),
    )
    assert set(flows(world)) <= {"cases_opened", "cases_closed"}
    assert (snapshots(world)["empty"] == 0).all()


def test_without_demand_there_is_no_shortfall():
    tree = world_of(SMALL).model_dump(by_alias=True)
    tree["demand"] |= {"case_classes": {}, "direct": []}
    month_ends = snapshots(world_of(tree, *FIXED))
    assert (month_ends["requirement"] == 0).all()
    assert (month_ends["shortfall"] == 0).all()
    assert (month_ends["surplus"] == month_ends["effective"]).all()


def test_one_position():
    tree = world_of(SMALL).model_dump(by_alias=True)
    tree["regions"] = {"ONLY": {"label": "Only", "units": {"post": unit(officers=1)}}}
    tree["demand"]["direct"] = []
    tree["demand"]["case_classes"]["sales"]["region_shares"] = assumed({"ONLY": 1.0})
    month_ends = snapshots(world_of(tree, *FIXED))
    assert (month_ends["assigned"] + month_ends["empty"] == 1).all()


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_pass_rate_nought_and_one(probability):
    """Nobody passes: everyone sent to school is sent away, and no newcomer ever arrives in operations."""
    counts = flows(small(*FIXED, ("courses.school.pass_probability", assumed(probability))))
    if probability:
        assert "failures" not in counts
        assert "dismissals" not in counts
    else:
        assert "graduations" not in counts
        assert counts["failures"] > counts["dismissals"] > 10


def test_no_seats_let_nobody_through():
    counts = flows(small(("courses.school.seats_per_class", assumed(0))))
    assert not {"graduations", "failures", "dismissals"} & set(counts)


def test_plenty_of_seats_leave_nobody_waiting_after_a_class_start():
    world = small(("courses.school.seats_per_class", assumed(100_000)))
    table = simulate(arm(world), 1, 0)["accounts"].to_pandas()
    waiting = table[table["account"] == "waiting_seat"].groupby("date")["closing"].sum()
    assert waiting.max() <= 8  # no more than report within eight weeks


def test_school_longer_than_the_period():
    """Nobody graduates, but for those already in class on the first day."""
    world = small(
        ("time.end", date(2025, 4, 1)),
        ("courses.school.duration_weeks", assumed(400.0)),
        ("components.military.opening_fill_share", assumed(1.0)),
        ("components.civilian.opening_fill_share", assumed(1.0)),
    )
    assert "graduations" not in flows(world)


def test_one_month_is_a_period():
    assert len(snapshots(small(("time.end", date(2024, 11, 1))))) == 1


def test_no_slots_mean_no_requisitions():
    slots = [
        ("components.military.hiring.requisition_slots", assumed(0)),
        ("components.civilian.hiring.requisition_slots", assumed(0)),
    ]
    counts = flows(small(*slots))
    assert not {"requisitions_opened", "requisitions_cancelled"} & set(counts)


def test_ten_times_the_population():
    """Ten times the offices and cases, and seats for all: ten times the mean shortfall.

    60 small runs against 6 large ones: the standard error of the ratio is below 3 %, and a sound model fails with
    probability below 1e-4; shortfall netted between ten times as many offices would be found.
    """
    plenty = ("courses.school.seats_per_class", assumed(1000))
    tree = small(plenty).model_dump(by_alias=True)
    for region in tree["regions"].values():
        for office in region["units"].values():
            office["count"] *= 10
    sales = tree["demand"]["case_classes"]["sales"]
    sales["opening_cases"] = assumed(3000.0)
    sales["new_cases_per_year"] = assumed(600.0)

    def shortfalls(world, replications):
        runs = [simulate(arm(world), 8, replication)["outcomes"].to_pandas() for replication in range(replications)]
        values = np.array([run.set_index("outcome").loc["mean_shortfall", "value"] for run in runs])
        return values.mean(), values.std(ddof=1) / np.sqrt(replications)

    (one, error_one), (ten, error_ten) = shortfalls(small(plenty), 60), shortfalls(world_of(tree), 6)
    error = np.hypot(10 * error_one, error_ten)
    assert error < 0.03 * ten
    assert abs(10 * one - ten) < 4 * error
