"""What is wrong with demand is said at its place, one message to one mistake, and never as a traceback."""

from pathlib import Path

import pytest

from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import SEATS, STORM, WORLD, edited, write_study

LIFE = """\
      life_mean_years: {value: 5, source: assumed}
      life_cv: {value: 0.5, source: assumed}
"""
GROWTH = "growth: {path: exponential, per_year: {value: 2e-2, source: assumed}}"
PHASES = """\
      phases:
        offer: {function: oversight, where: headquarters, mean_years: {value: 1, source: assumed}, law: exponential,
                hours_per_month: {value: 9, source: assumed}}
        execution: {function: operations, mean_years: {value: 4, source: assumed}, cv: {value: 0.5, source: assumed},
                    hours_per_month: {value: 2, source: assumed}}
      case_value: {median_dollars: {value: 2e6, source: assumed}, sigma: {value: 1.4, source: assumed},
              effort_elasticity: {value: 0.5, source: assumed}}
      season_factors: {value: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2], source: assumed}
      overdispersion_cv: {value: 0.2, range: [0, 0.4], source: assumed}
"""
BESIDES = """\
  crisis:
    begins_per_year: {value: 0.1, source: assumed}
    ends_per_year: {value: 0.4, source: assumed}
    first_day: calm
    region_factors: {value: {NO: 1.8}, source: assumed}
  work_changes:
    - {function: operations, factor: {value: 0.9, source: assumed}, from: 2026-10-01, until: 2028-10-01}
  direct:
"""
MINIMUM = "        minimum_manning: {value: {operations: 1.5}, source: assumed}\n"


def _demanding():
    text = edited(WORLD, "      function: operations\n      opening", "      opening")
    text = edited(text, LIFE, PHASES)
    text = edited(text, "  direct:\n", BESIDES)
    text = edited(text, "label: Headquarters\n", "label: Headquarters\n    headquarters: true\n")
    text = edited(text, "2025: 5, 2027: 6", "2025: 2, 2027: 3")
    return edited(text, "        count: 3\n", f"        count: 3\n{MINIMUM}")


DEMANDING = _demanding()
"""The small world with all that can be said of demand."""


def line_of(passage, text=DEMANDING):
    """Return the line on which a passage begins."""
    return text[: text.index(passage)].count("\n") + 1


def world(old, new):
    """Return the change of one passage of the world file."""
    return {"world": edited(DEMANDING, old, new)}


def grown(growth):
    """Return a world that grows in another way, in every scenario."""
    return {
        "world": edited(DEMANDING, GROWTH, growth),
        "storm": edited(STORM, "growth: {per_year: {value: 0.1}}", "{}"),
    }


def moved(setting):
    """Return a policy file that moves the work factor."""
    text = edited(SEATS, "lever: seats_per_class", "lever: work_factor")
    return {"world": DEMANDING, "seats": edited(text, "where: {course: school}", setting)}


SALES = "demand.case_classes.sales"
GROWS = line_of("growth:")

BROKEN = {
    "a law of growth that is none": (
        grown("growth: {path: linear}"),
        (
            f"world.yaml:{GROWS}:22: {SALES}.growth.path: found text 'linear'; expected 'constant', 'exponential', "
            "'table', 's_curve' or 'autoregressive'"
        ),
    ),
    "growth without its number": (
        grown("growth: {path: exponential}"),
        f"world.yaml:{GROWS}:7: {SALES}.growth: path 'exponential' needs per_year; add it",
    ),
    "growth with a number of another law": (
        grown("growth: {path: constant, volatility: {value: 0.1, source: assumed}}"),
        f"world.yaml:{GROWS}:7: {SALES}.growth: path 'constant' has no volatility; remove it, or change the path",
    ),
    "a persistence of one": (
        grown(
            "growth: {path: autoregressive, per_year: {value: 0, source: assumed}, persistence: {value: 1, source: "
            "assumed}, volatility: {value: 0.1, source: assumed}}"
        ),
        f"world.yaml:{GROWS}:98: {SALES}.growth.persistence.value: found 1; expected less than 1",
    ),
    "a rise before the first day": (
        grown(
            "growth: {path: s_curve, midpoint: 2020-01-01, final_factor: {value: 2, source: assumed}, rise_years: "
            "{value: 3, source: assumed}}"
        ),
        (
            f"world.yaml:{GROWS}:41: {SALES}.growth.midpoint: found 2020-01-01, before the first day (2024-10-01), "
            "where the factor is 1"
        ),
    ),
    "hours that are next to none": (
        world("hours_per_month: {value: 9, source", "hours_per_month: {value: 1e-9, source"),
        (
            f"world.yaml:{line_of('hours_per_month: {value: 9')}:42: {SALES}.phases.offer.hours_per_month.value: found "
            "1e-09; expected 0, or at least 0.001"
        ),
    ),
    "a fiscal year far away": (
        grown("growth: {path: table, factors_by_fiscal_year: {value: {20250: 1}, source: assumed}}"),
        (
            f"world.yaml:{GROWS}:62: {SALES}.growth.factors_by_fiscal_year.value[20250]: found 20250; expected a "
            "fiscal year between 1990 and 2100"
        ),
    ),
    "a season of eleven months": (
        world("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]", "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]"),
        "world.yaml:63:24: demand.case_classes.sales.season_factors.value: found 11 entries; expected at least 12",
    ),
    "a season without cases": (
        world("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]", "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"),
        "world.yaml:51:5: demand.case_classes.sales: season_factors are all 0; at least one month must have cases",
    ),
    "a negative overdispersion": (
        world("overdispersion_cv: {value: 0.2, range: [0, 0.4]", "overdispersion_cv: {value: -0.2"),
        "world.yaml:64:34: demand.case_classes.sales.overdispersion_cv.value: found -0.2; expected at least 0",
    ),
    "a life told twice": (
        world("      phases:\n", "      life_mean_years: {value: 5, source: assumed}\n      phases:\n"),
        "world.yaml:51:5: demand.case_classes.sales: life_mean_years is given and phases are too; say it in each phase",
    ),
    "no life at all": (
        {"world": edited(DEMANDING, PHASES, "      function: operations\n")},
        "world.yaml:51:5: demand.case_classes.sales: life_mean_years is missing; add it, or phases",
    ),
    "an exponential phase with a spread": (
        world("law: exponential,", "law: exponential, cv: {value: 0.5, source: assumed},"),
        "world.yaml:57:9: demand.case_classes.sales.phases.offer: law is 'exponential', and cv says nothing; remove it",
    ),
    "a lognormal phase without a spread": (
        world("law: exponential,", "law: lognormal,"),
        "world.yaml:57:9: demand.case_classes.sales.phases.offer: law is 'lognormal', and cv is missing; add it",
    ),
    "a phase nobody can work on": (
        world("{function: oversight, where: headquarters", "{function: operations, where: headquarters"),
        (
            "world.yaml:57:27: demand.case_classes.sales.phases.offer.function: 'HQ' has no positions in "
            "'operations'; add some, or write 'where: unit'"
        ),
    ),
    "a phase in a function that is none": (
        world("{function: oversight, where: headquarters", "{function: oversigt, where: headquarters"),
        (
            "world.yaml:57:27: demand.case_classes.sales.phases.offer.function: unknown function 'oversigt'; did "
            "you mean 'oversight'?"
        ),
    ),
    "a phase that the units do not do": (
        world("{function: oversight, where: headquarters", "{function: oversight"),
        (
            "world.yaml:65:35: demand.case_classes.sales.region_shares.value.NO: no unit of 'NO' has positions in "
            "'oversight'; add some, or make the share 0"
        ),
    ),
    "no headquarters": (
        world("    headquarters: true\n", ""),
        (
            "world.yaml:56:45: demand.case_classes.sales.phases.offer.where: no region is the headquarters; write "
            "'headquarters: true' in the one that is"
        ),
    ),
    "two headquarters": (
        world("    label: Norway\n", "    label: Norway\n    headquarters: true\n"),
        "world.yaml:43:19: regions.HQ.headquarters: 'NO' is the headquarters already; keep one",
    ),
    "an elasticity above one": (
        world("effort_elasticity: {value: 0.5", "effort_elasticity: {value: 1.5"),
        "world.yaml:62:42: demand.case_classes.sales.case_value.effort_elasticity.value: found 1.5; expected at most 1",
    ),
    "a crisis in a region that is none": (
        world("{NO: 1.8}", "{N: 1.8}"),
        "world.yaml:72:30: demand.crisis.region_factors.value.N: unknown region 'N'; did you mean 'NO'?",
    ),
    "a crisis without a long run": (
        world(
            "{value: 0.1, source: assumed}\n    ends_per_year: {value: 0.4, source: assumed}\n    first_day: calm",
            "{value: 0, source: assumed}\n    ends_per_year: {value: 0, source: assumed}\n    first_day: stationary",
        ),
        (
            "world.yaml:68:3: demand.crisis: crises that neither begin nor end have no long-run share; write "
            "'first_day: calm'"
        ),
    ),
    "a change of work on the first day": (
        world("from: 2026-10-01, until: 2028-10-01", "from: 2024-10-01, until: 2028-10-01"),
        (
            "world.yaml:74:75: demand.work_changes[0].from: found 2024-10-01; expected a day after the first "
            "(2024-10-01): the work of the first day is calibrated as it stands then"
        ),
    ),
    "a change of work that ends before it begins": (
        world("from: 2026-10-01, until: 2028-10-01", "from: 2026-10-01, until: 2025-10-01"),
        "world.yaml:74:7: demand.work_changes[0]: until is 2025-10-01; it must come after from (2026-10-01)",
    ),
    "a change of work after the end": (
        world("from: 2026-10-01, until: 2028-10-01", "from: 2036-10-01"),
        (
            "world.yaml:74:75: demand.work_changes[0].from: found 2036-10-01, not before the end of the period "
            "simulated (2030-10-01)"
        ),
    ),
    "a change of work that is no case work": (
        {
            "world": edited(
                edited(DEMANDING, "function: oversight, where: headquarters", "function: operations"),
                "- {function: operations, factor",
                "- {function: oversight, factor",
            )
        },
        (
            "world.yaml:74:18: demand.work_changes[0].function: no case asks for 'oversight', so no hours change; "
            "name another function"
        ),
    ),
    "minimum manning of a function that is none": (
        world("{operations: 1.5}", "{operation: 1.5}"),
        (
            "world.yaml:37:35: regions.NO.units.office.minimum_manning.value.operation: unknown function "
            "'operation'; did you mean 'operations'?"
        ),
    ),
    "minimum manning that leaves nothing for cases": (
        world("{operations: 1.5}", "{operations: 4.5}"),
        (
            "world.yaml:37:47: regions.NO.units.office.minimum_manning.value.operations: what is fixed asks for "
            "13.5 positions of 'operations' in 'NO' on the first day, and the whole requirement there is 12.6 (12 "
            "authorised x (1 + opening_unfunded_share)), so nothing is left for its cases; lower it"
        ),
    ),
    "a factor on work nobody does for cases": (
        {
            "world": edited(DEMANDING, "function: oversight, where: headquarters", "function: operations"),
            "seats": moved("where: {function: oversight}")["seats"],
        },
        "seats.yaml:5:12: settings[0].lever: 'oversight' has no case work, so work_factor has nothing to multiply",
    ),
    "a factor on the work of a component": (
        moved("where: {component: military}"),
        (
            "seats.yaml:6:13: settings[0].where.component: work_factor is aimed at a function, not at a "
            "'component'; expected 'function'"
        ),
    ),
}
"""What is changed in the study, and what is then said of it."""


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_world_is_right_before_it_is_broken(folder):
    """Or the tests below would not show what they say."""
    load_study(write_study(folder, world=DEMANDING))
    load_study(write_study(folder, **moved("where: {function: operations}")))


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(folder, case):
    """Exactly one problem, at its line and column."""
    changed, message = BROKEN[case]
    write_study(folder, **changed)
    with pytest.raises(InvalidInput) as caught:
        load_study(Path("experiment.yaml"))
    assert [str(problem).splitlines()[0] for problem in caught.value.problems] == [message]
