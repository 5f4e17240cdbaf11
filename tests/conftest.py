"""Settings for the whole test suite."""

from hypothesis import HealthCheck, settings

# The same examples every time, on every machine: a failure can be repeated, and a slow machine is not a failure.
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")
