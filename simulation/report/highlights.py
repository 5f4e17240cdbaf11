"""Three numbers that decide, each with its interval, and no more said than the intervals allow."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.analysis.comparison import Comparison, leaders, one_against_all
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval
from simulation.analysis.outcomes import Summary, summarise
from simulation.analysis.shortfall import SPLIT
from simulation.analysis.trend import reported_years, shortfall_trend
from simulation.analysis.waterfall import STEPS, causes
from simulation.figures import wording
from simulation.figures.causes import LABELS, NOUNS, leading_causes, months, windows
from simulation.figures.differences import OUTCOME, compared


@dataclass(frozen=True, slots=True)
class Highlight:
    """One number and what may be said about it."""

    figure: str
    """The number, in large type."""

    label: str
    """What it counts."""

    sentences: list[str]
    """What it means and how sure it is."""


def highlights(findings: Findings) -> list[Highlight]:
    """Return the three highlights: how short, what helps, why."""
    return [how_short(findings), what_helps(findings), why(findings)]


def how_short(findings: Findings) -> Highlight:
    """Return the shortfall under the comparator: over the whole period, and in the last year."""
    design = findings.design
    mean, part = (_under_comparator(findings, outcome) for outcome in ("mean_shortfall", "shortfall_share"))
    positions = findings.status_quo(design.lead)
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}"
    period = wording.once(f"{positions.dates[0]:%B %Y}", f"{positions.dates[-1]:%B %Y}")
    whole = (
        f"{place}: {wording.positions(mean.mean or 0.0)} positions short on average over the whole period, "
        f"{period} (95\u00a0% interval of the mean: "
        f"{wording.interval(mean.interval)}); that is {wording.share(part.mean or 0.0)} of the requirement."
    )
    return Highlight(
        figure=wording.positions(mean.mean or 0.0),
        label=f"positions short on average under {design.comparator_title}",
        sentences=[whole, _last_year(findings)],
    )


def _under_comparator(findings: Findings, outcome: str) -> Summary:
    arm = (findings.design.lead, findings.design.comparator)
    return next(one for one in summarise(findings.outcomes, outcome) if (one.scenario, one.policy) == arm)


def _last_year(findings: Findings) -> str:
    positions = findings.status_quo(findings.design.lead)
    trend = shortfall_trend(positions)
    year = reported_years(positions)[-1]
    asked = positions.by_year("requirement")[year]
    text = (
        f"In {wording.year(year)} it is {wording.positions(trend.means[-1])} "
        f"(interval: {wording.interval(trend.intervals[-1])})"
    )
    if (asked > 0).all():
        ratio = positions.by_year("shortfall")[year] / asked
        text += f", {wording.share(float(ratio.mean()))} of the requirement"
        ends = mean_interval(ratio)
        text += f" (interval: {wording.interval(ends, 'share')})" if ends else ""
    spread = trend.spreads[-1]
    if spread is None:
        return f"{text}. One run says nothing about how far another would lie from it."
    low, high = wording.positions(spread.low), wording.positions(spread.high)
    where = f"is {low}" if low == high else f"lies between {low} and {high}"
    return f"{text}; in {wording.among(trend.runs)} it {where}."


def what_helps(findings: Findings) -> Highlight:
    """Return the best supported difference from the comparator, or that there is none."""
    design = findings.design
    comparisons = [one for one in compared(findings) if one.scenario == design.lead]
    if not comparisons:
        return Highlight("\u2013", "policies compared", [f"Only {design.comparator_title} was run."])
    lower = [one for one in comparisons if one.verdict == "lower"]
    if not lower:
        return _nothing_helps(findings, comparisons)
    best = min(lower, key=lambda one: one.joint.high if one.joint else 0.0)
    return Highlight(
        figure=wording.fine(-(best.mean or 0.0)),
        label=f"fewer positions short with {design.policies[best.policy]}",
        sentences=[
            _best(findings, best),
            _among_policies(findings, best),
            *_elsewhere(findings, best),
            *_others(findings),
        ],
    )


def _best(findings: Findings, best: Comparison) -> str:
    design = findings.design
    ends = best.joint
    interval = wording.between(-ends.high, -ends.low, "fine") if ends else wording.NOT_RESOLVED
    together = f"; all {best.family} comparisons together" if best.family > 1 else ""
    return (
        f"{design.scenarios[best.scenario]}: against {design.comparator_title}, {design.policies[best.policy]} leaves "
        f"{wording.fine(-(best.mean or 0.0))} fewer positions short on average over the period (95\u00a0% interval: "
        f"{interval}{together}), and fewer in {best.lower} of {wording.runs(best.pairs)}."
    )


def _among_policies(findings: Findings, best: Comparison) -> str:
    """Say whether the best supported policy can be told apart from the other policies."""
    against = one_against_all(findings.outcome(OUTCOME), best.scenario, best.policy)
    rivals = [one for one in against if one.comparator != findings.design.comparator]
    if not rivals:
        return "No other policy was run."
    unresolved = [findings.design.policies[one.comparator] for one in rivals if one.verdict != "lower"]
    if not unresolved:
        return "It also leaves fewer positions short than every other policy run."
    return f"It cannot be told apart from {wording.listed(unresolved, 'or')} as the better one."


def _elsewhere(findings: Findings, best: Comparison) -> list[str]:
    """Say what the same policy does in the other scenarios."""
    parts = []
    for one in compared(findings):
        if one.policy == best.policy and one.scenario != best.scenario:
            title = findings.design.scenarios[one.scenario]
            if one.verdict in {"lower", "higher"} and one.mean is not None:
                kind = "fewer" if one.verdict == "lower" else "more"
                parts.append(f"{title}: {wording.fine(abs(one.mean))} {kind}")
            elif one.verdict == "identical":
                parts.append(f"{title}: no difference in any run")
            else:
                parts.append(f"{title}: not told apart from {findings.design.comparator_title}")
    return [f"The same policy in the other scenarios: {'; '.join(parts)}."] if parts else []


def _others(findings: Findings) -> list[str]:
    """Name the policies that do harm or do nothing that shows, in the lead scenario."""
    design = findings.design
    own = [one for one in compared(findings) if one.scenario == design.lead]
    more = [design.policies[one.policy] for one in own if one.verdict == "higher"]
    unresolved = [design.policies[one.policy] for one in own if one.verdict == "not told apart"]
    same = [design.policies[one.policy] for one in own if one.verdict == "identical"]
    quo = design.comparator_title
    sentences = [f"More positions short than under {quo}: {wording.listed(more)}."] if more else []
    sentences += [f"Not told apart from {quo}: {wording.listed(unresolved)}."] if unresolved else []
    return sentences + ([f"No difference from {quo} in any run: {wording.listed(same)}."] if same else [])


def _nothing_helps(findings: Findings, comparisons: Sequence[Comparison]) -> Highlight:
    design = findings.design
    pairs = max(one.pairs for one in comparisons)
    place = design.scenarios[design.lead]
    said = f"{place}: with {wording.runs(pairs)}, no policy is shown to leave fewer positions short"
    return Highlight(
        figure=f"0 of {len(comparisons)}",
        label=f"policies shown to do better than {design.comparator_title}",
        sentences=[f"{said} than {design.comparator_title}.", *_others(findings)],
    )


def why(findings: Findings) -> Highlight:
    """Return what the gap consists of at the end of the period, and its greatest part if there is one."""
    design = findings.design
    window = windows(findings.status_quo(design.lead))[-1]
    steps = causes(findings.status_quo(design.lead), window.days)
    means = steps.mean()
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}, {months(window.days)}"
    if means["gap"] <= 0:
        return _no_gap(place, steps)
    gap = wording.positions(float(means["gap"]))
    ranked = leaders(steps[list(STEPS)])
    sole = len(ranked) == 1
    label = f"of a gap of {gap} positions: {NOUNS[ranked[0]]}" if sole else "positions of gap, no single greatest cause"
    parts = [f"{NOUNS[name]} {wording.positions(float(means[name]))}" for name in STEPS]
    return Highlight(
        figure=wording.positions(float(means[ranked[0]])) if sole else gap,
        label=label,
        sentences=[
            f"{place}: {leading_causes(steps)}.",
            f"Requirement less effective is {gap} positions: {wording.listed(parts)}.",
            *_on_the_way(steps),
        ],
    )


def _no_gap(place: str, steps: pd.DataFrame) -> Highlight:
    """Return that effective meets or exceeds the requirement; there is no gap to name a cause of."""
    spare = abs(float(steps["gap"].mean()))
    label = "positions by which effective exceeds the requirement" if spare else "positions of gap"
    return Highlight(wording.fine(spare), label, [f"{place}: {leading_causes(steps)}."])


def _on_the_way(steps: pd.DataFrame) -> list[str]:
    """Say what is on its way to most of the empty positions, if one thing stands out."""
    parts = steps[list(SPLIT)]
    ranked = leaders(parts)
    whole = float(parts.sum(axis=1).mean())
    if len(ranked) > 1 or whole <= 0:
        return []
    label = LABELS[ranked[0]].removeprefix("of which ")
    number = wording.positions(float(parts[ranked[0]].mean()))
    return [f"Of {wording.positions(whole)} empty positions the largest group, {number}, has: {label}."]
