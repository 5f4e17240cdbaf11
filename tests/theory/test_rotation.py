"""Successors looked for ahead, handed over to, and tours that end as their law says, against what must come out."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from simulation.model import Run, opening_roster
from simulation.units import ONE, TICKS_PER_DAY, TICKS_PER_MONTH
from theory.reductions import STOCK, agrees, runs_of, total, vacancy_world
from worlds import arm, assumed, full, hazards, world_of

DAYS = 365.25


def rotating(posts, to_fill, end=date(2037, 10, 1), *, tour=None, **hiring):
    """Return the arm of posts with tours of 36 months, or of other kinds, that nobody leaves sooner."""
    world = vacancy_world(posts, 0.0, to_fill, end=end, time_to_fill_cv=assumed(0.0), **hiring)
    tree = world.model_dump(by_alias=True)
    tree["tours"]["home"] |= {"months": assumed(36.0)} | (tour or {})
    tree["components"]["civilian"] |= {
        "stay_after_tour_probability": assumed(0.0),
        "opening_fill_share": assumed(1.0),
    }
    tree["proficiency"]["ramp_months"] = assumed(0)
    return arm(world_of(tree))


def mean(record, measure, arm_, months=slice(None)):
    """Return the time average of a stock over some months of a run."""
    bounds = np.diff(arm_.calendar.boundaries)[months]
    return record.areas[months, :, STOCK[measure]].sum() / (bounds.sum() * ONE)


@pytest.mark.parametrize("lead", [0.0, 30.0, 60.0])
def test_the_gap_is_what_the_search_takes_beyond_its_lead(lead):
    """60 posts, tours of 3 years, a search of a quarter: 60 x 3 / (3.25 - lead) filled; V14 is the case without lead.

    Over four whole cycles from the first end of each tour on the average is exact, but for whole months.
    """
    an_arm = rotating(60, DAYS / 4, date(2045, 10, 1), search_lead_days=assumed(lead))
    record = Run(an_arm, 1, 0).finish()
    exact = 60 * 3 / (3.25 - lead / DAYS)
    assert mean(record, "assigned", an_arm, slice(48, None)) == pytest.approx(exact, rel=3e-3)


@pytest.mark.parametrize("lead", [91.5, 200.0])
def test_with_lead_enough_no_post_is_ever_empty(lead):
    """A search no longer than its lead leaves no gap at all; who is found early waits for the time to move."""
    an_arm = rotating(60, DAYS / 4, search_lead_days=assumed(lead))
    record = Run(an_arm, 1, 0).finish()
    assert record.areas[13:, :, STOCK["empty"]].sum() == 0
    assert record.areas[13:, :, STOCK["overlap"]].sum() == 0
    assert total(record, "tour_ends") > 200


def test_overlap_is_two_in_a_post_for_as_long_as_it_says():
    """Each cycle lasts a tour less the overlap, and two are there for the overlap: 60 x 30 / (3 years - 30 days)."""
    an_arm = rotating(
        60, 30.0, date(2045, 10, 1), search_lead_days=assumed(150.0), tour={"overlap_days": assumed(30.0)}
    )
    record = Run(an_arm, 1, 0).finish()
    months = slice(48, None)
    assert mean(record, "overlap", an_arm, months) == pytest.approx(60 * 30 / (3 * DAYS - 30), rel=2e-2)
    assert record.areas[48:, :, STOCK["empty"]].sum() == 0
    assert mean(record, "effective", an_arm, months) == 60  # of two in one post only one counts


@pytest.mark.parametrize("cv", [0.0, 0.25])
def test_notice_gives_the_search_a_head_start(cv):
    """V8 with a search lead: 500 posts, 0.12 separations a year, half a year to fill, notice of 60 days.

    A post is held for 1 / 0.12 years and the notice, and is empty for the time to fill less the notice; so the share
    empty is (T - L) / (1 / S + T), whatever the spread of T, as long as it is longer than L.
    """
    lead = 60 / DAYS
    world = vacancy_world(
        500, 0.12, DAYS / 2, end=date(2036, 10, 1), time_to_fill_cv=assumed(cv), search_lead_days=assumed(90.0)
    )
    tree = world.model_dump(by_alias=True)
    tree["attrition"]["civilian"]["notice_days"] = assumed(60.0)
    exact = 500 * (0.5 - lead) / (1 / 0.12 + 0.5)
    an_arm = arm(world_of(tree))
    agrees([mean(record, "empty", an_arm, slice(24, None)) for record in runs_of(an_arm, 31, 30)], exact)


def test_without_a_search_ahead_notice_shortens_no_gap():
    """The same with no lead: the post is empty for the whole time to fill."""
    tree = vacancy_world(500, 0.12, DAYS / 2, end=date(2036, 10, 1), time_to_fill_cv=assumed(0.25)).model_dump(
        by_alias=True
    )
    tree["attrition"]["civilian"]["notice_days"] = assumed(60.0)
    an_arm = arm(world_of(tree))
    exact = 500 * 0.5 / (1 / 0.12 + 60 / DAYS + 0.5)
    agrees([mean(record, "empty", an_arm, slice(24, None)) for record in runs_of(an_arm, 32, 30)], exact)


def ends_of_tours(an_arm):
    """Return (arrival, end) of tours that began and ended in a run, in ticks."""
    record = Run(an_arm, 5, 0).finish()
    return np.array([(spell[1], spell[2]) for spell in record.spells if spell[0] == 5 and spell[1] > 0])


def test_tours_end_in_the_season_and_evenly_there():
    """All 36-month tours moved to June to August: none ends elsewhere, and each day there is as likely."""
    season = {"season_months": [6, 7, 8], "season_share": assumed(1.0)}
    an_arm = rotating(900, 60.0, date(2040, 10, 1), tour=season)
    ends = [an_arm.calendar.day(int(end)) for _, end in ends_of_tours(an_arm)]
    counts = np.bincount([end.month for end in ends], minlength=13)
    assert counts.sum() == counts[6:9].sum() > 3000
    assert stats.chisquare(counts[6:9], counts.sum() * np.array([30, 31, 31]) / 92).pvalue > 1e-4


def test_seasons_go_on_after_the_end_of_the_period():
    """A tour that outlasts the period ends in a summer too, and not in the last one of the period."""
    season = {"season_months": [6, 7, 8], "season_share": assumed(1.0)}
    run = Run(rotating(300, 60.0, date(2034, 10, 1), tour=season), 5, 0)
    run.finish()
    late = [p for p in run.world.people if p.post >= 0 and p.arrived > run.clock.horizon - 24 * TICKS_PER_MONTH]
    assert len(late) > 100
    assert all(abs(p.tour_end - p.arrived - 36 * TICKS_PER_MONTH) < 8 * TICKS_PER_MONTH for p in late)
    assert {run.arm.calendar.day(p.tour_end).month for p in late} == {6, 7, 8}


def test_a_share_of_the_first_tours_ends_in_the_season():
    """On the first day 60 % of planned ends lie in June to August by season, and 92 days in 365.25 of the others."""
    season = {"season_months": [6, 7, 8], "season_share": assumed(0.6)}
    an_arm = rotating(3000, 60.0, date(2040, 10, 1), tour=season)
    inside = np.mean([6 <= row.tour_end.month <= 8 for row in opening_roster(an_arm, 5, 0)])
    exact = 0.6 + 0.4 * 92 / DAYS
    assert abs(inside - exact) < 4 * np.sqrt(exact * (1 - exact) / 3000)


def test_tours_are_extended_once_with_the_stated_chance():
    """A quarter of tours lasts 36 + 12 months, the others 36: to four standard errors of the share."""
    tour = {"extension_probability": assumed(0.25), "extension_months": assumed(12.0)}
    an_arm = rotating(900, 60.0, date(2040, 10, 1), tour=tour, search_lead_days=assumed(100.0))
    tours = ends_of_tours(an_arm)
    tours = tours[tours[:, 0] < an_arm.calendar.horizon - 49 * TICKS_PER_MONTH]
    lengths = np.round(np.diff(tours)[:, 0] / TICKS_PER_MONTH, 2)
    assert set(lengths) == {36.0, 48.0}
    share = (lengths == 48).mean()
    assert abs(share - 0.25) < 4 * np.sqrt(0.25 * 0.75 / len(lengths))
    assert len(lengths) > 1500


def test_tours_are_cut_short_by_an_even_part_of_the_most():
    """A fifth of tours ends up to 90 days early, 45 on average."""
    tour = {"curtailment_probability": assumed(0.2), "curtailment_days": assumed(90.0)}
    an_arm = rotating(900, 60.0, date(2040, 10, 1), tour=tour, search_lead_days=assumed(100.0))
    early = 36 * TICKS_PER_MONTH - np.diff(ends_of_tours(an_arm))[:, 0]
    cut = early[early > 0] / TICKS_PER_DAY
    assert abs(len(cut) / len(early) - 0.2) < 4 * np.sqrt(0.16 / len(early))
    assert 85 < cut.max() <= 90
    agrees(cut, 45.0, within=0.05)


def test_an_incentive_lowers_the_chance_of_no_extension():
    """(1 - p)(1 + s) ** -e of tours are not extended: 0.75 x 1.5 ** -1 = half of them."""
    tour = {
        "extension_probability": assumed(0.25),
        "extension_months": assumed(12.0),
        "extension_incentive_elasticity": assumed(1.0),
    }
    plain = rotating(900, 60.0, date(2040, 10, 1), tour=tour, search_lead_days=assumed(100.0))
    paid = {"lever": "extension_incentive_share", "change": "set", "value": 0.5, "from": date(2024, 10, 1)}
    record = Run(arm(plain.world, paid), 5, 0).finish()
    extended = total(record, "extensions")
    ended = total(record, "tour_ends")
    assert extended / ended == pytest.approx(0.5, abs=0.05)


def test_nobody_stays_abroad_beyond_the_limit():
    """Every stay abroad lies within the limit, counted from its first day; some have to go for it."""
    an_arm = arm(
        full(
            ("time.end", date(2044, 10, 1)),
            ("attrition.civilian.quit", hazards((0.0, 0.0))),
            ("components.civilian.hiring.freezes", []),
            ("assignment.consideration", "all_regions"),
            ("regions.SOUTH.units.office.count", 12),
        )
    )
    run = Run(an_arm, 4, 0)
    read_facts, longest = run.clock.happened, [0]

    def look():
        read_facts()
        for person in run.world.people:
            if person.component == 1 and person.post >= 0 and person.home_since > run.world.now[0]:
                longest[0] = max(longest[0], run.world.now[0] - person.abroad_since)

    run.clock.happened = look
    record = run.finish()
    limit = run.world.terms.abroad_limit[1]
    assert 0.97 * limit < longest[0] <= limit
    assert total(record, "limits_reached") > 5


def test_alumni_are_detailed_again_with_the_stated_chance():
    """Half the requisitions bring an alumnus once there are some."""
    an_arm = rotating(300, 60.0, date(2050, 10, 1))
    tree = an_arm.world.model_dump(by_alias=True)
    tree["components"]["civilian"]["alumnus_probability"] = assumed(0.5)
    record = Run(arm(world_of(tree)), 6, 0).finish()
    late = slice(120, None)
    again, fresh = total(record, "recalls", late), total(record, "hires", late)
    assert abs(again / (again + fresh) - 0.5) < 4 * np.sqrt(0.25 / (again + fresh))


@pytest.mark.parametrize("applies_to", ["new", "current"])
def test_a_longer_tour_reaches_tours_under_way_only_if_it_says_so(applies_to):
    """Twelve months more for tours under way: in the year that begins with the change nobody's tour ends."""
    plain = rotating(300, 60.0, date(2034, 10, 1))
    longer = {
        "lever": "tour_months",
        "where": {"tour": "home"},
        "change": "add",
        "value": 12,
        "from": date(2026, 10, 1),
    }
    record = Run(arm(plain.world, longer | {"applies_to": applies_to}), 7, 0).finish()
    ended = total(record, "tour_ends", slice(24, 36))
    assert ended == 0 if applies_to == "current" else ended > 80


def test_nobody_is_extended_twice_when_tours_under_way_change():
    """Every tour is extended by 12 months, once: it lasts 48, or 60 with 12 more for tours under way and new ones."""
    tour = {"extension_probability": assumed(1.0), "extension_months": assumed(12.0)}
    plain = rotating(300, 60.0, date(2040, 10, 1), tour=tour, search_lead_days=assumed(100.0))
    longer = {"lever": "tour_months", "where": {"tour": "home"}, "change": "add", "value": 12, "from": date(2029, 1, 1)}
    lengths = np.diff(ends_of_tours(arm(plain.world, longer | {"applies_to": "current"})))[:, 0] / TICKS_PER_MONTH
    assert set(np.round(lengths, 2)) == {48.0, 60.0}
