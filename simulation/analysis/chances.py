"""How likely a year is to be short: in how many runs its mean shortfall exceeds a share of the requirement."""

from collections.abc import Sequence

import pandas as pd

from simulation.analysis.intervals import wilson
from simulation.analysis.shortfall import Positions

LEVELS = (0.05, 0.10, 0.15, 0.20, 0.25)
"""Shares of the requirement that are looked at besides the study's own threshold."""

ALL_REGIONS = "all regions"
"""Stands for the whole where rows are kept by region; a blank cannot be part of a region's name."""


def over_all_regions(regional: pd.DataFrame) -> pd.DataFrame:
    """Return numbers by (replication, fiscal_year, region) with those of all regions together added as a last region.

    Parameters
    ----------
    regional
        Numbers that may be added up over regions.
    """
    whole = regional.groupby(level=["replication", "fiscal_year"]).sum().assign(region=ALL_REGIONS)
    return pd.concat([regional, whole.set_index("region", append=True)])


def chances(positions: Positions, levels: Sequence[float] = LEVELS) -> pd.DataFrame:
    """Return by region and year the share of runs in which the shortfall exceeds shares of the requirement.

    Shortfall and requirement are means over the fiscal year, as far as it is simulated. Where nothing is required,
    nothing is exceeded.

    Parameters
    ----------
    positions
        Positions of one arm.
    levels
        Shares of the requirement.

    Returns
    -------
    pandas.DataFrame
        Columns `region` (ALL_REGIONS last), `fiscal_year`, `level`, `exceeding` (runs), `runs`, `share`, and the ends
        of its Wilson interval, `interval_low` and `interval_high`.
    """
    found = over_all_regions(positions.regional[["shortfall", "requirement"]])
    order = [*positions.regions, ALL_REGIONS]
    tables = []
    for level in levels:
        exceeds = found["shortfall"] > level * found["requirement"]
        counted = exceeds.groupby(["region", "fiscal_year"]).agg(exceeding="sum", runs="size")
        tables.append(counted.reindex(order, level="region").reset_index().assign(level=level))
    return _with_shares(pd.concat(tables, ignore_index=True))


def _with_shares(counted: pd.DataFrame) -> pd.DataFrame:
    pairs = list(zip(counted["exceeding"].tolist(), counted["runs"].tolist(), strict=True))
    known = {pair: wilson(*pair) for pair in set(pairs)}
    found = [known[pair] for pair in pairs]
    ends = {
        "share": [one.estimate if one else None for one in found],
        "interval_low": [one.low if one else None for one in found],
        "interval_high": [one.high if one else None for one in found],
    }
    columns = ["region", "fiscal_year", "level", "exceeding", "runs"]
    return counted[columns].join(pd.DataFrame(ends, index=counted.index))
