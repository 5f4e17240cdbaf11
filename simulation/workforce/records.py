"""Records: one person, one position. What they may do is in the moves."""

from dataclasses import dataclass

from simulation.measures import ACCOUNTS
from simulation.units import NEVER
from simulation.workforce.pools import NOWHERE

IN_POST, AVAILABLE, WAITING_SEAT, IN_CLASS, IN_TRANSIT, WAITING_MOVE = range(len(ACCOUNTS))
OUTSIDE = len(ACCOUNTS)

NOT_SOUGHT = -1
"""Stage of a position that nobody is looked for."""


@dataclass(slots=True, eq=False)
class Link:
    """Somebody's place in a chain of people besides the line for a seat."""

    pool: int = NOWHERE

    next: int = NOWHERE

    previous: int = NOWHERE


@dataclass(slots=True, eq=False)
class Person:
    """One member of the workforce."""

    serial: int
    """Serial number, which settles ties."""

    key: int
    """Luck."""

    component: int
    """Kind of employment."""

    held: int
    """Certification level held in each function, four bits each, the first function lowest."""

    owner: int = 0
    """Region that owns the person."""

    place: int = 0
    """Region x function x component of the post held or last held, for counting what happens to the person."""

    state: int = OUTSIDE
    """Account."""

    since: int = 0
    """Tick at which the state began."""

    entered: int = 0
    """Tick of entry into this workforce; negative before the start."""

    service: int = 0
    """Service at entry, in ticks."""

    post: int = NOWHERE
    """Position held."""

    bound: int = NOWHERE
    """Position the person is selected for."""

    last_post: int = NOWHERE
    """Position held before."""

    arrived: int = 0
    """Tick of arrival in post."""

    free: int = 0
    """Tick at which somebody to be considered for a post came free, or will: waiting since then, or in post to then."""

    fresh: int = 0
    """Tick at which somebody to be considered for a post was last put, or put elsewhere, among those who are."""

    command: int = 0
    """Region whose own people somebody to be considered for a post counts among."""

    abroad_since: int = NEVER
    """Tick of the first arrival abroad since the person was last at home for long; `NEVER` if there was none."""

    home_since: int = NEVER
    """Tick of coming home from abroad, `NEVER` while abroad."""

    extended: int = 0
    """1 once the tour has been extended."""

    leaves_at: int = NEVER
    """Tick at which somebody in post is known to leave it: the end of the tour or of the notice."""

    going: int = 0
    """1 once it is known that someone in post will leave the workforce."""

    tour_end: int = NEVER
    """Tick at which the tour is planned to end; `NEVER` without a planned end, and outside a post."""

    tours: int = 0
    """Posts taken up."""

    experience: int = 0
    """Functions in which a post was held before, one bit each."""

    plan: int = NOWHERE
    """Accession plan whose courses the person still goes through."""

    course: int = NOWHERE
    """Course the person waits for or attends."""

    waits: int = 0
    """Tick since which the person waits for a seat."""

    overdue: int = NEVER
    """Tick from which someone in post goes to the head of the line for a seat."""

    away: int = 0
    """1 while someone in post is on a course."""

    exams: int = 0
    """Courses ever attended, which numbers the luck of their ends."""

    rung: int = 0
    """Month starts in post, up to full proficiency."""

    qualified: int = 0
    """What the person adds to qualified, in 2**-20."""

    effective: int = 0
    """What the person adds to effective, in 2**-20."""

    cause: int = 0
    """Cause by which the person is due to leave."""

    leaving: int = 0
    """1 from the decision to leave on, while notice runs."""

    obliged: int = 0
    """Tick until which nobody leaves by choice."""

    exposure: int = 0
    """Row of the factors that the person's hazards are multiplied by."""

    settled: int = 0
    """Tick to which the budgets are settled."""

    pool: int = NOWHERE

    next: int = NOWHERE

    previous: int = NOWHERE

    lent: int = NOWHERE
    """Cell in which somebody in post covers for others this month."""

    covering: int = 0
    """What the person adds to effective there, in 2**-20."""

    matched: int = NOWHERE
    """Position given to the person in the matching under way."""


@dataclass(slots=True, eq=False)
class Position:
    """One funded job."""

    serial: int
    """Serial number, which settles ties."""

    key: int
    """Luck."""

    cell: int = 0
    """Cell it belongs to."""

    group: int = 0
    """Group it belongs to."""

    region: int = 0
    """Region of its unit, which owns whoever holds it."""

    function: int = 0
    """Kind of work."""

    place: int = 0
    """Region x function x component, for counting."""

    level: int = 0
    """Certification level required."""

    component: int = 0
    """Kind of employment."""

    filling: int = 0
    """Who may hold it, a row of `terms.fill_output`."""

    temporary: int = NOWHERE
    """Programme of temporary positions it belongs to."""

    tour: int = 0
    """Tour kind."""

    priority: int = 0
    """1 is served before 2."""

    slot: int = 0
    """Ordinal among the positions of its cell and component."""

    authorised: int = 0
    """1 while the position exists."""

    incumbent: int = NOWHERE
    """Person in post, the one who leaves first where there are two."""

    relief: int = NOWHERE
    """Successor who is in post already while the predecessor still is."""

    inbound: int = NOWHERE
    """Person selected for it."""

    empty: int = 0
    """1 while it is authorised and nobody is in it."""

    stage: int = NOT_SOUGHT
    """What is on its way to a position for which somebody is looked for: the measure that counts it if it is empty."""

    fresh: int = 0
    """Tick at which somebody was last begun to be looked for, or for another time."""

    vacates: int = NEVER
    """Tick at which the incumbent is known to leave, once a successor is looked for; `NEVER` before that."""

    since: int = 0
    """Tick at which it fell empty, or will."""

    sought: int = 0
    """Tick since which somebody is looked for."""

    outside_from: int = -1
    """Tick at which the time for looking inside only was last found to be over."""

    searching: int = 0
    """1 while a requisition for it is open."""

    requisitions: int = 0
    """Requisitions ever opened for it."""

    hires: int = 0
    """People ever hired for it."""

    earlier: int = NOWHERE
    """Position made before it in its cell."""

    pool: int = NOWHERE

    next: int = NOWHERE

    previous: int = NOWHERE

    headquarters_priority: int = 0
    """The same as `priority`, where headquarters sets priorities."""

    kind: int = 0
    """Positions of a kind suit the same people, but for whoever holds or has just left one of them."""

    matched: int = NOWHERE
    """Person given to it in the matching under way."""

    trainable: int = 0
    """1 if somebody who has to go to school for it will do, in the matching under way."""

    tied: int = 0
    """1 if somebody looked at for it in this matching holds it or has just left it, and so does not suit."""

    reached: int = 0
    """Round of the search that last came to it."""

    before: int = NOWHERE
    """Position that the search came from, to which it may give up its person."""

    queued: int = NOWHERE
    """Position that the search comes to next."""

    later: int = NOWHERE
    """Position that is served next."""
