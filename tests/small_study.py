"""A small study in files, right in every respect, for tests that break one thing in it."""

from pathlib import Path
from typing import Any

from simulation.config.loading import Files, validate
from simulation.config.policy import Policy
from simulation.config.world import World

WORLD = """\
kind: world
title: A small world
description: One region abroad and a headquarters.
time: {start: 2024-10-01, end: 2030-10-01}
functions:
  operations: {label: Operations}
  oversight: {label: Oversight}
levels: [basic, expert]
components:
  military:
    label: Military
    hiring:
      time_to_fill_mean_days: {value: 60, range: [30, 90], source: assumed}
      time_to_fill_cv: {value: 0.5, source: assumed}
      selected_after_share: {value: 0.5, source: assumed}
    entry_service_years: [8, 18]
    entry_service_source: assumed
    entry_level: basic
    stay_after_tour_probability: {value: 0.5, source: assumed}
    opening_fill_share: {value: 0.9, source: assumed}
    opening_certified_share: {value: 0.5, source: assumed}
tours:
  abroad:
    label: Abroad
    months: {value: 24, source: assumed}
    relocation_days: {value: 30, source: assumed}
  home:
    label: Home
    relocation_days: {value: 10, source: assumed}
regions:
  NO:
    label: Norway
    units:
      office:
        label: Office
        count: 3
        positions:
          - {function: operations, component: military, level: expert, tour: abroad, count: 4}
  HQ:
    label: Headquarters
    units:
      staff:
        label: Staff
        positions:
          - {function: oversight, component: military, level: basic, tour: home, count: 5}
demand:
  opening_unfunded_share: {value: 0.05, range: [0, 0.1], source: assumed}
  case_classes:
    sales:
      label: Sales
      function: operations
      opening_cases: {value: 300, source: assumed}
      new_cases_per_year: {value: 60, source: assumed}
      growth: {path: exponential, per_year: {value: 2e-2, source: assumed}}
      life_mean_years: {value: 5, source: assumed}
      life_cv: {value: 0.5, source: assumed}
      region_shares: {value: {NO: 1.0}, source: assumed}
      surges:
        - {region: NO, from: 2027-10-01, months: 12, increase: {value: 0.5, source: assumed}}
  direct:
    - region: HQ
      unit: staff
      function: oversight
      positions_by_fiscal_year: {2025: 5, 2027: 6}
      source: assumed
establishment:
  review_months: 12
  programming_lag_months: {value: 24, source: assumed}
  funded_share: {value: 1.0, source: assumed}
  growth_cap_per_year: {value: 0.05, source: assumed}
  reduction_cap_per_year: {value: 0.05, source: assumed}
courses:
  school:
    label: School
    function: operations
    confers: expert
    first_class: 2024-10-07
    class_every_weeks: {value: 10, source: assumed}
    duration_weeks: {value: 8, source: assumed}
    seats_per_class: {value: 4, source: assumed}
    pass_probability: {value: 0.9, source: assumed}
    attempts: 2
assignment:
  consideration: own_region
  uncertified_output: {value: 0.5, range: [0.2, 0.8], source: "A Public Report, table 3"}
proficiency:
  start_share: {value: 0.5, source: assumed}
  ramp_months: {value: 6, source: assumed}
attrition:
  military:
    quit:
      bands: [{from_years: 0, per_year: 0.05}]
      source: assumed
    retire:
      bands: [{from_years: 0, per_year: 0}, {from_years: 20, per_year: 0.2}]
      source: assumed
"""

_PEOPLE = (
    ("{label: Oversight}", "{label: Oversight, inherently_governmental: true}"),
    (
        "    entry_service_years: [8, 18]\n",
        """\
      internal_days: {value: 30, source: assumed}
      failure_probability: {value: 0.2, source: assumed}
      service_fill_share: {value: 0.95, source: assumed}
      expected_losses_per_year: {value: 0.1, source: assumed}
      anticipation_share: {value: 0.5, source: assumed}
      freezes:
        - {from: 2025-01-20, until: 2025-07-15, source: assumed}
        - {from: 2026-01-01, until: 2026-04-01, transfers: true, source: assumed}
    entry_service_years: [8, 18]
""",
    ),
    (
        "tours:\n",
        """\
  contractor:
    label: Contractor
    hiring:
      time_to_fill_mean_days: {value: 20, source: assumed}
      time_to_fill_law: exponential
      selected_after_share: {value: 0.5, source: assumed}
    governmental: false
    entry_service_years: [0, 0]
    entry_service_source: assumed
    entry_level: expert
    stay_after_tour_probability: {value: 0, source: assumed}
    opening_fill_share: {value: 0.9, source: assumed}
    opening_certified_share: {value: 1, source: assumed}
  local:
    label: Locally employed
    hiring:
      time_to_fill_mean_days: {value: 90, source: assumed}
      time_to_fill_cv: {value: 0.5, source: assumed}
      selected_after_share: {value: 0.5, source: assumed}
    rotates: false
    entry_service_years: [0, 10]
    entry_service_source: assumed
    entry_level: basic
    stay_after_tour_probability: {value: 1, source: assumed}
    opening_fill_share: {value: 0.9, source: assumed}
    opening_certified_share: {value: 1, source: assumed}
tours:
""",
    ),
    (
        "        count: 3\n        positions:\n",
        """\
        count: 3
        hardship_factor: {value: 1.2, range: [1, 2], source: assumed}
        positions:
          - {function: operations, component: local, level: basic, tour: home, count: 1}
          - function: operations
            component: military
            level: expert
            tour: abroad
            may_fill:
              - {component: contractor}
              - {component: military, levels_below: 1, output: {value: 0.7, source: assumed}}
            count: 1
""",
    ),
    (
        "courses:\n",
        """\
courses:
  language:
    label: Language
    class_dates: [2025-01-06, 2026-01-05, 2027-01-04]
    duration_weeks: {value: 26, source: assumed}
    seats_per_class: {value: 6, source: assumed}
    pass_probability: {value: 0.8, source: assumed}
    attempts: 1
  area:
    label: Area studies
    requires: [language]
    class_dates: [2025-09-01, 2026-09-01]
    duration_weeks: {value: 20, source: assumed}
    seats_per_class: {value: 6, source: assumed}
    pass_probability: {value: 1, source: assumed}
    attempts: 1
""",
    ),
    (
        "    attempts: 2\n",
        """\
    attempts: 2
    minimum_class: {value: 2, source: assumed}
    instructors: {region: HQ, unit: staff, function: oversight, needed: 2}
    grace_days: {value: 180, source: assumed}
    during_tour: true
    valid_years: {value: 4, source: assumed}
    obligation_months: {value: 24, source: assumed}
accession_plans:
  area_officers:
    label: Foreign area officers
    component: military
    region: HQ
    intake_per_year: {value: 2.5, source: assumed}
    intake_law: fixed
    courses: [language, area, school]
temporary_positions:
  support:
    label: Contract support
    component: contractor
    function: operations
    level: expert
    tour: abroad
    activation_days: {value: 60, source: assumed}
    cap: {value: 8, source: assumed}
""",
    ),
    (
        "      bands: [{from_years: 0, per_year: 0}, {from_years: 20, per_year: 0.2}]\n      source: assumed\n",
        """\
      bands: [{from_years: 0, per_year: 0}, {from_years: 20, per_year: 0.2}]
      source: assumed
    transfer: {bands: [{from_years: 0, per_year: 0.02}], range_factor: [0.5, 2], source: assumed}
    notice_days: {value: 30, source: assumed}
    entry_obligation_years: {value: 2, source: assumed}
    overload:
      bands: [{from_ratio: 0, factor: 1}, {from_ratio: 1.2, factor: 1.3}]
      source: assumed
    economy:
      - {from: 2024-01-01, factor: 1.1, source: assumed}
      - {from: 2027-01-01, factor: 0.8, source: assumed}
    incentive_elasticity: {value: 1.5, source: assumed}
    pulses:
      - {on: 2025-04-01, cause: involuntary, share: {value: 0.1, source: assumed}}
  contractor:
    quit: &a_tenth {bands: [{from_years: 0, per_year: 0.1}], source: assumed}
    retire: *a_tenth
  local:
    quit: *a_tenth
    retire: *a_tenth
""",
    ),
)


def edited(text: str, old: str, new: str) -> str:
    """Return a text with one passage replaced; the passage must occur exactly once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def _with_people() -> str:
    text = WORLD
    for old, new in _PEOPLE:
        text = edited(text, old, new)
    return text


PEOPLE = _with_people()
"""The same world with all that can be said of people."""

CALM = """\
kind: scenario
title: Calm
description: The world as it is.
"""

STORM = """\
kind: scenario
title: Storm
description: More of everything.
world:
  demand:
    case_classes:
      sales:
        growth: {per_year: {value: 0.1}}
"""

STATUS_QUO = """\
kind: policy
title: Status quo
description: Nothing is changed.
"""

SEATS = """\
kind: policy
title: More seats
description: A half more.
settings:
  - lever: seats_per_class
    where: {course: school}
    change: multiply
    value: 1.5
    from: 2026-10-01
"""

EXPERIMENT = """\
kind: experiment
title: A small experiment
question: Does it load?
intended_use: Tests.
not_for: Anything else.
world: world.yaml
scenarios:
  calm: calm.yaml
  storm: storm.yaml
policies:
  status_quo: status_quo.yaml
  seats: seats.yaml
comparator: status_quo
replications: 10
seed: 1
breach: {shortfall_share: 0.15, sustained_months: 6}
subsets:
  quick: {scenarios: [calm], replications: 2}
"""

TEXTS = {
    "world.yaml": WORLD,
    "calm.yaml": CALM,
    "storm.yaml": STORM,
    "status_quo.yaml": STATUS_QUO,
    "seats.yaml": SEATS,
    "experiment.yaml": EXPERIMENT,
}


def write_study(folder: Path, **changed: str | bytes) -> Path:
    """Write the study into a folder and return its experiment file; `world="..."` writes another world.yaml."""
    for name, text in {**TEXTS, **{f"{stem}.yaml": text for stem, text in changed.items()}}.items():
        content = text.encode() if isinstance(text, str) else text
        (folder / name).write_bytes(content)
    return folder / "experiment.yaml"


def world_of(folder: Path, text: str) -> World:
    """Return the world that a text describes."""
    return _sound(World, folder, text)


def policy_of(folder: Path, text: str) -> Policy:
    """Return the policy that a text describes."""
    return _sound(Policy, folder, text)


def _sound(model: Any, folder: Path, text: str) -> Any:
    path = folder / "any.yaml"
    path.write_text(text, encoding="utf-8")
    root = Files().load(path, None)
    assert root is not None
    one, problems = validate(model, root)
    assert problems == []
    return one
