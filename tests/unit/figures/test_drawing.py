"""Axes, labels and colours."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from simulation.figures import wording
from simulation.figures.drawing import chosen_years, fiscal_time, fitted, floor_of, spread_out
from simulation.figures.heat_map import RAMP, readable


def test_a_fiscal_year_takes_one_unit_of_the_axis():
    assert fiscal_time(date(2024, 10, 1)) == pytest.approx(2025 + 1 / 24)
    assert fiscal_time(date(2025, 9, 1)) == pytest.approx(2026 - 1 / 24)
    assert fiscal_time(date(2024, 10, 1), 3) == pytest.approx(2025.125)


@pytest.mark.parametrize(
    ("first", "last", "labels"), [(2025, 2040, 5), (2025, 2040, 3), (2026, 2029, 2), (2025, 2124, 5)]
)
def test_labelled_years_fit(first, last, labels):
    years = chosen_years(first, last, labels)
    assert 1 <= len(years) <= labels
    assert all(first <= year <= last for year in years)
    assert len({b - a for a, b in pairwise(years)}) <= 1


def test_labels_keep_their_order_and_distance():
    found = spread_out([1.0, 1.1, 1.2, 9.0], 2.0, 0.0, 10.0)
    assert found == sorted(found)
    assert np.diff(found).min() >= 2.0 - 1e-9
    assert min(found) >= 0.0
    assert max(found) <= 10.0


def test_an_axis_begins_at_zero_unless_that_wastes_the_panel():
    assert floor_of(0.0, 0.0) == 0.0
    assert floor_of(-5.0, 10.0) == -5.0
    assert floor_of(30.0, 100.0) == 0.0
    assert 0 < floor_of(561.0, 902.0) <= 561.0


def test_long_labels_are_cut_at_words():
    assert fitted("one two three four", 9, 2) == "one two\nthree […]"


def test_numbers_in_cells_stand_out_by_four_and_a_half_to_one():
    def light(colour):
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for step in np.linspace(0.0, 1.0, 50):
        ground = light(RAMP(step)[:3])
        ink = 0.0 if readable(RAMP(step)[:3]) == "#000000" else 1.0
        assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (wording.positions(1234.56), "1,234.6"),
        (wording.positions(-0.04), "0.0"),
        (wording.positions(-12.0), "−12.0"),
        (wording.signed(0.0123), "+0.012"),
        (wording.signed(-7.25), "−7.2"),
        (wording.share(0.0), "0.0\u00a0%"),
        (wording.share(0.0001), "<0.1\u00a0%"),
        (wording.between(0.51, 0.49), "0.5"),
        (wording.between(0.5, 1.5), "0.5 to 1.5"),
        (wording.listed([]), ""),
        (wording.listed(["a", "b"], "or"), "a or b"),
        (wording.interval(None), "not resolved"),
        (wording.band(8), "all 8 runs from lowest to highest"),
        (wording.band(19), "the middle 90 of 100 runs"),
        (wording.among(8), "all 8 runs"),
    ],
)
def test_wording(found, expected):
    assert found == expected
