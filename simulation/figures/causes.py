"""F06: which constraint the gap between requirement and effective is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.comparison import leaders
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval, spread
from simulation.analysis.shortfall import MONTHS_OF_A_YEAR, Positions
from simulation.analysis.waterfall import PARTS, STEPS, causes
from simulation.calendar_time import FISCAL_YEAR_START_MONTH
from simulation.figures import wording
from simulation.figures.drawing import BLUE, GREY, INK, QUIET, RULE, SKY, VERMILLION, Grid, fitted, house_style, mark
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise
from simulation.measures import GAPS, STOCKS

NAME = "F06"

SUBTRACTED = {
    "overlap": "less positions held twice",
    "excess": "less people in abolished positions",
}
"""The parts of `vacant` that lessen it, with their names."""

AWAY = "away"
"""People on a course: told beside the bars where there are any, since no bar counts them one by one."""

BARS = ("unfunded", "vacant", *PARTS, "uncertified", "unproductive", "gap", "surplus", "shortfall")
"""Bars from top to bottom."""

TOTALS = ("gap", "shortfall")
"""Bars that begin at zero."""

SAID = (*STEPS, "gap", "surplus", "shortfall")
"""Bars told in words."""

LABELS = {
    **{name: gap.label for name, gap in GAPS.items()},
    **{name: f"of which {STOCKS[name].label.partition(', ')[2]}" for name in PARTS if name not in SUBTRACTED},
    **SUBTRACTED,
    "gap": "Gap: requirement \u2212 effective",
    "surplus": "Surplus in other cells",
    "shortfall": "Shortfall",
    AWAY: "People in post away on a course",
}
"""Names of the bars, and of what is told beside them."""

NOUNS = {
    "unfunded": "unfunded requirement",
    "vacant": "vacant positions",
    "uncertified": "missing certification",
    "unproductive": "learning in post or away on a course",
}
"""Names of the steps in a sentence."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some months looked at together."""

    title: str
    """Name of the months."""

    days: Sequence[date]
    """First days of the months."""


def windows(positions: Positions) -> list[Window]:
    """Return the first and the last twelve months, or the whole period where these would overlap."""
    days = positions.dates
    if len(days) < 2 * MONTHS_OF_A_YEAR:
        return [Window(months(days), days)]
    return [
        Window(f"First 12 months ({months(days[:MONTHS_OF_A_YEAR])})", days[:MONTHS_OF_A_YEAR]),
        Window(f"Last 12 months ({months(days[-MONTHS_OF_A_YEAR:])})", days[-MONTHS_OF_A_YEAR:]),
    ]


def months(days: Sequence[date]) -> str:
    """Return the name of some months: the fiscal year, if they make up one."""
    if len(days) == MONTHS_OF_A_YEAR and days[0].month == FISCAL_YEAR_START_MONTH:
        return wording.year(days[-1].year)
    return wording.once(f"{days[0]:%b %Y}", f"{days[-1]:%b %Y}")


def causes_of_the_gap(findings: Findings, marking: str = "") -> Figure:
    """Draw the steps from requirement to effective under the comparator, at the start and at the end."""
    found = {
        (scenario, window.title): causes(findings.status_quo(scenario), window.days)
        for scenario in findings.design.scenarios
        for window in windows(findings.status_quo(scenario))
    }
    title, alt = _title(findings, found), _alt(findings, found)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings, found),
        alt=alt,
        unit="positions",
        runs=min(len(one) for one in found.values()),
        data=_tidy(found),
        table=_table(findings, found),
        table_says="Positions by cause",
        svg=_draw(findings, found, marking, (title, alt)),
    )


def leading_causes(steps: pd.DataFrame) -> str:
    """Say which of the four steps is the greatest, as far as the runs tell, and whether it is most of the gap.

    Where nothing is missing on balance there is nothing to name a cause of, and that is said instead.
    """
    if steps["gap"].mean() <= 0:
        return _no_gap(steps["gap"])
    ranked = leaders(steps[list(STEPS)])
    names = [NOUNS[name] for name in ranked]
    if len(steps) == 1:
        return f"greatest part of the gap in the only run: {NOUNS[str(steps[list(STEPS)].iloc[0].idxmax())]}"
    if len(ranked) > 1:
        return f"greatest parts of the gap, not told apart: {wording.listed(names)}"
    first = steps[ranked[0]]
    if (steps[list(STEPS)].mean() < 0).any():
        return f"greatest part of the gap: {names[0]}"
    most = mean_interval(first - steps["gap"] / 2)
    kind = "most" if most is not None and most.low > 0 else "greatest part"
    return f"{kind} of the gap: {names[0]} ({wording.share(first.mean() / steps['gap'].mean())})"


def _no_gap(gap: "pd.Series[float]") -> str:
    """Say by how much effective exceeds the requirement, and how surely."""
    spare = abs(float(gap.mean()))
    if spare == 0.0:
        return "effective equals the requirement"
    text = f"effective exceeds the requirement by {wording.fine(spare)} positions"
    if len(gap) == 1:
        return f"{text} in the only run"
    return f"{text} on average (95\u00a0% interval: {wording.interval(mean_interval(-gap), 'fine')})"


def _title(findings: Findings, found: dict[tuple[str, str], pd.DataFrame]) -> str:
    lead = findings.design.lead
    window = windows(findings.status_quo(lead))[-1]
    claim = leading_causes(found[(lead, window.title)])
    return f"{findings.design.scenarios[lead]}, {findings.design.comparator_title}, {months(window.days)}: {claim}"


def _reading(findings: Findings, found: dict[tuple[str, str], pd.DataFrame]) -> str:
    text = (
        f"Means over runs under {findings.design.comparator_title}. From the top, each dark bar adds one cause: work "
        "without a funded position, funded positions without a person, people without the certification their position "
        "requires, people still learning or away on a course. The four add up to requirement less effective. Light "
        "bars split the vacant positions by what is on its way to them, which tells which lever can help; hatched ones "
        "are taken away. The "
        "shortfall at the foot is at least as great as the gap, to which it adds the surplus: it is summed over cells "
        "without netting, because people to spare in one office do nothing for another."
    )
    return text + _on_courses(findings, found)


def _on_courses(findings: Findings, found: dict[tuple[str, str], pd.DataFrame]) -> str:
    """Say how many people courses take out of their posts in the lead scenario, if any."""
    lead = findings.design.lead
    window = windows(findings.status_quo(lead))[-1]
    away = found[(lead, window.title)][AWAY]
    if not away.any():
        return ""
    ends = wording.interval(mean_interval(away), "fine")
    return (
        f" In {months(window.days)}, {wording.fine(float(away.mean()))} people in post are away on a course on average "
        f"in {findings.design.scenarios[lead]} (95\u00a0% interval: {ends}); what they would do in post counts as "
        "learning."
    )


def _told(found: dict[tuple[str, str], pd.DataFrame]) -> tuple[str, ...]:
    """Return what the table tells: the bars, and people on a course if there are any."""
    return (*BARS, AWAY) if any(frame[AWAY].any() for frame in found.values()) else BARS


def _alt(findings: Findings, found: dict[tuple[str, str], pd.DataFrame]) -> str:
    sentences = []
    for (scenario, window), frame in found.items():
        means = frame.mean()
        parts = [f"{LABELS[name].lower()} {wording.positions(means[name])}" for name in SAID]
        sentences.append(f"{findings.design.scenarios[scenario]}, {window}: {wording.listed(parts)}.")
    return f"Waterfall of positions by cause, {findings.design.comparator_title}. {' '.join(sentences)}"


def _tidy(found: dict[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    rows = []
    for (scenario, window), frame in found.items():
        for name in _told(found):
            interval = mean_interval(frame[name])
            rows.append(
                {
                    "scenario": scenario,
                    "window": window,
                    "cause": name,
                    "mean": float(frame[name].mean()),
                    "interval_low": interval.low if interval else None,
                    "interval_high": interval.high if interval else None,
                }
            )
    return pd.DataFrame(rows)


def _table(findings: Findings, found: dict[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    rows = []
    for (scenario, window), frame in found.items():
        rows += [
            {
                "Scenario": findings.design.scenarios[scenario],
                "Months": window,
                "Cause": LABELS[name],
                "Mean": wording.positions(float(frame[name].mean())),
                "95\u00a0% interval of the mean": wording.interval(mean_interval(frame[name])),
                "Spread across runs": wording.spread(spread(frame[name])),
            }
            for name in _told(found)
        ]
    return pd.DataFrame(rows)


def _draw(findings: Findings, found: dict[tuple[str, str], pd.DataFrame], marking: str, words: tuple[str, str]) -> str:
    scenarios = list(findings.design.scenarios)
    columns = max(sum(place == scenario for place, _ in found) for scenario in scenarios)
    grid = Grid(len(scenarios), columns, height=3.3, left=2.55, beside=0.25, right=0.1, above=0.62, below=0.5)
    with house_style():
        canvas, panels = grid.draw()
        for scenario, row in zip(scenarios, panels, strict=True):
            titles = [window for place, window in found if place == scenario]
            for axes, window in zip(row, titles, strict=False):
                _panel(axes, found[(scenario, window)].mean())
                axes.set_title(fitted(window, 42), fontweight="normal")
            _names(row[0], fitted(findings.design.scenarios[scenario], 90), grid)
        low, high = _limits(found)
        panels[0][0].set_xlim(low, high)
        for axes in panels[-1]:
            axes.set_xlabel("Positions")
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _limits(found: dict[tuple[str, str], pd.DataFrame]) -> tuple[float, float]:
    edges = [edge for frame in found.values() for pair in _spans(frame.mean()).values() for edge in pair]
    low, high = min(0.0, *edges), max(0.0, *edges)
    high = high if high > low else 1.0
    return low - (0.03 * (high - low) if low < 0 else 0.0), high + 0.19 * (high - low)


def _spans(means: pd.Series) -> dict[str, tuple[float, float]]:
    """Return where each bar begins and ends."""
    spans: dict[str, tuple[float, float]] = {}
    reached = 0.0
    for name in STEPS:
        spans[name] = (reached, reached + means[name])
        reached += means[name]
    inside = spans["vacant"][0]
    for name in PARTS:
        spans[name] = (inside, inside + means[name])
        inside += means[name]
    spans["gap"] = (0.0, reached)
    spans["surplus"] = (reached, reached + means["surplus"])
    spans["shortfall"] = (0.0, means["shortfall"])
    return spans


def _panel(axes: Axes, means: pd.Series) -> None:
    spans = _spans(means)
    for place, name in enumerate(BARS):
        low, high = sorted(spans[name])
        small = name in PARTS
        if high > low:
            axes.barh(place, high - low, left=low, height=0.5 if small else 0.72, **_look(name))
        text = wording.positions(means[name])
        if name not in TOTALS and not text.startswith((wording.MINUS, "0.0")):
            text = f"+{text}"
        axes.annotate(
            text,
            (high, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5 if small else 9.5,
            fontweight="bold" if name in TOTALS else "normal",
            color=QUIET if small else INK,
        )
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.axhline(len(BARS) - 3.5, color=RULE, linewidth=0.8)
    axes.set_ylim(len(BARS) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    axes.grid(axis="x")


def _look(name: str) -> dict[str, Any]:
    """Return how a bar is drawn; what is taken away is hatched."""
    if name in SUBTRACTED:
        return {"facecolor": "white", "edgecolor": BLUE, "hatch": "////", "linewidth": 0.5}
    colours = {**dict.fromkeys(TOTALS, INK), **dict.fromkeys(PARTS, SKY), "surplus": GREY, "unfunded": VERMILLION}
    return {"color": colours.get(name, BLUE), "linewidth": 0}


def _names(axes: Axes, scenario: str, grid: Grid) -> None:
    edge = -(grid.left - 0.12) * 72
    for place, name in enumerate(BARS):
        axes.annotate(
            LABELS[name],
            (0, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=8.5 if name in PARTS else 9.5,
            fontweight="bold" if name in TOTALS else "normal",
            color=QUIET if name in PARTS else INK,
            annotation_clip=False,
        )
    axes.annotate(
        scenario,
        (0, 1),
        xycoords="axes fraction",
        xytext=(edge, 22),
        textcoords="offset points",
        fontsize=11,
        fontweight="bold",
        annotation_clip=False,
    )
