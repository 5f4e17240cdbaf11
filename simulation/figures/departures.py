"""F10: how people leave."""

from collections.abc import Mapping
from itertools import cycle
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.comparison import leaders
from simulation.analysis.departures import ALL_LOSSES, LOSSES, RETURNS, Departures
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import mean_interval, spread
from simulation.figures import wording
from simulation.figures.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    RULE,
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
from simulation.measures import FLOWS, SEPARATIONS

NAME = "F10"

MOST_NAMED = 3
"""Causes named in a title at most; more that are not told apart are no finding."""

THIN: Final = 0.005
"""Share of a panel's height below which a part cannot be seen, and is left out with its name."""

PALETTE: Final = (RULE, ORANGE, GREY, BLUE, SKY, GREEN, VERMILLION, INK)
"""Colours in turn; neighbours differ in grey as well, and each bar has its name beside it."""

COLOURS: Final = dict(zip(SEPARATIONS, cycle(PALETTE), strict=False))
"""Colours of the causes; the one that is no loss to the nation is quiet."""

LABELS: Final = {**{name: FLOWS[name].label for name in SEPARATIONS}, ALL_LOSSES: "All losses"}
"""Names of the causes."""

Found = Mapping[str, Departures]


def ways_of_leaving(findings: Findings, marking: str = "") -> Figure | None:
    """Draw the people who leave by cause and fiscal year under the comparator; None if there is nothing to draw."""
    found = findings.departures
    if not any(one.causes() for one in found.values()):
        return None
    title, alt = _title(findings), _alt(findings, found)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings),
        alt=alt,
        unit="people leaving in a fiscal year",
        runs=min(findings.status_quo(name).runs for name in found),
        data=pd.concat([_tidy(one).assign(scenario=name) for name, one in found.items()])[
            ["scenario", "fiscal_year", "cause", *_numbers("mean"), *_numbers("rate_per_100")]
        ],
        table=_table(findings, found),
        table_says="People leaving by cause over the whole period: in twelve months, and per 100 people in post",
        svg=_draw(findings, found, marking, (title, alt)),
    )


def _numbers(name: str) -> tuple[str, str, str]:
    return name, f"{name}_low", f"{name}_high"


def _tidy(found: Departures) -> pd.DataFrame:
    rows = []
    for year in found.positions.years:
        people, rates = found.in_year(year), found.rates([year])
        for cause in (*SEPARATIONS, ALL_LOSSES):
            numbers = [*_with_ends(people[cause]), *_with_ends(rates[cause])]
            names = [*_numbers("mean"), *_numbers("rate_per_100")]
            rows.append({"fiscal_year": year, "cause": cause, **dict(zip(names, numbers, strict=True))})
    return pd.DataFrame(rows)


def _with_ends(values: "pd.Series[float]") -> tuple[float | None, float | None, float | None]:
    """Return mean and interval; nothing without a run, no interval with one."""
    interval = mean_interval(values)
    mean = float(values.mean()) if len(values) else None
    return mean, *((interval.low, interval.high) if interval else (None, None))


def _title(findings: Findings) -> str:
    lead = findings.design.lead
    found = findings.departures[lead]
    people = found.a_year(found.positions.years)
    rates = found.rates(found.positions.years)[ALL_LOSSES]
    place = f"{findings.design.scenarios[lead]}, {findings.design.comparator_title}"
    rate = f" ({wording.fine(float(rates.mean()))} per 100 people in post)" if len(rates) else ""
    runs = " in the only run" if len(people) == 1 else ""
    lost = f"{wording.fine(float(people[ALL_LOSSES].mean()))} people lost a year{rate}{runs}"
    back = float(people[RETURNS].mean())
    returns = f"; {wording.fine(back)} a year return to their service" if back else ""
    return f"{place}: {lost}{main_cause(people)}{returns}"


def main_cause(people: pd.DataFrame) -> str:
    """Say which cause takes most people, as far as the runs tell; nothing if nobody is lost.

    Parameters
    ----------
    people
        People leaving, one row per replication, with columns LOSSES and ALL_LOSSES.
    """
    if not people[ALL_LOSSES].any():
        return ""
    if len(people) == 1:
        return f", the largest part by {LABELS[str(people[list(LOSSES)].iloc[0].idxmax())].lower()}"
    ranked = leaders(people[list(LOSSES)])
    if len(ranked) > MOST_NAMED:
        return ", no largest cause told apart"
    names = [LABELS[name].lower() for name in ranked]
    if len(ranked) > 1:
        return f", the largest parts, not told apart, by {wording.listed(names)}"
    most = mean_interval(people[ranked[0]] - people[ALL_LOSSES] / 2)
    kind = "most" if most is not None and most.low > 0.0 else "the largest part"
    return f", {kind} by {names[0]} ({wording.share(people[ranked[0]].mean() / people[ALL_LOSSES].mean())})"


def _reading(findings: Findings) -> str:
    positions = findings.status_quo(findings.design.lead)
    partial = [wording.year(year) for year in positions.years if not positions.whole_year(year)]
    text = (
        f"Means over runs under {findings.design.comparator_title}; each bar counts the people who leave in a fiscal "
        "year, which begins on 1 October of the calendar year before. At the foot, in light grey, are returns to the "
        "service at the end of a tour: these people leave this workforce, but are no loss to the nation, and some may "
        "be detailed again. The rest are losses by cause. Whoever leaves is counted, on the way to a post or in class "
        "as well; rates are per 100 people in post. Causes too small to be "
        "seen are not drawn; the table has them. The CSV file gives every year with its interval."
    )
    return text + (f" In part only: {wording.listed(partial)}." if partial else "")


def _alt(findings: Findings, found: Found) -> str:
    sentences = []
    for name, one in found.items():
        years = one.positions.years
        first, last = one.in_year(years[0]).mean(), one.in_year(years[-1]).mean()
        parts = [f"{LABELS[cause].lower()} {wording.between(first[cause], last[cause])}" for cause in one.causes()]
        period = wording.once(wording.year(years[0]), wording.year(years[-1]))
        said = wording.listed([*parts, f"all losses {wording.between(first[ALL_LOSSES], last[ALL_LOSSES])}"])
        sentences.append(f"{findings.design.scenarios[name]}, {period}, people in the year: {said}.")
    return (
        "Stacked bars by fiscal year, one panel per scenario: people leaving by cause, "
        f"{findings.design.comparator_title}. {' '.join(sentences)}"
    )


def _table(findings: Findings, found: Found) -> pd.DataFrame:
    rows = []
    for name, one in found.items():
        years = one.positions.years
        people, rates = one.a_year(years), one.rates(years)
        rows += [
            {
                "Scenario": findings.design.scenarios[name],
                "Cause": LABELS[cause],
                "Mean a year": wording.fine(float(people[cause].mean())),
                "95\u00a0% interval of the mean": wording.interval(mean_interval(people[cause]), "fine"),
                "Spread across runs": wording.spread(spread(people[cause]), "fine"),
                "Per 100 in post": wording.fine(float(rates[cause].mean())) if len(rates) else "\u2013",
                "95\u00a0% interval of the rate": wording.interval(mean_interval(rates[cause]), "fine"),
            }
            for cause in (*_causes(found), ALL_LOSSES)
        ]
    return pd.DataFrame(rows)


def _causes(found: Found) -> list[str]:
    """Return the ways of leaving that occur in any scenario, in order."""
    seen = {cause for one in found.values() for cause in one.causes()}
    return [name for name in SEPARATIONS if name in seen]


def _draw(findings: Findings, found: Found, marking: str, words: tuple[str, str]) -> str:
    columns = min(2, len(found))
    grid = Grid(-(-len(found) // columns), columns, height=2.8, beside=1.55, right=1.5)
    with house_style():
        canvas, panels = grid.draw()
        flat = [axes for row in panels for axes in row]
        flat[0].set_ylim(0.0, 1.05 * max(_greatest(one) for one in found.values()))
        for axes, (name, one) in zip(flat, found.items(), strict=False):
            _panel(axes, one, grid.height)
            axes.set_title(fitted(findings.design.scenarios[name], 36))
        for axes in flat[len(found) :]:
            axes.remove()
        for row in panels:
            row[0].set_ylabel("People leaving in a year")
            thousands(row[0])
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _means(found: Departures) -> pd.DataFrame:
    return found.counts.groupby(level="fiscal_year").mean()


def _greatest(found: Departures) -> float:
    return float(_means(found)[list(SEPARATIONS)].sum(axis=1).max())


def _panel(axes: Axes, found: Departures, height: float) -> None:
    """Draw the causes that occur, one upon the other, and write their names beside the last bar."""
    years = found.positions.years
    looks = {cause: {"facecolor": colour} for cause, colour in COLOURS.items()}
    means = _means(found)
    seen = [cause for cause in found.causes() if means[cause].max() > THIN * axes.get_ylim()[1]]
    middles = bars_by_year(axes, means[seen], looks)
    years_below(axes, years)
    label_lines(axes, [(middle, LABELS[cause], GREY) for cause, middle in middles.items()], years[-1] + 0.9, height)
