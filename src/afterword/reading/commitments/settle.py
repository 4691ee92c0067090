"""What a later letter does to earlier promises: it keeps them, moves them, or takes them back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from afterword.reading.model import Commitment, Kind, Letter, Status

_GROUP = {
    "reply": "word", "decision": "word", "call": "talk", "meeting": "talk", "introduction": "introduction",
    "send_document": "thing", "other": "thing",
}  # fmt: skip
_WITHDRAWN = {
    "introduction": re.compile(r"\b(?:can't|cannot|won't|will not|not able to|unable to|no longer|better not|rather not) (?:\w+ ){0,3}?(?:introduc\w+|intro|put you in|connect)\b"),
    "talk": re.compile(r"\b(?:cancel\w*|call(?:ed|ing)? (?:it )?off|(?:can't|cannot|won't|will not|not able to|unable to|no longer) (?:\w+ ){0,3}?(?:make (?:it|our|the|that)|meet|call|speak|talk|attend|join|do))\b"),
    "thing": re.compile(r"\b(?:can't|cannot|won't|will not|not able to|unable to|no longer) (?:\w+ ){0,3}?(?:send|share|forward|provide|get you|give you|need(?: it)?)\b|\bno need to (?:send|complete|return)\b|\bno longer (?:need|require)"),
    "word": re.compile(r"\b(?:position|role|search|process|requisition|req) (?:\w+ ){0,3}?(?:on hold|paused|frozen|cancell?ed|withdrawn)\b|\bno longer (?:hiring|recruiting|filling)\b|\bhiring freeze\b"),
}  # fmt: skip
_KEPT = {
    "introduction": re.compile(r"\b(?:meet|introducing|let me introduce|i'd like (?:you )?to (?:introduce|meet)|connecting you|please meet|i(?:'ve| have)? introduced|made the intro\w*|intro(?:duction)? (?:is )?(?:done|made|sent)|over to you both|i'll let you two|cc'd|copied (?:here|in))\b"),
    "thing": re.compile(r"\b(?:attached|enclosed|please find|find attached|here (?:is|are|'s|it is|they are)|here's|as promised|as i said|i(?:'ve| have) (?:sent|shared|forwarded|submitted|uploaded|attached)|i (?:just |have )?(?:sent|shared|forwarded)|below is|below are|link (?:is )?below)\b"),
    "talk": re.compile(r"\b(?:(?:good|great|nice|lovely|pleasure) (?:to (?:talk|speak|meet|chat|see)|talking|speaking|meeting|chatting|seeing)|thank(?:s| you) for (?:the call|the talk|your call|calling|talking|speaking|meeting|your time|taking the time|coming|the chat|making time)|enjoyed (?:our|talking|speaking|meeting|the)|as (?:we )?discussed (?:today|earlier|just now|on the phone|yesterday))\b"),
}  # fmt: skip
_DECIDED = frozenset({"rejection", "offer"})
_ANSWERS = frozenset({"rejection", "offer", "interview_invitation", "interview_scheduled", "info_request"})
_YES_NO = re.compile(
    r"\b(?:we(?:'ve| have) (?:decided|chosen|selected|made (?:a|our) (?:decision|choice))|decided (?:to|not to)|i(?:'m| am) (?:pleased|delighted|happy|sorry|afraid) (?:to|that|we)|unfortunately|regret|(?:i|we) (?:accept|decline)|the answer is|good news|bad news|yes,|here(?:'s| is) (?:an|my|the|our) (?:answer|update|decision))\b"
)
_MORE_TIME = re.compile(
    r"\b(?:delay\w*|another (?:week|two|few|couple|day)|longer than|running (?:late|behind)|still (?:waiting|deciding|working|reviewing|interviewing)|push\w*|postpone\w*|moved|reschedul\w*|not yet|haven't (?:decided|made|heard)|more time|instead|slipp\w+|behind schedule|held up)\b"
)


def settle(
    open_commitments: Sequence[Commitment],
    letter: Letter,
    text: str,
    *,
    found: Sequence[Commitment] = (),
    kind: Kind = "personal",
) -> tuple[Commitment, ...]:
    """The earlier promises that `letter` settles, each with its new status (kept, moved, withdrawn); the rest stay out.

    `open_commitments` are those between the same two sides; `found` are the commitments of the letter itself, read
    with `commitments` and of kind `kind`. Only the side that owes can keep or move its word; either may call a talk off.
    """
    low = text.lower().replace("\u2019", "'")
    settled: list[Commitment] = []
    for one in open_commitments:
        if one.status not in ("open", "moved"):
            continue
        status = _status(one, letter, low, found, kind)
        if status:
            settled.append(replace(one, status=status))
    return tuple(settled)


def _status(one: Commitment, letter: Letter, low: str, found: Sequence[Commitment], kind: Kind) -> Status | None:
    group = _GROUP[one.kind]
    theirs = (one.owed_by == "me") == letter.mine  # written by the side that owes it
    if group == "talk" and _WITHDRAWN["talk"].search(low) and not _same_group(one, found):
        return "withdrawn"
    if not theirs:
        return "kept" if group == "talk" and _over(one, letter) and _KEPT["talk"].search(low) else _released(group, low)
    if _WITHDRAWN[group].search(low):
        return "withdrawn"
    again = _same_group(one, found)
    if again and again.due_latest != one.due_latest and (again.due_latest or _MORE_TIME.search(low)):
        return "moved"
    if again:
        return None
    return _kept(one, group, letter, low, kind)


def _released(group: str, low: str) -> Status | None:
    """The other side lets the one who owes go ("no need to send the form")."""
    return "withdrawn" if group == "thing" and re.search(r"\bno need to|\bno longer (?:need|require)", low) else None


def _kept(one: Commitment, group: str, letter: Letter, low: str, kind: Kind) -> Status | None:
    if group == "word":
        if one.kind == "decision" and not letter.mine:
            return "kept" if kind in _ANSWERS or _YES_NO.search(low) else None
        if letter.mine:
            return "kept"  # my own word to them: any later mail of mine is it
        machine = kind in (
            "application_received",
            "auto_reply_away",
            "auto_reply_left",
            "job_alert",
            "other",
            "thank_you",
        )
        return "kept" if kind in _ANSWERS or (not machine and not _MORE_TIME.search(low)) else None
    if group == "introduction":
        return (
            "kept"
            if (_KEPT["introduction"].search(low) and letter.cc)
            or re.search(r"\bi(?:'ve| have) introduced|intro\w* (?:is )?(?:done|made|sent)", low)
            else None
        )
    if group == "thing":
        return "kept" if _KEPT["thing"].search(low) or "attachment" in letter.headers.get("x-parts", "") else None
    return "kept" if _over(one, letter) and _KEPT["talk"].search(low) else None


def _over(one: Commitment, letter: Letter) -> bool:
    day = one.due_earliest or one.due_latest
    return day is not None and day <= letter.sent.date()


def _same_group(one: Commitment, found: Sequence[Commitment]) -> Commitment | None:
    return next((item for item in found if item.owed_by == one.owed_by and _GROUP[item.kind] == _GROUP[one.kind]), None)
