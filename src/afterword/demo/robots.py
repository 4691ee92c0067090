"""The other six mails in ten: alerts, newsletters, receipts and codes, drawn from words/robots.txt by a hash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from html import escape
from importlib import resources

from afterword.demo.days import Days
from afterword.demo.post import Parcel, number

_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_HEAD = re.compile(r"^@ (\S+) (\d+) (\d+) (\d+) (.+ <(\S+@\S+)>) (\w+) (list|plain)$")


@cache
def _machines() -> tuple[tuple[re.Match[str], tuple[str, ...], str], ...]:
    """Head, subjects and words of each machine."""
    text = (resources.files("afterword.demo") / "words" / "robots.txt").read_text("utf-8")
    found = []
    for block in re.split(r"(?m)^(?=@ )", text)[1:]:
        head, subjects, words = block.strip("\n").split("\n", 2)
        match = _HEAD.match(head)
        if match is None:
            raise ValueError(f"a machine without a proper first line: {head}")
        found.append((match, _alternatives(subjects), words))
    return tuple(found)


def _alternatives(line: str) -> tuple[str, ...]:
    """Splits at bars that stand outside brackets."""
    return tuple(re.split(r"\|(?![^\[]*\])", line))


def _drawn(text: str, seed: str) -> str:
    """One of each choice, the same for the same seed."""
    code = f"{number(seed) % 900_000 + 100_000}"

    def pick(found: re.Match[str]) -> str:
        choices = found[1].split("|")
        return code if choices == ["n"] else choices[number(f"{seed} {found.start()} {found[1]}") % len(choices)]

    return _CHOICE.sub(pick, text)


def _markup(text: str, link: str) -> str:
    rows = "".join(
        f'<tr><td style="padding:8px;font-family:Arial,sans-serif">{escape(b, quote=False).replace(chr(10), "<br>")}</td></tr>'
        for b in text.split("\n\n")
    )
    return f'<html><body style="background:#f4f4f4"><table width="600" align="center">{rows}</table><a href="{link}">View in browser</a></body></html>'


def _parcel(head: re.Match[str], subjects: tuple[str, ...], words: str, at: datetime, to: str) -> Parcel:
    name, _, _, _, sender, address, label, kind = head.groups()
    seed = f"{name} {at.date().toordinal()}"
    subject = _drawn(subjects[number(seed) % len(subjects)], seed)
    text = _drawn(words, seed)
    domain = address.partition("@")[2]
    more: tuple[tuple[str, str], ...] = (("X-Mailer", "Postroom 4.2"),)
    if kind == "list":
        link = f"https://{domain}/u/{number(seed) % 10**9}"
        more = (("List-Unsubscribe", f"<{link}>"), ("List-Id", f"<{name}.{domain}>"), ("Precedence", "bulk"))
    key = number(f"{seed} id")
    html = _markup(text, f"https://{domain}/m/{key % 10**9}") if kind == "list" or number(seed) % 3 else ""
    return Parcel(
        at, f"<{key:x}.{at:%Y%m%d}@{domain}>", str(10**18 + key), f"Inbox,Category {label}" + (",Unread" if number(seed) % 2 else ""), sender, to,
        subject, text + "\n", html, more=more,
    )  # fmt: skip


def parcels(days: Days, to: str) -> Iterator[Parcel]:
    """What machines have sent to `to` in the last seventy days."""
    for head, subjects, words in _machines():
        name, every, first, hour = head[1], int(head[2]), int(head[3]), int(head[4])
        for offset, day in enumerate(days.span("d-70")):
            if offset % every != first % every:
                continue
            minute = number(f"{name} {offset}") % 60
            at = datetime.combine(day, time(hour, minute), days.zone) + timedelta(
                seconds=number(f"{offset} {name}") % 60
            )
            if at <= days.now:
                yield _parcel(head, subjects, words, at, to)
