"""The world of an arm before anybody is in it: every table at its size, and the terms that do not change."""

from simulation.workforce.founding.tables import found, table

__all__ = ["found", "table"]
