"""The ways to a person or into a company: who can introduce whom, how likely, and the one next ask in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from afterword.app.acquaintance import Circle, gathered, heard_of
from afterword.app.drafting import draft, open_follow_ups
from afterword.app.home import Home
from afterword.app.letters import from_cue
from afterword.app.people import matches, one_person
from afterword.app.suggesting import asking_ways
from afterword.drafts import write
from afterword.errors import NotFound
from afterword.facts import handles as h
from afterword.facts import without_words
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Target
from afterword.network.evidence import Link, in_words, range_of
from afterword.network.small import MOST
from afterword.story import PersonStory, Told
from afterword.strategy.model import FollowUp, Window
from afterword.strategy.planner import key_of, open_channels, party
from afterword.strategy.reaching import decides

_WANTED = ("email", "linkedin", "call", "text", "in_person")
_ASKING = {
    "reach_through/introduction.email": """Subject: {{ say("A question about {introduced}", "Would you introduce me to {introduced}?") }}

{{ who }} {{ say("I've been looking closely at {org}, and you came to mind because of {introduced}.", "You came to mind because of {introduced}.") }} {% if step == "introduction_if" %}{{ say("Do you happen to know {introduced_first}? If so, I'd be glad of your view whether a short introduction makes sense.", "Do you know {introduced_first} at all? If you do, would you think a short introduction a good idea?") }}{% else %}{{ say("Would you be comfortable introducing us? I can send you two lines to pass on, so that it costs you a minute.", "Do you think an introduction makes sense? I'd gladly write the two lines that you could pass on.") }}{% endif %}

{{ say("I'm not asking for a job or a good word, only to learn how they see the work there.", "It's only to learn, in fifteen minutes, how they see their work.") }} {{ say("And if it's a bad moment, no worries at all.", "If you would rather not, that is quite all right.") }}

{{ extra("How are you? If there's something I can do for you, I'd be glad to.", "I hope all is well with you.") }}
""",
    "reach_through/introduction.short": """{{ who }} {% if step == "introduction_if" %}{{ say("Do you happen to know {intro_to}? I'd be glad of your view whether an introduction makes sense.", "Do you happen to know {introduced}?") }}{% else %}{{ say("Would you be comfortable introducing me to {intro_to}? I can send two lines to pass on.", "Would you introduce me to {introduced}? I can send two lines to pass on.") }}{% endif %} {{ extra("No worries if you would rather not.") }}
""",
    "reach_through/introduction.call": """Opening: {{ who }} {{ say("I've been looking at {org}, and wanted to ask you about {introduced}. Do you have five minutes?", "I wanted to ask you about {introduced}. Do you have five minutes?") }}
- First how they are, and what they are working on; listen.
- {{ say("How well do they know {introduced}, and does an introduction make sense?") }}
- Offer two lines that they can pass on. No job, no good word; thank them.
Voicemail: {{ say("I'd like to ask you about {introduced}. No rush; I'm happy to try again.") }}
""",
    "reach_through/introduction.in_person": """{{ say("How well do you know {introduced}? Would an introduction make sense, do you think?") }}
""",
}  # fmt: skip
"""How one asks for an introduction: the general words of drafts say hello only."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: to whom, whether it is known, and what speaks for it."""

    key: str
    person: Mapping[str, Any]
    known: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The one next ask: to whom, how, in which words. `key` is the follow-up that it belongs to, where there is one."""

    person: Mapping[str, Any]
    channel: str
    words: str
    subject: str = ""
    key: str = ""


UNASKED = Ask({}, "", "")
"""Where nobody looks at the words, none are written."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """The user's own templates, and for how many ways the words are wanted."""

    own: Mapping[str, str]
    ways: int


@dataclass(frozen=True, slots=True)
class Way:
    """A route with its chance as a range (0..1) and in a word."""

    low: float
    high: float
    words: str
    hops: tuple[Hop, ...]
    ask: Ask


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways to a target, best first. `note` says why there are none."""

    target: str
    ways: tuple[Way, ...]
    note: str = ""


def reach(home: Home, text: str, own: Mapping[str, str] | None = None, asks: int = MOST) -> Reach:
    """Up to five ways to a person or into an organisation, the first `asks` of them with the words of the next ask.

    `own`: the user's templates. Raises NotFound for a name nobody knows.
    """
    asking = _Asking(own or {}, asks)
    try:
        house = _house(home, text)
    except NotFound:
        if (found := _only_named(home, text, asking)) is not None:
            return found
        raise
    if house:
        return _into(home, house, asking)
    person = one_person(home, text)
    if person.stop is not None:
        return Reach(
            person.name, (), f"{person.name} asked not to be contacted: there is no way, and none should be looked for."
        )
    if set(person.organisations) & home.me.employer_handles:
        return Reach(person.name, (), f"{person.name} is at your present employer, who must not learn of the search.")
    circle = gathered(home, [person.key], "")
    return _reached(home, circle, [person.key], person.name or text, person.organisation, asking)


def _house(home: Home, text: str) -> str:
    """The subject of the organisation meant; empty where a person is. Raises NotFound where nothing fits."""
    store, squeezed = home.store, h.squeezed(text)
    exact = [x for x in (h.org_handle(text), h.domain_handle(text) if " " not in text and "@" not in text else "") if x]
    known = store.persons(exact)
    named = store.sightings([f"named:{h.name_key(text)}"]) if " " in h.name_key(text) else {}
    if named or "@" in text:
        return ""
    if found := next((known[x] for x in exact if x in known), ""):
        return found
    words, subjects = set(h.name_words(text)), store.subjects()
    called = {k for k, body in subjects.items() if words and words <= set(h.name_words(json.loads(body).get("name", "")))}
    if any(not h.is_house(k) for k in called):
        return ""
    close = sorted(
        k
        for k in subjects
        if h.is_house(k) and (k in called or (squeezed and squeezed in k.partition(":")[2].replace("-", "")))
    )
    if len(close) == 1:
        return close[0]
    if close:
        raise NotFound(f"{text!r} could be {'; '.join(_name(home, k, []) for k in close[:8])}")
    if not matches(home, text):
        raise NotFound(
            f"nobody and no organisation here is called {text!r}: try a part of the name, or `afterword target add`"
        )
    return ""


def _only_named(home: Home, text: str, asking: _Asking) -> Reach | None:
    """The ways to somebody of whom only others spoke ("I can introduce you to Priya Nair"); None where nobody did."""
    facts = home.store.by_id([hit.key for hit in home.store.find(text, 50)])
    told = [Told(without_words(facts[x]), from_cue(cue)) for x, cue in sorted(home.store.cues(facts).items())]
    circle, ends = heard_of(home, text, told)
    if not ends:
        return None
    shown = circle.shown(ends[0])
    return _reached(home, circle, ends, shown["name"], shown["organisation"], asking)


def _name(home: Home, house: str, people: Iterable[PersonStory]) -> str:
    """An organisation as the user calls it, else as its people do, else as its address does."""
    own = set(home.world.handles_of(house))
    wanted = [f.body.organisation for f in home.store.in_force(["target"]) if isinstance(f.body, Target)]
    names = [*wanted, *(j.organisation for p in people for j in p.jobs), *(p.organisation for p in people)]
    story = home.world.organisation(house)
    return next((n for n in names if h.org_handle(n) in own), story.name if story is not None and story.name else h.label(house.removeprefix("org:")).title())


def _into(home: Home, house: str, asking: _Asking) -> Reach:
    if set(home.world.handles_of(house)) & home.me.employer_handles:
        name = home.me.employer or "This"
        return Reach(name, (), f"{name} is your present employer, who must not learn of the search.")
    handles = set(home.world.handles_of(house))
    circle = gathered(home, _linked(home, house), house)
    inside = [p for p in circle.people.values() if handles & set(p.organisations)]
    name = _name(home, house, inside)
    story = home.world.organisation(house)
    holds = {o.contact for o in story.opportunities if o.applied is not None} if story is not None else set()
    met = {p.key: p.name for p in inside if decides(p) or p.key in holds}
    ends = sorted({p.key for p in inside} - set(met)) + circle.heard_at(house)
    found = _reached(home, circle, ends, name, name, asking, met)
    if not found.ways and met:
        known = ", ".join(sorted(met.values()))
        return Reach(
            name, (), f"{found.note} You know {known} from your application: they decide, so they are not asked."
        )
    return found


def _linked(home: Home, house: str) -> list[str]:
    return sorted(k for k in home.store.linked_to([house]).get(house, set()) if not h.is_house(k))


def insiders(home: Home, house: str) -> list[PersonStory]:
    """Whoever is known to work at an organisation now."""
    own = set(home.world.handles_of(house))
    people = [p for k in _linked(home, house) if (p := home.world.person(k)) is not None]
    return [p for p in people if own & set(p.organisations) and not p.mailbox]


def _reached(
    home: Home, circle: Circle, ends: Sequence[str], name: str, organisation: str, asking: _Asking, met: Iterable[str] = ()
) -> Reach:  # fmt: skip
    barred = {
        k
        for k, p in circle.people.items()
        if p.stop is not None or p.mailbox or set(p.organisations) & home.me.employer_handles
    }
    steps = circle.ways(ends, barred | set(met))
    planned = open_follow_ups(home) if steps and asking.ways else []
    ways = [_way(circle, way, _ask(home, circle, way, organisation, planned, asking.own) if n < asking.ways else UNASKED) for n, way in enumerate(steps)]
    note = (
        ""
        if ways
        else f"No path of three hops to {name} is known. One good introduction to anybody near it changes that."
    )
    return Reach(name, tuple(ways), note)


def _way(circle: Circle, steps: Sequence[Link], ask: Ask) -> Way:
    low, high = range_of(steps)
    chance = 1.0
    for step in steps:
        chance *= step.chance
    return Way(low, high, in_words(chance), tuple(Hop(s.b, circle.shown(s.b), s.known, s.text) for s in steps), ask)


def _ask(
    home: Home,
    circle: Circle,
    steps: Sequence[Link],
    organisation: str,
    planned: Sequence[FollowUp],
    own: Mapping[str, str],
) -> Ask:
    """The words to the first on the way: the follow-up's that is open already, else an ask of this way's own."""
    first = circle.people[steps[0].b]
    situations = ("reach_through",) if len(steps) == 1 else ("introduction_offered", "professional")
    open_now = (f for f in planned if f.situation in situations and set(f.person.handles) & set(first.handles))
    known = next((f for f in open_now if h.squeezed(organisation) in map(h.squeezed, (f.organisation, f.facts.get("organisation", "")))), None)
    shown = circle.shown(first.key)
    if known is not None:
        made = draft(home, known, own=own)
        return Ask(shown, made.channel, made.body, made.subject, known.key)
    channel = next(iter(open_channels(first, asking_ways(first, _WANTED))), "in_person")
    day = home.today
    step, slots = "ask", {"organisation": organisation, "title": first.title}
    if len(steps) > 1:
        step = "introduction" if steps[1].known else "introduction_if"
        to = circle.shown(steps[1].b)
        house = to["organisation"] if to["name"] else organisation
        slots = {"introduced": to["name"] or f"somebody at {house}", "organisation": house}
    place = first.organisation if len(steps) == 1 else organisation
    situation = (
        "reach_through" if place or len(steps) > 1 else "hello"
    )  # without a house there is nothing to ask about: the general words
    one = FollowUp(
        key_of("path", step, steps[-1].b, first.key), situation, step, party(first), place, "", channel, (channel,),
        Window(day, day, day + timedelta(days=28)), "window", 5, "", (), facts=slots,
    )  # fmt: skip
    templates = (
        {**{k.replace("/introduction.", f"/{step}."): v for k, v in _ASKING.items()}, **own}
        if len(steps) > 1
        else dict(own)
    )
    made = write(one, first, None, home.me, channel=channel, templates=templates or None, judged=False)
    return Ask(shown, channel, made.body, made.subject)


def reach_json(found: Reach) -> dict[str, Any]:
    """The document of `path --json` (DESIGN.md section 3)."""
    return {
        "version": 1, "target": found.target,
        "routes": [
            {
                "chance": {"low": w.low, "high": w.high, "words": w.words},
                "hops": [{"person": hop.person, "known": hop.known, "evidence": hop.evidence} for hop in w.hops],
                "ask": {"person": w.ask.person, "channel": w.ask.channel, "words": w.ask.words, "subject": w.ask.subject, "key": w.ask.key},
            }
            for w in found.ways
        ],
        "note": found.note,
    }  # fmt: skip
