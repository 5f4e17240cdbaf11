"""The whole standing state, as tables that Python and a compiler read alike."""

from collections.abc import MutableSequence
from typing import NamedTuple

from simulation.workforce.records import Link, Person, Position
from simulation.workforce.terms import Terms

Row = MutableSequence[int]
"""A row of a table: an `array.array` of 64-bit integers here, a row of a NumPy array in a compiled engine."""


class World(NamedTuple):
    """Everything a rule may look at; a scalar that changes is a table with one row: `world.now[0]` is the time."""

    terms: Terms
    """What the configuration fixes for the whole run."""

    now: list[int]
    """Tick."""

    year_end: list[int]
    """Tick at which the present year of the run ends: twelve months, or what is left of the period."""

    born: list[int]
    """Serial number of the next entity; serials are dense and global over all kinds."""

    people: list[Person]
    """Everybody who was ever inside."""

    positions: list[Position]
    """Every position that ever existed."""

    learners: list[Link]
    """Everybody's place among those in post who are not yet proficient."""

    candidates: list[Link]
    """Everybody's place among those who are considered for their next post."""

    certificates: list[Row]
    """Person x course: tick at which what was passed lapses, 0 if never passed, `NEVER` if it does not lapse."""

    attempts: list[Row]
    """Person x course: attempts since the person was last selected for a post."""

    budgets: list[Row]
    """Person x cause: integrated hazard still to be outlasted, in 2**-32 x ticks / year."""

    stocks: list[Row]
    """Cell x `measures.STOCKS`, in 2**-20 positions."""

    areas: list[Row]
    """The same, integrated over the present year: known to its end, as if nothing changed any more."""

    fixed_requirement: list[int]
    """Requirement of each cell that does not depend on cases: minimum manning and manning documents, in 2**-20."""

    case_work: list[int]
    """Work that open cases ask of each cell before the work factor, in 2**-20 positions."""

    staff: list[Row]
    """Group x `measures.STAFFING`, in 2**-20 positions."""

    persons: list[Row]
    """Region x component of the owner, by `measures.ACCOUNTS`: people."""

    entered: list[Row]
    """People who ever came into each account."""

    left: list[Row]
    """People who ever went out of each account."""

    presence: list[Row]
    """People in each account, integrated over the run: known to its end, as if nothing changed any more."""

    sojourns: list[Row]
    """Ticks spent in each account by those who went out of it. By Little's law the two agree, person by person."""

    position_heads: list[int]
    """First position of each pool of open positions, -1 if none; see `positions.open_pool`."""

    position_tails: list[int]
    """Last position of each pool."""

    people_heads: list[int]
    """First person of each pool of people, -1 if none; see `people.seat_pool`."""

    people_tails: list[int]
    """Last person of each pool."""

    candidate_heads: list[int]
    """First of those a region owns, of a component, who are considered for posts, -1 if none: region x component."""

    candidate_tails: list[int]
    """Last of them."""

    alumni: list[Link]
    """Everybody's place among those who have returned to their service and may be detailed again."""

    alumni_heads: list[int]
    """First of them by component: the longest returned."""

    alumni_tails: list[int]
    """Last of them."""

    learner_head: list[int]
    """First of those in post who are not yet proficient, -1 if none."""

    learner_tail: list[int]
    """Last of them."""

    considered: list[int]
    """People considered for their next post, by component."""

    reviewed: list[int]
    """Tick of the last review of assignment; -1 if everything has to be looked at again."""

    fresh_candidates: list[int]
    """1 where somebody is considered who was not at the last review: region x component."""

    news: list[int]
    """1 where more may be possible for positions of a region x component than at the last review."""

    inside: list[int]
    """People inside, by component."""

    going: list[int]
    """People in post who are known to leave the workforce, by component."""

    studying: list[int]
    """People inside who still go through the courses of an accession plan, by component."""

    authorised_in: list[int]
    """Positions authorised, by component."""

    requisitions: list[int]
    """Requisitions open, by component."""

    extension_chance: list[int]
    """Chance that a tour of each kind is extended, incentive included, in 1/4096."""

    pool_keys: list[int]
    """Luck of what is hired ahead, by region x component."""

    plan_keys: list[int]
    """Luck of each accession plan."""

    plan_entrants: list[int]
    """People ever taken in by each plan."""

    intake_left: list[int]
    """What is left of the wait for the next person of a plan at random times, in 2**-20 persons x ticks x 1/4096."""

    intake_since: list[int]
    """Tick to which that is reckoned; for a plan in cohorts, the fraction of a person carried over, in 1/4096."""

    hiring_ahead: list[int]
    """Requisitions open without a position, by region x component."""

    hired_ahead: list[int]
    """Requisitions ever opened without a position, by region x component."""

    temporary: list[int]
    """Temporary positions in existence, by programme."""

    temporary_in_cell: list[int]
    """The same by cell."""

    step_begins: list[int]
    """Tick at which each step of the factors of hazards began."""

    steps: list[int]
    """How many such steps there have been."""

    step_ends: list[int]
    """Tick at which the next step begins."""

    factors: list[Row]
    """Step x exposure row (cell x component, then component alone for people in no cell): factor in 1/4096."""

    exposed: list[Row]
    """The same, integrated from the start to the beginning of the step, in ticks."""

    incentive: list[int]
    """Factor that retention incentives put on hazards, by component, in 1/4096."""

    month_areas: list[Row]
    """Cell x (requirement, effective): integrals to the last month start, from the beginning of the year."""

    last_in_cell: list[int]
    """Last position made in each cell, -1 if none; earlier ones are chained to it."""

    template_in_group: list[int]
    """Position that new ones of each group are modelled on."""

    unused_cap: list[int]
    """What the last review left of the caps on reduction and growth, at most one position, in 2**-20."""

    programmed: list[int]
    """Changes decided for each cell and not yet in effect, in positions."""

    proposal: list[int]
    """What a review proposes for each cell, in positions; 0 once it is programmed."""

    wanted: list[int]
    """What a review would change in each cell, up or down, in 2**-20 positions."""

    remainder: list[int]
    """What rounding left over for each cell in that review."""

    withheld: list[int]
    """What the last review wanted in each cell and the cap on its office held back, in 2**-20 positions."""

    last_review: list[int]
    """Tick of the last review, 0 if there was none."""

    seen: list[int]
    """What the last review knew of the requirement of each cell when its changes take effect, in 2**-20 positions."""

    seen_there: list[int]
    """What it saw of the requirement of each region x function, at the place of its work, in 2**-20 positions."""

    seen_before: list[int]
    """What the review before it saw there."""

    seen_middle: list[int]
    """Tick for which that stands."""

    required_before: list[int]
    """Requirement of each cell, integrated from the last review to the beginning of the year: negative if it is later.

    In 2**-20 positions x ticks."""

    spells: list[Row]
    """Spells that ended in the present event, `events.SPELL_FIELDS`; the engine reads them after each event."""

    spelled: list[int]
    """How many spells the log holds."""

    log: list[Row]
    """Facts of the present event, `events.FACT_FIELDS`; the engine reads them after each event."""

    logged: list[int]
    """How many facts the log holds."""

    rounds: list[int]
    """Searches for people to match with positions that were begun anew: how often."""

    searched_in: list[int]
    """Kind of position x trainable: round in which such a position was last searched for in vain."""

    searched_for: list[int]
    """The tick by which that position, if somebody is still in it, was to fall empty; the present one if empty."""

    slates_from: list[int]
    """Tick from which slates are counted."""

    people_in_unit: list[int]
    """People present in each unit: in post, neither on a course nor lent; counted when cover is arranged."""

    covered_by: list[int]
    """Person of another unit who covers in each cell this month, -1 if nobody does."""

    consideration: list[int]
    """Lever: 0 own region, 1 all regions."""

    priorities: list[int]
    """Lever: 0 priorities of the positions themselves, 1 those that headquarters sets."""

    slate_weeks: list[int]
    """Lever: time from one slate to the next, in ticks; 0 if people are matched at once."""

    cover: list[int]
    """Lever: 0 no cover, 1 for empty units, 2 for those with one person as well."""

    time_to_fill_mean_days: list[int]
    """Lever: mean time to fill by component, in ticks."""

    requisition_slots: list[int]
    """Lever: requisitions that can be open at once, by component."""

    seats_per_class: list[int]
    """Lever: seats by course."""

    pass_probability: list[int]
    """Lever: chance of passing by course, in 1/4096."""

    tour_months: list[int]
    """Lever: planned stay by tour kind, in ticks."""

    overlap_days: list[int]
    """Lever: time that a successor is in post before the predecessor leaves, by tour kind, in ticks."""

    search_lead_days: list[int]
    """Lever: time before a position falls empty in which a successor is looked for, by component, in ticks."""

    extension_incentive_share: list[int]
    """Lever: extra pay for extending a tour, by tour kind, as a share in 1/4096."""

    work_factor: list[int]
    """Lever: what hours of case work are multiplied by, by function, in 1/4096."""

    funded_share: list[int]
    """Lever: share of the requirement asked for, in 1/4096."""

    growth_cap_per_year: list[int]
    """Lever: greatest growth a year, in 1/4096."""

    reduction_cap_per_year: list[int]
    """Lever: greatest reduction a year, in 1/4096."""

    ceiling_positions: list[int]
    """Lever: most lasting positions in all; `UNLIMITED` if there is no ceiling."""

    programming_lag_months: list[int]
    """Lever: months from a review to the earliest effect."""

    hiring_freeze: list[int]
    """Lever: 0 none, 1 nobody is hired, 2 nobody moves either, by component."""

    anticipation_share: list[int]
    """Lever: share of expected losses hired ahead, by component, in 1/4096."""

    accession_intake_per_year: list[int]
    """Lever: people taken in a year by plan, in 1/4096."""

    temporary_positions: list[int]
    """Lever: positions wanted of each programme."""

    class_every_weeks: list[int]
    """Lever: time between class starts by course, in ticks."""

    duration_weeks: list[int]
    """Lever: length of a class by course, in ticks."""

    grace_days: list[int]
    """Lever: time in post within which a course may be taken, in ticks."""

    retention_incentive_share: list[int]
    """Lever: extra pay by component, as a share in 1/4096."""
