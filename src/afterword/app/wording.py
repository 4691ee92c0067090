"""How days, numbers, channels and tiers are said to the user: the same in the terminal, in the browser and in mails."""

from __future__ import annotations

from datetime import date

from afterword.strategy.model import Waiting

HEADS = {"promise": "Promised", "window": "In the window", "garden": "Keeping warm"}
CHANNELS = {"email": "Mail", "call": "Call", "card": "Card", "text": "Text", "linkedin": "LinkedIn", "in_person": "In person"}
TIES = {
    "former_boss": "your former boss", "boss_superior": "your boss's superior", "coworker": "your coworker", "former_coworker": "your former coworker",
    "relative": "family", "friend": "your friend", "mentor": "your mentor", "recruiter": "recruiter", "alumni": "fellow alum",
}  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def way_of(channel: str) -> str:
    """A channel within a sentence: `mail`, `LinkedIn`, `in person`."""
    name = CHANNELS.get(channel, channel.replace("_", " "))
    return name if name == CHANNELS["linkedin"] else name.lower()


def spoken(day: date, today: date) -> str:
    """A day as people say it."""
    gap = (day - today).days
    if gap in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[gap + 1]
    if 1 < gap < 7:
        return f"{day:%A}"
    if -7 < gap < 0:
        return f"last {day:%A}"
    return f"{day.day} {day:%B}" + (f" {day.year}" if abs(gap) > 200 else "")


def since(day: date, today: date) -> str:
    """The same after `since`: `since Monday`."""
    return f"since {spoken(day, today).removeprefix('last ')}"


def awaited(one: Waiting) -> str:
    """What somebody else owes: `Acme's decision`."""
    who = one.organisation or one.person.name or "somebody"
    what = {"reply": "answer", "decision": "decision", "call": "call", "introduction": "introduction"}.get(one.what, "word")
    return f"{who}'{'' if who.endswith('s') else 's'} {what}"


def dialled(phone: str) -> str:
    """A number as it is dialled: North American ones in groups, others as they are."""
    if phone.startswith("+1") and len(phone) == 12:
        return f"{phone[2:5]} {phone[5:8]} {phone[8:]}"
    return phone


def counted(n: int, one: str = "", many: str = "") -> str:
    """`three follow-ups`; the number alone where nothing is named."""
    number = _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
    return f"{number} {one if n == 1 else many or f'{one}s'}" if one else number
