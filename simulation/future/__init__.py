"""All that no policy can change, drawn once per scenario and replication, before any policy runs."""

from simulation.future.future import Future, draw_future

__all__ = ["Future", "draw_future"]
