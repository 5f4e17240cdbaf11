"""Where the numbers come from: how the run went, with which versions and inputs, and how to repeat it."""

from collections import Counter

import pandas as pd

from simulation.analysis.findings import Findings
from simulation.figures import wording
from simulation.report.tables import PageTable, page_table
from simulation.results.manifest import Manifest


def health_table(manifest: Manifest, findings: Findings) -> PageTable:
    """Return replications asked for, finished and failed, by arm."""
    failed = Counter((failure.scenario, failure.policy) for failure in manifest.failures)
    asked = manifest.design.replications
    rows = []
    for scenario, policy in manifest.design.arms:
        positions = findings.arms.get((scenario, policy))
        finished = positions.runs if positions else 0
        rows.append(
            {
                "Scenario": manifest.design.scenarios[scenario],
                "Policy": manifest.design.policies[policy],
                "Asked for": f"{asked:,}",
                "Finished": f"{finished:,}",
                "Failed": f"{failed[(scenario, policy)]:,}",
                "Missing": f"{max(0, asked - finished):,}",
            }
        )
    return page_table("Runs of each policy in each scenario", pd.DataFrame(rows), headings=2)


def missing_runs(manifest: Manifest, findings: Findings) -> int:
    """Return how many runs of the design have no result."""
    return sum(
        max(0, manifest.design.replications - (findings.arms[arm].runs if arm in findings.arms else 0))
        for arm in manifest.design.arms
    )


def failure_table(manifest: Manifest) -> PageTable | None:
    """Return the failures recorded, or None if there are none."""
    if not manifest.failures:
        return None
    rows = [
        {
            "Scenario": manifest.design.scenarios.get(one.scenario, one.scenario),
            "Policy": manifest.design.policies.get(one.policy, one.policy),
            "Replication": str(one.replication),
            "Stage": one.stage,
            "Error": one.error,
        }
        for one in manifest.failures
    ]
    return page_table("Failures", pd.DataFrame(rows), headings=3, words=("Stage", "Error"))


def provenance_table(manifest: Manifest) -> PageTable:
    """Return versions, digests and times."""
    versions, timings = manifest.versions, manifest.timings
    facts = {
        "Run": manifest.name,
        "Status": manifest.status,
        "Seed": str(manifest.seed),
        "Runs of each policy and scenario": f"{manifest.design.replications:,}",
        "Digest of inputs and model": manifest.config_digest,
        "Program": versions.tool,
        "Model": versions.model,
        "Commit": versions.commit or "not from a checkout",
        "Python": f"{versions.python}, {versions.platform}",
        "Packages": ", ".join(f"{name} {version}" for name, version in versions.packages.items()),
        "Processor time": f"{timings['cpu_seconds']:,.1f} s, {timings['cpu_seconds_per_replication']:,.2f} s a run",
    }
    frame = pd.DataFrame({"What": list(facts), "Value": list(facts.values())})
    return page_table("Versions, digests and times", frame, words=("Value",))


def file_table(manifest: Manifest) -> PageTable:
    """Return the digests of inputs and tables, by which a copy can be checked."""
    found = {**manifest.files, **{f"tables/{name}.parquet": digest for name, digest in manifest.tables.items()}}
    frame = pd.DataFrame({"File": list(found), "SHA-256": list(found.values())})
    return page_table("Input files and result tables, with their SHA-256", frame, words=("SHA-256",))


def runs_made(manifest: Manifest, findings: Findings) -> str:
    """Return in words how many runs were made of how many."""
    asked = manifest.design.replications * len(manifest.design.arms)
    return f"{asked - missing_runs(manifest, findings):,} of {wording.runs(asked)}"
