"""What the run rests on, as tables: assumed numbers, sourced numbers, policies and scenarios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.analysis.assumptions import Input
from simulation.analysis.design import written_out
from simulation.analysis.findings import Findings
from simulation.config.levers import LEVERS
from simulation.figures import wording
from simulation.report.tables import PageTable, page_table

LONGEST = 8
"""Entries of a table of numbers that are written out; the rest is in the resolved configuration."""

SECTIONS = {
    "course": "courses",
    "component": "components",
    "tour": "tours",
    "plan": "accession_plans",
    "temporary": "temporary_positions",
}
"""Where a world declares what a lever may be aimed at."""


@dataclass(frozen=True, slots=True)
class Described:
    """A policy or a scenario in words."""

    title: str
    """Name in figures."""

    description: str
    """What it is."""

    settings: list[str]
    """Dated changes of levers, in words."""


def input_table(caption: str, inputs: Sequence[Input], findings: Findings) -> PageTable:
    """Return inputs as a table; the small print is the path at which to change one."""
    rows = [
        {
            "Input": one.label,
            "Value": in_words(one.value, findings.design.regions),
            "Range": _range(one.range, findings.design.regions),
            "Unit": one.unit,
            "Source": one.source,
            "Scenarios": wording.listed([findings.design.scenarios.get(name, name) for name in one.scenarios]) or "all",
        }
        for one in inputs
    ]
    columns = ["Input", "Value", "Range", "Unit", "Source", "Scenarios"]
    notes = [one.path for one in inputs]
    return page_table(caption, pd.DataFrame(rows, columns=columns), words=columns, notes=notes)


def in_words(value: Any, labels: Mapping[str, str]) -> str:
    """Return a number, or a small table of numbers, as text.

    Examples
    --------
    >>> in_words(0.125, {}), in_words([{"from_years": 0.0, "per_year": 0.05}], {}), in_words({"eucom": 0.3}, {})
    ('0.125', 'from 0 years: 0.05', 'eucom 0.3')
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.10g}".replace("-", wording.MINUS)
    if isinstance(value, Mapping):
        return _mapping(value, labels)
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [in_words(one, labels) for one in value]
        ends = len(parts) == 2 and not any(isinstance(one, Mapping) for one in value)  # noqa: PLR2004 - low and high
        return " to ".join(parts) if ends else "; ".join(_shortened(parts))
    return str(value)


def _mapping(value: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    if set(value) == {"from_years", "per_year"}:
        return f"from {in_words(value['from_years'], labels)} years: {in_words(value['per_year'], labels)}"
    return "; ".join(_shortened([f"{_key(str(key), labels)} {in_words(one, labels)}" for key, one in value.items()]))


def _key(key: str, labels: Mapping[str, str]) -> str:
    return wording.year(int(key)) if key.isdecimal() else labels.get(key, key)


def _shortened(parts: list[str]) -> list[str]:
    return parts if len(parts) <= LONGEST else [*parts[:LONGEST], f"and {len(parts) - LONGEST} more"]


def _range(found: Any, labels: Mapping[str, str]) -> str:
    if not found:
        return "none given"
    low, high = (in_words(one, labels) for one in found)
    return wording.once(low, high)


def policies(findings: Findings, resolved: Mapping[str, Any]) -> list[Described]:
    """Return the policies compared, with what they change."""
    files, worlds = resolved["policies"], list(resolved["worlds"].values())
    described = []
    for name, title in findings.design.policies.items():
        settings = [setting_in_words(one, worlds) for one in files[name].get("settings", [])]
        described.append(Described(title, files[name].get("description", ""), settings))
    return described


def scenarios(findings: Findings, resolved: Mapping[str, Any]) -> list[Described]:
    """Return the scenarios run."""
    files = resolved.get("scenarios", {})
    return [
        Described(title, files.get(name, {}).get("description", ""), [])
        for name, title in findings.design.scenarios.items()
    ]


def setting_in_words(setting: Mapping[str, Any], worlds: Sequence[Mapping[str, Any]]) -> str:
    """Return one dated change of one lever in words, its target by the label that the worlds give it.

    Examples
    --------
    >>> setting_in_words({"lever": "tour_months", "change": "add", "value": 12, "from": "2026-10-01"}, [])
    'Tour months: +12 months from 2026-10-01'
    """
    targets = [_target(kind, name, worlds) for kind, name in (setting.get("where") or {}).items()]
    lever = written_out(setting["lever"]).replace(" mean ", ", mean ")
    ramp = setting.get("ramp_months")
    parts = [
        f"{', '.join([lever, *targets])}: {_change(setting)}",
        f"from {setting.get('from', setting.get('start'))}",
        *([f"until {setting['until']}"] if setting.get("until") else []),
        *([f"over {wording.counted(ramp, 'month')}"] if ramp else []),
    ]
    return " ".join(parts)


def _target(kind: str, name: str, worlds: Sequence[Mapping[str, Any]]) -> str:
    """Return the label of what a lever is aimed at, or its name as words."""
    declared = [world.get(SECTIONS.get(kind, ""), {}).get(name, {}) for world in worlds]
    return next((one["label"] for one in declared if one.get("label")), name.replace("_", " "))


def _change(setting: Mapping[str, Any]) -> str:
    value, change = setting["value"], setting["change"]
    if isinstance(value, str):
        return f"set to {value.replace('_', ' ')}"
    number = in_words(value, {})
    if change == "multiply":
        return f"\u00d7 {number}"
    sign = "+" if change == "add" and value >= 0 else ""
    unit = _unit(setting["lever"], value)
    return f"{'set to ' if change == 'set' else sign}{number}{unit and ' '}{unit}"


def _unit(lever: str, value: float) -> str:
    """Return the unit of a lever's value; a share or probability that the lever's name already tells is left out."""
    unit = LEVERS[lever].unit if lever in LEVERS else ""
    if unit.endswith("s"):
        return unit.removesuffix("s") if value == 1 else unit
    return "" if unit in written_out(lever).lower() else unit
