"""Does what a world says of careers fit together: tours, successors, the headquarters and the limit abroad."""

from collections.abc import Iterator

from simulation.config.findings import Finding, groups_of
from simulation.config.world import World


def check_careers(world: World) -> Iterator[Finding]:
    """Yield what is wrong with tours and what follows them."""
    yield from _check_successors(world)
    yield from _check_headquarters(world)
    yield from _check_limits(world)


def _check_successors(world: World) -> Iterator[Finding]:
    """Yield overlaps and curtailments of tours on which nobody is looked for ahead."""
    for name, tour in world.tours.items():
        components = {group.component for _, group in groups_of(world) if group.tour == name}
        known = [world.components[one] for one in sorted(components) if one in world.components]
        if not known or any(component.hiring.search_lead_days for component in known):
            continue
        for key, given in (("overlap_days", tour.overlap_days), ("curtailment_days", tour.curtailment_days)):
            if given is not None and given.value > 0:
                message = (
                    "a successor is in post in time, or too late, only if looked for ahead, and no component with "
                    f"positions on this tour has search_lead_days; give it, or leave {key} out"
                )
                yield Finding(("tours", name, key), message)


def _check_headquarters(world: World) -> Iterator[Finding]:
    """Yield people sent to a headquarters that is not there."""
    headquarters = any(region.headquarters for region in world.regions.values())
    for name, component in world.components.items():
        if component.headquarters_after_tour_share is not None and not headquarters:
            message = "no region is the headquarters; set 'headquarters: true' in one, or leave this out"
            yield Finding(("components", name, "headquarters_after_tour_share"), message)


def _check_limits(world: World) -> Iterator[Finding]:
    """Yield limits abroad that keep everybody at home."""
    for name, component in world.components.items():
        limit = component.abroad_limit
        if limit is not None and limit.least_tour_months.value > 12 * limit.years.value:
            message = (
                f"found {limit.least_tour_months.value:g} months, longer than the limit of {limit.years.value:g} "
                "years, so nobody could ever be sent abroad; shorten it"
            )
            yield Finding(("components", name, "abroad_limit", "least_tour_months"), message)
