"""How positions are filled and people leave: a section of the page for each of three figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.analysis.findings import Findings
from simulation.figures import departures, pipeline, spells
from simulation.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section is about."""

    name: str
    """Where links lead."""

    heading: str
    """What it is called."""

    text: str
    """What it says before the figure."""


@dataclass(frozen=True, slots=True)
class Section:
    """A topic with the figure that shows it."""

    topic: Topic
    """What it is about."""

    figure: Figure
    """What shows it."""


FIGURES = {
    pipeline.NAME: Topic(
        "pipeline",
        "What is on its way to empty positions",
        "A position may be empty because nobody is looked for, because the search takes its time, because whoever was "
        "found waits for a seat or sits in class, or because the successor is moving. Each calls for another lever.",
    ),
    departures.NAME: Topic(
        "leaving",
        "How people leave",
        "Whoever leaves has to be found, certified and moved again. A military member who goes back to the service at "
        "the end of a tour leaves this workforce too, but is not lost to the nation; the other ways of leaving are.",
    ),
    spells.NAME: Topic(
        "durations",
        "How long things take",
        "Waits add up: to a requisition, to a seat, to a move. What a policy does to one of them may tell why it "
        "helps, or why it does not. Means are over what ended within the period, and by spell rather than by person.",
    ),
}
"""Figures that have sections of their own, in the order of the page."""


def sections(figures: Sequence[Figure]) -> list[Section]:
    """Return a section for each of these figures that could be drawn."""
    drawn = {figure.name: figure for figure in figures}
    return [Section(topic, drawn[name]) for name, topic in FIGURES.items() if name in drawn]


def left_out(findings: Findings, figures: Sequence[Figure]) -> list[str]:
    """Say which of these figures are left out, and why."""
    drawn = {figure.name for figure in figures}
    tables = {departures.NAME: ("flows", findings.departures), spells.NAME: ("spells", findings.spells)}
    sentences = []
    for name, (table, found) in tables.items():
        if name in drawn:
            continue
        what = f"{name}, \u201c{FIGURES[name].heading}\u201d, is left out:"
        reason = (
            f"the run has nothing to show there within its period (table {table})."
            if found
            else f"the run has no table {table}, which earlier versions of the program did not make; a new run has it."
        )
        sentences.append(f"{what} {reason}")
    return sentences
