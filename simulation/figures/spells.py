"""F11: how long things take under each policy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from simulation.analysis.comparison import Comparison, Verdict, compare
from simulation.analysis.findings import Findings
from simulation.analysis.intervals import Interval, mean_interval
from simulation.analysis.spells import MEAN_DAYS, OVER, observed, per_spell
from simulation.figures import wording
from simulation.figures.differences import BACKED
from simulation.figures.drawing import BLUE, GREY, INK, VERMILLION, Grid, fitted, house_style, mark, room_for
from simulation.figures.figure import Figure
from simulation.figures.svg import serialise
from simulation.measures import SPELLS

NAME = "F11"
ACROSS = 3
"""Panels in a row."""

WITHOUT = "\u2013"
"""Stands where there is nothing to say, or to compare with."""

_SHARES = tuple(OVER)
_FINDINGS: dict[Verdict, str] = {
    "lower": "shorter",
    "higher": "longer",
    "not told apart": "not told apart",
    "identical": "no difference in any run",
}


@dataclass(frozen=True)
class Length:
    """How long one thing takes in one arm."""

    scenario: str
    """Future."""

    policy: str
    """Policy."""

    spell: str
    """What lasts, a name in `measures.SPELLS`."""

    days: "pd.Series[float]"
    """Mean days, one number per replication in which it ended at least once."""

    over: dict[int, "pd.Series[float]"]
    """Share that lasted longer than so many days, likewise."""

    difference: Comparison | None
    """Mean days less those of the comparator, run by run; None for the comparator, or without it."""

    @property
    def mean(self) -> float:
        """Mean over replications."""
        return float(self.days.mean())

    @property
    def interval(self) -> Interval | None:
        """Interval of the mean, taken by itself."""
        return mean_interval(self.days)

    @property
    def verdict(self) -> Verdict | None:
        """What may be claimed of the difference."""
        return self.difference.verdict if self.difference else None


def how_long_things_take(findings: Findings, marking: str = "") -> Figure | None:
    """Draw the mean length of each spell under each policy; None if no spell ended or no table of them is there."""
    lengths = measured(findings)
    shown = [one for one in lengths if one.scenario == findings.design.lead]
    if not shown:
        return None
    title, alt = _title(findings, shown), _alt(findings, shown)
    return Figure(
        name=NAME,
        title=title,
        reading=_reading(findings, lengths),
        alt=alt,
        unit="days, mean over the spells that ended",
        runs=min(positions.runs for positions in findings.arms.values()),
        data=pd.DataFrame(row for one in lengths for row in _tidy(one)),
        table=_table(findings, lengths),
        table_says="Days from beginning to end, and the share that took longer than 90 and 365 days",
        svg=_draw(findings, shown, marking, (title, alt)),
    )


def measured(findings: Findings) -> list[Length]:
    """Return the length of every spell in every arm in which it ended; all differences are judged jointly."""
    comparator, arms = findings.design.comparator, findings.spells
    names = observed(arms)
    days = {name: per_spell(arms, name, MEAN_DAYS) for name in names}
    over = {name: {least: per_spell(arms, name, column) for least, column in OVER.items()} for name in names}
    ended = [(name, *arm) for name in names for arm in arms if days[name][arm].notna().any()]
    pairs = [
        (name, scenario, policy)
        for name, scenario, policy in ended
        if policy != comparator and (name, scenario, comparator) in ended
    ]
    found = {key: compare(days[key[0]], key[1], key[2], comparator, family=len(pairs)) for key in pairs}
    return [
        Length(
            scenario,
            policy,
            name,
            days[name][(scenario, policy)].dropna(),
            {least: shares[(scenario, policy)].dropna() for least, shares in over[name].items()},
            found.get((name, scenario, policy)),
        )
        for name, scenario, policy in ended
    ]


def _title(findings: Findings, shown: Sequence[Length]) -> str:
    """Say how long the first thing takes under the comparator, and which policies change that."""
    design = findings.design
    spell = shown[0].spell
    own = [one for one in shown if one.spell == spell]
    quo = next((one for one in own if one.policy == design.comparator), None)
    if quo is None:
        return (
            f"{design.scenarios[design.lead]}: {SPELLS[spell].label.lower()} not seen under {design.comparator_title}"
        )
    runs = " in the only run" if len(quo.days) == 1 else " on average"
    place = f"{design.scenarios[design.lead]}, {design.comparator_title}"
    level = f"{SPELLS[spell].label.lower()} {wording.positions(quo.mean)} days{runs}"
    return "; ".join([f"{place}: {level}", *told_apart(findings, own)])


def told_apart(findings: Findings, own: Sequence[Length]) -> list[str]:
    """Say under which policies one thing takes less or more time than under the comparator."""
    claims = []
    for verdict, phrase in (
        ("lower", "shorter with"),
        ("higher", "longer with"),
        ("not told apart", "not told apart from it:"),
        ("identical", "no difference in any run:"),
    ):
        titles = [findings.design.policies[one.policy] for one in own if one.verdict == verdict]
        claims += [f"{phrase} {wording.listed(titles)}"] if titles else []
    return claims


def _reading(findings: Findings, lengths: Sequence[Length]) -> str:
    design = findings.design
    family = next((one.difference.family for one in lengths if one.difference), 0)
    others = " The table has every scenario." if len(design.scenarios) > 1 else ""
    text = (
        f"{design.scenarios[design.lead]}. Dot: mean days from beginning to end; line: 95\u00a0% interval of the mean. "
        "The mean is by spell, not by person or position: in each run all days over all spells that ended, then the "
        "mean over runs. Spells still running when the period ends are not in it, so long ones are underrepresented "
        "near the end. Axes differ from panel to panel and need not begin at zero."
    )
    return text + others + _judged(findings, family) + _unseen(lengths)


def _judged(findings: Findings, family: int) -> str:
    if not family:
        return ""
    together = f"{family} such intervals hold together" if family > 1 else "its interval holds"
    return (
        f" A filled dot in colour differs from {findings.design.comparator_title} (dark, dashed line), as far as the "
        f"difference taken run by run tells: {together} with 95\u00a0% confidence. An open dot is not told apart from "
        "it, or is the same in every run."
    )


def _unseen(lengths: Sequence[Length]) -> str:
    seen = {one.spell for one in lengths}
    missing = [spell.label.lower() for name, spell in SPELLS.items() if name not in seen]
    return f" Left out, because none ended in any run: {wording.listed(missing)}." if missing else ""


def _alt(findings: Findings, shown: Sequence[Length]) -> str:
    sentences = []
    for spell in dict.fromkeys(one.spell for one in shown):
        parts = [
            f"{findings.design.policies[one.policy]} {wording.positions(one.mean)} ({wording.interval(one.interval)})"
            for one in shown
            if one.spell == spell
        ]
        sentences.append(f"{SPELLS[spell].label}: {wording.listed(parts)}.")
    return (
        "Dots with intervals, one panel per spell, one row per policy, "
        f"{findings.design.scenarios[findings.design.lead]}, mean days: {' '.join(sentences)}"
    )


def _tidy(one: Length) -> Iterator[dict[str, object]]:
    """Yield one row per number: mean days, shares, and the difference with its joint interval."""
    key = {"scenario": one.scenario, "policy": one.policy, "spell": one.spell}
    numbers = [("mean_days", one.days), *((f"over_{least}_days_share", values) for least, values in one.over.items())]
    for name, values in numbers:
        yield {**key, "measure": name, "runs": len(values), **_ends(float(values.mean()), mean_interval(values))}
    if one.difference is not None and one.difference.mean is not None:
        ends = _ends(one.difference.mean, one.difference.joint)
        yield {**key, "measure": "difference_days", "runs": one.difference.pairs, **ends}


def _ends(mean: float, interval: Interval | None) -> dict[str, float | None]:
    return {
        "mean": mean,
        "interval_low": interval.low if interval else None,
        "interval_high": interval.high if interval else None,
        "confidence": interval.confidence if interval else None,
    }


def _table(findings: Findings, lengths: Sequence[Length]) -> pd.DataFrame:
    ordered = [one for name in findings.design.scenarios for one in lengths if one.scenario == name]
    return pd.DataFrame(
        {
            "Scenario": findings.design.scenarios[one.scenario],
            "Spell": SPELLS[one.spell].label,
            "Policy": findings.design.policies[one.policy],
            "Mean (days)": wording.positions(one.mean),
            "95\u00a0% interval of the mean": wording.interval(one.interval),
            **{f"Over {least} days": _share(one.over[least]) for least in _SHARES},
            **_difference(one.difference),
            "Runs": f"{len(one.days):,}",
        }
        for one in ordered
    )


def _share(values: "pd.Series[float]") -> str:
    """Return a share with its interval in brackets, as far as there is one to show."""
    found = mean_interval(values)
    mean = wording.share(float(values.mean()))
    return mean if found is None or found.low == found.high else f"{mean} ({_within_bounds(found)})"


def _within_bounds(found: Interval) -> str:
    """Return the interval of a share in words, cut at 0 and 1, which no share can leave."""
    return wording.between(max(0.0, found.low), min(1.0, found.high), "share")


def _difference(one: Comparison | None) -> dict[str, str]:
    names = ("Difference (days)", "95\u00a0% interval, all together", "Finding")
    if one is None:
        return dict.fromkeys(names, WITHOUT)
    mean = wording.NOT_RESOLVED if one.mean is None else wording.signed(one.mean)
    return dict(zip(names, (mean, wording.interval(one.joint, "signed"), _FINDINGS[one.verdict]), strict=True))


def _draw(findings: Findings, shown: Sequence[Length], marking: str, words: tuple[str, str]) -> str:
    spells = list(dict.fromkeys(one.spell for one in shown))
    policies = [name for name in findings.design.policies if any(one.policy == name for one in shown)]
    columns = min(ACROSS, len(spells))
    names = [fitted(findings.design.policies[policy], 30, 2) for policy in policies]
    grid = Grid(
        rows=-(-len(spells) // columns),
        columns=columns,
        height=max(0.9, 0.42 * len(policies)),
        left=room_for(names),
        beside=0.3,
        right=0.2,
        below=0.5,
    )
    with house_style():
        canvas, panels = grid.draw(own_scales=True)
        flat = [axes for row in panels for axes in row]
        for axes, spell in zip(flat, spells, strict=False):
            own = {one.policy: one for one in shown if one.spell == spell}
            _panel(axes, [own.get(policy) for policy in policies], own.get(findings.design.comparator))
            axes.set_title(SPELLS[spell].label)
            axes.set_xlabel("Days")
        for axes in flat[len(spells) :]:
            axes.remove()
        for row in panels:
            row[0].set_yticks(range(len(policies)), names)
        mark(canvas, marking)
        return serialise(canvas, NAME, *words)


def _panel(axes: Axes, rows: Sequence[Length | None], comparator: Length | None) -> None:
    if comparator is not None:
        axes.axvline(comparator.mean, color=INK, linewidth=1.0, linestyle=(0, (4, 2)))
    for place, one in enumerate(rows):
        if one is not None:
            _row(axes, place, one)
    axes.set_xlim(*_limits([one for one in rows if one is not None]))
    axes.set_ylim(len(rows) - 0.5, -0.75)
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")


LEAST_ROOM = 0.02
"""Room beside the dots as a share of the longest, so that a difference of nothing much does not look like one."""


def _limits(rows: Sequence[Length]) -> tuple[float, float]:
    edges = [edge for one in rows for edge in ((one.interval.low, one.interval.high) if one.interval else (one.mean,))]
    room = max(0.22 * (max(edges) - min(edges)), LEAST_ROOM * abs(max(edges))) or 1.0
    return min(edges) - room, max(edges) + room


def _row(axes: Axes, place: int, one: Length) -> None:
    colours: dict[Verdict | None, str] = {None: INK, "lower": BLUE, "higher": VERMILLION}
    colour = colours.get(one.verdict, GREY)
    if one.interval is not None:
        ends = [one.interval.low, one.interval.high]
        axes.plot(ends, [place, place], color=colour, linewidth=2.0, solid_capstyle="butt")
        axes.plot(ends, [place, place], "|", color=colour, markersize=8, mew=1.6)
    inside = colour if one.verdict in {None, "lower", "higher"} else "white"
    axes.plot([one.mean], [place], "o", markersize=6.5, color=colour, markerfacecolor=inside, markeredgewidth=1.8)
    axes.annotate(
        wording.positions(one.mean),
        (one.mean, place),
        xytext=(0, 9),
        textcoords="offset points",
        ha="center",
        fontsize=9,
        bbox=BACKED,
    )
