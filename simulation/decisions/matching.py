"""Who gets which open position: augmenting paths, position by position in the order of service.

A position that comes first is filled whenever it can be, if need be by moving others to other people; none that was
filled falls empty again. So the set of positions filled is the best there is in the order of service, first with people
certified for them, then, these being filled, with people who would have to go to school.

A search that finds nobody has come to positions and people of which none can help any other position either: they are
passed over for the rest of the round, and so are positions of the same kind, which suit the same people. That holds
across the change from certified to trainable people as well, since what is filled by then is moved among the certified
alone.
"""

from simulation.decisions.assignment import ALL_REGIONS, is_considered_before, is_served_before, suits
from simulation.rule import rule
from simulation.workforce.people import candidate_pool
from simulation.workforce.pools import NOWHERE
from simulation.workforce.qualifications import may_hold
from simulation.workforce.world import World


@rule
def opens(world: World, number: int) -> int:
    """Return the tick from which a position can be taken up: now, or when it falls empty."""
    return max(world.positions[number].since, world.now[0])


@rule
def can_take(world: World, member: int, number: int) -> bool:
    """Return True if somebody suits a position, with school if that will do, and whoever is in post is free in time."""
    person = world.people[member]
    if person.post != NOWHERE and person.free > opens(world, number):
        return False
    return suits(world, member, number, world.positions[number].trainable)


@rule
def sees(world: World, number: int, owner: int, component: int) -> bool:
    """Return True if people of a component whom a region owns are considered for a position."""
    if world.considered[component] == 0 or not may_hold(world, component, number):
        return False
    return world.consideration[0] == ALL_REGIONS or owner == world.positions[number].region


@rule
def first_free(world: World, member: int, number: int) -> int:
    """Return the first of a chain, from somebody on, who is free and can take a position; -1 if nobody is."""
    position = world.positions[number]
    while member != NOWHERE:
        person = world.people[member]
        if number in (person.post, person.last_post):
            position.tied = 1
        elif person.matched == NOWHERE and can_take(world, member, number):
            return member
        member = world.candidates[member].next
    return NOWHERE


@rule
def best_candidate(world: World, number: int) -> int:
    """Return who of those free is given a position, -1 if nobody suits."""
    world.positions[number].tied = 0
    best = NOWHERE
    for component in range(world.terms.components):
        for owner in range(world.terms.regions):
            if sees(world, number, owner, component):
                member = first_free(world, world.candidate_heads[candidate_pool(world, owner, component)], number)
                if member != NOWHERE and (best == NOWHERE or is_considered_before(world, number, member, best)):
                    best = member
    return best


@rule
def search_row(world: World, number: int) -> int:
    """Return where it is written down that positions like one were searched for in vain."""
    return 2 * world.positions[number].kind + world.positions[number].trainable


@rule
def is_hopeless(world: World, number: int) -> bool:
    """Return True if what was found in vain for a position like this one in this round, can be said of it as well."""
    row = search_row(world, number)
    return world.searched_in[row] == world.rounds[0] and world.searched_for[row] == opens(world, number)


@rule
def note_search(world: World, number: int) -> None:
    """Write down that all was seen that positions like this one can take, unless it lacks somebody others could."""
    if not world.positions[number].tied:
        row = search_row(world, number)
        world.searched_in[row] = world.rounds[0]
        world.searched_for[row] = opens(world, number)


@rule
def note_fresh(world: World) -> None:
    """Note where people are considered who were not at the last review."""
    for pool in range(len(world.fresh_candidates)):
        member = world.candidate_heads[pool]
        while member != NOWHERE and world.people[member].fresh < world.reviewed[0]:
            member = world.candidates[member].next
        world.fresh_candidates[pool] = int(member != NOWHERE)


@rule
def suits_somebody_fresh(world: World, number: int) -> bool:
    """Return True if somebody who was not considered at the last review can take a position."""
    position = world.positions[number]
    position.tied = 0
    for component in range(world.terms.components):
        for owner in range(world.terms.regions):
            pool = candidate_pool(world, owner, component)
            if world.fresh_candidates[pool] and sees(world, number, owner, component):
                member = world.candidate_heads[pool]
                while member != NOWHERE:
                    person = world.people[member]
                    if number in (person.post, person.last_post):
                        position.tied = 1
                    elif person.fresh >= world.reviewed[0] and can_take(world, member, number):
                        return True
                    member = world.candidates[member].next
    return False


@rule
def is_fillable(world: World, number: int) -> bool:
    """Return True if anybody at all can take a position, before any is given away.

    A position that was open at the last review was left with nobody who was considered then.
    """
    position = world.positions[number]
    position.trainable = 1
    if is_hopeless(world, number):
        return False
    if position.fresh < world.reviewed[0]:
        if suits_somebody_fresh(world, number):
            return True
    elif best_candidate(world, number) != NOWHERE:
        return True
    note_search(world, number)
    return False


@rule
def somebody_waits(world: World, region: int, component: int) -> bool:
    """Return True if someone waits who may be considered for positions of a component in a region."""
    for holder in range(world.terms.components):
        if (
            world.considered[holder] > 0
            and world.terms.fillers[component][holder]
            and (
                world.consideration[0] == ALL_REGIONS
                or world.candidate_heads[candidate_pool(world, region, holder)] != NOWHERE
            )
        ):
            return True
    return False


@rule
def somebody_fresh_waits(world: World, region: int, component: int) -> bool:
    """Return True if one of those who may be considered for such positions was not at the last review."""
    for holder in range(world.terms.components):
        if world.considered[holder] > 0 and world.terms.fillers[component][holder]:
            for owner in range(world.terms.regions):
                seen = owner == region or world.consideration[0] == ALL_REGIONS
                if seen and world.fresh_candidates[candidate_pool(world, owner, holder)]:
                    return True
    return False


@rule
def line_up(world: World) -> int:
    """Put the open positions that somebody can take in the order of service; return the first, -1 if there is none.

    Where nothing has changed since the last review nobody was left for any of them, and nobody is now.
    """
    world.rounds[0] += 1
    note_fresh(world)
    first = NOWHERE
    components = world.terms.components
    for row in range(len(world.news)):
        if world.news[row] and somebody_waits(world, row // components, row % components):
            somebody_fresh = somebody_fresh_waits(world, row // components, row % components)
            for pool in range(row, len(world.position_heads), len(world.news)):
                number = world.position_heads[pool]
                while number != NOWHERE:
                    is_new = world.positions[number].fresh >= world.reviewed[0]
                    if (is_new or somebody_fresh) and is_fillable(world, number):
                        world.positions[number].later = first
                        first = number
                    number = world.positions[number].next
    return in_order(world, first)


@rule
def in_order(world: World, first: int) -> int:
    """Put a line of positions in the order of service by merging ever longer stretches; return the first."""
    length, merges = 1, 2
    while merges > 1:
        merges = 0
        rest, last = first, NOWHERE
        while rest != NOWHERE:
            merges += 1
            following = beyond(world, rest, length)
            if last == NOWHERE:
                ahead = following != NOWHERE and is_served_before(world, following, rest)
                first = following if ahead else rest
            rest, last = merge(world, rest, following, length, last)
        length *= 2
    return first


@rule
def beyond(world: World, number: int, steps: int) -> int:
    """Return the position so many steps later in line, -1 if there is none."""
    while steps > 0 and number != NOWHERE:
        number = world.positions[number].later
        steps -= 1
    return number


@rule
def merge(world: World, a: int, b: int, length: int, last: int) -> tuple[int, int]:
    """Merge two stretches of a line, from a up to b and so many from b on, behind a third.

    Return what follows them, and the last of them.
    """
    end, left = b, length
    while a != end or (left > 0 and b != NOWHERE):
        if a == end or (left > 0 and b != NOWHERE and is_served_before(world, b, a)):
            taken = b
            b = world.positions[b].later
            left -= 1
        else:
            taken = a
            a = world.positions[a].later
        if last != NOWHERE:
            world.positions[last].later = taken
        last = taken
    world.positions[last].later = NOWHERE
    return b, last


@rule
def reach(world: World, number: int, last: int) -> int:
    """Have the search come to all whose people could take a position instead; return the last it will come to.

    Longest waiting come first, pool by pool.
    """
    for component in range(world.terms.components):
        for owner in range(world.terms.regions):
            if sees(world, number, owner, component):
                member = world.candidate_heads[candidate_pool(world, owner, component)]
                while member != NOWHERE:
                    held = world.people[member].matched
                    if (
                        held != NOWHERE
                        and world.positions[held].reached != world.rounds[0]
                        and can_take(world, member, number)
                    ):
                        enqueue(world, held, number, last)
                        last = held
                    member = world.candidates[member].next
    return last


@rule
def enqueue(world: World, number: int, before: int, last: int) -> None:
    """Put a position at the end of the queue of the search, which came to it from another."""
    position = world.positions[number]
    position.reached = world.rounds[0]
    position.before = before
    position.queued = NOWHERE
    if last != NOWHERE:
        world.positions[last].queued = number


@rule
def search(world: World, root: int) -> bool:
    """Give a position a person: whoever is free, or whom another position gives up, along the shortest such way."""
    enqueue(world, root, NOWHERE, NOWHERE)
    number, last = root, root
    while number != NOWHERE:
        if not is_hopeless(world, number):
            member = best_candidate(world, number)
            if member != NOWHERE:
                forget_search(world, root)
                hand_on(world, number, member)
                return True
            last = reach(world, number, last)
            note_search(world, number)
        number = world.positions[number].queued
    return False


@rule
def forget_search(world: World, number: int) -> None:
    """Forget where a search that found somebody has been: what it saw changes."""
    while number != NOWHERE:
        world.positions[number].reached = 0
        world.searched_in[search_row(world, number)] = 0
        number = world.positions[number].queued


@rule
def hand_on(world: World, number: int, member: int) -> None:
    """Give a position a person, the person it gives up to the position the search came from, and so on."""
    while number != NOWHERE:
        position = world.positions[number]
        given_up = position.matched
        position.matched = member
        world.people[member].matched = number
        number, member = position.before, given_up


@rule
def match(world: World) -> int:
    """Match open positions with people who wait; return the first position in line, -1 if nobody can take any.

    Positions that certified people fill stay so when the others are filled, though perhaps with another of them.
    """
    first = line_up(world)
    number = first
    while number != NOWHERE:
        world.positions[number].trainable = 0
        number = world.positions[number].later
    for trainable in range(2):
        number = first
        while number != NOWHERE:
            position = world.positions[number]
            if position.matched == NOWHERE:
                position.trainable = trainable
                search(world, number)
            number = position.later
    return first
