"""Bare words: never a surprise."""

from datetime import date

import pytest

from simulation.config.scalars import read_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("1e-3", 0.001),
        ("1E+2", 100.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-0.5", -0.5),
        ("0", 0),
        ("0.0", 0.0),
        ("10", 10),
        ("+7", 7),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-10-01", date(2026, 10, 1)),
        ("2026-10-1", "2026-10-1"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("12%", "12%"),
        ("12:30:45", "12:30:45"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1.2.3", "1.2.3"),
        ("0b1", "0b1"),
        ("²", "²"),
    ],
)
def test_a_word_means_what_yaml_1_2_says(text, value):
    """Norway is not false, 1e-3 is not a text, and twelve hours are not a number of base sixty."""
    read = read_scalar(text)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("010", "found 010, a number with leading zeros; leave them out, or put a code in quotes"),
        ("-007", "found -007, a number with leading zeros; leave them out, or put a code in quotes"),
        ("01.5", "found 01.5, a number with leading zeros; leave them out, or put a code in quotes"),
        ("0x1F", "found 0x1F, which is not decimal; write the number in decimal, or put a text in quotes"),
        ("0o17", "found 0o17, which is not decimal; write the number in decimal, or put a text in quotes"),
        (".nan", "found .nan; expected a finite number"),
        ("-.inf", "found -.inf; expected a finite number"),
        ("1e999", "found 1e999, a number too large to hold"),
        ("9" * 5000, "found 999999999999999999999..., a number of 5000 digits; at most 19 are read"),
        ("2026-02-30", "found 2026-02-30, a day that does not exist; expected a date such as 2026-10-01"),
        ("0000-01-01", "found 0000-01-01, a day that does not exist; expected a date such as 2026-10-01"),
    ],
)
def test_what_readers_disagree_about_is_refused(text, message):
    """Guessing would be right for some and silently wrong for others."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_scalar(text)
    assert str(caught.value) == message
