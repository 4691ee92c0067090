"""New mail of one IMAP folder, into files beside (spool.py): read-only, headers first, so that bulk is never fetched whole.

Only what is not here yet is asked for. What is kept of a folder (`Seen`) names the mails that are here by UID, so a server
that dies in the middle, leaves mails out or miscounts loses time, never mail; a mail met twice is known by its content.
Where the numbers cannot be trusted any more (another UIDVALIDITY, numbers used again) everything is met again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from afterword.errors import guarded
from afterword.facts.kinds import Mailbox
from afterword.sources import limits, spool
from afterword.sources.bulk import is_bulk
from afterword.sources.headers import mailboxes, unfolded, words
from afterword.sources.mime import parse

ROUND = 2000
"""Mails after which the plan is made anew; so many batches (`HEADS`)."""
HEADS = 250
"""Mails fetched together: while the next are on their way these are read."""
BYTES, MAILS = 8 * limits.MIB, 100
"""The most that one answer of the server may hold: whole mails are asked for in groups."""
VANISHED = 10
VANISHED_SHARE = 5  # one in five
PROBES = 8
"""How many mails, half of them the newest, are looked at again to see whether numbers were given anew."""
_FIELDS = "FROM TO CC SUBJECT IN-REPLY-TO LIST-ID LIST-UNSUBSCRIBE PRECEDENCE"
_SPECIAL = (b"\\All", b"\\Archive", b"\\Sent", b"\\Junk")
_ELSEWHERE = (b"\\Trash", b"\\Archive", b"\\Junk", b"\\All")


@dataclass(frozen=True, slots=True)
class Told:
    """What a server says of a folder without opening it. `mark` is HIGHESTMODSEQ, 0 where CONDSTORE is not offered."""

    validity: int = 0
    following: int = 0
    held: int = 0
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a folder was read: what it told then, the UIDs that are here ("1:500,502"), and probes of some.

    A probe is a mail's size and the instant the server got it: where they differ, the number stands for another mail now.
    `day`: when the folder was opened last.
    """

    told: Told = Told()
    known: str = ""
    probes: dict[str, str] = field(default_factory=dict)
    day: str = ""


@dataclass(frozen=True, slots=True)
class Vanished:
    """The server shows far fewer mails than before: nothing is read until the user has said that this is right."""

    folder: str
    held: int
    now: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A round begins, of so many mails: who is to read them may get ready."""

    mails: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails fetched into `file`. `coming`: how many of its round are still to come; `seen` is told with the last that comes."""

    file: Path
    mails: int
    bulk: int
    coming: int
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The folder was gone through. `missing`: mails the server shows and did not give; they are asked for again the next time."""

    seen: Seen
    missing: int


def folders_of(link: Any, named: Sequence[str]) -> list[str]:
    """The folders to read: those the user named, else inbox, archive, sent and spam as the server marks them.

    A folder with all mail in it (Gmail's) stands for the others.
    """
    if named:
        return [guarded(name) for name in named]
    listed = [(set(flags), str(name)) for flags, _, name in link.list_folders() if b"\\Noselect" not in flags]
    marked = {flag: name for flags, name in listed for flag in _SPECIAL if flag in flags}
    if b"\\All" in marked:
        found = [marked[b"\\All"], marked.get(b"\\Junk", "")]
    else:
        sent = next((name for _, name in listed if name.rpartition("/")[2].rpartition(".")[2].casefold() in ("sent", "sent items", "sent messages")), "")
        found = ["INBOX", marked.get(b"\\Archive", ""), marked.get(b"\\Sent", sent), marked.get(b"\\Junk", "")]
    return [guarded(name) for name in dict.fromkeys(found) if name]


def elsewhere(link: Any) -> list[str]:
    """The folders into which people move what they are done with, as the server marks them."""
    return [guarded(str(name)) for flags, _, name in link.list_folders() if set(flags) & set(_ELSEWHERE) and b"\\Noselect" not in flags]


def held(link: Any, folder: str) -> int:
    """How many mails the server says a folder holds."""
    return int(link.folder_status(guarded(folder), ["MESSAGES"]).get(b"MESSAGES", 0))


def told_of(link: Any, folder: str) -> Told:
    """What the server says of a folder. Raises what the connection raises."""
    asked = ["MESSAGES", "UIDNEXT", "UIDVALIDITY", *(["HIGHESTMODSEQ"] if link.has_capability("CONDSTORE") else [])]
    said = link.folder_status(guarded(folder), asked)
    number = {name: int(said.get(name, 0) or 0) for name in (b"UIDVALIDITY", b"UIDNEXT", b"MESSAGES", b"HIGHESTMODSEQ")}
    return Told(number[b"UIDVALIDITY"], number[b"UIDNEXT"], number[b"MESSAGES"], number[b"HIGHESTMODSEQ"])


def new_mail(
    link: Any, folder: str, seen: Seen, into: Path, me: frozenset[str], day: str, *, sure: bool = False, moved: Callable[[], int] = lambda: 0,
) -> Iterator[Coming | Batch | Vanished | Whole]:  # fmt: skip
    """What is not here yet of a folder, in batches; nothing at all where the server says that nothing has changed.

    Once a `day` it is opened all the same: numbers that were given anew may come to the same sums. `sure`: do so now, and do
    not stop for vanished mail; `moved`: how many mails turned up in other folders. Raises what the connection raises.
    """
    told = told_of(link, folder)
    if told == seen.told and told.following and day == seen.day and not sure:
        return
    link.select_folder(folder, readonly=True)
    before = uids_of(seen.known)
    anew = told.validity != seen.told.validity or told.following < seen.told.following or _numbered_anew(link, before, seen.probes)
    known = set() if anew else before
    fresh, present = _compared(link, known, told.held)
    gone = len(before) - (len(present) if anew else len(known & present))
    if not sure and _alarming(gone, len(before), len(present)) and _alarming(gone - moved(), len(before), len(present)):
        yield Vanished(folder, len(before), len(present))
        return
    probes = {} if anew else seen.probes
    known &= present
    for start in range(0, len(fresh), HEADS):
        end = min(start + HEADS, len(fresh))
        if start % ROUND == 0:
            yield Coming(min(start + ROUND, len(fresh)) - start)
        broken: Exception | None = None
        with (into / f"{start}").open("wb") as stream:
            got = _Got(stream, me)
            try:
                _fetch(link, fresh[start:end], got)
            except Exception as error:  # noqa: BLE001 - whatever broke the line, what came over it before is here
                broken = error
        known |= got.kept.keys()
        probes = _chosen(probes | {str(uid): probe for uid, probe in got.kept.items()}, known)
        coming = 0 if broken else min((start // ROUND + 1) * ROUND, len(fresh)) - end
        yield Batch(into / f"{start}", len(got.kept), got.bulk, coming, None if coming else Seen(Told(told.validity), ranges(known), probes))
        if broken is not None:
            raise broken
    whole = told if len(known) == told.held else replace(told, following=0)  # the sum does not agree: look again the next time
    yield Whole(Seen(whole, ranges(known), _chosen(probes, known), day), len(set(fresh) - known))


def _alarming(gone: int, before: int, now: int) -> bool:
    """Have so many mails vanished that the server may be wrong (RELIABILITY.md, P33)? One alone is how people tidy up."""
    return gone > 0 and (now == 0 or gone > VANISHED or (gone > 1 and gone * VANISHED_SHARE > before))


def _compared(link: Any, known: set[int], held: int) -> tuple[list[int], set[int]]:
    """The UIDs that are not here yet, and all there are. The newest are asked for alone, where the sum agrees with what is held."""
    last = max(known, default=0)
    fresh = {int(uid) for uid in link.search(["UID", f"{last + 1}:*"]) if uid > last}
    if known and len(known) + len(fresh) != held:
        present = {int(uid) for uid in link.search(["UID", "1:*"])} | fresh
        return sorted(present - known), present
    return sorted(fresh), known | fresh


def _numbered_anew(link: Any, known: set[int], probes: dict[str, str]) -> bool:
    """Does a number stand for another mail than before? So it may where no probe is left to answer for the rest."""
    asked = [int(uid) for uid in probes if int(uid) in known]
    told = {uid: said for uid, said in (link.fetch(asked, ["RFC822.SIZE", "INTERNALDATE"]) if asked else {}).items() if b"RFC822.SIZE" in said}
    return bool(known) and (not told or any(_probe(told[uid]) != probes[str(uid)] for uid in told))


def _probe(told: dict[bytes, Any]) -> str:
    when = told.get(b"INTERNALDATE")
    return f"{told.get(b'RFC822.SIZE', 0)} {int(when.timestamp()) if isinstance(when, datetime) else ''}"


def _chosen(probes: dict[str, str], known: set[int]) -> dict[str, str]:
    """The probes to keep: the newest, and some spread over the rest."""
    every = sorted((int(uid) for uid in probes if int(uid) in known), reverse=True)
    newest, rest = every[: PROBES // 2], every[PROBES // 2 :]
    spread = [rest[n * len(rest) // (PROBES // 2)] for n in range(PROBES // 2)] if len(rest) > PROBES // 2 else rest
    return {str(uid): probes[str(uid)] for uid in sorted({*newest, *spread})}


# UIDs as IMAP writes them


def ranges(uids: Iterable[int]) -> str:
    """`{1, 2, 3, 7}` as "1:3,7"."""
    found: list[list[int]] = []
    for uid in sorted(uids):
        if found and uid == found[-1][1] + 1:
            found[-1][1] = uid
        else:
            found.append([uid, uid])
    return ",".join(f"{first}:{last}" if last > first else f"{first}" for first, last in found)


def uids_of(text: str) -> set[int]:
    """The UIDs of "1:3,7". Raises ValueError for anything else."""
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition(":")
        found.update(range(int(first), int(last or first) + 1))
    return found


# Fetching


@dataclass(slots=True)
class _Got:
    """What was fetched so far into a file: a probe of each mail, and how many are bulk."""

    stream: BinaryIO
    me: frozenset[str]
    kept: dict[int, str] = field(default_factory=dict)
    bulk: int = 0

    def keep(self, uid: int, told: dict[bytes, Any], data: bytes) -> None:
        flags = told.get(b"FLAGS", ())
        spool.put(self.stream, uid, ("D" if b"\\Draft" in flags else "") + ("T" if b"\\Deleted" in flags else ""), data)
        self.kept[uid] = _probe(told)


def _fetch(link: Any, uids: Sequence[int], got: _Got) -> None:
    """Headers of all, then the whole of those that are no bulk."""
    asked = [f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]", "FLAGS", "RFC822.SIZE", "INTERNALDATE", f"BODY.PEEK[TEXT]<0.{limits.TEXT_OF_BULK}>"]
    heads = {uid: told for uid, told in link.fetch(list(uids), asked).items() if _part(told, b"BODY[HEADER") is not None}
    bulk = [uid for uid, told in heads.items() if _is_bulk(told, got.me)]
    for uid, told in (link.fetch(bulk, ["BODY.PEEK[HEADER]"]) if bulk else {}).items():
        if (head := told.get(b"BODY[HEADER]")) is not None:
            got.keep(uid, heads[uid], head + (_part(heads[uid], b"BODY[TEXT]") or b""))
            got.bulk += 1
    for group in _groups(sorted(heads.keys() - set(bulk)), heads):
        large = len(group) == 1 and _size(heads[group[0]]) > limits.MESSAGE_IN_MEMORY
        for uid, told in link.fetch(group, [f"BODY.PEEK[]<0.{limits.MESSAGE_IN_MEMORY}>" if large else "BODY.PEEK[]"]).items():
            if (data := _part(told, b"BODY[]")) is not None:
                got.keep(uid, heads[uid], data)


def _groups(uids: Sequence[int], heads: dict[int, dict[bytes, Any]]) -> Iterator[list[int]]:
    """Mails that are asked for together."""
    group: list[int] = []
    size = 0
    for uid in uids:
        more = _size(heads[uid])
        if group and (len(group) == MAILS or size + more > BYTES):
            yield group
            group, size = [], 0
        group.append(uid)
        size += more
    if group:
        yield group


def _size(told: dict[bytes, Any]) -> int:
    return int(told.get(b"RFC822.SIZE") or 0)


def _part(told: dict[bytes, Any], name: bytes) -> bytes | None:
    return next((value for key, value in told.items() if key.startswith(name) and isinstance(value, bytes)), None)


def _is_bulk(told: dict[bytes, Any], me: frozenset[str]) -> bool:
    raw, text = _part(told, b"BODY[HEADER") or b"", _part(told, b"BODY[TEXT]") or b""
    headers = {name.decode("ascii", "replace"): unfolded(values[0]) for name, values in parse(raw).headers.items() if values}

    def boxes(name: str) -> list[Mailbox]:
        return mailboxes(headers.get(name, ""), limits.ADDRESSES)[0]

    return is_bulk(
        next(iter(boxes("from")), Mailbox("", "")), words(headers.get("subject", "")), text.decode("utf-8", "replace"), headers,
        to_me=any(box.email in me for name in ("to", "cc") for box in boxes(name)), answer="in-reply-to" in headers,
    )  # fmt: skip
