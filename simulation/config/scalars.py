"""What a bare word in YAML 1.2 means: text unless it is clearly something else, and never a surprise.

The core schema of YAML 1.2 is used, with ISO dates added. What YAML readers disagree about (leading zeros, octal and
hexadecimal numbers, infinities) is refused rather than guessed.
"""

import math
import re
from datetime import date
from typing import Final

MAX_DIGITS: Final = 19
"""Digits of the longest whole number read; 2**63 has as many."""

_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_scalar(text: str) -> str | int | float | bool | date | None:
    """Return what a bare word means.

    Raises
    ------
    ValueError
        If it is a number or date that cannot be meant as written; the message says what to write instead.

    Examples
    --------
    >>> read_scalar("NO"), read_scalar("1e-3"), read_scalar("2026-10-01")
    ('NO', 0.001, datetime.date(2026, 10, 1))
    """
    if text in _WORDS:
        return _WORDS[text]
    _refuse(text)
    if _WHOLE.fullmatch(text):
        return int(text)
    if _REAL.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return _day(text)
    return text


def _refuse(text: str) -> None:
    if _LEADING_ZERO.match(text) and _REAL.fullmatch(text):
        message = f"found {clip(text)}, a number with leading zeros; leave them out, or put a code in quotes"
    elif _OTHER_BASE.fullmatch(text):
        message = f"found {clip(text)}, which is not decimal; write the number in decimal, or put a text in quotes"
    elif _NOT_FINITE.fullmatch(text):
        message = f"found {text}; expected a finite number"
    elif _WHOLE.fullmatch(text) and len(text.lstrip("+-")) > MAX_DIGITS:
        message = f"found {clip(text)}, a number of {len(text.lstrip('+-'))} digits; at most {MAX_DIGITS} are read"
    elif _REAL.fullmatch(text) and not math.isfinite(float(text)):
        message = f"found {clip(text)}, a number too large to hold"
    else:
        return
    raise ValueError(message)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"found {text}, a day that does not exist; expected a date such as 2026-10-01"
        raise ValueError(message) from None


def clip(text: str, length: int = 24) -> str:
    """Return a text short enough for a message."""
    return text if len(text) <= length else f"{text[: length - 3]}..."
