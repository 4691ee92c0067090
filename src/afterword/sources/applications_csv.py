"""Applications from any table with an employer and a role: job trackers' exports, own spreadsheets.

No tracker's format is confirmed (FORMATS.md, section 7), so columns are known by what people call them; `preview` shows
how a table was understood before anything is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from afterword.facts import Fact, Problem, Skipped, fact
from afterword.facts.kinds import Application, Outcome
from afterword.sources import limits
from afterword.sources.linkedin_jobs import contact_of, job_url, local
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole
from afterword.sources.tabledates import day_in, month_first, wall_in
from afterword.sources.tables import Broken, Header, column_key, header_of, rows

ALIASES: dict[str, tuple[str, ...]] = {
    "employer": (
        "company", "companyname", "employer", "employername", "organization", "organisation", "organizationname",
        "organisationname", "firm", "unternehmen", "firma", "entreprise", "empresa",
    ),
    "role": (
        "jobtitle", "role", "position", "title", "positiontitle", "roletitle", "jobrole", "job", "jobname", "positionname",
        "stelle", "poste", "puesto",
    ),
    "status": ("status", "stage", "list", "listname", "state", "applicationstatus", "currentstatus", "currentstage", "outcome", "result", "response"),
    "link": ("joburl", "url", "link", "joblink", "jobpostingurl", "postingurl", "posting", "jobposting", "applicationlink", "applicationurl", "website"),
    "applied": (
        "dateapplied", "appliedon", "applieddate", "applied", "applicationdate", "appliedat", "dateofapplication", "applydate",
        "datesubmitted", "submitted", "submittedon", "date", "datesaved", "savedon", "created", "createdat", "dateadded",
    ),
    "updated": ("dateupdated", "updated", "updatedat", "lastupdated", "statusdate", "statuschanged", "daterejected", "rejectedon", "responsedate", "lastcontact"),
    "contact": ("contact", "contactname", "contactperson", "recruiter", "recruitername", "hiringmanager", "referral", "contacts"),
    "contact address": ("contactemail", "recruiteremail", "email", "contactphone"),
    "note": ("notes", "note", "comments", "comment", "remarks"),
    "place": ("location", "city", "joblocation"),
    "requisition": ("requisition", "requisitionid", "reqid", "jobid", "requisitionnumber", "reference", "jobreference"),
}  # fmt: skip
_MEANING = {alias: meaning for meaning, aliases in ALIASES.items() for alias in aliases}
_ONLY_SAVED = re.compile(
    r"\b(?:wish ?list(?:ed)?|saved|bookmark(?:ed)?|interested|to apply|not (?:yet )?applied|to[- ]?do|draft|considering|researching|will apply|backlog|not started)\b",
    re.IGNORECASE,
)
Ended = Literal["offer", "rejected", "withdrawn", "accepted"]
# The first that fits counts: "offer declined" is no offer, "not accepted" no acceptance.
_OUTCOMES: tuple[tuple[re.Pattern[str], Ended | None], ...] = (
    (re.compile(r"\b(?:withdr[ae]wn?|withdrew|i (?:have )?declined|declined (?:the )?offer|offer (?:was )?(?:declined|rejected)|turned (?:it )?down|pulled out)\b", re.IGNORECASE), "withdrawn"),
    (re.compile(r"\b(?:not rejected|no (?:offer|rejection))\b", re.IGNORECASE), None),
    (re.compile(r"\b(?:reject(?:ed|ion)?|not (?:selected|accepted|hired|moving forward|successful|shortlisted)|unsuccessful|denied|turned down by|position (?:filled|closed)|role (?:filled|closed)|regret|absage|refus[ée]e?|rechazad[oa])\b", re.IGNORECASE), "rejected"),
    (re.compile(r"\b(?:accepted|hired|signed|offer accepted)\b", re.IGNORECASE), "accepted"),
    (re.compile(r"\b(?:offer(?:ed|s)?|offer received)\b", re.IGNORECASE), "offer"),
)  # fmt: skip
_PERSON = frozenset("firstname lastname fullname givenname familyname emailaddress connectedon birthday".split())


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table would be read: each column as written with its meaning ("" = not used), and its first rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


def _meanings(found: Header) -> set[str]:
    return {_MEANING[key] for key in found if key in _MEANING}


def _is_applications(found: Header) -> bool:
    """An employer and a role; a table of people has these too, so names and addresses speak against it."""
    meanings = _meanings(found)
    if not {"employer", "role"} <= meanings or len(found & _PERSON) >= 2:
        return False
    about_people = bool(found & {"name", "email", "phone"} - {"employer"})
    return not about_people or bool(meanings & {"status", "link", "applied"})


def sniff(place: Place) -> int:
    """The surer, the more of an application a header tells; 0 where it has no employer or no role."""
    header, _ = header_of(place.head, _is_applications)
    if not header:
        return 0
    more = _meanings(frozenset(map(column_key, header))) & {
        "status",
        "link",
        "applied",
        "contact",
        "requisition",
        "updated",
    }
    return min(35 + 15 * len(more), 85)


def preview(path: Path, circumstances: Circumstances) -> Preview:
    """What each column would mean, with the first rows; dates as they would be read. Both empty where it is no such table."""
    with path.open("rb") as stream:
        header, below = header_of(stream.read(limits.HEAD), _is_applications)
    columns = tuple((name.strip(), _MEANING.get(column_key(name), "")) for name in header)
    american = month_first(circumstances.country, _dates(below))
    dated = {number for number, (_, meaning) in enumerate(columns) if meaning in ("applied", "updated")}
    shown = tuple(
        tuple(_as_read(cell, american=american) if number in dated else cell for number, cell in enumerate(cells))
        for cells in below[:5]
    )
    return Preview(columns, shown)


def _as_read(cell: str, *, american: bool) -> str:
    day = day_in(cell, american=american)
    return day.isoformat() if day else cell


def _dates(shown: list[list[str]]) -> list[str]:
    return [cell for cells in shown for cell in cells if re.match(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d", cell)]


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """An application for each row, and an outcome where its status tells one."""
    place = piece.place
    _, shown = header_of(place.head, _is_applications)
    american = month_first(circumstances.country, _dates(shown))
    seen: set[tuple[str, ...]] = set()
    none = True
    for row in rows(place.path, _is_applications):
        none = False
        where = f"line {row.line}"
        if isinstance(row, Broken):
            yield Problem(place.shown, where, row.message, row.raw.encode())
            continue
        told = {meaning: row.get(*aliases) for meaning, aliases in ALIASES.items()}
        if why := _left_out(told, seen):
            yield Skipped(place.shown, where, why)
            continue
        try:
            yield from _facts(told, f"{place.shown} line {row.line} ({told['employer'][:60]})", circumstances, american)
        except (ValueError, OverflowError, LookupError) as error:
            yield Problem(place.shown, where, f"the row cannot be read: {error}", repr(row.cells).encode()[:10_000])
    if none:
        yield Skipped(place.shown, "", "a table without any application")


def _left_out(told: dict[str, str], seen: set[tuple[str, ...]]) -> str:
    """Why a row is no application; empty where it is one."""
    if not told["employer"]:
        return "a row without an employer"
    if (
        _ONLY_SAVED.search(told["status"])
        and "applied" not in re.sub(r"not (?:yet )?applied", "", told["status"], flags=re.IGNORECASE).lower()
    ):
        return "only saved, not applied for"
    link = job_url(told["link"])
    keys = (told["employer"].casefold(), told["role"].casefold())
    key = (link,) if link else keys
    if key in seen:
        return "the same application again"
    seen.add(key)
    return ""


def outcome_of(status: str) -> Ended | None:
    """The outcome a status tells; None for one that is still under way."""
    return next((outcome for pattern, outcome in _OUTCOMES if pattern.search(status[:200])), None)


def _facts(told: dict[str, str], origin: str, circumstances: Circumstances, american: bool) -> Iterator[Fact]:
    employer, role, status = told["employer"][: limits.NAME], told["role"][: limits.NAME], told["status"][:100]
    when = wall_in(told["applied"], american=american)
    at = local(when, circumstances)
    body = Application(
        employer,
        role,
        when.date() if when and at else None,
        job_url(told["link"]),
        told["requisition"][:100],
        status,
        contact_of(employer, circumstances, told["contact"], told["contact address"]),
        told["note"][: 4 * limits.KIB],
    )
    yield fact(body, at, origin=origin)
    ended = outcome_of(status)
    if ended is not None:
        changed = wall_in(told["updated"], american=american)
        on = changed.date() if changed and local(changed, circumstances) else None
        yield fact(Outcome(employer, ended, role, on), local(changed, circumstances) or at, origin=origin)


def pieces(place: Place) -> Iterable[Piece]:
    """A table is one piece."""
    return whole(place)


SOURCE = Source("applications_csv", sniff, pieces, read)
