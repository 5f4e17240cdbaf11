"""Forecasts of shortfalls in the security cooperation workforce, by discrete-event Monte Carlo simulation.

The names below are the public interface; everything else may change without notice. They load when first used, so
that `import simulation` is quick and `simulation.bootstrap` works before anything is installed.
"""

TYPE_CHECKING = False  # seen as True by type checkers; the typing module would be slower to import than all else here
if TYPE_CHECKING:
    from simulation.arm import resolve
    from simulation.config import load_study
    from simulation.errors import BilletError
    from simulation.model import simulate
    from simulation.report import build as build_report
    from simulation.results.store import RunDirectory

    __version__ = ""

_HOMES = {
    "BilletError": ("simulation.errors", "BilletError"),
    "RunDirectory": ("simulation.results.store", "RunDirectory"),
    "build_report": ("simulation.report", "build"),
    "load_study": ("simulation.config", "load_study"),
    "resolve": ("simulation.arm", "resolve"),
    "simulate": ("simulation.model", "simulate"),
}

__all__ = [
    "BilletError",
    "RunDirectory",
    "__version__",
    "build_report",
    "load_study",
    "resolve",
    "simulate",
]


def __getattr__(name: "str") -> "object":
    """Load a public name when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        value = version("billet")
    elif name in _HOMES:
        from importlib import import_module

        module, attribute = _HOMES[name]
        value = getattr(import_module(module), attribute)
    else:
        message = "module 'simulation' has no attribute {!r}".format(name)
        raise AttributeError(message)
    globals()[name] = value
    return value


def __dir__() -> "list[str]":
    """List the public names, loaded or not."""
    return sorted(set(globals()) | set(__all__))
