"""The people on board on the first day, drawn as they would be in a workforce that has run like this for long.

The rows have the grain of a personnel file, whole days, so that they can be written out and read back without loss.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from simulation.arm import Arm
from simulation.config.roster import Roster, RosterRow
from simulation.decisions.rotation import season_nearest_to
from simulation.luck import Owner, Stream, key, uniform
from simulation.units import NEVER, RATIO, TICKS_PER_DAY, UNLIMITED
from simulation.workforce.opening import tenure_law
from simulation.workforce.pools import NOWHERE
from simulation.workforce.records import Position
from simulation.workforce.world import World


def synthesise(world: World, arm: Arm) -> Roster:
    """Return somebody for each position that has somebody in it on the first day.

    Parameters
    ----------
    world
        The world, its positions in place and empty.
    arm
        What the world is.
    """
    return Synthesis(world, arm).roster()


class Synthesis:
    """Draws a roster for the positions of a world.

    Parameters
    ----------
    world
        The world, its positions in place and empty.
    arm
        What the world is.
    """

    def __init__(self, world: World, arm: Arm) -> None:
        self.world = world
        self.arm = arm
        self.start = arm.calendar.start
        self.components = list(arm.world.components.items())
        self.tenure_law = cache(lambda component, tour, limit: tenure_law(world, component, tour, limit))

    def roster(self) -> Roster:
        """Return a row for each position that is filled."""
        return tuple(self.rows())

    def rows(self) -> Iterator[RosterRow]:
        """Yield a row for each position that is filled, in the order of positions."""
        for number, position in enumerate(self.world.positions):
            share = self.components[position.component][1].opening_fill_share.value
            if uniform(position.key, Stream.OPENING_FILL) < share:
                yield self.row(number, position)

    def row(self, number: int, position: Position) -> RosterRow:
        """Return who is in a position: tenure is stationary, and the tour as far as tenure says."""
        luck = key(position.key, Owner.OPENING_PERSON)
        name, component = self.components[position.component]
        tenure = self.tenure(position, luck)
        days, tour = tenure // TICKS_PER_DAY, self.world.tour_months[position.tour]
        whole_tour = NEVER if tour == UNLIMITED else max(1, tour // TICKS_PER_DAY)
        entered, arrived = self.before(days), self.before(days % whole_tour)
        low, high = component.entry_service_years
        served = round((low + (high - low) * uniform(luck, Stream.ENTRY_SERVICE)) * 365.25)
        certified = uniform(luck, Stream.OPENING_CERTIFIED) < component.opening_certified_share.value
        posts = 1 + days // whole_tour
        ends = None if whole_tour == NEVER else arrived + timedelta(days=whole_tour)
        abroad_since = self.abroad_since(position, entered)
        return RosterRow(
            person=f"P{number + 1:06d}",
            component=name,
            region=self.arm.layout.regions[position.region],
            position=number,
            entered=entered,
            service_start=entered - timedelta(days=served),
            arrived=arrived,
            tour_end=self.tour_end(position, luck, ends, abroad_since),
            posts=posts,
            courses=tuple(self.passed(position, luck)) if certified else (),
            experience=(self.arm.layout.functions[position.function],) if posts > 1 else (),
            obliged_until=self.obliged(position, entered),
            abroad_since=abroad_since,
        )

    def tenure(self, position: Position, luck: int) -> int:
        """Return the tenure, in ticks, of whoever is in a position: stationary, and within the limit abroad."""
        terms = self.world.terms
        limit = NEVER if terms.at_home[position.cell] else terms.abroad_limit[position.component]
        law = self.tenure_law(position.component, position.tour, limit)
        return law.ticks(uniform(luck, Stream.OPENING_TENURE))

    def abroad_since(self, position: Position, entered: date) -> date | None:
        """Return since when somebody has been abroad, where a limit makes it matter: since entering the workforce."""
        limited = self.world.terms.abroad_limit[position.component] != NEVER
        return entered if limited and not self.world.terms.at_home[position.cell] else None

    def tour_end(self, position: Position, luck: int, planned: date | None, abroad_since: date | None) -> date | None:
        """Return the planned end of a tour, moved into the season as luck has it, within the limit abroad."""
        terms, tour, ends = self.world.terms, position.tour, planned
        if planned is not None and uniform(luck, Stream.IN_SEASON) * RATIO < terms.season_share[tour]:
            season = season_nearest_to(self.world, tour, self.arm.calendar.tick(planned))
            begin, over = terms.season_begins[tour][season], terms.season_ends[tour][season]
            ends = self.arm.calendar.day(begin + int(uniform(luck, Stream.SEASON) * (over - begin)))
        if abroad_since is not None:
            limit = abroad_since + timedelta(days=terms.abroad_limit[position.component] // TICKS_PER_DAY)
            ends = limit if ends is None else min(ends, limit)
        return None if ends is None else max(ends, self.start + timedelta(days=1))

    def before(self, days: int) -> date:
        """Return the day so many days before the first."""
        return self.start - timedelta(days=days)

    def passed(self, position: Position, luck: int) -> Iterator[tuple[str, date | None]]:
        """Yield the courses that certify for a position, and when each lapses: evenly over what it lasts."""
        courses = self.world.terms.course_for[position.function][position.level]
        if position.level <= self.world.terms.entry_level[position.component] or courses == NOWHERE:
            return
        for course in sorted(self.with_required(courses)):
            lasts = self.world.terms.course_valid[course]
            left = 1 + int(uniform(luck, Stream.OPENING_STUDY, course) * (lasts // TICKS_PER_DAY))
            until = None if lasts == NEVER else self.start + timedelta(days=left)
            yield self.arm.layout.courses[course], until

    def with_required(self, course: int) -> set[int]:
        """Return a course and all that have to be passed before it."""
        required = {number for number, one in enumerate(self.world.terms.course_requires[course]) if one}
        return {course}.union(*(self.with_required(one) for one in required))

    def obliged(self, position: Position, entered: date) -> date | None:
        """Return the day on which the service owed from entry ends, if that is still to come."""
        owed = timedelta(days=self.world.terms.entry_obligation[position.component] // TICKS_PER_DAY)
        return entered + owed if entered + owed > self.start else None
