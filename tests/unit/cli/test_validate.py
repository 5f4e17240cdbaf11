"""What `validate` says of a sound world."""

import pytest

from simulation.cli.validate import summary
from worlds import full, small


class TestWorld:
    """One line says how large it is and what it has."""

    def test_one_is_not_many(self):
        """A world with one course has one course."""
        _, extent = summary(small())
        assert extent == "2024-10-01 to 2030-10-01; 3 regions, 7 units, 26 positions on the first day, 1 course"

    def test_accession_plans_and_temporary_positions_are_named(self):
        """So that one sees that they were read."""
        _, extent = summary(full())
        assert extent.endswith(", 3 courses, 2 accession plans, 1 programme of temporary positions")

    @pytest.mark.parametrize(("roster", "named"), [("people.csv", True), (None, False)])
    def test_a_roster_is_named(self, roster, named):
        """Whether people are synthesised is the first thing to know."""
        _, extent = summary(small(("roster", roster)))
        assert extent.endswith(", people from people.csv") is named
