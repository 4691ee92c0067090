"""The week's best unused people: who is worth a word, why, and the one next ask. For the weekly review, lists and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from afterword.app.acquaintance import Circle
from afterword.app.helping import needs_of
from afterword.app.home import Home
from afterword.facts import handles as h
from afterword.network.evidence import own
from afterword.network.needs import spoken
from afterword.network.strength import first_hop
from afterword.story import PersonStory
from afterword.strategy.planner import open_channels
from afterword.strategy.senses import interviewed_by

DORMANT = 180
"""Days without a word after which a tie sleeps (PLAYBOOK.md section 3)."""
WEEKLY = 5
"""At most so many: a list of twenty is read by nobody."""
UNUSED = 30
"""Days within which somebody was asked already, and so is not suggested."""
_CHANNELS = ("call", "email", "linkedin", "text", "in_person")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody worth a word this week: why, the one next ask, by which channel. `helps` says how the user could be of use."""

    person: PersonStory
    why: str
    score: float
    ask: str = ""
    channel: str = ""
    helps: str = ""


def week(home: Home, most: int = WEEKLY) -> list[Suggestion]:
    """The best people of the user's who were not asked lately: dormant ties, bosses, professionals who offered. Best first."""
    from dataclasses import replace

    from afterword.app.drafting import open_follow_ups

    today = home.today
    planned = {x for f in open_follow_ups(home) for x in f.person.handles}
    wanted = {x: t.name for t in home.world.targets() for x in t.handles}
    found: list[Suggestion] = []
    keys = [k for k in home.store.subjects() if not h.is_house(k)]
    circle = Circle(home)  # it also tells what was said long ago: dormant ties are the point
    for key in circle.tell(keys):
        person = circle.people[key]
        if person.stop is not None or set(person.organisations) & home.me.employer_handles:
            continue
        if planned & set(person.handles) or interviewed_by(person) or own("me", person, today) is None:
            continue
        found += _worth(person, today, next((wanted[x] for x in person.organisations if x in wanted), ""))
    best = sorted(found, key=lambda u: (-round(u.score, 6), u.person.name, u.person.key))[:most]
    return [replace(u, helps=next((spoken(u.person.name, x) for x in needs_of(home, u.person)), "")) for u in best]


def _worth(person: PersonStory, today: date, wanted: str) -> Iterator[Suggestion]:
    """Why somebody is worth a word. Old trust with new circles comes first; who was asked in the last month rests."""
    days = [e.day for e in person.entries if not e.automatic and e.day <= today]
    if any(e.direction in ("out", "both") and (today - e.day).days < UNUSED for e in person.entries):
        return
    silent = (today - days[-1]).days if days else None
    score, reasons, asks = first_hop(person, today), [], []
    if any(p.offered is not None and p.made is None and p.declined is None and set(p.by) & set(person.handles) for p in person.passages):
        reasons.append("offered you an introduction that was not made yet")
        asks.append("bring up the introduction at your next visit, with a line to pass on" if person.tied("professional") else "ask whether it still fits, with two lines to pass on and an easy way out")
        score += 0.2
    if tie := person.tied("former_boss", "boss_superior"):
        reasons.append("your former boss" if tie.tie == "former_boss" else "your boss's superior")
        asks.append("a memory, your news, and one small ask: advice, or a name" if tie.tie == "former_boss" else "one question that only they can answer")
        score += 0.15
    if wanted:
        reasons.append(f"works at {wanted}, which you want")
        asks.append(f"what people outside get wrong about {wanted}")
        score += 0.15
    if silent is not None and silent >= DORMANT and person.two_way:
        reasons.append(f"you were in touch both ways, then silent for {_span(silent)}")
        asks.append("say who you are and where you met, then one honest question about their work")
        score += 0.1
    elif not reasons and (tie := person.tied("former_coworker", "coworker", "alumni", "mentor", "professional")):
        known = f"{tie.tie.replace('_', ' ')}{f' at {tie.organisation}' if tie.organisation else ''}"
        reasons.append(f"{known}, {f'last in touch {_span(silent)} ago' if silent is not None else 'not asked yet'}")
        asks.append("how they are, and whom they would speak with in your place")
    if reasons:
        channel = next(iter(open_channels(person, asking_ways(person))), "")
        yield Suggestion(person, "; ".join(reasons), score, asks[0], channel)


def asking_ways(person: PersonStory, usual: tuple[str, ...] = _CHANNELS) -> tuple[str, ...]:
    """How one asks somebody for help, the best first; whom one sees for their work, at the next visit."""
    return ("in_person", "text", "call") if person.tied("professional") else usual


def _span(days: int) -> str:
    if days >= 730:
        return f"{days // 365} years"
    return f"{days // 30} months" if days >= 60 else f"{days} days"


def week_json(found: list[Suggestion]) -> list[dict[str, Any]]:
    """`suggestions` of `target list --json` and `path --json`."""
    return [
        {
            "person": {"name": u.person.name, "emails": [e for e in u.person.emails if e not in u.person.left_mailboxes], "phones": list(u.person.phones), "title": u.person.title},
            "organisation": u.person.organisation, "why": u.why, "ask": u.ask, "channel": u.channel, "helps": u.helps,
        }
        for u in found
    ]  # fmt: skip


def week_lines(found: list[Suggestion]) -> list[str]:
    """The same for people."""
    lines = ["This week, worth a word"] if found else []
    for u in found:
        place = f", {u.person.organisation}" if u.person.organisation and h.squeezed(u.person.organisation) not in h.squeezed(u.why) else ""
        lines += [f"     {u.person.name}{place}: {u.why}", f"       {u.channel.replace('_', ' ') or 'ask'}: {u.ask}"]
        lines += [f"       {u.helps}"] if u.helps else []
    return lines
