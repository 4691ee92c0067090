"""The board of roles by stage, and one role with its people, its talks and how it ended."""

from __future__ import annotations

from starlette.responses import Response

from afterword.app import mending, telling
from afterword.app.board import WATCHED, board, role, watched
from afterword.app.correspondence import moment_of
from afterword.errors import BadUsage, NotFound
from afterword.facts.kinds import Saved
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.session import Notice

NAV = (20, "Roles", "/roles")
HERE = "/roles"
RESULTS = ("offer", "rejected", "withdrawn", "accepted")
SHOWN = 60


def page(asked: Asked) -> Response:
    """Columns by stage; on a narrow page one list, grouped."""
    return asked.show("board.html", title="Roles", board=board(asked.home, asked.query("q")), q=asked.query("q"))


def one(asked: Asked) -> Response:
    """One role."""
    home, found = asked.home, role(asked.home, asked.part("key"))
    people = [p for x in found.card.course.people if (p := home.world.person(x)) is not None and p.name and not p.mailbox]
    moments = [moment_of(home, e) for e in reversed(found.story.entries[-SHOWN:])]
    others = [c for c in found.house.opportunities if c.key != found.story.key]
    return asked.show(
        "role.html", title=f"{found.story.role or 'Role'} at {found.story.organisation}", here=HERE, r=found, c=found.card.course, people=people, moments=moments,
        others=[(mending.short(o), o.role or "the unnamed role") for o in others], results=RESULTS, url=f"{HERE[:-1]}/{found.card.course.short}",
    )  # fmt: skip


def add(asked: Asked) -> Response:
    """An application told by hand."""
    organisation = asked.word("organisation", needed="Say which company it is.")
    role = asked.word("role", needed="Say which role it is.")
    telling.apply(asked.home, role, organisation=organisation, on=asked.word("on") or None, contact=asked.word("contact"), url=asked.word("url"))
    return asked.did(f"Noted: you applied at {organisation}.", to=HERE)


def outcome(asked: Asked) -> Response:
    """An offer, a no, an acceptance."""
    found = role(asked.home, asked.part("key"))
    result = asked.word("result", needed="Choose how it went on.")
    if result not in RESULTS:
        raise BadUsage(f"choose from {', '.join(RESULTS)}")
    telling.outcome(asked.home, found.story.organisation, result, role=found.story.role, on=asked.word("on") or None, due=asked.word("due") or None)
    return asked.did(f"Noted: {result}, {found.story.organisation}.", to=HERE)


def merge(asked: Asked) -> Response:
    """Two roles of one house are one."""
    other = asked.word("other", needed="Choose the other role.")
    found = role(asked.home, asked.part("key"))
    mine = found.card.course.short
    gone, kept = (other, mine) if found.story.role else (mine, other)  # the unnamed one goes into the named
    mending.merge_roles(asked.home, gone, kept)
    return asked.did("They are one role now.", to=HERE)


def applied(asked: Asked) -> Response:
    """A kept posting was applied to."""
    kept = next((w for w in watched(asked.home) if w.fact == asked.part("fact")), None)
    if kept is None:
        raise NotFound("that posting is no longer kept")
    telling.apply(asked.home, kept.title, organisation=kept.organisation, on=asked.word("on") or None, url=kept.url, note=kept.note)
    return asked.did(f"Noted: you applied at {kept.organisation}.", to=HERE)


def drop(asked: Asked) -> Response:
    """A kept posting is let go: its act is taken back, and may be put back."""
    fact = asked.home.store.fact(asked.part("fact"))
    if fact is None or not isinstance(fact.body, Saved) or fact.body.topic != WATCHED:
        raise NotFound("that posting is no longer kept")
    asked.home.undo(act=fact.act)
    return asked.go(HERE, Notice(f"Let go: {fact.body.title}.", fact.act, again=True))


ROUTES = [
    see("/roles", page, keep=True),
    act("/roles", add, again=page),
    act("/roles/kept/{fact}/applied", applied, again=page),
    act("/roles/kept/{fact}/drop", drop, again=page),
    act("/role/{key}/outcome", outcome, again=one),
    act("/role/{key}/merge", merge, again=one),
    see("/role/{key}", one, keep=True),
]
