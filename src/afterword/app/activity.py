"""The record others ask for: what was done for the search between two days, whom with, how, and what came of it.

As employment offices and advisers want it. Only what the facts show is listed; nothing is counted twice, and what is not about
the search (family, shops, newsletters) is left out.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from afterword.app.home import Home
from afterword.facts.kinds import Message
from afterword.story import Entry, Opportunity, PersonStory
from afterword.strategy.senses import in_search, roles_of

COLUMNS = ("date", "what", "whom", "organisation", "role", "how", "outcome")
WHAT = {
    "email": "wrote", "linkedin": "wrote", "text": "wrote", "message": "wrote", "call": "called", "card": "sent a card", "meeting": "met", "interview": "interview",
    "conversation": "talked", "in_person": "met",
}  # fmt: skip
HOW = {"email": "mail", "linkedin": "LinkedIn", "text": "text message", "message": "message", "in_person": "in person", "conversation": "in person"}
OUTCOME = {"rejected": "refused", "offer": "offer", "accepted": "accepted", "withdrawn": "withdrawn by me", "interviewing": "interview", "applied": "no answer yet"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what spreadsheets take for a formula (RELIABILITY.md, P29)


@dataclass(frozen=True, slots=True, order=True)
class Done:
    """One line of the record."""

    day: date
    what: str
    whom: str = ""
    organisation: str = ""
    role: str = ""
    how: str = ""
    outcome: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.day.isoformat(), self.what, self.whom, self.organisation, self.role, self.how, self.outcome)


def activity(home: Home, first: date, last: date) -> list[Done]:
    """Everything done for the search from `first` to `last`, both included, in order."""
    found: list[Done] = []
    told: set[str] = set()
    for key in sorted(home.store.subjects()):
        if key.startswith(("domain:", "org:")):
            story = home.world.organisation(key)
            for opp in story.opportunities if story is not None and story.key == key else ():
                found += _of_role(home, opp, first, last, told)
    for key in sorted(home.store.subjects()):
        if not key.startswith(("domain:", "org:")):
            person = home.world.person(key)
            if person is not None and person.key == key and in_search(person, home.world):
                found += _of_person(home, person, first, last, told)
    return sorted(set(found))


def _of_role(home: Home, opp: Opportunity, first: date, last: date, told: set[str]) -> Iterator[Done]:
    outcome = OUTCOME.get(opp.stage, opp.stage)
    if opp.applied is not None and first <= opp.applied <= last:
        yield Done(opp.applied, "applied", _name(home, opp.contact), opp.organisation, opp.role, "", outcome)
        told.update(f.id for f in opp.applications)
    for talk in opp.talks:
        if talk.interview and talk.status == "planned" and first <= talk.day <= min(last, home.today):
            yield Done(talk.day, "interview", ", ".join(filter(None, talk.names)), opp.organisation, opp.role, "", outcome)
            told.update(f.id for f in talk.facts)


def _of_person(home: Home, person: PersonStory, first: date, last: date, told: set[str]) -> Iterator[Done]:
    roles = roles_of(person, home.world)
    role = roles[0].role if len(roles) == 1 else ""
    house = person.organisation or next((o.organisation for o in roles), "")
    called_off = {f.id for t in person.talks if t.status in ("cancelled", "missed", "declined") for f in t.facts}
    for e in person.entries:
        if e.fact.id in told | called_off or not first <= e.day <= min(last, home.today) or e.automatic or not _by_me(e):
            continue
        told.add(e.fact.id)
        yield Done(e.day, WHAT.get(e.way, e.way), person.name or next(iter(person.emails), ""), house, role, HOW.get(e.way, ""), "" if e.reached else "not reached")


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


def as_page(rows: list[Done], name: str, first: date, last: date) -> str:
    """One printable page, complete in itself: no script, nothing from elsewhere."""
    head = "".join(f"<th>{html.escape(one.capitalize())}</th>" for one in COLUMNS)
    body = "\n".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in one.cells) + "</tr>" for one in rows)
    title = html.escape(f"Job search of {name or 'me'}, {first.isoformat()} to {last.isoformat()}")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 11pt/1.4 Georgia, serif; margin: 2cm; color: #1b1b1b }} h1 {{ font-size: 15pt }} table {{ border-collapse: collapse; width: 100% }}
td:first-child {{ white-space: nowrap }} th, td {{ text-align: left; vertical-align: top; padding: 4pt 8pt 4pt 0; border-bottom: 0.5pt solid #bbb }} th {{ font-size: 9pt }} tr {{ break-inside: avoid }}
p {{ margin-top: 2cm }}</style></head>
<body><h1>{title}</h1>
<table><thead><tr>{head}</tr></thead><tbody>
{body}
</tbody></table>
<p>{len(rows)} entries. &emsp; Date, signature: ______________________________</p>
</body></html>
"""
