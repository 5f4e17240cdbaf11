"""The rate of new cases: growth by each law, the season, crises, overdispersion."""

from datetime import date
from itertools import pairwise
from math import exp, log

import pytest
from pydantic import ValidationError

from simulation.calendar_time import Calendar
from simulation.config.growth import Crisis, GrowthPath
from simulation.future.crisis import Spell, crises, crisis_factors
from simulation.future.growth import growth_factors, yearly_shocks
from simulation.future.rates import DAYS, dispersion_factors, season_factors
from simulation.luck import run_key
from simulation.units import TICKS_PER_YEAR
from worlds import assumed, small

CALENDAR = Calendar(date(2024, 10, 1), date(2034, 10, 1))
SALES = "demand.case_classes.sales"


def factors(path, shocks=(), calendar=CALENDAR, **keys):
    return growth_factors(GrowthPath.model_validate({"path": path} | keys), calendar, shocks)


def test_constant_and_exponential():
    assert set(factors("constant")) == {1.0}
    grown = factors("exponential", per_year=assumed(0.1))
    assert grown[::12] == pytest.approx([1.1**year for year in range(10)])
    assert grown[6] == pytest.approx(1.1**0.5)


def test_table_goes_evenly_from_one_october_to_the_next_named():
    """Constant before the first and after the last."""
    table = factors("table", factors_by_fiscal_year=assumed({2026: 1.0, 2028: 3.0, 2029: 2.4}))
    assert table[:13] == [1.0] * 13
    assert table[24] == pytest.approx(2.0)
    assert table[30] == pytest.approx(2.5)
    assert table[36] == 3.0
    assert table[42] == pytest.approx(2.7)
    assert set(table[48:]) == {2.4}


def test_s_curve_begins_at_one_and_takes_the_time_stated():
    """Half way at the midpoint, 10 and 90 per cent two years before and after, as nearly as the first day allows."""
    curve = factors("s_curve", final_factor=assumed(3.0), midpoint=date(2030, 10, 1), rise_years=assumed(4.0))
    assert curve[0] == 1.0
    assert curve[72] == pytest.approx(2.0, abs=0.01)
    assert curve[48] == pytest.approx(1.2, abs=0.01)
    assert curve[96] == pytest.approx(2.8, abs=0.01)
    assert all(a < b for a, b in pairwise(curve))
    falling = factors("s_curve", final_factor=assumed(0.0), midpoint=date(2024, 10, 1), rise_years=assumed(0.01))
    assert (falling[0], falling[-1]) == (1.0, 0.0)
    never = factors("s_curve", final_factor=assumed(3.0), midpoint=date(2090, 10, 1), rise_years=assumed(0.01))
    assert never == pytest.approx([1.0] * 120)


def test_autoregressive_growth_adds_up_its_shocks():
    """With shocks of 1, 0, -1: deviations of 0.08, 0.048, -0.0512 and so on; logarithms rise evenly within a year."""
    years = factors(
        "autoregressive",
        (1.0, 0.0, -1.0, *[0.0] * 7),
        per_year=assumed(0.05),
        persistence=assumed(0.6),
        volatility=assumed(0.08),
    )
    sums = [0.0, 0.08, 0.128, 0.0768]
    assert years[:37:12] == pytest.approx([exp(k * log(1.05) + total) for k, total in enumerate(sums)])
    assert log(years[6]) == pytest.approx((log(1.05) + 0.08) / 2)
    assert len(years) == 120


def test_shocks_belong_to_a_class_and_a_replication():
    shocks = yearly_shocks(run_key(1, 0), 0, CALENDAR)
    assert len(shocks) == 10
    assert shocks == yearly_shocks(run_key(1, 0), 0, CALENDAR)
    assert shocks[:3] == yearly_shocks(run_key(1, 0), 0, Calendar(CALENDAR.start, date(2027, 5, 1)))
    assert set(shocks).isdisjoint(yearly_shocks(run_key(1, 0), 1, CALENDAR))
    assert set(shocks).isdisjoint(yearly_shocks(run_key(1, 1), 0, CALENDAR))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"path": "exponential"}, "path 'exponential' needs per_year; add it"),
        ({"path": "constant", "per_year": assumed(0.1)}, "path 'constant' has no per_year; remove it"),
        ({"path": "s_curve", "final_factor": assumed(2.0), "midpoint": date(2030, 1, 1)}, "needs rise_years"),
        (
            {"path": "table", "factors_by_fiscal_year": assumed({2025: 1.0}), "volatility": assumed(0.1)},
            "no volatility",
        ),
    ],
)
def test_a_path_has_its_keys_and_no_others(keys, message):
    with pytest.raises(ValidationError, match=message):
        GrowthPath.model_validate(keys)


def test_season_brings_as_many_cases_as_an_even_year():
    """Month by month from October on, whatever the ratios add up to."""
    ratios = [3.0, 1, 1, 1, 1, 1, 1, 1, 1, 2.0, 2.0, 5.0]
    cases = small((f"{SALES}.season_factors", assumed(ratios))).demand.case_classes["sales"]
    season = season_factors(cases)
    by_month = [season[month % 12] for month in (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)]
    assert sum(days * factor for days, factor in zip(DAYS, by_month, strict=True)) == pytest.approx(sum(DAYS))
    assert by_month[11] / by_month[0] == pytest.approx(5 / 3)
    assert by_month[0] / by_month[1] == pytest.approx(3)


def test_dispersion_steps_with_the_fiscal_year():
    cases = small((f"{SALES}.overdispersion_cv", assumed(0.4))).demand.case_classes["sales"]
    drawn = dispersion_factors(cases, Calendar(date(2025, 4, 1), date(2027, 1, 1)), 12345)
    assert len(set(drawn[:6])) == len(set(drawn[6:18])) == len(set(drawn[18:])) == 1
    assert len(set(drawn)) == 3


def crisis(**changes):
    return Crisis.model_validate(
        {
            "begins_per_year": assumed(0.5),
            "ends_per_year": assumed(1.0),
            "first_day": "calm",
            "region_factors": assumed({"NORTH": 1.8}),
        }
        | changes
    )


def test_crisis_counts_for_its_share_of_the_month():
    boundaries = CALENDAR.boundaries
    spells = (Spell(boundaries[1] + (boundaries[2] - boundaries[1]) // 2, boundaries[3]),)
    factors_of = crisis_factors(crisis(), "NORTH", spells, CALENDAR)
    assert factors_of[:4] == pytest.approx([1.0, 1.4, 1.8, 1.0], abs=1e-4)
    assert set(crisis_factors(crisis(), "SOUTH", spells, CALENDAR)) == {1.0}
    assert set(crisis_factors(None, "NORTH", (), CALENDAR)) == {1.0}


def test_crises_alternate_with_calm_within_the_period():
    for replication in range(50):
        spells = crises(crisis(), CALENDAR, run_key(4, replication))
        ticks = [tick for spell in spells for tick in spell]
        assert ticks == sorted(set(ticks))
        assert not ticks or 0 < ticks[0] < ticks[-1] <= CALENDAR.horizon


def test_crises_at_the_limits():
    """None if they never begin; without end if they never end; throughout if there from the first day."""
    run = run_key(4, 0)
    assert crises(crisis(begins_per_year=assumed(0.0)), CALENDAR, run) == ()
    (only,) = crises(crisis(begins_per_year=assumed(20.0), ends_per_year=assumed(0.0)), CALENDAR, run)
    assert only.begins < TICKS_PER_YEAR
    assert only.ends == CALENDAR.horizon
    lasting = crisis(ends_per_year=assumed(0.0), first_day="stationary")
    assert crises(lasting, CALENDAR, run) == (Spell(0, CALENDAR.horizon),)
