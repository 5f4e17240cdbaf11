"""What the page says: numbers with their uncertainty, gaps admitted, inputs listed."""

import re

import pandas as pd
import pytest

from simulation.analysis.findings import read_findings
from simulation.analysis.stock_flow import LINES
from simulation.figures.causes import NOUNS, causes_of_the_gap
from simulation.measures import ENTRIES, SEPARATIONS
from simulation.report import build
from simulation.report.coverage import OMISSIONS, omissions, unused
from simulation.report.highlights import highlights, how_short, what_helps, why
from simulation.report.input_tables import in_words, setting_in_words
from unit.analysis.made_up_run import Shape, as_of_old, make_tables, write_run
from unit.report.page import Page


def built(path, shape, tables=None):
    """Build a report and return its page."""
    return Page.read(build(write_run(path, shape, tables)).read_text(encoding="utf-8"))


def section(page, name):
    """Return a section by the id of its heading."""
    return next(one for one in page.all("section") if one.attributes.get("aria-labelledby") == name)


def test_three_highlights_each_with_an_interval_or_its_absence(page):
    cards = section(page, "highlights").all("li")
    assert len(cards) == 3
    assert re.fullmatch(r"[\d.,]+", cards[0].all("span")[0].text)
    assert re.search(r"95.% interval of the mean: [\d.]+ to [\d.]+", cards[0].text)
    assert "of the requirement" in cards[0].text
    assert "in 90 of 100 runs it lies between" in cards[0].text
    assert "all 4 comparisons together" in cards[1].text
    assert "gap" in cards[2].text


def test_highlights_name_the_assumed_inputs(page):
    assert "conditional on the model and on 5 assumed inputs out of 7" in section(page, "highlights").text


def test_the_headline_number_is_that_of_the_outcomes_table(run, page):
    outcomes = run.table("outcomes").query(
        "scenario == 'baseline' and policy == 'status_quo' and outcome == 'mean_shortfall'"
    )
    assert section(page, "highlights").all("span")[0].text == f"{outcomes['value'].mean():,.1f}"


@pytest.fixture(scope="module")
def lone(tmp_path_factory):
    """Return the findings of a run with one replication."""
    shape = Shape(policies=("status_quo", "more_seats"), replications=1, months=12)
    return read_findings(write_run(tmp_path_factory.mktemp("lone") / "run", shape))


def test_one_run_gets_no_interval_and_no_winner(lone):
    short, helps, why = highlights(lone)
    assert "not resolved" in short.sentences[0]
    assert "One run says nothing about how far another would lie from it." in short.sentences[1]
    assert helps.figure == "0 of 1"
    assert "Not told apart from Status quo: More school seats." in helps.sentences
    assert "in the only run" in why.sentences[0]


def test_one_policy_is_compared_with_nothing(tmp_path):
    page = built(tmp_path / "run", Shape(policies=("status_quo",), replications=2, months=12))
    assert "Only Status quo was run." in section(page, "highlights").text
    assert "comparison" not in [one.attributes["id"] for one in page.all("h2")]
    assert [one.attributes["id"] for one in page.all("figure")] == [f"F{number:02d}" for number in range(2, 12)]


def test_a_policy_is_not_called_best_when_another_may_be_as_good(run):
    """Two copies of one policy cannot be told apart, and the highlight says so."""
    findings = read_findings(run)
    rows = findings.outcomes
    for scenario in findings.design.scenarios:
        own = (rows["scenario"] == scenario) & (rows["outcome"] == "mean_shortfall")
        rows.loc[own & (rows["policy"] == "longer_tours"), "value"] = rows[own & (rows["policy"] == "more_seats")][
            "value"
        ].to_numpy()
    said = " ".join(what_helps(findings).sentences)
    assert "It cannot be told apart from" in said
    assert "every other policy" not in said


def test_shares_and_spread_are_left_out_where_nothing_is_required(lone):
    assert how_short(lone).figure == section_number(lone)


def section_number(findings):
    """Return the mean shortfall of the only run."""
    value = findings.outcome("mean_shortfall")[("baseline", "status_quo")].iloc[0]
    return f"{value:,.1f}"


def test_the_two_kinds_of_uncertainty_have_two_names(page):
    outcomes = section(page, "outcomes")
    for table in outcomes.all("table")[:6]:
        names = [one.text for one in table.all("thead")[0].all("th")]
        assert names == ["Scenario", "Policy", "Mean", "95 % interval of the mean", "Spread across runs", "Runs"]
    assert "narrows with more runs" in outcomes.text


def test_breaches_are_counted_with_an_interval(page):
    table = section(page, "outcomes").all("table")[-1]
    assert "20.0 % of the requirement for 6 months in a row" in table.all("caption")[0].text
    for row in table.all("tbody")[0].all("tr"):
        assert re.search(r"\d+ of 20", row.text)


def test_omissions_are_listed(page):
    listed = [one.text for one in section(page, "omissions").all("li")]
    assert len(listed) == len(OMISSIONS) + 2
    for what in ("The civilian losses of 2025.", "The hiring freeze of 2025.", "Cost."):
        assert what in " ".join(listed)


TITLES = {"baseline": "Baseline", "surge": "Surge"}
SHOCKED = {
    "components": {"civilian": {"hiring": {"freezes": [{"from": "2025-02-28", "until": "2025-10-15"}]}}},
    "attrition": {"civilian": {"pulses": [{"on": "2025-09-30", "cause": "quit"}]}},
}


def test_what_a_world_has_of_2025_is_no_omission():
    assert omissions(dict.fromkeys(TITLES, SHOCKED), TITLES) == list(OMISSIONS)


def test_the_losses_of_2025_are_said_to_be_missing_where_they_are():
    found = [one.what for one in omissions({"baseline": SHOCKED, "surge": {}}, TITLES)]
    assert found[0] == "The civilian losses of 2025 (left out in Surge)"
    assert found[1] == "The hiring freeze of 2025 (left out in Surge)"


def test_losses_and_freezes_of_another_year_are_not_those_of_2025():
    later = {
        "components": {"civilian": {"hiring": {"freezes": [{"start": "2026-01-01", "until": "2026-10-01"}]}}},
        "attrition": {"civilian": {"pulses": [{"on": "2026-01-01", "cause": "quit"}]}},
    }
    found = [one.what for one in omissions({"baseline": later}, {"baseline": "Baseline"})]
    assert found[:2] == ["The civilian losses of 2025", "The hiring freeze of 2025"]


def test_what_a_run_does_not_use_is_said(page):
    text = section(page, "omissions").text
    assert "The program can also model the following" in text
    assert "courses during a tour" in text


def test_what_any_world_or_policy_uses_is_not_called_unused():
    never = {
        "civilian": {
            "hiring": {"failure_probability": {"value": 0.0}, "search_lead_days": {"value": 90.0}},
            "abroad_limit": {"years": {"value": 5.0}},
            "alumnus_probability": {"value": 0.1},
        }
    }
    whole = SHOCKED | {
        "temporary_positions": {"contractors": {"cap": {"value": 20}}},
        "courses": {"school": {"during_tour": True, "valid_years": {"value": 3}}},
        "accession_plans": {"officers": {}},
        "tours": {
            "abroad": {
                "season_months": [6, 7],
                "overlap_days": {"value": 3.0},
                "extension_probability": {"value": 0.1},
                "curtailment_probability": {"value": 0.1},
            }
        },
        "establishment": {"office_cap": {"component": "military"}, "ceiling_positions": {"value": 700}},
        "assignment": {"slate_weeks": 26.0, "priorities": "headquarters", "cover": "empty"},
        "demand": {
            "crisis": {"first_day": "calm"},
            "case_classes": {"sales": {"season_factors": {"value": [1.0] * 12}, "phases": {"offer": {}}}},
        },
    }
    left = unused({"baseline": whole, "surge": {"components": never}}, {})
    assert left == ["requisitions that fail", "contractors and other temporary positions"]
    levers = ("hiring_freeze", "temporary_positions", "slate_weeks", "priorities", "cover", "search_lead_days")
    levers += ("overlap_days", "ceiling_positions")
    policies = {"both": {"settings": [{"lever": lever} for lever in levers]}}
    assert set(unused({"baseline": {}}, {})) - set(unused({"baseline": {}}, policies)) == {
        "hiring freezes",
        "slates",
        "priorities set by a headquarters",
        "cover between offices",
        "a search for successors ahead of time",
        "handover overlaps",
        "a ceiling on positions",
        "contractors and other temporary positions",
    }


def test_each_of_three_questions_has_a_section_with_its_figure(page):
    for name, figure in (("pipeline", "F09"), ("leaving", "F10"), ("durations", "F11")):
        found = section(page, name)
        assert [one.attributes["id"] for one in found.all("figure")] == [figure]
        assert found.all("p")[0].text


def test_a_run_made_before_lengths_were_kept_is_reported_without_them(tmp_path):
    """Tables of earlier versions lack a stock and two tables; the report says what is left out."""
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12, doubled=False)
    run = as_of_old(write_run(tmp_path / "run", shape))
    page = Page.read(build(run).read_text(encoding="utf-8"))
    assert [one.attributes["id"] for one in page.all("figure")] == [
        f"F{number:02d}" for number in range(1, 11) if number != 8
    ]
    assert "durations" not in [one.attributes["id"] for one in page.all("h2")]
    said = section(page, "omissions").text
    assert "F08, “Offices empty or one deep”, is left out: the run has no table offices" in said
    assert "F11, “How long things take”, is left out: the run has no table spells" in said
    assert "people in post are away on a course" not in page.text


def test_people_are_accounted_for_by_year_and_by_policy(page, run):
    """The lead scenario at once, others a click away, every number in a file."""
    people = section(page, "people")
    shown, changed = people.all("table")[:2]
    lines = [row.all("th")[0].text for row in shown.all("tbody")[0].all("tr")]
    assert lines[0] == "People at the start of the year"
    assert "= People at the end of the year" in lines
    assert "+ Hires" in lines
    assert "\u2212 Quits" in lines
    assert [one.text for one in changed.all("thead")[0].all("th")] == ["Line", "More school seats", "Longer tours"]
    assert len(people.all("details")[0].all("table")) == 2
    rows = pd.read_csv(run.report / "T01.csv")
    assert set(rows["policy"]) == {"status_quo", "more_seats", "longer_tours"}
    assert len(rows) == 2 * 3 * 3 * len(LINES)
    wide = rows.pivot_table(index=["scenario", "policy", "fiscal_year"], columns="line", values="mean")
    net = wide[list(ENTRIES)].sum(axis=1) - wide[list(SEPARATIONS)].sum(axis=1)
    assert (wide["opening"] + net).to_numpy() == pytest.approx(wide["closing"].to_numpy())


def test_the_chance_of_a_short_year_is_told_at_several_levels(page):
    (table,) = section(page, "places").all("details")[-1].all("table")
    names = [one.text for one in table.all("thead")[0].all("th")]
    assert names == ["Scenario", "Fiscal year", "Region", *(f"Above {level} %" for level in (5, 10, 15, 20, 25))]
    assert all(re.search(r"\d+ \(\S+ to \S+\)", cell.text) for cell in table.all("td"))


def test_what_weighs_most_is_said_not_to_be_what_a_lever_would_change(page):
    assert "not what a lever would change" in section(page, "causes").text


def test_a_run_without_the_table_of_flows_is_reported(tmp_path):
    shape = Shape(policies=("status_quo",), replications=2, months=12)
    run = write_run(tmp_path / "run", shape)
    (run.tables / "flows.parquet").unlink()
    page = Page.read(build(run).read_text(encoding="utf-8"))
    assert "F10" not in [one.attributes["id"] for one in page.all("figure")]
    assert "the run has no table flows" in section(page, "omissions").text


def test_a_run_in_which_nothing_ended_says_so(tmp_path):
    shape = Shape(policies=("status_quo",), replications=2, months=1)
    tables = make_tables(shape)
    tables["spells"] = tables["spells"].iloc[:0]
    page = built(tmp_path / "run", shape, tables)
    assert "nothing to show there within its period (table spells)" in section(page, "omissions").text


def test_assumed_inputs_are_open_and_sourced_ones_apart(page):
    inputs = section(page, "inputs")
    assumed, sourced = inputs.all("table")
    assert len(assumed.all("tbody")[0].all("tr")) == 5
    assert inputs.all("details")[0].all("table") == [sourced]
    assert "School catalogue, 2023" in sourced.text
    assert "Regional surge" in sourced.text
    row = assumed.all("tbody")[0].all("tr")[0]
    assert row.text == (
        "Military / Hiring / Time to fill mean components.military.hiring.time_to_fill_mean_days 120 60 to 240 days "
        "assumed: no public figure all"
    )


def test_what_a_policy_changes_is_said_in_words(page):
    assert "Seats per class, SCO course: × 1.5 from 2026-10-01" in section(page, "compared").text


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            {
                "lever": "time_to_fill_mean_days",
                "where": {"component": "military"},
                "change": "multiply",
                "value": 0.7,
                "ramp_months": 12,
            },
            "Time to fill, mean days, Military: × 0.7 from 2026-10-01 over 12 months",
        ),
        (
            {
                "lever": "tour_months",
                "where": {"tour": "two_years"},
                "change": "add",
                "value": -1,
                "until": "2027-10-01",
            },
            "Tour months, two years: −1 months from 2026-10-01 until 2027-10-01",
        ),
        (
            {"lever": "seats_per_class", "change": "set", "value": 1, "ramp_months": 1},
            "Seats per class: set to 1 seat from 2026-10-01 over 1 month",
        ),
        ({"lever": "funded_share", "change": "add", "value": 0.1}, "Funded share: +0.1 from 2026-10-01"),
        (
            {"lever": "consideration", "change": "set", "value": "all_regions"},
            "Consideration: set to all regions from 2026-10-01",
        ),
    ],
)
def test_a_setting_names_its_target_as_configured_and_its_unit(setting, words):
    worlds = [{"components": {"military": {"label": "Military"}}}]
    assert setting_in_words(setting | {"from": "2026-10-01"}, worlds) == words


def without_work(shape):
    """Return the tables of a run in which nothing is asked for, so that all who are there are to spare."""
    tables = make_tables(shape)
    rows = tables["snapshots"]
    for end in ("", "_integral"):
        rows["requirement" + end] = rows["shortfall" + end] = 0 * rows["requirement" + end]
        rows["surplus" + end] = rows["effective" + end]
    return tables


def test_where_effective_exceeds_the_requirement_no_cause_is_named(tmp_path):
    shape = Shape(policies=("status_quo",), replications=3, months=12)
    findings = read_findings(write_run(tmp_path / "run", shape, without_work(shape)))
    found = why(findings)
    assert found.label == "positions by which effective exceeds the requirement"
    (said,) = found.sentences
    assert f"effective exceeds the requirement by {found.figure} positions on average" in said
    assert said == f"{causes_of_the_gap(findings).title}."
    assert not any(noun in said for noun in NOUNS.values())


def test_one_month_is_named_once(tmp_path):
    page = built(tmp_path / "run", Shape(policies=("status_quo",), replications=1, months=1))
    assert "whole period, October 2024 (" in page.text
    assert "October 2024 to" not in page.text


def test_the_command_stands_by_itself(page):
    command, again = (one.text for one in section(page, "provenance").all("pre"))
    assert command == "python -m simulation run made-up/experiment.yaml --replications 24"
    assert again == "python -m simulation report run"


def test_provenance_names_no_absolute_path(run, text):
    assert str(run.path) not in text
    assert str(run.path.parent) not in text


def test_versions_seed_and_digests_are_there(page, run):
    text = section(page, "provenance").text
    for told in (run.manifest.config_digest, "3.11.2", "numpy 2.4.6", "Seed 5", "ab" * 32):
        assert told in text


def test_a_complete_run_raises_no_warning(page):
    assert "Incomplete" not in page.text
    assert "120 of 120 runs finished." in section(page, "health").text


def test_missing_runs_are_said_at_the_head_and_explained(tmp_path):
    shape = Shape(policies=("status_quo", "more_seats"), replications=3, months=12)
    tables = make_tables(shape)
    for name, rows in tables.items():
        tables[name] = rows[~((rows["policy"] == "more_seats") & (rows["replication"] == 1))]
    page = built(tmp_path / "run", shape, tables)
    assert "Incomplete: 10 of 12 runs are in this report." in page.all("header")[0].text
    health = section(page, "health")
    assert "ValueError: made up" in health.text
    assert health.all("tbody")[0].all("tr")[1].text == "Baseline More school seats 3 2 1 1"


def test_arms_without_a_common_run_are_reported_and_not_compared(tmp_path):
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12)
    tables = make_tables(shape)
    for name, rows in tables.items():
        tables[name] = rows[(rows["policy"] == "more_seats") == (rows["replication"] == 1)]
    page = built(tmp_path / "run", shape, tables)
    assert "none that all panels share" in page.all("figure")[1].text
    assert "not resolved" in section(page, "comparison").text
    assert not re.search(r"\bnan\b|\bNone\b", page.text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234.5, "1,234.5"),
        (-0.02, "−0.02"),
        (True, "True"),
        ("text", "text"),
        ([4.0, 16.0], "4 to 16"),
        ([1, 2, 3], "1; 2; 3"),
        ({"2025": 74, "2030": 82}, "FY2025 74; FY2030 82"),
        (
            [{"from_years": 0.0, "per_year": 0.05}, {"from_years": 3.0, "per_year": 0.1}],
            "from 0 years: 0.05; from 3 years: 0.1",
        ),
        ({f"r{number}": number for number in range(10)}, "r0 0; r1 1; r2 2; r3 3; r4 4; r5 5; r6 6; r7 7; and 2 more"),
    ],
)
def test_values_in_words(value, words):
    assert in_words(value, {}) == words
