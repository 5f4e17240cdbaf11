"""How figures look: one style, colours that also differ in grey, panels on shared axes, names beside the lines."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from numpy.typing import ArrayLike, NDArray

from simulation.calendar_time import FISCAL_YEAR_START_MONTH, fiscal_year

Points = NDArray[np.float64]
"""Coordinates of points."""

INK: Final = "#1b1b1b"
QUIET: Final = "#595959"
RULE: Final = "#d0d0d0"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
GREEN: Final = "#007a59"
SKY: Final = "#56B4E9"
ORANGE: Final = "#E69F00"
PURPLE: Final = "#CC79A7"
GREY: Final = "#7a7a7a"
"""Okabe and Ito's colours, green a little darker so that thin lines stand out on white."""

WIDTH: Final = 10.0
"""Inches; a page shows it at about 900 pixels, so that 10 points come out as 12.5 pixels."""

STYLE: Final[dict[str, Any]] = {
    "svg.hashsalt": "billet",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "figure.dpi": 72,
    "savefig.dpi": 72,
    "path.simplify": True,
    "path.simplify_threshold": 0.2,
}


@dataclass(frozen=True, slots=True)
class Line:
    """How one series is drawn, the same in every panel and figure."""

    colour: str
    """Colour of line and band."""

    style: Any
    """Dash pattern; tells series apart without colour."""

    width: float
    """Width in points."""


LINES: Final = {
    "requirement": Line(VERMILLION, "solid", 2.2),
    "authorised": Line(INK, (0, (5, 2)), 1.4),
    "assigned": Line(GREEN, (0, (1.2, 1.4)), 1.8),
    "effective": Line(BLUE, "solid", 2.2),
}
"""Lines of the stocks."""


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in this style whatever the reader's own settings are."""
    with matplotlib.style.context(["default", STYLE]):
        yield


@dataclass(frozen=True, slots=True)
class Grid:
    """Panels in rows and columns, measured in inches, so that what stands beside a panel has its room."""

    rows: int
    columns: int
    height: float
    """Height of a panel."""

    left: float = 0.75
    """Room left of each panel of the first column: the vertical axis."""

    beside: float = 0.35
    """Room between two panels of a row."""

    right: float = 0.15
    """Room right of the last panel."""

    above: float = 0.42
    """Room above each panel: its title."""

    below: float = 0.40
    """Room below each panel: the horizontal axis."""

    foot: float = 0.25
    """Room at the foot of the drawing: the marking."""

    head: float = 0.0
    """Room at the head of the drawing: the key."""

    @property
    def width(self) -> float:
        """Width of a panel in inches."""
        return (WIDTH - self.left - self.right - self.beside * (self.columns - 1)) / self.columns

    @property
    def total(self) -> float:
        """Height of the drawing in inches."""
        return self.head + self.rows * (self.above + self.height + self.below) + self.foot

    def draw(self, *, own_scales: bool = False) -> tuple[Canvas, list[list[Axes]]]:
        """Return an empty drawing and its panels, which share both axes, or only the vertical one."""
        canvas = Canvas(figsize=(WIDTH, self.total))
        rows: list[list[Axes]] = []
        first: Axes | None = None
        for row in range(self.rows):
            bottom = self.total - self.head - (row + 1) * (self.above + self.height + self.below) + self.below
            panels = []
            for column in range(self.columns):
                place = self.left + column * (self.width + self.beside)
                box = (place / WIDTH, bottom / self.total, self.width / WIDTH, self.height / self.total)
                axes = canvas.add_axes(box, sharex=None if own_scales else first, sharey=first)
                axes.tick_params(labelleft=column == 0)
                first = first or axes
                panels.append(axes)
            rows.append(panels)
        return canvas, rows


def mark(canvas: Canvas, marking: str) -> None:
    """Write a marking at the foot of the drawing, so that it stays with it wherever it is pasted."""
    if marking:
        canvas.text(1 - 0.1 / WIDTH, 0.07 / canvas.get_figheight(), marking, fontsize=8.5, color=QUIET, ha="right")


def thousands(axes: Axes) -> None:
    """Write the numbers of the vertical axis with thousands apart."""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace("-", "\u2212"))


MUCH_BELOW: Final = 0.4
"""Share of the greatest value below which the least is shown together with zero."""


def floor_of(least: float, greatest: float) -> float:
    """Return where a vertical axis begins: at zero, unless that would leave the lower part of the panel empty.

    Examples
    --------
    >>> floor_of(10.0, 100.0), floor_of(560.0, 900.0)
    (0.0, 500.0)
    """
    if greatest <= 0.0 or least < MUCH_BELOW * greatest:
        return min(0.0, least)
    step = 10.0 ** np.floor(np.log10(greatest - 0.9 * least))
    return float(np.floor(0.98 * least / step) * step)


MONTHS_SHOWN_SINGLY: Final = 60
"""Months up to which lines show each month; longer periods are shown by quarter, lest they look like a hedge."""


def span_months(months: int) -> int:
    """Return the months that one point of a line stands for."""
    return 1 if months <= MONTHS_SHOWN_SINGLY else 3


def fiscal_time(day: date, months: int = 1) -> float:
    """Return the middle of a span of months on an axis where fiscal year 2040 reaches from 2040 to 2041."""
    past = (day.month - FISCAL_YEAR_START_MONTH) % 12
    return fiscal_year(day) + (past + months / 2) / 12


def fiscal_axis(axes: Axes, days: Sequence[date], months: int, labels: int) -> None:
    """Mark the fiscal years below a panel: a tick where each year begins, the name of some in their middle."""
    first, last = fiscal_year(days[0]), fiscal_year(days[-1])
    shown = chosen_years(first, last, labels)
    axes.set_xlim(fiscal_time(days[0], 0), fiscal_time(days[-1], 2 * months))
    axes.set_xticks(range(first, last + 2), minor=True)
    axes.tick_params(axis="x", which="minor", length=3)
    axes.set_xticks([year + 0.5 for year in shown], [f"FY{year % 100:02d}" for year in shown])
    axes.tick_params(axis="x", which="major", length=0, pad=5)


def chosen_years(first: int, last: int, labels: int) -> list[int]:
    """Return at most `labels` years, evenly spaced, multiples of their distance where that leaves enough.

    Examples
    --------
    >>> chosen_years(2025, 2040, 4), chosen_years(2025, 2027, 4)
    ([2025, 2030, 2035, 2040], [2025, 2026, 2027])
    """
    for step in (1, 2, 5, 10, 20, 50, 100):
        years = [year for year in range(first, last + 1) if step == 1 or year % step == 0]
        if len(years) <= labels:
            return years or [first]
    return [first]


BREADTH: Final = 0.01
"""Half the width, in years, that an area is given where there is a single point."""


def area(x: Sequence[float], low: ArrayLike, high: ArrayLike) -> tuple[Points, Points, Points]:
    """Return what an area is drawn from; over a single point it becomes an upright bar, for else it would not show.

    Examples
    --------
    >>> [one.tolist() for one in area([2.0], [5.0], [6.0])]
    [[1.99, 2.01], [5.0, 5.0], [6.0, 6.0]]
    """
    across, lower, upper = (np.asarray(line, dtype=np.float64) for line in (x, low, high))
    if len(x) > 1:
        return across, lower, upper
    return across + np.array([-BREADTH, BREADTH]), np.repeat(lower, 2), np.repeat(upper, 2)


def marker(x: Sequence[float], shape: str = "o") -> str:
    """Return the marker of a line: none, unless it has a single point and could not be seen without."""
    return shape if len(x) == 1 else ""


def years_below(axes: Axes, years: Sequence[int]) -> None:
    """Name some fiscal years below the bars of a panel, one bar in the middle of each year."""
    shown = chosen_years(years[0], years[-1], 5)
    axes.set_xlim(years[0], years[-1] + 1)
    axes.set_xticks([year + 0.5 for year in shown], [f"FY{year % 100:02d}" for year in shown])
    axes.tick_params(axis="x", length=0, pad=5)
    axes.grid(axis="y")


def bars_by_year(axes: Axes, parts: pd.DataFrame, looks: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Draw bars by fiscal year, parts one upon the other, and return where the middle of each last part is.

    Parameters
    ----------
    axes
        The panel.
    parts
        One row per fiscal year, one column per part, from the foot up.
    looks
        How each part is drawn.
    """
    middles = {}
    reached = np.zeros(len(parts))
    for name in parts.columns:
        values = parts[name].to_numpy()
        look: dict[str, Any] = {"edgecolor": "white" if "hatch" not in looks[name] else GREY, **looks[name]}
        axes.bar([int(year) + 0.5 for year in parts.index], values, bottom=reached, width=0.8, linewidth=0.5, **look)
        middles[name] = float(reached[-1] + values[-1] / 2)
        reached = reached + values
    return middles


def label_lines(axes: Axes, ends: Sequence[tuple[float, str, str]], x: float, height: float) -> None:
    """Write the name of each line at its right end, moved apart where lines end close together.

    Parameters
    ----------
    axes
        The panel; its vertical limits are final.
    ends
        Height of the line's end, its name and its colour.
    x
        Where the lines end.
    height
        Height of the panel in inches.
    """
    low, high = axes.get_ylim()
    least = 0.185 / height * (high - low)
    order = sorted(range(len(ends)), key=lambda place: ends[place][0])
    heights = spread_out([ends[place][0] for place in order], least, low, high)
    for place, y in zip(order, heights, strict=True):
        value, name, colour = ends[place]
        axes.annotate(
            name,
            xy=(x, value),
            xytext=(10, (y - value) / (high - low) * height * 72),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 1, "shrinkB": 1},
        )


def fitted(label: str, width: int, lines: int = 1) -> str:
    r"""Return a label in lines of at most `width` letters, cut short where these do not suffice.

    Examples
    --------
    >>> fitted("Assignment across regions", 12, 2), fitted("Status quo", 12)
    ('Assignment\nacross […]', 'Status quo')
    """
    return "\n".join(textwrap.wrap(label, width, max_lines=lines, placeholder=" […]"))


def room_for(labels: Sequence[str]) -> float:
    """Return the inches that the longest line of some labels takes, a little generously."""
    letters = max((len(line) for label in labels for line in label.splitlines()), default=0)
    return 0.2 + letters * 0.072


def spread_out(values: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Return rising values moved apart to at least a given distance, inside limits as far as they fit.

    Examples
    --------
    >>> spread_out([1.0, 1.1, 5.0], 1.0, 0.0, 10.0)
    [0.55, 1.55, 5.0]
    """
    groups = [[value, 1.0] for value in values]
    merged = True
    while merged:
        merged = False
        for left, (a, b) in enumerate(pairwise(groups)):
            if b[0] - a[0] < least * (a[1] + b[1]) / 2 - 1e-12:
                weight = a[1] + b[1]
                groups[left : left + 2] = [[(a[0] * a[1] + b[0] * b[1]) / weight, weight]]
                merged = True
                break
    placed = [
        centre + least * (step - (count - 1) / 2)
        for centre, count in ((group[0], int(group[1])) for group in groups)
        for step in range(count)
    ]
    shift = max(0.0, low - placed[0]) - max(0.0, placed[-1] - high) if placed else 0.0
    return [float(np.round(value + shift, 12)) for value in placed]
