"""Stocks and their integrals, kept by every move, exact at every instant."""

from simulation.measures import STAFFING, STOCKS
from simulation.rule import rule
from simulation.workforce.records import Position
from simulation.workforce.world import World

(
    REQUIREMENT,
    AUTHORISED,
    ASSIGNED,
    QUALIFIED,
    EFFECTIVE,
    SHORTFALL,
    SURPLUS,
    EMPTY,
    EXCESS,
    OVERLAP,
    AWAY,
    IN_TRANSIT_TO,
    IN_TRAINING_FOR,
    SELECTED,
    REQUISITION_OPEN,
    NOTHING,
    COVERING,
) = range(len(STOCKS))

# Stocks that are also kept by group stand in the same order in both tables, so one index maps to the other.
STAFF_COLUMN = tuple(STAFFING.index(name) if name in STAFFING else -1 for name in STOCKS)


@rule
def adjust(world: World, cell: int, measure: int, by: int) -> None:
    """Change a stock of a cell, and its integral up to the end of the year."""
    world.stocks[cell][measure] += by
    world.areas[cell][measure] += by * (world.year_end[0] - world.now[0])


@rule
def adjust_staff(world: World, position: Position, measure: int, by: int) -> None:
    """Change a stock in a position's cell and group."""
    world.stocks[position.cell][measure] += by
    world.areas[position.cell][measure] += by * (world.year_end[0] - world.now[0])
    world.staff[position.group][STAFF_COLUMN[measure]] += by


@rule
def balance(world: World, cell: int) -> None:
    """Bring shortfall and surplus of a cell up to its requirement and what is effective there."""
    stock, area = world.stocks[cell], world.areas[cell]
    left = world.year_end[0] - world.now[0]
    gap = stock[REQUIREMENT] - stock[EFFECTIVE]
    short = max(0, gap)
    if short != stock[SHORTFALL]:
        area[SHORTFALL] += (short - stock[SHORTFALL]) * left
        stock[SHORTFALL] = short
    if short - gap != stock[SURPLUS]:
        area[SURPLUS] += (short - gap - stock[SURPLUS]) * left
        stock[SURPLUS] = short - gap


@rule
def require(world: World, cell: int, by: int) -> None:
    """Change the requirement of a cell."""
    adjust(world, cell, REQUIREMENT, by)
    balance(world, cell)


@rule
def require_always(world: World, cell: int, by: int) -> None:
    """Change what is required of a cell whatever its cases."""
    world.fixed_requirement[cell] += by
    require(world, cell, by)


@rule
def emit(world: World, fact: int, subject: int, number: int, place: int) -> None:
    """Write down that something happened; observers read it after the event."""
    row = world.log[world.logged[0]]
    row[0] = world.now[0]
    row[1] = fact
    row[2] = subject
    row[3] = number
    row[4] = place
    world.logged[0] += 1


@rule
def note_spell(world: World, spell: int, began: int, subject: int, place: int) -> None:
    """Write down that something has ended; what was under way on the first day has 0 for an unknown beginning."""
    if began != 0:
        row = world.spells[world.spelled[0]]
        row[0] = spell
        row[1] = began
        row[2] = world.now[0]
        row[3] = subject
        row[4] = place
        world.spelled[0] += 1


@rule
def turn_year(world: World, year_end: int) -> None:
    """Begin a year of the run: integrals start from the present stocks."""
    world.year_end[0] = year_end
    length = year_end - world.now[0]
    for cell in range(len(world.stocks)):
        stocks, areas = world.stocks[cell], world.areas[cell]
        world.required_before[cell] += areas[REQUIREMENT]
        for measure in range(len(stocks)):
            areas[measure] = stocks[measure] * length
        world.month_areas[cell][0] = 0
        world.month_areas[cell][1] = 0
