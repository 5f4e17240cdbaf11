"""Small worlds to test with, as dictionaries that tests change before they are read."""

from copy import deepcopy
from datetime import date
from typing import Any

from simulation.arm import Arm
from simulation.arm.arm import compose
from simulation.config.experiment import Threshold
from simulation.config.hiring import Hiring
from simulation.config.policy import Policy
from simulation.config.world import World


def assumed(value: Any) -> dict[str, Any]:
    """Return an estimate without a source."""
    return {"value": value, "source": "assumed"}


def component(**changes: Any) -> dict[str, Any]:
    """Return a component whose people come after 60 days and stay for one tour in two."""
    hiring = {
        "time_to_fill_mean_days": assumed(60.0),
        "time_to_fill_cv": assumed(0.5),
        "selected_after_share": assumed(0.5),
    }
    hiring |= {name: changes.pop(name) for name in list(changes) if name in Hiring.model_fields}
    return {
        "label": "Military",
        "hiring": hiring,
        "entry_service_years": [8.0, 16.0],
        "entry_service_source": "assumed",
        "entry_level": "basic",
        "stay_after_tour_probability": assumed(0.5),
        "opening_fill_share": assumed(0.85),
        "opening_certified_share": assumed(0.7),
    } | changes


def hazards(*bands: tuple[float, float]) -> dict[str, Any]:
    """Return a hazard table of (from_years, per_year) bands."""
    return {"bands": [{"from_years": a, "per_year": r} for a, r in bands], "source": "assumed"}


def unit(count: int = 1, **positions: int) -> dict[str, Any]:
    """Return units alike, with so many military (`officers`) and civilian positions each."""
    kinds = {
        "officers": {"component": "military", "tour": "abroad", "priority": 3},
        "civilians": {"component": "civilian", "tour": "home", "priority": 5},
    }
    groups = [
        {"function": "operations", "level": "expert", "count": number, **kinds[kind]}
        for kind, number in positions.items()
    ]
    return {"label": "Office", "count": count, "positions": groups}


SMALL: dict[str, Any] = {
    "kind": "world",
    "title": "A small world",
    "description": "Two regions and a headquarters, for tests.",
    "time": {"start": date(2024, 10, 1), "end": date(2030, 10, 1)},
    "functions": {"operations": {"label": "Operations"}, "planning": {"label": "Planning"}},
    "levels": ["basic", "expert"],
    "components": {
        "military": component(),
        "civilian": component(label="Civilian", stay_after_tour_probability=assumed(1.0)),
    },
    "tours": {
        "abroad": {"label": "Abroad", "months": assumed(24.0), "relocation_days": assumed(30.0)},
        "home": {"label": "Home", "relocation_days": assumed(7.0)},
    },
    "regions": {
        "NORTH": {"label": "North", "units": {"office": unit(3, officers=3, civilians=1), "post": unit(officers=1)}},
        "SOUTH": {"label": "South", "units": {"office": unit(2, officers=4)}},
        "HQ": {
            "label": "Headquarters",
            "units": {
                "staff": {
                    "label": "Staff",
                    "positions": [
                        {
                            "function": "planning",
                            "component": "civilian",
                            "level": "basic",
                            "tour": "home",
                            "count": 5,
                        },
                    ],
                }
            },
        },
    },
    "demand": {
        "opening_unfunded_share": assumed(0.1),
        "case_classes": {
            "sales": {
                "label": "Sales",
                "function": "operations",
                "bundle_cases": 2,
                "opening_cases": assumed(300.0),
                "new_cases_per_year": assumed(60.0),
                "growth": {"path": "exponential", "per_year": assumed(0.04)},
                "life_mean_years": assumed(5.0),
                "life_cv": assumed(0.8),
                "region_shares": assumed({"NORTH": 0.6, "SOUTH": 0.4}),
            }
        },
        "direct": [
            {
                "region": "HQ",
                "unit": "staff",
                "function": "planning",
                "positions_by_fiscal_year": {2025: 5.0, 2028: 6.5},
                "source": "assumed",
            }
        ],
    },
    "establishment": {
        "review_months": 12,
        "programming_lag_months": assumed(18),
        "funded_share": assumed(0.95),
        "growth_cap_per_year": assumed(0.05),
        "reduction_cap_per_year": assumed(0.05),
    },
    "courses": {
        "school": {
            "label": "School",
            "function": "operations",
            "confers": "expert",
            "first_class": date(2024, 10, 7),
            "class_every_weeks": assumed(8),
            "duration_weeks": assumed(6.0),
            "seats_per_class": assumed(3),
            "pass_probability": assumed(0.85),
            "attempts": 2,
        }
    },
    "assignment": {"consideration": "own_region", "uncertified_output": assumed(0.6)},
    "proficiency": {"start_share": assumed(0.5), "ramp_months": assumed(6)},
    "attrition": {
        "military": {"quit": hazards((0.0, 0.03), (3.0, 0.06)), "retire": hazards((0.0, 0.0), (20.0, 0.15))},
        "civilian": {"quit": hazards((0.0, 0.08), (2.0, 0.04)), "retire": hazards((0.0, 0.0), (30.0, 0.2))},
    },
}
"""A legal world in which every mechanism works."""


def course(**changes: Any) -> dict[str, Any]:
    """Return a course of six weeks every eight weeks, with three seats, that certifies nothing by itself."""
    return {
        "label": "Course",
        "first_class": date(2024, 10, 7),
        "class_every_weeks": assumed(8),
        "duration_weeks": assumed(6.0),
        "seats_per_class": assumed(3),
        "pass_probability": assumed(0.85),
        "attempts": 2,
    } | changes


def full_tree() -> dict[str, Any]:
    """Return the small world with everything in it that a world may have."""
    tree = people_tree()
    ask_more(tree)
    return tree


def people_tree() -> dict[str, Any]:
    """Return the small world with everything in it that a world may have of people, schools and tours."""
    tree = deepcopy(SMALL)
    military, civilian = tree["components"]["military"], tree["components"]["civilian"]
    military["hiring"] |= {"service_fill_share": assumed(0.95), "failure_probability": assumed(0.1)}
    civilian["hiring"] |= {
        "internal_days": assumed(20.0),
        "failure_probability": assumed(0.2),
        "expected_losses_per_year": assumed(2.5),
        "anticipation_share": assumed(1.0),
        "requisition_slots": assumed(4),
        "freezes": [
            {"from": date(2025, 3, 1), "until": date(2026, 1, 1), "transfers": True, "source": "assumed"},
            {"from": date(2028, 3, 15), "until": date(2028, 6, 1), "source": "assumed"},
        ],
    }
    tree["components"] |= {
        "local": component(label="Locally employed", rotates=False, opening_certified_share=assumed(0.2)),
        "contractor": component(label="Contractor", governmental=False, time_to_fill_mean_days=assumed(30.0)),
    }
    tree["functions"]["teaching"] = {"label": "Teaching", "inherently_governmental": True}
    office = tree["regions"]["SOUTH"]["units"]["office"]
    office["hardship_factor"] = assumed(1.3)
    office["positions"] += [
        {"function": "planning", "component": "local", "level": "expert", "tour": "home", "count": 2},
        {
            "function": "operations",
            "component": "civilian",
            "level": "expert",
            "tour": "abroad",
            "count": 1,
            "may_fill": [
                {"component": "military"},
                {"component": "civilian", "levels_below": 1, "output": assumed(0.7)},
            ],
        },
    ]
    tree["regions"]["HQ"]["units"]["faculty"] = {
        "label": "Faculty",
        "positions": [
            {
                "function": "teaching",
                "component": "military",
                "level": "basic",
                "tour": "abroad",
                "priority": 1,
                "count": 3,
            }
        ],
    }
    tree["demand"]["direct"] += [
        {"region": "HQ", "unit": "faculty", "function": "teaching", "positions_by_fiscal_year": {2025: 3.3}},
        {"region": "SOUTH", "unit": "office", "function": "planning", "positions_by_fiscal_year": {2025: 2.2}},
    ]
    for direct in tree["demand"]["direct"]:
        direct["source"] = "assumed"
    tree["courses"] = {
        "language": course(seats_per_class=assumed(6)),
        "school": course(
            function="operations",
            confers="expert",
            requires=["language"],
            minimum_class=assumed(2),
            seats_per_class=assumed(6),
            instructors={"region": "HQ", "unit": "faculty", "function": "teaching", "needed": 2},
            grace_days=assumed(120.0),
            during_tour=True,
            valid_years=assumed(2.0),
            obligation_months=assumed(12.0),
        ),
        "planners": course(
            function="planning",
            confers="expert",
            class_dates=[date(2024, 9, 2), date(2024, 10, 1), date(2025, 2, 3), date(2026, 2, 2), date(2028, 7, 3)],
            first_class=None,
            class_every_weeks=None,
            during_tour=True,
            duration_weeks=assumed(3.0),
        ),
    }
    tree["accession_plans"] = {
        "area_officers": {
            "label": "Area officers",
            "component": "military",
            "region": "NORTH",
            "intake_per_year": assumed(2.5),
            "intake_law": "poisson",
            "courses": ["language", "school"],
        },
        "interns": {
            "label": "Interns",
            "component": "civilian",
            "region": "HQ",
            "intake_per_year": assumed(1.5),
            "intake_law": "fixed",
        },
    }
    tree["temporary_positions"] = {
        "surge_team": {
            "label": "Surge team",
            "component": "contractor",
            "function": "operations",
            "level": "basic",
            "tour": "home",
            "activation_days": assumed(30.0),
            "cap": assumed(4),
        }
    }
    tree["proficiency"] |= {"earlier_tour_head_start_months": assumed(2), "overlap_head_start_ratio": assumed(2.0)}
    rotate(tree)
    tree["attrition"]["military"] |= {"notice_days": assumed(60.0), "entry_obligation_years": assumed(1.0)}
    tree["attrition"]["civilian"] |= {
        "transfer": hazards((0.0, 0.05)),
        "involuntary": hazards((0.0, 0.02)),
        "notice_days": assumed(30.0),
        "incentive_elasticity": assumed(1.5),
        "overload": {
            "bands": [{"from_ratio": 0.0, "factor": 0.9}, {"from_ratio": 1.2, "factor": 1.8}],
            "source": "assumed",
        },
        "economy": [
            {"from": date(2024, 1, 1), "factor": 1.1, "source": "assumed"},
            {"from": date(2027, 5, 10), "factor": 0.6, "source": "assumed"},
        ],
        "pulses": [{"on": date(2025, 4, 15), "cause": "involuntary", "share": assumed(0.3)}],
    }
    tree["attrition"] |= {
        "local": {"quit": hazards((0.0, 0.1)), "retire": hazards((0.0, 0.0))},
        "contractor": {"quit": hazards((0.0, 0.3)), "retire": hazards((0.0, 0.0))},
    }
    return tree


def rotate(tree: dict[str, Any]) -> None:
    """Have tours of a world end in summer, be extended and cut short, and successors be looked for ahead."""
    military, civilian = tree["components"]["military"], tree["components"]["civilian"]
    military["hiring"]["search_lead_days"] = assumed(150.0)
    civilian["hiring"]["search_lead_days"] = assumed(240.0)
    military |= {"headquarters_after_tour_share": assumed(0.2), "alumnus_probability": assumed(0.3)}
    civilian["abroad_limit"] = {
        "years": assumed(2.5),
        "reset_years": assumed(1.0),
        "least_tour_months": assumed(6.0),
    }
    tree["tours"]["abroad"] |= {
        "season_months": [5, 6, 7, 8],
        "season_share": assumed(0.5),
        "overlap_days": assumed(20.0),
        "extension_probability": assumed(0.2),
        "extension_months": assumed(8.0),
        "extension_incentive_elasticity": assumed(1.0),
        "curtailment_probability": assumed(0.15),
        "curtailment_days": assumed(90.0),
    }
    tree["regions"]["HQ"]["headquarters"] = True
    for unit_at_home in tree["regions"]["HQ"]["units"].values():
        unit_at_home["at_home"] = True


def ask_more(tree: dict[str, Any]) -> None:
    """Have cases go through phases, some of them at headquarters, and reviews meet ceilings, caps and approval."""
    sales = tree["demand"]["case_classes"]["sales"]
    for key in ("function", "life_mean_years", "life_cv"):
        del sales[key]
    hours = {"offer": ("planning", "headquarters", 1.0), "execution": ("operations", "unit", 3.0)}
    sales["phases"] = {
        name: {
            "function": function,
            "where": where,
            "mean_years": assumed(years),
            "cv": assumed(0.6),
            "hours_per_month": assumed(2.0),
        }
        for name, (function, where, years) in hours.items()
    }
    sales |= {
        "growth": {"path": "autoregressive", "per_year": assumed(0.04), "persistence": assumed(0.5)}
        | {"volatility": assumed(0.1)},
        "season_factors": assumed([1.0] * 9 + [2.0] * 3),
        "overdispersion_cv": assumed(0.3),
        "case_value": {"median_dollars": assumed(2e6), "sigma": assumed(1.0), "effort_elasticity": assumed(0.3)},
    }
    tree["demand"]["direct"][0]["positions_by_fiscal_year"] = {2025: 3.0, 2028: 4.0}
    tree["demand"] |= {
        "crisis": {
            "begins_per_year": assumed(0.2),
            "ends_per_year": assumed(0.8),
            "first_day": "stationary",
            "region_factors": assumed({"NORTH": 1.6}),
        },
        "work_changes": [{"from": date(2026, 1, 1), "until": date(2027, 1, 1), "factor": assumed(1.1)}],
    }
    tree["regions"]["NORTH"]["units"]["post"]["minimum_manning"] = assumed({"operations": 1.0})
    tree["establishment"] |= {
        "requirement_seen": "mean",
        "requirement_known": "trend",
        "approval_months": assumed(4),
        "ceiling_positions": assumed(36),
        "office_cap": {"component": "military", "positions": assumed(4)},
    }
    tree["assignment"] |= {"cover": "empty", "cover_efficiency": assumed(0.5)}
    tree["regions"]["NORTH"]["units"]["post"]["positions"][0]["headquarters_priority"] = 1


SURGE_TEAM = {"lever": "temporary_positions", "change": "set", "value": 3, "from": date(2026, 1, 1)}
"""A policy that brings in temporary positions in the full world."""


def full(*changes: tuple[str, Any]) -> World:
    """Return the full world with values at dotted paths replaced."""
    return world_of(full_tree(), *changes)


def small(*changes: tuple[str, Any]) -> World:
    """Return the small world with values at dotted paths replaced."""
    return world_of(SMALL, *changes)


def world_of(tree: dict[str, Any], *changes: tuple[str, Any]) -> World:
    """Return a world from a tree with values at dotted paths replaced."""
    tree = deepcopy(tree)
    for path, value in changes:
        *parents, last = path.split(".")
        node = tree
        for parent in parents:
            node = node[parent]
        node[last] = value
    return World.model_validate(tree)


def policy(*settings: dict[str, Any]) -> Policy:
    """Return a policy with the given settings."""
    return Policy.model_validate(
        {"kind": "policy", "title": "Policy", "description": "For tests.", "settings": list(settings)}
    )


def arm(world: World | None = None, *settings: dict[str, Any], name: str = "status_quo") -> Arm:
    """Return the arm of a policy with the given settings in a world; the small one if none is given."""
    breach = Threshold(shortfall_share=0.15, sustained_months=3)
    return compose(world or small(), policy(*settings), breach, scenario="baseline", name=name)
