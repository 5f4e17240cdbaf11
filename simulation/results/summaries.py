"""Small tables for a first look, derived from the merged ones, and the dictionary of all columns."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulation.measures import OUTCOMES
from simulation.results.csv_files import write_csv
from simulation.results.tables import data_dictionary

if TYPE_CHECKING:
    import pandas as pd

SUMMARY_FILE: Final = "summary_outcomes.csv"
DICTIONARY_FILE: Final = "data_dictionary.csv"


def write_summaries(outcomes: "pd.DataFrame", directory: Path) -> None:
    """Write the summary of the outcomes and the data dictionary into the directory of the tables."""
    import pandas as pd

    write_csv(summary_of_outcomes(outcomes), directory / SUMMARY_FILE)
    write_csv(pd.DataFrame(data_dictionary()), directory / DICTIONARY_FILE)


def summary_of_outcomes(outcomes: "pd.DataFrame") -> "pd.DataFrame":
    """Return one row per arm and outcome, arms in the order of the table.

    The column `replications` counts all runs, `n` those in which the outcome has a value; the rest is of those:
    mean, standard deviation between replications, and the 5, 50 and 95 per cent quantiles.
    """
    groups = outcomes.groupby(["scenario", "policy", "outcome"], sort=False)["value"]
    summary = groups.agg(
        replications="size",
        n="count",
        mean="mean",
        sd="std",
        q05=lambda values: values.quantile(0.05),
        q50="median",
        q95=lambda values: values.quantile(0.95),
    ).reset_index()
    units = [OUTCOMES[name].unit if name in OUTCOMES else "" for name in summary["outcome"]]
    summary.insert(3, "unit", units)
    return summary
