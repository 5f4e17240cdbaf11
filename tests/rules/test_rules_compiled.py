"""Every rule gives the same result and leaves the same state whether Python or a compiler reads it.

The table below calls each rule once, on whole worlds stopped at random instants, with random legal arguments. A rule
that is not in the table fails the test.
"""

import random
import re
from datetime import date
from pickle import dumps, loads

import numba
import numpy as np
import pytest

import simulation.model
from arrays import arrays, differences, write
from by_reference import Reference
from simulation import rule
from simulation.events import QUIT
from simulation.measures import STOCKS
from simulation.model import Run
from simulation.units import HAZARD, ONE, RATIO
from simulation.workforce import records as p
from simulation.workforce.accounts import NOTHING
from worlds import SURGE_TEAM, arm, full

STATES = 5
"""Worlds stopped in the middle of a run, each with luck of its own."""

TRIES = 2
"""Calls of each rule in each of them, where a legal one exists."""

ANYBODY = range(7)


class Chooser:
    """Legal arguments, chosen at random in a world."""

    def __init__(self, world, dice):
        self.world = world
        self.dice = dice

    def one(self, items):
        items = list(items)
        return self.dice.choice(items) if items else None

    def person(self, states=ANYBODY, where=lambda _: True, *, learning=None, considered=None, alumnus=None):
        world = self.world
        chains = zip(world.people, world.learners, world.candidates, world.alumni, strict=True)
        return self.one(
            i
            for i, (person, learner, candidate, alumni) in enumerate(chains)
            if person.state in states
            and where(person)
            and learning in {None, learner.pool >= 0}
            and considered in {None, candidate.pool >= 0}
            and alumnus in {None, alumni.pool >= 0}
        )

    def something_new(self):
        return 0 if any(self.world.news) else None

    def at_home(self):
        return self.person([p.IN_POST], lambda x: x.lent < 0 and not x.away)

    def uncovered_cell(self):
        return self.one(cell for cell, member in enumerate(self.world.covered_by) if member < 0)

    def tick(self):
        return self.world.now[0] + self.dice.randrange(-400_000, 400_000)

    def exposure_row(self):
        return self.dice.randrange(len(self.world.factors[0]))

    def position(self, where=lambda _: True):
        return self.one(i for i, position in enumerate(self.world.positions) if where(position))

    def open_position(self):
        return self.position(lambda x: x.authorised and x.incumbent < 0 and x.inbound < 0)

    def with_somebody_in_excess(self):
        groups = {x.group for x in self.world.positions if not x.authorised and x.incumbent >= 0}
        return self.position(lambda x: x.group in groups and x.authorised)

    def course(self):
        return self.dice.randrange(len(self.world.terms.course_level))

    def office(self):
        return self.dice.randrange(len(self.world.terms.first_in_office))

    def cell(self):
        return self.dice.randrange(len(self.world.stocks))

    def component(self):
        return self.dice.randrange(self.world.terms.components)

    def number(self, below):
        return self.dice.randrange(below)


def unpooled(person):
    return person.pool < 0


def in_line(person):
    return person.state in {p.WAITING_SEAT, p.IN_POST} and person.pool >= 0


CALLS = {
    "join(world.people, world.people_heads, world.people_tails, a, b)": lambda c: (
        c.number(len(c.world.people_heads)),
        c.person(where=unpooled),
    ),
    "leave(world.people, world.people_heads, world.people_tails, a)": lambda c: (
        c.person(where=lambda x: x.pool >= 0),
    ),
    "adjust(world, a, b, c)": lambda c: (c.cell(), c.number(len(STOCKS)), c.number(ONE) - ONE // 2),
    "adjust_staff(world, world.positions[a], b, c)": lambda c: (c.position(), 1 + c.number(4), ONE),
    "balance(world, a)": lambda c: (c.cell(),),
    "require(world, a, b)": lambda c: (c.cell(), c.number(5 * ONE)),
    "require_always(world, a, b)": lambda c: (c.cell(), c.number(5 * ONE)),
    "emit(world, a, b, c, 0)": lambda c: (QUIT, c.person(), c.position()),
    "turn_year(world, a)": lambda c: (c.world.now[0] + 1 + c.number(31 * 1024),),
    "level_held(world.people[a], b)": lambda c: (c.person(), c.number(3)),
    "certify(world, a, b, c)": lambda c: (c.person(), c.course(), c.tick()),
    "raise_level(world.people[a], b, c)": lambda c: (c.person(), c.number(3), c.number(2)),
    "recertify(world, a)": lambda c: (c.person(),),
    "has_passed(world, a, b)": lambda c: (c.person(), c.course()),
    "worth(world, a, b)": lambda c: (c.person(), c.position()),
    "worth_at(world, a, b, c)": lambda c: (c.component(), c.number(2), c.position()),
    "may_hold(world, a, b)": lambda c: (c.component(), c.position()),
    "course_for(world, a)": lambda c: (c.position(),),
    "first_to_take(world, a, b)": lambda c: (c.person(), c.course()),
    "next_in_plan(world, a)": lambda c: (c.person(where=lambda x: x.plan >= 0),),
    "is_uncertified_in_post(world, a)": lambda c: (c.person(),),
    "note_spell(world, a, b, c, 0)": lambda c: (c.number(6), c.tick() - c.tick(), c.person()),
    "count_authorised(world, world.positions[a], b)": lambda c: (c.position(), c.one([-1, 1])),
    "outside_cells(world, a)": lambda c: (c.component(),),
    "begin_learning(world, a)": lambda c: (c.person(where=lambda x: x.post >= 0, learning=False),),
    "end_learning(world, a)": lambda c: (c.person(),),
    "consider(world, a, b, c)": lambda c: (c.person(ANYBODY[:6]), c.tick(), c.number(c.world.terms.regions)),
    "stop_considering(world, a)": lambda c: (c.person(),),
    "is_chosen(a)": lambda c: (c.number(4),),
    "is_factored(world, a, b)": lambda c: (c.component(), c.number(4)),
    "age_at(world.people[a], b, c)": lambda c: (c.person(), c.number(4), c.tick()),
    "exposure(world, a, b)": lambda c: (c.exposure_row(), c.number(1 + c.world.now[0])),
    "outlasted(world, a, b, c)": lambda c: (c.person(ANYBODY[:6]), c.number(4), c.number(1 + c.world.now[0])),
    "settle(world, a)": lambda c: (c.person(ANYBODY[:6]),),
    "earliest(world, a, b)": lambda c: (c.person(ANYBODY[:6]), c.number(4)),
    "earliest_of_all(world, a)": lambda c: (c.person(ANYBODY[:6]),),
    "reached_at(world, a, b, c, c * 4096)": lambda c: (c.person(ANYBODY[:6]), c.number(4), c.tick()),
    "at_factor(a * 374016, b)": lambda c: (c.number(40 * HAZARD), 64 + c.number(16 * 4096)),
    "used_up(world, a)": lambda c: (c.person(),),
    "expose(world, a, b)": lambda c: (c.person(ANYBODY[:6]), c.exposure_row()),
    "oblige(world, a, b)": lambda c: (c.person(ANYBODY[:6]), c.tick()),
    "strike(world, a, b, c)": lambda c: (c.person(ANYBODY[:6]), c.number(4), c.number(HAZARD)),
    "overload(world, a)": lambda c: (c.cell(),),
    "overload_factor(world, a, b)": lambda c: (c.component(), c.number(3 * 4096)),
    "everywhere(world, a, b)": lambda c: (c.component(), c.number(len(c.world.terms.economy[0]))),
    "expose_all(world, a)": lambda c: (c.world.steps[0],),
    "begin_step(world, a, b)": lambda c: (c.number(len(c.world.terms.economy[0])), c.tick()),
    "candidate_pool(world, a, b)": lambda c: (c.number(c.world.terms.regions), c.component()),
    "seat_pool(a)": lambda c: (c.course(),),
    "enrol(world, a, b)": lambda c: (c.person(where=unpooled), c.number(len(c.world.people_heads))),
    "withdraw(world, a)": lambda c: (c.person(),),
    "set_state(world, a, b, c)": lambda c: (c.person(), c.number(7), c.number(c.world.terms.regions)),
    "output(world, a)": lambda c: (c.person([p.IN_POST]),),
    "open_pool(world, a, b, c)": lambda c: (c.number(c.world.terms.regions), c.component(), c.number(2)),
    "set_stage(world, a, b)": lambda c: (c.position(lambda x: x.authorised), NOTHING - c.number(5)),
    "seek(world, a, b)": lambda c: (c.position(lambda x: x.authorised and x.incumbent >= 0), c.tick()),
    "fall_empty(world, a)": lambda c: (c.position(lambda x: x.authorised and not x.empty),),
    "close_search(world, a)": lambda c: (c.position(),),
    "authorise(world, a)": lambda c: (c.position(lambda x: not x.authorised),),
    "abolish(world, a)": lambda c: (c.position(lambda x: x.authorised and x.inbound < 0),),
    "certified(world, a, b)": lambda c: (c.person(), c.position()),
    "course_needed(world, a, b)": lambda c: (c.person(), c.position()),
    "select(world, a, b)": lambda c: (
        c.person([p.AVAILABLE, p.OUTSIDE]),
        c.open_position(),
    ),
    "begin_attempts(world, a)": lambda c: (c.person(),),
    "may_attempt(world, a, b)": lambda c: (c.person(), c.course()),
    "wait_for_seat(world, a, b)": lambda c: (c.person([p.AVAILABLE, p.IN_CLASS]), c.course()),
    "join_line(world, a, b)": lambda c: (c.person(where=unpooled), c.course()),
    "seat(world, a)": lambda c: (c.person(where=in_line),),
    "come_back(world, a)": lambda c: (c.person(where=lambda x: x.away),),
    "graduate(world, a, b)": lambda c: (c.person([p.IN_CLASS, p.IN_POST]), c.course()),
    "fail(world, a, b)": lambda c: (c.person([p.IN_CLASS]), c.course()),
    "lapse(world, a, b)": lambda c: (c.person(), c.course()),
    "requeue(world, a)": lambda c: (c.person(),),
    "begin_plan(world, a, 0)": lambda c: (c.person(where=lambda x: x.plan < 0),),
    "end_plan(world, a)": lambda c: (c.person(),),
    "train_in_post(world, a)": lambda c: (c.person([p.IN_POST]),),
    "set_out(world, a)": lambda c: (c.person(where=lambda x: x.bound >= 0),),
    "take_post(world, a)": lambda c: (c.person([p.IN_TRANSIT]),),
    "count_output(world, a, b)": lambda c: (c.person([p.IN_POST]), c.one([-1, 1])),
    "revalue(world, a)": lambda c: (c.person([p.IN_POST]),),
    "climb(world, a, b)": lambda c: (c.person([p.IN_POST]), c.number(len(c.world.terms.proficiency))),
    "hand_over(world, a)": lambda c: (c.person([p.IN_POST]),),
    "deselect(world, a)": lambda c: (c.person(where=lambda x: x.bound >= 0),),
    "vacate(world, a)": lambda c: (c.person([p.IN_POST]),),
    "release(world, a)": lambda c: (c.person(where=lambda x: x.bound >= 0),),
    "separate(world, a, b)": lambda c: (c.person(ANYBODY[:6]), QUIT),
    "admit(world, a, b, 0)": lambda c: (c.person([p.OUTSIDE]), c.open_position()),
    "enter(world, a, b, c, 0)": lambda c: (c.person([p.OUTSIDE]), QUIT, c.position()),
    "open_case(world, a, b)": lambda c: (c.number(99), c.cell()),
    "close_case(world, a, b)": lambda c: (c.number(99), c.cell()),
    "work_required(world, a, b)": lambda c: (c.cell(), c.number(5 * RATIO)),
    "ask(world, a, b)": lambda c: (c.cell(), c.number(ONE)),
    "rescale(world, a, b)": lambda c: (c.number(2), c.number(5 * RATIO)),
    "time_to_reach(world.terms.hazard_from[a], world.terms.hazard_rate[a], b, c)": lambda c: (
        c.number(4 * c.world.terms.components),
        c.number(10_000_000),
        c.number(3 * HAZARD) * 374_016,
    ),
    "priority(world, a)": lambda c: (c.position(),),
    "is_served_before(world, a, b)": lambda c: (c.position(), c.position()),
    "is_considered_before(world, a, b, c)": lambda c: (c.position(), c.person(), c.person()),
    "can_move(world, a, b)": lambda c: (c.person(), c.number(c.world.terms.regions)),
    "suits(world, a, b, c)": lambda c: (c.person(), c.position(), c.number(2)),
    "opens(world, a)": lambda c: (c.position(),),
    "can_take(world, a, b)": lambda c: (c.person(), c.position()),
    "sees(world, a, b, c)": lambda c: (c.position(), c.number(c.world.terms.regions), c.component()),
    "first_free(world, a, b)": lambda c: (c.person(where=lambda x: x.state == p.AVAILABLE), c.position()),
    "best_candidate(world, a)": lambda c: (c.position(),),
    "search_row(world, a)": lambda c: (c.position(),),
    "is_hopeless(world, a)": lambda c: (c.position(),),
    "note_search(world, a)": lambda c: (c.position(),),
    "note_fresh(world)": lambda c: (c.something_new(),),
    "suits_somebody_fresh(world, a)": lambda c: (c.position(),),
    "is_fillable(world, a)": lambda c: (c.position(),),
    "line_up(world)": lambda c: (c.something_new(),),
    "in_order(world, a)": lambda c: (c.position(),),
    "beyond(world, a, b)": lambda c: (c.position(), c.number(4)),
    "sum_of(merge(world, a, world.positions[a].later, b, -1))": lambda c: (
        c.position(lambda x: x.later >= 0),
        1 + c.number(3),
    ),
    "reach(world, a, b)": lambda c: (c.position(), c.position()),
    "enqueue(world, a, b, c)": lambda c: (c.position(), c.position(), c.position()),
    "search(world, a)": lambda c: (c.open_position(),),
    "forget_search(world, a)": lambda c: (c.position(),),
    "hand_on(world, a, b)": lambda c: (c.position(lambda x: x.before < 0), c.person([p.AVAILABLE])),
    "match(world)": lambda c: (c.something_new(),),
    "comes_free_before(world, a, b)": lambda c: (c.person(), c.person()),
    "stand_in_order(world, a, candidate_pool(world, b, world.people[a].component))": lambda c: (
        c.person(ANYBODY[:6], unpooled, considered=False),
        c.number(c.world.terms.regions),
    ),
    "spread_news(world, a, b)": lambda c: (c.number(c.world.terms.regions), c.component()),
    "somebody_waits(world, a, b)": lambda c: (c.number(c.world.terms.regions), c.component()),
    "somebody_fresh_waits(world, a, b)": lambda c: (c.number(c.world.terms.regions), c.component()),
    "lend(world, a, b)": lambda c: (c.at_home(), c.uncovered_cell()),
    "take_back(world, a)": lambda c: (c.person(where=lambda x: x.lent >= 0),),
    "end_loan(world, a)": lambda c: (c.person(),),
    "count_cover(world, a, b)": lambda c: (c.person(where=lambda x: x.lent >= 0), c.one([-1, 1])),
    "count_people(world)": lambda c: (0,),
    "gap(world, a)": lambda c: (c.cell(),),
    "is_lent_before(world, a, b)": lambda c: (c.person(), c.person()),
    "may_be_lent(world, a)": lambda c: (c.person([p.IN_POST]),),
    "teaches(world, a)": lambda c: (c.cell(),),
    "person_to_lend(world, a)": lambda c: (c.cell(),),
    "lends_before(world, a, b)": lambda c: (c.cell(), c.cell()),
    "lender(world, a)": lambda c: (c.cell(),),
    "cell_to_cover(world, a)": lambda c: (c.number(len(c.world.terms.first_cell)),),
    "services_send_more(world, a)": lambda c: (c.component(),),
    "may_recruit(world, a)": lambda c: (c.component(),),
    "next_to_recruit(world, a)": lambda c: (c.component(),),
    "hired_too_few_ahead(world, a, b)": lambda c: (c.number(c.world.terms.regions), c.component()),
    "owner_to_hire_for(world, a)": lambda c: (c.component(),),
    "is_urgent(world.people[a], b)": lambda c: (c.person(), c.tick()),
    "can_attend(world.people[a], b)": lambda c: (c.person(), c.tick()),
    "next_in_line(world, a, b, c)": lambda c: (c.course(), c.tick(), c.number(2)),
    "seats(world, a)": lambda c: (c.course(),),
    "students(world, a, b)": lambda c: (c.course(), c.tick()),
    "cell_to_reinforce(world, a)": lambda c: (0,),
    "position_to_end(world, a)": lambda c: (0,),
    "wanted(world, a)": lambda c: (0,),
    "required_this_year(world, a)": lambda c: (c.cell(),),
    "seen_in(world, a)": lambda c: (c.cell(),),
    "middle_of_what_is_seen(world)": lambda c: (0,),
    "led_to(a, b, c, c // 2 + 9_999)": lambda c: (c.number(9 * ONE), c.number(9 * ONE), c.number(999_999)),
    "add_up(world)": lambda c: (0,),
    "look(world, a)": lambda c: (c.tick(),),
    "capped_positions(world, a)": lambda c: (c.office(),),
    "room_under_cap(world, a)": lambda c: (c.office(),),
    "may_grow(world, a, b)": lambda c: (c.cell(), c.number(len(c.world.terms.next_group))),
    "next_to_hold(world, a)": lambda c: (c.office(),),
    "hold_to_cap(world, a)": lambda c: (c.office(),),
    "hold_to_caps(world)": lambda c: (0,),
    "lasting(world, a)": lambda c: (c.cell(),),
    "planned(world, a)": lambda c: (c.cell(),),
    "least(world, a)": lambda c: (c.cell(),),
    "distance(world, a)": lambda c: (c.cell(),),
    "limit(world, a, b)": lambda c: (c.number(4096), 1 + c.number(24)),
    "room_below_ceiling(world)": lambda c: (0,),
    "want_more(world)": lambda c: (0,),
    "want_fewer(world)": lambda c: (0,),
    "want_any_fewer(world)": lambda c: (0,),
    "hand_out(world, a, b)": lambda c: (c.one([-1, 1]), c.number(9)),
    "share_out(world, a, b, c)": lambda c: (c.one([-1, 1]), c.number(20 * ONE), c.number(2)),
    "cut_back(world, a)": lambda c: (1 + c.number(24),),
    "grow(world, a, b)": lambda c: (1 + c.number(24), c.number(9) * ONE),
    "propose(world, a, b)": lambda c: (1 + c.number(24), c.tick()),
    "group_to_grow(world, a)": lambda c: (c.cell(),),
    "group_to_cut(world, a)": lambda c: (c.cell(),),
    "position_to_cut(world, a, b)": lambda c: (c.cell(), c.number(len(c.world.terms.next_group))),
    "position_to_bring_back(world, a, b)": lambda c: (c.cell(), c.number(len(c.world.terms.next_group))),
    "counts_anew(world, a, b)": lambda c: (c.person(), c.tick()),
    "last_day_abroad(world, a, b)": lambda c: (c.person(), c.tick()),
    "may_stay_long_enough(world, a, b)": lambda c: (c.person(), c.position()),
    "come_to(world, a, b)": lambda c: (c.person(), c.cell()),
    "come_home(world, a)": lambda c: (c.person(),),
    "join_alumni(world, a)": lambda c: (c.person([p.OUTSIDE], lambda x: x.post < 0, alumnus=False),),
    "next_alumnus(world, a)": lambda c: (c.component(),),
    "come_back_to_work(world, a)": lambda c: (c.person([p.OUTSIDE]),),
    "productive(world, a)": lambda c: (c.person([p.IN_POST]),),
    "partner(world, a)": lambda c: (c.person([p.IN_POST]),),
    "effective(world, a)": lambda c: (c.person([p.IN_POST]),),
    "count_change(world, a, b)": lambda c: (c.person([p.IN_POST]), c.number(ONE)),
    "recount(world, a)": lambda c: (c.person([p.IN_POST]),),
    "recount_partner(world, a)": lambda c: (c.person([p.IN_POST]),),
    "learn_from_predecessor(world, a)": lambda c: (c.person([p.IN_POST], learning=True),),
    "head_for(world, a)": lambda c: (c.person(where=lambda x: x.bound >= 0 and x.post < 0),),
    "departure(world, a)": lambda c: (c.position(),),
    "make_ready(world, a)": lambda c: (c.person(where=lambda x: x.bound >= 0 and x.post < 0),),
    "join_post(world, a, b)": lambda c: (c.person([p.IN_TRANSIT]), c.position(lambda x: x.relief < 0)),
    "leave_post(world, a)": lambda c: (c.person([p.IN_POST]),),
    "end_overlap(world, a, world.positions[a].incumbent)": lambda c: (c.position(lambda x: x.relief >= 0),),
    "count_going(world, a, b)": lambda c: (c.person([p.IN_POST]), c.number(2)),
    "can_be_given_up(world, a)": lambda c: (c.position(),),
    "last_day_in_post(world, a)": lambda c: (c.person([p.IN_POST]),),
    "planned_end(world, a)": lambda c: (c.person([p.IN_POST]),),
    "season_nearest_to(world, a, b)": lambda c: (c.number(len(c.world.terms.season_begins)), c.tick()),
    "search_begins(world, a)": lambda c: (c.person([p.IN_POST]),),
    "extended_end(world, a)": lambda c: (c.person([p.IN_POST]),),
    "stays_home(world, a, b)": lambda c: (c.person([p.IN_POST]), c.tick()),
    "command_after_tour(world, a, b)": lambda c: (c.person([p.IN_POST]), c.number(2)),
    "give_up(world, a)": lambda c: (c.with_somebody_in_excess(),),
}
"""How each rule is called, and with what."""


def sum_of(pair):
    """Fold a pair into one number, so that every call returns one."""
    return pair[0] * 1_000_003 + pair[1]


def dispatcher():
    """Return one function that makes any of the calls, as source for both readings."""
    source = ["def call(which, world, a, b, c):"]
    for number, call in enumerate(CALLS):
        source.append(f"    if which == {number}:")
        returns = name_of(call) not in PROCEDURES
        source.append(f"        return {call} + 0" if returns else f"        {call}\n        return 0")
    names = {function.__name__: function for function in rule.RULES} | {"sum_of": sum_of}
    exec("\n".join([*source, "    return -7"]), names)  # noqa: S102 - one text, read by Python and by the compiler
    return names["call"]


def name_of(call):
    """Return the rule that a call is about."""
    return re.match(r"(?:sum_of\()?(\w+)\(", call)[1]


PROCEDURES = {f.__name__ for f in rule.RULES if f.__annotations__.get("return") in {None, "None"}}


@pytest.fixture(scope="module")
def both():
    """Return the two readings of every rule."""
    call = dispatcher()
    rule.compile_rules(call, sum_of)

    @numba.njit(_nrt=False)
    def compiled(which, world, a, b, c):
        return call(which, world, a, b, c)

    return call, compiled


def stopped_worlds():
    """Yield worlds in the middle of a run: some crowded, some cut, all with people in every state."""
    dice = random.Random(1)
    world = full(
        ("assignment.consideration", "all_regions"),
        ("assignment.slate_weeks", 20.0),
        ("assignment.cover", "one_deep"),
        ("assignment.cover_efficiency", {"value": 0.7, "source": "assumed"}),
        ("regions.NORTH.units.office.count", 9),
        ("regions.SOUTH.units.office.count", 9),
        ("tours.abroad.relocation_days", {"value": 150.0, "source": "assumed"}),
        ("courses.language.duration_weeks", {"value": 20.0, "source": "assumed"}),
        ("courses.school.duration_weeks", {"value": 20.0, "source": "assumed"}),
        ("establishment.reduction_cap_per_year", {"value": 0.2, "source": "assumed"}),
        ("establishment.requirement_seen", "mean"),
        ("establishment.requirement_known", "trend"),
        ("establishment.ceiling_positions", {"value": 60, "source": "assumed"}),
        ("establishment.office_cap", {"component": "military", "positions": {"value": 4, "source": "assumed"}}),
        ("establishment.funded_share", {"value": 0.5, "source": "assumed"}),
        ("establishment.programming_lag_months", {"value": 0, "source": "assumed"}),
        ("components.military.opening_fill_share", {"value": 1.0, "source": "assumed"}),
        ("demand.case_classes.sales.growth.per_year", {"value": -0.2, "source": "assumed"}),
    )
    for state in range(STATES):
        run = Run(arm(world, SURGE_TEAM | {"from": date(2024, 11, 1)}), 7, state)
        stop = run.clock.horizon * (state + 1) // (STATES + 1)
        while run.world.now[0] < stop:
            run.clock.step()
        yield run.world, dice


def test_table_names_every_rule():
    """A rule that nobody compares fails here."""
    assert {name_of(call) for call in CALLS} == {function.__name__ for function in rule.RULES}
    assert simulation.model  # importing it defines all rules


class Twin:
    """A copy of a world as each of the two readings sees it, both taken back after a call: far cheaper than others."""

    def __init__(self, world):
        self.lists = loads(dumps(world))
        self.arrays = arrays(world)
        self.start = arrays(world)
        self.reference = Reference(self.arrays)

    def take_back(self):
        """Undo what a call did, the same in both."""
        for name in differences(self.arrays, self.start):
            lists, now, start = (getattr(world, name) for world in (self.lists, self.arrays, self.start))
            for row in np.flatnonzero((now != start).reshape(len(start), -1).any(axis=1)):
                write(lists, row, start[row])
            now[...] = start


def test_python_and_compiler_agree(both):
    """Both readings return the same and leave the same world, for every rule, in every state tried."""
    python, compiled = both
    made = dict.fromkeys(CALLS, 0)
    for world, dice in stopped_worlds():
        twin = Twin(world)
        for number, (call, choose) in enumerate(CALLS.items()):
            for _ in range(TRIES):
                arguments = choose(Chooser(world, dice))
                if None in arguments:
                    continue
                a, b, c = (*arguments, 0, 0)[:3]
                expected = python(number, twin.lists, a, b, c)
                found = compiled(number, twin.reference, a, b, c)
                assert expected == found, (call, arguments)
                left = arrays(twin.lists)
                assert not differences(left, twin.arrays), (call, arguments)
                twin.take_back()
                made[call] += 1
        assert not differences(arrays(twin.lists), twin.start)
        assert not differences(arrays(twin.lists).terms, twin.start.terms)
        assert not differences(twin.arrays.terms, twin.start.terms)
    assert [call for call, tries in made.items() if tries < TRIES] == []
    assert len(compiled.signatures) == 1


def a_list(world, a):
    found = [a]
    found.append(world.now[0])
    return len(found)


def an_array(world, a):
    return np.zeros(a, np.int64).size


def a_copy(world, a):
    return world.certificates[a].copy().size


@pytest.mark.parametrize("allocate", [a_list, an_array, a_copy])
def test_rule_that_allocates_does_not_compile(allocate, monkeypatch):
    """What the compiler would take elsewhere, it refuses as a rule."""
    world = arrays(next(stopped_worlds())[0])
    assert numba.njit(allocate)(Reference(world), 2) == allocate(world, 2)
    monkeypatch.setattr(rule, "RULES", [allocate])
    rule.compile_rules()

    @numba.njit(_nrt=False)
    def compiled(world, a):
        return allocate(world, a)

    with pytest.raises(numba.TypingError):
        compiled(Reference(world), 2)
