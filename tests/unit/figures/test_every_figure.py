"""What holds of every figure: it can be read without being seen, checked, and drawn again byte by byte."""

import csv
import re
import xml.etree.ElementTree as ET
from datetime import date

import pandas as pd
import pytest

from simulation.analysis.findings import read_findings
from simulation.figures.departures import COLOURS
from simulation.figures.drawing import RULE
from simulation.figures.spells import how_long_things_take
from simulation.measures import SEPARATIONS, STOCKS
from unit.analysis.made_up_run import Shape, make_tables, write_run
from unit.figures.conftest import DRAW

NAMES = tuple(f"F{number:02d}" for number in range(1, 12))
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text):
    """Return a drawing as elements."""
    return ET.fromstring(text)  # noqa: S314 - drawn here


each = pytest.mark.parametrize("name", NAMES)


def test_all_figures_are_there(figures):
    assert tuple(figures) == NAMES


@each
def test_a_screen_reader_hears_title_and_description(figures, name):
    figure = figures[name]
    root = parsed(figure.svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{name}-title {name}-desc"
    assert [(child.tag, child.text) for child in root[:2]] == [
        (f"{SVG}title", figure.title),
        (f"{SVG}desc", figure.alt),
    ]


@each
def test_the_drawing_needs_no_style_no_script_and_nothing_from_outside(figures, name):
    root = parsed(figures[name].svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "metadata", "image", "text", "foreignObject"}
        assert "style" not in element.attrib
        for key, value in element.attrib.items():
            if key.endswith("href"):
                assert value.startswith(f"#{name}-")
            assert "url(http" not in value


@each
def test_ids_are_this_figure_s_own_and_every_reference_has_its_target(figures, name):
    root = parsed(figures[name].svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{name}-") for one in ids)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', figures[name].svg))
    assert used <= set(ids)


@each
def test_the_same_data_give_the_same_bytes(findings, figures, name):
    again = DRAW[NAMES.index(name)](findings, "NOTIONAL")
    assert again.svg == figures[name].svg
    assert again.description == figures[name].description
    pd.testing.assert_frame_equal(again.data, figures[name].data)


@each
def test_the_reader_s_own_settings_change_nothing(findings, figures, name):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "none", "lines.linewidth": 9}):
        assert DRAW[NAMES.index(name)](findings, "NOTIONAL").svg == figures[name].svg


@each
def test_files_hold_drawing_data_and_words(figures, name, tmp_path):
    figure = figures[name]
    figure.write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.csv", f"{name}.svg", f"{name}.txt"]
    assert (tmp_path / f"{name}.svg").read_text(encoding="utf-8") == figure.svg
    assert (tmp_path / f"{name}.txt").read_text(encoding="utf-8") == figure.description
    with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == list(figure.data.columns)
    drawn = [list(row) for row in figure.data.itertuples(index=False)]
    assert [
        [read(cell, value) for cell, value in zip(*pair, strict=True)] for pair in zip(rows, drawn, strict=True)
    ] == drawn


def read(cell, value):
    """Return a cell of a CSV file as the kind of value it was written from."""
    if isinstance(value, str):
        return cell
    return date.fromisoformat(cell) if isinstance(value, date) else type(value)(cell)


@each
def test_every_figure_says_what_it_is_and_has_a_table(figures, name):
    figure = figures[name]
    for text in (figure.title, figure.reading, figure.alt, figure.unit, figure.table_says):
        assert len(text) > 5
    assert figure.runs == 20
    assert len(figure.table) >= 4
    assert figure.table.map(lambda cell: isinstance(cell, str)).all(axis=None)
    assert re.search(r"\d", figure.alt)


@each
def test_no_word_is_nan_or_none(figures, name):
    figure = figures[name]
    words = " ".join([figure.description, *figure.table.to_numpy().ravel()])
    assert not re.search(r"\b(nan|None|inf)\b", words)


@pytest.mark.parametrize(
    "shape",
    [
        {"replications": 1, "months": 12},
        {"replications": 2, "months": 5},
        {"replications": 3, "months": 1},
        {"replications": 3, "months": 30, "start": date(2025, 4, 1)},
        {"replications": 4, "months": 72, "policies": ("status_quo",)},
        {"replications": 3, "months": 12, "scenarios": ("surge",)},
    ],
    ids=["one run", "five months", "one month", "from April", "one policy", "one scenario"],
)
def test_small_and_odd_runs_are_drawn(findings_of, shape):
    """One run, part of a year, a start in spring, nothing to compare: a figure or none, never an error."""
    findings = findings_of(**({"policies": ("status_quo", "more_seats")} | shape))
    for draw in DRAW:
        figure = draw(findings)
        if figure is None:
            assert shape["policies"] == ("status_quo",)
            continue
        parsed(figure.svg)
        assert not re.search(r"\b(nan|None|inf)\b", figure.description)


def spared(tables):
    """Return tables in which no position is empty."""
    rows = tables["snapshots"]
    for end in ("", "_integral"):
        names = [name + end for name in STOCKS if name.startswith("empty")]
        rows["assigned" + end] += rows["empty" + end]
        rows[names] = 0 * rows[names]
    return tables


def emptied(*names, **kept):
    """Return a change of tables that empties some and keeps some rows of others; accounts go with their flows."""

    def change(tables):
        chosen = {name: tables[name].query(rule) for name, rule in kept.items()}
        changed = tables | {name: tables[name].iloc[:0] for name in names} | chosen
        return {name: rows for name, rows in changed.items() if name != "accounts" or "flows" not in {*names, *kept}}

    return change


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (spared, set()),
        (emptied("flows", "spells", "spells_in_full"), {"F10", "F11"}),
        (emptied(flows="flow != 'returns'", spells="spell != 'seat_wait'"), set()),
        (emptied(flows="flow == 'returns' and scenario == 'surge'", spells="policy != 'status_quo'"), set()),
        (emptied(spells="scenario == 'surge'", flows="replication == 0"), {"F11"}),
        (emptied(spells="replication == 0 and policy == 'status_quo' or replication == 1"), set()),
    ],
    ids=["nothing empty", "no flows", "no courses", "no comparator", "not in the lead", "no common run"],
)
def test_runs_in_which_little_happens_are_drawn(tmp_path, change, missing):
    shape = Shape(policies=("status_quo", "more_seats"), replications=3, months=12)
    findings = read_findings(write_run(tmp_path / "run", shape, change(make_tables(shape))))
    figures = {name: draw(findings) for name, draw in zip(NAMES, DRAW, strict=True)}
    assert {name for name, figure in figures.items() if figure is None} == missing
    for figure in figures.values():
        if figure is not None:
            parsed(figure.svg)
            words = " ".join([figure.description, *figure.table.to_numpy().ravel()])
            assert not re.search(r"\b(nan|None|inf)\b", words)


def test_what_was_never_seen_is_named(tmp_path):
    shape = Shape(policies=("status_quo",), replications=2, months=12)
    tables = emptied(spells="spell != 'seat_wait'")(make_tables(shape))
    figure = how_long_things_take(read_findings(write_run(tmp_path / "run", shape, tables)))
    assert "Left out, because none ended in any run: wait for a seat." in figure.reading
    assert "Wait for a seat" not in set(figure.table["Spell"])


def test_the_reading_of_lengths_says_what_is_not_in_them(figures):
    assert "Spells still running when the period ends are not in it" in figures["F11"].reading
    assert "by spell, not by person" in figures["F11"].reading


def test_areas_add_up_to_the_empty_positions(figures):
    wide = figures["F09"].data.pivot_table(index=["scenario", "date"], columns="stock", values="mean")
    assert wide.drop(columns="empty").sum(axis=1).to_numpy() == pytest.approx(wide["empty"].to_numpy())


def test_returns_come_first_and_are_quiet(figures):
    causes = list(dict.fromkeys(figures["F10"].data["cause"]))
    assert causes == [*SEPARATIONS, "losses"]
    assert COLOURS["returns"] == RULE


def test_a_single_month_is_drawn_as_marks(findings_of, figures):
    """A line of one point is nothing to see; SVG markers are shapes used again."""
    month = findings_of(policies=("status_quo", "more_seats"), replications=3, months=1)
    for name in ("F02", "F03"):
        figure = DRAW[NAMES.index(name)](month)
        assert "lines shrink to marks" in figure.reading
        assert "lines shrink to marks" not in figures[name].reading
        for colour in ("#0072b2", "#1b1b1b"):
            assert re.search(rf'<use [^>]*fill="{colour}"|<use [^>]*stroke="{colour}"', figure.svg)


def test_only_figures_that_are_there_are_referred_to(findings_of, figures):
    alone = findings_of(policies=("status_quo",), replications=4, months=72)
    assert "F01" in figures["F02"].reading
    assert not any("F01" in figure.reading for draw in DRAW if (figure := draw(alone)))


def test_titles_are_taken_as_they_are_written(tmp_path):
    """Dollar signs are not mathematics, markup is not markup, and long names are cut rather than left to run over."""
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12)
    run = write_run(tmp_path / "run", shape)
    run.manifest.design.policies["more_seats"] = "$\\frac{1}$ <b>&amp; " + "very " * 30
    run.manifest.design.scenarios["surge"] = "Surge $x_1$ " * 12
    findings = read_findings(run)
    for draw in DRAW:
        parsed(draw(findings).svg)
