"""Do a policy's settings make sense, by themselves and in the world they act on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from simulation.config.findings import (
    FIRST_YEAR,
    LAST_YEAR,
    Finding,
    Location,
    check_before_end,
    has_headquarters_priorities,
    unknown,
)
from simulation.config.levers import LEVERS, Lever
from simulation.config.messages import DATE, describe
from simulation.config.policy import Policy, Setting
from simulation.config.tree import KEY
from simulation.config.world import World

_AIMS: Final = {"plan": "accession plan", "temporary": "section of temporary positions"}
"""What a lever may be aimed at, where the key does not say it all."""

_PRESUPPOSED: Final[dict[str, tuple[str, Callable[[World, str], object]]]] = {
    "priorities": ("headquarters_priority", lambda world, _: has_headquarters_priorities(world) or None),
    "cover": ("cover_efficiency", lambda world, _: world.assignment.cover_efficiency),
    "tour_months": ("planned end", lambda world, name: world.tours[name].months),
    "class_every_weeks": ("series of classes", lambda world, name: world.courses[name].class_every_weeks),
    "grace_days": ("'during_tour: true'", lambda world, name: world.courses[name].during_tour or None),
    "overlap_days": (
        "component with search_lead_days",
        lambda world, _: any(component.hiring.search_lead_days for component in world.components.values()) or None,
    ),
    "extension_incentive_share": (
        "extension_incentive_elasticity",
        lambda world, name: world.tours[name].extension_incentive_elasticity,
    ),
    "anticipation_share": (
        "expected_losses_per_year",
        lambda world, name: world.components[name].hiring.expected_losses_per_year,
    ),
    "retention_incentive_share": (
        "incentive_elasticity",
        lambda world, name: world.attrition[name].incentive_elasticity,
    ),
    "work_factor": ("case work", lambda world, name: name if name in world.demand.functions_of_cases() else None),
}
"""What a lever needs of its target, in words and in the world; None if the target has it not."""

_LIMITS: Final[dict[str, Callable[[World, str], object]]] = {
    "requisition_slots": lambda world, name: world.components[name].hiring.requisition_slots,
    "ceiling_positions": lambda world, _: world.establishment.ceiling_positions,
}
"""Limits that a world may leave out; None if it does, and then there is nothing to multiply or to add to."""


def check_policy(policy: Policy) -> Iterator[Finding]:
    """Yield what is wrong with a policy in any world."""
    for index, setting in enumerate(policy.settings):
        here: Location = ("settings", index)
        lever = LEVERS.get(setting.lever)
        if lever is None:
            yield Finding((*here, "lever"), unknown("lever", setting.lever, LEVERS))
        else:
            yield from _check_aim(setting, lever, here)
            yield from _check_value(setting, lever, here)
        yield from _check_dates(setting, here)
    yield from _check_conflicts(policy)


def check_policy_in(policy: Policy, world: World) -> Iterator[Finding]:
    """Yield what is wrong with a policy, itself sound, in one world."""
    for index, setting in enumerate(policy.settings):
        here: Location = ("settings", index)
        lever = LEVERS.get(setting.lever)
        if lever is not None:
            yield from _check_target(setting, lever, world, here)
        yield from check_before_end(setting.start, world, (*here, "from"))


def acts_on(lever: str, target: str, world: World) -> bool:
    """Return True if a target has what a lever acts on; whatever is set there, it does not act otherwise."""
    return lever not in _PRESUPPOSED or _PRESUPPOSED[lever][1](world, target) is not None


def targets(lever: Lever, world: World) -> Iterable[str]:
    """Return the names of all that a lever may be aimed at, in declared order; one empty name for everywhere."""
    declared: Mapping[str, Iterable[str]] = {
        "course": world.courses,
        "component": world.components,
        "tour": world.tours,
        "plan": world.accession_plans,
        "temporary": world.temporary_positions,
        "function": world.functions,
        "": [""],
    }
    return declared[lever.aimed_at]


def _check_aim(setting: Setting, lever: Lever, here: Location) -> Iterator[Finding]:
    for key in setting.where:
        if key != lever.aimed_at:
            expected = f"expected '{lever.aimed_at}'" if lever.aimed_at else "leave 'where' out"
            kind = f"is aimed at {_with_article(_aim(lever))}" if lever.aimed_at else "acts everywhere at once"
            yield Finding((*here, "where", key, KEY), f"{lever.name} {kind}, not at a '{key}'; {expected}")


def _aim(lever: Lever) -> str:
    return _AIMS.get(lever.aimed_at, lever.aimed_at)


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _check_value(setting: Setting, lever: Lever, here: Location) -> Iterator[Finding]:
    value = setting.value
    if lever.choices:
        *others, last = (f"'{choice}'" for choice in lever.choices)
        legal = f"{', '.join(others)} or {last}"
        if value not in lever.choices:
            yield Finding((*here, "value"), f"found {describe(value)}; expected {legal}")
        if setting.change != "set":
            yield Finding((*here, "change"), f"found '{setting.change}'; {lever.name} is a choice: expected 'set'")
    elif isinstance(value, str):
        yield Finding((*here, "value"), f"found {describe(value)}; expected a number ({lever.unit})")
    elif setting.change == "multiply" and value < 0:
        yield Finding((*here, "value"), f"found {value:g}; expected a factor of at least 0")
    elif setting.change == "set" and lever.bounds and not lever.bounds[0] <= value <= lever.bounds[1]:
        low, high = lever.bounds
        message = f"found {value:g}; expected from {low:g} to {high:.10g} ({lever.unit})"
        yield Finding((*here, "value"), message)


def _check_dates(setting: Setting, here: Location) -> Iterator[Finding]:
    for key, day in (("from", setting.start), ("until", setting.until)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Finding((*here, key), f"found {day}; expected {DATE}, between {FIRST_YEAR} and {LAST_YEAR}")
    if setting.until is not None and setting.until <= setting.start:
        yield Finding((*here, "until"), f"found {setting.until}; expected a date after 'from' ({setting.start})")
    if setting.applies_to == "current" and setting.lever != "tour_months":
        message = f"only tour_months can change what is under way; leave it out: {LEVERS[setting.lever].binds}"
        yield Finding((*here, "applies_to"), message)
    if setting.ramp_months and setting.change == "set":
        message = "what is 'set' comes in at once; leave ramp_months out, or multiply or add"
        yield Finding((*here, "ramp_months"), message)


def _check_conflicts(policy: Policy) -> Iterator[Finding]:
    """Two values cannot be set for the same lever and target at the same time."""
    settings = policy.settings
    for later in range(len(settings)):
        for earlier in range(later):
            if _conflict(settings[earlier], settings[later]):
                message = (
                    f"settings[{earlier}] already sets {settings[later].lever} for the same target in that time; "
                    "let one end where the other begins, or remove one"
                )
                yield Finding(("settings", later, "lever"), message)
                break


def _conflict(one: Setting, other: Setting) -> bool:
    if one.lever != other.lever or one.change != "set" or other.change != "set":
        return False
    if one.where and other.where and one.where != other.where:
        return False
    return (other.until is None or one.start < other.until) and (one.until is None or other.start < one.until)


def _check_target(setting: Setting, lever: Lever, world: World, here: Location) -> Iterator[Finding]:
    names = list(targets(lever, world))
    if lever.aimed_at in setting.where:
        name = setting.where[lever.aimed_at]
        if name not in names:
            yield Finding((*here, "where", lever.aimed_at), unknown(_aim(lever), name, names))
            return
        names = [name]
    if all(lacking := [_lacking(setting, name, world) for name in names]):
        missing = lacking[0] if names else _aim(lever)
        where = f"'{names[0]}'" if len(names) == 1 and lever.aimed_at else "this world"
        message = f"{where} has no {missing}, so {lever.name} has nothing to {setting.change}"
        yield Finding((*here, "lever"), message)


def _lacking(setting: Setting, target: str, world: World) -> str:
    """Return what a target lacks for a setting to be of any effect; nothing if it lacks nothing."""
    if not acts_on(setting.lever, target, world):
        return _PRESUPPOSED[setting.lever][0]
    unlimited = setting.lever in _LIMITS and _LIMITS[setting.lever](world, target) is None
    return "limit" if unlimited and setting.change != "set" else ""
