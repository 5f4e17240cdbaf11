"""From text to a tree that knows where everything stands."""

import pytest

from simulation.config.syntax import MAX_DEPTH, parse
from simulation.config.tree import KEY, Source, plain, spot_of
from simulation.errors import InvalidInput


def read(text):
    """Return the plain tree of a text that is right in every respect."""
    problems = []
    root = parse(Source("f.yaml", tuple(text.splitlines())), problems)
    assert problems == []
    return root


def refusal(text):
    """Return `line:column: message` of the problem that stops a text from being read."""
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.yaml", tuple(text.splitlines())), [])
    (problem,) = caught.value.problems
    return f"{problem.line}:{problem.column}: {problem.message}"


def test_maps_lists_and_values_come_out_plain():
    """Block and flow style are the same thing."""
    text = "a: 1\nb: [x, 'y', \"z\"]\nc:\n  - d: {e: 2024-10-01}\n  - null\n"
    assert (
        str(plain(read(text)))
        == "{'a': 1, 'b': ['x', 'y', 'z'], 'c': [{'d': {'e': datetime.date(2024, 10, 1)}}, None]}"
    )


def test_a_quoted_word_is_a_text_whatever_it_looks_like():
    """Quotes are the way to write a code such as 010."""
    assert plain(read("a: '010'\nb: \"true\"\n")) == {"a": "010", "b": "true"}


def test_values_are_found_at_their_first_character_and_sections_at_their_key():
    """So a message underlines what its reader has to change."""
    root = read("a:\n  b: 10\n  c:\n    - x\n    - y: 1\n  d:\n")
    places = {
        ("a",): (1, 1),
        ("a", "b"): (2, 6),
        ("a", "b", KEY): (2, 3),
        ("a", "c"): (3, 3),
        ("a", "c", 0): (4, 7),
        ("a", "c", 1, "y"): (5, 10),
        ("a", "d"): (6, 3),
    }
    found = {location: spot_of(root, location) for location in places}
    assert {location: (spot.line, spot.column) for location, spot in found.items()} == places
    assert {location: spot.path for location, spot in found.items()} == {
        location: tuple(step for step in location if step != KEY) for location in places
    }


def test_what_is_missing_is_reported_at_its_section_under_the_path_it_would_have():
    """There is no better place for something that is not there."""
    spot = spot_of(read("a:\n  b: 1\n"), ("a", "c"))
    assert (spot.line, spot.column, spot.path) == (1, 1, ("a", "c"))


def test_an_alias_stands_for_its_anchor():
    """Offices alike need not be written out."""
    assert plain(read("a: &x {b: 1}\nc: *x\n")) == {"a": {"b": 1}, "c": {"b": 1}}


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_columns():
    """Half of the readers' editors write them."""
    root = read("a: 1\r\nb: 2\r\n")
    assert spot_of(root, ("b",)).column == 4


def test_all_duplicate_keys_and_impossible_numbers_are_noted_at_once():
    """They do not make the rest unreadable."""
    problems = []
    parse(Source("f.yaml", ("a: 010", "a: 1", "b: {c: 1, c: .nan}")), problems)
    assert [(problem.line, problem.column, problem.message.split(";")[0]) for problem in problems] == [
        (1, 4, "found 010, a number with leading zeros"),
        (2, 1, "duplicate key 'a', already on line 1"),
        (3, 11, "duplicate key 'c', already on line 3"),
        (3, 14, "found .nan"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\tb: 1\n", "2:1: found a tab; expected spaces: replace the tab"),
        ("a: @b\n", "1:4: found @, which cannot begin a value; put the text in quotes"),
        ("a: b: c\n", "1:5: a key cannot stand here; check the indentation, and quote a text with ': '"),
        ("- a\nb: 1\n", "2:1: the indentation does not fit the lines above; align this line"),
        ("a: [1, 2\nb: 3\n", "1:4: a list or map opened here is not closed; add a comma or ]"),
        ("a: {b: 1\n", "1:4: a list or map opened here is not closed; add a comma or }"),
        ("a: 'b\n", "1:4: a quote opened here is never closed; add the closing quote"),
        ("a: 1\nb\n", "2:1: expected 'key: value'; a ':' is missing"),
        ('a: "\\q"\n', "1:6: unknown escape \\q; use single quotes, or double the backslash"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document begins here; a file holds one: remove the '---'"),
        ("? [a]\n: b\n", "1:5: a key must be a single word"),
        ("a: *b\n", "1:4: *b stands for nothing complete; define &b before it"),
        ("a: &b [*b]\n", "1:8: *b stands for nothing complete; define &b before it"),
        ("a: !!int 3\n", "1:4: found the tag tag:yaml.org,2002:int; tags are not read: take it away"),
        ("a: &a {b: 1}\nc: {<<: *a}\n", "2:5: merge keys are not part of YAML 1.2; use 'extends', or write it out"),
        ("a: \x07\n", "1:4: found the control character U+0007; remove it"),
        ("x" * 10_001, "1:1: the line has 10,001 characters; at most 10,000 are read"),
        ("\n" * 50_001, "50001:1: the file has 50,001 lines; at most 50,000 are read"),
        ("[" * 9_000, f"1:41: nested more than {MAX_DEPTH} deep; no file of this project needs that"),
        ("- a\n" * 30_001, "30000:3: more than 30,000 keys and values, aliases written out; split the file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(text, message):
    """The parser's own complaints presuppose its grammar."""
    assert refusal(text) == message


def test_an_alias_counts_as_all_it_stands_for():
    """A few lines could otherwise ask for more memory than there is."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert refusal("\n".join(lines)).endswith("more than 30,000 keys and values, aliases written out; split the file")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_a_text_without_content_has_no_tree(text):
    """Whoever reads the file says what it should hold."""
    assert read(text) is None
