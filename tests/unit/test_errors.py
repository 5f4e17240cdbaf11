"""Errors speak for themselves."""

import pickle

from simulation.errors import InvalidInput, Problem


def test_a_problem_prints_its_place_its_message_and_the_line_with_a_caret():
    """The form that editors and people can both follow."""
    problem = Problem("seats.yaml", 8, 5, "levers[2].where.regoin", "unknown key", "    regoin: EUCOM")
    assert str(problem) == "seats.yaml:8:5: levers[2].where.regoin: unknown key\n    regoin: EUCOM\n    ^"


def test_a_problem_of_a_whole_file_has_neither_path_nor_line():
    """There is nothing to underline in an empty file."""
    assert str(Problem("empty.yaml", 1, 1, "", "the file says nothing")) == "empty.yaml:1:1: the file says nothing"


def test_the_caret_stands_under_its_column_in_a_long_line():
    """Only a piece of a long line is shown, and the caret moves with it."""
    line = "x" * 500 + "here" + "x" * 500
    _, shown, caret = str(Problem("f", 1, 501, "", "m", line)).splitlines()
    assert len(shown) < 130
    assert shown[caret.index("^") :].startswith("here")


def test_control_characters_do_not_reach_the_terminal():
    """A file could otherwise repaint the screen of whoever validates it."""
    assert "\x1b" not in str(Problem("f", 1, 1, "", "m", "a: \x1b[31mred"))


def test_problems_come_in_the_order_of_files_and_lines_each_once():
    """However they were found."""
    early, late = Problem("a", 2, 1, "", "x"), Problem("a", 10, 1, "", "x")
    assert InvalidInput([late, early, late]).problems == (early, late)


def test_an_error_survives_the_way_from_a_worker():
    """Pickled and unpickled it says the same."""
    error = InvalidInput([Problem("a", 2, 1, "", "x", "y")])
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
