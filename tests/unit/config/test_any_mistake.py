"""Whatever is written into a file, its reader gets a study or a place to look at."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import TEXTS, write_study

WORDS = st.one_of(
    st.sampled_from(
        ["null", "true", "-1", "1e400", "010", "''", "[]", "{}", "[[1]]", "{a: {b: c}}", "2024-13-01", "NO"]
    ),
    st.sampled_from(["&a x", "*a", "!!int 3", "<<: *a", "\t", "'", '"', ":", "- ", "? ", "|", ">", "#", "@", "---"]),
    st.sampled_from(["extends: world.yaml", "{value: 3, source: assumed}", "99999999999999999999", "\x00", "\u2028"]),
    st.text(max_size=8),
)


def refused(experiment):
    """Return the error that a study raises, or None if it loads."""
    try:
        load_study(experiment)
    except InvalidInput as error:
        return error
    return None


@settings(max_examples=150)
@given(
    name=st.sampled_from(sorted(TEXTS)),
    start=st.floats(min_value=0, max_value=1),
    length=st.integers(min_value=0, max_value=30),
    word=WORDS,
)
def test_a_passage_replaced_by_anything_loads_or_is_located(name, start, length, word):
    """Never another error, never a problem without a place."""
    text = TEXTS[name]
    begin = int(start * len(text))
    broken = text[:begin] + word + text[begin + length :]
    with tempfile.TemporaryDirectory() as folder:
        experiment = write_study(Path(folder), **{name.removesuffix(".yaml"): broken.encode("utf-8", "replace")})
        refusal = refused(experiment)
    if refusal is not None:
        assert refusal.problems
        assert all(one.line >= 1 and one.column >= 1 and one.message for one in refusal.problems)
        assert str(refusal)
