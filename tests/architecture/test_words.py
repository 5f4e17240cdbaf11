"""What things are called, and that they are explained."""

import ast
import re
from pathlib import Path

import simulation

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "simulation").rglob("*.py"))
SAYING_NOTHING = {"base", "common", "core", "helper", "helpers", "manager", "misc", "stuff", "util", "utils"}
VERBS_SAYING_NOTHING = ("do_", "get_", "handle_", "process_")
BANNER = re.compile(r"^\s*#\s*[-=*#~]{4,}")


def words_of(name):
    """Return the words of a name, whether written_so or WrittenSo."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def definitions():
    """Yield (where, name) for every module, class and function of the package."""
    for path in SOURCES:
        place = path.relative_to(ROOT)
        yield str(place), path.stem
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                yield f"{place}:{node.lineno}", node.name


def test_every_module_has_a_docstring():
    """A module that cannot be described in a sentence has no subject."""
    assert [path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_no_name_says_nothing():
    """Such names become the place for whatever has no place."""
    found = [(where, name) for where, name in definitions() if words_of(name) & SAYING_NOTHING]
    found += [(str(path), path.name) for path in (ROOT / "simulation").rglob("*") if path.name in SAYING_NOTHING]
    assert found == []


def test_functions_are_named_for_what_they_give_or_change():
    """`get_` and its like add a word and no meaning."""
    assert [(where, name) for where, name in definitions() if name.lstrip("_").startswith(VERBS_SAYING_NOTHING)] == []


def test_no_banner_comments():
    """A banner marks where a module should have been cut."""
    lines = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BANNER.match(line)
    ]
    assert lines == []


def test_nothing_inside_imports_the_package_s_face():
    """A public name taken from the face would tie a low layer to everything the face can load."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {alias.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "simulation"
        for alias in node.names
        if alias.name in simulation.__all__
    ]
    assert found == []
