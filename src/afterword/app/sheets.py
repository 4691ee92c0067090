"""Plans on their way into the store, many at once: each round trip has its price."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from afterword.facts import codec
from afterword.store.rows import FollowUpRow, OutreachRow, QuestionRow, WaitingRow
from afterword.story.face import Face
from afterword.strategy.model import FollowUp
from afterword.strategy.planner import Plan

if TYPE_CHECKING:
    from afterword.store import Store

RECENT_TOUCHES = 40
"""The user's last touches of a person that etiquette can look back on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The plan of one subject, and what is kept beside it. With nothing in it, the subject's old one goes."""

    plan: Plan = field(default_factory=Plan)
    kept: dict[str, Any] | None = None  # what lists show without telling the subject
    leans: frozenset[str] = frozenset()  # whoever's story the plan looked at
    face: Face | None = None  # of a house that was told
    far: dict[str, str] = field(default_factory=dict)  # what that house saw of those at whom it looked from afar


def lay_down(store: Store, sheets: dict[str, Sheet]) -> None:
    """Writes these, by subject; only what differs is written."""
    with store.transaction():
        store.put_plans({key: [_row(f) for f in one.plan.follow_ups] for key, one in sheets.items()})
        store.put_waiting({key: [WaitingRow(w.key, w.due_latest.isoformat() if w.due_latest else "9999-12-31", codec.dumps(w)) for w in one.plan.waiting] for key, one in sheets.items()})
        store.put_questions({key: [QuestionRow(q.key, codec.dumps(q)) for q in one.plan.questions] for key, one in sheets.items()})
        store.drop_subjects(key for key, one in sheets.items() if one.kept is None)
        store.put_subjects({key: json.dumps(one.kept, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace") for key, one in sheets.items() if one.kept is not None})
        store.put_all_links({key: set(one.leans - {key, ""}) for key, one in sheets.items()})
        store.put_faces({key: seen for one in sheets.values() for key, seen in one.far.items()})
        store.drop_outreach(key for key, one in sheets.items() if not one.plan.outreach)
        store.put_outreach([_touches(key, one.plan) for key, one in sheets.items() if one.plan.outreach])


def turned(store: Store, faces: dict[str, Face | None]) -> set[str]:
    """Keeps the faces of houses. Returns those that others may see otherwise than before; of one without a story nobody can say."""
    marks = store.marks(sorted({x for one in faces.values() if one is not None for x in one.facts}))
    return store.put_faces({key: _whole(one, marks) for key, one in faces.items()})


def _whole(one: Face | None, marks: dict[str, bytes]) -> str:
    if one is None:
        return ""
    found = sha256(one.digest.encode())
    for name in sorted(one.facts):
        found.update(name.encode() + marks.get(name, b""))
    return found.hexdigest()[:32]


def _row(one: FollowUp) -> FollowUpRow:
    w = one.window
    return FollowUpRow(one.key, one.situation, w.opens.isoformat(), w.due.isoformat(), w.closes.isoformat(), one.tier, codec.dumps(one))


def _touches(key: str, plan: Plan) -> OutreachRow:
    recent = sorted(plan.outreach, key=lambda o: (o.day, o.houses, o.thanks))[-RECENT_TOUCHES:]
    body = json.dumps([[o.day.isoformat(), list(o.houses), list(o.handles), o.thanks] for o in recent], separators=(",", ":")).encode()
    return OutreachRow(key, recent[-1].day.isoformat(), key, "", body)
