"""Does a mail ask something of the user that is not a matter of its own row? (DESIGN.md section 3, "A reply is owed")."""

from __future__ import annotations

from afterword.facts.kinds import Message
from afterword.story.model import Entry

OWN_ROW = ("introduction_offered", "introduction_made", "referral", "talk_missed")


def asks(e: Entry) -> str:
    """The question or request of a mail, as a quote; empty where it asks nothing, or has a row of its own."""
    if e.direction != "in" or e.automatic or e.reading is None or not e.direct or e.reading.bulk or not isinstance(e.fact.body, Message):
        return ""
    kind = e.reading.kind
    due = next((c for c in e.reading.commitments if c.owed_by == "me" and c.kind != "call"), None)
    if kind == "offer" and due is not None and due.due_latest:
        return ""
    if any(e.does(own) for own in OWN_ROW):
        return ""
    act = e.does("question") or (e.does("talk_proposed") if not e.does("talk_agreed") else None)
    if act is not None:
        return act.quote
    if kind in ("info_request", "interview_invitation", "offer") and not e.does("talk_agreed"):
        return (due.quote if due else "") or (e.fact.body.subject if isinstance(e.fact.body, Message) else "") or "they wait for your answer"
    return due.quote if due is not None and due.kind in ("reply", "decision", "send_document") else ""
