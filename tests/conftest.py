"""What all tests share."""

import os

from hypothesis import settings

# A landing must not hang on the luck of a draw: in CI the same examples are drawn each time; everywhere else new ones are.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
