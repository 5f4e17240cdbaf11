"""Everything the figures and the report are made from, read once from a run."""

from dataclasses import dataclass, replace

import pandas as pd

from simulation.analysis.assumptions import Input, read_inputs
from simulation.analysis.comparison import names_of
from simulation.analysis.departures import Departures, read_departures
from simulation.analysis.design import Design, read_design
from simulation.analysis.offices import read_offices
from simulation.analysis.outcomes import by_arm
from simulation.analysis.shortfall import Positions, read_positions
from simulation.analysis.spells import read_spells
from simulation.analysis.stock_flow import read_stock_flow
from simulation.errors import BilletError
from simulation.results.store import RunDirectory


class NothingToReport(BilletError):
    """No replication of the comparator finished in any scenario."""


@dataclass(frozen=True)
class Findings:
    """One run, as numbers."""

    design: Design
    """Scenarios in which the comparator finished at least once, and policies that finished at all."""

    arms: dict[tuple[str, str], Positions]
    """Positions by (scenario, policy), arms with at least one replication."""

    outcomes: pd.DataFrame
    """The table of outcomes."""

    inputs: list[Input]
    """Every sourced number."""

    departures: dict[str, Departures]
    """Who leaves under the comparator, by scenario; empty if the run has no table of flows."""

    spells: dict[tuple[str, str], pd.DataFrame]
    """How long things take by (scenario, policy); empty if the run has no table of spells."""

    people: dict[tuple[str, str], pd.DataFrame]
    """Who came and left by (scenario, policy); empty if the run has no tables of accounts and flows."""

    offices: dict[str, pd.DataFrame]
    """Offices that are empty or one deep under the comparator, by scenario; empty if the run has no such table."""

    threshold: float
    """Shortfall as a share of the requirement at which the study calls a month a breach."""

    @property
    def assumed(self) -> list[Input]:
        """Numbers without a public source."""
        return [one for one in self.inputs if one.assumed]

    @property
    def sourced(self) -> list[Input]:
        """Numbers with a source."""
        return [one for one in self.inputs if not one.assumed]

    @property
    def notional(self) -> bool:
        """True if any input is assumed."""
        return bool(self.assumed)

    def status_quo(self, scenario: str) -> Positions:
        """Return the comparator's positions in a scenario."""
        return self.arms[(scenario, self.design.comparator)]

    def policies_in(self, scenario: str) -> list[str]:
        """Return the policies that finished in a scenario, in order."""
        return [policy for policy in self.design.policies if (scenario, policy) in self.arms]

    def outcome(self, name: str) -> pd.DataFrame:
        """Return one outcome: index `replication`, columns (scenario, policy) of the arms kept."""
        arms = by_arm(self.outcomes, name)
        kept = arms[[arm for arm in names_of(arms) if arm in self.arms]]
        kept.attrs["outcome"] = name
        return kept


def read_findings(run: RunDirectory) -> Findings:
    """Read a run, one arm at a time.

    Raises
    ------
    NothingToReport
        If the comparator finished nowhere.
    """
    worlds = run.resolved["worlds"]
    design = read_design(run.manifest.design, worlds)
    outcomes = run.table("outcomes")
    finished = set(zip(outcomes["scenario"], outcomes["policy"], strict=True))
    scenarios = {name: title for name, title in design.scenarios.items() if (name, design.comparator) in finished}
    if not scenarios:
        message = (
            f"nothing to report: no replication of '{design.comparator}', with which all policies are compared, "
            "has finished; run the experiment again to compute what is missing"
        )
        raise NothingToReport(message)
    arms = {
        (scenario, policy): read_positions(run, scenario, policy)
        for scenario in scenarios
        for policy in design.policies
        if (scenario, policy) in finished
    }
    design = replace(design, scenarios=scenarios)
    policies = {name: title for name, title in design.policies.items() if any(name == policy for _, policy in arms)}
    return Findings(
        design=replace(design, policies=policies),
        arms=arms,
        outcomes=outcomes[outcomes["scenario"].isin(list(scenarios))],
        inputs=read_inputs(worlds),
        departures=_departures(run, arms, design) if has_table(run, "flows") else {},
        spells={arm: read_spells(run, *arm) for arm in arms} if has_table(run, "spells") else {},
        people=_people(run, arms),
        offices=_offices(run, design) if has_table(run, "offices") else {},
        threshold=float(run.resolved["experiment"]["breach"]["shortfall_share"]),
    )


def has_table(run: RunDirectory, name: str) -> bool:
    """Return whether a run has a table; one made by an earlier version may lack it."""
    return (run.tables / f"{name}.parquet").exists()


def _departures(run: RunDirectory, arms: dict[tuple[str, str], Positions], design: Design) -> dict[str, Departures]:
    quo = design.comparator
    return {name: read_departures(run, name, quo, arms[(name, quo)]) for name in design.scenarios}


def _people(run: RunDirectory, arms: dict[tuple[str, str], Positions]) -> dict[tuple[str, str], pd.DataFrame]:
    if not (has_table(run, "accounts") and has_table(run, "flows")):
        return {}
    return {arm: read_stock_flow(run, *arm, positions) for arm, positions in arms.items()}


def _offices(run: RunDirectory, design: Design) -> dict[str, pd.DataFrame]:
    return {name: read_offices(run, name, design.comparator) for name in design.scenarios}
