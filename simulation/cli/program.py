"""The program: its verbs, and what becomes of an error."""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from simulation.cli import exit_codes, options
from simulation.cli.demo import demo
from simulation.cli.report import report
from simulation.cli.roster import roster
from simulation.cli.run import run
from simulation.cli.schema import schema
from simulation.cli.validate import validate
from simulation.cli.wording import tell
from simulation.errors import BilletError, InvalidInput, RunRefused


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=options.examples(
        "demo",
        "validate configs/worlds/overseas.yaml",
        "run experiments/resourcing-policies/experiment.yaml --replications 100",
    ),
)
@click.option("--debug", is_flag=True, help="Show where an unexpected error happened.")
@click.version_option(package_name="billet", prog_name="billet")
def billet(*, debug: bool) -> None:
    """Forecast shortfalls in the security cooperation workforce under different resourcing policies.

    Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 internal error, 2 wrong
    usage, 3 invalid input, 4 finished with replications missing, 130 interrupted.
    """


for verb in (run, validate, report, roster, schema, demo):
    billet.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and end the process with an exit code.

    Parameters
    ----------
    arguments
        Words after the program's name; those of the process, if left out.
    """
    sys.exit(_exit_code(list(sys.argv[1:] if arguments is None else arguments)))


def _exit_code(words: list[str]) -> int:
    """Carry a command out; whatever goes wrong is told in the reader's terms."""
    try:
        with billet.make_context(_program_name(), list(words)) as context:
            billet.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return exit_codes.USAGE
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted")
        return exit_codes.INTERRUPTED
    except BilletError as error:
        tell(str(error))
        return _code_of(error)
    except BrokenPipeError:
        # Whoever reads our output has had enough; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - the last resort: a person reads a sentence, not a traceback
        _tell_unexpected(error, debug="--debug" in words)
        return exit_codes.INTERNAL
    return exit_codes.OK


def _program_name() -> str:
    """Return the program as it was called."""
    return "billet" if Path(sys.argv[0]).stem == "billet" else "python -m simulation"


def _code_of(error: BilletError) -> int:
    if isinstance(error, InvalidInput):
        return exit_codes.INVALID
    return exit_codes.USAGE if isinstance(error, RunRefused) else exit_codes.INTERNAL


def _tell_unexpected(error: Exception, *, debug: bool) -> None:
    """Say that something unexpected happened, and where the details are."""
    details = "".join(traceback.format_exception(error))
    said = f"unexpected error ({type(error).__name__}: {error})"
    if debug:
        tell(f"{details}{said}")
        return
    try:
        handle, name = tempfile.mkstemp(prefix="billet-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(details)
    except OSError:
        tell(f"{said}; 'python -m simulation --debug ...' shows where")
    else:
        tell(f"{said}; where it happened is in {name}, and shown by 'python -m simulation --debug ...'")
