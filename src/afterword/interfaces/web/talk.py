"""Before a talk the sheet to take along, after it the minute that tells how it went."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from afterword.app import debriefing, preparing
from afterword.app.home import Home
from afterword.errors import BadUsage
from afterword.interfaces.cli.shown import hour_of
from afterword.interfaces.web.asking import Asked, act, see
from afterword.strategy.model import Appointment

HERE = "/interviews"
RATINGS = ((5, "Very well"), (4, "Well"), (3, "So-so"), (2, "Not well"), (1, "Badly"))


def by_day(home: Home, first: date, last: date) -> dict[date, list[Appointment]]:
    """The talks of a stretch of days, for the calendar."""
    found: dict[date, list[Appointment]] = {}
    for one in preparing.appointments(home):
        if first <= one.day <= last:
            found.setdefault(one.day, []).append(one)
    return found


def listed(asked: Asked) -> Response:
    """Talks to come, and those to tell of."""
    home = asked.home
    now = int(home.now.timestamp() * 1_000_000)
    every = preparing.appointments(home)
    coming = [a for a in every if a.ends > now]
    over = [a for a in reversed(every) if a.ends <= now][:20]
    return asked.show("talks.html", title="Interviews and talks", coming=coming, over=over, hour=lambda a: hour_of(a, home.me.zone))


def before(asked: Asked) -> Response:
    """The sheet: one page of paper."""
    one = preparing.appointment(asked.home, asked.part("key"))
    made = preparing.sheet(asked.home, one)
    return asked.show("talk.html", title=f"Before {one.whom}", s=made, over=_over(asked.home, one), here=HERE)


def after(asked: Asked) -> Response:
    """Three questions, each of which may be left empty."""
    one = preparing.appointment(asked.home, asked.part("key"))
    names = preparing.names_of(asked.home, one)
    return asked.show("told.html", title=f"After {one.whom}", one=one, names=names, ratings=RATINGS, over=_over(asked.home, one), here=HERE)


def tell(asked: Asked) -> Response:
    """Keeps what was told, and says what follows from it."""
    one = preparing.appointment(asked.home, asked.part("key"))
    if asked.word("skip"):
        debriefing.skip(asked.home, one)
        return asked.did(f"{one.whom}: not asked again.", to="/")
    if one.told:
        raise BadUsage("this talk was told of already: a note on the person's page adds to it")
    names = preparing.names_of(asked.home, one)
    moments = {name: words for n, name in enumerate(names) if (words := asked.word(f"moment-{n}"))}
    if other := asked.word("other"):
        moments[other] = asked.word("other-moment") or "was there"
    kept = debriefing.tell(asked.home, one, debriefing.Account(debriefing.went(asked.word("went")), asked.word("next"), moments))
    return asked.did(" ".join(("Kept.", *kept.follows)), to="/")


def _over(home: Home, one: Appointment) -> bool:
    return one.ends <= int(home.now.timestamp() * 1_000_000)


ROUTES = [
    see(HERE, listed, keep=True), see("/interview/{key}", before, keep=True), see("/interview/{key}/after", after),
    act("/interview/{key}/after", tell, again=after),
]  # fmt: skip
