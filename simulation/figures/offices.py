"""F08: how often offices are empty or one deep."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.chances import ALL_REGIONS
from simulation.analysis.findings import Findings
from simulation.analysis.offices import THIN, thin_shares
from simulation.analysis.trend import reported_years
from simulation.figures import wording
from simulation.figures.drawing import house_style, mark
from simulation.figures.figure import Figure
from simulation.figures.heat_map import HeatMap, draw
from simulation.figures.svg import serialise

NAME = "F08"
WHOLE = "All regions"

DRAWN = ("empty", "one_deep", "single_empty")
"""What has a panel."""

Frames = Mapping[str, pd.DataFrame]
"""Shares by scenario, as `thin_shares` gives them."""


def thinly_staffed_offices(findings: Findings, marking: str = "") -> Figure | None:
    """Draw the share of offices empty or one deep by region and year under the comparator; None if it is not known."""
    found = {name: thin_shares(offices) for name, offices in findings.offices.items()}
    if not found or found[findings.design.lead].empty:
        return None
    lead = found[findings.design.lead]
    panels = [_panel(findings, lead, kind) for kind in DRAWN if kind in set(lead["kind"])]
    title, alt = _title(findings, lead), _alt(findings, panels)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="share of office-month-ends, in per cent",
        runs=min(findings.status_quo(name).runs for name in found),
        data=pd.concat([shares.assign(scenario=name) for name, shares in found.items()])[["scenario", *lead.columns]],
        table=_table(findings, found),
        table_says=f"Share of office-month-ends under {findings.design.comparator_title}, mean over runs",
        svg=_draw(findings, panels, marking, (title, alt)),
    )


def _panel(findings: Findings, shares: pd.DataFrame, kind: str) -> HeatMap:
    values = _wide(findings, shares, kind)
    return HeatMap(THIN[kind].label, values, wording.percent, bold=len(values) - 1)


def _wide(findings: Findings, shares: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return means over runs: one row per region that has such offices, the whole last, one column per year."""
    own = shares[shares["kind"] == kind]
    wide = own.pivot_table(index="region", columns="fiscal_year", values="mean")
    regions = [str(name) for name in wide.index if name != ALL_REGIONS]
    return wide.loc[[*findings.design.ordered(regions), ALL_REGIONS]]


def _title(findings: Findings, lead: pd.DataFrame) -> str:
    design = findings.design
    year = reported_years(findings.status_quo(design.lead))[-1]
    own = lead[(lead["region"] == ALL_REGIONS) & (lead["fiscal_year"] == year)]
    told = {str(one["kind"]): _told(one) for one in own.to_dict("records")}
    parts = [f"{told['thin']} of offices authorised more than one are empty or one deep"] if "thin" in told else []
    if "single_empty" in told:
        parts.append(f"{told['single_empty']} of offices authorised one are empty")
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}, {wording.year(year)}"
    return f"{place}: {'; '.join(parts) or 'no offices'}"


def _told(one: Mapping[Hashable, Any]) -> str:
    if pd.isna(one["interval_low"]):
        return f"{wording.share(one['mean'])} (the only run)"
    ends = wording.between(one["interval_low"], one["interval_high"], "share")
    return f"{wording.share(one['mean'])} (95\u00a0% interval: {ends})"


def _reading(findings: Findings) -> str:
    return (
        "Number in a cell: of all offices of a region and all month-ends of a fiscal year, the per cent that are so, "
        f"mean over runs, {findings.design.scenarios[findings.design.lead]}, {findings.design.comparator_title}. "
        "People in post count wherever they are that day, on a course as well. The row in bold is over all offices. An "
        "office with one position is told apart: it is one deep by design. A dash: no such office there."
    )


def _alt(findings: Findings, panels: Sequence[HeatMap]) -> str:
    labels = _labels(findings)
    sentences = []
    for panel in panels:
        rows = [
            f"{labels.get(str(name), str(name))} {wording.once(_number(row.iloc[0]), _number(row.iloc[-1]))}"
            for name, row in panel.values.iterrows()
        ]
        years = [wording.year(int(year)) for year in panel.values.columns]
        sentences.append(f"{panel.title}, {wording.once(years[0], years[-1])}, per cent: {wording.listed(rows)}.")
    return f"Heat maps of shares of offices, regions down, fiscal years across. {' '.join(sentences)}"


def _labels(findings: Findings) -> dict[str, str]:
    return {**findings.design.regions, ALL_REGIONS: WHOLE}


def _share(value: float) -> str:
    return "\u2013" if np.isnan(value) else wording.share(value)


def _number(value: float) -> str:
    return "no such office" if np.isnan(value) else wording.percent(value)


def _table(findings: Findings, found: Frames) -> pd.DataFrame:
    labels = _labels(findings)
    rows = []
    for scenario, shares in found.items():
        for kind in (name for name in THIN if name in set(shares["kind"])):
            wide = _wide(findings, shares, kind)
            years = [wording.year(int(year)) for year in wide.columns]
            for region, means in zip(wide.index, wide.to_numpy(), strict=True):
                place = {"Scenario": findings.design.scenarios[scenario], "Offices": THIN[kind].label}
                cells = dict(zip(years, map(_share, means.tolist()), strict=True))
                rows.append({**place, "Region": labels.get(str(region), str(region)), **cells})
    return pd.DataFrame(rows).fillna("\u2013")


def _draw(findings: Findings, panels: Sequence[HeatMap], marking: str, words: tuple[str, str]) -> str:
    greatest = max(float(one.values.max().max()) for one in panels)
    with house_style():
        canvas, _ = draw(panels, _labels(findings), greatest)
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)
