"""The page: complete in itself, readable by everybody, the same every time, and safe with any text."""

import base64
import hashlib
import json
import re
from itertools import pairwise

from simulation.report import build
from simulation.results.store import RunDirectory
from unit.analysis.made_up_run import REGIONS, Shape, make_resolved, make_tables, write_run
from unit.report.page import Page

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)> & {{ 7*7 }} ${x} \'"'


def test_the_report_is_where_the_run_says(run):
    assert build(run) == run.report / "report.html"
    names = {path.name for path in run.figures.iterdir()}
    assert names == {f"F{number:02d}.{kind}" for number in range(1, 12) for kind in ("svg", "csv", "txt")}


def test_nothing_is_fetched_from_anywhere(page, text):
    for element in everything(page):
        for name, value in element.attributes.items():
            if name in {"src", "href", "xlink:href", "action", "data", "poster", "srcset"}:
                assert value.startswith(("#", "../figures/", "T01.csv")), (element.tag, name, value)
            assert not name.startswith("on")
            assert name != "style"
        assert element.tag not in {"script", "link", "iframe", "object", "embed", "img", "base", "form"}
    style = page.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in re.sub(r'http-equiv="', "", text)


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else(text, page):
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(one for one in page.all("meta") if "http-equiv" in one.attributes).attributes["content"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_language_title_and_one_heading_of_the_first_order(page):
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("title")[0].text == "A made-up run"
    assert [one.text for one in page.all("h1")] == ["A made-up run"]


def test_headings_leave_out_no_order(page):
    orders = [int(one.tag[1]) for one in everything(page) if re.fullmatch(r"h[1-6]", one.tag)]
    assert all(after - before <= 1 for before, after in pairwise(orders))


def test_ids_are_unique_and_every_reference_has_its_target(page):
    ids = [one.attributes["id"] for one in everything(page) if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in everything(page):
        for name in ("href", "aria-labelledby", "clip-path"):
            for target in re.findall(r"#([^)\s]+)", one.attributes.get(name, "")):
                assert target in ids
        for target in one.attributes.get("aria-labelledby", "").split():
            assert target in ids


def test_every_drawing_is_an_image_with_a_name_and_has_its_numbers(page):
    figures = page.all("figure")
    assert [one.attributes["id"] for one in figures] == [f"F{number:02d}" for number in range(1, 12)]
    for figure in figures:
        (drawing,) = figure.all("svg")
        assert drawing.attributes["role"] == "img"
        assert drawing.all("title")[0].text
        assert drawing.all("desc")[0].text
        assert len(figure.all("figcaption")[0].text) > 50
        (details,) = figure.all("details")
        assert details.all("summary")[0].text.endswith("in numbers")
        assert len(details.all("table")) == 1
        links = [one.attributes["href"] for one in figure.all("a")]
        assert f"../figures/{figure.attributes['id']}.csv" in links


def test_every_table_has_a_caption_and_headings_with_scope(page):
    tables = page.all("table")
    assert len(tables) > 12
    for table in tables:
        assert table.all("caption")[0].text
        columns = table.all("thead")[0].all("th")
        assert {one.attributes["scope"] for one in columns} == {"col"}
        for row in table.all("tbody")[0].all("tr"):
            cells = row.all("th") + row.all("td")
            assert len(cells) == len(columns)
            assert row.all("th")
            assert {one.attributes["scope"] for one in row.all("th")} == {"row"}


def test_the_sections_come_in_the_order_that_decides(page):
    ids = [one.attributes["id"] for one in page.all("h2")]
    assert ids == [
        "highlights",
        "compared",
        "comparison",
        "outcomes",
        "shortfall",
        "places",
        "causes",
        "offices",
        "pipeline",
        "people",
        "leaving",
        "durations",
        "omissions",
        "inputs",
        "health",
        "provenance",
    ]


def test_the_marking_stands_first_and_last_and_in_every_figure(page, text, run):
    marked = [one.text for one in page.all("p") if one.attributes.get("class") == "marking"]
    assert marked == ["NOTIONAL DATA – NOT FOR DECISION"] * 2
    body = page.all("body")[0]
    assert next(one for one in body.children if not isinstance(one, str)).text == marked[0]
    assert "@top-center" in text


def test_without_assumed_inputs_there_is_no_marking(tmp_path):
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12)
    run = write_run(tmp_path / "run", shape)
    path = run.path / "config.resolved.json"
    path.write_text(path.read_text().replace('"assumed', '"Handbook, assumed'))
    page = Page.read(build(RunDirectory.open(run.path)).read_text(encoding="utf-8"))
    assert "NOTIONAL" not in page.text
    assert "No input is assumed." in page.text


def test_the_same_tables_give_the_same_bytes(run, text):
    files = sorted([*run.figures.iterdir(), *run.report.iterdir()])
    before = [path.read_bytes() for path in files]
    assert build(RunDirectory.open(run.path)).read_text(encoding="utf-8") == text
    assert [path.read_bytes() for path in files] == before


def test_size_is_modest(text):
    assert len(text.encode()) < 1_000_000


def test_any_text_is_shown_as_it_is(tmp_path):
    """Titles, labels, sources, errors and the command may hold markup or template code; none of it comes alive."""
    shape = Shape(policies=("status_quo", "more_seats"), replications=2, months=12, title=EVIL)
    run = write_run(tmp_path / "run", shape, make_tables(shape))
    manifest = json.loads((run.path / "manifest.json").read_text())
    for key in ("question", "intended_use", "not_for", "command", "name"):
        manifest[key] = EVIL
    manifest["design"]["scenarios"]["surge"] = EVIL
    manifest["design"]["policies"]["more_seats"] = EVIL
    manifest["files"] = {EVIL: "00"}
    failure = {
        "scenario": "surge",
        "policy": "more_seats",
        "replication": 3,
        "stage": EVIL,
        "error": EVIL,
        "traceback": "",
    }
    manifest["failures"] = [failure]
    (run.path / "manifest.json").write_text(json.dumps(manifest))
    resolved = make_resolved(shape)
    resolved["policies"]["more_seats"]["description"] = EVIL
    for world in resolved["worlds"].values():
        world["regions"][next(iter(REGIONS))]["label"] = EVIL
        world["components"]["military"]["label"] = EVIL
        world["components"]["military"]["hiring"]["time_to_fill_mean_days"]["source"] = f"assumed {EVIL}"
    (run.path / "config.resolved.json").write_text(json.dumps({"resolved": resolved, "origins": {}}))
    text = build(RunDirectory.open(run.path)).read_text(encoding="utf-8")
    page = Page.read(text)
    assert page.all("h1")[0].text == " ".join(EVIL.split())
    assert page.all("pre")[0].text == " ".join(EVIL.split())
    assert "49" not in page.all("h1")[0].text
    for element in everything(page):
        assert element.tag not in {"script", "img"}
        assert not any(name.startswith("on") for name in element.attributes)


def everything(element):
    """Yield all elements below one."""
    for one in element.children:
        if not isinstance(one, str):
            yield one
            yield from everything(one)
