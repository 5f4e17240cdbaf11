"""What is wrong with a study is said at its place, in under a second, and nothing is written."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation.cli import main
from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import CALM, EXPERIMENT, PEOPLE, SEATS, STATUS_QUO, STORM, WORLD, edited, write_study

INVALID = 3
"""Exit code of invalid input."""


def world(old, new):
    """Return the change of one passage of the world file."""
    return {"world": edited(WORLD, old, new)}


def people(*edits):
    """Return the changes of some passages of the world file in which everything is said of people."""
    text = PEOPLE
    for old, new in edits:
        text = edited(text, old, new)
    return {"world": text}


def moved(setting):
    """Return a policy file that moves one lever in that world."""
    return {"world": PEOPLE, "seats": edited(STATUS_QUO, "changed.\n", f"changed.\nsettings:\n  - {{{setting}}}\n")}


def assigned(line):
    """Return the change of one more line about assignment."""
    return world("  consideration: own_region\n", f"  consideration: own_region\n  {line}\n")


def seats(old, new):
    """Return the change of one passage of a policy file."""
    return {"seats": edited(SEATS, old, new)}


def experiment(old, new):
    """Return the change of one passage of the experiment file."""
    return {"experiment": edited(EXPERIMENT, old, new)}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

OFFICE_02 = """\
      office_02:
        label: Second
        positions:
          - {function: operations, component: military, level: expert, tour: abroad, count: 1}
"""

BROKEN = {
    "a misspelt key": (
        seats("course: school", "corse: school"),
        (
            "seats.yaml:6:13: settings[0].where.corse: seats_per_class is aimed at a course, not at a 'corse'; "
            "expected 'course'"
        ),
    ),
    "a misspelt section": (
        world("relocation_days: {value: 10", "relocation_day: {value: 10"),
        "world.yaml:29:5: tours.home.relocation_day: unknown key; did you mean 'relocation_days'?",
    ),
    "a missing key": (
        {"calm": "kind: scenario\ntitle: Calm\n"},
        "calm.yaml:1:1: description: missing key; add it: What happens in this future, and on what grounds",
    ),
    "a number without its source": (
        world("{value: 4, source: assumed}", "{value: 4}"),
        (
            "world.yaml:80:5: courses.school.seats_per_class.source: missing key; add it: Where the number comes from; "
            "`assumed` (with a word of reason, if any) when there is no public source"
        ),
    ),
    "a bare number for an estimate": (
        world("{value: 4, source: assumed}", "4"),
        (
            "world.yaml:80:22: courses.school.seats_per_class: found 4; expected a record "
            "{value: ..., range: [low, high], source: ...}"
        ),
    ),
    "a value outside its range": (
        world("range: [30, 90]", "range: [70, 90]"),
        (
            "world.yaml:13:7: components.military.hiring.time_to_fill_mean_days: value 60 lies outside its range 70 to "
            "90; correct one of them"
        ),
    ),
    "a probability above one": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: 1.4"),
        "world.yaml:81:31: courses.school.pass_probability.value: found 1.4; expected at most 1",
    ),
    "not a number": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: .nan"),
        "world.yaml:81:31: courses.school.pass_probability.value: found .nan; expected a finite number",
    ),
    "an infinite number": (
        world("pass_probability: {value: 0.9", "pass_probability: {value: 1e999"),
        "world.yaml:81:31: courses.school.pass_probability.value: found 1e999, a number too large to hold",
    ),
    "1e-3 where a whole number belongs": (
        experiment("replications: 10", "replications: 1e-3"),
        "experiment.yaml:14:15: replications: found 0.001; expected a whole number",
    ),
    "a leading zero": (
        experiment("replications: 10", "replications: 010"),
        (
            "experiment.yaml:14:15: replications: found 010, a number with leading zeros; leave them out, or "
            "put a code in quotes"
        ),
    ),
    "a huge number": (
        experiment("seed: 1", f"seed: {'9' * 5000}"),
        "experiment.yaml:15:7: seed: found 999999999999999999999..., a number of 5000 digits; at most 19 are read",
    ),
    "a number in quotes": (
        experiment("seed: 1", "seed: '1'"),
        "experiment.yaml:15:7: seed: found text '1'; expected a whole number: take the quotes away",
    ),
    "a truth value for a name": (
        world("  NO:\n    label: Norway", "  true:\n    label: Norway"),
        "world.yaml:31:3: regions.true: found true; expected a text: put it in quotes",
    ),
    "a duplicate key": (
        {"experiment": EXPERIMENT + "seed: 2\n"},
        "experiment.yaml:19:1: seed: duplicate key 'seed', already on line 15; keep one",
    ),
    "a tab": (
        experiment("  calm: calm.yaml", "\tcalm: calm.yaml"),
        "experiment.yaml:8:1: found a tab; expected spaces: replace the tab",
    ),
    "a wrong indentation": (
        {"calm": "kind: scenario\n title: Calm\n"},
        "calm.yaml:2:7: a key cannot stand here; check the indentation, and quote a text with ': '",
    ),
    "an open quote": (
        {"calm": "kind: scenario\ntitle: 'Calm\n"},
        "calm.yaml:2:8: a quote opened here is never closed; add the closing quote",
    ),
    "an empty file": (
        {"world": ""},
        "world.yaml:1:1: the file says nothing; expected keys, beginning with 'kind'",
    ),
    "a list at the top": (
        {"world": "- a\n- b\n"},
        "world.yaml:1:1: found a list at the top; expected keys, beginning with 'kind'",
    ),
    "the wrong kind of file": (
        {"calm": STATUS_QUO},
        "calm.yaml:1:7: kind: this file is of kind 'policy'; expected kind 'scenario'",
    ),
    "an unknown kind": (
        {"calm": edited(CALM, "kind: scenario", "kind: scenari")},
        "calm.yaml:1:7: kind: unknown kind: found text 'scenari'; did you mean 'scenario'?",
    ),
    "a missing file": (
        experiment("calm.yaml", "clam.yaml"),
        "experiment.yaml:8:9: scenarios.calm: no such file 'clam.yaml'; did you mean 'calm.yaml'?",
    ),
    "a directory for a file": (
        experiment("world: world.yaml", "world: ."),
        "experiment.yaml:6:8: world: '.' is a directory; did you mean 'experiment.yaml'?",
    ),
    "a file that extends itself": (
        {"calm": CALM + "extends: calm.yaml\n"},
        (
            "calm.yaml:4:10: extends: the files extend each other in a circle (calm.yaml -> calm.yaml); "
            "remove one 'extends'"
        ),
    ),
    "bytes that are not UTF-8": (
        {"calm": CALM.encode().replace(b"Calm", b"Calm\xe9")},
        "calm.yaml:2:12: the byte 0xE9 is not UTF-8; save the file as UTF-8",
    ),
    "control characters": (
        {"calm": edited(CALM, "title: Calm", "title: \x1b[31mCalm")},
        "calm.yaml:2:8: found the control character U+001B; remove it",
    ),
    "too large a file": (
        {"calm": CALM + "#" * 2_000_000},
        "experiment.yaml:8:9: scenarios.calm: 'calm.yaml' has 2,000,060 bytes; at most 2,000,000 are read",
    ),
    "deep nesting": (
        {"calm": f"kind: {'[' * 1_000}"},
        (
            "calm.yaml:1:46: kind[0][0][0][0][0][0][0][0][0][0][0]...: nested more than 40 deep; "
            "no file of this project needs that"
        ),
    ),
    "a bomb of aliases": (
        {"calm": BOMB},
        "calm.yaml:5:16: e[2]: more than 30,000 keys and values, aliases written out; split the file",
    ),
    "a tag that would run code": (
        {"calm": "kind: !!python/name:os.system scenario\n"},
        "calm.yaml:1:7: kind: found the tag tag:yaml.org,2002:python/name:os.system; tags are not read: take it away",
    ),
    "a day that does not exist": (
        world("start: 2024-10-01", "start: 2024-02-30"),
        "world.yaml:4:15: time.start: found 2024-02-30, a day that does not exist; expected a date such as 2026-10-01",
    ),
    "a date far away": (
        world("first_class: 2024-10-07", "first_class: 9024-10-07"),
        "world.yaml:77:18: courses.school.first_class: found 9024-10-07; expected a date between 1990 and 2100",
    ),
    "an end before the start": (
        world("start: 2024-10-01", "start: 2034-10-01"),
        "world.yaml:4:1: time: start 2034-10-01 must come before end 2030-10-01, both between 1990 and 2100",
    ),
    "an unknown region": (
        world("- {region: NO,", "- {region: NOR,"),
        "world.yaml:59:20: demand.case_classes.sales.surges[0].region: unknown region 'NOR'; did you mean 'NO'?",
    ),
    "an unknown unit": (
        world("unit: staff", "unit: staf"),
        "world.yaml:62:13: demand.direct[0].unit: unknown unit of HQ 'staf'; did you mean 'staff'?",
    ),
    "shares that do not add up": (
        world("{NO: 1.0}", "{NO: 0.9}"),
        "world.yaml:57:23: demand.case_classes.sales.region_shares.value: the shares add up to 0.9; expected 1",
    ),
    "overlapping bands": (
        world("{from_years: 20, per_year: 0.2}", "{from_years: 0, per_year: 0.2}"),
        "world.yaml:94:5: attrition.military.retire: bands overlap: from_years 0 follows 0; they must rise",
    ),
    "a level nobody can reach": (
        world("confers: expert", "confers: basic"),
        (
            "world.yaml:38:64: regions.NO.units.office.positions[0].level: nobody can be certified: military entrants "
            "hold 'basic', and no course in 'operations' can confer 'expert'; add a course or lower the level"
        ),
    ),
    "a scenario with a wrong word": (
        {"storm": edited(STORM, "growth", "grwth")},
        "storm.yaml:8:9: world.demand.case_classes.sales.grwth: unknown key; did you mean 'growth'?",
    ),
    "a scenario that breaks the world": (
        {"storm": edited(STORM, "growth: {per_year: {value: 0.1}}", "region_shares: {value: {NO: 0.5}}")},
        "storm.yaml:8:25: world.demand.case_classes.sales.region_shares.value: the shares add up to 0.5; expected 1",
    ),
    "an unknown lever": (
        seats("seats_per_class", "seat_per_class"),
        "seats.yaml:5:12: settings[0].lever: unknown lever 'seat_per_class'; did you mean 'seats_per_class'?",
    ),
    "a lever aimed at nothing": (
        seats("course: school", "course: scool"),
        "seats.yaml:6:21: settings[0].where.course: unknown course 'scool'; did you mean 'school'?",
    ),
    "a policy after the end": (
        seats("2026-10-01", "2036-10-01"),
        "seats.yaml:9:11: settings[0].from: found 2036-10-01, not before the end of the period simulated (2030-10-01)",
    ),
    "an end before the beginning of a setting": (
        {"seats": SEATS + "    until: 2026-01-01\n"},
        "seats.yaml:10:12: settings[0].until: found 2026-01-01; expected a date after 'from' (2026-10-01)",
    ),
    "two values for one lever": (
        {
            "seats": edited(SEATS, "multiply", "set")
            + "  - {lever: seats_per_class, change: set, value: 9, from: 2027-10-01}\n"
        },
        (
            "seats.yaml:10:13: settings[1].lever: settings[0] already sets seats_per_class for the same target in that "
            "time; let one end where the other begins, or remove one"
        ),
    ),
    "a freeze that overlaps another": (
        people(("from: 2026-01-01, until: 2026-04-01", "from: 2025-07-14, until: 2026-04-01")),
        (
            "world.yaml:23:18: components.military.hiring.freezes[1].from: freezes[0] (2025-01-20 to "
            "2025-07-15) overlaps it; let one end where the other begins, or remove one"
        ),
    ),
    "a freeze that ends before it begins": (
        people(("until: 2025-07-15", "until: 2025-01-19")),
        (
            "world.yaml:22:11: components.military.hiring.freezes[0]: until 2025-01-19 does not come after "
            "from 2025-01-20"
        ),
    ),
    "a freeze without its source": (
        people(("until: 2025-07-15, source: assumed", "until: 2025-07-15")),
        ("world.yaml:22:11: components.military.hiring.freezes[0].source: missing key; add it: Where it comes from"),
    ),
    "a freeze far away": (
        people(("until: 2026-04-01", "until: 2126-04-01")),
        (
            "world.yaml:23:37: components.military.hiring.freezes[1].until: found 2126-04-01; expected a "
            "date between 1990 and 2100"
        ),
    ),
    "a word for a truth value": (
        people(("transfers: true", "transfers: yes")),
        ("world.yaml:23:60: components.military.hiring.freezes[1].transfers: found text 'yes'; expected true or false"),
    ),
    "a truth value in quotes": (
        people(("rotates: false", "rotates: 'false'")),
        (
            "world.yaml:49:14: components.local.rotates: found text 'false'; expected true or false: take "
            "the quotes away"
        ),
    ),
    "hiring ahead of nothing": (
        people(("      expected_losses_per_year: {value: 0.1, source: assumed}\n", "")),
        (
            "world.yaml:12:5: components.military.hiring: anticipation_share needs "
            "expected_losses_per_year: the losses that are hired ahead of"
        ),
    ),
    "a spread of an exponential time": (
        people(("time_to_fill_law: exponential", "time_to_fill_law: lognormal")),
        "world.yaml:32:5: components.contractor.hiring: time_to_fill_law lognormal needs time_to_fill_cv",
    ),
    "a key of hiring outside it": (
        people(
            (
                "    entry_service_years: [8, 18]",
                "    internal_days: {value: 30, source: assumed}\n    entry_service_years: [8, 18]",
            )
        ),
        "world.yaml:24:5: components.military.internal_days: unknown key; it belongs into 'hiring'",
    ),
    "governmental work for contractors": (
        people(("component: contractor\n    function: operations", "component: contractor\n    function: oversight")),
        (
            "world.yaml:159:16: temporary_positions.support.component: 'oversight' is inherently "
            "governmental and 'contractor' is not; name another component"
        ),
    ),
    "governmental positions for contractors": (
        people(("oversight, component: military", "oversight, component: contractor")),
        (
            "world.yaml:89:46: regions.HQ.units.staff.positions[0].component: 'oversight' is inherently "
            "governmental and 'contractor' is not; name another component"
        ),
    ),
    "governmental positions held by contractors": (
        people(
            (
                "level: basic, tour: home, count: 5",
                "level: basic, tour: home, may_fill: [{component: contractor}], count: 5",
            )
        ),
        (
            "world.yaml:89:105: regions.HQ.units.staff.positions[0].may_fill[0].component: 'oversight' is "
            "inherently governmental and 'contractor' is not; name another component"
        ),
    ),
    "a tour of those who do not rotate": (
        people(("component: local, level: basic, tour: home", "component: local, level: basic, tour: abroad")),
        (
            "world.yaml:73:74: regions.NO.units.office.positions[0].tour: 'local' does not rotate, and "
            "'abroad' has a planned end; name a tour without months"
        ),
    ),
    "an unknown holder": (
        people(("{component: contractor}", "{component: contracter}")),
        (
            "world.yaml:79:29: regions.NO.units.office.positions[1].may_fill[0].component: unknown "
            "component 'contracter'; did you mean 'contractor'?"
        ),
    ),
    "a holder named twice": (
        people(("- {component: contractor}", "- {component: contractor}\n              - {component: contractor}")),
        (
            "world.yaml:80:29: regions.NO.units.office.positions[1].may_fill[1].component: component "
            "'contractor' is named twice; keep one"
        ),
    ),
    "holders who may hold it anyway": (
        people(
            ("{component: military, levels_below: 1, output: {value: 0.7, source: assumed}}", "{component: military}")
        ),
        (
            "world.yaml:80:29: regions.NO.units.office.positions[1].may_fill[1].component: their own "
            "component may hold them anyway; give levels_below and output, or leave the entry out"
        ),
    ),
    "holders below the lowest level": (
        people(("levels_below: 1,", "levels_below: 2,")),
        (
            "world.yaml:80:53: regions.NO.units.office.positions[1].may_fill[1].levels_below: found 2; "
            "expected at most 1, the levels below 'expert'"
        ),
    ),
    "holders below without an output": (
        people(("levels_below: 1, output: {value: 0.7, source: assumed}}", "levels_below: 1}")),
        (
            "world.yaml:80:17: regions.NO.units.office.positions[1].may_fill[1]: levels_below is 1, and "
            "output is missing"
        ),
    ),
    "no hardship at all": (
        people(("{value: 1.2, range: [1, 2], source: assumed}", "{value: 0, source: assumed}")),
        "world.yaml:71:34: regions.NO.units.office.hardship_factor.value: found 0; expected more than 0",
    ),
    "an unknown course required": (
        people(("requires: [language]", "requires: [languages]")),
        "world.yaml:126:16: courses.area.requires[0]: unknown course 'languages'; did you mean 'language'?",
    ),
    "a course that requires itself": (
        people(("requires: [language]", "requires: [area, language]")),
        "world.yaml:126:16: courses.area.requires[0]: a course cannot require itself; remove it",
    ),
    "courses that require each other": (
        people(
            (
                "    class_dates: [2025-01-06, 2026-01-05, 2027-01-04]",
                "    requires: [area]\n    class_dates: [2025-01-06, 2026-01-05, 2027-01-04]",
            ),
            ("courses: [language, area, school]", "courses: [school]"),
        ),
        (
            "world.yaml:119:16: courses.language.requires[0]: the courses require each other in a circle "
            "(language -> area -> language); remove one of them"
        ),
    ),
    "a course that certifies by half": (
        people(("    confers: expert\n", "")),
        ("world.yaml:132:3: courses.school: confers is missing: a course certifies a level in a function, or neither"),
    ),
    "classes dated twice": (
        people(("    first_class: 2024-10-07\n", "    first_class: 2024-10-07\n    class_dates: [2025-01-06]\n")),
        "world.yaml:132:3: courses.school: class_dates and a series of classes exclude each other; keep one",
    ),
    "a course without classes": (
        people(("    first_class: 2024-10-07\n", "")),
        "world.yaml:132:3: courses.school: expected either class_dates, or first_class and class_every_weeks",
    ),
    "classes out of order": (
        people(("[2025-09-01, 2026-09-01]", "[2026-09-01, 2025-09-01]")),
        "world.yaml:124:3: courses.area: class_dates must rise from one class to the next",
    ),
    "a class far away": (
        people(("[2025-09-01, 2026-09-01]", "[2025-09-01, 2206-09-01]")),
        ("world.yaml:127:31: courses.area.class_dates[1]: found 2206-09-01; expected a date between 1990 and 2100"),
    ),
    "a class too small to be held": (
        people(("minimum_class: {value: 2,", "minimum_class: {value: 5,")),
        (
            "world.yaml:142:28: courses.school.minimum_class.value: found 5; expected at most the 4 seats "
            "of a class, or none is ever held"
        ),
    ),
    "a grace period without courses during a tour": (
        people(("    during_tour: true\n", "")),
        (
            "world.yaml:144:25: courses.school.grace_days.value: found 180, but nobody in post is sent to "
            "this course; add 'during_tour: true' or leave grace_days out"
        ),
    ),
    "a certificate of nothing that lapses": (
        people(("    requires: [language]", "    requires: [language]\n    valid_years: {value: 3, source: assumed}")),
        (
            "world.yaml:127:5: courses.area.valid_years: a course that certifies nothing has none; add "
            "function and confers, or leave it out"
        ),
    ),
    "instructors in no such unit": (
        people(
            (
                "{region: HQ, unit: staff, function: oversight, needed: 2}",
                "{region: HQ, unit: stuff, function: oversight, needed: 2}",
            )
        ),
        ("world.yaml:143:37: courses.school.instructors.unit: unknown unit of HQ 'stuff'; did you mean 'staff'?"),
    ),
    "instructors without positions": (
        people(("function: oversight, needed: 2", "function: operations, needed: 2")),
        (
            "world.yaml:143:54: courses.school.instructors.function: 'staff' has no positions in "
            "'operations', so nobody could teach; add some"
        ),
    ),
    "instructors of whom nothing is asked": (
        people(
            (
                "      function: oversight\n      positions_by_fiscal_year: {2025: 5, 2027: 6}",
                "      function: operations\n      positions_by_fiscal_year: {2025: 5, 2027: 6}",
            )
        ),
        (
            "world.yaml:143:54: courses.school.instructors.function: nothing is asked of 'oversight' in 'staff', so "
            "reviews would abolish the positions and the course would end; add a direct requirement for them to demand"
        ),
    ),
    "two units of one name": (
        people(
            (
                "      office:\n        label: Office\n        count: 3",
                OFFICE_02 + "      office:\n        label: Office\n        count: 3",
            )
        ),
        (
            "world.yaml:72:7: regions.NO.units.office: a unit 'office_02' is here and under 'office_02'; "
            "rename one of them"
        ),
    ),
    "a course missing from a chain": (
        people(("courses: [language, area, school]", "courses: [area, language, school]")),
        (
            "world.yaml:155:15: accession_plans.area_officers.courses[0]: course 'area' requires "
            "'language'; put what is required before it"
        ),
    ),
    "an unknown course in a chain": (
        people(("courses: [language, area, school]", "courses: [language, aera, school]")),
        ("world.yaml:155:25: accession_plans.area_officers.courses[1]: unknown course 'aera'; did you mean 'area'?"),
    ),
    "an unknown law of intake": (
        people(("intake_law: fixed", "intake_law: poison")),
        (
            "world.yaml:154:17: accession_plans.area_officers.intake_law: found text 'poison'; expected "
            "'fixed' or 'poisson'; did you mean 'poisson'?"
        ),
    ),
    "an accession plan of nobody": (
        people(("component: military\n    region: HQ", "component: navy\n    region: HQ")),
        (
            "world.yaml:151:16: accession_plans.area_officers.component: unknown component 'navy'; expected "
            "one of: military, contractor, local"
        ),
    ),
    "a month that does not exist": (
        people(("intake_law: fixed", "intake_law: fixed\n    intake_month: 13")),
        "world.yaml:155:19: accession_plans.area_officers.intake_month: found 13; expected at most 12",
    ),
    "temporary positions of work that nobody does": (
        people(
            ("  operations: {label: Operations}\n", "  operations: {label: Operations}\n  advice: {label: Advice}\n"),
            ("component: contractor\n    function: operations", "component: contractor\n    function: advice"),
        ),
        (
            "world.yaml:161:15: temporary_positions.support.function: no unit does 'advice', so there is no "
            "place to add positions; name another function"
        ),
    ),
    "temporary positions up to none": (
        people(("cap: {value: 8,", "cap: {value: 0,")),
        (
            "world.yaml:164:18: temporary_positions.support.cap.value: found 0, so that none could ever be "
            "added; expected at least 1, or leave the section out"
        ),
    ),
    "a pulse before the start": (
        people(("on: 2025-04-01", "on: 2024-10-01")),
        (
            "world.yaml:190:14: attrition.military.pulses[0].on: found 2024-10-01, not after the first day "
            "simulated (2024-10-01), so nobody could leave by it; give a later day, or leave the pulse out"
        ),
    ),
    "a pulse after the end": (
        people(("on: 2025-04-01", "on: 2030-10-01")),
        (
            "world.yaml:190:14: attrition.military.pulses[0].on: found 2030-10-01, not before the end of "
            "the period simulated (2030-10-01)"
        ),
    ),
    "a pulse that takes everybody": (
        people(("cause: involuntary, share: {value: 0.1,", "cause: involuntary, share: {value: 1,")),
        "world.yaml:190:61: attrition.military.pulses[0].share.value: found 1; expected less than 1",
    ),
    "a pulse of an unknown cause": (
        people(("cause: involuntary", "cause: fired")),
        (
            "world.yaml:190:33: attrition.military.pulses[0].cause: found text 'fired'; expected 'quit', "
            "'retire', 'transfer' or 'involuntary'"
        ),
    ),
    "an economy out of order": (
        people(("from: 2027-01-01, factor: 0.8", "from: 2023-01-01, factor: 0.8")),
        "world.yaml:172:3: attrition.military: economy must be in order of time",
    ),
    "an economy far away": (
        people(("from: 2027-01-01, factor: 0.8", "from: 2727-01-01, factor: 0.8")),
        (
            "world.yaml:187:16: attrition.military.economy[1].from: found 2727-01-01; expected a date "
            "between 1990 and 2100"
        ),
    ),
    "overload that does not begin at nothing": (
        people(("{from_ratio: 0, factor: 1}", "{from_ratio: 1, factor: 1}")),
        "world.yaml:182:5: attrition.military.overload: bands must rise, the first from a ratio of 0",
    ),
    "a range on one side": (
        people(("range_factor: [0.5, 2]", "range_factor: [1.5, 2]")),
        (
            "world.yaml:179:58: attrition.military.transfer.range_factor: found 1.5 to 2; expected factors "
            "on either side of 1, the lower first"
        ),
    ),
    "a learner's head start in words": (
        people(
            (
                "  ramp_months: {value: 6, source: assumed}\n",
                "  ramp_months: {value: 6, source: assumed}\n  earlier_tour_head_start_months: two\n",
            )
        ),
        (
            "world.yaml:171:35: proficiency.earlier_tour_head_start_months: found text 'two'; expected a "
            "record {value: ..., range: [low, high], source: ...}"
        ),
    ),
    "a roster in a list": (
        people(("assignment:\n", "roster: [people.csv]\nassignment:\n")),
        "world.yaml:165:1: roster: found a list; expected a text",
    ),
    "a freeze by number": (
        moved("lever: hiring_freeze, change: set, value: 1, from: 2026-10-01"),
        "seats.yaml:5:48: settings[0].value: found 1; expected 'none', 'external' or 'external_and_transfers'",
    ),
    "a freeze that is added": (
        moved("lever: hiring_freeze, change: add, value: external, from: 2026-10-01"),
        "seats.yaml:5:36: settings[0].change: found 'add'; hiring_freeze is a choice: expected 'set'",
    ),
    "classes every so often of dated classes": (
        moved("lever: class_every_weeks, where: {course: area}, change: set, value: 8, from: 2026-10-01"),
        (
            "seats.yaml:5:13: settings[0].lever: 'area' has no series of classes, so class_every_weeks has "
            "nothing to set"
        ),
    ),
    "a grace period where nobody is sent": (
        moved("lever: grace_days, where: {course: language}, change: set, value: 90, from: 2026-10-01"),
        ("seats.yaml:5:13: settings[0].lever: 'language' has no 'during_tour: true', so grace_days has nothing to set"),
    ),
    "an incentive to which nobody answers": (
        moved("lever: retention_incentive_share, where: {component: local}, change: set, value: 0.1, from: 2026-10-01"),
        (
            "seats.yaml:5:13: settings[0].lever: 'local' has no incentive_elasticity, so "
            "retention_incentive_share has nothing to set"
        ),
    ),
    "anticipation of nothing": (
        moved("lever: anticipation_share, where: {component: local}, change: set, value: 0.5, from: 2026-10-01"),
        (
            "seats.yaml:5:13: settings[0].lever: 'local' has no expected_losses_per_year, so "
            "anticipation_share has nothing to set"
        ),
    ),
    "an unknown accession plan": (
        moved("lever: accession_intake_per_year, where: {plan: area_officer}, change: add, value: 2, from: 2026-10-01"),
        (
            "seats.yaml:5:54: settings[0].where.plan: unknown accession plan 'area_officer'; did you mean "
            "'area_officers'?"
        ),
    ),
    "temporary positions of an unknown kind": (
        moved("lever: temporary_positions, where: {temporary: suport}, change: set, value: 4, from: 2026-10-01"),
        (
            "seats.yaml:5:53: settings[0].where.temporary: unknown section of temporary positions 'suport'; "
            "did you mean 'support'?"
        ),
    ),
    "temporary positions aimed at a component": (
        moved("lever: temporary_positions, where: {component: contractor}, change: set, value: 4, from: 2026-10-01"),
        (
            "seats.yaml:5:42: settings[0].where.component: temporary_positions is aimed at a section of "
            "temporary positions, not at a 'component'; expected 'temporary'"
        ),
    ),
    "an intake aimed at a course": (
        moved("lever: accession_intake_per_year, where: {course: language}, change: set, value: 4, from: 2026-10-01"),
        (
            "seats.yaml:5:48: settings[0].where.course: accession_intake_per_year is aimed at an accession "
            "plan, not at a 'course'; expected 'plan'"
        ),
    ),
    "a temporary level nobody can reach": (
        people(
            ("levels: [basic, expert]", "levels: [basic, expert, master]"),
            ("level: expert\n    tour: abroad\n    activation", "level: master\n    tour: abroad\n    activation"),
        ),
        (
            "world.yaml:161:12: temporary_positions.support.level: nobody can be certified: contractor "
            "entrants hold 'expert', and no course in 'operations' can confer 'master'; add a course or "
            "lower the level"
        ),
    ),
    "an unknown comparator": (
        experiment("comparator: status_quo", "comparator: statusquo"),
        "experiment.yaml:13:13: comparator: unknown policy 'statusquo'; did you mean 'status_quo'?",
    ),
    "a subset without the comparator": (
        experiment("scenarios: [calm]", "policies: [seats]"),
        "experiment.yaml:18:11: subsets.quick.policies: the comparator 'status_quo' is not among them; add it",
    ),
    "slates at a negative interval": (
        assigned("slate_weeks: -2"),
        "world.yaml:85:16: assignment.slate_weeks: found -2; expected at least 0",
    ),
    "slates named by a word": (
        assigned("slate_weeks: monthly"),
        "world.yaml:85:16: assignment.slate_weeks: found text 'monthly'; expected a number",
    ),
    "slates ten years apart": (
        assigned("slate_weeks: 521"),
        "world.yaml:85:16: assignment.slate_weeks: found 521; expected at most 520",
    ),
    "slates as an estimate": (
        assigned("slate_weeks: {value: 4, source: assumed}"),
        "world.yaml:85:3: assignment.slate_weeks: found a section; expected a number",
    ),
    "priorities of nobody": (
        assigned("priorities: theirs"),
        "world.yaml:85:15: assignment.priorities: found text 'theirs'; expected 'own' or 'headquarters'",
    ),
    "a headquarters without priorities": (
        assigned("priorities: headquarters"),
        (
            "world.yaml:85:15: assignment.priorities: found 'headquarters', but no positions have a "
            "headquarters_priority; add some, or write 'own'"
        ),
    ),
    "a priority of zero": (
        world("tour: abroad, count: 4}", "tour: abroad, count: 4, headquarters_priority: 0}"),
        ("world.yaml:38:119: regions.NO.units.office.positions[0].headquarters_priority: found 0; expected at least 1"),
    ),
    "a priority in words": (
        world("tour: abroad, count: 4}", "tour: abroad, count: 4, headquarters_priority: high}"),
        (
            "world.yaml:38:119: regions.NO.units.office.positions[0].headquarters_priority: found text "
            "'high'; expected a whole number"
        ),
    ),
    "cover for all": (
        assigned("cover: all"),
        "world.yaml:85:10: assignment.cover: found text 'all'; expected 'none', 'empty' or 'one_deep'",
    ),
    "cover without its efficiency": (
        assigned("cover: empty"),
        ("world.yaml:83:1: assignment: cover is 'empty', and cover_efficiency is missing; add it, or leave cover out"),
    ),
    "cover that brings more than it costs": (
        assigned("cover_efficiency: {value: 1.2, source: assumed}"),
        "world.yaml:85:29: assignment.cover_efficiency.value: found 1.2; expected at most 1",
    ),
    "cover of unknown source": (
        assigned("cover_efficiency: 0.7"),
        (
            "world.yaml:85:21: assignment.cover_efficiency: found 0.7; expected a record {value: ..., "
            "range: [low, high], source: ...}"
        ),
    ),
    "a lever on cover where nobody covers": (
        moved("lever: cover, change: set, value: empty, from: 2026-10-01"),
        "seats.yaml:5:13: settings[0].lever: this world has no cover_efficiency, so cover has nothing to set",
    ),
    "cover that is added": (
        moved("lever: cover, change: add, value: empty, from: 2026-10-01"),
        "seats.yaml:5:28: settings[0].change: found 'add'; cover is a choice: expected 'set'",
    ),
    "a lever on priorities that nobody has set": (
        moved("lever: priorities, change: set, value: headquarters, from: 2026-10-01"),
        (
            "seats.yaml:5:13: settings[0].lever: this world has no headquarters_priority, so priorities has "
            "nothing to set"
        ),
    ),
    "slates set too far apart": (
        moved("lever: slate_weeks, change: set, value: 600, from: 2026-10-01"),
        "seats.yaml:5:46: settings[0].value: found 600; expected from 0 to 520 (weeks)",
    ),
    "slates of one component": (
        moved("lever: slate_weeks, where: {component: local}, change: set, value: 4, from: 2026-10-01"),
        (
            "seats.yaml:5:34: settings[0].where.component: slate_weeks acts everywhere at once, not at a "
            "'component'; leave 'where' out"
        ),
    ),
}


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(**asked):
    """Return the problems of the study in the working directory, and how many seconds it took to find them."""
    started = time.perf_counter()
    with pytest.raises(InvalidInput) as caught:
        load_study(Path("experiment.yaml"), **asked)
    return caught.value, time.perf_counter() - started


@pytest.mark.parametrize("text", [WORLD, PEOPLE])
def test_the_study_is_right_before_it_is_broken(folder, text):
    """Or the tests below would not show what they say."""
    load_study(write_study(folder, world=text))


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(folder, case):
    """Exactly one problem, at its line and column, within a second, and no file more than before."""
    changed, message = BROKEN[case]
    write_study(folder, **changed)
    before = sorted(folder.iterdir())
    error, seconds = refusal()
    assert [str(problem).splitlines()[0] for problem in error.problems] == [message]
    assert sorted(folder.iterdir()) == before
    assert seconds < 1


@pytest.mark.parametrize("verb", ["validate", "run"])
@pytest.mark.parametrize("case", BROKEN)
def test_the_command_line_says_so_and_writes_nothing(folder, capsys, case, verb):
    """Exit code 3, the message on standard error, nothing on standard output, no results."""
    changed, message = BROKEN[case]
    write_study(folder, **changed)
    before = sorted(folder.iterdir())
    with pytest.raises(SystemExit) as end:
        main([verb, "experiment.yaml"])
    said = capsys.readouterr()
    assert end.value.code == INVALID
    assert said.out == ""
    assert said.err.splitlines()[0].endswith(message)
    assert sorted(folder.iterdir()) == before


def test_the_process_ends_with_the_exit_code(folder):
    """As a script sees it."""
    write_study(folder, **seats("course: school", "course: scool"))
    command = [sys.executable, "-m", "simulation", "validate", "seats.yaml"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    command[-1] = "experiment.yaml"
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (INVALID, "")
    assert "seats.yaml:6:21: " in ended.stderr


def test_the_line_is_shown_with_a_caret(folder):
    """As compilers do."""
    write_study(folder, **seats("course: school", "course: scool"))
    assert str(refusal()[0]) == (
        "seats.yaml:6:21: settings[0].where.course: unknown course 'scool'; did you mean 'school'?\n"
        "    where: {course: scool}\n"
        "                    ^"
    )


def test_all_files_of_a_circle_are_named(folder):
    """Whichever of them is read first."""
    write_study(folder, calm=CALM + "extends: storm.yaml\n", storm=STORM + "extends: calm.yaml\n")
    assert [problem.message for problem in refusal()[0].problems] == [
        "the files extend each other in a circle (storm.yaml -> calm.yaml -> storm.yaml); remove one 'extends'",
        "the files extend each other in a circle (calm.yaml -> storm.yaml -> calm.yaml); remove one 'extends'",
    ]


def test_mistakes_in_several_files_come_at_once(folder):
    """Sorted, so that a reader can go through the files once."""
    changed = [BROKEN[case][0] for case in ("a lever aimed at nothing", "a missing key", "a huge number")]
    write_study(folder, **changed[0], **changed[1], **changed[2])
    assert [(problem.file, problem.line) for problem in refusal()[0].problems] == [
        ("calm.yaml", 1),
        ("experiment.yaml", 15),
        ("seats.yaml", 6),
    ]


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("replicatons=5", "--set:1:1: replicatons: unknown key; did you mean 'replications'?"),
        (
            "world.assignment.uncertified_outputs.value=0.5",
            "--set:1:18: world.assignment.uncertified_outputs: unknown key; did you mean 'uncertified_output'?",
        ),
        ("seed=1e3", "--set:1:6: seed: found 1000; expected a whole number"),
    ],
)
def test_a_wrong_override_is_located_in_the_command_line(folder, override, message):
    """By its ordinal and column."""
    write_study(folder)
    assert [str(one).splitlines()[0] for one in refusal(overrides=[override])[0].problems] == [message]
