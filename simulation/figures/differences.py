"""F01: what each policy changes against the comparator, run by run."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.comparison import Comparison, Verdict, against_comparator
from simulation.analysis.findings import Findings
from simulation.figures import wording
from simulation.figures.drawing import BLUE, GREY, INK, QUIET, VERMILLION, Grid, fitted, house_style, mark, room_for
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise

NAME = "F01"
OUTCOME = "mean_shortfall"
ACROSS = 3
"""Scenarios in a row."""

BACKED = {"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"}
"""Ground of labels that may fall on a line."""


def differences_from_comparator(findings: Findings, marking: str = "") -> Figure | None:
    """Draw the paired difference in mean shortfall of every policy; None if there is nothing to compare."""
    comparisons = compared(findings)
    if not comparisons:
        return None
    title, alt = policies_told_apart(findings, comparisons), _alt(findings, comparisons)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings, comparisons),
        alt=alt,
        unit="positions short on average over the period, policy less comparator",
        runs=min(one.pairs for one in comparisons),
        data=_tidy(comparisons),
        table=comparison_table(findings, comparisons),
        table_says="Mean shortfall less that of the comparator, run by run; negative: fewer short",
        svg=_draw(findings, comparisons, marking, (title, alt)),
    )


def compared(findings: Findings, outcome: str = OUTCOME) -> list[Comparison]:
    """Return all comparisons with the comparator in one outcome."""
    return against_comparator(findings.outcome(outcome), findings.design.comparator)


def policies_told_apart(findings: Findings, comparisons: Sequence[Comparison]) -> str:
    """Say which policies leave fewer positions short than the comparator, which more, and which are not told apart."""
    quo = findings.design.comparator_title
    fewer = _holders(findings, comparisons, "lower")
    parts = [f"Fewer positions short than under {quo}: {wording.listed(fewer)}"] if fewer else []
    more = _holders(findings, comparisons, "higher")
    if more:
        parts.append(f"{'more' if parts else f'More positions short than under {quo}'}: {wording.listed(more)}")
    unresolved = _holders(findings, comparisons, "not told apart")
    same = _holders(findings, comparisons, "identical")
    if not parts and not same:
        return f"No policy can be told apart from {quo} with {wording.runs(max(one.pairs for one in comparisons))}"
    if unresolved:
        told = "not told apart from it" if parts else f"not told apart from {quo}"
        parts.append(f"{told}: {wording.listed(unresolved)}")
    if same:
        parts.append(f"no difference in any run: {wording.listed(same)}")
    return wording.capital("; ".join(parts))


def _holders(findings: Findings, comparisons: Sequence[Comparison], verdict: Verdict) -> list[str]:
    """Return the policies of which a verdict holds, with the scenarios if it does not hold in all of them."""
    holders = []
    for policy in findings.design.others:
        own = [one for one in comparisons if one.policy == policy]
        places = [findings.design.scenarios[one.scenario] for one in own if one.verdict == verdict]
        if places:
            title = findings.design.policies[policy]
            holders.append(title if len(places) == len(own) else f"{title} (in {wording.listed(places)})")
    return holders


def _reading(findings: Findings, comparisons: Sequence[Comparison]) -> str:
    family = comparisons[0].family
    together = f"the {family} intervals shown hold together" if family > 1 else "the interval holds"
    return (
        f"Each policy meets the same futures as {findings.design.comparator_title}, so the difference is taken run by "
        f"run. Dot: mean difference; line: its interval; {together} with 95\u00a0% confidence. A filled dot means "
        "that the interval leaves out zero; an open dot that the runs do not tell the two apart. The intervals rest on "
        "chance alone, given the assumed inputs."
    )


def _alt(findings: Findings, comparisons: Sequence[Comparison]) -> str:
    sentences = [
        f"{findings.design.scenarios[one.scenario]}, {findings.design.policies[one.policy]}: {_in_words(one)}."
        for one in comparisons
    ]
    return (
        "Dots with intervals around a zero line, one panel per scenario, one row per policy: mean shortfall less that "
        f"under {findings.design.comparator_title}, positions; left of zero fewer are short. {' '.join(sentences)}"
    )


def _in_words(one: Comparison) -> str:
    if one.verdict == "identical":
        return f"no difference in any of {wording.runs(one.pairs)}"
    if one.mean is None:
        return "no run to compare"
    return f"{wording.signed(one.mean)} (interval {wording.interval(one.joint, 'signed')})"


def _tidy(comparisons: Sequence[Comparison]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": one.scenario,
            "policy": one.policy,
            "comparator": one.comparator,
            "outcome": one.outcome,
            "pairs": one.pairs,
            "mean_difference": one.mean,
            "joint_low": one.joint.low if one.joint else None,
            "joint_high": one.joint.high if one.joint else None,
            "alone_low": one.alone.low if one.alone else None,
            "alone_high": one.alone.high if one.alone else None,
            "runs_lower": one.lower,
            "runs_higher": one.higher,
            "verdict": one.verdict,
        }
        for one in comparisons
    )


def comparison_table(findings: Findings, comparisons: Sequence[Comparison]) -> pd.DataFrame:
    """Return the comparisons as formatted rows, with the same differences in position-years beside them."""
    years = {(one.scenario, one.policy): one.mean for one in compared(findings, "position_years_short")}
    rows = []
    for one in comparisons:
        total = years.get((one.scenario, one.policy))
        rows.append(
            {
                "Scenario": findings.design.scenarios[one.scenario],
                "Policy": findings.design.policies[one.policy],
                "Difference (positions)": wording.NOT_RESOLVED if one.mean is None else wording.signed(one.mean),
                "95\u00a0% interval, all together": wording.interval(one.joint, "signed"),
                "Difference (position-years)": wording.NOT_RESOLVED if total is None else wording.signed(total),
                "Runs with fewer short": f"{one.lower} of {one.pairs}",
                "Their share, 95\u00a0% interval": wording.interval(one.lower_share, "share"),
                "Finding": _VERDICTS[one.verdict],
            }
        )
    return pd.DataFrame(rows)


_VERDICTS: dict[Verdict, str] = {
    "lower": "fewer short",
    "higher": "more short",
    "not told apart": "not told apart",
    "identical": "no difference in any run",
}


def _draw(findings: Findings, comparisons: Sequence[Comparison], marking: str, words: tuple[str, str]) -> str:
    scenarios = list(dict.fromkeys(one.scenario for one in comparisons))
    policies = [name for name in findings.design.others if any(one.policy == name for one in comparisons)]
    rows = -(-len(scenarios) // ACROSS)
    columns = -(-len(scenarios) // rows)
    height = max(0.9, 0.42 * len(policies))
    names = [fitted(findings.design.policies[policy], 30, 2) for policy in policies]
    grid = Grid(rows, columns, height=height, left=room_for(names), beside=0.3, right=0.2, above=0.62, below=0.5)
    with house_style():
        canvas, panels = grid.draw()
        flat = [axes for row in panels for axes in row]
        for axes, scenario in zip(flat, scenarios, strict=False):
            own = {one.policy: one for one in comparisons if one.scenario == scenario}
            _panel(axes, [own.get(policy) for policy in policies])
            axes.set_title(fitted(findings.design.scenarios[scenario], 80 // columns), pad=22)
        for axes in flat[len(scenarios) :]:
            axes.remove()
        for row in panels:
            row[0].set_yticks(range(len(policies)), names)
        panels[0][0].set_xlim(*_limits(comparisons))
        for axes in panels[-1]:
            axes.set_xlabel("Difference in mean shortfall (positions)")
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _limits(comparisons: Sequence[Comparison]) -> tuple[float, float]:
    edges = [0.0]
    for one in comparisons:
        edges += [one.joint.low, one.joint.high] if one.joint else [one.mean or 0.0]
    low, high = min(edges), max(edges)
    room = 0.18 * (high - low or 1.0)
    return low - room, high + room


def _panel(axes: Axes, rows: Sequence[Comparison | None]) -> None:
    axes.axvline(0, color=INK, linewidth=1.0)
    for place, one in enumerate(rows):
        if one is not None and one.mean is not None:
            _row(axes, place, one, one.mean)
    axes.set_ylim(len(rows) - 0.5, -0.75)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5)
    axes.grid(axis="x")
    for text, side, edge in (("\u2190 fewer short", "left", 0), ("more short \u2192", "right", 1)):
        axes.annotate(
            text,
            (edge, 1),
            xycoords="axes fraction",
            xytext=(0, 5),
            textcoords="offset points",
            ha=side,
            fontsize=9,
            color=QUIET,
            annotation_clip=False,
        )


def _row(axes: Axes, place: int, one: Comparison, mean: float) -> None:
    colour = {"lower": BLUE, "higher": VERMILLION}.get(one.verdict, GREY)
    if one.joint is not None:
        axes.plot([one.joint.low, one.joint.high], [place, place], color=colour, linewidth=2.0, solid_capstyle="butt")
        axes.plot([one.joint.low, one.joint.high], [place, place], "|", color=colour, markersize=8, mew=1.6)
    filled = one.verdict in {"lower", "higher"}
    inside = colour if filled else "white"
    axes.plot([mean], [place], "o", markersize=6.5, color=colour, markerfacecolor=inside, markeredgewidth=1.8)
    label = "no difference in any run" if one.verdict == "identical" else wording.signed(mean)
    axes.annotate(label, (mean, place), xytext=(0, 9), textcoords="offset points", ha="center", fontsize=9, bbox=BACKED)
