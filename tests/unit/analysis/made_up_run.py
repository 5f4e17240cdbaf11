"""A made-up run with legal tables: every identity of the model holds, in integers, without a model."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.calendar_time import add_months, first_of_next_month, fiscal_year
from simulation.measures import ACCOUNTS, ENTRIES, FLOWS, OFFICES, OUTCOMES, SEPARATIONS, SPELLS, STOCKS
from simulation.results.chunks import parquet_writer
from simulation.results.manifest import Design, Failure, Manifest, Session, Versions
from simulation.results.store import RunDirectory
from simulation.results.tables import TABLES
from simulation.units import ONE, TICKS_PER_DAY

REGIONS = {
    "headquarters": ("Headquarters", 60),
    "eucom": ("EUCOM", 190),
    "centcom": ("CENTCOM", 160),
    "indopacom": ("INDOPACOM", 130),
    "africom": ("AFRICOM", 90),
    "southcom": ("SOUTHCOM", 60),
    "northcom": ("NORTHCOM", 10),
}
SCENARIOS = {"baseline": ("Baseline", 0.012), "surge": ("Regional surge", 0.022)}
POLICIES = {
    "status_quo": ("Status quo", 0.0),
    "all_regions": ("All-regions assignment", 0.008),
    "more_seats": ("More school seats", 0.020),
    "faster_hiring": ("Faster hiring", 0.025),
    "longer_tours": ("Longer tours", -0.004),
}
PARTS = ("in_transit", "in_training", "selected", "requisition", "nothing")
MONTHLY = {"hires": 6.0, "arrivals": 7.0, "returns": 4.0, "quits": 3.0, "retirements": 1.5, "transfers": 0.6}
MONTHLY |= {"involuntary_losses": 0.2, "dismissals": 0.4, "contract_ends": 0.1, "requisitions_failed": 0.5}
LENGTHS = {
    "vacancy": 140.0,
    "requisition": 110.0,
    "assignment_wait": 12.0,
    "seat_wait": 45.0,
    "transit": 30.0,
    "tour": 900.0,
}
FASTER = {"more_seats": {"seat_wait": 0.5, "vacancy": 0.9}, "longer_tours": {"tour": 1.3}}


@dataclass(frozen=True)
class Shape:
    """How large a made-up run is."""

    scenarios: tuple[str, ...] = tuple(SCENARIOS)
    policies: tuple[str, ...] = tuple(POLICIES)
    replications: int = 24
    start: date = date(2024, 10, 1)
    months: int = 192
    noise: float = 0.03
    seed: int = 5
    title: str = "A made-up run"
    doubled: bool = True
    """Whether some positions are held by two people at times."""


def estimate(value: Any, source: str, low: Any = None, high: Any = None) -> dict[str, Any]:
    """Return an empirical number as a resolved world holds it."""
    return {"value": value, "range": None if low is None else [low, high], "source": source}


def make_world(shape: Shape, scenario: str) -> dict[str, Any]:
    """Return what the report reads of a resolved world."""
    share = 1 / len(REGIONS)
    return {
        "title": "A made-up world",
        "description": "Numbers without a model.",
        "regions": {name: {"label": label, "units": {}} for name, (label, _) in REGIONS.items()},
        "components": {
            "military": {
                "label": "Military",
                "hiring": {"time_to_fill_mean_days": estimate(120.0, "assumed: no public figure", 60.0, 240.0)},
                "entry_service_years": [4.0, 16.0],
                "entry_service_source": "assumed",
            }
        },
        "courses": {
            "sco_course": {"label": "SCO course", "duration_weeks": estimate(8.0, "School catalogue, 2023", 7.0, 9.0)}
        },
        "demand": {
            "case_classes": {
                "sales": {
                    "label": "Sales cases",
                    "growth": {"path": "exponential", "per_year": estimate(0.02, "assumed", 0.0, 0.04)},
                    "region_shares": estimate(dict.fromkeys(REGIONS, share), "assumed: by positions"),
                    "surges": [{"region": "eucom", "increase": estimate(0.8, "GAO-25-107077")}]
                    if scenario == "surge"
                    else [],
                }
            }
        },
        "attrition": {
            "military": {
                "quit": {
                    "bands": [{"from_years": 0.0, "per_year": 0.05}, {"from_years": 3.0, "per_year": 0.1}],
                    "range_factor": [0.5, 1.5],
                    "source": "assumed",
                }
            }
        },
    }


def make_resolved(shape: Shape) -> dict[str, Any]:
    """Return a resolved configuration."""
    setting = {"lever": "seats_per_class", "where": {"course": "sco_course"}, "change": "multiply", "value": 1.5}
    return {
        "experiment": {
            "title": shape.title,
            "comparator": "status_quo",
            "replications": shape.replications,
            "breach": {"shortfall_share": 0.2, "sustained_months": 6},
        },
        "worlds": {scenario: make_world(shape, scenario) for scenario in shape.scenarios},
        "policies": {
            policy: {
                "title": POLICIES[policy][0],
                "description": f"What {POLICIES[policy][0].lower()} does.",
                "settings": [{**setting, "from": "2026-10-01", "until": None, "ramp_months": 0}]
                if policy == "more_seats"
                else [],
            }
            for policy in shape.policies
        },
    }


def make_manifest(shape: Shape, tables: dict[str, pd.DataFrame]) -> Manifest:
    """Return the manifest of a made-up run."""
    outcomes = tables["outcomes"]
    done = outcomes.groupby(["scenario", "policy"])["replication"].unique()
    missing = {
        f"{scenario}/{policy}": lost
        for scenario in shape.scenarios
        for policy in shape.policies
        if (lost := sorted(set(range(shape.replications)) - set(done.get((scenario, policy), []))))
    }
    return Manifest(
        name="made-up",
        status="partial" if missing else "complete",
        title=shape.title,
        question="Which policy leaves the fewest positions short?",
        intended_use="Trying out the report.",
        not_for="Any decision.",
        command="python -m simulation run made-up/experiment.yaml --replications 24",
        seed=shape.seed,
        design=Design(
            scenarios={name: SCENARIOS[name][0] for name in shape.scenarios},
            policies={name: POLICIES[name][0] for name in shape.policies},
            comparator="status_quo",
            replications=shape.replications,
        ),
        config_digest="0123456789abcdef" * 4,
        files={"made-up/experiment.yaml": "ab" * 32},
        versions=Versions("0.1.0", "0.1.0+0123456789", "", "3.11.2", "linux-x86_64", {"numpy": "2.4.6"}),
        sessions=[Session(shape.replications, 2, 12.5, 20.0)],
        missing=missing,
        failures=[
            Failure(*arm.split("/"), replication, "simulating", "ValueError: made up", "")
            for arm, lost in missing.items()
            for replication in lost
        ],
    )


def write_run(path: Path, shape: Shape, tables: dict[str, pd.DataFrame] | None = None) -> RunDirectory:
    """Write a made-up run as a run directory and open it."""
    tables = make_tables(shape) if tables is None else tables
    (path / "tables").mkdir(parents=True)
    for name, frame in tables.items():
        with parquet_writer(path / "tables" / f"{name}.parquet", name) as writer:
            for _, rows in frame.groupby(["scenario", "policy", "replication"], sort=False):
                writer.write_table(_as_table(rows, TABLES[name]))
    resolved = {"resolved": make_resolved(shape), "origins": {}}
    (path / "config.resolved.json").write_text(json.dumps(resolved))
    make_manifest(shape, tables).write(path)
    return RunDirectory.open(path)


def as_of_old(run: RunDirectory) -> RunDirectory:
    """Turn a run into one made before people could leave a post for a course, and before spells were kept."""
    for name in ("spells", "spells_in_full", "offices"):
        (run.tables / f"{name}.parquet").unlink()
    path = run.tables / "snapshots.parquet"
    with pq.ParquetFile(path) as file:
        kept = [name for name in file.schema_arrow.names if not name.startswith(("away", "overlap", "cover"))]
        groups = [file.read_row_group(number, columns=kept) for number in range(file.num_row_groups)]
    with pq.ParquetWriter(path, groups[0].schema) as writer:
        for group in groups:
            writer.write_table(group)
    return RunDirectory.open(run.path)


def _as_table(rows: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(rows[field.name].to_numpy(), type=field.type, from_pandas=False) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


SMALL = Shape(policies=("status_quo", "more_seats", "longer_tours"), replications=20, months=36)
"""A run just large enough for percentiles."""


def make_tables(shape: Shape) -> dict[str, pd.DataFrame]:
    """Return legal tables of a made-up run, as far as the report reads them; equal shapes are made once."""
    return {name: frame.copy() for name, frame in _tables(shape).items()}


@cache
def _tables(shape: Shape) -> dict[str, pd.DataFrame]:
    frames, outcomes, flows, spells, accounts, offices = [], [], [], [], [], []
    for scenario in shape.scenarios:
        for policy in shape.policies:
            for replication in range(shape.replications):
                frame = one_run(shape, scenario, policy, replication)
                frames.append(frame)
                outcomes.append(measure(frame, scenario, policy, replication))
                arm = {"scenario": scenario, "policy": policy, "replication": np.int32(replication)}
                flows.append(_flows(shape, replication).assign(**arm))
                accounts.append(_accounts(shape, flows[-1]).assign(**arm))
                offices.append(_offices(shape, policy, replication).assign(**arm))
                spells.append(_spells(shape, policy, replication).assign(**arm))
    made = {"snapshots": frames, "flows": flows, "accounts": accounts, "offices": offices, "spells": spells}
    made |= {"outcomes": outcomes}
    tables = {
        name: pd.concat(parts, ignore_index=True).reindex(columns=TABLES[name].names, fill_value=0)
        for name, parts in made.items()
    }
    return tables | {"spells_in_full": _in_full(tables["spells"])}


def _flows(shape: Shape, replication: int) -> pd.DataFrame:
    """Return what happened in one run, month by month in one region; rows of zero are left out."""
    luck = np.random.default_rng([shape.seed, replication, 101])
    months = [add_months(shape.start, month) for month in range(shape.months)]
    assert set(MONTHLY) <= set(FLOWS)
    frames = [
        pd.DataFrame({"date": months, "flow": name, "count": luck.poisson(mean, shape.months)})
        for name, mean in MONTHLY.items()
    ]
    rows = pd.concat(frames, ignore_index=True).query("count > 0")
    return rows.assign(region="eucom", function="sco_operations", component="military")


def _accounts(shape: Shape, flows: pd.DataFrame) -> pd.DataFrame:
    """Return people by account, month by month in one region: those who came less those who left, exactly."""
    months = [add_months(shape.start, month) for month in range(shape.months)]
    signs = {**dict.fromkeys(ENTRIES, 1), **dict.fromkeys(SEPARATIONS, -1)}
    net = (flows["count"] * flows["flow"].map(signs).fillna(0)).groupby(flows["date"]).sum().reindex(months).fillna(0)
    rows = []
    for place, account in enumerate(ACCOUNTS):
        start = 600 if account == "in_post" else 10 * place
        change = net if account == "in_post" else 0 * net
        closing = start + change.cumsum().astype("int64")
        rows.append(
            pd.DataFrame(
                {
                    "date": months,
                    "account": account,
                    "opening": closing - change.astype("int64"),
                    "entered": change.clip(lower=0).astype("int64"),
                    "left": -change.clip(upper=0).astype("int64"),
                    "closing": closing,
                }
            )
        )
    return pd.concat(rows, ignore_index=True).assign(region="eucom", component="military")


def _offices(shape: Shape, policy: str, replication: int) -> pd.DataFrame:
    """Return offices empty and one deep, month by month; one region has none that is authorised one."""
    months = [add_months(shape.start, month) for month in range(shape.months)]
    luck = np.random.default_rng([shape.seed, replication, 103, list(POLICIES).index(policy)])
    rows = []
    for region, (_, posts) in REGIONS.items():
        larger, single = posts // 10, (0 if region == "headquarters" else 3)
        empty = luck.binomial(larger, 0.05, shape.months)
        counts = (larger, empty, luck.binomial(larger - empty, 0.2), single, luck.binomial(single, 0.3, shape.months))
        assert len(counts) == len(OFFICES)
        rows.append(pd.DataFrame({"date": months, "region": region, **dict(zip(OFFICES, counts, strict=True))}))
    found = pd.concat(rows, ignore_index=True)
    return found.sort_values(["date", "region"], kind="stable", ignore_index=True)


def _spells(shape: Shape, policy: str, replication: int) -> pd.DataFrame:
    """Return how long things took in one run, by fiscal year; a policy shortens or lengthens some of them."""
    assert set(LENGTHS) == set(SPELLS)
    years = sorted({fiscal_year(add_months(shape.start, month)) for month in range(shape.months)})
    luck = np.random.default_rng([shape.seed, replication, 102])
    rows = []
    for year in years:
        for spell, mean in LENGTHS.items():
            days = luck.gamma(4.0, mean / 4.0, 30) * FASTER.get(policy, {}).get(spell, 1.0)
            over = {f"over_{least}_days": int((days > least).sum()) for least in (30, 90, 180, 365)}
            sums = {"count": days.size, "total_days": days.sum(), "longest_days": days.max(), **over}
            rows.append({"date": date(year - 1, 10, 1), "spell": spell, **sums})
    return pd.DataFrame(rows).assign(region="eucom", function="sco_operations", component="military")


def _in_full(spells: pd.DataFrame) -> pd.DataFrame:
    """Return single spells of the first replication: in each year and kind the longest one."""
    rows = spells[spells["replication"] == 0]
    return rows.assign(subject=7, began_day=-3.5, days=rows["longest_days"])[TABLES["spells_in_full"].names]


def one_run(shape: Shape, scenario: str, policy: str, replication: int) -> pd.DataFrame:
    """Return the snapshots of one run; luck depends on seed and replication, not on the policy."""
    months = [add_months(shape.start, month) for month in range(shape.months)]
    ticks = np.array([(first_of_next_month(day) - day).days * TICKS_PER_DAY for day in months])
    luck = np.random.default_rng([shape.seed, replication])
    own = np.random.default_rng([shape.seed, replication, list(POLICIES).index(policy)])
    rows = []
    for region, (_, posts) in REGIONS.items():
        help_given = POLICIES[policy][1] * (1.0 + own.normal(0.0, 0.4))
        stocks = _stocks(posts, _luck(luck, shape), SCENARIOS[scenario][1], help_given)
        if not shape.doubled:
            stocks["assigned"] = stocks["assigned"] - stocks["overlap"]
            stocks["overlap"] = 0 * stocks["overlap"]
        frame = pd.DataFrame({"date": months, "region": region, "function": "sco_operations"})
        for name in STOCKS:
            frame[name] = stocks[name] / ONE
            frame[f"{name}_integral"] = stocks[name] * ticks
        rows.append(frame)
    found = pd.concat(rows, ignore_index=True).sort_values(["date", "region"], kind="stable", ignore_index=True)
    return found.assign(scenario=scenario, policy=policy, replication=np.int32(replication))


def measure(frame: pd.DataFrame, scenario: str, policy: str, replication: int) -> pd.DataFrame:
    """Return the outcomes of one run, computed from its snapshots."""
    monthly = frame.groupby("date")[["shortfall", "requirement"]].sum()
    breach = monthly["shortfall"] > 0.2 * monthly["requirement"]
    values = {
        "mean_shortfall": monthly["shortfall"].mean(),
        "greatest_shortfall": monthly["shortfall"].max(),
        "final_year_shortfall": monthly["shortfall"].iloc[-12:].mean(),
        "breach_depth": monthly["shortfall"][breach].max() if breach.any() else np.nan,
        "position_years_short": monthly["shortfall"].sum() / 12,
        "shortfall_share": monthly["shortfall"].sum() / monthly["requirement"].sum(),
        "one_deep_share": 0.1 + 0.01 * (replication % 5),
        "breach_start": float(np.argmax(breach.to_numpy())) / 12 if breach.any() else np.nan,
        "breach_length": float(breach.sum()) if breach.any() else np.nan,
    }
    values = dict.fromkeys(OUTCOMES, np.nan) | values
    return pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "replication": np.int32(replication),
            "outcome": list(values),
            "value": list(values.values()),
        }
    )


def _luck(luck: np.random.Generator, shape: Shape) -> np.ndarray:
    return np.cumsum(luck.normal(0.0, shape.noise / 4, shape.months)) + luck.normal(0.0, shape.noise)


def _stocks(posts: int, noise: np.ndarray, growth: float, help_given: float) -> dict[str, np.ndarray]:
    years = np.arange(noise.size) / 12
    coming = np.clip(years / 4, 0.0, 1.0)
    requirement = np.rint(posts * 0.98 * np.exp(growth * years + noise) * ONE).astype(np.int64)
    authorised = np.rint(posts * (1 + 0.009 * np.floor(np.clip(years - 2, 0, None)))).astype(np.int64) * ONE
    excess = (np.arange(noise.size) % 17 == 0).astype(np.int64) * (ONE // 2)
    empty = np.rint(authorised * np.clip(0.10 - help_given * coming - noise / 3, 0.02, 0.5)).astype(np.int64)
    overlap = (np.arange(noise.size) % 13 == 0).astype(np.int64) * (ONE // 4)
    assigned = authorised - empty + excess + overlap
    qualified = np.rint(assigned * np.clip(0.93 + help_given * coming, 0, 1)).astype(np.int64)
    effective = np.rint(qualified * 0.97).astype(np.int64)
    spare = np.full(noise.size, ONE * posts // 40, dtype=np.int64)
    shares = (0.2, 0.25, 0.1, 0.4)
    parts = [np.rint(empty * share).astype(np.int64) for share in shares]
    parts.append(empty - sum(parts))
    gap = requirement - effective
    shortfall = np.maximum(gap, 0) + spare
    return dict.fromkeys(STOCKS, np.zeros(noise.size, dtype=np.int64)) | {
        "requirement": requirement,
        "authorised": authorised,
        "assigned": assigned,
        "qualified": qualified,
        "effective": effective,
        "shortfall": shortfall,
        "surplus": shortfall - gap,
        "empty": empty,
        "excess": excess,
        "overlap": overlap,
        "away": np.rint(assigned * 0.01).astype(np.int64),
        **{f"empty_{name}": part for name, part in zip(PARTS, parts, strict=True)},
    }
