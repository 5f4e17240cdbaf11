"""The same world on arrays: what a compiled engine sees."""

import numpy as np

from simulation.workforce.records import Person, Position
from simulation.workforce.world import World


def records(items, kind):
    """Return slotted records as a structured array; luck keys use all 64 bits, everything else is signed."""
    layout = np.dtype([(name, np.uint64 if name == "key" else np.int64) for name in kind.__slots__])
    rows = [tuple(getattr(item, name) for name in kind.__slots__) for item in items]
    return np.array(rows, layout)


def arrays(world):
    """Return a world whose lists are arrays."""
    fields = {}
    for name, value in world._asdict().items():
        if name in {"people", "positions"}:
            fields[name] = records(value, Person if name == "people" else Position)
        elif isinstance(value, int):
            fields[name] = value
        else:
            fields[name] = np.array(value, np.float64 if name == "time_to_fill_cv" else np.int64)
    return World(**fields)


def differences(a, b):
    """Return the names of the tables in which two worlds on arrays differ."""
    return [name for name in World._fields if not np.array_equal(getattr(a, name), getattr(b, name))]
