"""F07: which constraint binds, year by year."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.chances import ALL_REGIONS
from simulation.analysis.comparison import leaders
from simulation.analysis.constraints import CONSTRAINTS, OFFSET, binding, constraints
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval
from simulation.analysis.trend import reported_years
from simulation.figures import wording
from simulation.figures.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    Grid,
    bars_by_year,
    fitted,
    house_style,
    label_lines,
    mark,
    thousands,
    years_below,
)
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise

NAME = "F07"
WHOLE = "All regions"
REST = "rest"
DRAWN = 5
"""Constraints drawn one by one: those that are greatest in any year; the others are drawn together."""

LOOKS: Final[dict[str, dict[str, Any]]] = {
    "unfunded": {"facecolor": VERMILLION},
    "hiring": {"facecolor": BLUE},
    "selection": {"facecolor": SKY},
    "school": {"facecolor": GREEN},
    "moves": {"facecolor": PURPLE},
    "certification": {"facecolor": ORANGE},
    "learning": {"facecolor": "#f0d9a8", "hatch": "\\\\\\\\"},
    "mismatch": {"facecolor": "#d9d9d9", "hatch": "////"},
    REST: {"facecolor": "white", "hatch": "xxxx"},
    OFFSET: {"facecolor": "white", "hatch": "----"},
}
"""How each part looks; hatches tell the light ones apart, and each has its name beside it."""

LABELS: Final = {
    **{name: one.label for name, one in CONSTRAINTS.items()},
    REST: "All others",
    OFFSET: "Slack (offsets)",
}
"""Names of the parts."""

TIDY = ("region", "fiscal_year", "constraint", "mean", "interval_low", "interval_high", "greatest_in", "runs")
"""Columns of the numbers drawn, after the scenario."""

NOUNS: Final = {
    "unfunded": "unfunded requirement",
    "selection": "successors selected and waiting",
    "certification": "missing certification",
    "mismatch": "mismatch between places",
}
"""Names of the parts in a sentence, where they differ from those beside the bars."""

GREATEST = "greatest part of the shortfall: "
"""What a title says before a part that is told apart."""

MOST_NAMED = 3
"""Parts named in a title at most; more that are not told apart are no finding."""

Frames = Mapping[str, pd.DataFrame]


def binding_constraints(findings: Findings, marking: str = "") -> Figure:
    """Draw the shortfall by constraint and fiscal year under the comparator, one panel per scenario."""
    found = {name: constraints(findings.status_quo(name)) for name in findings.design.scenarios}
    greatest = {name: binding(parts) for name, parts in found.items()}
    title, alt = _title(findings, found), _alt(findings, found)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="positions short, mean over the fiscal year",
        runs=min(findings.status_quo(name).runs for name in found),
        data=pd.concat([_tidy(parts).assign(scenario=name) for name, parts in found.items()])[["scenario", *TIDY]],
        table=_table(findings, greatest),
        table_says=(
            "Binding constraint by region and fiscal year: the greatest part of the mean shortfall, its share of all "
            "parts, and in brackets the share of runs in which it is the greatest part"
        ),
        svg=_draw(findings, found, marking, (title, alt)),
    )


def _title(findings: Findings, found: Frames) -> str:
    """Name the constraint that binds over all regions in the last year, and the one that did in the first."""
    lead = findings.design.lead
    parts = _of_all_regions(found[lead])[list(CONSTRAINTS)]
    years = reported_years(findings.status_quo(lead))
    in_year = parts.index.get_level_values("fiscal_year")
    first, last = (greatest_part(parts[in_year == year]) for year in (years[0], years[-1]))
    place = f"{findings.design.scenarios[lead]}, {findings.design.comparator_title}"
    claim = f"{place}, {wording.year(years[-1])}: {last}"
    if len(years) == 1 or first == last:
        return claim
    return f"{claim}; in {wording.year(years[0])}: {first.removeprefix(GREATEST)}"


def greatest_part(parts: pd.DataFrame) -> str:
    """Say which constraint is the greatest part of a year's shortfall, as far as the runs tell.

    Parameters
    ----------
    parts
        The shortfall by constraint, one row per run, columns CONSTRAINTS.
    """
    total = float(parts.sum(axis=1).mean())
    if total == 0.0:
        return "nothing is short"
    if len(parts) == 1:
        return f"greatest part of the shortfall in the only run: {_noun(str(parts.iloc[0].idxmax()))}"
    ranked = leaders(parts)
    if len(ranked) > MOST_NAMED:
        return "no part of the shortfall told apart as the greatest"
    if len(ranked) > 1:
        return f"greatest parts of the shortfall, not told apart: {wording.listed([_noun(name) for name in ranked])}"
    share = wording.share(float(parts[ranked[0]].mean()) / total)
    often = int((parts.idxmax(axis=1) == ranked[0]).sum())
    runs = f"the greatest in {often} of {wording.runs(len(parts))}"
    return f"{GREATEST}{_noun(ranked[0])} ({share}, {runs})"


def _noun(name: str) -> str:
    return NOUNS.get(name, LABELS[name].lower())


def _reading(findings: Findings) -> str:
    return (
        f"Means over runs under {findings.design.comparator_title}; the bars above zero, less the one below it (if "
        "any), are the shortfall, drawn as a line. Empty positions count for what is nearest to filling them: hiring "
        "(an open requisition, or nothing on its way), a successor selected and waiting, school, or a move; so vacant "
        "positions, one cause in F06, are several here, and another may be the greatest. Mismatch "
        "is the surplus of other cells, which helps nobody where people are missing. Below zero: funded slack, "
        "positions held twice and people in abolished positions. This is accounting: it says where positions are "
        "missing, and not what a lever would change, because when one part is pushed the others move. The greatest "
        f"{DRAWN} parts are drawn one by one; the table names the greatest for each region."
    )


def _of_all_regions(parts: pd.DataFrame) -> pd.DataFrame:
    return parts[parts.index.get_level_values("region") == ALL_REGIONS]


def _means(parts: pd.DataFrame) -> pd.DataFrame:
    """Return mean parts over all regions, one row per year."""
    return _of_all_regions(parts).groupby(level="fiscal_year").mean()


def _alt(findings: Findings, found: Frames) -> str:
    sentences = []
    for name, parts in found.items():
        means = _means(parts)
        first, last = means.iloc[0], means.iloc[-1]
        said = [f"{LABELS[part].lower()} {wording.between(first[part], last[part])}" for part in (*CONSTRAINTS, OFFSET)]
        period = wording.once(wording.year(int(means.index[0])), wording.year(int(means.index[-1])))
        sentences.append(f"{findings.design.scenarios[name]}, {period}, positions: {wording.listed(said)}.")
    return (
        "Stacked bars by fiscal year, one panel per scenario: shortfall by constraint, "
        f"{findings.design.comparator_title}. {' '.join(sentences)}"
    )


def _tidy(parts: pd.DataFrame) -> pd.DataFrame:
    """Return means with their intervals, and the runs in which each constraint is the greatest part."""
    own = parts[list(CONSTRAINTS)]
    first = own.idxmax(axis=1).where(own.sum(axis=1) > 0)
    rows = []
    for (region, year), values in parts.groupby(level=["region", "fiscal_year"], sort=False):
        counts = first.loc[values.index].value_counts()
        for name in (*CONSTRAINTS, OFFSET):
            interval = mean_interval(values[name])
            rows.append(
                {
                    "region": region,
                    "fiscal_year": year,
                    "constraint": name,
                    "mean": float(values[name].mean()),
                    "interval_low": interval.low if interval else None,
                    "interval_high": interval.high if interval else None,
                    "greatest_in": int(counts.get(name, 0)),
                    "runs": len(values),
                }
            )
    return pd.DataFrame(rows)


def _table(findings: Findings, greatest: Frames) -> pd.DataFrame:
    labels = {**findings.design.regions, ALL_REGIONS: WHOLE}
    rows = []
    for name, found in greatest.items():
        regions = findings.design.ordered(findings.status_quo(name).regions)
        for region in [*regions, ALL_REGIONS]:
            cells = {wording.year(int(str(year))): _cell(one) for year, one in found.loc[region].iterrows()}
            place = {"Scenario": findings.design.scenarios[name], "Region": labels.get(region, region)}
            rows.append({**place, **cells})
    return pd.DataFrame(rows).fillna("\u2013")


def _cell(one: "pd.Series[Any]") -> str:
    if pd.isna(one["constraint"]):
        return "\u2013"
    often = wording.percent(one["greatest_in"] / one["runs"])
    return f"{LABELS[one['constraint']]} {wording.percent(one['share'])}\u00a0% ({often}\u00a0%)"


def _draw(findings: Findings, found: Frames, marking: str, words: tuple[str, str]) -> str:
    columns = min(2, len(found))
    grid = Grid(-(-len(found) // columns), columns, height=3.0, beside=1.6, right=1.5)
    means = {name: _means(parts) for name, parts in found.items()}
    kept = _greatest(means)
    with house_style():
        canvas, panels = grid.draw()
        flat = [axes for row in panels for axes in row]
        high = max(float(one[list(CONSTRAINTS)].sum(axis=1).max()) for one in means.values()) or 1.0
        flat[0].set_ylim(-1.1 * max(float(one[OFFSET].max()) for one in means.values()), 1.05 * high)
        for axes, (name, one) in zip(flat, means.items(), strict=False):
            _panel(axes, _stacked(one, kept), one, grid.height)
            axes.set_title(fitted(findings.design.scenarios[name], 36))
        for axes in flat[len(found) :]:
            axes.remove()
        for row in panels:
            row[0].set_ylabel("Positions short")
            thousands(row[0])
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _greatest(means: Frames) -> list[str]:
    """Return the constraints drawn one by one, the same in every panel, in their usual order."""
    highest = pd.concat([one[list(CONSTRAINTS)] for one in means.values()]).max()
    first = list(highest.sort_values(ascending=False, kind="stable").index[:DRAWN])
    return [name for name in CONSTRAINTS if name in first]


def _stacked(means: pd.DataFrame, kept: list[str]) -> pd.DataFrame:
    rest = [name for name in CONSTRAINTS if name not in kept]
    return means[kept].assign(**{REST: means[rest].sum(axis=1)})


def _panel(axes: Axes, stacked: pd.DataFrame, means: pd.DataFrame, height: float) -> None:
    years = [int(year) for year in means.index]
    middles = bars_by_year(axes, stacked, LOOKS)
    ends = [(middle, LABELS[name], GREY) for name, middle in middles.items()]
    offset = means[OFFSET].to_numpy()
    if offset.max() > 0.005 * axes.get_ylim()[1]:
        bars_by_year(axes, pd.DataFrame({OFFSET: -offset}, index=means.index), LOOKS)
        ends.append((float(-offset[-1] / 2), LABELS[OFFSET], GREY))
    axes.axhline(0, color=INK, linewidth=0.8)
    short = stacked.sum(axis=1).to_numpy() - offset
    x = np.array(years, dtype=float) + 0.5
    axes.plot(x, short, color=INK, linewidth=1.6, marker="o", markersize=3.5)
    ends.append((float(short[-1]), "Shortfall", INK))
    years_below(axes, years)
    label_lines(axes, ends, years[-1] + 0.9, height)
