"""New mail of one IMAP folder, into a Maildir beside: read-only, headers first, so that bulk is never fetched whole.

Only what is new since the last time is asked for (UIDVALIDITY, UIDNEXT). The caller keeps `Seen` and only after what was
fetched is in the ledger: a connection that dies loses time, never mail, and a mail met twice is known by its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from afterword.facts.kinds import Mailbox
from afterword.sources import limits
from afterword.sources.bulk import is_bulk
from afterword.sources.headers import mailboxes, unfolded, words
from afterword.sources.mime import parse

BATCH = 500
"""Mails fetched, and then taken in, at a time."""
VANISHED = 10
VANISHED_SHARE = 5  # one in five
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FIELDS = "FROM TO CC SUBJECT IN-REPLY-TO LIST-ID LIST-UNSUBSCRIBE PRECEDENCE"
_SPECIAL = (b"\\All", b"\\Archive", b"\\Sent", b"\\Junk")


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a folder was read: its UIDVALIDITY, the last UID, and how many mails it held then."""

    validity: int = 0
    last: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Vanished:
    """The server shows far fewer mails than before: nothing is read until the user has said that this is right."""

    folder: str
    held: int
    now: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails fetched into the Maildir `place`, and how far the folder will have been read once they are kept."""

    place: Path
    mails: int
    bulk: int
    seen: Seen


def folders_of(link: Any, named: Sequence[str]) -> list[str]:
    """The folders to read: those the user named, else inbox, archive, sent and spam as the server marks them.

    A folder with all mail in it (Gmail's) stands for the others.
    """
    if named:
        return [_guarded(name) for name in named]
    listed = [(set(flags), str(name)) for flags, _, name in link.list_folders() if b"\\Noselect" not in flags]
    marked = {flag: name for flags, name in listed for flag in _SPECIAL if flag in flags}
    if b"\\All" in marked:
        found = [marked[b"\\All"], marked.get(b"\\Junk", "")]
    else:
        sent = next((name for _, name in listed if name.rpartition("/")[2].rpartition(".")[2].casefold() in ("sent", "sent items", "sent messages")), "")
        found = ["INBOX", marked.get(b"\\Archive", ""), marked.get(b"\\Sent", sent), marked.get(b"\\Junk", "")]
    return [_guarded(name) for name in dict.fromkeys(found) if name]


def new_mail(link: Any, folder: str, seen: Seen, into: Path, me: frozenset[str], *, sure: bool = False) -> Iterator[Batch | Vanished]:
    """What is new in a folder, in batches; nothing at all where UIDNEXT says so. `sure`: do not stop for vanished mail.

    Raises what the connection raises.
    """
    told = link.folder_status(_guarded(folder), ["MESSAGES", "UIDNEXT", "UIDVALIDITY"])
    validity, held, following = int(told[b"UIDVALIDITY"]), int(told[b"MESSAGES"]), int(told.get(b"UIDNEXT", 0))
    if seen.validity != validity:
        seen = Seen(validity, 0, 0 if not seen.validity else seen.held)
    elif following and following <= seen.last + 1 and held == seen.held:
        return
    link.select_folder(folder, readonly=True)
    fresh = sorted(uid for uid in link.search(["UID", f"{seen.last + 1}:*"]) if uid > seen.last)
    left = held if not seen.last else held - len(fresh)
    gone = seen.held - left
    if not sure and seen.held and (left == 0 or (gone > VANISHED and gone * VANISHED_SHARE > seen.held)):
        yield Vanished(folder, seen.held, left)
        return
    count = left if seen.last else 0
    for number, start in enumerate(range(0, len(fresh), BATCH)):
        uids = fresh[start : start + BATCH]
        place = into / f"{number}"
        mails, bulk = _fetch(link, uids, place, me)
        count += len(uids)
        yield Batch(place, mails, bulk, Seen(validity, uids[-1], count))
    if not fresh:
        yield Batch(into, 0, 0, Seen(validity, max(seen.last, following - 1), held))


def _fetch(link: Any, uids: Sequence[int], place: Path, me: frozenset[str]) -> tuple[int, int]:
    """Headers of all, then the whole of those that are no bulk. Returns how many there were, and how many of them bulk."""
    for box in ("cur", "new", "tmp"):
        (place / box).mkdir(mode=0o700, parents=True, exist_ok=True)
    heads = link.fetch(list(uids), [f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]", "FLAGS", "RFC822.SIZE", f"BODY.PEEK[TEXT]<0.{limits.TEXT_OF_BULK}>"])
    whole: list[int] = []
    bulk: list[int] = []
    for uid in uids:
        told = heads.get(uid)
        if told is None:
            continue  # gone between the search and now
        (bulk if _is_bulk(told, me) else whole).append(uid)
    for uid in bulk:
        head = link.fetch([uid], ["BODY.PEEK[HEADER]"]).get(uid, {})
        text = next((value for key, value in heads[uid].items() if key.startswith(b"BODY[TEXT]")), b"")
        _keep(place, uid, heads[uid].get(b"FLAGS", ()), (head.get(b"BODY[HEADER]") or b"") + text)
    for uid in whole:
        size = int(heads[uid].get(b"RFC822.SIZE", 0))
        asked = "BODY.PEEK[]" if size <= limits.MESSAGE_IN_MEMORY else f"BODY.PEEK[]<0.{limits.MESSAGE_IN_MEMORY}>"
        found = link.fetch([uid], [asked]).get(uid, {})
        data = next((value for key, value in found.items() if key.startswith(b"BODY[")), None)
        if data is not None:
            _keep(place, uid, heads[uid].get(b"FLAGS", ()), data)
    return len(whole) + len(bulk), len(bulk)


def _is_bulk(told: dict[bytes, Any], me: frozenset[str]) -> bool:
    raw = next((value for key, value in told.items() if key.startswith(b"BODY[HEADER")), b"")
    text = next((value for key, value in told.items() if key.startswith(b"BODY[TEXT]")), b"")
    headers = {name.decode("ascii", "replace"): unfolded(values[0]) for name, values in parse(raw).headers.items() if values}

    def boxes(name: str) -> list[Mailbox]:
        return mailboxes(headers.get(name, ""), limits.ADDRESSES)[0]

    return is_bulk(
        next(iter(boxes("from")), Mailbox("", "")), words(headers.get("subject", "")), text.decode("utf-8", "replace"), headers,
        to_me=any(box.email in me for name in ("to", "cc") for box in boxes(name)), answer="in-reply-to" in headers,
    )  # fmt: skip


def _keep(place: Path, uid: int, flags: Sequence[bytes], data: bytes) -> None:
    """One file of a Maildir; the flags at its end say what is a draft or in the trash."""
    letters = ("D" if b"\\Draft" in flags else "") + ("T" if b"\\Deleted" in flags else "")
    (place / "cur" / f"{uid}:2,{letters}").write_bytes(data)


def _guarded(argument: str) -> str:
    if _CONTROL.search(argument):
        raise ValueError("a control character would change what is said to the server")
    return argument
