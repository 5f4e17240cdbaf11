"""F04: how likely it is that a year is short by more than the study's threshold, by region and by policy."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from simulation.analysis.chances import ALL_REGIONS, LEVELS, chances
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import wilson
from simulation.analysis.trend import reported_years
from simulation.figures import wording
from simulation.figures.drawing import chosen_years, house_style, mark
from simulation.figures.figure import Figure
from simulation.figures.heat_map import HeatMap, draw
from simulation.figures.svg import serialise

NAME = "F04"
WHOLE = "All regions"

MOST_NAMED = 3
"""Regions named in a title at most."""

YEARS_TOLD = 4
"""Fiscal years that the table of levels tells at most."""

Frames = Mapping[tuple[str, str], pd.DataFrame]


def chances_of_shortfall(findings: Findings, marking: str = "") -> Figure:
    """Draw the share of runs in which a year is short by more than the threshold: by region, and by policy."""
    levels = sorted({*LEVELS, findings.threshold})
    found = {arm: chances(positions, levels) for arm, positions in findings.arms.items()}
    at_threshold = {arm: frame[frame["level"] == findings.threshold] for arm, frame in found.items()}
    panels = [_by_region(findings, at_threshold), *_by_policy(findings, at_threshold)]
    title, alt = _title(findings, at_threshold), _alt(findings, panels)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="share of runs, in per cent",
        runs=min(positions.runs for positions in findings.arms.values()),
        data=pd.concat([frame.assign(scenario=arm[0], policy=arm[1]) for arm, frame in found.items()])[
            ["scenario", "policy", *found[next(iter(found))].columns]
        ],
        table=_table(findings, at_threshold),
        table_says=f"Share of runs in which the year's mean shortfall exceeds {_threshold(findings)} of the "
        f"requirement under {findings.design.comparator_title}, with its 95\u00a0% interval",
        svg=_draw(findings, panels, marking, (title, alt)),
    )


def _threshold(findings: Findings) -> str:
    return wording.share(findings.threshold)


def _wide(findings: Findings, frame: pd.DataFrame) -> pd.DataFrame:
    """Return shares of runs: one row per region, the whole last, one column per fiscal year."""
    wide = frame.pivot_table(index="region", columns="fiscal_year", values="share", observed=True)
    regions = [str(name) for name in wide.index if name != ALL_REGIONS]
    return wide.loc[[*findings.design.ordered(regions), ALL_REGIONS]]


def _by_region(findings: Findings, found: Frames) -> HeatMap:
    design = findings.design
    wide = _wide(findings, found[(design.lead, design.comparator)])
    title = f"{design.scenarios[design.lead]}, {design.comparator_title}, by region"
    return HeatMap(title, wide, wording.percent, bold=len(wide) - 1)


def _by_policy(findings: Findings, found: Frames) -> list[HeatMap]:
    """Return the panel of all regions together, policy by policy; none if there is a single policy."""
    design = findings.design
    policies = findings.policies_in(design.lead)
    if len(policies) == 1:
        return []
    rows = {
        policy: frame[frame["region"] == ALL_REGIONS].set_index("fiscal_year")["share"]
        for policy, frame in ((policy, found[(design.lead, policy)]) for policy in policies)
    }
    values = pd.DataFrame(rows).T
    title = f"{design.scenarios[design.lead]}, all regions together, by policy"
    return [HeatMap(title, values, wording.percent, bold=policies.index(design.comparator))]


def _title(findings: Findings, found: Frames) -> str:
    """Say in how many runs the last year is short by more than the threshold, in all and where most often."""
    design = findings.design
    frame = found[(design.lead, design.comparator)]
    year = reported_years(findings.status_quo(design.lead))[-1]
    own = frame[frame["fiscal_year"] == year].set_index("region")
    whole, runs = int(own["exceeding"][ALL_REGIONS]), int(own["runs"][ALL_REGIONS])
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}, {wording.year(year)}"
    claim = f"more than {_threshold(findings)} of the requirement short in {whole} of {wording.runs(runs)}"
    further = _further(findings, year) if whole == runs else ""
    return f"{place}: {claim}{further}{_most_often(findings, own.drop(index=ALL_REGIONS))}"


def _further(findings: Findings, year: int) -> str:
    """Say how often the highest level is exceeded, where the threshold always is."""
    highest = LEVELS[-1]
    if findings.threshold >= highest:
        return ""
    found = chances(findings.status_quo(findings.design.lead), [highest])
    own = found[(found["fiscal_year"] == year) & (found["region"] == ALL_REGIONS)]
    return f", more than {wording.share(highest)} in {int(own['exceeding'].iloc[0])}"


def _most_often(findings: Findings, own: pd.DataFrame) -> str:
    """Name the regions short in most runs; nothing where none is, or all alike, or too many."""
    most = int(own["exceeding"].max())
    first = [str(name) for name in own.index[own["exceeding"] == most]]
    if most == 0:
        return "; no single region in any run" if len(own) > 1 else ""
    if len(first) > MOST_NAMED or len(own) == 1:
        return ""
    named = wording.listed([findings.design.regions.get(name, name) for name in first])
    return f"; by region most often in {named} ({most} of {int(own['runs'].max())})"


def _reading(findings: Findings) -> str:
    runs = findings.status_quo(findings.design.lead).runs
    seen = wilson(0, runs)
    none = f" A number of 0 does not mean never: with {wording.runs(runs)} it is consistent with a share of up to "
    ends = f"{wording.share(seen.high)}." if seen else ""
    return (
        "Number in a cell: per cent of runs in which the mean shortfall of the fiscal year exceeds "
        f"{_threshold(findings)} of the mean requirement of that year, the threshold at which this study speaks of a "
        "breach. For all regions, shortfall and requirement are summed first, so that the row in bold is no average of "
        "the others. The share is a frequency among simulated futures: it rests on chance within the assumed inputs, "
        f"not on what is unknown about them.{none}{ends} The CSV file has every policy and scenario, and the levels "
        f"{wording.listed([wording.share(level) for level in LEVELS])} as well."
    )


def _alt(findings: Findings, panels: list[HeatMap]) -> str:
    sentences = []
    for panel in panels:
        names = {**findings.design.policies, **findings.design.regions, ALL_REGIONS: WHOLE}
        years = [wording.year(int(year)) for year in panel.values.columns]
        rows = [
            f"{names.get(str(name), str(name))} {wording.once(panel.form(row.iloc[0]), panel.form(row.iloc[-1]))}"
            for name, row in panel.values.iterrows()
        ]
        sentences.append(f"{panel.title}, {wording.once(years[0], years[-1])}: {wording.listed(rows)}.")
    return (
        f"Heat maps of the per cent of runs in which the shortfall of a year exceeds {_threshold(findings)} of the "
        f"requirement, fiscal years across. {' '.join(sentences)}"
    )


def _table(findings: Findings, found: Frames) -> pd.DataFrame:
    rows = []
    for scenario, title in findings.design.scenarios.items():
        frame = found[(scenario, findings.design.comparator)]
        for region in _wide(findings, frame).index:
            cells = {wording.year(year): text for year, text in _cells(frame[frame["region"] == region], "fiscal_year")}
            rows.append({"Scenario": title, "Region": _label(findings, str(region)), **cells})
    return pd.DataFrame(rows).fillna("\u2013")


def _label(findings: Findings, region: str) -> str:
    return WHOLE if region == ALL_REGIONS else findings.design.regions.get(region, region)


def _cells(own: pd.DataFrame, key: str) -> Iterator[tuple[Any, str]]:
    """Yield a column's values with the share found there and its interval, in whole per cent."""
    for value, *numbers in own[[key, "share", "interval_low", "interval_high"]].itertuples(index=False):
        share, low, high = (wording.percent(number) for number in numbers)
        yield value, f"{share} ({low} to {high})"


def levels_table(findings: Findings) -> pd.DataFrame:
    """Return the same shares at several levels, for some fiscal years, under the comparator."""
    rows = []
    for scenario, title in findings.design.scenarios.items():
        positions = findings.status_quo(scenario)
        frame = chances(positions, LEVELS)
        years = reported_years(positions)
        for year in sorted({*chosen_years(years[0], years[-1], YEARS_TOLD), years[-1]} & set(years)):
            for region in [*findings.design.ordered(positions.regions), ALL_REGIONS]:
                own = frame[(frame["fiscal_year"] == year) & (frame["region"] == region)]
                cells = {f"Above {wording.percent(level)}\u00a0%": text for level, text in _cells(own, "level")}
                place = {"Scenario": title, "Fiscal year": wording.year(year), "Region": _label(findings, region)}
                rows.append({**place, **cells})
    return pd.DataFrame(rows)


def _draw(findings: Findings, panels: list[HeatMap], marking: str, words: tuple[str, str]) -> str:
    labels = {**findings.design.policies, **findings.design.regions, ALL_REGIONS: WHOLE}
    with house_style():
        canvas, _ = draw(panels, labels, 1.0)
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)
