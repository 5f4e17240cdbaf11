"""Tables in colour: rows of numbers by fiscal year, the number in every cell, so that nobody depends on the colour."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, Normalize
from matplotlib.figure import Figure as Canvas

from simulation.figures.drawing import WIDTH, fitted, room_for

FULL_SIZE = 16
"""Fiscal years up to which the numbers are written in full size."""

RAMP = ListedColormap(colormaps["Blues"](np.linspace(0.04, 0.88, 128)), name="amount")
"""One hue from light to dark: reads the same in grey and to every eye."""

LETTERS = 28
"""Letters in a line of the name of a row."""

ABOVE, BELOW, FOOT, RIGHT = 0.38, 0.36, 0.25, 0.1
"""Room in inches above and below a panel, at the foot of the drawing, and right of the panels."""


@dataclass(frozen=True)
class HeatMap:
    """One panel."""

    title: str
    """What it shows."""

    values: pd.DataFrame
    """Rows from top to bottom, one column per fiscal year; missing where there is nothing to count."""

    form: Callable[[float], str]
    """How a number is written."""

    bold: int | None = None
    """Row that stands for the whole, counted from 0."""

    foot: tuple[str, Sequence[float]] | None = None
    """Row below the others without colour, such as their sum: its name and numbers."""

    @property
    def rows(self) -> int:
        """Rows, the one at the foot included."""
        return len(self.values) + (self.foot is not None)


def draw(panels: Sequence[HeatMap], labels: Mapping[str, str], greatest: float) -> tuple[Canvas, list[Axes]]:
    """Return a drawing of some panels one below the other, on one scale of colours.

    Parameters
    ----------
    panels
        What is drawn, from top to bottom.
    labels
        Names of the rows; a row without an entry is called by its own name.
    greatest
        Number at the dark end of the colours; the light end is zero.
    """
    named = [_names(one, labels) for one in panels]
    height = 0.37 if any("\n" in name for names in named for name in names) else 0.3
    left = room_for([name for names in named for name in names])
    total = sum(ABOVE + height * one.rows + BELOW for one in panels) + FOOT
    canvas = Canvas(figsize=(WIDTH, total))
    top, drawn = total, []
    for one, names in zip(panels, named, strict=True):
        top -= ABOVE + height * one.rows
        box = (left / WIDTH, top / total, (WIDTH - left - RIGHT) / WIDTH, height * one.rows / total)
        axes = canvas.add_axes(box)
        _panel(axes, one, names, Normalize(0.0, greatest or 1.0))
        axes.set_title(fitted(one.title, 90))
        top -= BELOW
        drawn.append(axes)
    return canvas, drawn


def _names(panel: HeatMap, labels: Mapping[str, str]) -> list[str]:
    rows = [fitted(labels.get(str(name), str(name)), LETTERS, 2) for name in panel.values.index]
    return [*rows, *([panel.foot[0]] if panel.foot else [])]


def _panel(axes: Axes, panel: HeatMap, names: Sequence[str], norm: Normalize) -> None:
    values = panel.values
    years = [int(year) for year in values.columns]
    size = 9.0 if len(years) <= FULL_SIZE else 9.0 * FULL_SIZE / len(years)
    edges = (np.arange(len(years) + 1) - 0.5, np.arange(len(values) + 1) - 0.5)
    axes.pcolormesh(*edges, values.to_numpy(), cmap=RAMP, norm=norm, edgecolor="white", linewidth=0.8)
    written: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size}
    for row, numbers in enumerate(values.to_numpy()):
        weight = "bold" if row == panel.bold else "normal"
        for column, value in enumerate(numbers):
            colour = "#000000" if np.isnan(value) else readable(RAMP(norm(value))[:3])
            text = "\u2013" if np.isnan(value) else panel.form(float(value))
            axes.text(column, row, text, color=colour, fontweight=weight, **written)
    for column, value in enumerate(panel.foot[1] if panel.foot else ()):
        axes.text(column, len(values), panel.form(value), fontweight="bold", **written)
    _around(axes, panel, names, years)


def _around(axes: Axes, panel: HeatMap, names: Sequence[str], years: Sequence[int]) -> None:
    axes.set_yticks(range(panel.rows), names)
    axes.set_xticks(range(len(years)), [f"FY{year % 100:02d}" for year in years])
    axes.set_ylim(panel.rows - 0.5, -0.5)
    axes.tick_params(length=0)
    if panel.bold is not None:
        axes.get_yticklabels()[panel.bold].set_fontweight("bold")
    for spine in axes.spines.values():
        spine.set_visible(False)


def readable(colour: tuple[float, ...]) -> str:
    """Return black or white, whichever stands out more on a colour (contrast at least 4.5 to 1 on any)."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]  # noqa: PLR2004
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#ffffff"
