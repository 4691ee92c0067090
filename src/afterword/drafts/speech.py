"""How a template speaks: it offers sentences, and the ones that fit what is known are chosen, the same ones every time.

`say("… {role} …", "…")` takes, of the sentences whose slots are all known, one that uses the most of them; with none it
says nothing. `extra(...)` is the same for what may be left out when words must be few.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from afterword.errors import BadUsage

_SLOT = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[a-z0-9_]+")
_FULL = (
    ("I'm", "I am"), ("I've", "I have"), ("I'll", "I will"), ("I'd", "I would"), ("you're", "you are"), ("You're", "You are"), ("you've", "you have"), ("it's been", "it has been"),
    ("It's been", "It has been"), ("It's", "It is"), ("it's", "it is"), ("that's", "that is"), ("isn't", "is not"), ("doesn't", "does not"), ("don't", "do not"), ("didn't", "did not"), ("hasn't", "has not"),
    ("haven't", "have not"), ("wouldn't", "would not"), ("couldn't", "could not"), ("can't", "cannot"), ("can’t", "cannot"), ("wasn't", "was not"), ("let's", "let us"), ("needn't", "need not"), ("won't", "will not"),
)  # fmt: skip


def _number(*parts: str) -> int:
    return int.from_bytes(sha256("\0".join(parts).encode("utf-8", "replace")).digest()[:6])


class Speech:
    """One reading of one template: the slots it may use, whose turn it is, how many words there may be."""

    def __init__(
        self,
        key: str,
        slots: Mapping[str, str],
        siblings: Sequence[str] = (),
        *,
        formal: bool = False,
        short: bool = False,
        subject: bool = False,
        told: Sequence[str] = (),
        afresh: bool = False,
    ) -> None:
        group = sorted({key, *siblings})
        self._seed, self._turn = (group[0], group.index(key)) if siblings else (key, 0)
        self._slots, self._formal, self._short, self._count = slots, formal, short, 0
        self.used: set[str] = set()
        self._afresh = afresh  # a phone script is said in two places: each names everything
        self._subject = subject  # the first sentence is the subject line: what it names is still to be said
        self._told: set[str] = set(told)

    def say(self, *options: str, need: str = "", unless: str = "") -> str:
        """One of these sentences, or nothing."""
        self._count += 1
        if (need and not self._slots.get(need)) or (unless and self._slots.get(unless)):
            return ""
        fitting = [
            (len(set(_SLOT.findall(text))), text)
            for text in options
            if all(self._slots.get(n) for n in _SLOT.findall(text))
        ]
        if not fitting:
            return ""
        most = max(count for count, _ in fitting)
        # One slot fewer is still well grounded, and keeps notes of one situation apart.
        best = [text for count, text in fitting if count >= most - (most > 1)]
        # More readers than sentences: those who share one here have others of their own in the next place.
        turn = self._turn + (self._turn // len(best)) * self._count
        chosen = best[(_number(self._seed, str(self._count)) + turn) % len(best)]
        if self._formal:
            for spoken, written in _FULL:
                chosen = re.sub(rf"\b{spoken}\b", written, chosen)
        if "past_org" in self._told:
            chosen = chosen.replace(" at {past_org}", " there")
        # One pass: what stands in a slot is never read as a template again.
        return _SLOT.sub(lambda m: self._slot(m[1]), chosen)

    def _slot(self, name: str) -> str:
        """A role is named in full once; after that everybody knows which."""
        again = name == "role_at" and name in self._told
        self.used.add(name)
        if not (self._subject and self._count == 1) and not self._afresh:
            self._told.add(name)
        return ("the role" if self._slots.get("role") else "the work") if again else self._slots[name]

    def extra(self, *options: str, need: str = "", unless: str = "") -> str:
        """The same, left out when words must be few."""
        if self._short:
            self._count += 1
            return ""
        return self.say(*options, need=need, unless=unless)


@cache
def _packaged(package: str, path: str) -> str | None:
    try:
        return files(package).joinpath(*path.split("/")).read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ModuleNotFoundError):
        return None


def _names(situation: str, step: str, channel: str) -> tuple[list[str], list[str]]:
    """The names a template may have, the closest first: those of the situation, then the channel's general ones."""
    round_free = re.sub(r"_\d+$", "", step)
    names = [channel, *(["short"] if channel in ("linkedin", "text") else [])]
    found = [f"{situation}/{s}.{n}" for n in names for s in dict.fromkeys((step, round_free)) if s]
    return [*found, *(f"{situation}/{n}" for n in names)], names


def own_words(situation: str, step: str, channel: str, own: Mapping[str, str]) -> str:
    """The user's own template for this, or "".

    They are named `situation/step.channel`, `situation/channel` or `channel` (with or without `.j2`).
    """
    closer, general = _names(situation, step, channel)
    return next((text for name in (*closer, *general) if (text := own.get(name, own.get(f"{name}.j2")))), "")


def template(situation: str, step: str, channel: str, own: Mapping[str, str]) -> str:
    """The words for this step and channel: the user's own first, then the playbook's, then the general ones."""
    closer, general = _names(situation, step, channel)
    if text := own_words(situation, step, channel, own):
        return text
    if situation and _PLAIN.fullmatch(situation):
        for name in closer:
            text = _packaged("afterword.strategy.playbooks", f"{name}.j2") or ""
            if text:
                return text
    return next((t for n in general if (t := _packaged("afterword.drafts", f"words/{n}.j2"))), "")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=False, trim_blocks=False, keep_trailing_newline=False)


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    """A template, compiled once: many notes share one."""
    return _environment().from_string(text)


def spoken(text: str, speech: Speech, slots: Mapping[str, str]) -> str:
    """A template as words. Raises BadUsage where a user's template cannot be read."""
    try:
        return _compiled(text).render(**slots, say=speech.say, extra=speech.extra)
    except TemplateError as error:
        raise BadUsage(
            f"this template cannot be read: {error}. Mend it, or take it away to use the one that comes with Afterword"
        ) from None
