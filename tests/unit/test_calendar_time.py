"""Dates and ticks: real months, leap years, fiscal years."""

from datetime import date

import pytest

from simulation.calendar_time import Calendar, add_months, first_of_next_month, fiscal_year

DAY = 1024


@pytest.fixture
def calendar():
    return Calendar(date(2027, 10, 1), date(2028, 10, 1))


def test_months_are_real_months(calendar):
    """2028 is a leap year: its February has 29 days."""
    lengths = [b - a for a, b in zip(calendar.boundaries, calendar.boundaries[1:], strict=False)]
    assert lengths == [days * DAY for days in (31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30)]
    assert calendar.months[0] == date(2027, 10, 1)
    assert calendar.months[-1] == date(2028, 9, 1)
    assert calendar.horizon == 366 * DAY == calendar.boundaries[-1]


def test_days_and_ticks_are_inverse(calendar):
    for day in (date(2027, 10, 1), date(2028, 2, 29), date(2028, 9, 30)):
        assert calendar.day(calendar.tick(day)) == day
        assert calendar.day(calendar.tick(day) + DAY - 1) == day


def test_fiscal_year_begins_on_1_october():
    assert [fiscal_year(date(2024, month, 1)) for month in (1, 9, 10, 12)] == [2024, 2024, 2025, 2025]


@pytest.mark.parametrize(
    ("day", "ticks", "expected"),
    [
        (date(2027, 10, 1), 0, date(2027, 10, 1)),
        (date(2027, 10, 1), 1, date(2028, 10, 1)),
        (date(2028, 9, 30), 0, date(2028, 10, 1)),
        (date(2028, 9, 30), 1023, date(2028, 10, 1)),
        (date(2028, 10, 1), 0, date(2028, 10, 1)),
        (date(2029, 3, 5), 17, date(2029, 10, 1)),
    ],
)
def test_next_fiscal_year_start(calendar, day, ticks, expected):
    """A change due on 1 October takes effect that day; one tick later it waits for a year."""
    assert calendar.fiscal_year_starts_from(calendar.tick(day) + ticks) == calendar.tick(expected)


def test_months_are_added_across_years():
    assert add_months(date(2024, 11, 1), 14) == date(2026, 1, 1)
    assert add_months(date(2024, 11, 1), -11) == date(2023, 12, 1)
    assert first_of_next_month(date(2024, 12, 31)) == date(2025, 1, 1)
