"""Words into pages: Jinja templates, everything escaped, days and numbers as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote
from zlib import crc32

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from afterword.app.wording import CHANNELS, HEADS, TIES, counted, dialled, since, spoken
from afterword.interfaces.web.files import address
from afterword.strategy.model import FollowUp

HUES = 5


def initials(name: str) -> str:
    """Two letters that stand for a face."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalnum()]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


def hue(name: str) -> int:
    """One of the quiet colours, the same for a name every day."""
    return crc32(name.encode()) % HUES + 1


def day_words(day: date, today: date) -> Markup:
    """A day as people say it; exact on hover."""
    return _exactly(day, spoken(day, today))


def _exactly(day: date, words: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(day.isoformat(), f"{day:%A} {day.day} {day:%B %Y}", words)


def stamp_words(at: str, today: date) -> Markup:
    """The day of an ISO instant or day; nothing where the time is not known."""
    try:
        day = datetime.fromisoformat(at).date()
    except ValueError:
        return Markup()
    return day_words(day, today) if day.year > 1970 else Markup()


def when(one: FollowUp, today: date) -> Markup:
    """A follow-up's window in people's words."""
    due, closes = one.window.due, one.window.closes
    if one.tier != "promise":
        return Markup('<span class="when">until {}</span>').format(day_words(closes, today))
    if due < today:
        return Markup('<span class="when late">{}</span>').format(_exactly(due, since(due, today)))
    word = Markup() if due == today else Markup("by ")
    return Markup('<span class="when due">{}{}</span>').format(word, day_words(due, today))


def since_words(day: date, today: date) -> Markup:
    """`Since Friday`; exact on hover."""
    return _exactly(day, since(day, today).replace("s", "S", 1))


def told_of(one: FollowUp) -> str:
    """Who they are to the user: house, role, tie, as far as it is known."""
    house = one.organisation if one.person.name else ""
    tie = "" if one.role and one.organisation else ties_word(one.person.tie)
    return " · ".join(filter(None, (house, one.role, tie)))


def ties_word(tie: str) -> str:
    """`your former boss`; nothing for a mere contact."""
    return {"professional": "", "interviewer": "interviewed you"}.get(tie, TIES.get(tie, ""))


def person_url(handles: object) -> str:
    """The page of a person, by any handle of theirs."""
    found = list(handles) if isinstance(handles, (list, tuple)) else [str(handles)]
    return f"/person/{quote(found[0], safe='')}" if found else "/people"


def paragraphs(text: str) -> Markup:
    """Plain text with its lines kept, nothing in it alive."""
    blocks = [b for b in text.replace("\r\n", "\n").split("\n\n") if b.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in b.strip("\n").split("\n"))) for b in blocks)


@cache
def environment() -> Environment:
    """The templates of this folder. A name that is not given is an error, not an empty space."""
    made = Environment(
        loader=PackageLoader("afterword.interfaces.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,
    )  # fmt: skip
    made.filters.update(initials=initials, hue=hue, day=day_words, stamp=stamp_words, since=since_words, phone=dialled, paragraphs=paragraphs, counted=counted, quoted=quote)
    made.globals.update(
        asset=address, person_url=person_url, when=when, told_of=told_of, tie_word=ties_word, channels=CHANNELS, ties=TIES, tier_heads=HEADS, nav=lambda: NAV,
    )  # fmt: skip
    return made


NAV: list[tuple[str, str]] = []
"""Links of the bar: (name, path). Filled by app.py from the pages there are."""


def html(template: str, values: Mapping[str, Any]) -> str:
    """A template with its values."""
    return environment().get_template(template).render(values)


def page(template: str, status: int, values: Mapping[str, Any]) -> HTMLResponse:
    return HTMLResponse(html(template, values), status)
