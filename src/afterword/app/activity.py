"""The record others ask for: what was done for the search between two days, whom with, how, and what came of it.

As employment offices and advisers want it. Only what the facts show is listed; nothing is counted twice, and what is not about
the search (family, shops, newsletters) is left out.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from afterword.app.home import Home
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Message
from afterword.insight.week import counts
from afterword.story import Entry, Opportunity, PersonStory, Talk
from afterword.story.words import asks_for_advice, speaks_of_hiring
from afterword.strategy.senses import human, in_search, roles_of

COLUMNS = ("date", "what", "whom", "organisation", "role", "contact", "how", "outcome")
WHAT = {
    "email": "wrote", "linkedin": "wrote", "text": "wrote", "message": "wrote", "call": "called", "card": "sent a card", "meeting": "met", "interview": "interview",
    "conversation": "talked", "in_person": "met",
}  # fmt: skip
HOW = {"email": "mail", "linkedin": "LinkedIn", "text": "text message", "message": "message", "in_person": "in person", "conversation": "in person", "call": "telephone", "card": "post", "meeting": "in person"}
PRIVATE = ("relative", "friend", "coworker", "former_coworker", "mentor", "former_boss", "boss_superior", "alumni", "contact", "professional")
"""Ties to people one also writes to about other things: of those only what speaks of the search is listed."""
OUTCOME = {"rejected": "refused", "offer": "offer", "accepted": "accepted", "withdrawn": "withdrawn by me", "interviewing": "invited to an interview", "applied": "no answer yet"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what spreadsheets take for a formula (RELIABILITY.md, P29)


@dataclass(frozen=True, slots=True, order=True)
class Done:
    """One line of the record."""

    day: date
    what: str
    whom: str = ""
    organisation: str = ""
    role: str = ""
    contact: str = ""
    how: str = ""
    outcome: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.day.isoformat(), self.what, self.whom, self.organisation, self.role, self.contact, self.how, self.outcome)


def activity(home: Home, first: date, last: date) -> list[Done]:
    """Everything done for the search from `first` to `last`, both included, in order."""
    found: list[Done] = []
    told: set[str] = set()
    for key in sorted(home.store.subjects()):
        if h.is_house(key):
            story = home.world.organisation(key)
            for opp in story.opportunities if story is not None and story.key == key else ():
                found += _of_role(home, opp, first, last, told)
    for key in sorted(home.store.subjects()):
        if not h.is_house(key):
            person = home.world.person(key)
            if person is not None and person.key == key and in_search(person, home.world):
                found += _of_person(home, person, first, last, told)
    return sorted(set(found))


def _of_role(home: Home, opp: Opportunity, first: date, last: date, told: set[str]) -> Iterator[Done]:
    outcome = OUTCOME.get(opp.stage, opp.stage)
    if opp.applied is not None and first <= opp.applied <= last:
        yield Done(opp.applied, "applied", _name(home, opp.contact), opp.organisation, opp.role, opp.urls[0] if opp.urls else _contact(home.world.person(opp.contact)), _sent_how(home, opp), _heard(opp) or outcome)
        told.update(f.id for f in opp.applications)
    for talk in opp.talks:
        if talk.interview and talk.status == "planned" and first <= talk.day <= min(last, home.today):
            since = "no decision yet" if opp.stage in ("applied", "interviewing") else outcome
            person = next((p for x in talk.people if (p := home.world.person(x)) is not None), None)
            yield Done(talk.day, "interview", ", ".join(filter(None, talk.names)), opp.organisation, opp.role, _contact(person), _held_how(talk), since)
            told.update(f.id for f in talk.facts)


def _heard(opp: Opportunity) -> str:
    """An application that no decision has come to, but a word from a person."""
    words = opp.stage == "applied" and any(e.direction == "in" and human(e) for e in opp.entries)
    return "in contact, no decision yet" if words else ""


def _sent_how(home: Home, opp: Opportunity) -> str:
    """By mail to a person, or through a site; empty where nothing says it."""
    body = opp.application.body if opp.application is not None else None
    if isinstance(body, Message):
        return "mail" if body.sender.email in home.me.emails else "online"
    return "online" if opp.urls else ""


def _held_how(talk: Talk) -> str:
    """By video, telephone or in person, as the invitation says."""
    place = " ".join(f"{f.body.location} {f.body.summary}" for f in talk.facts if isinstance(f.body, Event))
    if re.search(r"\b(?:video|zoom|teams|meet\.google|webex|online|virtual|remote)\b|https?://", place, re.IGNORECASE):
        return "video"
    if re.search(r"\b(?:phone|telephone|call)\b", place, re.IGNORECASE):
        return "telephone"
    return "in person" if any(isinstance(f.body, Event) and f.body.location for f in talk.facts) else ""


def _contact(person: PersonStory | None) -> str:
    """Where whoever it was can be asked: address, else number, else page."""
    if person is None:
        return ""
    return next(iter((*person.emails, *person.phones, *person.slugs)), "")


def _of_person(home: Home, person: PersonStory, first: date, last: date, told: set[str]) -> Iterator[Done]:
    roles = roles_of(person, home.world)
    role = roles[0].role if len(roles) == 1 else ""
    house = person.organisation or next((o.organisation for o in roles), "")
    called_off = {f.id for t in person.talks if t.status in ("cancelled", "missed", "declined") for f in t.facts}
    for e in person.entries:
        if e.fact.id in told | called_off or not first <= e.day <= min(last, home.today) or e.automatic or not _by_me(e) or not _of_search(e, person, roles):
            continue
        told.add(e.fact.id)
        how = HOW.get(e.way, "")
        yield Done(e.day, WHAT.get(e.way, e.way), person.name or next(iter(person.emails), ""), house, role, _contact(person), how, _came_of(e, person))


def _came_of(entry: Entry, person: PersonStory) -> str:
    """Was there an answer? Of a talk nothing is claimed, and a calendar entry answers nobody."""
    if not entry.reached:
        return "not reached"
    if entry.direction != "out":
        return ""
    answer = next((e for e in person.entries if e.at > entry.at and e.direction in ("in", "both") and not e.automatic and not isinstance(e.fact.body, Event)), None)
    return f"answered {answer.day.isoformat()}" if answer is not None else "no answer yet"


def _of_search(entry: Entry, person: PersonStory, roles: Sequence[Opportunity]) -> bool:
    """Is it about the search? Of friends and family only what says so: the office has no business with the rest."""
    body = entry.fact.body
    if not isinstance(body, Message):
        return True  # logged, agreed in the calendar, or a follow-up that was done
    if roles or any(t.tie in ("recruiter", "interviewer") for t in person.ties):
        return True
    private = any(t.tie in PRIVATE for t in person.ties)
    if not private and (person.talks or person.passages):
        return True
    words = f"{body.subject}\n{entry.reading.text if entry.reading else ''}"
    asked = entry.does("introduction_asked", "introduction_made", "referral", "talk_proposed") is not None
    if asked or asks_for_advice(words):
        return True
    return person.tied("relative", "friend") is None and (speaks_of_hiring(words) or bool(_SEARCH.search(words)))


_SEARCH = re.compile(r"\b(?:job|jobs|resume|cv|interviews?|application|applied|apply|referee|reference|introduce|introduction|introducing|advice|career|hiring|vacanc\w+|position|role|recruiter|moving into|moved into|your team)\b", re.IGNORECASE)


def _by_me(entry: Entry) -> bool:
    """Did the user do something? What came in is an answer, no activity."""
    body = entry.fact.body
    return entry.direction == "out" if isinstance(body, Message) else entry.direction in ("out", "both")


def _name(home: Home, handle: str) -> str:
    person = home.world.person(handle) if handle else None
    return person.name if person is not None else ""


def as_csv(rows: list[Done]) -> str:
    """A table that opens anywhere; no cell of it is taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_safe(cell) for cell in one.cells] for one in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _summed(rows: Sequence[Done]) -> str:
    """`12 entries: 3 applications, 2 interviews and 7 messages.`"""
    told = [c.words for c in counts(r.what for r in rows)]
    listed = ", ".join(told[:-1]) + (" and " if len(told) > 1 else "") + told[-1] if told else ""
    return f"{len(rows)} {'entry' if len(rows) == 1 else 'entries'}{f': {listed}' if listed else ''}."


def as_page(rows: list[Done], name: str, first: date, last: date) -> str:
    """One printable page, complete in itself: no script, nothing from elsewhere."""
    head = "".join(f"<th>{html.escape(one.capitalize())}</th>" for one in COLUMNS)
    body = "\n".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in one.cells) + "</tr>" for one in rows)
    title = html.escape(f"Job search of {name or 'me'}, {first.isoformat()} to {last.isoformat()}")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>@page {{ size: A4 landscape; margin: 14mm 16mm }} body {{ font: 10pt/1.35 Georgia, serif; margin: 2cm; color: #1b1b1b }} h1 {{ font-size: 15pt; margin: 0 0 8pt }}
table {{ border-collapse: collapse; width: 100% }} @media print {{ body {{ margin: 0 }} thead {{ display: table-header-group }} }}
td:first-child {{ white-space: nowrap }} td:nth-child(6) {{ overflow-wrap: anywhere; min-width: 9em; font-size: 9pt }} th, td {{ text-align: left; vertical-align: top; padding: 3pt 8pt 3pt 0; border-bottom: 0.5pt solid #bbb }} th {{ font-size: 9pt }} tr {{ break-inside: avoid }}
p {{ margin-top: 2cm }}</style></head>
<body><h1>{title}</h1>
<table><thead><tr>{head}</tr></thead><tbody>
{body}
</tbody></table>
<p>{html.escape(_summed(rows))} &emsp; Date, signature: ______________________________</p>
</body></html>
"""
