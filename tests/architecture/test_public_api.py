"""The package's face: which names it promises, and how little it costs to look at it."""

import importlib.metadata
import subprocess
import sys

import pytest

import simulation

HEAVY = {
    "jinja2",
    "matplotlib",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "ruamel.yaml",
    "scipy",
    "simpy",
}


def modules_after(statements):
    """Return the modules loaded in a fresh interpreter after some statements."""
    ending = "\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"
    process = subprocess.run([sys.executable, "-Ic", statements + ending], check=True, capture_output=True, text=True)
    return set(process.stderr.split())


def test_the_public_names_are_these():
    """A name added or lost here is a change for everyone who uses the package."""
    assert simulation.__all__ == [
        "BilletError",
        "RunDirectory",
        "__version__",
        "build_report",
        "load_study",
        "resolve",
        "simulate",
    ]
    assert len(simulation.__all__) <= 10


@pytest.mark.parametrize("name", simulation.__all__)
def test_every_public_name_loads(name):
    """A lazy name that points nowhere would fail only in a user's hands."""
    assert getattr(simulation, name) is not None
    assert name in dir(simulation)


def test_an_unknown_name_is_an_attribute_error():
    """Without it `hasattr` and mistyped imports would behave strangely."""
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        _ = simulation.simulat


def test_the_version_is_the_installed_one():
    """There is one version number, in pyproject.toml."""
    assert simulation.__version__ == importlib.metadata.version("billet")


def test_importing_the_package_loads_nothing_heavy():
    """Setting up runs before anything is installed, and --help answers at once."""
    assert modules_after("import simulation") & HEAVY == set()


def test_help_loads_nothing_heavy():
    """What --help imports is most of the time it takes."""
    statements = (
        "import sys; sys.argv = ['billet', '--help']\n"
        "from simulation.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )
    assert modules_after(statements) & HEAVY == set()
