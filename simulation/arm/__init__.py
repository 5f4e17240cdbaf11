"""One policy in one scenario in one world: resolved, indexed, hashed."""

from simulation.arm.arm import Arm, resolve
from simulation.arm.layout import Layout
from simulation.arm.step_tables import Step, StepTable

__all__ = ["Arm", "Layout", "Step", "StepTable", "resolve"]
