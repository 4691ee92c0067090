"""The one clock. Held by app and interfaces only; the pure rooms never ask what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Says what time it is; stands still at `fixed` where `--at` was given."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The present instant, aware."""
        return self.fixed or datetime.now(UTC)
