"""Words that would run if a page let them, and a search made of nothing else."""

from __future__ import annotations

import os
import random
import re
import tarfile
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path

from afterword.facts.kinds import (
    Application,
    Body,
    Identity,
    Interaction,
    Introduction,
    Promise,
    Ref,
    Saved,
    Target,
    Tie,
)

SET = Path(os.environ.get("AFTERWORD_NAUGHTY") or Path(__file__).parents[3] / "shared/naughty/open-set.tar.xz")
OWN = Path(__file__).parent / "payloads.txt"
"""Forms of our own, one a line: they are there where the open set is not."""
ME = ["init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US"]


@cache
def payloads() -> tuple[str, ...]:
    """Every line of script the open set holds, ours first, each once."""
    found = dict.fromkeys(line for line in OWN.read_text(encoding="utf-8").splitlines() if line.strip())
    if SET.is_file():
        with tarfile.open(SET) as archive:
            for member in archive:
                if member.isfile() and re.search(r"xss.*\.txt$|Intruders/.*\.txt$|event_handlers\.txt$", member.name, re.IGNORECASE):
                    opened = archive.extractfile(member)
                    assert opened is not None
                    lines = opened.read().decode("utf-8", "replace").splitlines()
                    found |= dict.fromkeys(line.strip() for line in lines if line.strip())
    return tuple(found)


def chosen(count: int) -> list[str]:
    """A few: of ours and of the set."""
    every = payloads()
    ours = len(OWN.read_text(encoding="utf-8").splitlines())
    return [*every[: count // 2], *random.Random(26).sample(every[ours:], max(0, min(count - count // 2, len(every) - ours)))]


def flat(words: str) -> str:
    """The same in one line, as a header or a row can hold it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", words).split())


def mail(number: int, words: str, html: str) -> bytes:
    """A mail with hostile words in every place that words can stand; as text, or as the HTML given."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=900))
    plain = flat(words)[:300]
    made["Subject"] = plain
    made["From"] = f'"{plain.translate({34: 39, 92: 47})}" <p{number}@house{number}.example>'
    made["To"] = "Sam Rivera <sam@postbox.example>"
    made["Date"] = "Mon, 23 Nov 2026 10:00:00 -0600"
    made["Message-ID"] = f"<{number}{'h' if html else ''}@house{number}.example>"
    if html:
        made.set_content(html, subtype="html")
        made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=plain[:80])
    else:
        made.set_content(f"Hi Sam,\n\nthank you for the interview. {plain} Could you send me two references by Friday? {plain}\n\n{plain}\n")
    return made.as_bytes()


def files(words: Sequence[str], first: int = 0) -> dict[str, bytes]:
    """The words as mail, calendar, contacts and a table, from person `first` on: name of the file → its bytes."""
    lines = [flat(w)[:300] for w in words]
    made = (m for n, one in enumerate(lines, first) for m in (mail(n, one, ""), mail(n, one, f"<html><body><p>Hello</p>{words[n - first]}</body></html>")))
    mails = [b"From - Mon Nov 23 10:00:00 2026\n" + re.sub(rb"(?m)^(>*From )", rb">\1", m.replace(b"\r\n", b"\n")) + b"\n" for m in made]
    safe = [w.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for w in lines]
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:e{n}\r\nDTSTART:202611{25 + n % 3}T150000Z\r\nDTEND:202611{25 + n % 3}T160000Z\r\nSUMMARY:Interview {w}\r\nLOCATION:{w}\r\nDESCRIPTION:{w}\r\n"
        f'ATTENDEE;CN="{w.replace(chr(34), chr(39))}":mailto:p{n}@house{n}.example\r\nEND:VEVENT\r\n' for n, w in enumerate(safe, first)
    )  # fmt: skip
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{w}\r\nORG:{w}\r\nTITLE:{w}\r\nNOTE:{w}\r\nEMAIL:p{n}@house{n}.example\r\nTEL:+1612555{n % 10_000:04d}\r\nEND:VCARD\r\n" for n, w in enumerate(safe, first))
    rows = "".join(f'"{w.replace(chr(34), chr(34) * 2)}","{w.replace(chr(34), chr(34) * 2)}",2026-11-0{n % 9 + 1}\r\n' for n, w in enumerate(lines))
    return {
        "mails.mbox": b"".join(mails),
        "c.ics": f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode(),
        "c.vcf": cards.encode(),
        "applications.csv": f"Company,Role,Applied\r\n{rows}".encode(),
    }


def person(number: int, name: str = "") -> Ref:
    return Ref(name or f"Person {number}", (f"email:p{number}@house{number}.example",))


def told(words: Sequence[str], first: int = 0) -> list[Body]:
    """The same words in what a user tells: calls, roles, what is kept, who somebody is, companies."""
    found: list[Body] = []
    for n, one in enumerate(words, first):
        who = person(n, one)
        found += [
            Identity(name=one, emails=(f"p{n}@house{n}.example",), phones=(f"+1612555{n % 10_000:04d}",), slugs=(one[:80],), organisation=one, title=one, note=one), Tie(who, "mentor", one),
            Interaction("call", (who,), organisation=f"House {n}", role=one, note=one), Application(f"House {n}", one, date(2026, 11, 2), note=one, url=one),
            Saved(one, one, note=one, person=who), Saved(one, one, note=one, topic="role", organisation=one),
        ]  # fmt: skip
    return found


def promised(words: Sequence[str], first: int = 0) -> list[Body]:
    """Promises, introductions and wanted companies of hostile words: each puts a line on Today, or on the list."""
    found: list[Body] = []
    for n, one in enumerate(words, first):
        who = person(n, one)
        found += [Promise(one, None, who, due_latest=date(2026, 11, 25)), Promise(one, who, None, due_latest=date(2026, 11, 30)), Introduction("offered", who, Ref(one, (), one)), Target(one, n + 1)]
    return found
