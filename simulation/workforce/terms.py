"""The terms a world is played under: what the configuration fixes for the whole run, as tables."""

from typing import NamedTuple


class Terms(NamedTuple):
    """What no move and no lever changes."""

    horizon: int
    """Tick at which the run ends."""

    regions: int
    """Number of regions."""

    components: int
    """Number of components."""

    levels: int
    """Number of certification levels."""

    work_place: list[int]
    """Place of the work of each cell."""

    cell_function: list[int]
    """Function of each cell."""

    cell_unit: list[int]
    """Unit of each cell."""

    first_cell: list[int]
    """First cell of each unit, -1 if it has none."""

    next_cell: list[int]
    """The cell after each in its unit, -1 after the last."""

    next_alike: list[int]
    """The cell after each among those of its region and function, which form a ring."""

    cover_efficiency: int
    """Output of somebody who covers, as a share of the output at home, in 1/4096."""

    minimum_manning: list[int]
    """Positions that each cell needs whatever its cases, in 2**-20; reviews never cut below them."""

    first_group: list[int]
    """First group of each cell, -1 if it has none."""

    next_group: list[int]
    """The group after each in its cell, -1 after the last."""

    group_programme: list[int]
    """Programme of temporary positions that each group belongs to, -1 if none."""

    opening_in_group: list[int]
    """Positions of each group authorised on the first day."""

    opening_in_cell: list[int]
    """Positions of each cell authorised on the first day."""

    sees_mean: int
    """1 if reviews see the mean requirement since the last one, 0 if that of their day."""

    follows_trend: int
    """1 if reviews plan for where the trend of the requirement leads."""

    approval_months: int
    """Months from a 1 October to the creation of positions abroad."""

    office: list[int]
    """Office (unit) of each cell."""

    first_in_office: list[int]
    """First cell of each office, -1 if it has none."""

    next_in_office: list[int]
    """The cell after each in its office, -1 after the last."""

    office_cap: list[int]
    """Most lasting positions of the limited component in each office; `UNLIMITED` if it has no cap."""

    has_cap: list[int]
    """1 if an office has a cap."""

    group_is_capped: list[int]
    """1 if a group counts towards the cap on its office."""

    is_capped: list[int]
    """1 if all lasting groups of a cell count towards the cap on its office, so that it cannot grow by others."""

    fill_output: list[list[int]]
    """Kind of position x (component x levels + levels below): what a holder is worth, in 2**-20; -1 if barred."""

    fillers: list[list[int]]
    """Component of the position x component of the holder: 1 if some position may be held so."""

    rotates: list[int]
    """1 if people of a component may move to another region."""

    course_for: list[list[int]]
    """Function x level: the course that certifies for it, -1 if there is none or none is needed."""

    course_function: list[int]
    """Function each course certifies for, -1 if none."""

    course_level: list[int]
    """Level each course confers, -1 if none."""

    course_place: list[int]
    """Where classes of each course are counted: its function in the region of its teachers, or in the first one."""

    course_requires: list[list[int]]
    """Course x course: 1 if the first has to be preceded by the second."""

    course_attempts: list[int]
    """Attempts each course allows."""

    course_minimum: list[int]
    """Fewest people each course is held for, at least 1."""

    course_during_tour: list[int]
    """1 if people in post are sent on the course."""

    course_valid: list[int]
    """Ticks after which what a course certifies lapses, `NEVER` if it does not."""

    course_obligation: list[int]
    """Ticks of service owed after passing each course."""

    class_dates: list[list[int]]
    """Ticks of the classes of each course held on given dates; `NEVER` fills the rest of the row."""

    teaches: list[list[int]]
    """Course x cell: 1 if the people of the cell teach the course."""

    instructors_needed: list[int]
    """Instructors that a full class takes, by course; 0 if teachers come from elsewhere."""

    relocation_ticks: list[int]
    """Time from release to arrival, by tour kind."""

    overlap_head_start: int
    """Learning spared for overlap: months per month, in 1/4096."""

    season_begins: list[list[int]]
    """Tour kind x season: first tick of each season of moves; `NEVER` fills the rest of the row."""

    season_ends: list[list[int]]
    """Tick at which each season is over."""

    season_share: list[int]
    """Share of tours that end in it, in 1/4096."""

    extension_ticks: list[int]
    """Length of an extension, by tour kind."""

    extension_chance: list[int]
    """Chance that a tour is extended where no incentive is paid, by tour kind, in 1/4096."""

    extension_elasticity: list[float]
    """Elasticity of the chance of no extension to the incentive, by tour kind."""

    curtailment_chance: list[int]
    """Chance that a tour is cut short, by tour kind, in 1/4096."""

    curtailment_ticks: list[int]
    """The most that is cut off, by tour kind."""

    headquarters: int
    """Region that is the headquarters, -1 if there is none."""

    to_headquarters: list[int]
    """Share of those taking another post whom the headquarters then counts among its own, by component, in 1/4096."""

    alumnus_chance: list[int]
    """Chance that a requisition brings somebody who has returned before, by component, in 1/4096."""

    abroad_limit: list[int]
    """Most ticks abroad at a stretch, by component; `NEVER` if there is no limit."""

    abroad_reset: list[int]
    """Ticks at home after which the count begins anew, by component."""

    abroad_least: list[int]
    """Nobody of a component is sent abroad for less than this before the limit, or than the tour if that is shorter."""

    stay_after_tour: list[int]
    """Chance of another post at the end of a tour, by component, in 1/4096."""

    pool_place: list[int]
    """Where hiring ahead is counted, by region x component: the first function there."""

    internal_ticks: list[int]
    """Time in which an empty position is looked at inside only, by component."""

    selected_after: list[int]
    """Part of the time to fill after which somebody is selected, by component, in 1/4096."""

    time_to_fill_exponential: list[int]
    """1 if the time to fill is exponential, 0 if it is lognormal, by component."""

    time_to_fill_cv: list[float]
    """Coefficient of variation of a lognormal time to fill, by component."""

    failure_probability: list[int]
    """Chance that a requisition ends with nobody, by component, in 1/4096."""

    service_fill_share: list[int]
    """Share of its positions up to which a component's services send people, in 1/4096; `UNLIMITED` if no limit."""

    expected_losses: list[int]
    """Share of its people that planners of a component expect to lose in a year, in 1/4096."""

    entry_service: list[list[int]]
    """Least and greatest service at entry, by component, in ticks."""

    entry_level: list[int]
    """Level an entrant holds in every function, by component."""

    entry_held: list[int]
    """The same in all functions, four bits each."""

    entry_obligation: list[int]
    """Ticks of service owed from entry, by component."""

    notice_ticks: list[int]
    """Time from deciding to leave to leaving, by component."""

    hazard_from: list[list[int]]
    """Component x cause: age at which each band of the table begins, in ticks; `NEVER` fills the rest of the row."""

    hazard_rate: list[list[int]]
    """Hazard in each band, in 2**-32 per year."""

    is_threat: list[int]
    """Component x cause: 1 if anybody can leave by the cause at all."""

    is_moved: list[int]
    """1 if anything multiplies the hazards of a component."""

    greatest_factor: list[int]
    """The most that the hazards of a component can be multiplied by, in 1/4096."""

    overload_from: list[list[int]]
    """Overload at which each band begins, by component, in 1/4096; `NEVER` fills the rest of the row."""

    overload_factor: list[list[int]]
    """Factor in each band, in 1/4096."""

    at_home: list[int]
    """1 if a cell is in the home country."""

    hardship: list[int]
    """Factor of the unit of each cell, in 1/4096."""

    elasticity: list[float]
    """Elasticity of quits and transfers to pay, by component."""

    economy: list[list[int]]
    """Component x month: factor of the labour market, in 1/4096."""

    plan_component: list[int]
    """Component of each accession plan."""

    plan_owner: list[int]
    """Region that owns the people of each plan."""

    plan_place: list[int]
    """Where accessions of each plan are counted."""

    plan_poisson: list[int]
    """1 if a plan takes people in at random times, 0 if in yearly cohorts."""

    plan_month: list[int]
    """Month of the yearly cohort."""

    plan_courses: list[list[int]]
    """Chain of courses of each plan; -1 fills the rest of the row."""

    temporary_component: list[int]
    """Component of each programme of temporary positions."""

    temporary_group: list[list[int]]
    """Programme x cell: group of the programme's positions there, -1 where it has none."""

    temporary_tour: list[int]
    """Tour kind of the programme's positions."""

    temporary_cap: list[int]
    """Most positions of each programme at any time."""

    activation_ticks: list[int]
    """Time from deciding on temporary positions to their existence, by programme."""

    proficiency: list[int]
    """Output of a certified person after 0, 1, 2 ... month starts in post, in 2**-20; the last value is full."""

    head_start: int
    """Steps of learning spared to those with an earlier tour in the function."""

    uncertified_output: list[int]
    """Output of an uncertified person as a share of a certified one's, in 2**-20."""
