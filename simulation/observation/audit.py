"""Identities that hold in every run: exact in integers, always checked."""

from collections.abc import Iterator

import numpy as np

from simulation.errors import BilletError
from simulation.events import POSITION_ABOLISHED, POSITION_CREATED
from simulation.measures import STAFFING, STOCKS
from simulation.observation.recorder import Record
from simulation.units import ONE
from simulation.workforce.accounts import REQUIREMENT, STAFF_COLUMN
from simulation.workforce.casework import work_required
from simulation.workforce.qualifications import output, recertify
from simulation.workforce.records import AVAILABLE, IN_POST, OUTSIDE
from simulation.workforce.world import World

EMPTY_SPLIT = [name for name in STOCKS if name.startswith("empty_")]


class IdentityBroken(BilletError):
    """Something does not add up: a defect of the model, never of the input."""


def audit_record(record: Record) -> None:
    """Check the identities of a whole record.

    Raises
    ------
    IdentityBroken
        If one does not hold, naming all that do not.
    """
    broken = [*_stocks(record), *_establishment(record), *_accounts(record)]
    if broken:
        raise IdentityBroken("the run does not add up: " + "; ".join(broken))


def _stocks(record: Record) -> Iterator[str]:
    for kind, values in (("stocks", record.stocks), ("integrals", record.areas)):
        of = {name: values[..., index] for index, name in enumerate(STOCKS)}
        if (of["shortfall"] - of["surplus"] != of["requirement"] - of["effective"]).any():
            yield f"{kind}: shortfall - surplus is not requirement - effective"
        if (of["authorised"] - of["assigned"] != of["empty"] - of["overlap"] - of["excess"]).any():
            yield f"{kind}: authorised - assigned is not empty - overlap - excess"
        if (np.sum([of[name] for name in EMPTY_SPLIT], axis=0) != of["empty"]).any():
            yield f"{kind}: empty is not the sum of its parts"
        if (values < 0).any():
            yield f"{kind}: a stock is negative"
        if (of["qualified"] > of["assigned"]).any() or (of["effective"] > of["qualified"] + of["covering"]).any():
            yield f"{kind}: more qualified than assigned, or more effective than qualified and covering"
    short, over = record.stocks[..., list(STOCKS).index("shortfall")], record.stocks[..., list(STOCKS).index("surplus")]
    if ((short > 0) & (over > 0)).any():
        yield "a cell is short and over at once"
    for name in STAFFING:
        by_cell = record.stocks[..., list(STOCKS).index(name)].sum(axis=1)
        if (record.staff[..., STAFFING.index(name)].sum(axis=1) != by_cell).any():
            yield f"{name} by group does not sum to {name} by cell"


def _establishment(record: Record) -> Iterator[str]:
    """Compare authorised positions from month to month with those created and abolished."""
    authorised = record.stocks[..., list(STOCKS).index("authorised")].sum(axis=1)
    created, abolished = (record.flows[..., fact].sum(axis=1) for fact in (POSITION_CREATED, POSITION_ABOLISHED))
    if (np.diff(authorised) != (created - abolished)[1:] * ONE).any():
        yield "authorised positions are not those before + created - abolished"


def _accounts(record: Record) -> Iterator[str]:
    opening = np.concatenate([record.opening[None], record.persons[:-1]])
    if (opening + record.entered - record.left != record.persons).any():
        yield "accounts: opening + entered - left is not closing"
    if (record.persons < 0).any():
        yield "accounts: a negative number of people"
    assigned = record.stocks[..., list(STOCKS).index("assigned")].sum(axis=1)
    if (record.persons[..., IN_POST].sum(axis=1) * ONE != assigned).any():
        yield "accounts: people in post are not those assigned"


def audit_world(world: World) -> None:
    """Recount every stock and account from the people and positions themselves, and compare.

    Raises
    ------
    IdentityBroken
        If a stock is not what the recount gives, or somebody is in two places.
    """
    broken = [
        *_recount(world),
        *_requirement(world),
        *_places(world),
        *_loans(world),
        *_counters(world),
        *_qualifications(world),
        *_sojourns(world),
    ]
    if broken:
        raise IdentityBroken(f"at tick {world.now[0]}: " + "; ".join(broken))


def _recount(world: World) -> Iterator[str]:
    stocks = [[row[0], *[0] * (len(STOCKS) - 1)] for row in world.stocks]
    staff = [[0] * len(STAFFING) for _ in world.staff]
    number = {name: index for index, name in enumerate(STOCKS)}
    for position in world.positions:
        values = dict.fromkeys(STOCKS, 0)
        values["authorised"] = position.authorised * ONE
        if position.authorised and position.incumbent < 0:
            values["empty"] = values[list(STOCKS)[position.stage]] = ONE
        holders = [world.people[member] for member in (position.incumbent, position.relief) if member >= 0]
        values["assigned"] = len(holders) * ONE
        values["qualified"] = sum(person.qualified for person in holders)
        values["effective"] = sum(person.effective for person in holders)
        values["away"] = sum(person.away for person in holders) * ONE
        values["overlap"] = max(0, len(holders) - 1) * ONE
        values["excess"] = ONE if holders and not position.authorised else 0
        for name, value in values.items():
            stocks[position.cell][number[name]] += value
            if STAFF_COLUMN[number[name]] >= 0:
                staff[position.group][STAFF_COLUMN[number[name]]] += value
        for person in holders:
            if person.lent >= 0:
                stocks[person.lent][number["covering"]] += ONE
                stocks[person.lent][number["effective"]] += person.covering
                staff[position.group][STAFFING.index("effective")] += person.covering
    for row in stocks:
        gap = row[number["requirement"]] - row[number["effective"]]
        row[number["shortfall"]], row[number["surplus"]] = max(gap, 0), max(-gap, 0)
    if stocks != [list(row) for row in world.stocks]:
        yield "stocks are not what a recount gives"
    if staff != [list(row) for row in world.staff]:
        yield "stocks by group are not what a recount gives"


def _requirement(world: World) -> Iterator[str]:
    """Compare each cell's requirement with what is fixed, and what open cases ask for at the present work factor."""
    for cell, stocks in enumerate(world.stocks):
        asked = work_required(world, cell, world.work_factor[world.terms.cell_function[cell]])
        if stocks[REQUIREMENT] != world.fixed_requirement[cell] + asked:
            yield f"the requirement of cell {cell} is not what is fixed and what its cases ask for"


def _places(world: World) -> Iterator[str]:
    persons = [[0] * len(row) for row in world.persons]
    for index, person in enumerate(world.people):
        if person.state != OUTSIDE:
            persons[person.owner * world.terms.components + person.component][person.state] += 1
        if (person.state == IN_POST) != (person.post >= 0):
            yield f"person {person.serial} is in post without a post, or the reverse"
        if (person.state == AVAILABLE) > (world.candidates[index].pool >= 0):
            yield f"person {person.serial} is available, and considered for no post"
        if person.post >= 0 and index not in (
            world.positions[person.post].incumbent,
            world.positions[person.post].relief,
        ):
            yield f"person {person.serial} is in two places"
        if person.post >= 0 and person.going and person.bound >= 0:
            yield f"person {person.serial} will leave, and is selected for a post"
        if person.bound >= 0 and world.positions[person.bound].inbound != index:
            yield f"person {person.serial} is bound for a post that expects somebody else"
    if persons != [list(row) for row in world.persons]:
        yield "accounts are not what a recount gives"


def _loans(world: World) -> Iterator[str]:
    """Compare who covers where with what each cell says; and nobody is left halfway between a match and a post."""
    covered_by = [-1] * len(world.covered_by)
    for index, person in enumerate(world.people):
        if person.lent >= 0:
            covered_by[person.lent] = index
        if person.lent >= 0 and (person.post < 0 or person.away):
            yield f"person {person.serial} covers from no post, or from a course"
        if person.matched >= 0:
            yield f"person {person.serial} is matched with a position, and not selected for it"
    if covered_by != world.covered_by:
        yield "cells are not covered by those lent to them"


def _counters(world: World) -> Iterator[str]:
    """Compare what the moves count by component and programme with people and positions."""
    inside, studying, considered, authorised, going = ([0] * world.terms.components for _ in range(5))
    for member, person in enumerate(world.people):
        inside[person.component] += person.state != OUTSIDE
        going[person.component] += person.going
        studying[person.component] += person.plan >= 0
        considered[person.component] += world.candidates[member].pool >= 0
    temporary, searching = [0] * len(world.temporary), [0] * world.terms.components
    for position in world.positions:
        authorised[position.component] += position.authorised
        searching[position.component] += position.searching
        if position.temporary >= 0:
            temporary[position.temporary] += position.authorised
    for row, ahead in enumerate(world.hiring_ahead):
        searching[row % world.terms.components] += ahead
    if (inside, studying, considered, going) != (
        world.inside,
        world.studying,
        world.considered,
        world.going,
    ) or (authorised != world.authorised_in):
        yield "people inside, people considered or positions by component are not what a recount gives"
    if (temporary, searching) != (world.temporary, world.requisitions):
        yield "temporary positions or requisitions are not what a recount gives"


def _qualifications(world: World) -> Iterator[str]:
    """Compare what people hold and are worth with what they have passed and where they are."""
    for member, person in enumerate(world.people):
        held, qualified, effective = person.held, person.qualified, person.effective
        recertify(world, member)
        if person.post >= 0:
            output(world, member)
        if (held, qualified, effective) != (person.held, person.qualified, person.effective):
            yield f"person {person.serial} is not worth what certificates and learning say"
        learns = person.post >= 0 and person.rung < len(world.terms.proficiency) - 1
        if learns != (world.learners[member].pool >= 0):
            yield f"person {person.serial} learns outside a post, or does not learn in one"
        if person.away and person.post < 0:
            yield f"person {person.serial} is away from no post"


def _sojourns(world: World) -> Iterator[str]:
    """Little's law: people present, integrated over time, are the sojourns of all who left and all still there."""
    left = world.terms.horizon - world.now[0]
    expected = [list(row) for row in world.sojourns]
    for person in world.people:
        if person.state != OUTSIDE:
            row = person.owner * world.terms.components + person.component
            expected[row][person.state] += world.now[0] - person.since
    found = [
        [p - n * left for p, n in zip(*rows, strict=True)] for rows in zip(world.presence, world.persons, strict=True)
    ]
    if found != expected:
        yield "people present, integrated over time, are not the sum of their sojourns"
