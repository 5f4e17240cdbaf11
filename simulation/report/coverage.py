"""What the model leaves out so far, and what of it this run does not use, said in every report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from simulation.figures import wording

World = Mapping[str, Any]
"""A resolved world, as the run directory keeps it."""


@dataclass(frozen=True, slots=True)
class Omission:
    """One thing of the real world that the model does not have, or that this run leaves out."""

    what: str
    """Its name."""

    so_what: str
    """What its absence may do to the numbers."""


OMISSIONS: Final = (
    Omission(
        "The answer of casework to staffing",
        "Short offices do not work more slowly here, so backlogs do not build up and demand is not lost to others.",
    ),
    Omission("Policies that adapt", "Levers move on dates fixed beforehand, not on what a manager sees."),
    Omission("Cost", "Nothing is said about what a policy costs, so neither about what a dollar buys."),
    Omission("Cuts to relocation budgets", "Moves are not rationed, so tours are not stretched for want of money."),
    Omission("Fit of person and post", "Language, clearance and rank count for nothing, so anybody certified will do."),
)
"""What the model does not have; the list shortens as it grows."""

LOSSES_OF_2025: Final = Omission(
    "The civilian losses of 2025", "The first years may look better staffed than they were."
)
FREEZE_OF_2025: Final = Omission(
    "The hiring freeze of 2025", "Positions that fell empty then may be filled sooner here than they were."
)

YEAR: Final = 2025
"""Calendar year of these losses and this freeze."""


def omissions(worlds: Mapping[str, World], titles: Mapping[str, str]) -> list[Omission]:
    """Return what the model does not have, after what of the year 2025 the worlds of a run do not have.

    Parameters
    ----------
    worlds
        Resolved worlds by scenario.
    titles
        Titles of the scenarios reported; others are passed over.
    """
    reported = {title: worlds[name] for name, title in titles.items() if name in worlds}
    dated = (
        (LOSSES_OF_2025, [title for title, world in reported.items() if not _loses_people(world)]),
        (FREEZE_OF_2025, [title for title, world in reported.items() if not _freezes_hiring(world)]),
    )
    found = []
    for omission, where in dated:
        if where:
            place = "" if len(where) == len(reported) else f" (left out in {wording.listed(where)})"
            found.append(Omission(omission.what + place, omission.so_what))
    return [*found, *OMISSIONS]


def unused(worlds: Mapping[str, World], policies: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what the model has and no scenario or policy of a run makes use of, in words.

    Parameters
    ----------
    worlds
        Resolved worlds by scenario.
    policies
        Resolved policies by name; some of it comes by their levers.
    """
    levers = {setting["lever"] for policy in policies.values() for setting in policy.get("settings", [])}
    return [what for what, uses in _USES.items() if not any(uses(world, levers) for world in worlds.values())]


def _hirings(world: World) -> Iterator[Mapping[str, Any]]:
    for component in world.get("components", {}).values():
        yield component.get("hiring") or {}


def _parts(world: World, kind: str) -> Iterator[Mapping[str, Any]]:
    yield from world.get(kind, {}).values()


def _value(part: Mapping[str, Any], key: str) -> float:
    """Return an estimate of a part of a world, 0 if it says nothing."""
    value: float = (part.get(key) or {}).get("value") or 0.0
    return value


def _courses(world: World) -> Iterator[Mapping[str, Any]]:
    yield from world.get("courses", {}).values()


def _classes(world: World) -> Iterator[Mapping[str, Any]]:
    yield from ((world.get("demand") or {}).get("case_classes") or {}).values()


def _pulses(world: World) -> Iterator[Mapping[str, Any]]:
    for attrition in world.get("attrition", {}).values():
        yield from attrition.get("pulses") or []


def _freezes(world: World) -> Iterator[Mapping[str, Any]]:
    for hiring in _hirings(world):
        yield from hiring.get("freezes") or []


def _loses_people(world: World) -> bool:
    return any(_day(pulse["on"]).year == YEAR for pulse in _pulses(world))


def _freezes_hiring(world: World) -> bool:
    """Return whether a freeze touches the year, whichever of its two names the first day goes by."""
    return any(
        _day(freeze.get("from", freeze.get("start"))) < date(YEAR + 1, 1, 1)
        and _day(freeze["until"]) > date(YEAR, 1, 1)
        for freeze in _freezes(world)
    )


def _day(written: Any) -> date:
    """Return a date of the resolved inputs, which are kept as text."""
    return date.fromisoformat(str(written))


def _assigned(world: World, key: str) -> Any:
    """Return what a world says of assignment; worlds written before slates, priorities and cover have none of them."""
    return world.get("assignment", {}).get(key, {"slate_weeks": 0, "priorities": "own", "cover": "none"}[key])


def _may_fail(hiring: Mapping[str, Any]) -> bool:
    return bool((hiring.get("failure_probability") or {}).get("value"))


_USES: Final[dict[str, Callable[[World, set[str]], bool]]] = {
    "hiring freezes": lambda world, levers: "hiring_freeze" in levers or any(_freezes(world)),
    "slates": lambda world, levers: "slate_weeks" in levers or _assigned(world, "slate_weeks") > 0,
    "priorities set by a headquarters": lambda world, levers: (
        "priorities" in levers or _assigned(world, "priorities") == "headquarters"
    ),
    "cover between offices": lambda world, levers: "cover" in levers or _assigned(world, "cover") != "none",
    "requisitions that fail": lambda world, _: any(_may_fail(hiring) for hiring in _hirings(world)),
    "contractors and other temporary positions": lambda _, levers: "temporary_positions" in levers,
    "yearly accession plans": lambda world, _: bool(world.get("accession_plans")),
    "courses during a tour": lambda world, _: any(course.get("during_tour") for course in _courses(world)),
    "certificates that lapse": lambda world, _: any(course.get("valid_years") for course in _courses(world)),
    "losses on a date": lambda world, _: any(_pulses(world)),
    "seasons of demand": lambda world, _: any(cases.get("season_factors") for cases in _classes(world)),
    "crises of demand": lambda world, _: bool((world.get("demand") or {}).get("crisis")),
    "a search for successors ahead of time": lambda world, levers: (
        "search_lead_days" in levers or any(hiring.get("search_lead_days") for hiring in _hirings(world))
    ),
    "handover overlaps": lambda world, levers: (
        "overlap_days" in levers or any(_value(tour, "overlap_days") for tour in _parts(world, "tours"))
    ),
    "seasons of moves": lambda world, _: any(tour.get("season_months") for tour in _parts(world, "tours")),
    "extensions of tours": lambda world, _: any(
        _value(tour, "extension_probability") for tour in _parts(world, "tours")
    ),
    "curtailments of tours": lambda world, _: any(
        _value(tour, "curtailment_probability") for tour in _parts(world, "tours")
    ),
    "a limit on years abroad": lambda world, _: any(one.get("abroad_limit") for one in _parts(world, "components")),
    "alumni detailed again": lambda world, _: any(
        _value(one, "alumnus_probability") for one in _parts(world, "components")
    ),
    "a cap on offices": lambda world, _: bool((world.get("establishment") or {}).get("office_cap")),
    "a ceiling on positions": lambda world, levers: (
        "ceiling_positions" in levers or bool((world.get("establishment") or {}).get("ceiling_positions"))
    ),
    "phases of a case": lambda world, _: any(cases.get("phases") for cases in _classes(world)),
}
"""What the model has, and whether a world, or a policy by its lever, uses it."""
