"""Which parts of a mail are its words, and their text: plain where it says something, else made from the HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape

from afterword.sources import limits
from afterword.sources.charset import decode
from afterword.sources.mime import Mail, Part

_STUB = re.compile(
    r"\bhtml\b|web ?browser|plain[- ]?text|text[- ]only|view (?:this|the|it|your)\b|does ?n[o']t support|"
    r"nicht (?:richtig )?(?:angezeigt|dargestellt)|s'affiche pas|no (?:puede|puedes) (?:ver|leer)",
    re.IGNORECASE,
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_FLOWED = re.compile(r" \n(?!>|-- \n)")


@dataclass(frozen=True, slots=True)
class Words:
    """Text, and the HTML it was made from (else empty)."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class _Choice:
    """One stretch of a mail, in the forms its writer gave it."""

    plain: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)


def leaves(part: Part) -> list[Part]:
    """The parts without parts, in order; an enclosed mail is one, not opened."""
    found: list[Part] = []
    open_parts = [part]
    while open_parts:
        one = open_parts.pop()
        if one.children and one.type.startswith("multipart/"):
            open_parts.extend(reversed(one.children))
        else:
            found.append(one)
    return found


def choose(mail: Mail, most: int = limits.RAW_TEXT) -> Words:
    """The words of a mail, from the first `most` bytes of each part.

    An enclosed mail's words count only where there is nothing else in the mail at all.
    """
    choices = _choices(mail.root)
    root = mail.root
    if not choices and root.type.startswith("message/") and root.children:
        choices = _choices(root.children[0])
    said = [_resolved(mail, choice, most) for choice in choices]
    said = [one for one in said if one.text]
    if not said:
        return Words()
    if len(said) == 1:
        return said[0]
    text = cut("\n\n".join(one.text.strip("\n") for one in said), limits.TEXT)
    if not any(one.html for one in said):
        return Words(text)
    html = "\n".join(one.html or f"<pre>{escape(one.text)}</pre>" for one in said)
    return Words(text, cut(html, limits.TEXT))


def _choices(part: Part) -> list[_Choice]:
    if not part.children or not part.type.startswith("multipart/"):
        return _leaf(part)
    if part.type == "multipart/alternative":
        return _alternative(part)
    if part.type == "multipart/digest":
        return []
    found: list[_Choice] = []
    for child in part.children:
        more = _choices(child)
        if found and more and (part.type in ("multipart/related", "multipart/report", "multipart/signed")):
            break  # what follows the first text there is machinery
        if found and child.filename:
            continue  # a text file, not words
        found += more
    return found


def _leaf(part: Part) -> list[_Choice]:
    if part.disposition == "attachment" or not part.type.startswith("text/"):
        return []
    if part.type in ("text/html", "text/xhtml"):
        return [_Choice(html=[part])]
    if part.type in ("text/plain", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"):
        return [_Choice(plain=[part])]
    return []


def _alternative(part: Part) -> list[_Choice]:
    plain: list[Part] = []
    html: list[Part] = []
    for child in part.children:
        for choice in _choices(child):
            poor = bool(plain) and any(part.type != "text/plain" for part in choice.plain)
            plain += choice.plain if not poor and not (html and plain) else []
            html += choice.html
    return [_Choice(plain, html)] if plain or html else []


def _resolved(mail: Mail, choice: _Choice, most: int) -> Words:
    text = "\n\n".join(text for part in choice.plain if (text := _text(mail, part, most)).strip())
    if _MARKUP.match(text):
        return _made_from(text)
    if choice.html and (len(text) < 40 or (len(text) < 400 and _STUB.search(text))):
        made = _made_from("\n".join(_text(mail, part, most) for part in choice.html))
        if len(made.text.strip()) > len(text.strip()):
            return made
    return Words(cut(text, limits.TEXT))


def _text(mail: Mail, part: Part, most: int) -> str:
    data = mail.body(part, most)
    label = part.params.get("charset", "")
    if not label and part.type == "text/html" and (told := _META.search(data[: 2 * limits.KIB])):
        label = told[1].decode("ascii")
    text = decode(data, label)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    if part.params.get("delsp", "").lower() == "yes" and part.params.get("format", "").lower() == "flowed":
        text = _FLOWED.sub("", text)
    return text


def _made_from(html: str) -> Words:
    text = _reader()(html)
    return Words(cut(text, limits.TEXT), cut(_slim(html), limits.TEXT))


def _slim(html: str) -> str:
    """HTML that is too long to keep loses what holds no words first: styles, scripts, comments, inlined pictures."""
    if len(html) <= limits.TEXT // 2:
        return html
    for opening, closing in (("<style", "</style>"), ("<script", "</script>"), ("<!--", "-->")):
        html = _without(html, opening, closing)
    return re.sub(r"data:image/[^\"' )>]{0,500000}", "", html)


def _without(html: str, opening: str, closing: str) -> str:
    lower = html.lower()
    if len(lower) != len(html):
        lower = html  # a few letters change their length with their case
    kept: list[str] = []
    at = 0
    while (start := lower.find(opening, at)) >= 0:
        end = lower.find(closing, start)
        if end < 0:
            break
        kept.append(html[at:start])
        at = end + len(closing)
    kept.append(html[at:])
    return "".join(kept)


def cut(text: str, most: int) -> str:
    """At most `most` bytes of UTF-8, never half a character."""
    if len(text) * 4 <= most:
        return text
    data = text.encode("utf-8", "replace")
    return data[:most].decode("utf-8", "ignore") if len(data) > most else text


@cache
def _reader() -> Callable[[str], str]:
    from afterword.reading.html import text_of

    return text_of
