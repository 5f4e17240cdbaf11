"""What came out in each arm, with the two kinds of uncertainty side by side and by different names."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from simulation.analysis.findings import Findings
from simulation.analysis.outcomes import Summary, summarise
from simulation.figures import wording
from simulation.measures import OUTCOMES
from simulation.report.tables import PageTable, page_table

LEADING = ("mean_shortfall", "shortfall_share", "final_year_shortfall")
"""Outcomes shown at once; the others are a click away."""

FURTHER = ("position_years_short", "greatest_shortfall", "one_deep_share")
"""Outcomes that every run has."""

FURTHER_SAYS = "Further outcomes: position-years, the greatest month, thinly staffed offices, breaches"
"""What a click on them shows."""

INTERVAL = "95\u00a0% interval of the mean"
SPREAD = "Spread across runs"


def leading_tables(findings: Findings) -> list[PageTable]:
    """Return the tables of the outcomes that decide."""
    return [_table(findings, outcome) for outcome in LEADING]


def further_tables(findings: Findings, breach: Mapping[str, Any]) -> list[PageTable]:
    """Return the tables of the other outcomes, breaches last."""
    return [*(_table(findings, outcome) for outcome in FURTHER), breach_table(findings, breach)]


def _table(findings: Findings, outcome: str) -> PageTable:
    measure = OUTCOMES[outcome]
    number = "share" if measure.unit == "share" else "positions"
    rows = [
        {
            "Scenario": findings.design.scenarios[one.scenario],
            "Policy": findings.design.policies[one.policy],
            "Mean": wording.NOT_RESOLVED if one.mean is None else _form(number)(one.mean),
            INTERVAL: wording.interval(one.interval, number),
            SPREAD: wording.spread(one.spread, number),
            "Runs": f"{one.present:,}",
        }
        for one in summarise(findings.outcomes, outcome)
    ]
    unit = "" if measure.unit == "share" else f" ({measure.unit})"
    return page_table(f"{measure.label}{unit}: {measure.meaning}", pd.DataFrame(rows), headings=2)


def breach_table(findings: Findings, breach: Mapping[str, Any]) -> PageTable:
    """Return how often a sustained breach comes, and what it is like where it comes."""
    start, length, depth = (
        {(one.scenario, one.policy): one for one in summarise(findings.outcomes, outcome)}
        for outcome in ("breach_start", "breach_length", "breach_depth")
    )
    rows = [
        {
            "Scenario": findings.design.scenarios[one.scenario],
            "Policy": findings.design.policies[one.policy],
            "Runs with a breach": f"{one.present} of {one.runs}",
            "Share of runs, 95\u00a0% interval": wording.interval(one.occurrence, "share"),
            "Median start (years), 95\u00a0% interval": _median(one),
            "Median length (months), 95\u00a0% interval": _median(length[arm]),
            "Mean depth (positions)": _mean(depth[arm]),
        }
        for arm, one in start.items()
    ]
    caption = (
        f"First sustained breach: shortfall at or above {wording.share(float(breach['shortfall_share']))} of the "
        f"requirement for {breach['sustained_months']} months in a row. Start in years from the first day; start, "
        "length and depth over the runs with a breach; a breach that lasts to the end of the period counts up to there."
    )
    return page_table(caption, pd.DataFrame(rows), headings=2)


def _median(one: Summary) -> str:
    if not one.present:
        return "no breach"
    if one.median is None:
        return wording.NOT_RESOLVED
    return f"{wording.positions(one.median.estimate)} ({wording.between(one.median.low, one.median.high)})"


def _mean(one: Summary) -> str:
    return "no breach" if one.mean is None else wording.positions(one.mean)


def _form(number: str) -> Callable[[float], str]:
    return wording.share if number == "share" else wording.positions
