"""What is pinned, what is built, and what any Python 3 must be able to read."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MARKER = r"[A-Za-z_0-9 .<>='!]+"
PIN = re.compile(rf"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[0-9][0-9a-z.]*)(?P<marker> ; {MARKER})? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
REASON = re.compile(r"^    # via [a-z0-9, ()/.:-]+$")

# Syntax that came after Python 3.4; older interpreters stop at it before any message can be printed.
NEWER_SYNTAX = (ast.AnnAssign, ast.AsyncFunctionDef, ast.JoinedStr, ast.Match, ast.NamedExpr)


def pins(level):
    """Return the pinned lines of a requirements file, as (name, version, marker)."""
    lines = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8").splitlines()
    return {match.group("name", "version", "marker") for match in map(PIN.match, lines) if match}


def normalised(requirement):
    """Return the name of a requirement as requirements files spell it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement).group()).lower()


@pytest.mark.parametrize("level", ["runtime", "test"])
def test_requirements_are_versions_hashes_and_reasons_only(level):
    """No line can name an index, an address or a folder, so the files work behind any mirror."""
    lines = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert [line for line in lines if not (PIN.match(line) or HASH.match(line) or REASON.match(line))] == []


def test_the_larger_requirements_contain_the_smaller():
    """What is tested is what is run."""
    assert pins("runtime") < pins("test")


def test_everything_declared_is_pinned():
    """A dependency added to pyproject.toml alone would be missing from a fresh installation."""
    project = PROJECT["project"]
    runtime = project["dependencies"] + PROJECT["dependency-groups"]["build"]
    extra = [name for names in project["optional-dependencies"].values() for name in names if "billet[" not in name]
    assert {normalised(requirement) for requirement in runtime} <= {name for name, _, _ in pins("runtime")}
    assert {normalised(requirement) for requirement in extra} <= {name for name, _, _ in pins("test")}


def test_the_project_cannot_be_uploaded_by_accident():
    """Its import name would collide with others on a public index."""
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


@pytest.mark.parametrize("file", ["__init__.py", "bootstrap.py"])
def test_any_python_3_can_read_what_sets_the_project_up(file):
    """An old interpreter must get as far as saying that it is too old."""
    tree = ast.parse((ROOT / "simulation" / file).read_text(encoding="utf-8"), feature_version=(3, 4))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, NEWER_SYNTAX)] == []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            hints = [argument.annotation for argument in node.args.args] + [node.returns]
            assert [hint.lineno for hint in hints if hint and not isinstance(hint, ast.Constant)] == []


def test_the_wheel_holds_the_package_and_all_it_needs(tmp_path):
    """Forgotten data files show only where the project is not installed from its folder."""
    build = [sys.executable, "-Im", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if not name.startswith("billet-")}
    files = {path for path in (ROOT / "simulation").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert names == {path.relative_to(ROOT).as_posix() for path in files}
    assert "simulation/py.typed" in names
