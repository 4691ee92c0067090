"""Mails of which nobody knows whether they arrived, as questions that come first; and that what left cannot be undone."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from afterword.errors import Refused
from afterword.facts import codec
from afterword.store.rows import QuestionRow
from afterword.strategy.model import Question

if TYPE_CHECKING:
    from afterword.store import Store, outbox

SENT = "send_"
"""How the acts begin that record what has left."""
SUBJECT = "outbox"
ARRIVED, NOT = "it arrived", "it did not arrive"


def question(one: outbox.OutboxRow) -> Question:
    """The question of a row that is in doubt."""
    told = json.loads(one.body)
    who, subject = told.get("name") or ", ".join(told.get("recipients", ())), told.get("subject", "")
    about = (one.key, f"{told.get('situation')}.{told.get('step')}", *told.get("handles", ()), *told.get("facts", ()))
    return Question(
        f"00{sha256(one.key.encode()).hexdigest()[:8]}",  # questions come by key: these before all others
        f"Did your mail to {who}{f' (“{subject}”)' if subject else ''} arrive? Look into your Sent folder, or ask: it may have left, and is not sent again by itself.",
        (ARRIVED, NOT), (), about, "unknown_sent",
    )  # fmt: skip


def ask(store: Store) -> None:
    """Puts what is in doubt into the open questions, and takes out what no longer is."""
    from afterword.store import outbox

    found = [question(one) for one in outbox.rows(store, ("transmitting", "unknown"))]
    store.put_questions({SUBJECT: [QuestionRow(one.key, codec.dumps(one)) for one in found]})


def keep_sent(store: Store, act: str = "") -> None:
    """Raises Refused where the act to be undone (the newest, unless told) is a mail that left."""
    found = next((one for one in store.acts() if (one.id == act if act else not one.withdrawn)), None)
    if found is not None and found.name.startswith(SENT):
        raise Refused("what was sent cannot be taken back. To undo what you did before it: afterword undo --before-sent")


def before_sent(store: Store) -> str:
    """The newest act that stands and sent nothing; empty where there is none."""
    return next((one.id for one in store.acts(200) if not one.withdrawn and not one.name.startswith(SENT)), "")
