"""The one clock. Held by app and interfaces only; the pure rooms never ask what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, 23, 59, 59, tzinfo=UTC)
"""The instants that have a day in every zone: beyond them Python has no dates."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Says what time it is; stands still at `fixed` where `--at` was given."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The present instant, aware."""
        return max(FIRST, min(self.fixed or datetime.now(UTC), LAST))
