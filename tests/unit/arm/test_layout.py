"""The numbering of a world, in declared order."""

import pytest

from simulation.arm import Layout
from worlds import SMALL, small, world_of


@pytest.fixture
def layout():
    return Layout(small())


def test_units_alike_are_numbered(layout):
    assert [unit.name for unit in layout.units] == [
        "office_01",
        "office_02",
        "office_03",
        "post",
        *["office_01"],
        "office_02",
        "staff",
    ]
    assert [unit.region for unit in layout.units] == [0, 0, 0, 0, 1, 1, 2]


def test_every_position_has_a_slot_of_its_own(layout):
    slots = [(post.cell, layout.groups[post.group].component, post.slot) for post in layout.posts]
    assert len(set(slots)) == len(slots) == sum(layout.authorised()) == 3 * 4 + 1 + 2 * 4 + 5


def test_places_are_distinct(layout):
    places = {
        layout.place(region, function, component)
        for region in range(3)
        for function in range(2)
        for component in (None, 0, 1)
    }
    assert places == set(range(layout.places))


def test_requirement_without_positions_is_a_cell_too():
    tree = world_of(SMALL).model_dump(by_alias=True)
    tree["demand"]["direct"].append(
        {
            "region": "SOUTH",
            "unit": "office",
            "function": "planning",
            "positions_by_fiscal_year": {2025: 1.0},
            "source": "assumed",
        }
    )
    layout = Layout(world_of(tree))
    cell = layout.cell(4, layout.functions.index("planning"))
    assert layout.authorised()[cell] == 0
    with pytest.raises(KeyError):
        Layout(small()).cell(4, 1)
