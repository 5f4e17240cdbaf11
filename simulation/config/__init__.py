"""Configuration: what the files say, typed, checked and traced to the line that says it."""

from simulation.config.study import Study, check, load_study

__all__ = ["Study", "check", "load_study"]
