"""What is known, as the slots that templates may use. A slot without evidence is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from afterword.drafts.model import Hook
from afterword.drafts.phrasing import one_line
from afterword.facts.kinds import Message
from afterword.facts.late import late
from afterword.story.model import Me, Opportunity, PersonStory
from afterword.strategy.model import FollowUp

_TITLES = frozenset("dr mr mrs ms mx prof sir dame rev herr frau".split())
_DAY = late(r"^(?P<weekday>\w+day) (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+)$")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_THING = late(
    r"\b(?:send|share|forward|provide|pass(?: on| along)?|give|return|attach|submit|get)(?:\s+(?:you|me|us|over|back|along))*\s+"
    r"(?P<what>(?:the|my|your|a|an|some|that|our|two|three|copies|those|these)\b[^.,;:?!()]{2,70}?)(?=\s+(?:by|before|until|till|on|this|next|tomorrow|today|when|if|so|to (?:me|us|you)|asap|as soon|over|and|with|at your)\b|[.,;:?!()]|$)",
    re.IGNORECASE,
)
_TIME = late(
    r"\b(?:availab\w+|times?|schedul\w+|slot|calendar|calendly|meet|call|talk|speak|chat|interview|free|when (?:would|could|can|are)|which day|what day|"
    r"(?:mon|tues|wednes|thurs|fri)day)\b",
    re.IGNORECASE,
)
_PROOF = late(
    r"^(?:In my|As a|At |For |Over |Most recently|I (?:led|built|ran|cut|reduced|raised|designed|wrote|managed|launched|moved|set up|created|taught|grew|saved|trained))\b.*",
    re.DOTALL,
)
_KIN = frozenset({"relative", "friend"})


def first_name(name: str) -> str:
    """How one greets somebody: `Whitfield, Dana` and `Dr Dana Whitfield` are both Dana; an address is nobody."""
    name = one_line(name)
    if "@" in name or not name:
        return ""
    if "," in name:
        last, _, rest = name.partition(",")
        name = (
            rest.strip()
            if rest.strip() and not re.match(r"(?:jr|sr|ph\.?d|md|mba|esq)\b", rest.strip(), re.IGNORECASE)
            else last
        )
    words = [w for w in name.split() if w.rstrip(".").casefold() not in _TITLES]
    first = words[0] if words else name.split()[-1]
    return first.capitalize() if first.isupper() and len(first) > 2 else first


def day_said(text: str, follow_up: FollowUp, country: str) -> tuple[str, bool]:
    """`Friday 20 March` as one says it in a mail: the weekday alone while it is near. Second: is it the weekday alone?"""
    found = _DAY.match(text)
    if found is None or found["month"] not in _MONTHS:
        return text, False
    month, number = _MONTHS.index(found["month"]) + 1, int(found["day"])
    due = follow_up.window.due
    near = False
    for year in (due.year - 1, due.year, due.year + 1):
        try:
            near = near or abs((due - date(year, month, number)).days) <= 6
        except ValueError:
            continue
    if near:
        return found["weekday"], True
    return (f"{found['month']} {number}" if country == "US" else f"{number} {found['month']}"), False


def _said(value: str) -> str:
    value = one_line(value)
    return "" if value.casefold() in ("somebody", "them", "someone") else value[:100]


_IN_WRITING = late(
    r"\b(?:write|jot|put|sketch|summari[sz]e|outline)\b[^.?!]{0,30}\b(?:me|us|down|up|paper|writing|page|pages|paragraphs?|lines|words|notes?|summary|sentences?)\b|\b(?:half a page|a page|one page|a paragraph|a short (?:summary|note|text))\b",
    re.IGNORECASE,
)


def asks_for(question: str) -> str:
    """What they want: `writing` (an answer on paper), `thing` (something sent), `time` (a talk fixed), else `word`."""
    if _IN_WRITING.search(question):
        return "writing"
    if _THING.search(question):
        return "thing"
    return "time" if _TIME.search(question) else "word"


def thing_of(text: str, *, mine: bool) -> str:
    """What is to be sent, as the user calls it; `mine`: the user said so, else the reader asked for it."""
    found = _THING.search(text)
    if found is None:
        return ""
    what = one_line(found["what"])
    if not mine:
        what = re.sub(r"\byour\b", "my", what, flags=re.IGNORECASE)
    return re.sub(r"^(?:a|an|some)\s+", "the ", what, flags=re.IGNORECASE)


_A_THING = late(r"(?:the|an?|some|my|our|two|three)(?: [\w'-]+){1,8}\.?", re.IGNORECASE)
"""A promise told as a thing alone: "the salary survey"."""


def _promised(facts: Mapping[str, str]) -> str:
    """What the user said they would send."""
    promise = facts.get("promise", "")
    return thing_of(facts.get("what", "") or promise, mine=True) or thing_of(promise, mine=True) or (_said(promise) if _A_THING.fullmatch(promise) else "")


def _proof(opportunity: Opportunity | None) -> str:
    """A sentence of the user's own application that says what they did."""
    own = {f.id for f in opportunity.applications} if opportunity else set()
    for e in opportunity.entries if opportunity else ():
        if e.direction == "out" and e.reading is not None and (e.fact.id in own or e.does("application")):
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", e.reading.text):
                if 30 <= len(sentence) <= 170 and _PROOF.match(sentence) and re.search(r"\bI\b", sentence):
                    return one_line(sentence)
    return ""


def past_house(person: PersonStory | None) -> str:
    """The house where the user and this person worked or learned together."""
    tie = person.tied("former_boss", "boss_superior", "former_coworker", "coworker", "alumni") if person else None
    return _said(tie.organisation) if tie else ""


def who(follow_up: FollowUp, person: PersonStory | None) -> str:
    """Where they know the user from, when that is half a year ago or more; "" where they will know."""
    if person is None or person.tied(*_KIN):
        return ""
    real = [e for e in person.entries if not e.automatic]
    silent = bool(follow_up.facts.get("re_identify")) or not real or (follow_up.window.opens - real[-1].day).days >= 180
    if not silent:
        return ""
    house, boss = past_house(person), person.tied("former_boss")
    if house:
        return (
            f"I worked for you at {house}."
            if boss
            else f"we were both at {house}."
            if person.tied("alumni")
            else f"we worked together at {house}."
        )
    talk = next((t for t in reversed(person.talks) if t.interview and t.status == "planned"), None)
    if talk is not None and (talk.role or talk.organisation):
        return f"we met over {_role_at(_said(talk.role), _said(talk.organisation))} in {_MONTHS[talk.day.month - 1]}."
    if real:
        return f"we were last in touch in {_MONTHS[real[-1].day.month - 1]} {real[-1].day.year}."
    return ""


def _role_at(role: str, org: str) -> str:
    role = re.sub(r"^the\s+", "", role, flags=re.IGNORECASE)
    if re.match(r"[A-Z][a-z]+ [a-z]", role):  # "Data analyst roles in public health" is a phrase, no title
        role = role[:1].lower() + role[1:]
    if role and not re.search(r"\b(?:role|position|post|job)$|\b(?:roles|positions|posts|jobs|openings?)\b", role, re.IGNORECASE):
        role += " role"
    return f"the {role} at {org}" if role and org else f"the {role}" if role else f"the work at {org}" if org else ""


def _people(facts: dict[str, str]) -> dict[str, str]:
    introduced, introducer, place = (
        _said(facts.get("introduced", "")),
        _said(facts.get("introducer", "")),
        _said(facts.get("organisation", "")),
    )
    person_like = introduced and introduced.casefold() != place.casefold()
    both = (
        f"{introduced} at {place}" if person_like and place else introduced or (f"somebody at {place}" if place else "")
    )
    return {
        "introduced": introduced if person_like else "", "introduced_first": first_name(introduced) if person_like else "", "intro_to": both,
        "introducer": introducer, "introducer_first": first_name(introducer),
    }  # fmt: skip


def _helped(text: str) -> str:
    """`introduced you to Ken` as one says it to the helper: `introduced me to Ken`."""
    return re.sub(r"\byou\b", "me", text).replace("gave me a talk", "took the time to talk with me")


def slots(
    follow_up: FollowUp,
    person: PersonStory | None,
    opportunity: Opportunity | None,
    me: Me,
    hook: Hook | None,
    *,
    name: str = "",
) -> dict[str, str]:
    """Every slot that is known, by name."""
    facts = {k: one_line(v) for k, v in follow_up.facts.items()}
    role, org = _said(follow_up.role or facts.get("role", "")), _said(follow_up.organisation)
    day, near = day_said(facts.get("day", ""), follow_up, me.country)
    named, _ = day_said(facts.get("date", ""), follow_up, me.country)
    asked_to_call = follow_up.situation == "employer_date" and "asked you to call" in follow_up.reason
    question = facts.get("question", "")
    wanted = " ".join((question, *_other_questions(follow_up, person))) if question else ""
    thing = _promised(facts) if follow_up.situation == "my_promise" else thing_of(question, mine=False)
    my_name = one_line(name or me.name)
    found = {
        "step": follow_up.step, "situation": follow_up.situation, "first": first_name(follow_up.person.name), "name": one_line(follow_up.person.name), "org": _place(follow_up, org, facts), "role": role,
        "role_at": _role_at(role, "" if follow_up.situation == "recruiter" and role else org), "work_at": f"the work at {org}" if org else f"the {role} role" if role else "", "my_name": my_name, "my_first": first_name(my_name),
        "day_said": day, "on": f"on {day}" if day else "", "on_noun": f"our talk on {day}" if day and near else "", "date_said": named, "date_said_cap": named[:1].upper() + named[1:],
        "ring_day": named if asked_to_call else "", "boss": _said(facts.get("boss", "")), "past_org": past_house(person) or (_said(facts.get("organisation", "")) if follow_up.situation in ("former_boss", "boss_superior") else ""),
        "their_org": _said(person.organisation) if person else "", "title": _said(facts.get("title", "")), "old": _said(facts.get("old", "")), "new": _said(facts.get("new", "")), "sour": facts.get("sour", ""), "ended": _said(facts.get("ended", "")),
        "organisation": _said(facts.get("organisation", "")), "help": _helped(facts.get("help", "")), "help_they": facts.get("help", ""), "proof": _proof(opportunity),
        "question": question if len(question) <= 140 else "", "promise": facts.get("promise", "") if len(facts.get("promise", "")) <= 140 else "", "thing": thing, "thing_short": thing if len(thing) <= 40 else "",
        "asks_for": asks_for(wanted) if wanted else "", "long_silent": _long(facts.get("months", "")), "known_from": _known_from(person), **_people(facts),
    }  # fmt: skip
    if hook is not None:
        found |= {
            "about": hook.about if hook.kind not in ("saved", "news") else "",
            "that": hook.that,
            "saved": hook.about if hook.kind in ("saved", "news") else "",
        }
    return {k: v for k, v in found.items() if v}


def _other_questions(follow_up: FollowUp, person: PersonStory | None) -> list[str]:
    """The questions of the mail that is answered, whole."""
    cited = {b.fact for b in follow_up.because}
    texts = [e.reading.text for e in (person.entries if person else ()) if e.fact.id in cited and e.reading is not None]
    return [s for text in texts for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.endswith("?")]


def _long(months: str) -> str:
    """Is it three months or more since the last word?"""
    found = re.match(r"(\d+) (month|year)", months)
    return "yes" if found and (found[2] == "year" or int(found[1]) >= 3) else ""


def _place(follow_up: FollowUp, org: str, facts: dict[str, str]) -> str:
    """The house the words are about: where the introduced works, else the follow-up's own."""
    if follow_up.situation in ("introduction_offered", "introduction_made", "referral_thank_you", "professional"):
        return _said(facts.get("organisation", "")) or (org if follow_up.step == "write" else "")
    return org


def _known_from(person: PersonStory | None) -> str:
    house = past_house(person)
    return f"whom I know from {house}" if house else ""


def threads(
    person: PersonStory | None, opportunity: Opportunity | None, cited: Sequence[str]
) -> list[tuple[int, str, Message]]:
    """Mails that words may go on from, newest last: what the follow-up stands on first, else the latest with this person."""
    entries = [*(person.entries if person else ()), *(opportunity.entries if opportunity and person is None else ())]
    mails = {
        e.fact.id: e
        for e in entries
        if isinstance(e.fact.body, Message)
        and e.fact.body.medium == "email"
        and not e.automatic
        and not e.fact.body.bulk
        and e.direct
    }
    found = sorted(
        (e.at, e.fact.id, e.fact.body)
        for e in mails.values()
        if isinstance(e.fact.body, Message) and e.fact.body.message_id
    )
    return [x for x in found if x[1] in cited] or found
