"""After a talk, once: how did it go, what did they say about the next step, one moment with each. A minute, and never asked again.

What is told becomes the facts that `log` makes: the words on the next step are read for promises, a moment with one person
becomes what their thank-you stands on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from afterword.app import deeds
from afterword.app.home import Home
from afterword.app.people import person_or_new, ref_to
from afterword.app.preparing import guests_of, subject_of
from afterword.drafts.phrasing import noted_back, one_line, things
from afterword.errors import BadUsage
from afterword.facts import handles as h
from afterword.facts.kinds import Body, Decision, Ref
from afterword.reading.note import note
from afterword.story import PersonStory
from afterword.strategy.appointments import talks_of
from afterword.strategy.model import Appointment

WENT = {"very well": 5, "great": 5, "well": 4, "good": 4, "fine": 4, "so-so": 3, "so so": 3, "ok": 3, "okay": 3, "not well": 2, "poorly": 2, "badly": 1, "bad": 1, "terrible": 1}
"""How it went, in words; 1 to 5 says the same."""
_CALL = re.compile(
    r"(?:^|[.;,]\s*|,?\s+(?:and|or|but|so|then)\s+)(?:(?:and|or|but|so|then|she said|he said|they said|i (?:may|can|should|could|am to)|you (?:may|can)|please|to|just|also)\s+)*"
    r"(?:call|ring|phone)\s+(?P<whom>me|us|her|him|them|there|back|(?-i:[A-Z])\w+)\b(?P<rest>[^.;\n]*)",
    re.IGNORECASE,
)
_KEYED = re.compile(r"[\s\"'“”„*•–—-]*([0-9a-f]{4,64})\b[\s:,–—-]*", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:on )?(?:next |the following )?(?:mon|tues|wednes|thurs|fri)day\b", re.IGNORECASE)
_UNLESS = re.compile(r",?\s*\b(?:if|unless|in case)\b (?:i|you|we|they|there|nothing|nobody|it)\b[^.;,\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """What the user tells. `went` 1 to 5, 0 for nothing said; `moments` by name or the part of one."""

    went: int = 0
    ahead: str = ""
    moments: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.went or self.ahead.strip() or any(m.strip() for m in self.moments.values()))


@dataclass(frozen=True, slots=True)
class Told:
    """What was kept, as the program says it back: what follows from the next step, and who was new."""

    follows: tuple[str, ...]
    kept_as: str
    made: tuple[str, ...] = ()


def went(text: str) -> int:
    """`4`, `well`, `so-so` as 1 to 5; 0 for nothing. Raises BadUsage for anything else."""
    word = " ".join(text.casefold().split())
    if not word:
        return 0
    if word in WENT:
        return WENT[word]
    if word.isdigit() and 1 <= int(word) <= 5:
        return int(word)
    raise BadUsage(f"{text!r} says nothing of how it went: say 1 (badly) to 5 (very well), or a word such as well, so-so, badly")


def account(text: str, names: tuple[str, ...]) -> Account:
    """A whole answer in one text, as a mail or one option brings it: a line or sentence each.

    `4` or `well` says how it went; `Dana: the faxes on Fridays` a moment with Dana; all else is about the next step.
    """
    how, ahead, moments = 0, list[str](), dict[str, str]()
    for line in re.split(r"\n+|(?<=[.!?;])\s+(?=(?:[A-Z][\w'’-]+ ?){1,3}:\s)", text.strip()):
        words = line.strip(" \t-*•;")
        label, colon, rest = words.partition(":")
        if colon and (whom := named(label, names)):
            moments[whom] = rest.strip()
            continue
        first, _, more = words.partition(".")
        with suppress(BadUsage):
            how, words = went(first.casefold().removeprefix("it went ")) or how, more.strip()
        ahead += [words] if words else []
    return Account(how, " ".join(ahead), moments)


def answers(text: str, keys: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What a mail tells of talks: each from the line that begins with its key (short form → key) to the next blank line or key. Also the rest."""
    told: dict[str, list[str]] = {}
    rest: list[str] = []
    open_key = ""
    for line in text.split("\n"):
        found = _KEYED.match(line)
        key = next((full for short, full in keys.items() if found and found[1].lower().startswith(short[:4]) and full.startswith(found[1].lower())), "")
        if key and found is not None and line[found.end() :].strip():  # a key alone is our own line, wrapped by a mail program
            open_key = key
            told.setdefault(key, []).append(line[found.end() :])
        elif open_key and line.strip() and not line.lstrip().startswith(">") and not _KEYED.match(line):
            told[open_key].append(line)
        else:
            open_key = ""
            rest.append(line)
    return {key: "\n".join(lines).strip() for key, lines in told.items()}, "\n".join(rest)


def named(text: str, names: tuple[str, ...]) -> str:
    """The one of these names that a typed one means; empty for none or several."""
    wanted = h.name_words(text)
    found = [n for n in names if wanted and all(any(part.startswith(w) for part in h.name_words(n)) for w in wanted)]
    return found[0] if len(found) == 1 else ""


def tell(home: Home, one: Appointment, told: Account) -> Told:
    """Keeps what was told, as one act. Raises BadUsage for nothing, and for a talk that is not over."""
    if told.empty:
        raise BadUsage("say one thing at least: how it went, what they said about the next step, or a moment with somebody")
    if one.ends > int(home.now.timestamp() * 1_000_000):
        raise BadUsage(f"that talk is still to come, on {one.day:%A} {one.day.day} {one.day:%B}")
    people = [(name, person) for name, person in guests_of(home, talks_of(one, subject_of(home, one)))]
    refs = {name: ref_to(person) if person else Ref(name, (h.name_handle(name, one.organisation),), one.organisation) for name, person in people}
    made: list[Body | tuple[Body, int]] = []
    new: list[str] = []
    for label in told.moments:
        if not named(label, tuple(refs)):
            found = person_or_new(home, label, one.organisation)
            refs[label] = found.ref
            made += found.bodies
            new += [label] if found.new else []
    lead = _lead(people, one)
    kept = _in_order(spoken_plainly(told.ahead, lead), home, one, lead)
    way = "interview" if one.interview else "conversation"
    at = one.ends
    order = sorted(refs, key=lambda n: n != lead)
    made.append(deeds.touch(home, way, (refs[n] for n in order), at, organisation=one.organisation, role=one.role, note=kept, rating=told.went))
    for label, words in told.moments.items():
        if words.strip():
            who = refs[named(label, tuple(refs)) or label]
            made.append(deeds.touch(home, way, (who,), at, organisation=one.organisation, role=one.role, note=usable(words, who.name)))
    home.record(made, f"told of {way}")
    return Told(tuple(follows(home, kept, one, lead)), kept, tuple(new))


def skip(home: Home, one: Appointment) -> None:
    """The user does not want to tell: it is not asked again."""
    home.record((Decision("answer", one.key, "question", "appointment", (one.subject,), (), choice="skip"),), f"skip {one.key[:4]}")


def _lead(people: list[tuple[str, PersonStory | None]], one: Appointment) -> str:
    """Whom "they" means first: whoever has written of it, else the first of the list."""
    heard = [(max(e.at for e in p.entries if e.direction == "in"), n) for n, p in people if p is not None and any(e.direction == "in" for e in p.entries)]
    return max(heard)[1] if heard else people[0][0] if people else one.whom


def spoken_plainly(text: str, lead: str) -> str:
    """The words on the next step, with "call me Monday if you hear nothing" as a sentence of its own: "Call Dana Monday."

    They are the other side's words as often as the user's: whoever says "call me" after a talk is the one to be called.
    """
    words = " ".join(text.split())
    found = _CALL.search(words)
    if found is None:
        return words
    whom = found["whom"] if found["whom"][:1].isupper() else lead
    rest = _UNLESS.sub("", found["rest"]).strip(" ,")
    start, end = words[: found.start()].strip(" ,;"), words[found.end() :].strip()
    parts = [f"{start.rstrip('.')}." if start else "", f"Call {whom} {rest}".strip().rstrip(".") + ".", end.lstrip(" .;,")]
    return " ".join(filter(None, parts))


def usable(words: str, name: str) -> str:
    """A moment as a note that a thank-you can take up: "the riddle" as "spoke about the riddle"; as typed where that is one, or none fits."""
    text = one_line(words)
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    plain = re.sub(rf"^(?:(?:she|he|they|{re.escape(first) or 'she'}) )?(?:told|said to|explained to|showed|asked) (?:me|us)(?: (?:that|about|of))?\s+", "", text, flags=re.IGNORECASE)
    told = re.sub(rf"^{re.escape(first)}\b", "she", plain) if first else plain
    phrase = f"{plain[:1].lower()}{plain[1:]}" if plain[:2] != plain[:2].upper() else plain
    if things(text) or noted_back(text, first):
        return text
    made = f"spoke about {phrase}" if _NOUNS.match(phrase) else f"spoke about how {told}" if re.match(r"(?:she|he)\s+\w", told) else ""
    return made if made and things(made) else text


_NOUNS = re.compile(
    r"(?:the|an?|her|his|their|our|this|that|those|these|how|why|what|where)\b|[\w'’-]+ (?:on|in|at|about|for|from|of|with|between|without|and|by|over|under|before|after)\b", re.IGNORECASE
)
"""A moment that is a thing, not a sentence."""


def _in_order(words: str, home: Home, one: Appointment, lead: str) -> str:
    """"They decide by Friday. Call Dana Monday": that Monday comes after that Friday, and is written with its date."""
    told = note(words, one.day, home.workdays(), (lead,), about=lead).statements if words else ()
    decided = max((s.due for s in told if s.kind == "promise" and s.owed_by == "them" and s.due), default=None)
    call = next((s for s in told if s.kind == "promise" and s.owed_by == "me" and s.commitment == "call" and s.due), None)
    if decided is None or call is None or call.due is None or call.due > decided or not _WEEKDAY.search(call.quote):
        return words
    day = call.due + timedelta(days=7 * ((decided - call.due).days // 7 + 1))
    return words.replace(call.quote, _WEEKDAY.sub(f"on {day:%A} {day.day} {day:%B}", call.quote, count=1))


def follows(home: Home, kept: str, one: Appointment, lead: str) -> list[str]:
    """What the words on the next step promise, said back; read from the day of the talk."""
    told = note(kept, one.day, home.workdays(), (lead,), about=lead).statements if kept else ()
    found = []
    for s in told:
        if s.kind == "promise" and s.due is not None:
            day = f"{s.due:%A} {s.due.day} {s.due:%B}"
            what = {"decision": "they decide", "reply": "they answer", "other": "you hear from them"}.get(s.commitment, "they keep their word")
            found.append(f"Until {day} {what}." if s.owed_by != "me" else f"You call {s.person or lead} on {day}." if s.commitment == "call" else f"You promised this by {day}: {s.quote}")
    return found
