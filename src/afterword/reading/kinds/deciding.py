"""From evidence to one kind: READING.md's precedence, and what each kind needs to be believed."""

from __future__ import annotations

from dataclasses import dataclass

from afterword.reading.kinds.weighing import Evidence
from afterword.reading.model import Kind

ENOUGH = 3  # weight that makes a kind believable by itself
_SHORT = 90  # words; in a longer mail one thankful sentence is no thank-you


@dataclass(frozen=True, slots=True)
class Setting:
    """What the envelope says, before a word of the text is believed."""

    mine: bool
    machine: bool  # nobody reads this mailbox
    person: bool  # a person's own mailbox
    automatic: bool  # headers say a machine answered
    listed: bool  # headers of bulk mail
    calendar: str  # METHOD of a calendar part, upper case, or ""
    hint: Kind | None  # what the vendor's habits tell
    vendor: str  # the type of the vendor: ats, board, scheduler, test, noise, or ""
    reply: bool  # subject starts with Re:
    titled: bool = False  # the subject names a job
    employer: bool = False  # the sender's domain is not a mailbox provider's and not the sender's own name


def decide(evidence: Evidence, setting: Setting) -> tuple[Kind, float]:
    """The kind of a letter, and how sure that is (0 to 1)."""
    if setting.mine:
        return _own(evidence, setting)
    if found := _automatic(evidence, setting):
        return found
    weights = weights_of(evidence, setting)
    if found := _noise(evidence, setting, weights):
        return found
    for kind in _ORDER:
        if weights[kind] >= ENOUGH:
            return kind, _sure(weights[kind], weights, kind)
    if _is_digest(evidence, setting):
        return "job_alert", 0.8
    if setting.machine or setting.listed or setting.vendor or setting.automatic:
        return "other", 0.6 if max(evidence.of("other"), evidence.of("pending")) < ENOUGH else 0.9  # a machine's "not yet" is no receipt
    if evidence.of("other") >= 2 * ENOUGH or (
        not setting.person and (evidence.of("other") >= ENOUGH or not _job_in_sight(evidence, setting))
    ):
        return "other", 0.6
    best = max(weights.values())
    return "personal", 0.8 if best == 0 else 0.7 if best < 2 else 0.55


_FIRM: tuple[Kind, ...] = ("offer", "rejection", "interview_scheduled", "interview_invitation", "info_request")
_ORDER: tuple[Kind, ...] = (
    "offer", "rejection", "interview_scheduled", "interview_invitation", "info_request", "application_received", "recruiter_outreach", "thank_you",
)  # fmt: skip


def weights_of(evidence: Evidence, setting: Setting) -> dict[Kind, int]:
    """Weight for each kind, the weak words counted only where a job is in sight."""
    of, text = evidence.of, evidence.text
    near = _job_in_sight(evidence, setting)
    subject = {name: weight // 2 if setting.reply else weight for name, weight in evidence.subject.items()}
    told = text.get("rejection", 0)
    outreach = of("recruiter_outreach") if of("application_received") < ENOUGH else 0
    fixed = text.get("interview_scheduled.times", 0) if near else 0
    asked = text.get("interview_invitation.times", 0) if near else 0
    asks = text.get("info_request.asks", 0) if near and not setting.machine else 0
    weights: dict[Kind, int] = {
        "offer": text.get("offer", 0)
        + (subject.get("offer", 0) if text.get("offer", 0) > 1 or subject.get("offer", 0) > ENOUGH else 0),
        "rejection": told + (subject.get("rejection", 0) if told else min(subject.get("rejection", 0), 3)),
        "interview_scheduled": text.get("interview_scheduled", 0) + subject.get("interview_scheduled", 0) + fixed,
        "interview_invitation": text.get("interview_invitation", 0) + subject.get("interview_invitation", 0) + asked,
        "info_request": text.get("info_request", 0) + subject.get("info_request", 0) + asks,
        "application_received": text.get("application_received", 0) + subject.get("application_received", 0),
        "recruiter_outreach": outreach,
        "thank_you": 0 if setting.machine or setting.vendor or setting.listed else _thanks(evidence),
    }
    _temper(evidence, setting, weights, near)
    return weights


def _temper(evidence: Evidence, setting: Setting, weights: dict[Kind, int], near: bool) -> None:
    """What one reading says against another."""
    text = evidence.text
    if setting.calendar in ("REQUEST", "CANCEL", "REPLY", "COUNTER") and near:
        weights["interview_scheduled"] += 2 * ENOUGH
    if not near:
        for kind in _FIRM[2:]:
            if text.get(kind, 0) <= ENOUGH:
                weights[kind] = 0
        if not setting.person or text.get("other", 0) >= ENOUGH:
            weights |= dict.fromkeys(_FIRM, 0)
    if (
        weights["recruiter_outreach"] >= ENOUGH + 1
        and text.get("interview_invitation", 0) < ENOUGH
        and text.get("application_received", 0) < ENOUGH
        and not setting.reply
    ):
        weights["interview_invitation"] = weights["info_request"] = 0
        weights["interview_scheduled"] = (
            0 if text.get("interview_scheduled", 0) < ENOUGH else weights["interview_scheduled"]
        )
    receipt = weights["application_received"]
    if (
        receipt >= ENOUGH
        and text.get("interview_invitation", 0) < ENOUGH + 1
        and (setting.machine or setting.vendor == "ats")
        and not text.get("interview_invitation.times", 0)
    ):
        weights["interview_invitation"] = 0
    if evidence.of("pending") >= ENOUGH:
        for kind in _FIRM[2:4]:
            if not text.get(kind, 0) + text.get(f"{kind}.times", 0):
                weights[kind] = 0  # "Your interview on 15 December": the one that was
        weights["application_received"] = weights["recruiter_outreach"] = 0
        weights["rejection"] -= 2 if text.get("rejection", 0) <= ENOUGH else 0
    if (
        weights["interview_scheduled"]
        and setting.machine
        and weights["info_request"] >= 2 * ENOUGH
        and text.get("interview_scheduled", 0) == 0
    ):
        weights["interview_scheduled"] = 0
    if setting.vendor == "scheduler" and near:
        weights["interview_scheduled"] += 2


def _job_in_sight(evidence: Evidence, setting: Setting) -> bool:
    """Is this about a job, and not about lunch?"""
    context = evidence.text.get("context", 0) + evidence.subject.get("context", 0)
    return (
        context >= (2 if setting.employer else ENOUGH)
        or setting.titled
        or setting.vendor in ("ats", "test")
        or evidence.text.get("application_received", 0) >= ENOUGH
    )


def _thanks(evidence: Evidence) -> int:
    weight = evidence.text.get("thanks", 0)
    if not weight:
        return ENOUGH if evidence.subject.get("thanks", 0) and evidence.words < 40 else 0
    if evidence.of("pending") >= ENOUGH and not evidence.subject.get("thanks", 0):
        return 0
    if evidence.subject.get("thanks", 0) or weight >= 2 * ENOUGH or evidence.words < _SHORT:
        return weight
    return 0


def _automatic(evidence: Evidence, setting: Setting) -> tuple[Kind, float] | None:
    """Machines that answer for a person who is away or gone."""
    away = evidence.text.get("auto_reply.away", 0) + evidence.subject.get("auto_reply.away", 0)
    left = evidence.text.get("auto_reply.left", 0) + evidence.subject.get("auto_reply.left", 0)
    sign = (
        evidence.text.get("auto_reply.automatic", 0)
        + evidence.subject.get("auto_reply.automatic", 0)
        + (4 if setting.automatic else 0)
    )
    if not away and not left:
        return None
    if setting.automatic or evidence.subject.get("auto_reply.automatic", 0):
        away += 2
    decided = max(
        evidence.text.get(kind, 0) for kind in ("offer", "rejection", "interview_scheduled", "interview_invitation")
    )
    if sign < ENOUGH and (
        decided >= ENOUGH or evidence.words > _SHORT or (away + left < 2 * ENOUGH and evidence.words > 60)
    ):
        return None
    if sign < ENOUGH and left < ENOUGH and away < 2 * ENOUGH:
        return None
    sure = 0.97 if sign >= ENOUGH else 0.75
    if left >= ENOUGH and (left >= away or evidence.text.get("auto_reply.left", 0)):
        return "auto_reply_left", sure
    return ("auto_reply_away", sure) if away >= ENOUGH else None


def _noise(evidence: Evidence, setting: Setting, weights: dict[Kind, int]) -> tuple[Kind, float] | None:
    """Codes, surveys, digests and adverts, which talk of jobs and offers all day."""
    if setting.hint is not None and (
        setting.hint != "application_received" or max(weights["rejection"], weights["offer"]) < ENOUGH
    ):
        return setting.hint, 0.97
    firm = max(weights[kind] for kind in ("offer", "rejection", "interview_scheduled", "interview_invitation"))
    gate = evidence.of("other.gate") + (4 if setting.vendor == "noise" else 0)
    gated = (
        evidence.text.get("other.gate", 0) + evidence.subject.get("other", 0) >= 2 * ENOUGH
        or evidence.text.get("other.gate", 0) >= ENOUGH
    )
    if (gate >= ENOUGH and gated and not setting.person and firm < 2 * ENOUGH) or setting.vendor == "noise":
        return "other", 0.93
    receipt = weights["application_received"]
    if _is_digest(evidence, setting) and receipt < ENOUGH and firm < 2 * ENOUGH and not setting.person:
        return "job_alert", 0.92
    advert = evidence.text.get("other", 0) + evidence.subject.get("other", 0)
    if advert >= 2 * ENOUGH and receipt < ENOUGH + 1 and firm < 2 * ENOUGH and not setting.person:
        return "other", 0.85
    if setting.listed and not setting.vendor and receipt < ENOUGH and firm < 2 * ENOUGH:
        return "other", 0.85
    return None


def _is_digest(evidence: Evidence, setting: Setting) -> bool:
    told = evidence.text.get("job_alert", 0) + evidence.subject.get("job_alert", 0)
    return told >= 2 * ENOUGH or (
        told >= ENOUGH
        and (setting.vendor == "board" or setting.listed or evidence.subject.get("job_alert", 0) >= ENOUGH)
    )


def _own(evidence: Evidence, setting: Setting) -> tuple[Kind, float]:
    """What the user wrote: a confirmation of a talk, a thank-you, or simply a letter."""
    near = _job_in_sight(evidence, setting)
    if (
        near
        and evidence.text.get("interview_scheduled", 0) + evidence.text.get("interview_scheduled.times", 0) >= ENOUGH
    ):
        return "interview_scheduled", 0.75
    if _thanks(evidence) >= ENOUGH:
        return "thank_you", 0.85
    return "personal", 0.8


def _sure(weight: int, weights: dict[Kind, int], kind: Kind) -> float:
    """Confidence: more weight, more sure; another strong kind, less."""
    rival = max((other for name, other in weights.items() if name != kind), default=0)
    base = {3: 0.72, 4: 0.84, 5: 0.88, 6: 0.92}.get(weight, 0.95)
    return round(max(0.55, base - (0.1 if rival >= weight else 0.0)), 2)
