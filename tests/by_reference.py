"""Tables that compiled code receives as one address.

A compiler takes a named tuple apart at every call: with well over a hundred arrays of seven words and more, that is
nearly all of the time it needs. Here the words of all arrays stand in one block, and a rule that reads
`world.stocks` loads them from there. The source of the rule is the same, and nothing is counted or allocated: whoever
made the reference keeps the arrays alive.
"""

import numpy as np
from numba import typeof
from numba.core import cgutils, types
from numba.core.datamodel import default_manager
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)


class Referred(types.Type):
    """The type of a reference: a short name, since it becomes part of many others, and every field and its place."""

    def __init__(self, name, fields):
        self.fields = fields
        self.layout = f"{name} {fields}"
        super().__init__(name)

    @property
    def key(self):
        return self.layout


class Reference:
    """A named tuple of arrays, integers and further such tuples; what is written to the arrays is seen in both."""

    def __init__(self, tables):
        self.held = {
            name: Reference(value) if isinstance(value, tuple) else value for name, value in tables._asdict().items()
        }
        fields, words = {}, []
        for name, value in self.held.items():
            fields[name] = (typeof(value), np.int64().itemsize * len(words))
            words += in_words(value)
        self.kind = Referred(type(tables).__name__, fields)
        self.block = np.array(words, np.int64)
        self.address = self.block.ctypes.data


def in_words(value):
    """Return what compiled code reads of one field: of an array its parts, in the order the compiler has them in."""
    if isinstance(value, Reference):
        return [value.address]
    if isinstance(value, int):
        return [value]
    parts = {
        "meminfo": [0],
        "parent": [0],
        "nitems": [value.size],
        "itemsize": [value.itemsize],
        "data": [value.ctypes.data],
        "shape": value.shape,
        "strides": value.strides,
    }
    return [word for part in default_manager[typeof(value)]._fields for word in parts[part]]


register_model(Referred)(models.OpaqueModel)


@typeof_impl.register(Reference)
def type_of(reference, _):
    return reference.kind


@unbox(Referred)
def address_of(_, reference, c):
    number = c.pyapi.object_getattr_string(reference, "address")
    address = c.pyapi.long_as_voidptr(number)
    c.pyapi.decref(number)
    return NativeValue(address)


@infer_getattr
class Field(AttributeTemplate):
    """What a field of a reference is."""

    key = Referred

    def generic_resolve(self, reference, name):
        return reference.fields[name][0] if name in reference.fields else None


@lower_getattr_generic(Referred)
def load(context, builder, reference, address, name):
    kind, place = reference.fields[name]
    model = context.data_model_manager[kind]
    there = cgutils.pointer_add(builder, address, place, model.get_data_type().as_pointer())
    return model.load_from_data_pointer(builder, there)
