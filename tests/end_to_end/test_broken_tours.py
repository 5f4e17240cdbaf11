"""What is wrong with tours and what follows them is said at its place, one message to one mistake."""

import pytest

from simulation.config import load_study
from simulation.errors import InvalidInput
from small_study import SEATS, WORLD, edited, write_study

TOUR = """\
    relocation_days: {value: 30, source: assumed}
    season_months: [11, 12, 1]
    season_share: {value: 0.6, source: assumed}
    overlap_days: {value: 14, range: [0, 30], source: assumed}
    extension_probability: {value: 0.1, source: assumed}
    extension_months: {value: 12, source: assumed}
    extension_incentive_elasticity: {value: 1, source: assumed}
    curtailment_probability: {value: 0.05, source: assumed}
    curtailment_days: {value: 60, source: assumed}
"""
CAREER = """\
    opening_certified_share: {value: 0.5, source: assumed}
    headquarters_after_tour_share: {value: 0.2, source: assumed}
    alumnus_probability: {value: 0.3, source: assumed}
    abroad_limit:
      years: {value: 5, source: assumed}
      reset_years: {value: 2, source: assumed}
      least_tour_months: {value: 12, source: assumed}
"""
LEAD = "      search_lead_days: {value: 120, source: assumed}\n    entry_service_years"


def _rotating():
    text = edited(WORLD, "    relocation_days: {value: 30, source: assumed}\n", TOUR)
    text = edited(text, "    opening_certified_share: {value: 0.5, source: assumed}\n", CAREER)
    text = edited(text, "    entry_service_years", LEAD)
    text = edited(text, "label: Headquarters\n", "label: Headquarters\n    headquarters: true\n")
    return edited(text, "        label: Staff\n", "        label: Staff\n        at_home: true\n")


ROTATING = _rotating()
"""The small world with all that can be said of tours."""


def line_of(passage, text=ROTATING):
    """Return the line on which a passage begins."""
    return text[: text.index(passage)].count("\n") + 1


def world(old, new):
    """Return the change of one passage of the world file."""
    return {"world": edited(ROTATING, old, new)}


def moved(lever, setting, text=ROTATING):
    """Return a policy file that moves another lever."""
    policy = edited(SEATS, "lever: seats_per_class", f"lever: {lever}")
    return {"world": text, "seats": edited(policy, "where: {course: school}", setting)}


ABROAD = line_of("  abroad:\n")
TOUR_KIND = f"world.yaml:{ABROAD}:3: tours.abroad"
MILITARY = "components.military"
BROKEN = {
    "a season without its share": (
        world("    season_share: {value: 0.6, source: assumed}\n", ""),
        f"{TOUR_KIND}: season_months is given and season_share is not; give both",
    ),
    "a season with a hole": (
        world("[11, 12, 1]", "[5, 7, 8]"),
        f"{TOUR_KIND}: season_months [5, 7, 8] are not months in a row, such as [5, 6, 7, 8]",
    ),
    "a thirteenth month": (
        world("[11, 12, 1]", "[12, 13]"),
        f"world.yaml:{ABROAD + 4}:25: tours.abroad.season_months[1]: found 13; expected at most 12",
    ),
    "an extension of no length": (
        world("    extension_months: {value: 12, source: assumed}\n", ""),
        f"{TOUR_KIND}: extension_probability is given and extension_months is not; give both",
    ),
    "an incentive to what nobody does": (
        world(
            "    extension_probability: {value: 0.1, source: assumed}\n"
            "    extension_months: {value: 12, source: assumed}\n",
            "",
        ),
        (f"{TOUR_KIND}: extension_incentive_elasticity is given and extension_probability is not; give both"),
    ),
    "days cut off without a chance": (
        world("    curtailment_probability: {value: 0.05, source: assumed}\n", ""),
        f"{TOUR_KIND}: curtailment_days is given and curtailment_probability is not; give both",
    ),
    "a season for posts without a planned end": (
        world("    months: {value: 24, source: assumed}\n", ""),
        (f"{TOUR_KIND}: a post without a planned end (months left out) has no season, extension or curtailment"),
    ),
    "a negative overlap": (
        world("{value: 14, range: [0, 30], ", "{value: -14, "),
        f"world.yaml:{line_of('overlap_days')}:27: tours.abroad.overlap_days.value: found -14; expected at least 0",
    ),
    "the headquarters of nowhere": (
        world("    headquarters: true\n", ""),
        (
            f"world.yaml:{line_of('headquarters_after')}:5: {MILITARY}.headquarters_after_tour_share: no region "
            "is the headquarters; set 'headquarters: true' in one, or leave this out"
        ),
    ),
    "tours longer than the limit": (
        world("least_tour_months: {value: 12", "least_tour_months: {value: 72"),
        (
            f"world.yaml:{line_of('least_tour')}:7: {MILITARY}.abroad_limit.least_tour_months: found 72 months, "
            "longer than the limit of 5 years, so nobody could ever be sent abroad; shorten it"
        ),
    ),
    "a limit without a reset": (
        world("      reset_years: {value: 2, source: assumed}\n", ""),
        (
            f"world.yaml:{line_of('abroad_limit')}:5: {MILITARY}.abroad_limit.reset_years: missing key; add it: "
            "Years at home after which the count begins anew"
        ),
    ),
    "an incentive on a tour that knows none": (
        moved("extension_incentive_share", "where: {tour: home}"),
        (
            "seats.yaml:5:12: settings[0].lever: 'home' has no extension_incentive_elasticity, so "
            "extension_incentive_share has nothing to multiply"
        ),
    ),
    "an overlap where nobody is looked for ahead": (
        moved("overlap_days", "where: {tour: home}", WORLD),
        (
            "seats.yaml:5:12: settings[0].lever: 'home' has no component with search_lead_days, so overlap_days has "
            "nothing to multiply"
        ),
    ),
    "a lead aimed at a tour": (
        moved("search_lead_days", "where: {tour: home}"),
        (
            "seats.yaml:6:13: settings[0].where.tour: search_lead_days is aimed at a component, not at a 'tour'; "
            "expected 'component'"
        ),
    ),
}


def problems(folder, files):
    """Return what is wrong with a study, problem by problem, without the file's folder."""
    with pytest.raises(InvalidInput) as caught:
        load_study(write_study(folder, **files))
    return [f"{problem}".replace(f"{folder}/", "").split("\n")[0] for problem in caught.value.problems]


def test_the_study_is_right_before_it_is_broken(tmp_path):
    assert load_study(write_study(tmp_path, world=ROTATING))


@pytest.mark.parametrize("case", BROKEN)
def test_one_mistake_one_located_message(tmp_path, case):
    files, message = BROKEN[case]
    assert problems(tmp_path, files) == [message]


def test_what_needs_a_search_ahead_says_so_of_each(tmp_path):
    """Both the overlap and the curtailment come to nothing if no component of the tour is searched for ahead."""
    found = problems(tmp_path, world("      search_lead_days: {value: 120, source: assumed}\n", ""))
    assert [problem.split(": ")[1] for problem in found] == [
        "tours.abroad.overlap_days",
        "tours.abroad.curtailment_days",
    ]
