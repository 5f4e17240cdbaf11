"""Where numbers come from: which inputs are the same, and which are not."""

import re

from simulation.results import provenance
from simulation.results.provenance import directory_name, model_version, package_folder, run_digest, versions
from stand_in import study


def test_the_number_of_replications_and_the_named_subsets_do_not_matter():
    """More replications extend a run; a subset that was not chosen is no part of it."""
    assert run_digest(study(replications=4)) == run_digest(study(replications=400, subsets={"demo": {}}))


def test_any_other_input_matters():
    """Two runs of different inputs in one directory would be mixed."""
    digests = [run_digest(one) for one in (study(), study(seed=1), study(title="Other"), study(named_replications=[1]))]
    assert len(set(digests)) == 4


def test_the_order_of_declaration_matters():
    """Luck is keyed by indices in declared order, and arms stand in the tables in it."""
    assert run_digest(study(scenarios=("calm", "surge"))) != run_digest(study(scenarios=("surge", "calm")))


def test_data_files_matter_and_configuration_files_do_not():
    """A comment in a YAML file changes no number; what it says is in the resolved inputs."""
    plain, commented, with_data = study(), study(), study()
    commented.files = {"experiment.yaml": "another digest"}
    with_data.files = {**plain.files, "roster.csv": "a digest"}
    assert run_digest(plain) == run_digest(commented)
    assert run_digest(plain) != run_digest(with_data)


def test_the_version_of_the_model_matters(monkeypatch):
    """A run begun before a change of the model must not be continued after it."""
    before = run_digest(study())
    monkeypatch.setattr(provenance, "model_version", lambda: "other")
    assert run_digest(study()) != before


def test_the_model_version_changes_with_the_model_and_not_with_the_report(tmp_path, monkeypatch):
    """A new figure asks for no new run."""
    for name in ("workforce/moves.py", "report/page.py", "cli/run.py"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(provenance, "package_folder", lambda: tmp_path)
    found = []
    for name in ("report/page.py", "cli/run.py", "workforce/moves.py"):
        (tmp_path / name).write_text("a = 2\n", encoding="utf-8")
        found.append(model_version.__wrapped__())
    assert found[0] == found[1] != found[2]


def test_line_ends_of_a_checkout_do_not_matter(tmp_path, monkeypatch):
    """Git may write them as the system likes."""
    monkeypatch.setattr(provenance, "package_folder", lambda: tmp_path)
    (tmp_path / "units.py").write_bytes(b"a = 1\nb = 2\n")
    one = model_version.__wrapped__()
    (tmp_path / "units.py").write_bytes(b"a = 1\r\nb = 2\r\n")
    assert model_version.__wrapped__() == one


def test_a_directory_name_is_plain_and_ends_in_the_digest():
    """It must be a legal file name on every system."""
    one = study()
    one.name = "../Who's first? " + "x" * 80
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}-0123456789", directory_name(one, "0123456789abcdef"))


def test_versions_name_packages_but_no_place():
    """They go into the manifest, which is passed on."""
    told = str(versions())
    assert versions().packages["numpy"]
    assert str(package_folder().parent) not in told


def test_outside_a_checkout_there_is_no_commit(tmp_path, monkeypatch):
    """An installed package lies in none, even if the folder above it does."""
    monkeypatch.setattr(provenance, "package_folder", lambda: tmp_path / "simulation")
    assert provenance._commit() == ""
