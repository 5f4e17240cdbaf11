"""Hazards that step with age, and the time until one has used up a budget."""

from simulation.rule import rule
from simulation.units import NEVER, TICKS_PER_YEAR


@rule
def time_to_reach(begins: list[int], rates: list[int], age: int, budget: int) -> int:
    """Return the ticks from an age until the integrated hazard reaches a budget, at least 1; `NEVER` if it never does.

    The hazard is `rates[i]` (2**-32 per year) from age `begins[i]` (ticks) on; a row may end in `NEVER`. The budget is
    in 2**-32.
    """
    left = budget * TICKS_PER_YEAR
    reached = age
    for band in range(len(begins)):
        last = band + 1 == len(begins) or begins[band + 1] == NEVER
        if last or age < begins[band + 1]:
            rate = rates[band]
            needed = -(-left // rate) if rate > 0 else NEVER
            if last or needed <= begins[band + 1] - reached:
                return NEVER if needed == NEVER else max(1, reached + needed - age)
            left -= rate * (begins[band + 1] - reached)
            reached = begins[band + 1]
    return NEVER
