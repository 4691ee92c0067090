"""What goes round the words: greeting and closing, or the frame of a phone script."""

from __future__ import annotations

import re

from afterword.drafts.languages import MANNERS
from afterword.drafts.model import Voice
from afterword.drafts.phrasing import one_line
from afterword.drafts.script import script
from afterword.drafts.slots import first_name
from afterword.facts.frozen import dataclass
from afterword.facts.late import late
from afterword.story.model import Me, PersonStory
from afterword.strategy.model import FollowUp


@dataclass(frozen=True, slots=True)
class Habit:
    """How the user last began and ended a mail to this person; empty where no mail says."""

    greeting: str = ""  # without the comma: "Dear Dr. Osei"
    closing: str = ""
    signed: str = ""


def dressed(paragraphs: list[str], f: FollowUp, person: PersonStory | None, me: Me, channel: str, voice: Voice) -> str:
    """The words with greeting, closing and name, or as a phone script."""
    first = first_name(f.person.name)
    name = one_line(voice.name or me.name)
    habit = _habit(person, me.name)
    own = first_name(name) if person is not None and person.tied("relative", "friend") else name
    if channel == "call":
        return script("\n".join(paragraphs), f, first, own)
    if channel == "in_person":
        return " ".join(paragraphs)
    hello, bye = _manners(f, person, channel, voice, habit)
    if channel in ("email", "card"):
        signed = voice.name or habit.signed or own
        return "\n\n".join([hello, *paragraphs, f"{bye}\n{signed}".strip()])
    its_me = f" it's {own}." if channel == "text" and own and voice.language == "en" else ""
    return f"{hello}{its_me}\n" + " ".join(p.replace("\n", " ") for p in paragraphs)


def _manners(f: FollowUp, person: PersonStory | None, channel: str, voice: Voice, habit: Habit) -> tuple[str, str]:
    """Greeting and closing: told, else as in the user's last mail to this person, else by tone."""
    first = first_name(f.person.name)
    formal = voice.tone == "formal" or channel == "card" or f.situation == "boss_superior"
    kin = person is not None and bool(person.tied("relative", "friend"))
    if voice.language in MANNERS:
        warm, stiff, wishes, regards = MANNERS[voice.language]
        hello, usual, nobody = (stiff, regards, stiff) if formal else (warm, wishes, warm)
    else:
        hello, nobody = ("Dear" if formal else "Hi"), "Hello"
        usual = {"formal": "Kind regards,", "brief": "Best,", "warm": "Warmly," if kin else "Best wishes,"}[voice.tone]
        usual = "With thanks," if channel == "card" and f.thanks else usual
        usual = habit.closing if habit.closing and not (channel == "card" and f.thanks) else usual
        if habit.greeting and not voice.greeting:
            return f"{habit.greeting},", _comma(voice.sign_off) or usual
    said = f"{voice.greeting or hello} {first}," if first else f"{nobody},"
    return said, _comma(voice.sign_off) or usual


def _comma(closing: str) -> str:
    return f"{closing}," if closing[-1:].isalnum() else closing


_TITLE = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx)\.?\s+)"
_BYE = late(
    r"(?:(?:Best|Kind|Warm|Many|With)\s)?(?:best|kind|warm|kindest|warmest)?\s?(?:Best|Cheers|Thanks|Regards|regards|wishes|thanks|All the best|Take care|Love|Yours|Warmly|Sincerely|Yours sincerely),?"
)


def _habit(person: PersonStory | None, me: str) -> Habit:
    names = [w for w in (first_name(person.name), person.name.split()[-1]) if w] if person and person.name.strip() else []
    hello = re.compile(rf"((?:Hi|Hello|Dear|Hey)\s+{_TITLE}?(?:{'|'.join(map(re.escape, names))}))\s*[,!:–-]?$") if names else None
    for e in reversed(person.entries if person else ()):
        if e.direction != "out" or e.reading is None or e.way != "email":
            continue
        lines = [x.strip() for x in e.reading.text.strip().split("\n") if x.strip()]
        begun = hello.match(lines[0]) if lines and hello else None
        at = next((n for n in range(len(lines) - 1, max(-1, len(lines) - 4), -1) if _BYE.fullmatch(lines[n])), -1)
        if begun or at >= 0:
            bye = lines[at].rstrip(",") + "," if at >= 0 else ""
            after = lines[at + 1] if 0 <= at < len(lines) - 1 else lines[-1]
            signed = after if after in (first_name(me), me) else ""
            return Habit(begun[1] if begun else "", bye, signed)
    return Habit()
