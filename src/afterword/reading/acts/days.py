"""The day and the hour a talk, a return or a departure is spoken of.

Days to come are read by the room's date grammar (reading/dates). Days gone by are read here, because the same words mean
another day when the verb is in the past: "on Monday" is then the last one before the letter.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from afterword.facts.workdays import Workdays
from afterword.reading.acts.scene import Scene
from afterword.reading.dates import Span, find

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = "|".join(f"{d[:3]}(?:{d[3:]})?" for d in _WEEKDAYS) + "|tues|weds|thurs?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_ABOUT = re.compile(r"\b(?:how|what|thinking) about\b", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today)['\u2019]s\b", re.IGNORECASE)
# No day is named without one of these: the cheap test before the date grammar.
_HINT = re.compile(
    r"\d|day|mon|tue|wed|thu|fri|sat|sun|week|month|year|morrow|night|noon|january|february|march|april|may|june|july|august|"
    r"jan\b|feb\b|mar\b|apr\b|jun\b|jul\b|aug\b|sept?\b|september|october|november|december|oct\b|nov\b|dec\b|christmas|easter|soon|shortly|eod|cob",
    re.IGNORECASE,
)
_HORIZON = timedelta(days=400)  # no talk and no departure is fixed for later
_GONE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<y1>\d{{4}}))?|"
    rf"{_MONTH.replace('month', 'm2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y2>\d{{4}}))?|"
    rf"(?P<yesterday>yesterday|last night)|(?P<before>(?:the )?day before yesterday)|(?P<ago>(?:\d{{1,2}}|a|one|two|three|four|five|six|seven|eight|nine|ten)) (?P<unit>day|week)s? ago|"
    rf"(?P<today>today|tonight|this (?:morning|afternoon|evening|lunchtime)|just now|earlier on|a moment ago|an hour ago)|"
    rf"(?P<weekday>{_DAY_NAMES}))\b"
)
_NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1}
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>a\.?m\b|p\.?m\b)|\b(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)\b(?! ?%)|"
    r"\b(?:at|for|around|about|by|till|until|@) (?P<past>half(?: past)?|quarter past|quarter to) (?P<w1>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|"
    r"\b(?:at|around|about|@) ?(?P<w2>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?![:.]\d)(?! ?[ap]\.?m\b)(?! (?:days?|weeks?|minutes?|hours?|people|of|years?|months?|%|percent)\b)|"
    r"\b(?P<h3>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'?clock\b|\b(?P<noon>noon|midday)\b|\b(?P<h4>\d{1,2})h(?P<m4>[0-5]\d)?\b"
)


def past_day(scene: Scene, low: str) -> date | None:
    """The day gone by that a sentence names: 'yesterday', 'on Monday' (the last one), 'on 6 April'; else None."""
    return gone(low, scene.sent.date())


def gone(low: str, today: date) -> date | None:
    """The last day on or before `today` that the words name, or None."""
    for match in _GONE.finditer(low):
        day = _gone(match, today)
        if day is not None and day <= today:
            return day
    return None


def _gone(match: re.Match[str], today: date) -> date | None:
    if match["yesterday"]:
        return today - timedelta(days=1)
    if match["before"]:
        return today - timedelta(days=2)
    if match["today"]:
        return today
    if match["ago"]:
        count = _NUMBERS.get(match["ago"]) or (int(match["ago"]) if match["ago"].isdigit() else 0)
        return today - timedelta(days=count * (7 if match["unit"] == "week" else 1))
    if match["weekday"]:
        wanted = next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(match["weekday"][:3]))
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _MONTHS.index((match["month"] or match["m2"])[:3]) + 1
        day, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"]
        if year:
            return date(int(year), month, day)
        found = date(today.year, month, day)
        return found if found <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def coming(scene: Scene, text: str) -> date | None:
    """The one day to come that a sentence fixes ("Wednesday", "12 August", "tomorrow"); None when it names a range or nothing."""
    for span in spans(scene, _OF_A_DAY.sub(r"\1", _ABOUT.sub("on", text))):
        near = span.first is not None and span.first - scene.sent.date() < _HORIZON
        if near and span.first == span.last and span.kind not in {"length", "after", "not_before"}:
            return span.first
    return None


def away_until(scene: Scene, text: str) -> date | None:
    """The last day of the first range that a sentence names: "on holiday next week, so let's speak the week after"."""
    return next((span.last for span in spans(scene, text) if span.last is not None and span.kind != "length"), None)


def latest(scene: Scene, text: str) -> date | None:
    """The last day of the last range that a sentence names."""
    days = [span.last for span in spans(scene, text) if span.last is not None and span.kind != "length"]
    return days[-1] if days else None


def spans(scene: Scene, text: str) -> tuple[Span, ...]:
    """The date grammar's spans in one sentence."""
    return _found(text, scene.sent, scene.workdays) if _HINT.search(text) else ()


@lru_cache(maxsize=64)
def _found(text: str, sent: datetime, workdays: Workdays) -> tuple[Span, ...]:
    return tuple(find(text, sent, workdays))


_BACK = re.compile(
    r"\b(?:back|return(?:s|ing)?|available again|reachable again|resume|in the office again|at my desk|returned)\b[^.;!?]{0,40}?\b(?:on|from|by|in the office|at my desk|in|office|work|to)?\b"
)
_UNTIL = re.compile(r"\b(?:until|till|til|through|thru|to|up to|up until|and including)\b")


def first_day_back(scene: Scene, plain_text: str, low: str) -> date | None:
    """When somebody who is away can be reached again: the day they are "back on", else the business day after the last day away."""
    back = _BACK.search(low)
    if back:
        day = coming(scene, plain_text[back.start() :]) or _first(scene, plain_text[back.start() :])
        if day is not None:
            return day
    until = _UNTIL.search(low)
    day = away_until(scene, plain_text[until.start() :]) if until else None
    if day is None:
        day = away_until(scene, plain_text)
    return scene.workdays.after(day, 1) if day is not None else None


def _first(scene: Scene, text: str) -> date | None:
    return next((span.first for span in spans(scene, text) if span.first is not None and span.kind != "length"), None)


def hour(low: str) -> str:
    """The clock time in a sentence as HH:MM; hours from one to six without am or pm are the afternoon's. '' if none."""
    for match in _CLOCK.finditer(low):
        found = _hour(match)
        if found is not None and 0 <= found[0] <= 23:
            return f"{found[0]:02d}:{found[1]:02d}"
    return ""


def _hour(match: re.Match[str]) -> tuple[int, int] | None:
    if match["noon"]:
        return 12, 0
    if match["h"]:
        value, minute = int(match["h"]), int(match["m"] or 0)
        if value > 12:
            return value, minute
        return value % 12 + (12 if match["half"].startswith("p") else 0), minute
    if match["h24"]:
        value = int(match["h24"])
        return (value if match["h24"].startswith("0") or value > 6 else _office(value)), int(match["m24"])
    if match["h4"]:
        return int(match["h4"]), int(match["m4"] or 0)
    word = match["w1"] or match["w2"] or match["h3"]
    value = _NUMBERS[word] if word in _NUMBERS else int(word)
    if value > 12 and match["w2"]:
        return None
    if match["past"] == "quarter to":
        return _office(value - 1 or 12), 45
    return _office(value), {"quarter past": 15, None: 0}.get(match["past"], 30)


def _office(value: int) -> int:
    return value + 12 if 1 <= value <= 6 else value
