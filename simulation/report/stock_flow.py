"""T01: people over the years, for the comparator, and what each policy changes in it."""

from collections.abc import Sequence

import pandas as pd

from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval
from simulation.analysis.stock_flow import CLOSING, COUNTED, LINES, OPENING, over_the_period, summarised
from simulation.figures import wording
from simulation.report.tables import PageTable, page_table

NAME = "T01"

KEPT = (OPENING, CLOSING)
"""Lines that are shown even where they are zero."""


def people_by_year(findings: Findings) -> list[PageTable]:
    """Return the account of people by fiscal year under the comparator, one table for each scenario, the lead first."""
    design = findings.design
    tables = []
    for scenario in _lead_first(findings):
        means = findings.people[(scenario, design.comparator)].groupby(level="fiscal_year").mean()
        years = [wording.year(year) for year in means.index.tolist()]
        lines = {LINES[line]: map(wording.positions, means[line].tolist()) for line in _shown([means])}
        rows = [{"Line": label, **dict(zip(years, values, strict=True))} for label, values in lines.items()]
        caption = (
            f"People, {design.scenarios[scenario]}, {design.comparator_title}: opening + entered \u2212 left = "
            "closing, mean over runs"
        )
        tables.append(page_table(caption, pd.DataFrame(rows)))
    return tables


def people_by_policy(findings: Findings) -> list[PageTable]:
    """Return what each policy changes in the account of the whole period, one table for each scenario, lead first."""
    return [one for scenario in _lead_first(findings) if (one := _differences(findings, scenario)) is not None]


def numbers(findings: Findings) -> pd.DataFrame:
    """Return the account of every arm and year, with differences from the comparator, tidy."""
    comparator = findings.design.comparator
    frames = [
        summarised(people, findings.people[(scenario, comparator)]).assign(scenario=scenario, policy=policy)
        for (scenario, policy), people in findings.people.items()
    ]
    tidy = pd.concat(frames, ignore_index=True)
    return tidy[["scenario", "policy", *(name for name in tidy.columns if name not in {"scenario", "policy"})]]


def _lead_first(findings: Findings) -> list[str]:
    design = findings.design
    return [design.lead, *(name for name in design.scenarios if name != design.lead)]


def _shown(frames: Sequence[pd.DataFrame]) -> list[str]:
    """Return the lines in which anything happens."""
    return [line for line in LINES if line in KEPT or any(frame[line].any() for frame in frames)]


def _differences(findings: Findings, scenario: str) -> PageTable | None:
    design = findings.design
    quo = over_the_period(findings.people[(scenario, design.comparator)])
    policies = [name for name in findings.policies_in(scenario) if name != design.comparator]
    if not policies:
        return None
    changes = {policy: (over_the_period(findings.people[(scenario, policy)]) - quo).dropna() for policy in policies}
    lines = [line for line in _shown(list(changes.values())) if line != OPENING]
    rows = [
        {"Line": LINES[line], **{design.policies[policy]: _change(found[line]) for policy, found in changes.items()}}
        for line in lines
    ]
    caption = (
        f"People, {design.scenarios[scenario]}: each policy less {design.comparator_title}, run by run, mean and "
        f"95\u00a0% interval of each by itself; {_span(lines)}"
    )
    return page_table(caption, pd.DataFrame(rows))


def _span(lines: Sequence[str]) -> str:
    flows = any(line in COUNTED for line in lines)
    return ("entered and left over the whole period, " if flows else "") + "people at its end"


def _change(values: "pd.Series[float]") -> str:
    if values.empty:
        return wording.NOT_RESOLVED
    mean, ends = float(values.mean()), mean_interval(values)
    if ends is None or ends.low == ends.high:
        return wording.signed(mean)
    return f"{wording.signed(mean)} ({wording.interval(ends, 'signed')})"
