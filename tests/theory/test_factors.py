"""What multiplies hazards: overwork, hardship, the labour market, and pay."""

from datetime import date

import numpy as np
import pytest

from theory.reductions import (
    START,
    agrees,
    headcount,
    in_post,
    peopled,
    post_tree,
    row,
    runs_of,
    stock_tree,
    total,
    years_at,
)
from worlds import arm, assumed, hazards, world_of

ONE_POINT_EIGHT = {
    "economy": {"economy": [{"from": date(1990, 1, 1), "factor": 1.8, "source": "assumed"}]},
    "overload": {"overload": {"bands": [{"from_ratio": 0.0, "factor": 1.8}], "source": "assumed"}},
    "hardship": {},
    "rates": {},
}


@pytest.mark.parametrize("name", ONE_POINT_EIGHT)
def test_a_constant_factor_is_a_faster_rate(name):
    """Quits of 0.1 and transfers of 0.05 a year, 1.8 times: exp(-0.27 t); who is made to leave is not hurried."""
    times = 1.8 if name == "rates" else 1.0
    tree = post_tree(4, 400)
    tree["attrition"]["people"] = {
        "quit": hazards((0.0, 0.1 * times)),
        "retire": hazards((0.0, 0.0)),
        "transfer": hazards((0.0, 0.05 * times)),
        "involuntary": hazards((0.0, 0.05)),
    } | ONE_POINT_EIGHT[name]
    if name == "hardship":
        tree["regions"]["ONLY"]["units"]["office"]["hardship_factor"] = assumed(1.8)
    an_arm = peopled(arm(world_of(tree)), [in_post(n) for n in range(400)])
    records = list(runs_of(an_arm, 420, 72))
    for years in (1, 4):
        exact = np.exp(-0.32 * years_at(an_arm.world, 12 * years))
        agrees([headcount(record, 12 * years) / 400 for record in records], exact)
    shares = [total(record, "involuntary_losses") / 400 for record in records]
    agrees(shares, 0.05 / 0.32 * (1 - exact), 0.025)


def test_a_factor_that_changes_acts_while_it_lasts():
    """Twice the rate in the second year, half of it in the third: exp(-h (1 + 2 + 0.5))."""
    tree = stock_tree(3, quit=hazards((0.0, 0.2)))
    stretches = ((date(2025, 10, 1), 2.0), (date(2026, 10, 1), 0.5))
    economy = [{"from": day, "factor": factor, "source": "assumed"} for day, factor in stretches]
    tree["attrition"]["people"] = tree["attrition"]["people"] | {"economy": economy}
    records = list(runs_of(peopled(arm(world_of(tree)), [row(n) for n in range(500)]), 430, 44))
    first, second, third = (years_at(world_of(tree), months) for months in (12, 24, 36))
    agrees([headcount(r, 24) / 500 for r in records], np.exp(-0.2 * (first + 2 * (second - first))))
    agrees([headcount(r, 36) / 500 for r in records], np.exp(-0.2 * (2 * second - first + (third - second) / 2)))


@pytest.mark.parametrize("elasticity", [0.0, 1.5])
def test_an_incentive_slows_quits_by_its_elasticity(elasticity):
    """A quarter more pay: rate x 1.25 ** -1.5 = 0.715542, from the second month on; x 1 without elasticity."""
    tree = stock_tree(4, quit=hazards((0.0, 0.3)))
    tree["attrition"]["people"] = tree["attrition"]["people"] | {"incentive_elasticity": assumed(elasticity)}
    world = world_of(tree)
    lever = {"lever": "retention_incentive_share", "change": "set", "value": 0.25, "from": START}
    an_arm = peopled(arm(world, lever), [row(n) for n in range(500)])
    month, end = years_at(world, 1), years_at(world, 48)
    exact = np.exp(-0.3 * (month + 1.25**-elasticity * (end - month)))
    agrees([headcount(record, 48) / 500 for record in runs_of(an_arm, 440, 60)], exact)
