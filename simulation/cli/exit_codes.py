"""What the exit codes mean; scripts rely on them."""

from typing import Final

OK: Final = 0
"""Done."""

INTERNAL: Final = 1
"""Something that should not happen: a mistake of this program, or of the machine."""

USAGE: Final = 2
"""The command cannot be carried out as given."""

INVALID: Final = 3
"""An input file, or an override, is not right."""

INCOMPLETE: Final = 4
"""Finished, but replications failed or are missing; the same command tries them again."""

INTERRUPTED: Final = 130
"""Stopped from outside; the same command goes on."""
