"""What a figure is: a picture that nobody has to see in order to get what it says."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from simulation.results.atomic import write_text
from simulation.results.csv_files import write_csv


@dataclass(frozen=True)
class Figure:
    """A picture with everything needed to read it, check it and repeat it."""

    name: str
    """Short name, also of its files: F01."""

    title: str
    """The takeaway, as far as the intervals support it."""

    reading: str
    """How to read it, and what is in it and what not."""

    alt: str
    """The picture in words and numbers."""

    unit: str
    """Unit of the quantity shown."""

    runs: int
    """Runs behind it; the fewest, if arms differ."""

    data: pd.DataFrame
    """What is drawn, tidy."""

    table: pd.DataFrame
    """What is drawn, short enough to read: headings are those of the columns, numbers are formatted."""

    table_says: str
    """What the table holds, for its caption."""

    svg: str
    """The drawing."""

    def write(self, folder: Path) -> None:
        """Write the drawing, its data and its description: `F01.svg`, `F01.csv`, `F01.txt`."""
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / f"{self.name}.svg", self.svg)
        write_csv(self.data, folder / f"{self.name}.csv")
        write_text(folder / f"{self.name}.txt", self.description)

    @property
    def description(self) -> str:
        """Title, description, reading, unit and number of runs as plain text."""
        lines = (self.title, self.alt, self.reading, f"Unit: {self.unit}. Runs: {self.runs}.")
        return "\n\n".join(lines) + "\n"
