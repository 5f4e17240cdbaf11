"""F02: how large the shortfall may be under each policy, and how far runs lie apart."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from simulation.analysis.findings import Findings
from simulation.analysis.intervals import spread
from simulation.analysis.shortfall import band, fan
from simulation.analysis.trend import shortfall_trend
from simulation.figures import wording
from simulation.figures.differences import compared
from simulation.figures.drawing import (
    BLUE,
    GREY,
    INK,
    Grid,
    area,
    fiscal_axis,
    fiscal_time,
    fitted,
    house_style,
    mark,
    marker,
    span_months,
    thousands,
)
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise

NAME = "F02"
ACROSS = 5
"""Panels in a row."""

PATHS_IN_ALL = 120
"""Sample paths in the whole figure, shared among its panels; more would only add bytes."""

PATHS = 10
"""Sample paths in a panel, at most."""

Frames = dict[tuple[str, str], pd.DataFrame]


def shortfall_fans(findings: Findings, marking: str = "") -> Figure:
    """Draw the spread of the shortfall over time, one panel per policy and scenario."""
    months = _months(findings)
    paths = {arm: positions.by_span("shortfall", months) for arm, positions in findings.arms.items()}
    fans = {arm: fan(one) for arm, one in paths.items()}
    sample = _sample(paths)
    title, alt = _title(findings), _alt(findings, fans)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings, sample),
        alt=alt,
        unit="positions short",
        runs=min(len(one) for one in paths.values()),
        data=_tidy(fans, paths, sample),
        table=_table(findings),
        table_says="Shortfall by fiscal year in positions: median, and in brackets the spread across runs",
        svg=_draw(findings, fans, {arm: one.reindex(sample) for arm, one in paths.items()}, marking, (title, alt)),
    )


def _sample(paths: Frames) -> list[int]:
    """Return the replications drawn as single paths: the first that finished in every arm."""
    common = set.intersection(*(set(one.index) for one in paths.values()))
    return sorted(common)[: max(2, min(PATHS, PATHS_IN_ALL // len(paths)))]


def _tidy(fans: Frames, paths: Frames, sample: list[int]) -> pd.DataFrame:
    rows = []
    for (scenario, policy), found in fans.items():
        single = paths[(scenario, policy)].reindex(sample).T.add_prefix("replication_")
        wide = found.join(single).rename_axis("date").reset_index()
        long = wide.melt(id_vars="date", var_name="line", value_name="shortfall").dropna()
        rows.append(long.assign(scenario=scenario, policy=policy))
    return pd.concat(rows)[["scenario", "policy", "date", "line", "shortfall"]]


def _title(findings: Findings) -> str:
    design = findings.design
    trend = shortfall_trend(findings.status_quo(design.lead))
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}"
    last, year = trend.spreads[-1], wording.year(trend.years[-1])
    if last is None:
        return f"{place}: {wording.positions(trend.means[-1])} positions short in {year} in the only run"
    often = wording.among(trend.runs)
    return f"{place}: {wording.between(last.low, last.high)} positions short in {year} in {often}"


def _reading(findings: Findings, sample: list[int]) -> str:
    runs = min(positions.runs for positions in findings.arms.values())
    drawn = wording.listed([str(replication) for replication in sample]) or "none that all panels share"
    span = wording.span(_months(findings))
    points = wording.spans(span, len(findings.status_quo(findings.design.lead).dates))
    overlap = " Fans that overlap may still differ run by run: see F01." if compared(findings) else ""
    few = "" if runs >= wording.FEWEST_FOR_A_SPREAD else " (too few to say where 90 of 100 would lie)"
    return (
        f"{points} In each {span} taken by itself the light band holds {wording.band(runs)}{few}, the "
        "dark band the middle 50 of 100; the solid line is the median, the dashed line the median under "
        f"{findings.design.comparator_title}. Thin lines are single runs (replications {drawn}, the same luck in "
        "every panel): a run wanders in and out of the bands. The bands show chance alone. They do not show what is "
        f"unknown about {wording.counted(len(findings.assumed), 'assumed input')}, about which scenario will come, or "
        "about the model itself."
    ) + overlap


def _months(findings: Findings) -> int:
    return span_months(len(findings.status_quo(findings.design.lead).dates))


def _alt(findings: Findings, fans: Frames) -> str:
    sentences = []
    for (scenario, policy), found in fans.items():
        first, last = (wording.positions(float(found["p50"].iloc[place])) for place in (0, -1))
        edges = band(found)
        ends = wording.between(float(edges.low.iloc[-1]), float(edges.high.iloc[-1]))
        name = "runs from lowest to highest" if edges.whole else "5th to 95th percentile"
        place = f"{findings.design.scenarios[scenario]}, {findings.design.policies[policy]}"
        sentences.append(f"{place}: median {first} at the start, {last} at the end ({name} {ends}).")
    return "Fans of the shortfall over time, one panel per policy and scenario, positions. " + " ".join(sentences)


def _table(findings: Findings) -> pd.DataFrame:
    """Return median and spread by fiscal year, policies side by side."""
    rows = []
    for scenario, title in findings.design.scenarios.items():
        arms = {policy: findings.arms[(scenario, policy)] for policy in findings.policies_in(scenario)}
        yearly = {policy: arm.by_year("shortfall") for policy, arm in arms.items()}
        for year in findings.status_quo(scenario).years:
            cells = {findings.design.policies[policy]: _cell(found[year]) for policy, found in yearly.items()}
            rows.append({"Scenario": title, "Fiscal year": wording.year(year), **cells})
    return pd.DataFrame(rows).fillna("\u2013")


def _cell(values: "pd.Series[float]") -> str:
    return f"{wording.positions(float(values.median()))} ({wording.spread(spread(values))})"


def _draw(findings: Findings, fans: Frames, paths: Frames, marking: str, words: tuple[str, str]) -> str:
    places = list(_places(findings))
    titles = {policy: fitted(title, 22, 2) for policy, title in findings.design.policies.items()}
    grid = Grid(
        rows=1 + max(row for _, row, _ in places),
        columns=1 + max(column for _, _, column in places),
        height=1.75,
        beside=0.14,
        above=0.42 + 0.17 * max(title.count("\n") + 1 for title in titles.values()),
        below=0.36,
        head=0.3,
    )
    with house_style():
        canvas, panels = grid.draw()
        for arm, row, column in places:
            axes = panels[row][column]
            comparator = findings.design.comparator
            reference = fans[(arm[0], comparator)] if arm[1] != comparator else None
            _panel(axes, fans[arm], paths[arm], reference, _months(findings))
            axes.set_title(titles[arm[1]], fontweight="normal")
            _beside(axes, findings, grid, arm, column)
        panels[0][0].set_ylim(0, 1.05 * max(_top(found) for found in fans.values()) or 1.0)
        for unused in {(row, column) for row in range(grid.rows) for column in range(grid.columns)} - {
            (row, column) for _, row, column in places
        }:
            panels[unused[0]][unused[1]].remove()
        _key(canvas, findings, resolved=not any(found["p05"].isna().any() for found in fans.values()))
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _beside(axes: Axes, findings: Findings, grid: Grid, arm: tuple[str, str], column: int) -> None:
    """Write what stands left of the first panel of a row, and the scenario above the first of its panels."""
    if column == 0:
        axes.set_ylabel("Positions short")
        thousands(axes)
        if arm[1] == findings.policies_in(arm[0])[0]:
            _scenario(axes, findings.design.scenarios[arm[0]], grid)


def _places(findings: Findings) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Yield each arm with the row and column of its panel; a scenario begins a new row."""
    row = 0
    for scenario in findings.design.scenarios:
        policies = findings.policies_in(scenario)
        for place, policy in enumerate(policies):
            yield (scenario, policy), row + place // ACROSS, place % ACROSS
        row += -(-len(policies) // ACROSS)


def _top(found: pd.DataFrame) -> float:
    edge = found["p95"] if found["p95"].notna().all() else found["highest"]
    return float(edge.max())


def _panel(axes: Axes, found: pd.DataFrame, paths: pd.DataFrame, reference: pd.DataFrame | None, months: int) -> None:
    days = list(found.index)
    x = [fiscal_time(day, months) for day in days]
    outer = ("p05", "p95") if found["p05"].notna().all() else ("lowest", "highest")
    axes.fill_between(*area(x, found[outer[0]], found[outer[1]]), color=BLUE, alpha=0.18, linewidth=0)
    if found["p25"].notna().all():
        axes.fill_between(*area(x, found["p25"], found["p75"]), color=BLUE, alpha=0.32, linewidth=0)
    for _, path in paths.iterrows():
        axes.plot(x, path, marker=marker(x), color=GREY, linewidth=0.45, markersize=2.5, alpha=0.8)
    if reference is not None:
        dash = marker(x, "_")
        axes.plot(x, reference["p50"], marker=dash, color=INK, linewidth=1.3, linestyle=(0, (4, 2)), markersize=22)
    axes.plot(x, found["p50"], marker=marker(x), color=BLUE, linewidth=2.2)
    axes.grid(axis="y")
    fiscal_axis(axes, days, months, labels=3)


def _scenario(axes: Axes, title: str, grid: Grid) -> None:
    axes.annotate(
        title,
        xy=(0, 1),
        xycoords="axes fraction",
        xytext=(-grid.left * 72 + 8, 72 * (grid.above - 0.25)),
        textcoords="offset points",
        fontsize=11,
        fontweight="bold",
        annotation_clip=False,
    )


def _key(canvas: Canvas, findings: Findings, *, resolved: bool) -> None:
    names = ("middle 90 of 100 runs", "middle 50") if resolved else ("all runs", "middle 50 of 100")
    handles = [
        Line2D([], [], color=BLUE, linewidth=2.2, label="median"),
        Patch(color=BLUE, alpha=0.45, linewidth=0, label=names[1]),
        Patch(color=BLUE, alpha=0.18, linewidth=0, label=names[0]),
        Line2D([], [], color=GREY, linewidth=0.8, label="single runs"),
        Line2D(
            [], [], color=INK, linewidth=1.3, linestyle=(0, (4, 2)), label=f"median, {findings.design.comparator_title}"
        ),
    ]
    canvas.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=len(handles),
        frameon=False,
        fontsize=9.5,
        handlelength=1.8,
        columnspacing=1.6,
        borderaxespad=0.3,
    )
