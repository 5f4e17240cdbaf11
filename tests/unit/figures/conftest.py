"""The figures of one made-up run."""

import pytest

from simulation.analysis.findings import read_findings
from simulation.figures.binding import binding_constraints
from simulation.figures.causes import causes_of_the_gap
from simulation.figures.chances import chances_of_shortfall
from simulation.figures.departures import ways_of_leaving
from simulation.figures.differences import differences_from_comparator
from simulation.figures.fans import shortfall_fans
from simulation.figures.offices import thinly_staffed_offices
from simulation.figures.pipeline import on_the_way_to_empty_positions
from simulation.figures.regions import shortfall_by_region
from simulation.figures.requirement import requirement_against_effective
from simulation.figures.spells import how_long_things_take
from unit.analysis.made_up_run import SMALL, Shape, write_run

DRAW = (
    differences_from_comparator,
    shortfall_fans,
    requirement_against_effective,
    chances_of_shortfall,
    shortfall_by_region,
    causes_of_the_gap,
    binding_constraints,
    thinly_staffed_offices,
    on_the_way_to_empty_positions,
    ways_of_leaving,
    how_long_things_take,
)


@pytest.fixture(scope="session")
def findings_of(tmp_path_factory):
    """Return a function that makes up a run of some shape and reads it; equal shapes are made once."""
    known = {}

    def make(**shape):
        key = repr(sorted(shape.items()))
        if key not in known:
            known[key] = read_findings(write_run(tmp_path_factory.mktemp("made-up") / "run", Shape(**shape)))
        return known[key]

    return make


@pytest.fixture(scope="session")
def findings(findings_of):
    """Return the findings of a small made-up run with enough replications for percentiles."""
    return findings_of(**vars(SMALL))


@pytest.fixture(scope="session")
def figures(findings):
    """Return all figures of that run by name."""
    return {figure.name: figure for figure in (draw(findings, "NOTIONAL") for draw in DRAW)}
