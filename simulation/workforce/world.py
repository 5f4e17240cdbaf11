"""The whole standing state, as tables that Python and a compiler read alike."""

from collections.abc import MutableSequence
from typing import NamedTuple

from simulation.workforce.records import Person, Position

Row = MutableSequence[int]
"""A row of a table: an `array.array` of 64-bit integers here, a row of a NumPy array in a compiled engine."""


class World(NamedTuple):
    """Everything a rule may look at; a scalar that changes is a table with one row: `world.now[0]` is the time."""

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

    stocks: list[Row]
    """Cell x `measures.STOCKS`, in 2**-20 positions."""

    areas: list[Row]
    """The same, integrated over the present year: known to its end, as if nothing changed any more."""

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

    horizon: int
    """Tick at which the run ends."""

    position_heads: list[int]
    """First position of each pool of open positions, -1 if none; see `positions.open_pool`."""

    position_tails: list[int]
    """Last position of each pool."""

    people_heads: list[int]
    """First person of each pool of people, -1 if none; see `people.available_pool`, `seat_pool`, `learning_pool`."""

    people_tails: list[int]
    """Last person of each pool."""

    available: list[int]
    """People waiting for a post, by component."""

    requisitions: list[int]
    """Requisitions open, by component."""

    last_in_cell: list[int]
    """Last position made in each cell, -1 if none; earlier ones are chained to it."""

    template_in_group: list[int]
    """Position that new ones of each group are modelled on."""

    group_cell: list[int]
    """Cell of each group."""

    opening_in_group: list[int]
    """Positions of each group authorised on the first day."""

    opening_in_cell: list[int]
    """Positions of each cell authorised on the first day."""

    unused_cap: list[int]
    """What the last review left of the caps on reduction and growth, at most one position, in 2**-20."""

    programmed: list[int]
    """Changes decided for each cell and not yet in effect, in positions."""

    proposal: list[int]
    """What the last review decided for each cell, in positions."""

    remainder: list[int]
    """What rounding left over for each cell in that review."""

    log: list[Row]
    """Facts of the present event, `events.FACT_FIELDS`; the engine reads them after each event."""

    logged: list[int]
    """How many facts the log holds."""

    regions: int
    """Number of regions."""

    components: int
    """Number of components."""

    work_place: list[int]
    """Place of the work of each cell, for counting cases."""

    course_for: list[list[int]]
    """Function x level: the course that certifies for it, -1 if there is none or none is needed."""

    course_function: list[int]
    """Function each course trains for."""

    course_level: list[int]
    """Level each course confers."""

    course_ticks: list[int]
    """Length of each course."""

    course_attempts: list[int]
    """Attempts each course allows."""

    relocation_ticks: list[int]
    """Time from release to arrival, by tour kind."""

    stay_after_tour: list[int]
    """Chance of another post at the end of a tour, by component, in 1/4096."""

    selected_after: list[int]
    """Part of the time to fill after which somebody is selected, by component, in 1/4096."""

    time_to_fill_exponential: list[int]
    """1 if the time to fill is exponential, 0 if it is lognormal, by component."""

    time_to_fill_cv: list[float]
    """Coefficient of variation of a lognormal time to fill, by component."""

    entry_service: list[list[int]]
    """Least and greatest service at entry, by component, in ticks."""

    entry_level: list[int]
    """Level an entrant holds in every function, by component."""

    quit_from: list[list[int]]
    """Tenure at which each band of the quit table begins, by component, in ticks; `NEVER` fills the rest of the row."""

    quit_rate: list[list[int]]
    """Hazard in each band, in 2**-32 per year."""

    retire_from: list[list[int]]
    """The same for retirement, by service."""

    retire_rate: list[list[int]]
    """Hazard in each band, in 2**-32 per year."""

    proficiency: list[int]
    """Output of a certified person after 0, 1, 2 ... month starts in post, in 2**-20; the last value is full."""

    uncertified_output: list[int]
    """Output of an uncertified person as a share of a certified one's, in 2**-20."""

    consideration: list[int]
    """Lever: 0 own region, 1 all regions."""

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

    funded_share: list[int]
    """Lever: share of the requirement asked for, in 1/4096."""

    growth_cap_per_year: list[int]
    """Lever: greatest growth a year, in 1/4096."""

    reduction_cap_per_year: list[int]
    """Lever: greatest reduction a year, in 1/4096."""

    programming_lag_months: list[int]
    """Lever: months from a review to the earliest effect."""
