"""The files that come with the project."""

import re
from pathlib import Path

import pytest

from simulation.config import check, load_study
from simulation.config.levers import LEVERS
from simulation.config.loading import KINDS, Files
from simulation.config.tree import plain

ROOT = Path(__file__).parents[3]
CONFIGS = sorted((ROOT / "configs").glob("*/*.yaml"))
EXPERIMENTS = sorted((ROOT / "experiments").glob("*/experiment.yaml"))
FILES = [*CONFIGS, *EXPERIMENTS]
ABOVE_SIX = {"large", "listed"}
"""Units of countries for which the statute allows more than six members of the armed forces."""


def name(path):
    """Return a file's path from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module", name="study")
def _study():
    return load_study(ROOT / "experiments" / "resourcing-policies" / "experiment.yaml")


def records(tree, path=""):
    """Yield every record with a value, every table that should have a source, and all else that has one."""
    if isinstance(tree, dict):
        if tree.keys() & {"value", "bands", "positions_by_fiscal_year", "source"}:
            yield path, tree
        for key, value in tree.items():
            yield from records(value, f"{path}.{key}")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from records(value, f"{path}[{index}]")


def test_there_are_files_to_check():
    """An empty list would pass every test below."""
    assert len(CONFIGS) >= 8
    assert EXPERIMENTS != []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_is_sound(path):
    """With all the files it names."""
    check(path)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_begins_by_naming_its_schema(path):
    """So that editors complete and check it; the path must lead there."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    kind = plain(Files().load(path, None))["kind"]
    assert (path.parent / found[1]).resolve() == ROOT / "configs" / "schema" / f"{kind}.json"


@pytest.mark.parametrize("path", CONFIGS, ids=name)
def test_files_lie_in_the_folder_of_their_kind(path):
    """A world among policies would not be found."""
    folders = {"worlds": "world", "scenarios": "scenario", "policies": "policy"}
    assert plain(Files().load(path, None))["kind"] == folders[path.parent.name]
    assert set(folders.values()) < set(KINDS)


@pytest.mark.parametrize("path", [path for path in CONFIGS if path.parent.name in {"worlds", "scenarios"}], ids=name)
def test_every_number_has_a_source_where_it_is_written(path):
    """A public one by its address or report number, or the word `assumed` with a reason."""
    for where, record in records(plain(Files().load(path, None))):
        source = record.get("source", "")
        assert re.search(r"https?://|GAO|RAND|CRS", source) or re.match(r"assumed[ :]+\w", source), (
            f"{where}: {source!r}"
        )


def test_every_scalar_estimate_of_the_shipped_world_has_a_range(study):
    """Uncertainty analysis needs no second list."""
    world = study.resolved["worlds"]["baseline"]
    lacking = [where for where, record in records(world) if "value" in record and record["range"] is None]
    assert lacking == [".demand.case_classes.security_assistance.region_shares"]


def test_every_experiment_says_what_it_expects():
    """In a README beside it, before the first run."""
    for path in EXPERIMENTS:
        text = (path.parent / "README.md").read_text(encoding="utf-8")
        assert "## Expectations" in text
        assert "## Found" in text


def test_the_overseas_world_has_the_size_it_claims(study):
    """About 700 positions, 110 country offices, six commands and a headquarters."""
    world = study.worlds["baseline"]
    size = {
        region: [
            (unit.count, unit.count * sum(group.count for group in unit.positions)) for unit in section.units.values()
        ]
        for region, section in world.regions.items()
    }
    offices = sum(count for region, units in size.items() if region != "HQ" for count, _ in units)
    assert (len(size), offices) == (7, 110)
    assert 690 <= sum(positions for units in size.values() for _, positions in units) <= 710


def test_the_readme_lists_every_lever():
    """With its unit and what happens to what is in progress."""
    text = (ROOT / "configs" / "README.md").read_text(encoding="utf-8")
    for lever in LEVERS.values():
        assert f"| `{lever.name}` | {lever.aimed_at or 'everywhere'} | " in text
        assert f" | {lever.binds} |" in text


def test_offices_abroad_keep_to_the_statutory_limit(study):
    """Six members of the armed forces, unless the statute lists the country: 17 do."""
    world = study.worlds["baseline"]
    exceptions = 0
    for region, section in world.regions.items():
        for kind, unit in section.units.items():
            military = sum(group.count for group in unit.positions if group.component == "military")
            if region == "HQ" or military <= 6:
                continue
            assert kind in ABOVE_SIX, f"{region}.{kind} has {military}"
            exceptions += unit.count
    assert exceptions == 17


def test_the_overseas_world_asks_for_200_items_a_year(study):
    """Each a bundle of eight cases."""
    cases = study.worlds["baseline"].demand.case_classes["security_assistance"]
    assert cases.new_cases_per_year.value / cases.bundle_cases == 200


def test_the_demonstration_keeps_every_lever(study):
    """With fewer replications."""
    demo = load_study(ROOT / "experiments" / "resourcing-policies" / "experiment.yaml", subset="demo")
    assert set(demo.policies) == set(study.policies)
    assert demo.experiment.replications < study.experiment.replications


def test_the_scenarios_differ_in_what_they_say(study):
    """A list replaces a list: a scenario that adds a freeze must repeat those of the world."""
    freezes = {name: world.components["civilian"].hiring.freezes for name, world in study.worlds.items()}
    pulses = {name: len(world.attrition["civilian"].pulses) for name, world in study.worlds.items()}
    told = {name: [(freeze.start, freeze.until, freeze.transfers) for freeze in one] for name, one in freezes.items()}
    assert told["renewed_freeze"][:-1] == told["surge"] == told["baseline"] != []
    assert told["no_2025_shock"] == []
    assert pulses == {"baseline": 3, "surge": 3, "renewed_freeze": 3, "no_2025_shock": 0}


def test_the_civilian_losses_of_2025_are_what_their_source_says(study):
    """Of all civilians 13.8 per cent left in 2025; some 7 leave in any year."""
    staying = 1.0
    for pulse in study.worlds["baseline"].attrition["civilian"].pulses:
        assert pulse.on.year == 2025
        staying *= 1.0 - pulse.share.value
    assert 1.0 - staying == pytest.approx(0.138 - 0.07, abs=0.002)


def test_consolidated_assignment_is_the_sum_of_its_parts():
    """So that the study of consolidation explains it."""
    study = load_study(ROOT / "experiments" / "consolidation" / "experiment.yaml")
    parts = ("all_regions", "headquarters_priorities", "slate")
    settings = [setting for part in parts for setting in study.policies[part].settings]
    assert study.policies["consolidated"].settings == settings
    waits = study.worlds["baseline"].components["military"].hiring.internal_days
    assert study.policies["slate"].settings[0].value * 7 <= waits.value
