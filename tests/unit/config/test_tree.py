"""What may be done with trees."""

from simulation.config.syntax import parse
from simulation.config.tree import Source, dotted, merge, plain, spot_of, without


def read(label, text):
    """Return the tree of a text."""
    return parse(Source(label, tuple(text.splitlines())), [])


BASE = read("base", "a: 1\nb: {c: 1, d: 2}\ne: [1, 2, 3]\nf: {g: 1}\n")
OVER = read("over", "b: {d: 20, x: 30}\ne: [9]\nf: 5\nnew: 1\n")


def test_maps_are_merged_and_everything_else_is_replaced():
    """A list has no keys by which its items could be told apart."""
    assert plain(merge(BASE, OVER)) == {"a": 1, "b": {"c": 1, "d": 20, "x": 30}, "e": [9], "f": 5, "new": 1}


def test_merging_changes_neither_tree():
    """Every scenario is laid over the same world."""
    before = plain(BASE), plain(OVER)
    merge(BASE, OVER)
    assert (plain(BASE), plain(OVER)) == before


def test_a_null_takes_a_value_away():
    """So a scenario can lift a limit that the world sets."""
    assert plain(merge(BASE, read("over", "a: null\nb: ~\n")))["a"] is None


def test_after_a_merge_everything_is_located_where_it_was_last_said():
    """An error in a scenario points into the scenario."""
    merged = merge(BASE, OVER)
    labels = {
        location: spot_of(merged, location).source.label
        for location in [("a",), ("b",), ("b", "c"), ("b", "d"), ("e", 0), ("f",)]
    }
    assert labels == {
        ("a",): "base",
        ("b",): "over",
        ("b", "c"): "base",
        ("b", "d"): "over",
        ("e", 0): "over",
        ("f",): "over",
    }


def test_a_key_can_be_left_out():
    """`extends` itself is no part of what a file says."""
    assert plain(without(BASE, "b")).keys() == {"a", "e", "f"}


def test_paths_are_written_as_overrides_take_them():
    """What a message names can be typed after --set."""
    assert dotted(("policies", "seats", "settings", 0, "value")) == "policies.seats.settings[0].value"
    assert dotted((True, None)) == "true.null"


def test_a_path_of_absurd_depth_is_cut():
    """Bombs make long paths."""
    assert dotted(("a",) * 100) == ".".join("a" * 12) + "..."
