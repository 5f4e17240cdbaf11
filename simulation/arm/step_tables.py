"""Levers as step tables: the value of each lever at each target, from each date on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from simulation.calendar_time import Calendar, add_months
from simulation.config.levers import LEVERS
from simulation.config.policy import Policy, Setting
from simulation.config.section import Estimate
from simulation.config.settings import acts_on, targets
from simulation.config.world import World
from simulation.units import TICKS_PER_DAY, UNLIMITED, ratio, ticks_from_days, ticks_from_months

CHOICES = {choice: number for lever in LEVERS.values() for number, choice in enumerate(lever.choices)}
"""Choices on their grids, in the order in which levers name them; what two levers share means the same to both."""

Value = float | int | str


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one lever at one target."""

    tick: int
    """When."""

    lever: str
    """Which lever."""

    target: int
    """Index of what the lever is aimed at, in declared order; 0 for a lever that acts everywhere."""

    value: int
    """The new value on the lever's grid."""

    current: bool = False
    """Whether what is under way changes with it, where the lever leaves the choice."""


@dataclass(frozen=True, slots=True)
class StepTable:
    """All levers of one arm: where they stand at the start, and how they move."""

    opening: dict[str, tuple[int, ...]]
    """Values of the world, by lever and target: every arm of a scenario has the same first day."""

    steps: tuple[Step, ...]
    """Changes in order of (tick, lever, target), from one tick after the start on; none that changes nothing."""


@dataclass(frozen=True, slots=True)
class _Dial:
    """How one lever is read from a world, and put on its grid."""

    base: Callable[[World], list[Value]]
    grid: Callable[[float], int]


def _count(value: float) -> int:
    return UNLIMITED if value >= UNLIMITED else round(value)


def _weeks(value: float) -> int:
    return UNLIMITED if value >= UNLIMITED else ticks_from_days(7 * value)


def _weeks_or_none(value: float) -> int:
    return ticks_from_days(7 * value) if value > 0 else 0


def _days(value: float) -> int:
    return round(value * TICKS_PER_DAY)


def _or(missing: float, estimate: Estimate[float] | Estimate[int] | None) -> float:
    return missing if estimate is None else estimate.value


_DIALS: dict[str, _Dial] = {
    "consideration": _Dial(lambda w: [w.assignment.consideration], _count),
    "priorities": _Dial(lambda w: [w.assignment.priorities], _count),
    "slate_weeks": _Dial(lambda w: [w.assignment.slate_weeks], _weeks_or_none),
    "cover": _Dial(lambda w: [w.assignment.cover], _count),
    "time_to_fill_mean_days": _Dial(
        lambda w: [c.hiring.time_to_fill_mean_days.value for c in w.components.values()], ticks_from_days
    ),
    "requisition_slots": _Dial(
        lambda w: [_or(UNLIMITED, c.hiring.requisition_slots) for c in w.components.values()], _count
    ),
    "hiring_freeze": _Dial(lambda w: ["none" for _ in w.components], _count),
    "anticipation_share": _Dial(lambda w: [_or(0, c.hiring.anticipation_share) for c in w.components.values()], ratio),
    "accession_intake_per_year": _Dial(lambda w: [p.intake_per_year.value for p in w.accession_plans.values()], ratio),
    "temporary_positions": _Dial(lambda w: [0 for _ in w.temporary_positions], _count),
    "class_every_weeks": _Dial(lambda w: [_or(UNLIMITED, c.class_every_weeks) for c in w.courses.values()], _weeks),
    "duration_weeks": _Dial(lambda w: [c.duration_weeks.value for c in w.courses.values()], _weeks),
    "grace_days": _Dial(lambda w: [_or(0, c.grace_days) for c in w.courses.values()], _days),
    "retention_incentive_share": _Dial(lambda w: [0 for _ in w.components], ratio),
    "seats_per_class": _Dial(lambda w: [c.seats_per_class.value for c in w.courses.values()], _count),
    "pass_probability": _Dial(lambda w: [c.pass_probability.value for c in w.courses.values()], ratio),
    "tour_months": _Dial(
        lambda w: [_or(UNLIMITED, t.months) for t in w.tours.values()],
        lambda months: UNLIMITED if months >= UNLIMITED else ticks_from_months(months),
    ),
    "overlap_days": _Dial(lambda w: [_or(0, t.overlap_days) for t in w.tours.values()], _days),
    "search_lead_days": _Dial(lambda w: [_or(0, c.hiring.search_lead_days) for c in w.components.values()], _days),
    "extension_incentive_share": _Dial(lambda w: [0 for _ in w.tours], ratio),
    "work_factor": _Dial(lambda w: [1.0 for _ in w.functions], ratio),
    "funded_share": _Dial(lambda w: [w.establishment.funded_share.value], ratio),
    "growth_cap_per_year": _Dial(lambda w: [w.establishment.growth_cap_per_year.value], ratio),
    "reduction_cap_per_year": _Dial(lambda w: [w.establishment.reduction_cap_per_year.value], ratio),
    "ceiling_positions": _Dial(lambda w: [_or(UNLIMITED, w.establishment.ceiling_positions)], _count),
    "programming_lag_months": _Dial(lambda w: [w.establishment.programming_lag_months.value], _count),
}


def _dated_by_the_world(lever: str, target: str, world: World) -> list[Setting]:
    """Return what the world itself changes: freezes, which a policy may set aside, and the hours of case work."""
    if lever == "work_factor":
        return _work_changes(target, world)
    if lever != "hiring_freeze":
        return []
    return [
        Setting.model_validate(
            {
                "lever": lever,
                "change": "set",
                "value": "external_and_transfers" if freeze.transfers else "external",
                "from": freeze.start,
                "until": freeze.until,
            }
        )
        for freeze in world.components[target].hiring.freezes
    ]


def _work_changes(function: str, world: World) -> list[Setting]:
    """Return the dated changes in the hours of a function's case work."""
    return [
        Setting.model_validate(
            {
                "lever": "work_factor",
                "change": "multiply",
                "value": change.factor.value,
                "from": change.start,
                "until": change.until,
                "ramp_months": change.ramp_months,
            }
        )
        for change in world.demand.work_changes
        if change.function in {None, function}
    ]


def _settings(lever: str, target: str, world: World, policy: Policy) -> list[Setting]:
    """Return all that moves a lever at a target; of what is set for the same time, the last counts."""
    decided = [
        setting
        for setting in policy.settings
        if setting.lever == lever
        and target in (setting.where or {"": target}).values()
        and acts_on(lever, target, world)
    ]
    return _dated_by_the_world(lever, target, world) + decided


def _months_in(setting: Setting, day: date) -> int:
    """Return how many monthly steps of a ramp have been taken on `day`; the first is taken on the first day."""
    taken = (day.year - setting.start.year) * 12 + day.month - setting.start.month + 1
    return min(taken, setting.ramp_months)


def _in_force(setting: Setting, day: date) -> float:
    """Return the part of a setting in force on `day`, from 0 to 1."""
    if day < setting.start or (setting.until is not None and day >= setting.until):
        return 0.0
    return _months_in(setting, day) / setting.ramp_months if setting.ramp_months else 1.0


def _value(base: Value, settings: list[Setting], day: date) -> Value:
    """Return a lever's value on `day`: what is set, then what multiplies, then what is added."""
    value = base
    for setting in settings:
        if setting.change == "set" and _in_force(setting, day):
            value = setting.value
    if isinstance(value, str) or value == UNLIMITED:
        return value
    for setting in settings:
        if setting.change == "multiply":
            value *= 1.0 + (float(setting.value) - 1.0) * _in_force(setting, day)
    for setting in settings:
        if setting.change == "add":
            value += float(setting.value) * _in_force(setting, day)
    return value


def _on_grid(lever: str, value: Value) -> int:
    if isinstance(value, str):
        return CHOICES[value]
    bounds = LEVERS[lever].bounds
    if bounds and value < UNLIMITED:
        value = min(max(value, bounds[0]), bounds[1])
    return _DIALS[lever].grid(value)


def _dates(settings: list[Setting]) -> list[date]:
    """Return the days on which any of the settings may change a value."""
    days: set[date] = set()
    for setting in settings:
        days.add(setting.start)
        days.update(add_months(setting.start, month) for month in range(1, setting.ramp_months))
        if setting.until is not None:
            days.add(setting.until)
    return sorted(days)


def step_table(world: World, policy: Policy, calendar: Calendar) -> StepTable:
    """Compile a policy's settings over a world's values.

    Parameters
    ----------
    world
        The world, scenario applied.
    policy
        The policy, checked against it.
    calendar
        The period simulated.
    """
    opening: dict[str, tuple[int, ...]] = {}
    steps: list[Step] = []
    for lever, dial in _DIALS.items():
        values = []
        for target, (name, base) in enumerate(zip(targets(LEVERS[lever], world), dial.base(world), strict=True)):
            settings = _settings(lever, name, world, policy)
            now = _on_grid(lever, base)
            values.append(now)
            for day in [calendar.start, *(day for day in _dates(settings) if calendar.start < day < calendar.end)]:
                value = _on_grid(lever, _value(base, settings, day))
                if value != now:
                    current = any(s.applies_to == "current" and day in _dates([s]) for s in settings)
                    steps.append(Step(max(1, calendar.tick(day)), lever, target, value, current))
                    now = value
        opening[lever] = tuple(values)
    order = list(_DIALS)
    return StepTable(opening, tuple(sorted(steps, key=lambda s: (s.tick, order.index(s.lever), s.target))))
