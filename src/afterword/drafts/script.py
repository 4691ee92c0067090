"""A phone script: whom to dial, the opening, three points, what to say to a machine; and taken apart again."""

from __future__ import annotations

import re

from afterword.drafts.phrasing import one_line
from afterword.facts.frozen import dataclass
from afterword.strategy.model import FollowUp


@dataclass(frozen=True, slots=True)
class Script:
    """The parts of a phone script."""

    opening: str = ""
    points: tuple[str, ...] = ()
    voicemail: str = ""


def script_of(body: str) -> Script:
    """The parts of a script as it was drafted, whatever the user changed in it."""
    parts: dict[str, list[str]] = {}
    head = ""
    for line in body.splitlines():
        if line.strip() in ("Opening", "Three points", "If a machine answers"):
            head = line.strip()
        elif line.strip() and head:
            parts.setdefault(head, []).append(line.strip())
    points = tuple(re.sub(r"^\d+[.)]\s*", "", x) for x in parts.get("Three points", ()))
    return Script(" ".join(parts.get("Opening", ())), points, " ".join(parts.get("If a machine answers", ())))


def dialled(number: str) -> str:
    """A number as people read it aloud; only North American ones are grouped, others are left as they are."""
    found = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", number)
    return f"+1 {found[1]} {found[2]} {found[3]}" if found else number


def script(text: str, f: FollowUp, first: str, own: str) -> str:
    """A phone script: whom to dial, the opening, three points, and what to say to a machine."""
    lines = [line for line in text.split("\n") if line.strip()]
    opening = next((x.removeprefix("Opening:").strip() for x in lines if x.startswith("Opening:")), "")
    voicemail = next((x.removeprefix("Voicemail:").strip() for x in lines if x.startswith("Voicemail:")), "")
    points = [x.removeprefix("- ").strip() for x in lines if x.startswith("- ")]
    number = f.number or (f.person.phones[0] if f.person.phones else "")
    hello = f"Hello {first}," if first else "Hello,"
    named = f"{hello} it's {own}." if own and f"It's {own}" not in opening else hello
    opening = re.sub(rf"^It's {re.escape(own)}\.", f"it's {own}.", opening) if own else opening
    plain_mail = re.sub(rf"^It's {re.escape(own)}\.\s*", "", voicemail) if own else voicemail
    whom = one_line(f.person.name) or f.organisation
    dial = f"Dial {dialled(number)}" + (f" for {whom}" if whom else "") + "." if number else ""
    listed = "\n".join(f"{n}. {point}" for n, point in enumerate(points, 1))
    machine = f"{hello} this is {own}. {plain_mail}" if own else f"{hello} {plain_mail}"
    return "\n\n".join(
        x
        for x in (dial, f"Opening\n{named} {opening}", f"Three points\n{listed}", f"If a machine answers\n{machine}")
        if x
    )
