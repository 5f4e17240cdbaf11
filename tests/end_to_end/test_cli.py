"""The command line, from a file to a report: what it prints where, how it ends, and that it goes on."""

import dataclasses
import functools
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from simulation.cli import main, study_run
from simulation.cli.program import billet
from simulation.config.roster import RosterRow
from simulation.experiment import conduct
from simulation.results.store import RunDirectory
from simulation.results.tables import TABLES
from small_study import TEXTS, write_study

VERBS = ["run", "validate", "report", "roster", "schema", "demo"]
HEAVY = {"jinja2", "matplotlib", "numpy", "pandas", "pyarrow", "pydantic", "rich", "ruamel.yaml", "scipy", "simpy"}
PROGRAM = [sys.executable, "-m", "simulation"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a working directory with a small study in it."""
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    return tmp_path


@pytest.fixture
def told(capsys):
    """Return a function that runs the command line, and returns exit code, standard output and standard error."""

    def run(*words):
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main(words)
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return run


def tables_of(path):
    """Return the bytes of all tables of a run."""
    return {name: (Path(path) / "tables" / f"{name}.parquet").read_bytes() for name in TABLES}


def quick(*words):
    """Return the command of a run of two arms and two replications, without report; one worker starts quickest."""
    return ["run", "experiment.yaml", "--subset", "quick", "--no-report", "--jobs", "1", *words]


class TestHelp:
    """What a newcomer sees first."""

    @pytest.mark.parametrize("verb", VERBS)
    def test_every_verb_shows_examples(self, told, verb):
        """One example says more than ten options."""
        code, out, err = told(verb, "--help")
        assert (code, err) == (0, "")
        assert f"  python -m simulation {verb}" in out

    def test_all_verbs_are_listed(self, told):
        """With a whole sentence each, not cut off."""
        _, out, _ = told("--help")
        assert [verb for verb in VERBS if not re.search(rf"^  {verb} +[A-Z].*\.$", out, re.MULTILINE)] == []

    @pytest.mark.parametrize("verb", VERBS)
    def test_help_loads_nothing_heavy(self, verb):
        """It must come at once."""
        statements = (
            f"import sys; from simulation.cli import main\ntry:\n    main(['{verb}', '--help'])\n"
            "except SystemExit:\n    print(*sys.modules, file=sys.stderr)"
        )
        ended = subprocess.run([sys.executable, "-c", statements], check=True, capture_output=True, text=True)
        assert HEAVY & set(ended.stderr.split()) == set()

    def test_help_comes_quickly(self):
        """A generous bound; the modules above are the sharper test."""
        began = time.monotonic()
        subprocess.run([*PROGRAM, "--help"], check=True, capture_output=True)
        assert time.monotonic() - began < 2

    @pytest.mark.parametrize(
        "words", [["walk"], ["run"], ["run", "a.yaml", "--replications", "0"], ["run", "--job", "x"]]
    )
    def test_wrong_usage_is_told_as_such(self, told, words):
        """Exit code 2, and nothing on standard output."""
        code, out, err = told(*words)
        assert (code, out) == (2, "")
        assert "Usage:" in err


class TestValidate:
    """Is a file right, and what does it say."""

    @pytest.mark.parametrize(
        ("file", "said"),
        [
            ("world.yaml", ["world: A small world", "2 regions, 4 units, 17 positions on the first day, 1 course"]),
            ("storm.yaml", ["scenario: Storm", "differs from the world in demand"]),
            ("calm.yaml", ["scenario: Calm", "the world as it is"]),
            ("seats.yaml", ["policy: More seats", "moves seats_per_class"]),
            ("status_quo.yaml", ["policy: Status quo", "no lever is moved"]),
            ("experiment.yaml", ["experiment: A small experiment", "2 scenarios x 2 policies x 10 replications"]),
        ],
    )
    def test_a_sound_file_is_summed_up_in_two_lines(self, folder, told, file, said):
        """So that one sees it is the right one."""
        code, out, err = told("validate", file)
        assert (code, err) == (0, "")
        first, *lines = out.splitlines()
        assert first == f"{file}: ok"
        assert len(lines) == 2
        assert all(words in line for words, line in zip(said, lines, strict=True))

    def test_one_of_each_is_not_many(self):
        """An experiment may have one scenario, one policy and one replication."""
        from simulation.cli.validate import _counted

        assert _counted(1, "policy", "policies") == "1 policy"
        assert _counted(2, "policy", "policies") == "2 policies"


class TestSchema:
    """For editors."""

    def test_one_kind_is_printed_as_json(self, told):
        """Ready to be piped into a file."""
        code, out, _ = told("schema", "policy")
        assert code == 0
        assert "settings" in json.loads(out)["properties"]

    def test_all_kinds_are_printed_as_one_json(self, told):
        """By name."""
        assert list(json.loads(told("schema")[1])) == ["world", "scenario", "policy", "experiment"]

    def test_files_are_written_and_named(self, told, tmp_path):
        """One for each kind."""
        code, out, _ = told("schema", "--out", str(tmp_path / "schema"))
        assert code == 0
        names = [Path(line).name for line in out.splitlines()]
        assert names == ["world.json", "scenario.json", "policy.json", "experiment.json"]
        assert all(json.loads(Path(line).read_text(encoding="utf-8")) for line in out.splitlines())

    def test_a_directory_that_cannot_be_made_is_wrong_usage(self, told, tmp_path):
        """Not a traceback."""
        assert told("schema", "--out", str(tmp_path / "no" / "such"))[0] == 2

    def test_writes_the_reference_of_all_keys(self, told, tmp_path):
        """And says what is wrong with a place it cannot write to."""
        page = tmp_path / "configuration.md"
        code, out, _ = told("schema", "--reference", str(page))
        assert (code, out.strip()) == (0, str(page))
        assert page.read_text(encoding="utf-8").startswith("# Configuration reference\n")
        code, _, err = told("schema", "--reference", str(tmp_path / "no" / "such.md"))
        assert code == 2
        assert "cannot be written" in err

    @pytest.mark.skipif(os.name != "posix", reason="pipes end differently elsewhere")
    def test_a_reader_that_has_had_enough_is_no_error(self):
        """As in `schema | head -1`."""
        with subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


class TestRoster:
    """The people a run starts with."""

    ROW = RosterRow(
        person="P1",
        component="military",
        region="NO",
        position=5,
        entered=date(2022, 3, 1),
        service_start=date(2010, 6, 1),
        arrived=date(2022, 5, 1),
        tour_end=date(2025, 5, 1),
        posts=1,
        courses=(("school", None),),
        experience=(),
        obliged_until=None,
    )
    TEXT = (
        "person,component,region,position,entered,service_start,arrived,tour_end,posts,courses,experience,"
        "obliged_until\n"
        "P1,military,NO,NO/office_02/operations/military/2,2022-03-01,2010-06-01,2022-05-01,2025-05-01,1,school,,\n"
    )

    @pytest.fixture
    def asked(self, monkeypatch):
        """Put one person in place of those whom the model synthesises; return what the model is asked."""
        asked = []

        def opening_roster(arm, seed, replication):
            asked.append((arm, seed, replication))
            return (self.ROW,)

        monkeypatch.setitem(sys.modules, "simulation.model", SimpleNamespace(opening_roster=opening_roster))
        return asked

    def test_people_are_printed_as_a_file_that_can_be_read(self, folder, told, asked):
        """And nothing else; the first scenario, the seed of the file, replication 0."""
        assert told("roster", "experiment.yaml") == (0, self.TEXT, "")
        [(arm, seed, replication)] = asked
        assert (arm.scenario, arm.policy, arm.roster, seed, replication) == ("calm", "status_quo", None, 1, 0)
        Path("people.csv").write_text(self.TEXT, encoding="utf-8")
        assert told("roster", "experiment.yaml", "--set", "world.roster=people.csv")[0] == 0
        assert asked[1][0].roster == (self.ROW,)

    def test_scenario_seed_replication_and_values_can_be_chosen(self, folder, told, asked):
        """Each as its option says."""
        words = ["--scenario", "storm", "--seed", "0", "--replication", "7", "--set", "world.title=Other"]
        assert told("roster", "experiment.yaml", *words)[0] == 0
        [(arm, seed, replication)] = asked
        assert (arm.scenario, arm.world.title, seed, replication) == ("storm", "Other", 0, 7)

    def test_a_new_file_is_written_and_named(self, folder, told, asked):
        """With line feeds on every platform."""
        assert told("roster", "experiment.yaml", "--out", "people.csv") == (0, "people.csv\n", "")
        assert Path("people.csv").read_bytes() == self.TEXT.encode()

    def test_a_file_that_is_there_stays_as_it_is(self, folder, told, asked):
        """It may be the only copy; nothing is computed first."""
        Path("people.csv").write_text("ours", encoding="utf-8")
        code, out, err = told("roster", "experiment.yaml", "--out", "people.csv")
        assert (code, out, asked) == (2, "", [])
        assert "people.csv is there already, and nothing is overwritten; name another file" in err
        assert Path("people.csv").read_text(encoding="utf-8") == "ours"

    @pytest.mark.parametrize("out", ["no/such/people.csv", "loop.csv"])
    def test_a_place_that_cannot_be_written_is_refused(self, folder, told, asked, out):
        """A missing directory, a link to nowhere."""
        Path("loop.csv").symlink_to("loop.csv")
        code, said, err = told("roster", "experiment.yaml", "--out", out)
        assert (code, said) == (2, "")
        assert "'--out'" in err

    def test_an_unknown_scenario_is_refused(self, folder, told, asked):
        """With the likeliest one."""
        code, out, err = told("roster", "experiment.yaml", "--scenario", "strom")
        assert (code, out, asked) == (2, "", [])
        assert "unknown scenario 'strom'; did you mean 'storm'?" in err

    def test_a_wrong_study_is_refused(self, folder, told, asked):
        """As everywhere."""
        code, out, err = told("roster", "experiment.yaml", "--set", "world.roster=none.csv", "--out", "people.csv")
        assert (code, out) == (3, "")
        assert err.startswith("--set:1:14: world.roster: no such file 'none.csv'")
        assert not Path("people.csv").exists()


class TestRun:
    """From an experiment to its report."""

    def test_the_whole_way_ends_with_the_path_of_the_report_alone(self, folder, told):
        """Standard output can be opened by a browser as it is; the rest says what was done."""
        code, out, err = told("run", "experiment.yaml", "--subset", "quick", "--jobs", "2")
        assert code == 0
        [line] = out.splitlines()
        report = Path(line)
        assert report.is_file()
        assert report.parts[0] == "results"
        assert ": 1 scenario x 2 policies x 2 replications = 4 runs; 2 jobs; in results" in err
        assert "\x1b" not in err
        code, out, _ = told("report", str(report.parents[1]))
        assert (code, out) == (0, f"{report}\n")

    def test_a_complete_run_says_so_and_computes_nothing(self, folder, told):
        """The same command is always safe."""
        _, first, _ = told(*quick())
        before = tables_of(first.strip())
        code, out, err = told(*quick())
        assert (code, out) == (0, first)
        assert "is complete (2 replications of every arm); nothing to compute" in err
        assert tables_of(first.strip()) == before

    def test_more_replications_extend_a_run(self, folder, told):
        """To the same tables as if they had been asked for at once, whatever the jobs and chunks."""
        _, first, _ = told(*quick())
        code, out, err = told(*quick("--replications", "3", "--jobs", "2"))
        assert (code, out) == (0, first)
        assert "3 replications = 6 runs, of which 4 are there" in err
        _, other, _ = told(*quick("--replications", "3", "--out", "other", "--jobs", "2", "--chunk", "1"))
        assert tables_of(out.strip()) == tables_of(other.strip())

    def test_fresh_begins_in_a_second_directory(self, folder, told):
        """With the same numbers."""
        _, first, _ = told(*quick())
        _, second, _ = told(*quick("--fresh"))
        assert second.strip() == f"{first.strip()}-2"
        assert tables_of(first.strip()) == tables_of(second.strip())

    @pytest.mark.parametrize("words", [["--seed", "2"], ["--set", "world.proficiency.ramp_months.value=0"]])
    def test_other_inputs_go_into_another_directory(self, folder, told, words):
        """Runs of different inputs are never mixed; seed 0 is a seed."""
        _, first, _ = told(*quick("--seed", "0"))
        _, second, _ = told(*quick(*words))
        assert first != second
        assert tables_of(first.strip())["outcomes"] != tables_of(second.strip())["outcomes"]

    def test_the_manifest_repeats_the_run_and_names_nobody(self, folder, told):
        """The command is the one that was given, without what changes no number."""
        _, out, _ = told(*quick("--seed", "3", "--set", "world.proficiency.ramp_months.value=1"))
        run = RunDirectory.open(out.strip())
        assert run.manifest.command == (
            "python -m simulation run experiment.yaml --seed 3 --subset quick "
            "--set world.proficiency.ramp_months.value=1"
        )
        assert set(run.manifest.files) == {name for name in TEXTS if name != "storm.yaml"} | {"storm.yaml"}
        for path in run.path.rglob("*"):
            if path.suffix in {".json", ".yaml", ".csv"}:
                assert str(folder) not in path.read_text(encoding="utf-8")

    def test_absolute_paths_stay_on_the_command_line(self, folder, told, tmp_path_factory):
        """What is written down is relative, or a name alone; what is said can be typed again."""
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        command = ["run", str(folder / "experiment.yaml"), "--out", str(elsewhere), "--subset", "quick", "--no-report"]
        _, out, _ = told(*command)
        text = (Path(out.strip()) / "manifest.json").read_text(encoding="utf-8")
        assert str(folder) not in text
        assert str(elsewhere) not in text
        request = study_run.Request(elsewhere / "e.yaml", elsewhere, seed=0, overrides=("policies.a.title='a b'",))
        assert request.command == (
            "python -m simulation run e.yaml --out elsewhere0 --seed 0 --set 'policies.a.title='\"'\"'a b'\"'\"''"
        )
        assert f"run {elsewhere}/e.yaml --out {elsewhere} --seed 0" in request.again

    def test_failed_replications_end_in_exit_code_4_and_a_report(self, folder, told, monkeypatch):
        """The rest is merged; what is missing is said, and why."""
        monkeypatch.setattr(conduct, "Means", functools.partial(conduct.Means, engine="stand_in:unlucky"))
        code, out, err = told(*quick())
        assert code == 4
        assert "2 of 4 runs are missing" in err
        assert "  calm/status_quo: 1\n  calm/seats: 1\n" in err
        assert "calm/status_quo 1, simulating: ValueError: no luck in replication 1" in err
        assert "try them again:\n  python -m simulation run experiment.yaml --subset quick" in err
        monkeypatch.undo()
        monkeypatch.chdir(folder)
        code, again, err = told(*quick())
        assert (code, again) == (0, out)
        assert "of which 2 are there" in err

    def test_a_run_that_failed_altogether_says_so(self, folder, told, monkeypatch):
        """There is nothing to report on; what there is, is named."""
        monkeypatch.setattr(conduct, "Means", functools.partial(conduct.Means, engine="stand_in:no_such_function"))
        code, out, err = told("run", "experiment.yaml", "--subset", "quick", "--jobs", "1")
        assert code == 4
        assert Path(out.strip(), "manifest.json").is_file()
        assert "4 of 4 runs are missing" in err
        assert "and 1 more failures" in err
        assert "nothing to report" in err

    def test_a_change_of_versions_is_told(self, folder, told):
        """Numbers computed by different libraries may differ in their last digits."""
        _, out, _ = told(*quick())
        run = RunDirectory.open(out.strip())
        run.record(versions=dataclasses.replace(run.manifest.versions, python="3.9.1"))
        _, _, err = told(*quick("--replications", "3"))
        assert "this run was begun with Python 3.9.1, now 3." in err

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_an_interrupted_run_says_how_to_go_on(self, folder, told, number):
        """Exit code 130; finished chunks are kept, and the same command uses them."""
        words = ["run", "experiment.yaml", "--no-report", "--jobs", "2", "--chunk", "1", "--replications", "8"]
        with subprocess.Popen(
            [*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            while len(list(folder.glob("results/*/chunks/*.json"))) < 2:
                assert process.poll() is None
                time.sleep(0.01)
            if number == signal.SIGINT:
                os.killpg(process.pid, number)  # as a terminal does: to all processes of the job
            else:
                process.send_signal(number)
            out, err = process.communicate()
        assert (process.returncode, out) == (130, "")
        assert "Traceback" not in err
        assert re.search(r"interrupted; \d+ of 32 runs are kept in results", err)
        assert err.endswith("  python -m simulation run experiment.yaml --replications 8\n")
        [path] = folder.glob("results/*")
        assert RunDirectory.open(path).manifest.status == "interrupted"
        code, out, err = told(*words)
        assert (code, out.strip()) == (0, str(path.relative_to(folder))), err
        assert re.search(r"32 runs, of which \d+ are there", err)


class TestResultsDirectory:
    """Where results go must be said rightly, before anything is computed."""

    @pytest.mark.parametrize("out", ["experiment.yaml", "no/such/parent", "experiment.yaml/below"])
    def test_a_place_that_cannot_be_is_refused(self, folder, told, out):
        """A file, a missing parent, a file as parent."""
        before = sorted(folder.rglob("*"))
        code, said, err = told("run", "experiment.yaml", "--out", out)
        assert (code, said) == (2, "")
        assert "'--out'" in err
        assert sorted(folder.rglob("*")) == before

    def test_a_place_without_permission_is_refused(self, folder, told, monkeypatch):
        """The administrator, under whom tests may run, has every permission: so the question is answered for him."""
        monkeypatch.setattr(study_run.os, "access", lambda _, mode: not mode & os.W_OK)
        code, _, err = told(*quick())
        assert code == 2
        assert "cannot be written to" in err
        assert not (folder / "results").exists()

    def test_a_place_that_turns_out_unwritable_is_refused(self, folder, told, monkeypatch):
        """A full or read-only disk shows only when something is made."""

        def full(*_, **__):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(RunDirectory, "prepare", full)
        code, _, err = told(*quick())
        assert code == 2
        assert "No space left on device" in err

    def test_a_directory_of_another_run_is_refused(self, folder, told):
        """With the reason, and without touching it."""
        _, out, _ = told(*quick())
        run = RunDirectory.open(out.strip())
        run.record(config_digest="0" * 64)
        code, _, err = told(*quick())
        assert code == 2
        assert "belongs to a run of other inputs" in err

    def test_a_report_of_what_is_no_run_is_refused(self, folder, told):
        """Paths are mistyped."""
        code, out, err = told("report", "results/none")
        assert (code, out) == (2, "")
        assert "is not a run" in err


class TestDemo:
    """The default study, small."""

    def test_it_runs_the_demo_subset_of_the_default_study(self, folder, told):
        """From the top of the project."""
        home = folder / "experiments" / "resourcing-policies"
        home.mkdir(parents=True)
        write_study(home, experiment=TEXTS["experiment.yaml"].replace("  quick:", "  demo:"))
        code, out, err = told("demo")
        assert code == 0
        assert Path(out.strip()).is_file()
        assert err.startswith("resourcing-policies: 1 scenario x 2 policies x 2 replications")

    def test_elsewhere_it_says_what_to_do(self, folder, told):
        """It is the first command anyone tries."""
        code, out, err = told("demo")
        assert (code, out) == (2, "")
        assert "change to the top of the project" in err


class TestUnexpectedErrors:
    """What should not happen is told in a sentence."""

    @pytest.fixture
    def broken(self, monkeypatch, tmp_path):
        """Break something deep inside."""

        def fail(*_, **__):
            message = "the world has ended"
            raise RuntimeError(message)

        monkeypatch.setattr("simulation.config.load_study", fail)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def test_the_reader_gets_a_sentence_and_a_file(self, folder, told, broken, tmp_path):
        """The file is for whoever mends it."""
        code, out, err = told("run", "experiment.yaml")
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert err.startswith("unexpected error (RuntimeError: the world has ended); where it happened is in ")
        [path] = tmp_path.glob("billet-error-*.txt")
        assert "Traceback" in path.read_text(encoding="utf-8")

    def test_debug_shows_where(self, folder, told, broken, tmp_path):
        """For developers."""
        code, _, err = told("--debug", "run", "experiment.yaml")
        assert code == 1
        assert err.startswith("Traceback")
        assert list(tmp_path.glob("billet-error-*.txt")) == []

    def test_an_interrupt_anywhere_is_no_error(self, told, monkeypatch):
        """Also before anything has begun."""

        def interrupt(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr(billet, "invoke", interrupt)
        code, _, err = told("schema")
        assert (code, err) == (130, "interrupted\n")
