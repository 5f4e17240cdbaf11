"""The people of the first day: names of positions, the file and back, and how they reach an arm."""

import hashlib
import io
import pickle
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from simulation.arm import Layout, resolve
from simulation.config import check, load_study
from simulation.config.loading import Files, validate
from simulation.config.positions import opening_positions, unit_names, unknown_position
from simulation.config.roster import COLUMNS, RosterRow, Terms, read_roster, write_roster
from simulation.config.world import World
from simulation.errors import InvalidInput
from small_study import STORM, WORLD, write_study
from worlds import full, small

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "configs" / "worlds" / "overseas.yaml"
EXAMPLE = ROOT / "configs" / "rosters" / "overseas_example.csv"
DOCUMENT = ROOT / "docs" / "roster.md"

ROWS = (
    RosterRow(
        person="Doe, J.",
        component="military",
        region="NORTH",
        position=2,
        entered=date(2022, 1, 1),
        service_start=date(2010, 1, 1),
        arrived=date(2024, 10, 1),
        tour_end=date(2024, 10, 2),
        posts=2,
        courses=(("school", date(2026, 1, 1)),),
        experience=("operations", "planning"),
        obliged_until=date(2023, 1, 1),
    ),
    RosterRow(
        person='"Z"',
        component="civilian",
        region="SOUTH",
        position=-1,
        entered=date(2024, 10, 1),
        service_start=date(2024, 10, 1),
        arrived=None,
        tour_end=None,
        posts=0,
        courses=(),
        experience=(),
        obliged_until=None,
    ),
)
"""Rows of the small world at the edges of what is legal."""

PEOPLE = """\
person,component,region,position,entered,service_start,arrived,tour_end,posts,courses,experience,obliged_until
A1,military,NO,NO/office_02/operations/military/1,2022-03-01,2010-06-01,2022-05-01,2025-05-01,2,school,operations,
C3,military,HQ,,2023-02-01,2012-02-01,,,,,,
"""
"""Two people of the small study's world."""


def written(rows, world):
    """Return the text of a roster."""
    text = io.StringIO()
    write_roster(rows, world, text)
    return text.getvalue()


def read(text, world=None):
    """Return the rows of a text."""
    return read_roster(text, "people.csv", Terms.of(world or small()))


@pytest.fixture(scope="module", name="shipped")
def _shipped():
    world, problems = validate(World, Files().load(SHIPPED, "world"))
    assert problems == []
    return world


class TestPositions:
    """Names for what the model numbers."""

    def test_units_alike_are_numbered_from_1(self):
        assert unit_names("large", 1) == ("large",)
        assert unit_names("small", 3) == ("small_01", "small_02", "small_03")
        assert unit_names("small", 100)[-1] == "small_100"

    @pytest.mark.parametrize("which", ["small", "shipped"])
    def test_they_are_the_positions_of_the_model_in_its_order(self, which, shipped):
        """A roster's positions are indices into both."""
        world = {"small": small(), "shipped": shipped}[which]
        layout, positions = Layout(world), opening_positions(world)
        assert len({position.name for position in positions}) == len(positions) == len(layout.posts)
        for position, post in zip(positions, layout.posts, strict=True):
            cell, group = layout.cells[post.cell], layout.groups[post.group]
            unit = layout.units[cell.unit]
            parts = (position.region, position.unit, position.function, position.component)
            assert parts == (
                layout.regions[cell.region],
                unit.name,
                layout.functions[cell.function],
                layout.components[group.component],
            )
            assert position.name == "/".join((*parts, str(post.slot + 1)))
            assert (position.level, position.tour) == (layout.levels[group.level], layout.tours[post.tour])

    def test_their_own_component_and_those_that_may_fill_hold_them(self):
        tree = small().model_dump(by_alias=True)
        tree["regions"]["HQ"]["units"]["staff"]["positions"][0]["may_fill"] = [
            {"component": "military"},
            {"component": "civilian"},
        ]
        positions = opening_positions(World.model_validate(tree))
        assert positions[0].holders == ("military",)
        assert positions[-1].holders == ("civilian", "military")

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("NORTH/office_1/operation/militry/2", "did you mean 'NORTH/office_01/operations/military/2'?"),
            ("EAST/office_01/operations/military/1", "this world has no 'EAST'; expected one of: NORTH, SOUTH, HQ"),
            ("SOUTH/post/operations/military/1", "'SOUTH' has no 'post'; expected one of: office_01, office_02"),
            ("SOUTH/office_02/operations/military/12", "'SOUTH/office_02/operations/military' has the numbers 1 to 4"),
        ],
    )
    def test_a_wrong_name_is_mended_part_by_part(self, name, said):
        assert unknown_position(name, opening_positions(small())) == f"unknown position '{name}'; {said}"


class TestFile:
    """From rows to text and back."""

    def test_what_is_written_reads_back_as_the_same_rows(self):
        """Dates at the limits, commas and quotes included."""
        assert read(written(ROWS, small())) == ROWS

    def test_nobody_is_a_roster_too(self):
        assert read(written((), small())) == ()

    def test_the_columns_are_the_fields(self):
        assert written((), full()) == ",".join(COLUMNS) + "\n"
        assert written((), small()) == ",".join(COLUMNS[:-1]) + "\n"

    def test_columns_may_come_in_any_order(self):
        lines = [line.split(",") for line in written(ROWS[1:], small()).splitlines()]
        assert read("\n".join(",".join(reversed(cells)) for cells in lines)) == ROWS[1:]

    def test_line_ends_and_empty_rows_of_spreadsheets_do_not_matter(self):
        text = written(ROWS, small())
        assert read(text.replace("\n", "\r\n")) == ROWS
        assert read(text.replace("\n", "\r")) == ROWS
        assert read(text.replace("\n", "\n\n") + "," * 11 + "\n") == ROWS

    def test_lists_come_in_the_order_of_the_world(self):
        """So that equal people are equal rows."""
        text = written(ROWS, small()).replace("operations;planning", "planning;operations")
        assert read(text) == ROWS

    def test_rows_are_found_by_their_lines_whatever_stands_before_them(self):
        text = written(ROWS, small()).replace("\n", "\n\n").replace("SOUTH", "EAST")
        with pytest.raises(InvalidInput) as caught:
            read(text)
        assert [problem.line for problem in caught.value.problems] == [5]

    def test_an_identifier_that_a_spreadsheet_would_compute_is_never_written(self):
        with pytest.raises(ValueError, match="formula"):
            written((ROWS[0]._replace(person="=1+1"),), small())

    def test_rows_travel_to_other_processes(self):
        assert pickle.loads(pickle.dumps(ROWS)) == ROWS
        assert len(set(ROWS)) == 2

    def test_very_many_people_are_read_in_seconds(self):
        """A generous bound: 50,000 of the 200,000 that are allowed."""
        line = written(ROWS[1:], small()).splitlines()[1].split(",", 1)[1]
        text = "\n".join([",".join(COLUMNS[:-1]), *(f"P{number},{line}" for number in range(50_000))])
        began = time.perf_counter()
        assert len(read(text)) == 50_000
        assert time.perf_counter() - began < 5


class TestStudy:
    """Which people which scenario starts with."""

    @pytest.fixture(name="folder")
    def _folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
        return tmp_path

    def test_without_a_roster_people_are_synthesised(self, folder):
        study = load_study(write_study(folder))
        assert study.rosters == {"calm": None, "storm": None}
        assert resolve(study, "calm", "seats").roster is None

    def test_every_arm_of_a_scenario_starts_with_the_people_of_its_world(self, folder):
        study = load_study(write_study(folder, world=WORLD + "roster: people.csv\n"))
        assert [row.person for row in study.rosters["calm"]] == ["A1", "C3"]
        assert [row.position for row in study.rosters["calm"]] == [4, -1]
        assert study.rosters["storm"] is study.rosters["calm"]
        assert resolve(study, "storm", "seats").roster == study.rosters["calm"]

    def test_a_byte_order_mark_is_no_part_of_the_first_column(self, folder):
        Path("people.csv").write_text(PEOPLE, encoding="utf-8-sig")
        assert load_study(write_study(folder, world=WORLD + "roster: people.csv\n")).rosters["calm"] is not None

    def test_a_scenario_may_name_other_people_or_none(self, folder):
        (folder / "few.csv").write_text("\n".join(PEOPLE.splitlines()[:2]), encoding="utf-8")
        world = WORLD + "roster: people.csv\n"
        study = load_study(write_study(folder, world=world, storm=STORM + "  roster: few.csv\n"))
        assert [len(study.rosters[name]) for name in ("calm", "storm")] == [2, 1]
        study = load_study(write_study(folder, world=world, storm=STORM + "  roster: null\n"))
        assert study.rosters["storm"] is None

    def test_people_must_fit_the_world_of_every_scenario(self, folder):
        """One whose start is earlier cannot take someone who entered later."""
        path = write_study(folder, world=WORLD + "roster: people.csv\n", storm=STORM + "  time: {start: 2023-01-01}\n")
        with pytest.raises(InvalidInput) as caught:
            load_study(path)
        assert [problem.message for problem in caught.value.problems] == [
            "found 2023-02-01; expected a day on or before the start (2023-01-01)"
        ]

    def test_a_file_is_named_relative_to_the_file_that_says_so(self, folder, tmp_path_factory, monkeypatch):
        path = write_study(folder, world=WORLD + "roster: people.csv\n")
        monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
        assert load_study(path).rosters["calm"] is not None
        check(path.parent / "world.yaml")

    def test_an_override_names_a_file_relative_to_the_working_directory(self, folder, tmp_path_factory, monkeypatch):
        path = write_study(folder)
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        monkeypatch.chdir(elsewhere)
        (elsewhere / "ours.csv").write_text(PEOPLE, encoding="utf-8")
        study = load_study(path, overrides=["world.roster=ours.csv"])
        assert all(study.rosters.values())
        study = load_study(path, overrides=["scenarios.storm.world.roster=ours.csv"])
        assert [name for name, rows in study.rosters.items() if rows] == ["storm"]

    def test_the_file_is_kept_like_every_other_input(self, folder):
        study = load_study(write_study(folder, world=WORLD + "roster: people.csv\n"))
        assert study.contents["people.csv"] == PEOPLE.encode()
        assert study.files["people.csv"] == hashlib.sha256(PEOPLE.encode()).hexdigest()
        assert study.origins["worlds.calm.roster"] == f"world.yaml:{WORLD.count(chr(10)) + 1}"

    def test_what_is_resolved_names_the_kept_copy_and_no_folder_of_this_machine(self, folder, tmp_path_factory):
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "ours.csv"
        elsewhere.write_text(PEOPLE, encoding="utf-8")
        study = load_study(write_study(folder), overrides=[f"world.roster={elsewhere}"])
        assert study.resolved["worlds"]["calm"]["roster"] == "ours.csv"
        assert "ours.csv" in study.contents

    def test_the_people_decide_an_arm_s_digest_and_the_path_does_not(self, folder):
        (folder / "same.csv").write_text(PEOPLE, encoding="utf-8")
        path = write_study(folder)
        arms = [
            resolve(load_study(path, overrides=[f"world.roster={name}"]), "calm", "seats")
            for name in ("people.csv", "same.csv", "null")
        ]
        assert arms[0].digest == arms[1].digest != arms[2].digest
        fewer = replace(arms[0], roster=arms[0].roster[:1])
        assert len({arm.digest for arm in (arms[0], arms[2], fewer)}) == 3


class TestShipped:
    """The example, and what is said about it."""

    def test_the_example_fits_the_shipped_world(self, tmp_path):
        """As a world file of its own would name it."""
        path = tmp_path / "world.yaml"
        path.write_text(f"kind: world\nextends: {SHIPPED.as_posix()}\nroster: {EXAMPLE.as_posix()}\n", encoding="utf-8")
        check(path)

    def test_the_example_is_what_its_description_says(self, shipped):
        rows = read(EXAMPLE.read_text(encoding="utf-8"), shipped)
        held = [row for row in rows if row.position >= 0]
        assert [row.person for row in rows] == [f"P{number:04d}" for number in range(1, len(rows) + 1)]
        assert (len(rows), len(held)) == (700, 683)
        assert 0.37 <= sum(bool(row.courses) for row in rows) / len(rows) <= 0.43
        assert written(rows, shipped) == EXAMPLE.read_text(encoding="utf-8")

    def test_the_document_describes_the_columns_there_are(self):
        """In the order in which they are written."""
        lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
        table = [line.split("|")[1].strip() for line in lines if line.startswith("| `")]
        assert table == [f"`{column}`" for column in COLUMNS]

    def test_the_document_s_example_can_be_read(self, shipped):
        """Header and three rows, and the message for the mistake it shows."""
        blocks = DOCUMENT.read_text(encoding="utf-8").split("\n\n")
        [block] = [block for block in blocks if block.startswith("    person,component")]
        text = "\n".join(line.strip() for line in block.splitlines())
        assert len(read(text, shipped)) == 3
        with pytest.raises(InvalidInput) as caught:
            read(text.replace("EUCOM/small_03", "EUCOM/smal_03"), shipped)
        assert "\n".join(f"    {line}" for line in str(caught.value).splitlines()) in blocks
