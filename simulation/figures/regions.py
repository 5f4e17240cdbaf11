"""F05: where and when positions are short."""

from collections.abc import Callable, Mapping

import pandas as pd

from simulation.analysis.comparison import leaders
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval
from simulation.analysis.shortfall import Positions
from simulation.analysis.trend import reported_years
from simulation.figures import wording
from simulation.figures.drawing import house_style, mark
from simulation.figures.figure import Figure
from simulation.figures.heat_map import HeatMap, draw
from simulation.figures.svg import serialise

NAME = "F05"
TOTAL = "All regions"

MOST_NAMED = 3
"""Regions named in a title at most; more that are not told apart are no finding."""


def shortfall_by_region(findings: Findings, marking: str = "") -> Figure:
    """Draw the mean shortfall by region and fiscal year under the comparator, one panel per scenario."""
    means = {name: _means(findings, findings.status_quo(name)) for name in findings.design.scenarios}
    title, alt = _title(findings), _alt(findings, means)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="positions short, mean over the fiscal year",
        runs=min(findings.status_quo(name).runs for name in means),
        data=pd.concat([_tidy(findings.status_quo(name)).assign(scenario=name) for name in means])[
            ["scenario", "region", "fiscal_year", "mean", "interval_low", "interval_high", "share_of_requirement"]
        ],
        table=_table(findings, means),
        table_says="Mean shortfall by fiscal year in positions",
        svg=_draw(findings, means, marking, (title, alt)),
    )


def _means(findings: Findings, positions: Positions) -> pd.DataFrame:
    """Return mean shortfall, one row per region in the order of the world, one column per fiscal year."""
    means = {year: positions.by_region("shortfall", year).mean() for year in positions.years}
    return pd.DataFrame(means).loc[findings.design.ordered(positions.regions)]


def _tidy(positions: Positions) -> pd.DataFrame:
    rows = []
    for year in positions.years:
        short, asked = positions.by_region("shortfall", year), positions.by_region("requirement", year)
        for region in positions.regions:
            interval, mean = mean_interval(short[region]), float(short[region].mean())
            needed = float(asked[region].mean())
            rows.append(
                {
                    "region": region,
                    "fiscal_year": year,
                    "mean": mean,
                    "interval_low": interval.low if interval else None,
                    "interval_high": interval.high if interval else None,
                    "share_of_requirement": mean / needed if needed else None,
                }
            )
    return pd.DataFrame(rows)


def _title(findings: Findings) -> str:
    """Name the regions most short in the last year, in positions and for their size, as far as they are told apart."""
    lead = findings.design.lead
    positions = findings.status_quo(lead)
    year = reported_years(positions)[-1]
    short, asked = positions.by_region("shortfall", year), positions.by_region("requirement", year)
    place = f"{findings.design.scenarios[lead]}, {findings.design.comparator_title}, {wording.year(year)}"
    most = _leading(short, findings.design.regions, wording.positions)
    claims = [f"most positions short in {most}" if most else "no region is told apart as the one most short"]
    sized = [region for region in positions.regions if (asked[region] > 0).all()]
    largest = _leading(short[sized] / asked[sized], findings.design.regions, wording.share) if sized else ""
    if largest:
        claims.append(f"greatest share of its requirement short in {largest}")
    return f"{place}: {'; '.join(claims)}"


def _leading(items: pd.DataFrame, labels: Mapping[str, str], form: Callable[[float], str]) -> str:
    """Return the regions that lead, with their numbers; nothing if too many are not told apart."""
    ranked = leaders(items)
    if len(items) == 1:
        first = str(items.iloc[0].idxmax())
        return f"{labels.get(first, first)} ({form(float(items[first].iloc[0]))}, the only run)"
    if len(ranked) > MOST_NAMED:
        return ""
    named = [f"{labels.get(name, name)} ({form(float(items[name].mean()))})" for name in ranked]
    return wording.listed(named) + (" (not told apart)" if len(named) > 1 else "")


def _reading(findings: Findings) -> str:
    positions = findings.status_quo(findings.design.lead)
    partial = [wording.year(year) for year in positions.years if not positions.whole_year(year)]
    text = (
        f"Means over runs under {findings.design.comparator_title}; the darker, the more positions are short. Each "
        "number is the mean over a fiscal year, which begins on 1 October of the calendar year before. A region is "
        "short where its own cells are: a surplus elsewhere does not lower the number. Large regions have large "
        "numbers; the CSV file gives the share of each region's requirement as well."
    )
    return text + (f" In part only: {wording.listed(partial)}." if partial else "")


def _alt(findings: Findings, means: Mapping[str, pd.DataFrame]) -> str:
    labels = findings.design.regions
    sentences = []
    for name, table in means.items():
        years = [int(year) for year in table.columns]
        rows = [
            f"{labels.get(region, region)} {wording.between(values[0], values[-1])}" for region, values in _rows(table)
        ]
        ends = wording.once(wording.year(years[0]), wording.year(years[-1]))
        sentences.append(f"{findings.design.scenarios[name]}, {ends}: {wording.listed(rows)}.")
    return f"Heat map of the mean shortfall in positions, regions down, fiscal years across. {' '.join(sentences)}"


def _rows(table: pd.DataFrame) -> list[tuple[str, list[float]]]:
    """Return the rows of a table with their names."""
    return [(str(name), [float(value) for value in values]) for name, values in table.iterrows()]


def _table(findings: Findings, means: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = []
    for name, table in means.items():
        years = [wording.year(int(year)) for year in table.columns]
        whole = [float(value) for value in table.sum()]
        for region, values in [*_rows(table), (TOTAL, whole)]:
            numbers = dict(zip(years, map(wording.positions, values), strict=True))
            label = findings.design.regions.get(region, region)
            rows.append({"Scenario": findings.design.scenarios[name], "Region": label, **numbers})
    return pd.DataFrame(rows)


def _draw(findings: Findings, means: Mapping[str, pd.DataFrame], marking: str, words: tuple[str, str]) -> str:
    panels = [
        HeatMap(findings.design.scenarios[name], table, wording.positions, foot=(TOTAL, table.sum().tolist()))
        for name, table in means.items()
    ]
    with house_style():
        canvas, _ = draw(
            panels, findings.design.regions, max(float(table.to_numpy().max()) for table in means.values())
        )
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)
