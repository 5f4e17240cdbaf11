"""The sections of the page between the highlights and the small print, in the order in which they help to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulation.analysis.findings import Findings
from simulation.figures import (
    binding,
    causes,
    chances,
    departures,
    differences,
    fans,
    offices,
    pipeline,
    regions,
    requirement,
    spells,
)
from simulation.figures.figure import Figure
from simulation.report import outcome_tables, stock_flow
from simulation.report.tables import PageTable, page_table


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section is about."""

    name: str
    """Where links lead."""

    heading: str
    """What it is called."""

    text: str
    """What it says first."""

    figures: tuple[str, ...] = ()
    """Figures that show it."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Tables that are a click away."""

    summary: str
    """What a click shows."""

    tables: list[PageTable]
    """The tables."""


@dataclass(frozen=True, slots=True)
class Section:
    """A topic with what shows it."""

    topic: Topic
    """What it is about."""

    figures: list[Figure]
    """Figures that could be drawn."""

    tables: list[PageTable] = field(default_factory=list)
    """Tables shown at once."""

    folded: list[Folded] = field(default_factory=list)
    """Tables a click away."""

    files: list[str] = field(default_factory=list)
    """Files beside the page that hold the numbers of its tables."""

    @property
    def empty(self) -> bool:
        """True if there is nothing to show."""
        return not (self.figures or self.tables or self.folded)


COMPARISON = Topic(
    "comparison",
    "What each policy changes",
    "A direction is given only where the interval leaves out zero. The intervals are widened so that all of them hold "
    "together with 95\u00a0% confidence. The share of runs says how often a policy leaves fewer positions short in the "
    "same future.",
    (differences.NAME,),
)
OUTCOMES = Topic(
    "outcomes",
    "Outcomes of each policy",
    "Two kinds of uncertainty, by two names. The interval of the mean is about this computation: it narrows with more "
    "runs. The spread across runs is about the future: where the middle 90 of 100 runs lie (all runs, lowest to "
    "highest, if there are fewer than 19).",
)
SHORTFALL = Topic(
    "shortfall",
    "How short, and how surely",
    "First what each policy leaves short over the years, then what is asked for, funded, filled and delivered if "
    "nothing is changed.",
    (fans.NAME, requirement.NAME),
)
PLACES = Topic(
    "places",
    "Where and when",
    "How likely a year is to be short by more than the study's threshold, and by how many positions, region by region.",
    (chances.NAME, regions.NAME),
)
CAUSES = Topic(
    "causes",
    "What is missing",
    "The gap between requirement and effective split by cause, and the part that weighs most, year by year.",
    (causes.NAME, binding.NAME),
)
OFFICES = Topic(
    "offices",
    "Offices empty or one deep",
    "A mean over a region hides an office in which nobody is left, or one person who can be away on no day.",
    (offices.NAME,),
)
PIPELINE = Topic(
    "pipeline",
    "What is on its way to empty positions",
    "A position may be empty because nobody is looked for, because the search takes its time, because whoever was "
    "found waits for a seat or sits in class, or because the successor is moving. Each calls for another lever.",
    (pipeline.NAME,),
)
PEOPLE = Topic(
    "people",
    "People who come and go",
    "An account of people, which adds up in every run: who was there, who came and how, who left and why, and where "
    "those are who remain.",
)
LEAVING = Topic(
    "leaving",
    "How people leave",
    "Whoever leaves has to be found, certified and moved again. A military member who goes back to the service at "
    "the end of a tour leaves this workforce too, but is not lost to the nation; the other ways of leaving are.",
    (departures.NAME,),
)
DURATIONS = Topic(
    "durations",
    "How long things take",
    "Waits add up: to a requisition, to a seat, to a move. What a policy does to one of them may tell why it "
    "helps, or why it does not. Means are over what ended within the period, and by spell rather than by person.",
    (spells.NAME,),
)

TOPICS = (COMPARISON, OUTCOMES, SHORTFALL, PLACES, CAUSES, OFFICES, PIPELINE, PEOPLE, LEAVING, DURATIONS)
"""All topics in the order of the page."""


def sections(findings: Findings, figures: Sequence[Figure], breach: Mapping[str, Any]) -> list[Section]:
    """Return the sections that have something to show.

    Parameters
    ----------
    findings
        One run.
    figures
        The figures that could be drawn.
    breach
        When a shortfall counts as a breach, as the experiment says.
    """
    drawn = {figure.name: figure for figure in figures}
    beside: dict[Topic, dict[str, Any]] = {
        COMPARISON: {"tables": _comparison(findings)},
        OUTCOMES: {
            "tables": outcome_tables.leading_tables(findings),
            "folded": [Folded(outcome_tables.FURTHER_SAYS, outcome_tables.further_tables(findings, breach))],
        },
        PLACES: {"folded": [Folded("Chance of a short year at several levels", [_levels(findings)])]},
        PEOPLE: _people(findings),
    }
    found = [
        Section(topic, [drawn[name] for name in topic.figures if name in drawn], **beside.get(topic, {}))
        for topic in TOPICS
    ]
    return [one for one in found if not one.empty]


def _comparison(findings: Findings) -> list[PageTable]:
    comparisons = differences.compared(findings)
    if not comparisons:
        return []
    quo = findings.design.comparator_title
    caption = f"Mean shortfall of each policy less that of {quo}, run by run; negative: fewer short"
    table = differences.comparison_table(findings, comparisons)
    return [page_table(caption, table, headings=2, words=("Finding",))]


def _levels(findings: Findings) -> PageTable:
    caption = (
        "Per cent of runs in which the year's mean shortfall exceeds so much of the requirement under "
        f"{findings.design.comparator_title}, with its 95\u00a0% interval (Wilson)"
    )
    return page_table(caption, chances.levels_table(findings), headings=3)


def _people(findings: Findings) -> dict[str, Any]:
    if not findings.people:
        return {}
    first, *others = stock_flow.people_by_year(findings)
    changes = stock_flow.people_by_policy(findings)
    more = [Folded("The same in the other scenarios", [*others, *changes[1:]])] if others else []
    return {"tables": [first, *changes[:1]], "folded": more, "files": [f"{stock_flow.NAME}.csv"]}


def left_out(findings: Findings, figures: Sequence[Figure]) -> list[str]:
    """Say which figures and tables are left out for want of a table of the run, and why."""
    drawn = {figure.name for figure in figures} | ({stock_flow.NAME} if findings.people else set())
    needed = {
        offices.NAME: (OFFICES, "offices", findings.offices),
        stock_flow.NAME: (PEOPLE, "accounts", findings.people),
        departures.NAME: (LEAVING, "flows", findings.departures),
        spells.NAME: (DURATIONS, "spells", findings.spells),
    }
    sentences = []
    for name, (topic, table, found) in needed.items():
        if name in drawn:
            continue
        reason = (
            f"the run has nothing to show there within its period (table {table})."
            if found
            else f"the run has no table {table}, which earlier versions of the program did not make; a new run has it."
        )
        sentences.append(f"{name}, \u201c{topic.heading}\u201d, is left out: {reason}")
    return sentences
