"""From a run directory to a page: figures are drawn and written, sentences and tables made, the page put together."""

import base64
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from simulation.analysis.findings import Findings, read_findings
from simulation.figures import wording
from simulation.figures.binding import binding_constraints
from simulation.figures.causes import causes_of_the_gap
from simulation.figures.chances import chances_of_shortfall
from simulation.figures.departures import ways_of_leaving
from simulation.figures.differences import differences_from_comparator
from simulation.figures.fans import shortfall_fans
from simulation.figures.figure import Figure
from simulation.figures.offices import thinly_staffed_offices
from simulation.figures.pipeline import on_the_way_to_empty_positions
from simulation.figures.regions import shortfall_by_region
from simulation.figures.requirement import requirement_against_effective
from simulation.figures.spells import how_long_things_take
from simulation.report import input_tables, provenance, stock_flow
from simulation.report.coverage import omissions, unused
from simulation.report.highlights import highlights
from simulation.report.sections import Section, left_out, sections
from simulation.report.tables import PageTable, page_table
from simulation.results.atomic import write_text
from simulation.results.csv_files import write_csv
from simulation.results.manifest import Manifest
from simulation.results.store import RunDirectory

MARKING = "NOTIONAL DATA \u2013 NOT FOR DECISION"
"""Stands at the head of every page and at the foot of every figure while any input is assumed."""

FILE_NAME = "report.html"

DRAW = (
    differences_from_comparator,
    shortfall_fans,
    requirement_against_effective,
    chances_of_shortfall,
    shortfall_by_region,
    causes_of_the_gap,
    binding_constraints,
    thinly_staffed_offices,
    on_the_way_to_empty_positions,
    ways_of_leaving,
    how_long_things_take,
)
"""Figures in the order of the page."""

_WORDS = ("Scenario", "Policy", "Fiscal year", "Months", "Cause", "Region", "Offices", "Spell", "Finding")
_NAMESPACE = re.compile(r'\sxmlns(:xlink)?="[^"]*"')


@dataclass(frozen=True)
class PageFigure:
    """A figure as the page shows it."""

    figure: Figure
    """The figure."""

    drawing: Markup
    """The drawing, fit to stand inside HTML."""

    table: PageTable
    """Its numbers."""


@dataclass(frozen=True)
class PageSection:
    """A section as the page shows it."""

    section: Section
    """Topic and tables."""

    figures: list[PageFigure]
    """Its figures."""

    @classmethod
    def of(cls, section: Section) -> "PageSection":
        """Return a section with its figures fit for the page."""
        return cls(section, [page_figure(figure) for figure in section.figures])


def build(run: RunDirectory) -> Path:
    """Draw the figures of a run and write its report, from its tables alone.

    Parameters
    ----------
    run
        A run that has tables; some replications may be missing, which the report then says.

    Returns
    -------
    pathlib.Path
        The report: `report/report.html` in the run directory. The numbers of its tables are beside it, the figures in
        `figures/`.

    Raises
    ------
    BilletError
        If there is nothing to report, or the tables are inconsistent.
    """
    findings = read_findings(run)
    marking = MARKING if findings.notional else ""
    figures = [figure for draw in DRAW if (figure := draw(findings, marking)) is not None]
    for figure in figures:
        figure.write(run.figures)
    page = render(run, findings, figures, marking)
    run.report.mkdir(parents=True, exist_ok=True)
    write_text(run.report / FILE_NAME, page)
    if findings.people:
        write_csv(stock_flow.numbers(findings), run.report / f"{stock_flow.NAME}.csv")
    return run.report / FILE_NAME


def render(run: RunDirectory, findings: Findings, figures: list[Figure], marking: str) -> str:
    """Return the page: complete in itself, without script, every text escaped."""
    templates = files("simulation.report") / "templates"
    style = (templates / "report.css").read_text(encoding="utf-8")
    if marking:
        style += (templates / "marking.css").read_text(encoding="utf-8").replace("MARKING", marking)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((templates / "report.html.j2").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return template.render(
        style=Markup(style),  # noqa: S704 - a file of this package, not a text of the run
        style_digest=digest,
        marking=marking,
        **_contents(run, findings, figures),
    )


def _contents(run: RunDirectory, findings: Findings, figures: list[Figure]) -> dict[str, Any]:
    manifest, resolved = run.manifest, run.resolved
    return {
        "manifest": manifest,
        "highlights": highlights(findings),
        "conditional": conditional(findings),
        "missing": provenance.missing_runs(manifest, findings),
        "made": provenance.runs_made(manifest, findings),
        "policies": input_tables.policies(findings, resolved),
        "scenarios": input_tables.scenarios(findings, resolved),
        "comparator": findings.design.comparator_title,
        "sections": [PageSection.of(one) for one in sections(findings, figures, resolved["experiment"]["breach"])],
        "left_out": left_out(findings, figures),
        "omissions": omissions(resolved["worlds"], findings.design.scenarios),
        "unused": wording.listed(unused(resolved["worlds"], resolved["policies"])),
        **_rests_on(manifest, findings),
        "report_command": f"python -m simulation report {_as_given(run.path)}",
    }


def _rests_on(manifest: Manifest, findings: Findings) -> dict[str, Any]:
    assumed = input_tables.input_table("Assumed inputs: no public source", findings.assumed, findings)
    sourced = input_tables.input_table("Inputs with a source", findings.sourced, findings)
    return {
        "assumed": assumed if findings.assumed else None,
        "sourced": sourced if findings.sourced else None,
        "health": provenance.health_table(manifest, findings),
        "failures": provenance.failure_table(manifest),
        "facts": provenance.provenance_table(manifest),
        "files": provenance.file_table(manifest),
    }


def conditional(findings: Findings) -> str:
    """Say what the numbers depend on, and which uncertainty they leave out."""
    assumed, known = len(findings.assumed), len(findings.inputs)
    return (
        f"All numbers are conditional on the model and on {wording.counted(assumed, 'assumed input')} out of {known}. "
        "An interval says how precisely these runs pin an average down; more runs narrow "
        "it. A spread says how far apart single futures lie; more runs do not narrow it. Neither of them contains what "
        "is unknown about the assumed inputs, the scenarios or the model."
    )


def page_figure(figure: Figure) -> PageFigure:
    """Return a figure for the page; inside HTML a drawing needs no namespaces."""
    drawing = _NAMESPACE.sub("", figure.svg).replace("xlink:href", "href")
    words = tuple(name for name in _WORDS if name in figure.table.columns)
    headings = sum(name in _WORDS[:-1] for name in figure.table.columns[:3])
    table = page_table(f"{figure.name}: {figure.table_says}", figure.table, headings=headings, words=words)
    return PageFigure(figure, Markup(drawing), table)  # noqa: S704 - our own drawing, its texts escaped when written


def _as_given(path: Path) -> str:
    """Return a run directory as the reader may have it: below the working directory, or by its name."""
    return path.name if path.is_absolute() else path.as_posix()
