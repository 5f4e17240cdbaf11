"""Pages point at files and sections that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "results" / "README.md"])
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
ITEMS = "1.1 1.2 1.3 2.1 2.2 2.3 2.4 2.5.1 2.5.2 2.5.3 2.5.4 2.5.5 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2 5.3 5.4 6.1"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_has_its_target(page):
    """A link into nowhere is the first thing a reader tries."""
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_the_checklist_has_every_item_once():
    """An item left out would look as if it had been done."""
    text = (ROOT / "docs" / "stress-des.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d[\d.]*) ", text, re.MULTILINE) == ITEMS.split()


def test_sections_of_the_model_that_the_checklist_names_are_there():
    """Headings move when the page is rewritten."""
    text = (ROOT / "docs" / "stress-des.md").read_text(encoding="utf-8")
    named = re.findall(r"\[model\.md\]\(model\.md\), \*([^*]+)\*", text)
    headings = re.findall(r"^##+ (.+)$|^\*\*([^*]+?)\.\*\*", MODEL, re.MULTILINE)
    known = {name for pair in headings for name in pair if name}
    assert set(named) <= known
