"""Where numbers come from: versions, commit, and the digest by which equal inputs find the same directory."""

import hashlib
import json
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulation.results.manifest import Versions

if TYPE_CHECKING:
    from simulation.config import Study

DISTRIBUTION: Final = "billet"

_PACKAGES: Final = ("simpy", "numpy", "scipy", "pandas", "pyarrow", "pydantic", "ruamel.yaml", "matplotlib", "jinja2")
_ABOVE_THE_MODEL: Final = {"analysis", "figures", "report", "experiment", "cli", "bootstrap.py", "__main__.py"}
_CONFIGURATION_SUFFIXES: Final = {".yaml", ".yml"}


def package_folder() -> Path:
    """Return the folder of the installed package."""
    return Path(__file__).resolve().parent.parent


@cache
def tool_version() -> str:
    """Return the version of this package, or `0+unknown` if it runs without being installed."""
    return _version(DISTRIBUTION) or "0+unknown"


@cache
def model_version() -> str:
    """Return the version of the package and a digest of the source that decides the numbers.

    The version alone would let a run that was begun before a change of the model be continued after it. Parts that only
    read tables are left out, so that a new figure does not ask for a new run.
    """
    folder = package_folder()
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder)
        if relative.parts[0] not in _ABOVE_THE_MODEL:
            digest.update(relative.as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{tool_version()}+{digest.hexdigest()[:10]}"


@cache
def versions() -> Versions:
    """Return the versions of everything that computes."""
    packages = {name: version for name in _PACKAGES if (version := _version(name))}
    return Versions(
        tool=tool_version(),
        model=model_version(),
        commit=_commit(),
        python=platform.python_version(),
        platform=f"{sys.platform}-{platform.machine()}",
        packages=packages,
    )


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _commit() -> str:
    """Return the commit of the checkout the package lies in, or nothing if it lies in none."""
    checkout = package_folder().parent
    if not ((checkout / ".git").exists() and (checkout / "pyproject.toml").exists()):
        return ""
    commit = _git(checkout, "rev-parse", "HEAD")
    changed = _git(checkout, "status", "--porcelain", "--", "simulation")
    return f"{commit}+modified" if commit and changed else commit


def _git(checkout: Path, *arguments: str) -> str:
    command = ["git", "--no-optional-locks", "-C", str(checkout), *arguments]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603 - fixed
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def run_digest(study: "Study") -> str:
    """Return the SHA-256 of all that decides the numbers of one replication.

    That is the resolved inputs without the number of replications and without the named subsets, the data files, and
    the version of the model. The order of keys counts: luck is keyed by indices in declared order, and the arms stand
    in the tables as they were declared.
    """
    content = {
        **study.resolved,
        "experiment": _without(study.resolved["experiment"], "replications", "subsets"),
        "data": {name: sha for name, sha in study.files.items() if Path(name).suffix not in _CONFIGURATION_SUFFIXES},
        "model": model_version(),
    }
    canonical = json.dumps(content, separators=(",", ":"), ensure_ascii=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def directory_name(study: "Study", digest: str) -> str:
    """Return the name of the run's directory: a plain form of the experiment's name, and ten digits of the digest."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", study.name).strip("-")[:40] or "run"
    return f"{plain}-{digest[:10]}"


def _without(section: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key not in names}
