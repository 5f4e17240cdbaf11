"""The same world on arrays: what a compiled engine sees."""

from array import array
from operator import attrgetter

import numpy as np

from simulation.workforce.records import Link, Person, Position
from simulation.workforce.terms import Terms
from simulation.workforce.world import World

RECORDS = {"people": Person, "learners": Link, "candidates": Link, "alumni": Link, "positions": Position}
FLOATS = {"time_to_fill_cv", "elasticity", "extension_elasticity"}
KEYS = {"pool_keys", "plan_keys"}


def records(items, kind):
    """Return slotted records as a structured array; luck keys use all 64 bits, everything else is signed."""
    layout = np.dtype([(name, np.uint64 if name == "key" else np.int64) for name in kind.__slots__])
    return np.array(list(map(attrgetter(*kind.__slots__), items)), layout)


def arrays(world):
    """Return a world whose lists are arrays."""
    fields = {name: on_array(name, value) for name, value in world._asdict().items() if name != "terms"}
    terms = {name: on_array(name, value) for name, value in world.terms._asdict().items()}
    return World(terms=Terms(**terms), **fields)


def on_array(name, value):
    """Return one field on an array."""
    if name in RECORDS:
        return records(value, RECORDS[name])
    if isinstance(value, int):
        return value
    if value and isinstance(value[0], array):
        return np.frombuffer(bytearray().join(value), value[0].typecode).reshape(len(value), len(value[0]))
    kind = np.float64 if name in FLOATS else np.uint64 if name in KEYS else np.int64
    table = np.array(value, kind)
    return table.reshape(len(value), -1) if value and not isinstance(value[0], (int, float)) else table


def differences(a, b):
    """Return the names of the tables in which two worlds on arrays, or their terms, differ."""
    names = [name for name in a._fields if name != "terms"]
    return [name for name in names if not np.array_equal(getattr(a, name), getattr(b, name))]


def write(table, number, row):
    """Write a row of a table on an array into the same table on a list."""
    if row.dtype.names:
        for name, value in zip(row.dtype.names, row.item(), strict=True):
            setattr(table[number], name, value)
    elif row.ndim:
        for column, value in enumerate(row.tolist()):
            table[number][column] = value
    else:
        table[number] = row.item()
