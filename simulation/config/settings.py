"""Do a policy's settings make sense, by themselves and in the world they act on."""

from collections.abc import Iterable, Iterator, Mapping

from simulation.config.levers import LEVERS, Lever
from simulation.config.messages import DATE, describe
from simulation.config.policy import Policy, Setting
from simulation.config.references import FIRST_YEAR, LAST_YEAR, Finding, unknown
from simulation.config.tree import KEY, Key
from simulation.config.world import World


def check_policy(policy: Policy) -> Iterator[Finding]:
    """Yield what is wrong with a policy in any world."""
    for index, setting in enumerate(policy.settings):
        here: tuple[Key, ...] = ("settings", index)
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
        here: tuple[Key, ...] = ("settings", index)
        lever = LEVERS.get(setting.lever)
        if lever is not None:
            yield from _check_target(setting, lever, world, here)
        if setting.start >= world.time.end:
            message = f"found {setting.start}, not before the end of the period simulated ({world.time.end})"
            yield Finding((*here, "from"), message)


def _check_aim(setting: Setting, lever: Lever, here: tuple[Key, ...]) -> Iterator[Finding]:
    for key in setting.where:
        if key != lever.aimed_at:
            expected = f"expected '{lever.aimed_at}'" if lever.aimed_at else "leave 'where' out"
            kind = f"is aimed at a {lever.aimed_at}" if lever.aimed_at else "acts everywhere at once"
            yield Finding((*here, "where", key, KEY), f"{lever.name} {kind}, not at a '{key}'; {expected}")


def _check_value(setting: Setting, lever: Lever, here: tuple[Key, ...]) -> Iterator[Finding]:
    value = setting.value
    if lever.choices:
        legal = " or ".join(f"'{choice}'" for choice in lever.choices)
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


def _check_dates(setting: Setting, here: tuple[Key, ...]) -> Iterator[Finding]:
    for key, day in (("from", setting.start), ("until", setting.until)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Finding((*here, key), f"found {day}; expected {DATE}, between {FIRST_YEAR} and {LAST_YEAR}")
    if setting.until is not None and setting.until <= setting.start:
        yield Finding((*here, "until"), f"found {setting.until}; expected a date after 'from' ({setting.start})")
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


def _check_target(setting: Setting, lever: Lever, world: World, here: tuple[Key, ...]) -> Iterator[Finding]:
    declared: Mapping[str, Iterable[str]] = {
        "course": world.courses,
        "component": world.components,
        "tour": world.tours,
    }
    names = list(declared.get(lever.aimed_at, ()))
    if lever.aimed_at in setting.where:
        name = setting.where[lever.aimed_at]
        if name not in names:
            yield Finding((*here, "where", lever.aimed_at), unknown(lever.aimed_at, name, names))
            return
        names = [name]
    if lever.aimed_at and all(_unbounded(setting, name, world) for name in names):
        missing = {"course": "course", "tour": "planned end", "component": "limit"}[lever.aimed_at]
        where = f"'{names[0]}'" if len(names) == 1 else "this world"
        message = f"{where} has no {missing}, so {lever.name} has nothing to {setting.change}"
        yield Finding((*here, "lever"), message)


def _unbounded(setting: Setting, name: str, world: World) -> bool:
    """Return True if a target has no value for the lever to act on."""
    if setting.lever == "tour_months":
        return world.tours[name].months is None
    if setting.lever == "requisition_slots":
        return setting.change != "set" and world.components[name].requisition_slots is None
    return False
