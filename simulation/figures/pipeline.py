"""F09: what is on its way to empty positions."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.comparison import leaders
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval
from simulation.analysis.shortfall import SPLIT, Positions
from simulation.analysis.trend import reported_years
from simulation.figures import wording
from simulation.figures.drawing import (
    GREY,
    Grid,
    area,
    fiscal_axis,
    fiscal_time,
    fitted,
    house_style,
    label_lines,
    mark,
    span_months,
    thousands,
)
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise
from simulation.measures import STOCKS

NAME = "F09"
WHOLE = "empty"

MOST_NAMED = 3
"""Parts named in a title at most; more that are not told apart are no finding."""

THIN = 0.0025
"""Share of a panel's height below which an area cannot be seen, and is left out with its name."""

NAMES: Final = {name: STOCKS[name].label.partition(", ")[2] for name in SPLIT}
"""Names of the parts in words."""

SHORT: Final = {name: label.removeprefix("successor ").removesuffix(" on its way") for name, label in NAMES.items()}
"""Names of the parts beside their areas."""

FILLS: Final[dict[str, dict[str, Any]]] = dict(
    zip(
        SPLIT,
        (
            {"facecolor": "#084a8c"},
            {"facecolor": "#2f7fbc"},
            {"facecolor": "#76b4d8"},
            {"facecolor": "#c3dcee"},
            {"facecolor": "#f4f4f4", "edgecolor": "#9a9a9a", "hatch": "////"},
        ),
        strict=True,
    )
)
"""The nearer to the post, the darker; hatched where nothing comes."""

Frames = Mapping[str, pd.DataFrame]


def on_the_way_to_empty_positions(findings: Findings, marking: str = "") -> Figure:
    """Draw empty positions over time under the comparator, split by what is on its way, one panel per scenario."""
    data = {name: _series(findings.status_quo(name)) for name in findings.design.scenarios}
    title, alt = _title(findings), _alt(findings, data)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="positions",
        runs=min(findings.status_quo(name).runs for name in data),
        data=pd.concat([frame.assign(scenario=name) for name, frame in data.items()])[
            ["scenario", "date", "stock", "mean", "interval_low", "interval_high"]
        ],
        table=_table(findings),
        table_says="Empty positions by fiscal year, and what is on its way to them; means over runs",
        svg=_draw(findings, data, marking, (title, alt)),
    )


def _series(positions: Positions) -> pd.DataFrame:
    """Return mean and interval of the empty positions and of their parts, by span of months, tidy."""
    rows = []
    for stock in (WHOLE, *SPLIT):
        spans = positions.by_span(stock, _months(positions))
        for day, values in spans.items():
            interval = mean_interval(values)
            rows.append(
                {
                    "date": day,
                    "stock": stock,
                    "mean": float(values.mean()),
                    "interval_low": interval.low if interval else None,
                    "interval_high": interval.high if interval else None,
                }
            )
    return pd.DataFrame(rows)


def _months(positions: Positions) -> int:
    return span_months(len(positions.dates))


def _title(findings: Findings) -> str:
    lead = findings.design.lead
    positions = findings.status_quo(lead)
    year = reported_years(positions)[-1]
    parts = pd.DataFrame({name: positions.by_year(name)[year] for name in SPLIT})
    place = f"{findings.design.scenarios[lead]}, {findings.design.comparator_title}, {wording.year(year)}"
    return f"{place}: {largest_part(parts)}"


def largest_part(parts: pd.DataFrame) -> str:
    """Say what is on its way to most of the empty positions, as far as the runs tell.

    Parameters
    ----------
    parts
        Mean empty positions, one row per replication, columns SPLIT.
    """
    whole = parts.sum(axis=1)
    if whole.mean() <= 0.0:
        return "no position is empty"
    many = f"{wording.fine(float(whole.mean()))} empty positions"
    if len(parts) == 1:
        return f"largest part of {many} in the only run: {NAMES[str(parts.iloc[0].idxmax())]}"
    ranked = leaders(parts)
    if len(ranked) > MOST_NAMED:
        return f"{many}, no largest part told apart"
    if len(ranked) > 1:
        return f"largest parts of {many}, not told apart: {wording.listed([NAMES[name] for name in ranked])}"
    most = mean_interval(parts[ranked[0]] - whole / 2)
    kind = "most" if most is not None and most.low > 0.0 else "largest part"
    share = wording.share(float(parts[ranked[0]].mean() / whole.mean()))
    return f"{kind} of {many}: {NAMES[ranked[0]]} ({share})"


def _reading(findings: Findings) -> str:
    positions = findings.status_quo(findings.design.lead)
    return (
        f"{wording.spans(wording.span(_months(positions)), len(positions.dates))} Means over runs under "
        f"{findings.design.comparator_title}; the height of all areas together is the number of empty positions. Each "
        "position counts once, for what is nearest to filling it: a successor moving there, one in class for it, one "
        "selected who waits (to enter, for a seat, for a tour to end or to move), an open requisition with nobody "
        "selected, or nothing. Which lever may help depends on it: faster moves the first, seats the second and third, "
        "faster hiring the third and fourth, and for the last only that a search begins at all. Parts too small to be "
        "seen are not drawn; the table has them."
    )


def _alt(findings: Findings, data: Frames) -> str:
    sentences = []
    for name, frame in data.items():
        days = findings.status_quo(name).dates
        lines = {str(stock): line["mean"] for stock, line in frame.groupby("stock", sort=False)}
        ends = [f"{_label(stock)} {_ends(line)}" for stock, line in lines.items()]
        period = wording.once(f"{days[0]:%B %Y}", f"{days[-1]:%B %Y}")
        sentences.append(f"{findings.design.scenarios[name]}, {period}, positions: {wording.listed(ends)}.")
    return (
        "Stacked areas over time, one panel per scenario: empty positions by what is on its way to them, "
        f"{findings.design.comparator_title}. {' '.join(sentences)}"
    )


def _label(stock: str) -> str:
    return "all empty" if stock == WHOLE else NAMES[stock]


def _ends(line: "pd.Series[float]") -> str:
    means = wording.between(float(line.iloc[0]), float(line.iloc[-1]))
    return f"{'from ' if ' to ' in means else ''}{means}"


def _table(findings: Findings) -> pd.DataFrame:
    rows = []
    for name, title in findings.design.scenarios.items():
        positions = findings.status_quo(name)
        parts = {stock: positions.by_year(stock).mean() for stock in SPLIT}
        whole = positions.by_year(WHOLE)
        rows += [
            {
                "Scenario": title,
                "Fiscal year": wording.year(year),
                "Empty": wording.positions(float(whole[year].mean())),
                "95\u00a0% interval of the mean": wording.interval(mean_interval(whole[year])),
                **{wording.capital(NAMES[stock]): wording.positions(means[year]) for stock, means in parts.items()},
            }
            for year in positions.years
        ]
    return pd.DataFrame(rows)


def _draw(findings: Findings, data: Frames, marking: str, words: tuple[str, str]) -> str:
    columns = min(2, len(data))
    grid = Grid(-(-len(data) // columns), columns, height=2.8, beside=1.4, right=1.35)
    with house_style():
        canvas, panels = grid.draw()
        flat = [axes for row in panels for axes in row]
        flat[0].set_ylim(0.0, 1.05 * max(float(frame["mean"].max()) for frame in data.values()) or 1.0)
        for axes, (name, frame) in zip(flat, data.items(), strict=False):
            _panel(axes, frame, grid.height, _months(findings.status_quo(name)))
            axes.set_title(fitted(findings.design.scenarios[name], 36))
        for axes in flat[len(data) :]:
            axes.remove()
        for row in panels:
            row[0].set_ylabel("Empty positions")
            thousands(row[0])
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _panel(axes: Axes, frame: pd.DataFrame, height: float, months: int) -> None:
    """Draw the parts that can be seen, one upon the other, and write their names at the right end."""
    lines = {stock: frame[frame["stock"] == stock] for stock in SPLIT}
    days = list(lines[SPLIT[0]]["date"])
    x = [fiscal_time(day, months) for day in days]
    fiscal_axis(axes, days, months, labels=5)
    axes.grid(axis="y")
    reached = np.zeros(len(x))
    ends = []
    for stock, line in lines.items():
        means = line["mean"].to_numpy()
        if means.max() <= THIN * axes.get_ylim()[1]:
            continue
        look: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.6} | FILLS[stock]
        axes.fill_between(*area(x, reached, reached + means), **look)
        ends.append((float(reached[-1] + means[-1] / 2), SHORT[stock], GREY))
        reached = reached + means
    label_lines(axes, ends, x[-1], height)
