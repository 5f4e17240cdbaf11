"""Units: an empirical number says in its key which unit it has."""

UNITS = (
    ("hours_per_person_month", "hours per person-month"),
    ("hours_per_month", "hours per month"),
    ("cases_per_year", "cases per year"),
    ("intake_per_year", "people per year"),
    ("per_year", "per year"),
    ("per_class", "per class"),
    ("probability", "probability"),
    ("shares", "shares"),
    ("share", "share"),
    ("years", "years"),
    ("months", "months"),
    ("weeks", "weeks"),
    ("days", "days"),
    ("cases", "cases"),
    ("slots", "requisitions at once"),
    ("cv", "ratio"),
    ("output", "share"),
    ("increase", "share"),
    ("factor", "factor"),
    ("factors", "factor"),
    ("factors_by_fiscal_year", "factor"),
    ("dollars", "dollars"),
    ("minimum_manning", "positions"),
    ("elasticity", "ratio"),
    ("cap", "positions"),
    ("minimum_class", "people"),
    ("positions_by_fiscal_year", "positions"),
)
"""Endings of keys and the units they stand for; the first that fits counts."""


def unit_of(key: str) -> str:
    """Return the unit that a key states by its ending, or an empty string.

    Examples
    --------
    >>> unit_of("life_mean_years"), unit_of("growth_per_year"), unit_of("seats_per_class")
    ('years', 'per year', 'per class')
    """
    return next((unit for ending, unit in UNITS if key == ending or key.endswith(f"_{ending}")), "")
