"""How large things may be: past these sizes a reader loses the thread."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "simulation").rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions():
    """Yield (where, node) for every function of the package."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, FUNCTIONS):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def lines_of_body(node):
    """Return the lines of a function from its first statement after the docstring to its end."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return node.end_lineno - body[0].lineno + 1 if body else 0


def positional_parameters(node):
    """Return how many parameters can be given by position, the object itself left out."""
    names = [parameter.arg for parameter in node.args.posonlyargs + node.args.args]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_there_is_something_to_measure():
    """An empty list would pass every other test here."""
    assert len(SOURCES) > 20
    assert len(list(functions())) > 100


def test_modules_are_at_most_400_lines_and_half_of_them_at_most_150():
    """A longer module holds two subjects."""
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: count for path, count in lines.items() if count > 400} == {}
    assert statistics.median(lines.values()) <= 150


def test_function_bodies_are_at_most_50_lines():
    """A longer one does two things."""
    assert {where: lines_of_body(node) for where, node in functions() if lines_of_body(node) > 50} == {}


def test_nine_functions_in_ten_have_at_most_25_lines():
    """The long ones are to be exceptions."""
    sizes = [lines_of_body(node) for _, node in functions()]
    assert sum(size <= 25 for size in sizes) >= 0.9 * len(sizes)


def test_functions_take_at_most_five_positional_parameters():
    """Nobody remembers the order of six."""
    counts = {where: positional_parameters(node) for where, node in functions()}
    assert {where: count for where, count in counts.items() if count > 5} == {}
