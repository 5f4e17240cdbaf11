"""Setting up: which Python is used, when something is installed, and what is said when it cannot be."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulation import bootstrap

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Stand an empty project with pinned requirements in place of this one."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").write_text("one==1\n")
    (tmp_path / "requirements" / "test.txt").write_text("one==1\ntwo==2\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def installed(project, monkeypatch):
    """Pretend that `.venv` has a working Python 3.12, and record what pip is asked for."""
    asked = []
    monkeypatch.setattr(bootstrap, "version_of", lambda command: (3, 12))
    monkeypatch.setattr(bootstrap, "has_pip", lambda python: True)
    monkeypatch.setattr(bootstrap, "pip_install", lambda python, arguments: asked.append(arguments))
    return asked


def pretend_running(monkeypatch, version, on_path):
    """Pretend to run under one Python, with others to be found on the PATH."""
    monkeypatch.setattr(bootstrap.sys, "version_info", (*version, 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name in on_path else None)
    monkeypatch.setattr(bootstrap, "version_of", lambda command: on_path.get(command[0]))


@pytest.mark.parametrize(
    ("version", "supported"),
    [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((2, 7), False), (None, False)],
)
def test_supported_versions_are_those_pinned_for(version, supported):
    """The bounds themselves are supported."""
    assert bootstrap.is_supported(version) is supported


def test_the_running_python_is_used_if_it_will_do(monkeypatch):
    """Nobody is surprised by another interpreter without need."""
    pretend_running(monkeypatch, (3, 12), {"python3.14": (3, 14)})
    assert bootstrap.chosen_interpreter() == [sys.executable]


def test_an_old_python_finds_the_newest_that_works(monkeypatch):
    """A name on the PATH that starts nothing, or something else, is passed over."""
    found = {"python3.14": None, "python3.13": (3, 9), "python3.12": (3, 12), "python3.11": (3, 11)}
    pretend_running(monkeypatch, (3, 8), found)
    assert bootstrap.chosen_interpreter() == ["python3.12"]


def test_an_old_python_alone_says_what_is_needed(monkeypatch):
    """The message names both versions and the next step."""
    pretend_running(monkeypatch, (3, 8), {})
    with pytest.raises(bootstrap.SetUpError, match=r"needs Python 3\.11 or newer\. This is Python 3\.8"):
        bootstrap.chosen_interpreter()


def test_a_python_too_new_is_tried_with_a_warning(monkeypatch, capsys):
    """A new Python is more likely to work than to fail."""
    pretend_running(monkeypatch, (3, 15), {})
    assert bootstrap.chosen_interpreter() == [sys.executable]
    assert "3.15 is newer than any" in capsys.readouterr().err


def test_a_python_without_ensurepip_says_what_to_install(project, monkeypatch):
    """Debian ships Python without it."""
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(bootstrap.SetUpError, match="python3-venv"):
        bootstrap.create_venv()


def test_a_command_that_starts_nothing_has_no_version():
    """Launchers and shims may exist without what they launch."""
    assert bootstrap.version_of([sys.executable]) == sys.version_info[:2]
    assert bootstrap.version_of(["no-such-python"]) is None
    assert bootstrap.version_of([sys.executable, "-c", "print('something else')"]) is None


@pytest.mark.parametrize("changed", ["requirements/runtime.txt", "pyproject.toml"])
def test_the_digest_follows_what_it_stands_for(project, changed):
    """A changed pin or dependency leads to a new installation."""
    before = bootstrap.digest_of("runtime", (3, 12))
    assert bootstrap.digest_of("runtime", (3, 12)) == before
    (project / changed).write_text("changed\n")
    assert bootstrap.digest_of("runtime", (3, 12)) != before


def test_the_digest_follows_python_and_place(project, monkeypatch):
    """A moved folder or another Python leads to a new installation."""
    before = bootstrap.digest_of("runtime", (3, 12))
    assert bootstrap.digest_of("runtime", (3, 13)) != before
    moved = project / "elsewhere"
    (moved / "requirements").mkdir(parents=True)
    for name in ("requirements/runtime.txt", "pyproject.toml"):
        (moved / name).write_bytes((project / name).read_bytes())
    monkeypatch.setattr(bootstrap, "ROOT", moved)
    assert bootstrap.digest_of("runtime", (3, 12)) != before


def test_the_first_time_everything_is_installed_with_hashes(project, installed):
    """Dependencies come from the pinned file alone, the project without any."""
    bootstrap.prepare("runtime")
    assert installed == [
        ["--require-hashes", "-r", str(project / "requirements" / "runtime.txt")],
        ["--no-deps", "--no-build-isolation", "-e", str(project)],
    ]


def test_the_second_time_nothing_is_installed(project, installed):
    """So that no network is needed."""
    bootstrap.prepare("runtime")
    installed.clear()
    bootstrap.prepare("runtime")
    assert installed == []


def test_what_is_installed_for_testing_is_enough_for_running(project, installed):
    """`make test`, then `make demo`, installs once; the other way round, twice."""
    bootstrap.prepare("test")
    installed.clear()
    bootstrap.prepare("runtime")
    assert installed == []
    bootstrap.stamp_path("test").unlink()
    bootstrap.prepare("runtime")
    installed.clear()
    bootstrap.prepare("test")
    assert len(installed) == 2


def test_a_failed_installation_is_not_taken_for_a_finished_one(project, installed, monkeypatch):
    """The stamp is written last, and the old one is gone first."""
    bootstrap.prepare("runtime")
    (project / "requirements" / "runtime.txt").write_text("one==2\n")

    def fail(python, arguments):
        raise bootstrap.SetUpError

    monkeypatch.setattr(bootstrap, "pip_install", fail)
    with pytest.raises(bootstrap.SetUpError):
        bootstrap.prepare("runtime")
    (project / "requirements" / "runtime.txt").write_text("one==1\n")
    assert not bootstrap.is_current("runtime", (3, 12))


@pytest.mark.parametrize(
    ("failing", "tests", "code"), [([], 0, 0), (["mypy"], 0, 1), ([], 1, 1), (["mypy"], 3, 3), ([], 5, 5)]
)
def test_a_failing_check_or_test_fails_the_whole(monkeypatch, capsys, failing, tests, code):
    """The tests run all the same, and their summary stays the last thing on standard output."""
    monkeypatch.setattr(bootstrap, "prepare", lambda level: Path("python"))
    monkeypatch.setattr(bootstrap, "failed_checks", lambda python: failing)
    monkeypatch.setattr(bootstrap, "run", lambda python, arguments: sys.stdout.write("1 passed\n") and tests)
    assert bootstrap.main(["test"]) == code
    assert capsys.readouterr().out.endswith("1 passed\n")


def test_a_failing_check_is_shown_and_named(monkeypatch, capsys):
    """What a check says matters only when it fails."""
    checks = (("quiet", ["-c", "print('all well')"]), ("loud", ["-c", "print('line 7'); raise SystemExit(1)"]))
    monkeypatch.setattr(bootstrap, "STATIC_CHECKS", checks)
    assert bootstrap.failed_checks(Path(sys.executable)) == ["loud"]
    printed = capsys.readouterr().out
    assert "all well" not in printed
    assert "line 7" in printed


@pytest.mark.parametrize("arguments", [["tset"], ["test", "now"], ["--version"]])
def test_a_wrong_command_line_shows_the_verbs(arguments, capsys):
    """Exit code 2, and nothing on standard output."""
    assert bootstrap.main(arguments) == 2
    assert capsys.readouterr() == ("", bootstrap.usage() + "\n")


def test_the_makefile_offers_every_verb_and_no_other():
    """Both ways in lead to the same place."""
    makefile = (PROJECT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()
    assert sorted(targets) == sorted(bootstrap.VERBS)
    assert f"\n{' '.join(targets)}:\n" in makefile


def test_it_runs_from_any_folder(tmp_path):
    """By its path too, not only as a module of the folder one is in."""
    command = [sys.executable, "-I", bootstrap.__file__, "help"]
    process = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert process.stdout == bootstrap.usage() + "\n"
