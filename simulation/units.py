"""The integer grids of the dynamics, and the way onto them from the units people write.

All quantities that change while a model runs are integers on these grids, so that identities hold exactly and a second
engine can give the same bits. `docs/quantities.md` lists width, rounding and worst case of each.
"""

from typing import Final

TICKS_PER_DAY: Final = 1024
"""Ticks in a day; a tick is about 84 seconds."""

TICKS_PER_YEAR: Final = 374_016
"""Ticks in a mean year of 365.25 days, for durations that are not calendar dates."""

TICKS_PER_MONTH: Final = 31_168
"""Ticks in a twelfth of a mean year."""

ONE: Final = 1 << 20
"""One position, one person's full output, one position-equivalent of work."""

RATIO: Final = 1 << 12
"""The ratio 1 on the grid of shares, probabilities and yearly rates."""

HAZARD: Final = 1 << 32
"""One unit of integrated hazard: the mean of an exponential budget."""

NEVER: Final = 1 << 62
"""A tick that never comes."""

UNLIMITED: Final = 1 << 40
"""A count that never binds."""


def ticks_from_days(days: float) -> int:
    """Return a duration in ticks, at least one: what is scheduled happens later."""
    return max(1, round(days * TICKS_PER_DAY))


def ticks_from_months(months: float) -> int:
    """Return a duration of `months` mean months in ticks, at least one."""
    return max(1, round(months * TICKS_PER_MONTH))


def ticks_from_years(years: float) -> int:
    """Return a duration of `years` mean years in ticks, at least one."""
    return max(1, round(years * TICKS_PER_YEAR))


def positions(value: float) -> int:
    """Return a number of positions, or a share of one person's output, on the grid of 2**-20."""
    return round(value * ONE)


def ratio(value: float) -> int:
    """Return a share, probability or yearly rate on the grid of 1/4096."""
    return round(value * RATIO)


def hazard(value: float) -> int:
    """Return an integrated hazard on the grid of 2**-32."""
    return round(value * HAZARD)
