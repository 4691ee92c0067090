"""What this room gives: hooks, findings and drafts. Plain values; their JSON is DESIGN.md section 3's."""

from __future__ import annotations

from typing import Any, Literal

from afterword.facts.frozen import dataclass
from afterword.strategy.model import Party

HookKind = Literal["moment", "topic", "work", "promise", "shared_past", "news", "saved", "line", "question", "evidence"]
Severity = Literal["block", "warn"]
Tone = Literal["warm", "formal", "brief"]


@dataclass(frozen=True, slots=True)
class Hook:
    """What words can stand on, with its evidence. `about` and `that` are the same said to the reader; both may be empty.

    `about` is a noun phrase ("the move to the new reading room"), `that` a clause ("you are moving the archive").
    """

    quote: str
    fact: str
    kind: HookKind
    strength: float
    about: str = ""
    that: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of the tact check: which rule, where, why, and a better wording where there is one."""

    rule: str
    severity: Severity
    place: str
    message: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the user writes. Empty fields are taken from the tone, or from the user's own past mails to this person."""

    tone: Tone = "warm"
    greeting: str = ""  # the word before the name: Hi, Hello, Dear
    sign_off: str = ""  # the words above the user's name
    language: str = "en"
    name: str = ""  # the user's name as signed; else Me.name


@dataclass(frozen=True, slots=True)
class Words:
    """A text to be judged: a draft of ours or whatever the user wrote."""

    body: str
    subject: str = ""
    channel: str = "email"
    to: str = ""  # the reader's name
    organisation: str = ""  # the reader's employer, or the one it is about
    emails: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    situation: str = ""
    known: tuple[str, ...] = ()  # other organisations the words may rightly name


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of one follow-up, ready to read, change and approve. `references` are Message-IDs, oldest first."""

    key: str
    situation: str
    step: str
    channel: str
    to: Party
    organisation: str
    subject: str
    body: str
    hooks: tuple[Hook, ...] = ()
    findings: tuple[Finding, ...] = ()
    number: str = ""
    references: tuple[str, ...] = ()


def words_of(draft: Draft) -> Words:
    """A draft as the tact check reads it."""
    return Words(
        draft.body, draft.subject, draft.channel, draft.to.name, draft.organisation, draft.to.emails, (), draft.situation,
    )  # fmt: skip


def findings_json(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """Findings as `check --json` prints them."""
    return [
        {"rule": f.rule, "severity": f.severity, "place": f.place, "message": f.message, "better": f.better}
        for f in findings
    ]


def draft_json(draft: Draft) -> dict[str, Any]:
    """One draft as `draft --json` and `drafts --all --json` print it."""
    return {
        "key": draft.key,
        "situation": draft.situation,
        "channel": draft.channel,
        "to": {"name": draft.to.name, "emails": list(draft.to.emails), "phones": list(draft.to.phones)},
        "organisation": draft.organisation,
        "subject": draft.subject,
        "body": draft.body,
        "hooks": [{"quote": hook.quote, "fact": hook.fact} for hook in draft.hooks],
        "findings": findings_json(draft.findings),
    }
