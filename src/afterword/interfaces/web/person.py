"""People: everybody in the search, and one person like a correspondence."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from afterword.app import deciding, mending, telling
from afterword.app.correspondence import correspondence
from afterword.app.gathering import roster
from afterword.app.people import person_or_new
from afterword.app.profile import TIE_CHOICES, keep_detail, keep_note, profile
from afterword.errors import BadUsage, NotFound
from afterword.interfaces.web.asking import Asked, act, see
from afterword.story import PersonStory

NAV = (10, "People", "/people")
HERE = "/people"
WAYS = ("call", "meeting", "conversation", "interview", "message", "card")


def url(story: PersonStory | str) -> str:
    """The page of somebody."""
    key = story if isinstance(story, str) else story.key
    return f"/person/{quote(key, safe='')}"


def people(asked: Asked) -> Response:
    """Everybody in the search, a page at a time; with `q` only who is called so."""
    number = asked.query("page")
    shown = roster(asked.home, asked.query("q"), int(number) if number.isdigit() else 1)
    return asked.show("people.html", title="People", shown=shown, q=asked.query("q"))


def _story(asked: Asked) -> PersonStory:
    handle = asked.part("handle")
    story = asked.home.world.person(handle)
    if story is None:
        raise NotFound("nobody is known by that: they may be one with somebody else now, or their import was taken back")
    return story


def page(asked: Asked) -> Response:
    """One person: what to know at the left, what passed between you at the right."""
    story = _story(asked)
    text, before = asked.query("q"), asked.query("before")
    pages = correspondence(asked.home, story, before, text)
    return asked.show(
        "person.html", title=story.name or "Somebody", here=HERE, p=profile(asked.home, story), s=story, url=url(story), pages=pages, q=text, before=before,
        tie_choices=TIE_CHOICES, ways=WAYS,
    )  # fmt: skip


def add(asked: Asked) -> Response:
    """Somebody new, or more about somebody."""
    name = asked.word("name", needed="Say who it is.")
    at = asked.word("at")
    emails, phones = ([at], []) if "@" in at else ([], [at] if at else [])
    organisation = asked.word("organisation")
    telling.add_person(asked.home, name, emails=emails, phones=phones, organisation=organisation, title=asked.word("title"), word=asked.word("tie"), note=asked.word("note"))
    found = person_or_new(asked.home, f"{name} <{at}>" if emails else f"{name} at {organisation}" if organisation else name)
    handle = found.ref.handles[0] if found.ref.handles else ""
    return asked.did(f"Noted: {name}.", to=url(asked.home.world.subject_of(handle)) if handle else HERE)


def log(asked: Asked) -> Response:
    """What happened, in the two seconds after it did."""
    story = _story(asked)
    way: Any = asked.word("way", needed="Say what it was.")
    if way not in WAYS:
        raise BadUsage(f"choose from {', '.join(WAYS)}")
    telling.log(
        asked.home, way, [story.key], direction=asked.word("direction"), on=asked.word("on") or None, organisation=asked.word("organisation"), role=asked.word("role"),
        note=asked.word("note"), reached=asked.word("reached") if way == "call" else "",
    )  # fmt: skip
    return asked.did(f"Noted: a {way} with {story.name or 'them'}.", to=url(story))


def note(asked: Asked) -> Response:
    story = _story(asked)
    keep_note(asked.home, story, asked.word("note", needed="Write the note first."))
    return asked.did("Kept.", to=url(story))


def detail(asked: Asked) -> Response:
    story = _story(asked)
    kept = keep_detail(asked.home, story, asked.word("detail", needed="Give a number, a mail address or a LinkedIn page."))
    return asked.did(f"Kept: {kept}.", to=url(story))


def tie(asked: Asked) -> Response:
    """How the user knows them, how close they are, and how likely to help."""
    story = _story(asked)
    close, likely = _share(asked.word("close")), _share(asked.word("help"))
    word = asked.word("tie", needed="Say how you know them.")
    telling.tie(asked.home, story.key, word, organisation=asked.word("organisation"), help_likely=likely, close=close)
    return asked.did(f"Noted: {story.name or 'they'}, {word.replace('_', ' ')}.", to=url(story))


def _share(text: str) -> float | None:
    """0 to 4 as a share of one; nothing chosen is nothing said."""
    return int(text) / 4 if text in ("0", "1", "2", "3", "4") else None


def prefer(asked: Asked) -> Response:
    """How they want to be reached, or that they do not."""
    story = _story(asked)
    channel = asked.word("channel", needed="Choose how.")
    if channel == "stop":
        telling.prefer(asked.home, story.key, "*", never=True)
        return asked.did(f"{story.name or 'They'} will not be suggested again.", to=url(story))
    never = channel.startswith("never ")
    telling.prefer(asked.home, story.key, channel.removeprefix("never "), never=never)
    return asked.did("Noted.", to=url(story))


def merge(asked: Asked) -> Response:
    """Somebody else is the same person."""
    story = _story(asked)
    name = mending.merge(asked.home, story.key, asked.word("other", needed="Say who else it is: a name or an address."))
    return asked.did(f"They are one person now: {name}.", to=url(asked.home.world.subject_of(story.key)))


def split(asked: Asked) -> Response:
    """An address or number is somebody else's."""
    story = _story(asked)
    handle = asked.word("handle", needed="Choose which.")
    mending.split(asked.home, story.key, handle)
    rest = next((x for x in story.handles if x != handle), handle)
    return asked.did("It is somebody else's now.", to=url(asked.home.world.subject_of(rest)))


def answer(asked: Asked) -> Response:
    """Only the user can say whether two are one."""
    story = _story(asked)
    one = deciding.answer(asked.home, asked.word("key"), asked.word("choice"))
    words = "They are one person now." if asked.word("choice") == "yes" and one.what == "person_merge" else "They stay two."
    return asked.did(words, to=url(asked.home.world.subject_of(story.key)))


_AT = "/person/{handle:path}"
ROUTES = [
    see("/people", people, keep=True),
    act("/people", add, again=people),
    *(act(f"{_AT}/{name}", do, again=page) for name, do in (
        ("log", log), ("note", note), ("detail", detail), ("tie", tie), ("prefer", prefer), ("merge", merge), ("split", split), ("answer", answer),
    )),
    see(_AT, page, keep=True),
]  # fmt: skip
