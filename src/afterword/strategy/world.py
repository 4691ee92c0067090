"""What a playbook may look at beside its own subject, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date
from typing import Literal, Protocol

from afterword.facts import Fact, Workdays
from afterword.facts.frozen import dataclass
from afterword.story.model import Me, Opportunity, OrganisationStory, PersonStory
from afterword.strategy.model import Because, Tier, Window


class World(Protocol):
    """Stories beside the one that is planned, and the few settings that strategy needs. No clock."""

    me: Me
    since: date  # the day the search was told to us: windows that closed before are history, not debt

    def person(self, handle: str) -> PersonStory | None:
        """The story of whoever has this handle."""
        ...

    def organisation(self, handle: str) -> OrganisationStory | None:
        """The organisation with this handle, as others may see it: its roles without what was said about them (story/face.py)."""
        ...

    def workdays(self, country: str = "") -> Workdays:
        """Business days of the user, and of `country` too where it is given."""
        ...

    def targets(self) -> tuple[OrganisationStory, ...]:
        """The wanted companies, best first."""
        ...

    def accepted(self) -> tuple[Fact, date, str] | None:
        """The accepted offer that ends the search: its fact, day and employer."""
        ...

    def days(self, situation: str, step: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
        """Business days to open, fall due and close: the table's, or the user's own within etiquette."""
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """One touch that a playbook proposes. The planner adds channels, decisions, absences and etiquette's marks."""

    step: str
    window: Window
    tier: Tier
    stands_on: Fact
    reason: str
    because: tuple[Because, ...]
    person: PersonStory | None = None
    organisation: str = ""
    role: str = ""
    channels: tuple[str, ...] = ("email",)
    rule: str = ""
    changes: tuple[str, ...] = ()
    number: str = ""
    asked: bool = False
    second: bool = False
    thanks: bool = False
    value: float = 1.0  # V of PLAYBOOK.md section 5
    gain: float = 0.05  # u of PLAYBOOK.md section 5
    hook: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    also: tuple[Fact, ...] = ()  # further facts a decision about it may have stood on
    situation: str = ""  # where a playbook speaks for another situation (an offer by a professional)


Subject = PersonStory | Opportunity | OrganisationStory


@dataclass(frozen=True, slots=True)
class Playbook:
    """The strategy for one situation. `says` is the rule in plain words, for `why` and the settings page."""

    situation: str
    over: Literal["person", "opportunity", "organisation"]
    plan: Callable[..., Iterable[Proposal]]
    says: str
    version: int = 1
