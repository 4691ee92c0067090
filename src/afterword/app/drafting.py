"""Drafts of follow-ups: the story behind each is looked up here, the words are the drafts room's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from afterword.app.home import Home
from afterword.app.pages import unique
from afterword.app.saving import furnished
from afterword.drafts import Draft, Finding, Voice, Words, check, write
from afterword.errors import BadUsage
from afterword.facts import handles as h
from afterword.facts.kinds import CHANNELS
from afterword.story import Opportunity, PersonStory
from afterword.strategy.model import FollowUp

AHEAD = 40
"""Days ahead within which notes of one situation share turns of phrase out among them."""


def person_of(home: Home, one: FollowUp) -> PersonStory | None:
    """The story of whom it goes to."""
    return next((p for x in one.person.handles if (p := home.world.person(x)) is not None), None)


def opportunity_of(home: Home, one: FollowUp) -> Opportunity | None:
    """The role it is about, where it stands on one."""
    facts = {b.fact for b in one.because}
    person = person_of(home, one)
    houses = [home.world.organisation(x) for x in (person.organisations if person else ())]
    houses.append(home.world.organisation(h.org_handle(one.organisation)) if one.organisation else None)
    opps = [o for s in houses if s is not None for o in s.opportunities]
    return next((o for o in opps if facts & {e.fact.id for e in o.entries}), None) or next((o for o in opps if one.role and o.role == one.role), None)


def siblings(home: Home, one: FollowUp) -> tuple[str, ...]:
    """Keys of open follow-ups of the same situation: they share moments and turns of phrase out among them."""
    return _alike(one, open_follow_ups(home, AHEAD))


def _alike(one: FollowUp, every: list[FollowUp]) -> tuple[str, ...]:
    return tuple(sorted(f.key for f in every if f.situation == one.situation))


def templates(home: Path) -> Mapping[str, str]:
    """The user's own words: files under `words/` of the data home, by their path within."""
    folder = home / "words"
    return {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in sorted(folder.rglob("*.j2"))} if folder.is_dir() else {}


def copy_out(home: Path, situation: str, channel: str) -> Path:
    """Lays the words that come with Afterword below `words/` of the data home, to be changed there.

    Raises NotFound for no such situation, BadUsage where the user has changed that file already.
    """
    from afterword.drafts.speech import template
    from afterword.errors import NotFound
    from afterword.store.files import private_dir, write_file
    from afterword.strategy.model import SITUATIONS

    slug = situation.strip().casefold().replace(" ", "_").replace("-", "_")
    if slug not in SITUATIONS:
        raise NotFound(f"{situation!r} is no situation: choose from {', '.join(SITUATIONS)}")
    file = home / "words" / slug / f"{channel}.j2"
    if file.exists():
        raise BadUsage(f"{file} is there already: change that file, or move it away first")
    private_dir(file.parent)
    write_file(file, [template(slug, "", channel, {}).encode()])
    return file


def channel_named(text: str) -> str:
    """A channel as people write it."""
    channel = text.strip().casefold().replace(" ", "_").replace("-", "_")
    channel = {"mail": "email", "e_mail": "email", "phone": "call", "sms": "text"}.get(channel, channel)
    if channel not in CHANNELS:
        raise BadUsage(f"{text!r} is no channel: choose from {', '.join(CHANNELS)}")
    return channel


def draft(home: Home, one: FollowUp, channel: str | None = None, own: Mapping[str, str] | None = None) -> Draft:
    """The words of one follow-up."""
    every = open_follow_ups(home)
    person = person_of(home, one)
    told = furnished(home, person, one, every) if person is not None else None
    return write(
        one, told, opportunity_of(home, one), home.me, channel=channel, siblings=_alike(one, open_follow_ups(home, AHEAD)), voice=voice(home), templates=own or None,
    )  # fmt: skip


def voice(home: Home) -> Voice:
    """How the user writes, as the settings say."""
    return Voice(**home.voice)


def open_follow_ups(home: Home, days: int = 0) -> list[FollowUp]:
    """Every follow-up whose window is open."""
    from datetime import timedelta

    last = (home.today + timedelta(days=days)).isoformat()
    return unique(home.store.follow_ups(last, home.today.isoformat()))


def every(home: Home, own: Mapping[str, str] | None = None) -> Iterator[Draft]:
    """Every open follow-up's draft."""
    for one in open_follow_ups(home):
        yield draft(home, one, own=own)


def changed(home: Home, one: Draft, subject: str | None, body: str | None) -> Draft:
    """The draft with the user's own words, judged anew."""
    mine = replace(one, subject=subject if subject is not None else one.subject, body=body if body is not None else one.body)
    person = next((p for x in mine.to.handles if (p := home.world.person(x)) is not None), None)
    words = Words(mine.body, mine.subject, mine.channel, mine.to.name, mine.organisation, mine.to.emails, (), mine.situation)
    return replace(mine, findings=check(words, person))


def judged(text: str, channel: str, home: Home | None = None, whom: str | None = None) -> tuple[Finding, ...]:
    """The tact check over words of the user; with a reader, against what is known of them. A first line `Subject:` is the subject."""
    from afterword.app.people import one_person

    first, _, rest = text.partition("\n")
    subject = first.partition(":")[2].strip() if first.casefold().startswith("subject:") else ""
    body = rest.strip() if subject or first.casefold().startswith("subject:") else text
    person = one_person(home, whom) if home is not None and whom else None
    if person is None:
        return check(Words(body, subject, channel))
    return check(Words(body, subject, channel, person.name, person.organisation, person.emails), person)
