"""The same promise said twice is one promise."""

from __future__ import annotations

from dataclasses import replace

from afterword.reading.commitments.line import Found
from afterword.reading.model import Kind

_GROUP = {
    "reply": "word", "decision": "word", "call": "talk", "meeting": "talk", "introduction": "introduction",
    "send_document": "thing", "other": "thing",
}  # fmt: skip


def merged(found: list[tuple[Found, str]], kind: Kind) -> list[tuple[Found, str]]:
    """One item per owner, group and last day; an undated word gives way to a dated one, in the order of the text."""
    kept: list[tuple[Found, str]] = []
    for item, quote in found:
        if kind in ("rejection", "auto_reply_left") and not item.dated:
            continue
        if kind == "auto_reply_away" and not item.dated and not item.condition:
            continue
        for index, (other, words) in enumerate(kept):
            if not _same(other, item, same_sentence=words == quote):
                continue
            kept[index] = (_better(other, item), words if _better(other, item) is other else quote)
            break
        else:
            kept.append((item, quote))
    return _one_word(kept)


_TOLD = frozenset({"reply", "decision", "call"})


def _one_word(kept: list[tuple[Found, str]]) -> list[tuple[Found, str]]:
    """A mail brings one word to the reader: what has a day, and the telling rather than the deciding before it."""
    words = [item for item, _ in kept if item.writer and item.kind in _TOLD]
    told = [item for item in words if item.dated and item.latest]
    if len(words) < 2 or not told:
        return kept
    heard = [item.latest for item in told if item.kind != "decision" and item.latest]

    def falls(item: Found) -> bool:
        if item not in words:
            return False
        if not item.dated or item.latest is None:
            return True
        return item.kind == "decision" and any(day > item.latest for day in heard)

    return [(item, quote) for item, quote in kept if not falls(item)]


def _same(one: Found, two: Found, *, same_sentence: bool) -> bool:
    if one.writer != two.writer or _GROUP[one.kind] != _GROUP[two.kind]:
        return False
    if one.latest == two.latest and (one.latest or one.earliest == two.earliest or _GROUP[one.kind] == "word"):
        return True
    if _GROUP[one.kind] == "talk" and one.dated != two.dated:
        return "meeting" in (one.kind, two.kind)
    if one.kind == two.kind == "send_document" and same_sentence and one.dated != two.dated:
        return True
    if _GROUP[one.kind] != "word" or not one.writer:
        return False
    if not one.dated or not two.dated:
        return True
    return same_sentence and one.latest is not None and two.latest is not None


def _better(one: Found, two: Found) -> Found:
    if one.dated != two.dated:
        return one if one.dated else two
    if one.latest and two.latest and one.latest != two.latest:
        return one if one.kind == "reply" and two.kind == "decision" else two
    if one.condition is None and two.condition:
        return replace(one, condition=two.condition)
    return one
