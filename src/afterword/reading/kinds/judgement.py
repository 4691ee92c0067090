"""`judge`: the kind of a letter, whose it is, and about which job."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from afterword.reading.kinds.balance import is_settled, settle
from afterword.reading.kinds.deciding import ENOUGH, Setting, decide
from afterword.reading.kinds.envelope import Envelope, answers, envelope, method
from afterword.reading.kinds.life import as_appointments, is_of_life, serves, wants_a_thing
from afterword.reading.kinds.listed import CAP as LISTED_CAP
from afterword.reading.kinds.listed import (
    Opening,
    goes_to_many,
    greets,
    is_idle,
    names_its_reader,
    says_how_to_leave,
    sells,
)
from afterword.reading.kinds.names import is_human_name, is_own_mailbox
from afterword.reading.kinds.naming import from_subject, label_behind, names_of
from afterword.reading.kinds.senders import is_shared
from afterword.reading.kinds.shapes import bare
from afterword.reading.kinds.vocabulary import vocabulary
from afterword.reading.kinds.weighing import Evidence, weigh
from afterword.reading.kinds.words import CAP
from afterword.reading.model import Kind, Letter
from afterword.reading.sentences import plain

_NAMED_KINDS = frozenset(
    {
        "offer",
        "rejection",
        "interview_scheduled",
        "interview_invitation",
        "info_request",
        "application_received",
        "recruiter_outreach",
    }
)
_FIRM = frozenset(
    {
        "offer",
        "rejection",
        "interview_scheduled",
        "interview_scheduled.times",
        "interview_invitation",
        "interview_invitation.times",
        "info_request",
        "info_request.asks",
    }
)

@dataclass(frozen=True, slots=True)
class Judgement:
    """What kind of mail this is, and the employer, job and requisition it names. `vendor` is never the employer."""

    kind: Kind
    confidence: float
    organisation: str | None = None
    role: str | None = None
    requisition: str | None = None
    vendor: str | None = None
    automatic: bool = False
    bulk: bool = False


_FOR_MANY = Judgement("other", 0.85, bulk=True)
_FOR_MANY_BY_MACHINE = Judgement("other", 0.85, automatic=True, bulk=True)


def passed_over(letter: Letter, sent: Envelope, body: str, begins: Opening) -> Judgement | None:
    """The judgement of mail for many that need not even be taken apart: by its headers, or by its first words. Never raises.

    A list's mail without a word of work, or in which no table finds more than "other", and what plainly sells. None where
    more must be looked at. `body` is the letter's, without the lines that '>' marks as quoted; so it `begins`.
    """
    if sent.mine or sent.told or sent.vendor is not None:
        return None
    if sent.listed:
        told = is_idle(letter.subject, body, begins) or _says_nothing(letter, body)
    else:
        told = sells(letter.subject, body, letter.sender.email, begins)
    return (_FOR_MANY_BY_MACHINE if sent.machine else _FOR_MANY) if told else None


_TURNING = frozenset({"application_received", "offer", "rejection", "job_alert", "auto_reply.away", "auto_reply.left", "auto_reply.automatic"})
"""What makes more of a list's mail than "other"; of one that names its reader also talks."""
_TURNING_HERE = _TURNING | {"interview_scheduled", "interview_invitation", "interview_scheduled.times", "interview_invitation.times"}


def _says_nothing(letter: Letter, body: str) -> bool:
    """Do the tables find nothing in a list's mail, whatever of it may be signature or history?"""
    top = plain(body[:LISTED_CAP])
    channels = _TURNING_HERE if names_its_reader(letter, top) else _TURNING
    half = _half(top)
    said = weigh(letter.subject, top[:half], LISTED_CAP, channels)
    if not (said.text or said.subject):
        return True  # who writes to somebody about an application begins with it
    more = weigh("", top[half:], LISTED_CAP, channels)
    of = {channel: said.of(channel) + more.of(channel) for channel in _TURNING_HERE}
    firm = max(of["offer"], of["rejection"], *(of[kind] + of[f"{kind}.times"] for kind in _TALKS))
    sign = of["auto_reply.automatic"]
    away = of["auto_reply.away"] + min(sign, 2)
    absent = away if sign >= ENOUGH else away // 2  # where no machine shows, an absence must be told twice
    return firm < 2 * ENOUGH and max(of["application_received"], of["job_alert"], of["auto_reply.left"], absent) < ENOUGH


def glance(letter: Letter, sent: Envelope, text: str, rest: str = "") -> Judgement | None:
    """The judgement of mail that goes to many and is about nothing here; None where it is worth reading. Never raises.

    `rest` is what stands below its new words `text`: signature and footer.
    """
    if sent.mine or sent.told or sent.vendor is not None or not goes_to_many(letter, text, rest, listed=sent.listed):
        return None
    return _FOR_MANY_BY_MACHINE if sent.machine else _FOR_MANY


def _half(top: str) -> int:
    """Where the first half of what is looked at ends, at a sentence's end; the end of a text that is not longer."""
    if len(top) > LISTED_CAP // 2:
        end = max(top.rfind(mark, LISTED_CAP // 4, LISTED_CAP // 2) for mark in ("\n\n", ".\n", ". "))
        if end > 0:
            return end + 1
    return len(top)


def judge(letter: Letter, text: str, signature: str = "") -> Judgement:
    """Judge `letter` by its new words `text` (quoted history already cut away). Never raises."""
    sent = envelope(letter)
    return glance(letter, sent, text) or judged(letter, sent, text, signature)


def judged(letter: Letter, sent: Envelope, text: str, signature: str = "") -> Judgement:
    """The judgement of a letter that is worth reading (`glance`)."""
    if life := is_of_life(f"{letter.subject}\n{text[:CAP]}"):
        letter, text = replace(letter, subject=as_appointments(letter.subject)), as_appointments(text)
    subject, reply = bare(letter.subject)
    vendor = sent.vendor
    evidence = weigh(letter.subject, text, LISTED_CAP if sent.listed else CAP)
    setting = setting_of(letter, sent, evidence, reply, subject)
    kind, confidence = decide(evidence, setting)
    if not is_settled(letter, kind, confidence, setting):
        kind, confidence = settle(letter, evidence, setting, kind, confidence)
    top = f"{letter.subject}\n{text[:CAP]}"
    if not (vendor or setting.mine) and _is_of_life(kind, top, life=life, sure=confidence >= _PLAINLY):
        kind, confidence = ("personal" if setting.person else "other"), 0.7
    listed = sent.listed or (kind != "job_alert" and _may_be_left(letter, text, sent, setting, evidence))
    if listed and not sent.listed and kind in ("personal", "thank_you", "info_request"):
        kind, confidence = "other", 0.6
    elif kind in _DECIDING and not (vendor or setting.mine or setting.calendar) and _is_anybodys(letter, text, kind, evidence, listed=listed):
        kind, confidence = ("personal" if setting.person and not listed else "other"), 0.6
    bulk = _is_bulk(kind, setting, evidence) or (listed and kind == "other")
    automatic = setting.automatic or kind.startswith("auto_reply") or (setting.machine and not setting.mine)
    name = vendor.name if vendor and not setting.mine else None
    if (bulk and kind in ("job_alert", "other")) or (kind == "other" and not _speaks_of_application(evidence)):
        return Judgement(kind, confidence, vendor=name, automatic=automatic, bulk=bulk)
    near = kind in _NAMED_KINDS or evidence.of("context") >= ENOUGH
    names = names_of(letter, text, signature, subject, vendor, kind, near=near)
    role = None if names.role and vendor is None and wants_a_thing(top) else names.role
    return Judgement(kind, confidence, names.organisation, role, names.requisition, name, automatic, bulk)


_TALKS = frozenset({"interview_scheduled", "interview_invitation"})
_OF_A_JOB = frozenset({"offer", "rejection", "application_received"})
_DECIDING = _TALKS | {"offer", "rejection"}
_PLAINLY = 0.8  # confidence of a talk from which the tables, and not a leaning alone, have spoken
_ESSAY = 400  # words; who offers or refuses somebody something in more of them greets them first
_APPLIED = re.compile(r"\b(?:your (?:application|candidacy|candidature|interview|cv|r[eé]sum[eé])|you(?:'ve| have)? applied|(?:your interest in|for applying|dear (?:candidate|applicant)))\b", re.IGNORECASE)


def _is_of_life(kind: Kind, text: str, *, life: bool, sure: bool) -> bool:
    """Is what is fixed, offered, refused or acknowledged no job's?"""
    return (kind in _TALKS and (life or serves(text, sure=sure))) or (kind in _OF_A_JOB and wants_a_thing(text))


def _may_be_left(letter: Letter, text: str, sent: Envelope, setting: Setting, evidence: Evidence) -> bool:
    """Does a mail that answers nothing, greets nobody and is about no application say how to get no more of its kind?"""
    if setting.reply or sent.vendor or sent.mine or sent.told or max(evidence.of("application_received"), evidence.of("pending")) or evidence.of("context") > ENOUGH:
        return False
    return says_how_to_leave(letter.body) and not (greets(letter, text) or _APPLIED.search(text))


def _is_anybodys(letter: Letter, text: str, kind: Kind, evidence: Evidence, *, listed: bool) -> bool:
    """Does a list's mail, or an essay, decide something of nobody in particular? In a course, a show, the news "your interview on Monday" is anybody's."""
    if listed and kind in _TALKS:
        return not _is_addressed(letter, text)
    if kind in _TALKS and letter.subject[:3].lower() != "re:" and _APPLIED.search(text) is None and says_how_to_leave(letter.body):
        return True
    if not listed and evidence.words < _ESSAY:
        return False
    return not (greets(letter, text) or _APPLIED.search(text))


def _is_addressed(letter: Letter, text: str) -> bool:
    """Does a list's mail name its reader at the top, and not say how to leave the list?"""
    return names_its_reader(letter, text) and not says_how_to_leave(text)


def setting_of(letter: Letter, sent: Envelope, evidence: Evidence, reply: bool, subject: str) -> Setting:
    """What the envelope says."""
    vendor = sent.vendor
    machine = sent.machine or (vendor is not None and vendor.type in ("board", "noise", "test", "scheduler"))
    shared = is_shared(letter.sender)
    calendar = method(letter)
    return Setting(
        mine=sent.mine,
        machine=machine,
        person=not machine
        and not shared
        and (is_human_name(letter.sender.name) or is_own_mailbox(letter.sender.name, letter.sender.email)),
        automatic=answers(letter.headers),
        listed=sent.listed,
        calendar=calendar,
        hint=vendor.hint(letter.sender.email, letter.subject) if vendor else None,
        vendor=vendor.type if vendor else "",
        reply=reply,
        employer=label_behind(letter, vendor) != "",
        titled=(calendar != "" and _hires(letter))
        or (
            not _FIRM.isdisjoint(evidence.text)
            and ("role" in from_subject(subject, None, near=False) or _hires(letter))
        ),
    )


def _hires(letter: Letter) -> bool:
    """Is this a mailbox that exists to hire?"""
    return letter.sender.email.partition("@")[0].partition("+")[0] in vocabulary().hiring


def _is_bulk(kind: Kind, setting: Setting, evidence: Evidence) -> bool:
    """Newsletters, digests, adverts and lists. An application's own mail is never bulk, whatever its headers say."""
    if setting.mine or kind in _NAMED_KINDS or kind.startswith("auto_reply"):
        return False
    if kind == "job_alert" or setting.vendor == "noise" or setting.listed:
        return True
    return (
        kind == "other"
        and evidence.of("other") + evidence.of("job_alert") >= 4
        and not _speaks_of_application(evidence)
    )


def _speaks_of_application(evidence: Evidence) -> bool:
    return evidence.of("application_received") > 0 or evidence.of("pending") > 0 or evidence.of("context") > 2
