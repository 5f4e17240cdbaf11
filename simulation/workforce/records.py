"""Records: one person, one position. What they may do is in the moves."""

from simulation.measures import ACCOUNTS
from simulation.workforce.pools import NOWHERE

IN_POST, AVAILABLE, WAITING_SEAT, IN_CLASS, IN_TRANSIT = range(len(ACCOUNTS))
OUTSIDE = len(ACCOUNTS)

NOT_EMPTY = -1
"""Stage of a position that is filled, or does not exist."""


class Person:
    """One member of the workforce."""

    __slots__ = (
        "arrived",
        "attempts",
        "bound",
        "cause",
        "component",
        "effective",
        "entered",
        "exams",
        "held",
        "key",
        "last_post",
        "next",
        "owner",
        "place",
        "pool",
        "post",
        "previous",
        "qualified",
        "rung",
        "serial",
        "service",
        "since",
        "state",
        "tours",
    )

    def __init__(self, serial: int, key: int, component: int, held: int) -> None:
        self.serial = serial
        """Serial number, which settles ties."""
        self.key = key
        """Luck."""
        self.component = component
        """Kind of employment."""
        self.held = held
        """Certification level held in each function, four bits each, the first function lowest."""
        self.owner = 0
        """Region that owns the person."""
        self.place = 0
        """Region x function x component of the post held or last held, for counting what happens to the person."""
        self.state = OUTSIDE
        """Account."""
        self.since = 0
        """Tick at which the state began."""
        self.entered = 0
        """Tick of entry into this workforce; negative before the start."""
        self.service = 0
        """Service at entry, in ticks."""
        self.post = NOWHERE
        """Position held."""
        self.bound = NOWHERE
        """Position the person is selected for."""
        self.last_post = NOWHERE
        """Position held before."""
        self.arrived = 0
        """Tick of arrival in post."""
        self.tours = 0
        """Posts taken up."""
        self.attempts = 0
        """Attempts at the present course."""
        self.exams = 0
        """Courses ever attended, which numbers the luck of their ends."""
        self.rung = 0
        """Month starts in post, up to full proficiency."""
        self.qualified = 0
        """What the person adds to qualified, in 2**-20."""
        self.effective = 0
        """What the person adds to effective, in 2**-20."""
        self.cause = 0
        """Fact by which the person is due to leave."""
        self.pool = NOWHERE
        self.next = NOWHERE
        self.previous = NOWHERE


class Position:
    """One funded job."""

    __slots__ = (
        "authorised",
        "cell",
        "component",
        "earlier",
        "function",
        "group",
        "hires",
        "inbound",
        "incumbent",
        "key",
        "level",
        "next",
        "place",
        "pool",
        "previous",
        "priority",
        "region",
        "requisitions",
        "searching",
        "serial",
        "since",
        "slot",
        "stage",
        "tour",
    )

    def __init__(self, serial: int, key: int) -> None:
        self.serial = serial
        """Serial number, which settles ties."""
        self.key = key
        """Luck."""
        self.cell = 0
        """Cell it belongs to."""
        self.group = 0
        """Group it belongs to."""
        self.region = 0
        """Region of its unit, which owns whoever holds it."""
        self.function = 0
        """Kind of work."""
        self.place = 0
        """Region x function x component, for counting."""
        self.level = 0
        """Certification level required."""
        self.component = 0
        """Kind of employment."""
        self.tour = 0
        """Tour kind."""
        self.priority = 0
        """1 is served before 2."""
        self.slot = 0
        """Ordinal among the positions of its cell and component."""
        self.authorised = 0
        """1 while the position exists."""
        self.incumbent = NOWHERE
        """Person in post."""
        self.inbound = NOWHERE
        """Person selected for it."""
        self.stage = NOT_EMPTY
        """What is on its way while it is empty: the measure that counts it, `NOT_EMPTY` otherwise."""
        self.since = 0
        """Tick at which it fell empty."""
        self.searching = 0
        """1 while a requisition for it is open."""
        self.requisitions = 0
        """Requisitions ever opened for it."""
        self.hires = 0
        """People ever hired for it."""
        self.earlier = NOWHERE
        """Position made before it in its cell."""
        self.pool = NOWHERE
        self.next = NOWHERE
        self.previous = NOWHERE
