"""The worked example of docs/your-question.md, carried out exactly as it is printed."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from simulation.cli import main
from simulation.results.store import RunDirectory

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "your-question.md").read_text(encoding="utf-8")
FILES = dict(zip(("quicker.yaml", "experiment.yaml"), re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL), strict=True))
COMMANDS = [
    line.removeprefix("python -m simulation ").split() for line in PAGE.splitlines() if line.startswith("python")
]


def told(words):
    """Carry a command out and return its exit code."""
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


def test_it_is_ten_lines_or_fewer_each():
    assert all(len(text.splitlines()) <= 10 for text in FILES.values())
    assert all(name in PAGE for name in FILES)


def test_what_is_printed_gives_a_report(tmp_path, monkeypatch, capsys):
    """Whoever copies the page gets what it promises."""
    for folder in ("configs", "experiments"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "experiments" / "my-question").mkdir()
    for name, text in FILES.items():
        (tmp_path / "experiments" / "my-question" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [words[0] for words in COMMANDS] == ["validate", "run"]
    assert [told(words) for words in COMMANDS] == [0, 0]
    report = Path(capsys.readouterr().out.splitlines()[-1])
    assert report.name == "report.html"
    run = RunDirectory.open(report.parents[1])
    assert run.path.name.startswith("my-question-")
    assert run.manifest.design.arms == [("baseline", "status_quo"), ("baseline", "quicker")]
    found = pd.read_csv(run.figures / "F01.csv")
    assert found["policy"].tolist() == ["quicker"]
    assert found["pairs"].tolist() == [8]
    for name in re.findall(r"\bF\d\d\b", PAGE):
        assert (run.figures / f"{name}.svg").exists()
    assert (run.report / "T01.csv").exists()
