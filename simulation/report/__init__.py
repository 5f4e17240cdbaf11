"""The report of a run: one page that needs no network, no script and no model."""

from simulation.report.assembly import build

__all__ = ["build"]
