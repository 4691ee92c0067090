"""What all tests share."""

import os

from hypothesis import HealthCheck, settings

# A landing hangs neither on the luck of a draw nor on how busy the machine is: the same examples each time, and no clock over them.
# The slow suite draws new ones (scripts/test --slow).
settings.register_profile(
    "afterword",
    derandomize="AFTERWORD_NEW_DRAWS" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("afterword")
