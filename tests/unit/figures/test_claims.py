"""Titles claim what the intervals support, and not a bit more."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.constraints import CONSTRAINTS
from simulation.analysis.departures import ALL_LOSSES, LOSSES
from simulation.analysis.findings import read_findings
from simulation.analysis.shortfall import SPLIT
from simulation.analysis.trend import trend
from simulation.analysis.waterfall import STEPS
from simulation.figures.binding import binding_constraints, greatest_part
from simulation.figures.causes import causes_of_the_gap, leading_causes, windows
from simulation.figures.chances import chances_of_shortfall, levels_table
from simulation.figures.departures import main_cause
from simulation.figures.differences import compared, differences_from_comparator, policies_told_apart
from simulation.figures.offices import thinly_staffed_offices
from simulation.figures.pipeline import largest_part
from simulation.figures.regions import shortfall_by_region
from simulation.figures.requirement import _level, _movement, _reading
from simulation.figures.spells import how_long_things_take, measured
from unit.analysis.made_up_run import Shape, make_tables, write_run


def with_differences(findings, **values):
    """Return findings in which policies differ from the comparator by given amounts, replication by replication."""
    outcomes = findings.outcomes.copy()
    chosen = outcomes["outcome"].isin(["mean_shortfall", "position_years_short"])
    for policy, differences in values.items():
        for scenario in findings.design.scenarios:
            own = chosen & (outcomes["scenario"] == scenario)
            quo = outcomes[own & (outcomes["policy"] == "status_quo")]["value"].to_numpy()
            shift = np.resize(np.asarray(differences, dtype=float), len(quo) // 2)
            outcomes.loc[own & (outcomes["policy"] == policy), "value"] = quo + np.repeat(shift, 2)
    return dataclasses.replace(findings, outcomes=outcomes)


NOISE = (3.0, -4.0, 2.0, -1.0, 0.5)


def title(findings):
    """Return the title of the comparison."""
    return policies_told_apart(findings, compared(findings))


def test_a_difference_that_may_be_zero_is_no_finding(findings):
    found = title(with_differences(findings, more_seats=NOISE, longer_tours=NOISE[::-1]))
    assert found == "No policy can be told apart from Status quo with 20 runs"


def test_each_policy_is_named_under_what_its_interval_shows(findings):
    found = title(with_differences(findings, more_seats=(-9.0, -10.0, -11.0), longer_tours=NOISE))
    assert (
        found == "Fewer positions short than under Status quo: More school seats; not told apart from it: Longer tours"
    )
    found = title(with_differences(findings, more_seats=(9.0, 10.0, 11.0), longer_tours=(-5.0, -6.0)))
    assert found == "Fewer positions short than under Status quo: Longer tours; more: More school seats"


def test_identical_arms_are_called_so(findings):
    found = title(with_differences(findings, more_seats=(0.0,), longer_tours=(0.0,)))
    assert found == "No difference in any run: More school seats and Longer tours"
    figure = differences_from_comparator(with_differences(findings, more_seats=(0.0,), longer_tours=(2.0, 3.0)))
    assert set(figure.table["Finding"]) == {"no difference in any run", "more short"}
    assert "no difference in any of 20 runs" in figure.alt


def test_what_holds_in_one_scenario_is_said_of_that_scenario(findings):
    changed = with_differences(findings, more_seats=(-9.0, -10.0, -11.0), longer_tours=NOISE)
    outcomes = changed.outcomes.copy()
    surge = (outcomes["scenario"] == "surge") & (outcomes["outcome"] == "mean_shortfall")
    quo = outcomes[surge & (outcomes["policy"] == "status_quo")]["value"].to_numpy()
    outcomes.loc[surge & (outcomes["policy"] == "more_seats"), "value"] = quo + np.resize(NOISE, len(quo))
    found = title(dataclasses.replace(changed, outcomes=outcomes))
    assert found == (
        "Fewer positions short than under Status quo: More school seats (in Baseline); "
        "not told apart from it: More school seats (in Regional surge) and Longer tours"
    )


def test_one_run_is_no_evidence(findings_of):
    findings = findings_of(policies=("status_quo", "more_seats"), replications=1, months=12)
    figure = differences_from_comparator(findings)
    assert figure.title == "No policy can be told apart from Status quo with 1 run"
    assert set(figure.table["95\u00a0% interval, all together"]) == {"not resolved"}
    assert set(figure.table["Finding"]) == {"not told apart"}


def yearly(*means, noise=0.5, runs=8):
    """Return a yearly number with noise around given means."""
    luck = np.random.default_rng(7).normal(0.0, noise, (runs, len(means)))
    return trend(pd.DataFrame(np.array(means) + luck, columns=range(2025, 2025 + len(means))))


@pytest.mark.parametrize(
    ("gap", "level", "movement"),
    [
        (yearly(10.0, 12.0, 14.0), "requirement exceeds effective in every year", "the gap grows from"),
        (yearly(-9.0, -9.0, -9.0), "effective exceeds requirement in every year", "the gap shows no clear change"),
        (yearly(0.0, 0.0, 0.0), "requirement and effective are not told apart", "the gap shows no clear change"),
        (yearly(0.0, 9.0, 9.0), "requirement exceeds effective in 2 of 3 years", "the gap grows from"),
        (yearly(20.0, 5.0, 15.0), "requirement exceeds effective in every year", "the gap falls from"),
        (yearly(5.0, 20.0, 9.0), "requirement exceeds effective in every year", "the gap rises from"),
    ],
)
def test_the_gap_is_described_as_far_as_it_is_resolved(gap, level, movement):
    assert _level(gap) == level
    assert _movement(gap).startswith(movement)


def test_a_gap_that_returns_is_not_said_to_shrink_or_grow():
    """Ends alike, a hollow between: the first and last year alone would say that nothing happened."""
    assert "then rises to" in _movement(yearly(20.0, 5.0, 20.0))


def steps(noise=0.5, **means):
    """Return a waterfall with noise around given means."""
    luck = np.random.default_rng(9)
    frame = pd.DataFrame({name: means.get(name, 0.0) + luck.normal(0.0, noise, 10) for name in STEPS})
    return frame.assign(gap=frame.sum(axis=1))


def test_without_a_gap_no_cause_is_named():
    found = leading_causes(steps(unfunded=-30.0, vacant=20.0, noise=0.001))
    assert found.startswith("effective exceeds the requirement by 10.0 positions on average (95")
    assert leading_causes(steps(noise=0.0)) == "effective equals the requirement"


def test_the_reading_says_where_a_small_axis_begins(findings):
    data = {"baseline": pd.DataFrame({"band_low": [0.6], "band_high": [0.9]})}
    assert "begins at 0.5, not at zero" in _reading(findings, data)


def test_most_of_the_gap_is_more_than_half_of_it():
    assert leading_causes(steps(unfunded=60.0, vacant=20.0, uncertified=10.0, unproductive=10.0, noise=0.001)) == (
        "most of the gap: unfunded requirement (60.0\u00a0%)"
    )
    assert leading_causes(steps(unfunded=40.0, vacant=30.0, uncertified=20.0, unproductive=10.0)).startswith(
        "greatest part of the gap: unfunded requirement (39.9"
    )


def test_causes_that_are_not_told_apart_share_the_title():
    found = leading_causes(steps(unfunded=40.0, vacant=40.0, uncertified=20.0, unproductive=10.0))
    assert found.startswith("greatest parts of the gap, not told apart: ")
    assert "unfunded requirement" in found
    assert "vacant positions" in found


def test_no_share_is_given_where_a_step_is_negative():
    """With funded slack the other steps add up to more than the gap."""
    found = leading_causes(steps(unfunded=-30.0, vacant=50.0, uncertified=20.0, unproductive=10.0))
    assert found == "greatest part of the gap: vacant positions"


def test_windows_do_not_overlap(findings_of, findings):
    first, last = windows(findings.status_quo("baseline"))
    assert (first.title, last.title) == ("First 12 months (FY2025)", "Last 12 months (FY2027)")
    short = findings_of(policies=("status_quo", "more_seats"), replications=2, months=5)
    (whole,) = windows(short.status_quo("baseline"))
    assert (whole.title, len(whole.days)) == ("Oct 2024 to Feb 2025", 5)


def test_regions_alike_are_not_ranked(tmp_path):
    """With wild noise no region is told apart as the one with the greatest share."""
    shape = Shape(policies=("status_quo",), replications=3, months=12, noise=0.9)
    findings = read_findings(write_run(tmp_path / "run", shape, make_tables(shape)))
    found = shortfall_by_region(findings).title
    assert "no region is told apart" in found
    assert "greatest share" not in found


def numbers(names, noise=0.5, runs=10, **means):
    """Return columns with noise around given means, zero for the rest."""
    luck = np.random.default_rng(3)
    noisy = {name: means[name] + luck.normal(0.0, noise, runs) if name in means else np.zeros(runs) for name in names}
    return pd.DataFrame(noisy)


def test_the_largest_part_of_the_empty_positions_is_named_if_it_is_resolved():
    most = largest_part(numbers(SPLIT, noise=0.01, empty_requisition=60.0, empty_nothing=40.0))
    assert most == "most of 100.0 empty positions: requisition open (60.0\u00a0%)"
    part = largest_part(numbers(SPLIT, empty_requisition=40.0, empty_nothing=30.0, empty_selected=30.0))
    assert part.startswith("largest part of")
    tied = largest_part(numbers(SPLIT, empty_requisition=40.0, empty_nothing=40.0))
    assert "not told apart: " in tied
    assert "requisition open" in tied
    assert "nothing on its way" in tied


def test_where_many_parts_may_be_the_largest_none_is_named():
    found = largest_part(numbers(SPLIT, noise=5.0, **dict.fromkeys(SPLIT, 20.0)))
    assert found.endswith("empty positions, no largest part told apart")


def test_where_nothing_is_empty_nothing_is_on_its_way():
    assert largest_part(numbers(SPLIT)) == "no position is empty"
    one = numbers(SPLIT, runs=1, empty_nothing=4.0)
    assert largest_part(one).endswith("in the only run: nothing on its way")


def people(**means):
    """Return people lost by cause, with their sum."""
    frame = numbers(LOSSES, **means)
    return frame.assign(**{ALL_LOSSES: frame.sum(axis=1)})


def test_the_main_cause_of_losses_is_named_if_it_is_resolved():
    assert main_cause(people(quits=60.0, retirements=20.0)).startswith(", most by quits (")
    assert main_cause(people(quits=40.0, retirements=30.0, transfers=30.0)).startswith(", the largest part by quits (")
    tied = main_cause(people(quits=40.0, retirements=40.0))
    assert tied.startswith(", the largest parts, not told apart, by ")
    assert main_cause(people()) == ""
    assert main_cause(people(quits=9.0, noise=0.0).iloc[:1]) == ", the largest part by quits"
    alike = dict.fromkeys(LOSSES, 20.0)
    assert main_cause(people(noise=5.0, **alike)) == ", no largest cause told apart"


def with_vacancies(findings, **shifts):
    """Return findings in which policies change the time to fill by given days, replication by replication."""
    spells = {arm: found.copy() for arm, found in findings.spells.items()}
    for policy, days in shifts.items():
        for scenario in findings.design.scenarios:
            quo = spells[(scenario, "status_quo")].xs("vacancy", level="spell")
            longer = quo["total_days"] + quo["count"] * np.resize(np.asarray(days, dtype=float), len(quo))
            found = spells[(scenario, policy)]
            found.loc[(slice(None), "vacancy"), "total_days"] = longer.to_numpy()
    return dataclasses.replace(findings, spells=spells)


def test_a_policy_is_said_to_shorten_only_what_its_paired_difference_shows(findings):
    found = how_long_things_take(with_vacancies(findings, more_seats=(-9.0, -10.0, -11.0), longer_tours=NOISE)).title
    assert found.endswith("days on average; shorter with More school seats; not told apart from it: Longer tours")
    found = how_long_things_take(with_vacancies(findings, more_seats=(0.0,), longer_tours=(9.0, 10.0, 11.0))).title
    assert found.endswith("; longer with Longer tours; no difference in any run: More school seats")


def test_all_differences_in_lengths_are_judged_together(findings):
    lengths = measured(findings)
    families = {one.difference.family for one in lengths if one.difference}
    assert families == {sum(one.difference is not None for one in lengths)}


def test_courses_during_a_tour_are_told_where_there_are_any(findings):
    figure = causes_of_the_gap(findings)
    assert "people in post are away on a course on average in Baseline" in figure.reading
    assert "People in post away on a course" in set(figure.table["Cause"])
    none = {arm: dataclasses.replace(one, monthly=one.monthly.assign(away=0)) for arm, one in findings.arms.items()}
    without = causes_of_the_gap(dataclasses.replace(findings, arms=none))
    assert "are away on a course on average" not in without.reading
    assert "People in post away on a course" not in set(without.table["Cause"])


def test_the_binding_constraint_is_named_if_it_is_resolved():
    sole = greatest_part(numbers(CONSTRAINTS, noise=0.01, hiring=60.0, moves=40.0))
    assert sole == "greatest part of the shortfall: hiring (60.0\u00a0%, the greatest in 10 of 10 runs)"
    tied = greatest_part(numbers(CONSTRAINTS, hiring=40.0, unfunded=40.0))
    assert tied.startswith("greatest parts of the shortfall, not told apart: ")
    assert "unfunded requirement" in tied
    many = greatest_part(numbers(CONSTRAINTS, noise=5.0, **dict.fromkeys(CONSTRAINTS, 20.0)))
    assert many == "no part of the shortfall told apart as the greatest"


def test_where_nothing_is_short_nothing_binds():
    assert greatest_part(numbers(CONSTRAINTS)) == "nothing is short"
    one = greatest_part(numbers(CONSTRAINTS, runs=1, school=4.0))
    assert one == "greatest part of the shortfall in the only run: school"


def test_bars_and_line_of_the_binding_constraint_add_up(figures, findings):
    wide = (
        figures["F07"]
        .data.query("region == 'all regions'")
        .pivot_table(index=["scenario", "fiscal_year"], columns="constraint", values="mean")
    )
    short = wide[list(CONSTRAINTS)].sum(axis=1) - wide["offsets"]
    expected = findings.status_quo("surge").by_year("shortfall").mean()
    assert short.loc["surge"].to_numpy() == pytest.approx(expected.to_numpy())


def test_runs_in_which_each_constraint_is_greatest_are_all_runs(figures):
    counted = figures["F07"].data.groupby(["scenario", "region", "fiscal_year"])
    assert (counted["greatest_in"].sum() == counted["runs"].max()).all()


def test_chances_are_told_as_counts_of_runs(findings):
    figure = chances_of_shortfall(findings)
    assert "more than 20.0\u00a0% of the requirement short in" in figure.title
    assert "of 20 runs" in figure.title
    rows = figure.data.query("scenario == 'baseline' and policy == 'status_quo' and level == 0.2")
    last = rows.query("region == 'all regions' and fiscal_year == 2027").iloc[0]
    assert f"in {last['exceeding']} of {last['runs']} runs" in figure.title
    assert set(figure.data["level"]) == {0.05, 0.1, 0.15, 0.2, 0.25}


def test_the_study_s_own_threshold_is_used_and_added_to_the_levels(findings):
    figure = chances_of_shortfall(dataclasses.replace(findings, threshold=0.123))
    assert "12.3\u00a0%" in figure.title
    assert 0.123 in set(figure.data["level"])
    assert "Above 12" not in "".join(levels_table(findings).columns)


def test_one_policy_alone_has_no_panel_of_policies(findings_of):
    alone = chances_of_shortfall(findings_of(policies=("status_quo",), replications=4, months=72))
    assert "by policy" not in alone.alt


def test_offices_are_told_with_their_interval_and_those_of_one_apart(findings):
    figure = thinly_staffed_offices(findings)
    assert re.search(r"\d\u00a0% \(95\u00a0% interval: .* to .*\) of offices authorised more than one", figure.title)
    assert "of offices authorised one are empty" in figure.title
    single = figure.data.query("kind == 'single_empty'")
    assert "headquarters" not in set(single["region"])


def test_the_greatest_constraints_are_drawn_and_the_rest_together(findings):
    assert "greatest 5 parts are drawn one by one" in binding_constraints(findings).reading
