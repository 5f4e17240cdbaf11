"""Which constraint binds: the shortfall of a year attributed to what keeps it from being met.

    shortfall = unfunded + hiring + selection + school + moves + certification + learning + mismatch - offsets

These are the steps of the waterfall, with empty positions split by what is on its way to them, and the surplus of
other cells, which the shortfall contains because nothing is netted. Every part is a mean over the year and over the
cells of a region. It is accounting: it says where positions are missing, not what a lever would change, because the
other parts move when one is pushed.
"""

from dataclasses import dataclass

import pandas as pd

from simulation.analysis.chances import over_all_regions
from simulation.analysis.shortfall import OFFSETS, InconsistentTables, Positions
from simulation.units import ONE


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that positions are missing for."""

    label: str
    """Name beside its bar."""

    meaning: str
    """What it counts."""

    stocks: tuple[str, ...]
    """Stocks that are added up."""

    less: tuple[str, ...] = ()
    """Stocks that are taken away."""


CONSTRAINTS = {
    "unfunded": Constraint("Unfunded", "work without an authorised position", ("requirement",), ("authorised",)),
    "hiring": Constraint(
        "Hiring",
        "empty positions with an open requisition, or with nothing on its way",
        ("empty_requisition", "empty_nothing"),
    ),
    "selection": Constraint(
        "Selected, waiting", "empty positions whose successor is selected and waits", ("empty_selected",)
    ),
    "school": Constraint("School", "empty positions whose successor is in class", ("empty_in_training",)),
    "moves": Constraint("Moves", "empty positions whose successor is moving there", ("empty_in_transit",)),
    "certification": Constraint("Uncertified", "output lost for want of a certificate", ("assigned",), ("qualified",)),
    "learning": Constraint(
        "Learning or away",
        "output lost to learning in post, to courses and to cover elsewhere",
        ("qualified",),
        ("effective",),
    ),
    "mismatch": Constraint("Mismatch", "surplus in other cells, which helps nobody where it is missing", ("surplus",)),
}
"""The constraints, in the order of the waterfall."""

OFFSET = "offsets"
"""Column of what lessens the shortfall: funded slack, positions held twice, and people in abolished positions."""


def constraints(positions: Positions) -> pd.DataFrame:
    """Return the shortfall of every year and region by constraint.

    Returns
    -------
    pandas.DataFrame
        Index (replication, fiscal_year, region), ALL_REGIONS added; columns CONSTRAINTS and OFFSET, in positions, none
        of them negative. Constraints less offsets are the shortfall.

    Raises
    ------
    InconsistentTables
        If they are not, in exact integers.
    """
    sums = over_all_regions(positions.regional)
    parts = pd.DataFrame(
        {
            name: sums[list(one.stocks)].sum(axis=1) - sums[list(one.less)].sum(axis=1)
            for name, one in CONSTRAINTS.items()
        }
    )
    offsets = sums[list(OFFSETS)].sum(axis=1) - parts.clip(upper=0).sum(axis=1)
    parts = parts.clip(lower=0).assign(**{OFFSET: offsets})
    if not (parts[list(CONSTRAINTS)].sum(axis=1) - parts[OFFSET] == sums["shortfall"]).all():
        message = "constraints: the parts do not add up to the shortfall"
        raise InconsistentTables(message)
    lengths = {year: sum(positions.ticks[day] for day in positions.months_of(year)) for year in positions.years}
    return parts.div(parts.index.get_level_values("fiscal_year").map(lengths) * ONE, axis=0)


def binding(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the constraint that binds, by region and year: the greatest part of the shortfall on average over runs.

    Parameters
    ----------
    parts
        What `constraints` gives.

    Returns
    -------
    pandas.DataFrame
        Index (region, fiscal_year); columns `constraint` (missing where nothing is short in any run), `share` (its mean
        as a share of all parts), `greatest_in` (runs in which it is the greatest part) and `runs`.
    """
    own = parts[list(CONSTRAINTS)]
    means = own.groupby(level=["region", "fiscal_year"]).mean()
    total = means.sum(axis=1)
    first = means.idxmax(axis=1).where(total > 0)
    greatest = own.idxmax(axis=1).where(own.sum(axis=1) > 0)
    counts = greatest.groupby(level=["region", "fiscal_year"]).value_counts()
    runs = own.groupby(level=["region", "fiscal_year"]).size()
    keys = list(zip(*(first.index.get_level_values(level) for level in (0, 1)), first, strict=True))
    return pd.DataFrame(
        {
            "constraint": first,
            "share": means.max(axis=1) / total.where(total > 0),
            "greatest_in": counts.reindex(keys).fillna(0).astype(int).to_numpy(),
            "runs": runs,
        }
    )
