"""The command line: the only part that prints."""

from simulation.cli.program import main

__all__ = ["main"]
