"""When a tour ends, when a successor is looked for, and whether somebody may be sent abroad again."""

from simulation.rule import rule
from simulation.units import NEVER, TICKS_PER_YEAR, UNLIMITED
from simulation.workforce.abroad import last_day_abroad
from simulation.workforce.world import World


@rule
def last_day_in_post(world: World, member: int) -> int:
    """Return the tick at which the limit abroad ends a stay in post; `NEVER` if it does not."""
    if world.terms.at_home[world.positions[world.people[member].post].cell]:
        return NEVER
    return last_day_abroad(world, member, world.now[0])


@rule
def planned_end(world: World, member: int) -> int:
    """Return the tick at which the tour that begins now ends by its length or by the limit abroad; `NEVER` if open."""
    length = world.tour_months[world.positions[world.people[member].post].tour]
    end = NEVER if length == UNLIMITED else world.now[0] + length
    return max(world.now[0] + 1, min(end, last_day_in_post(world, member)))


@rule
def season_nearest_to(world: World, tour: int, end: int) -> int:
    """Return which season of moves has its middle nearest to the planned end of a tour, -1 if there is none."""
    begins, ends = world.terms.season_begins[tour], world.terms.season_ends[tour]
    about = (end - begins[0]) // TICKS_PER_YEAR
    chosen, least = -1, NEVER
    for season in range(max(0, about - 1), min(len(begins), about + 3)):
        if begins[season] != NEVER and begins[season] > world.now[0]:
            distance = abs(begins[season] + ends[season] - 2 * end)
            if distance < least:
                chosen, least = season, distance
    return chosen


@rule
def search_begins(world: World, member: int) -> int:
    """Return the tick at which a successor is first looked for: the lead before the end of the tour, or next tick."""
    person = world.people[member]
    lead = world.search_lead_days[world.positions[person.post].component]
    return min(person.tour_end, max(world.now[0] + 1, person.tour_end - lead))


@rule
def extended_end(world: World, member: int) -> int:
    """Return the end of a tour if it is extended, within the limit abroad."""
    person = world.people[member]
    end = person.tour_end + world.terms.extension_ticks[world.positions[person.post].tour]
    return max(person.tour_end, min(end, last_day_in_post(world, member)))


@rule
def stays_home(world: World, member: int, tick: int) -> bool:
    """Return True if somebody who leaves a post abroad at a tick has not enough time left for another one abroad."""
    if last_day_in_post(world, member) == NEVER:
        return False
    least = world.terms.abroad_least[world.people[member].component]
    return last_day_abroad(world, member, tick) - tick < least


@rule
def command_after_tour(world: World, member: int, to_headquarters: int) -> int:
    """Return the region whose own people somebody counts among after a tour."""
    person = world.people[member]
    if world.terms.headquarters >= 0 and (to_headquarters or stays_home(world, member, person.tour_end)):
        return world.terms.headquarters
    return person.owner
