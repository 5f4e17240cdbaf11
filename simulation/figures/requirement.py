"""F03: what is asked for, what is funded, who is there, and what they can do."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.findings import Findings
from simulation.analysis.shortfall import Positions, band, fan
from simulation.analysis.trend import Trend, gap_trend
from simulation.figures import wording
from simulation.figures.drawing import (
    LINES,
    QUIET,
    Grid,
    area,
    fiscal_axis,
    fiscal_time,
    fitted,
    floor_of,
    house_style,
    label_lines,
    mark,
    marker,
    span_months,
    thousands,
)
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise
from simulation.measures import STOCKS

NAME = "F03"

BANDED = ("requirement", "effective")
"""Series drawn with a band; bands on all four would hide each other."""


def requirement_against_effective(findings: Findings, marking: str = "") -> Figure:
    """Draw requirement, authorised, assigned and effective over time under the comparator, one panel per scenario."""
    design = findings.design
    data = {name: _series(findings.status_quo(name)) for name in design.scenarios}
    trends = {name: gap_trend(findings.status_quo(name)) for name in design.scenarios}
    title = _title(findings, trends[design.lead])
    alt = _alt(findings, data)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings, data),
        alt=alt,
        unit="positions",
        runs=min(findings.status_quo(name).runs for name in data),
        data=pd.concat([frame.assign(scenario=name) for name, frame in data.items()])[
            ["scenario", "date", "stock", "mean", "band_low", "band_high"]
        ],
        table=_table(findings, trends),
        table_says="Means by fiscal year; gap: requirement less effective, with both kinds of uncertainty",
        svg=_draw(findings, data, marking, title, alt),
    )


def _series(positions: Positions) -> pd.DataFrame:
    """Return mean and band of each series by month, tidy."""
    frames = []
    for stock in LINES:
        found = fan(positions.by_span(stock, _months(positions)))
        edges = band(found)
        frame = pd.DataFrame({"mean": found["mean"], "band_low": edges.low, "band_high": edges.high})
        frames.append(frame.rename_axis("date").reset_index().assign(stock=stock))
    return pd.concat(frames, ignore_index=True)


def _title(findings: Findings, gap: Trend) -> str:
    """Say how often and how surely the requirement is unmet, and whether that gets worse."""
    place = f"{findings.design.scenarios[findings.design.lead]}, {findings.design.comparator_title}"
    if gap.runs == 1:
        return f"{place}: one run, which says nothing about the next"
    return f"{place}: {_level(gap)}; {_movement(gap)}"


def _level(gap: Trend) -> str:
    above, below, years = len(gap.above), len(gap.below), len(gap.years)
    if above == years:
        return "requirement exceeds effective in every year" if years > 1 else "requirement exceeds effective"
    if below == years:
        return "effective exceeds requirement in every year" if years > 1 else "effective exceeds requirement"
    parts = [f"requirement exceeds effective in {above} of {years} years"] if above else []
    parts += [f"effective exceeds requirement in {below}"] if below else []
    return " and ".join(parts) or "requirement and effective are not told apart"


def _movement(gap: Trend) -> str:
    """Say how the gap moves: over a turning year if there is one, else from the first year to the last."""
    last = f"{wording.positions(gap.means[-1])} positions in {wording.year(gap.years[-1])}"
    if len(gap.years) == 1:
        return f"the gap is {last}"
    first = f"{wording.positions(gap.means[0])} in {wording.year(gap.years[0])}"
    if gap.turn is not None:
        middle = gap.means[gap.years.index(gap.turn)]
        there, then = ("falls", "rises") if middle < gap.means[0] else ("rises", "falls")
        turn = f"{wording.positions(middle)} in {wording.year(gap.turn)}"
        return f"the gap {there} from {first} to {turn}, then {then} to {last}"
    if gap.change is None or not gap.change.excludes_zero:
        return f"the gap shows no clear change, {first}, {last}"
    return f"the gap {'grows' if gap.change.low > 0 else 'shrinks'} from {first} to {last}"


def _reading(findings: Findings, data: dict[str, pd.DataFrame]) -> str:
    floor = _limits(data)[0]
    positions = findings.status_quo(findings.design.lead)
    span = wording.span(_months(positions))
    points = wording.spans(span, len(positions.dates))
    text = (
        f"{points} Lines are means over runs under {findings.design.comparator_title}; bands on "
        f"requirement and effective hold {wording.band(positions.runs)} in each {span} taken by itself. The hatched "
        "area between requirement and effective is the gap. It is net: people to spare in one office are set against "
        "people missing in another, so the shortfall itself is at least as great (see F06)."
    )
    return text + (f" The vertical axis begins at {floor:,.10g}, not at zero." if floor else "")


def _months(positions: Positions) -> int:
    return span_months(len(positions.dates))


def _alt(findings: Findings, data: dict[str, pd.DataFrame]) -> str:
    sentences = []
    for name, frame in data.items():
        days = findings.status_quo(name).dates
        ends = [_ends(frame[frame["stock"] == stock], STOCKS[stock].label.lower()) for stock in LINES]
        months = wording.once(f"{days[0]:%B %Y}", f"{days[-1]:%B %Y}")
        sentences.append(f"{findings.design.scenarios[name]}, {months}, positions: {wording.listed(ends)}.")
    return f"Lines over time, one panel per scenario, {findings.design.comparator_title}. {' '.join(sentences)}"


def _ends(line: pd.DataFrame, label: str) -> str:
    first, last = line.iloc[0], line.iloc[-1]
    means = wording.between(float(first["mean"]), float(last["mean"]))
    runs = wording.between(float(last["band_low"]), float(last["band_high"]))
    return f"{label} {'from ' if ' to ' in means else ''}{means} (runs at the end: {runs})"


def _table(findings: Findings, trends: dict[str, Trend]) -> pd.DataFrame:
    rows = []
    for name, gap in trends.items():
        means = {stock: findings.status_quo(name).by_year(stock).mean() for stock in LINES}
        rows += [
            {
                "Scenario": findings.design.scenarios[name],
                "Fiscal year": wording.year(year),
                **{STOCKS[stock].label: wording.positions(line[year]) for stock, line in means.items()},
                "Gap (net)": wording.positions(gap.means[place]),
                "95\u00a0% interval of the mean gap": wording.interval(gap.intervals[place]),
                "Spread of the gap across runs": wording.spread(gap.spreads[place]),
            }
            for place, year in enumerate(gap.years)
        ]
    return pd.DataFrame(rows)


def _draw(findings: Findings, data: dict[str, pd.DataFrame], marking: str, title: str, alt: str) -> str:
    columns = min(2, len(data))
    grid = Grid(-(-len(data) // columns), columns, height=3.1, beside=1.2, right=1.15)
    with house_style():
        canvas, panels = grid.draw()
        flat = [axes for row in panels for axes in row]
        low, high = _limits(data)
        for axes, (name, frame) in zip(flat, data.items(), strict=False):
            axes.set_ylim(low, high)
            _panel(axes, frame, grid.height, _months(findings.status_quo(name)))
            axes.set_title(fitted(findings.design.scenarios[name], 36))
        for axes in flat[len(data) :]:
            axes.remove()
        for row in panels:
            row[0].set_ylabel("Positions")
            thousands(row[0])
        mark(canvas, marking)
        return serialise(canvas, NAME, title, alt)


def _limits(data: dict[str, pd.DataFrame]) -> tuple[float, float]:
    least = min(float(frame["band_low"].min()) for frame in data.values())
    greatest = max(float(frame["band_high"].max()) for frame in data.values())
    return floor_of(least, greatest), 1.03 * greatest or 1.0


def _panel(axes: Axes, frame: pd.DataFrame, height: float, months: int) -> None:
    lines = {stock: frame[frame["stock"] == stock] for stock in LINES}
    days = list(lines["requirement"]["date"])
    x = [fiscal_time(day, months) for day in days]
    fiscal_axis(axes, days, months, labels=5)
    axes.grid(axis="y")
    across, lower, upper = area(x, lines["effective"]["mean"], lines["requirement"]["mean"])
    short = list(upper >= lower)
    axes.fill_between(
        across, lower, upper, where=short, facecolor="#f1f1f1", edgecolor="#b9b9b9", hatch="////", linewidth=0
    )
    for stock in BANDED:
        line = lines[stock]
        edges = area(x, line["band_low"], line["band_high"])
        axes.fill_between(*edges, color=LINES[stock].colour, alpha=0.22, linewidth=0)
    for stock, look in LINES.items():
        means = lines[stock]["mean"]
        axes.plot(x, means, marker=marker(x), color=look.colour, linestyle=look.style, linewidth=look.width)
    ends = [(float(lines[stock]["mean"].iloc[-1]), STOCKS[stock].label, look.colour) for stock, look in LINES.items()]
    label_lines(axes, ends, x[-1], height)
    _name_gap(axes, lines, x)


def _name_gap(axes: Axes, lines: dict[str, pd.DataFrame], x: list[float]) -> None:
    """Write "gap" between the two neighbouring lines that leave most room for it."""
    month = len(x) * 7 // 8
    heights = sorted(float(line["mean"].iloc[month]) for line in lines.values())
    if lines["requirement"]["mean"].iloc[month] == heights[-1] and lines["effective"]["mean"].iloc[month] == heights[0]:
        room, below = max((upper - lower, lower) for lower, upper in pairwise(heights))
        if room > 0.06 * (axes.get_ylim()[1] - axes.get_ylim()[0]):
            axes.text(x[month], below + room / 2, "gap", ha="center", va="center", fontsize=9.5, color=QUIET)
