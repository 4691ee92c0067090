"""Today: the few follow-ups in order, one of them open; what is waited for, held back, and only the user can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.responses import Response

from afterword.app import deciding
from afterword.app.holding import free_on
from afterword.app.home import Home
from afterword.app.pages import Today, rows_of, today_of
from afterword.app.wording import awaited, counted
from afterword.errors import NotFound
from afterword.interfaces.cli.shown import hour_of
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.opened import open_one
from afterword.interfaces.web.session import Notice
from afterword.strategy.model import TIERS, FollowUp, Waiting

NAV = (0, "Today", "/")

@dataclass(frozen=True, slots=True)
class Waited:
    """What somebody else owes, in words."""

    one: Waiting
    words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A follow-up held back: why, and the day from which nothing stands against it (None: not before it closes)."""

    one: FollowUp
    reason: str
    until: date | None


def today(asked: Asked) -> Response:
    """The list; on a wide screen its first follow-up is open beside it."""
    shown = today_of(asked.home)
    first = shown.follow_ups[0] if shown.follow_ups else None
    return asked.show("today.html", title="Today", **_values(shown), opened=open_one(asked, first) if first else None, alone=False, whole=asked.query("all"))


def one(asked: Asked) -> Response:
    """One follow-up open, the list beside it."""
    shown = today_of(asked.home)
    follow_up = deciding.follow_up(asked.home, asked.part("key"))
    name = follow_up.person.name or follow_up.organisation or "A follow-up"
    return asked.show("today.html", title=name, **_values(shown), opened=open_one(asked, follow_up), alone=True, whole="")


def _values(shown: Today) -> dict[str, Any]:
    tiers = [(tier, [f for f in shown.follow_ups if f.tier == tier]) for tier in TIERS]
    return {"page": shown, "tiers": [t for t in tiers if t[1]], "waiting_words": _next_word(shown), "calm": _calm(shown), "paused": _paused(shown), "hour": lambda a: hour_of(a, shown.zone)}


def _paused(shown: Today) -> bool:
    search = shown.search
    return search.state == "pause" and (search.until is None or shown.day < search.until)


def _next_word(shown: Today) -> tuple[str, date] | None:
    """What is waited for that comes next, and its day."""
    promised = shown.promised
    return (awaited(promised[0][1]), promised[0][0]) if promised else None


def _calm(shown: Today) -> str:
    """An empty day, said kindly."""
    if shown.promised:
        return f"{counted(len(shown.promised), 'answer is', 'answers are').capitalize()} promised to you. Until then there is nothing to do but live."
    return f"{counted(shown.coming, 'thing').capitalize()} will come when it is time." if shown.coming else "Nothing is planned. Bring mail, or tell what happened, and what follows from it appears here."


def waiting(asked: Asked) -> Response:
    """What others owe, and what etiquette holds back until when."""
    shown = today_of(asked.home)
    rows = [Waited(w, awaited(w)) for w in sorted(shown.waiting, key=lambda w: (w.due_latest or date.max, w.key))]
    return asked.show("waiting.html", title="Waiting and held back", page=shown, waiting=rows, held=list(_held(asked.home, shown)))


def _held(home: Home, shown: Today) -> Iterator[Kept]:
    until = free_on(rows_of(home, shown.day), [h.follow_up for h in shown.held], shown.day)
    for held in shown.held:
        yield Kept(held.follow_up, held.reason.removeprefix("etiquette: "), until.get(held.follow_up.key))


def answer(asked: Asked) -> Response:
    """The user says what only they can."""
    one = deciding.answer(asked.home, asked.part("key"), asked.word("choice", needed="Choose one of the answers."))
    return asked.did(f"Thank you, noted: {one.ask} {asked.word('choice')}", to="/")


def undo(asked: Asked) -> Response:
    """Takes back what a notice was about, or the last act; `again` puts it back."""
    again = asked.word("again") == "yes"
    acts = [x for x in asked.word("act").split(",") if x]
    names = []
    for one in acts if again else reversed(acts):
        try:
            done = asked.home.undo(again=again, act=one)
        except NotFound:
            raise NotFound("that cannot be taken back any more: nothing is kept of it") from None
        names += [done.act.name] if done else []
    if not acts and (last := asked.home.undo(again=again)) is not None:
        acts, names = [last.act.id], [last.act.name]
    if not acts:
        return asked.go("/", Notice("There is nothing to take back."))
    verb = "Put back" if again else "Taken back"
    return asked.go(_back(asked), Notice(f"{verb}: {_plain(names)}.", ",".join(acts), again=not again))


def _plain(names: list[str]) -> str:
    """The names of acts as people say them, without the keys."""
    words = [" ".join(w for w in name.replace("_", " ").split() if not _is_key(w)) for name in names]
    return ", ".join(dict.fromkeys(words))


def _is_key(word: str) -> bool:
    return len(word) == 4 and all(c in "0123456789abcdef" for c in word) and any(c.isdigit() for c in word)


def _back(asked: Asked) -> str:
    """The page the act was made on, where the browser says it is ours."""
    from urllib.parse import urlsplit

    given = asked.word("back") or urlsplit(asked.request.headers.get("hx-current-url", "")).path
    return given if given.startswith("/") and not given.startswith("//") else "/"


ROUTES = [see("/", today, keep=True), see("/waiting", waiting, keep=True), see("/f/{key}", one, keep=True), act("/q/{key}", answer, again=today), act("/undo", undo, again=today)]
