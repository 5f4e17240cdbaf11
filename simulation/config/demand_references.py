"""Does what is asked of a world fit the rest of it: who works on cases where, and when things happen."""

from collections.abc import Iterator
from math import fsum
from typing import Final

from simulation.config.demand import CaseClass, Phase
from simulation.config.findings import (
    FIRST_YEAR,
    LAST_YEAR,
    Finding,
    Location,
    check_before_end,
    check_day,
    check_names,
    check_unit,
    unknown,
)
from simulation.config.growth import GrowthPath
from simulation.config.tree import KEY
from simulation.config.world import World

SHARES_TOLERANCE: Final = 1e-6
"""How far shares that should add up to 1 may be off."""


def check_headquarters(world: World) -> Iterator[Finding]:
    """Yield every headquarters after the first."""
    first, *others = [name for name, region in world.regions.items() if region.headquarters] or [""]
    for name in others:
        message = f"'{first}' is the headquarters already; keep one"
        yield Finding(("regions", name, "headquarters"), message)


def check_classes(world: World) -> Iterator[Finding]:
    """Yield what is wrong with classes of cases."""
    for name, case_class in world.demand.case_classes.items():
        here = ("demand", "case_classes", name)
        yield from check_names(case_class, {"function": world.functions}, here)
        yield from _check_growth(case_class.growth, world, (*here, "growth"))
        yield from _check_shares(world, case_class, (*here, "region_shares", "value"))
        for phase, section in case_class.phases.items():
            yield from _check_phase(section, world, (*here, "phases", phase))
        for index, surge in enumerate(case_class.surges):
            where = (*here, "surges", index)
            yield from check_names(surge, {"region": world.regions}, where)
            yield from check_day(surge.start, (*where, "from"))
            yield from check_before_end(surge.start, world, (*where, "from"))


def _check_growth(growth: GrowthPath, world: World, here: Location) -> Iterator[Finding]:
    if growth.midpoint is not None:
        yield from check_day(growth.midpoint, (*here, "midpoint"))
        if growth.midpoint < world.time.start:
            message = f"found {growth.midpoint}, before the first day ({world.time.start}), where the factor is 1"
            yield Finding((*here, "midpoint"), message)
    if growth.factors_by_fiscal_year is not None:
        yield from _check_years(growth.factors_by_fiscal_year.value, (*here, "factors_by_fiscal_year", "value"))


def _check_years(table: dict[int, float], here: Location) -> Iterator[Finding]:
    for year in table:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            message = f"found {year}; expected a fiscal year between {FIRST_YEAR} and {LAST_YEAR}"
            yield Finding((*here, year, KEY), message)


def _check_shares(world: World, case_class: CaseClass, here: Location) -> Iterator[Finding]:
    shares = case_class.region_shares.value
    total = fsum(shares.values())
    if abs(total - 1.0) > SHARES_TOLERANCE:
        yield Finding(here, f"the shares add up to {total:.6g}; expected 1")
    local = {phase.function: None for phase in case_class.stretches() if phase.where == "unit"}
    for region, share in shares.items():
        if region not in world.regions:
            yield Finding((*here, region, KEY), unknown("region", region, world.regions))
            continue
        lacking = [name for name in local if name in world.functions and not _does(world, region, name)]
        if share > 0 and lacking:
            message = f"no unit of '{region}' has positions in '{lacking[0]}'; add some, or make the share 0"
            yield Finding((*here, region), message)


def _does(world: World, region: str, function: str) -> bool:
    units = world.regions[region].units.values()
    return any(group.function == function for unit in units for group in unit.positions)


def _check_phase(phase: Phase, world: World, here: Location) -> Iterator[Finding]:
    yield from check_names(phase, {"function": world.functions}, here)
    if phase.where == "unit":
        return
    headquarters = [name for name, region in world.regions.items() if region.headquarters]
    if not headquarters:
        message = "no region is the headquarters; write 'headquarters: true' in the one that is"
        yield Finding((*here, "where"), message)
    elif phase.function in world.functions and not any(_does(world, name, phase.function) for name in headquarters):
        message = f"'{headquarters[0]}' has no positions in '{phase.function}'; add some, or write 'where: unit'"
        yield Finding((*here, "function"), message)


def check_crisis(world: World) -> Iterator[Finding]:
    """Yield regions of crises that are not declared."""
    if world.demand.crisis is not None:
        for region in world.demand.crisis.region_factors.value:
            if region not in world.regions:
                where = ("demand", "crisis", "region_factors", "value", region, KEY)
                yield Finding(where, unknown("region", region, world.regions))


def check_work_changes(world: World) -> Iterator[Finding]:
    """Yield what is wrong with dated changes in the hours of case work."""
    done = world.demand.functions_of_cases()
    for index, change in enumerate(world.demand.work_changes):
        here = ("demand", "work_changes", index)
        yield from check_names(change, {"function": world.functions}, here)
        if change.function in world.functions and change.function not in done:
            message = f"no case asks for '{change.function}', so no hours change; name another function"
            yield Finding((*here, "function"), message)
        yield from check_day(change.start, (*here, "from"))
        yield from check_before_end(change.start, world, (*here, "from"))
        if change.start <= world.time.start:
            message = (
                f"found {change.start}; expected a day after the first ({world.time.start}): the work of the first "
                "day is calibrated as it stands then"
            )
            yield Finding((*here, "from"), message)


def check_direct(world: World) -> Iterator[Finding]:
    """Yield what is wrong with manning documents."""
    for index, direct in enumerate(world.demand.direct):
        here = ("demand", "direct", index)
        yield from check_unit(direct, world, here)
        yield from check_names(direct, {"function": world.functions}, here)
        yield from _check_years(direct.positions_by_fiscal_year, (*here, "positions_by_fiscal_year"))


def check_minimum_manning(world: World) -> Iterator[Finding]:
    """Yield minimum manning of unknown functions, and so much of it that nothing is left for cases."""
    for region, section in world.regions.items():
        for unit, office in section.units.items():
            here = ("regions", region, "units", unit, "minimum_manning", "value")
            for function in office.minimum_manning.value if office.minimum_manning else ():
                if function not in world.functions:
                    yield Finding((*here, function, KEY), unknown("function", function, world.functions))
                elif message := _left_for_cases(world, region, function):
                    yield Finding((*here, function), message)


def _left_for_cases(world: World, region: str, function: str) -> str:
    """Return what is wrong where cases are to share a requirement that is less than what is fixed; else nothing."""
    units = world.regions[region].units
    authorised = sum(
        unit.count * group.count for unit in units.values() for group in unit.positions if group.function == function
    )
    fixed = sum(
        unit.count * unit.minimum_manning.value.get(function, 0.0) for unit in units.values() if unit.minimum_manning
    )
    for direct in world.demand.direct:
        if (direct.region, direct.function) == (region, function) and direct.unit in units:
            fixed += direct.on(world.time.start) * units[direct.unit].count
    wanted = authorised * (1.0 + world.demand.opening_unfunded_share.value)
    if fixed <= wanted + SHARES_TOLERANCE or not _has_cases(world, region, function):
        return ""
    return (
        f"what is fixed asks for {fixed:g} positions of '{function}' in '{region}' on the first day, and the whole "
        f"requirement there is {wanted:g} ({authorised} authorised x (1 + opening_unfunded_share)), so nothing is left "
        "for its cases; lower it"
    )


def _has_cases(world: World, region: str, function: str) -> bool:
    return any(asks_for(cases, world, region, function) for cases in world.demand.case_classes.values())


def asks_for(cases: CaseClass, world: World, region: str, function: str) -> bool:
    """Return True if cases of a class put work on a function in a region."""
    local = cases.region_shares.value.get(region, 0.0) > 0.0
    here = {"unit"} if local else set()
    if world.regions[region].headquarters:
        here.add("headquarters")
    return any(phase.function == function and phase.where in here for phase in cases.stretches())
