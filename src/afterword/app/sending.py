"""The way out: at most once automatically, never silently lost, only as approved (RELIABILITY.md, section 5)."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from afterword.app import connecting, doubts
from afterword.app.accounts import Account, provider_of, secret
from afterword.app.approving import Approval, account_of, approve, may_hear, not_open, row_named, shown, still_holds
from afterword.app.deciding import follow_up
from afterword.app.home import Home
from afterword.channels import imap_drafts
from afterword.channels.port import Channel, Delivered, Door, Parcel
from afterword.errors import AfterwordError, Refused
from afterword.facts import fact, micros
from afterword.facts.kinds import Message, Ref, Sent
from afterword.store import outbox as rows
from afterword.store.crash import crash_point
from afterword.store.files import write_file
from afterword.store.outbox import OutboxRow
from afterword.store.vault import Ask

if TYPE_CHECKING:
    from imapclient import IMAPClient

__all__ = ["Approval", "Delivery", "again", "approve", "hand_over", "outbox", "resolve", "send", "shown", "told"]

WAYS = ("drafts", "eml", "mailto", "clipboard")
"""Channels that lay words where the person can take them from; nothing leaves by itself."""
_ROBOTS = ("mailer-daemon", "postmaster")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail, in words for people."""

    state: Literal["sent", "refused", "unknown"]
    detail: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Handed:
    """Words that lie ready somewhere; `text` is what to show, where that is the point."""

    way: str
    detail: str
    text: str = ""


def outbox(home: Home) -> list[OutboxRow]:
    """Every approval and what became of it, the newest first; rows of senders that died are settled."""
    _let_go(home)
    return rows.rows(home.store)


def send(home: Home, key: str, approved: str | None = None, *, ask: Ask | None = None) -> Delivery:
    """Sends the words of that hash, once. `ask` asks for the passphrase of the secrets, where that is needed.

    Raises Refused without an approval that still holds; nothing has left then.
    """
    _let_go(home)
    row = _row(home, key)
    if row.state != "approved":
        not_open(row)
    if not approved:
        raise Refused(f"say which words you approve: read them with afterword approve {row.key[:4]}, and give their hash with --approved")
    _same(row, approved)
    still_holds(home, row)
    return _leave(home, row, "approved", ask)


def again(home: Home, key: str, *, ask: Ask | None = None) -> Delivery:
    """Sends a mail once more of which nobody knows whether it arrived, because the person says so: same words, same Message-ID."""
    row = in_doubt(home, key)
    if not row.intact:
        raise Refused("the words are not those that were approved: nothing leaves")
    may_hear(home, follow_up(home, row.key), json.loads(row.body)["channel"])
    return _leave(home, row, "unknown", ask)


def in_doubt(home: Home, key: str) -> OutboxRow:
    """The mail of which nobody knows whether it arrived. Raises Refused for any other."""
    _let_go(home)
    row = _row(home, key)
    if row.state != "unknown":
        raise Refused("only a mail that is in doubt can be sent again; see afterword send")
    return row


def hand_over(home: Home, key: str, way: str, approved: str | None, *, path: Path | None = None, ask: Ask | None = None) -> Handed:
    """Lays the approved words where the person can take them from: drafts, eml (a file), mailto, clipboard."""
    _let_go(home)
    row = _row(home, key)
    if row.state != "approved":
        not_open(row)
    if approved:
        _same(row, approved)
    still_holds(home, row)
    channel, parcel = _channel(home, way), _parcel(row)
    if parcel.channel not in channel.ways:
        raise Refused(f"this goes by {parcel.channel.replace('_', ' ')}: copy the words with --clipboard")
    account = account_of(home) if way == "drafts" else None
    done = channel.deliver(parcel, _door(home, account, ask, path=path, folder=account.drafts if account else ""))
    if done.state != "placed":
        raise Refused(done.detail)
    return Handed(way, done.detail, done.text)


def told(home: Home, key: str, *, arrived: bool) -> None:
    """The person says whether a mail in doubt arrived. Raises Refused while it is still leaving."""
    _let_go(home)
    row = _row(home, key)
    if row.state != "unknown":
        not_open(row)
    if arrived:
        _found_sent(home, row, "you said that it arrived")
    else:
        _decided(home, row, "refused", "you said that it did not arrive")


def resolve(home: Home, *, ask: Ask | None = None) -> list[tuple[OutboxRow, str]]:
    """Looks for evidence about every mail in doubt: in Sent, in answers, in what came back. Returns rows with what was found."""
    _let_go(home)
    found = []
    for row in rows.rows(home.store, ("unknown",)):
        if _answered(home, row) or _in_sent(home, row, ask):
            _found_sent(home, row, "it is in your Sent folder, or was answered")
            found.append((row, "sent"))
        elif why := _bounced(home, row):
            _decided(home, row, "refused", why)
            found.append((row, "refused"))
        else:
            found.append((row, "unknown"))
    return found


# The one path out


def _leave(home: Home, row: OutboxRow, of: rows.State, ask: Ask | None) -> Delivery:
    if home.store.writing:
        raise RuntimeError("sending stands in no transaction: each of its steps must be durable by itself")
    parcel = _parcel(row)
    carrier = next((c for c in home.channels if c.leaves and parcel.channel in c.ways), None)
    if carrier is None:
        raise Refused(f"Afterword does not send by {parcel.channel.replace('_', ' ')}: copy the words with --clipboard, then afterword done {row.key[:4]}")
    account = account_of(home)
    if account is None or account.smtp is None:
        raise Refused(
            f"there is no account to send through: afterword account add ADDRESS; or take the words yourself: afterword send {row.key[:4]} --eml FILE, --mailto or --clipboard"
        )
    if account.address != parcel.sender:
        raise Refused(f"it was approved as coming from {parcel.sender}, and the account is {account.address}: afterword approve {row.key[:4]}")
    door = _door(home, account, ask)  # opens the vault now: a claim must not wait for somebody to type
    attempt = rows.claim(home.store, row.key, row.digest, micros(home.clock.now()), of=of)
    if not attempt:
        not_open(rows.row(home.store, row.key))
    try:
        done = carrier.deliver(parcel, _with_last(home, row, attempt, door))
    except BaseException:
        _ended(home, row, attempt, Delivered("unknown", "the program stopped while it was leaving"))
        raise
    return _ended(home, row, attempt, done, account, ask)


def _with_last(home: Home, row: OutboxRow, attempt: int, door: Door) -> Door:
    def last() -> bool:
        with home.store.transaction():  # with the question: whoever looks after a crash finds it on the page
            mine = rows.transmit(home.store, row.key, attempt)
            doubts.ask(home.store)
        return mine

    return Door(door.smtp, door.imap, door.write, door.folder, last, door.point)


def _ended(home: Home, row: OutboxRow, attempt: int, done: Delivered, account: Account | None = None, ask: Ask | None = None) -> Delivery:
    """Records the end of an attempt, with all that follows from it, in one transaction."""
    if done.state == "sent":
        def settled() -> bool:
            return rows.settle(home.store, row.key, attempt, "sent", done.detail) or rows.decide(home.store, row.key, ("unknown", "approved"), "sent", done.detail)

        _sent(home, row, settled)
        note = _copied(home, row, account, ask)
        return Delivery("sent", f"sent{note}", row.message_id)
    after = rows.row(home.store, row.key)
    state: rows.State = "refused" if done.state == "refused" else "approved"
    if done.state == "unknown" and after is not None and after.state == "transmitting":
        state = "unknown"
    with home.store.transaction():
        rows.settle(home.store, row.key, attempt, state, done.detail)
        doubts.ask(home.store)
    now = rows.row(home.store, row.key)
    return Delivery("unknown" if now is not None and now.state == "unknown" else "refused", done.detail, row.message_id)


def _found_sent(home: Home, row: OutboxRow, why: str) -> None:
    """What was in doubt has left, as was found or told."""
    _sent(home, row, lambda: rows.decide(home.store, row.key, ("unknown",), "sent", why))


def _sent(home: Home, row: OutboxRow, settle: Callable[[], bool]) -> None:
    """What left is a fact: the follow-up closes by it, whatever is planned next."""
    about = json.loads(row.body)
    at = micros(home.clock.now())
    to = Ref(about["name"], tuple(about["handles"]))
    body = Sent(row.key, about["channel"], (to,), row.message_id, row.digest, tuple(about["handles"]), tuple(about["facts"]), about["situation"], about["step"])
    with home.store.transaction():
        if settle():
            act = home.store.new_act(f"{doubts.SENT}{row.key[:4]}")
            home.take([fact(body, at, origin="outbox", by=home.by, learnt=at, act=act)], act)
        doubts.ask(home.store)


def _decided(home: Home, row: OutboxRow, state: rows.State, detail: str) -> None:
    with home.store.transaction():
        rows.decide(home.store, row.key, ("unknown",), state, detail)
        doubts.ask(home.store)


def _copied(home: Home, row: OutboxRow, account: Account | None, ask: Ask | None) -> str:
    """A copy into Sent, unless the provider makes one. What left has left: trouble here is only told."""
    if account is None or account.imap is None or json.loads(row.body)["channel"] != "email":
        return ""
    known = provider_of(account.address)
    if known is not None and known.saves_sent:
        return ""
    try:
        folder = imap_drafts.put(_door(home, account, ask, folder=account.sent), row.data, row.message_id, imap_drafts.SENT, (b"\\Seen",))
    except Exception as error:  # noqa: BLE001 - the library has a dozen of its own, and none may undo what has left
        return f"; no copy could be put into Sent ({' '.join(str(error).split())[:100]})"
    return f"; a copy is in {folder}"


# Doors and rows


def _door(home: Home, account: Account | None, ask: Ask | None, *, path: Path | None = None, folder: str = "") -> Door:
    write: Callable[[bytes], str] | None = None
    if path is not None:
        def write(data: bytes) -> str:
            if path.exists():
                raise Refused(f"{path} is there already: choose another name")
            write_file(path, [data])
            return str(path)

    if account is None or home.folder is None:
        return Door(write=write, point=crash_point)
    word = secret(home.folder, account, ask=ask)
    patience = home.outgoing.patience

    def smtp() -> smtplib.SMTP:
        return connecting.smtp(account, word, patience)

    def imap() -> IMAPClient:
        return connecting.imap(account, word, patience)

    return Door(smtp if account.smtp else None, imap if account.imap else None, write, folder, point=crash_point)


def _channel(home: Home, name: str) -> Channel:
    found: Channel | None = next((c for c in home.channels if c.name == name), None)
    if found is None:
        raise Refused(f"there is no channel {name!r}")
    return found


def _parcel(row: OutboxRow) -> Parcel:
    about: dict[str, Any] = json.loads(row.body)
    if not row.intact:
        raise Refused("the words are not those that were approved: nothing leaves")
    return Parcel(
        row.key, about["channel"], row.data, about["sender"], tuple(about["recipients"]), row.message_id, about["subject"], about["body"], tuple(about["references"]),
    )  # fmt: skip


def _row(home: Home, key: str) -> OutboxRow:
    row = row_named(home, key)
    if row is None:
        one = follow_up(home, key)
        row = rows.row(home.store, one.key)
        if row is None:
            raise Refused(f"nothing is approved yet: afterword approve {one.key[:4]}")
    return row


def _same(row: OutboxRow, approved: str) -> None:
    wanted = approved.strip().lower()
    if len(wanted) < 12 or not row.digest.startswith(wanted):
        raise Refused(f"these are not the words that were approved: read them again with afterword approve {row.key[:4]}")


def _let_go(home: Home) -> None:
    """Settles the rows of senders that died; what may have left becomes a question."""
    if rows.busy(home.store) and rows.let_go(home.store, micros(home.clock.now())):
        doubts.ask(home.store)


# Evidence


def _answered(home: Home, row: OutboxRow) -> bool:
    """Did somebody else answer this very mail, or was it read from the user's own Sent folder?"""
    about = json.loads(row.body)
    for one, _ in home.store.touching(about["handles"]):
        body = one.body
        if isinstance(body, Message) and body.sender.email.partition("@")[0] not in _ROBOTS:
            named = {x.strip("<>") for x in (body.message_id, *body.references)}
            if row.message_id.strip("<>") in named:
                return True
    return False


def _bounced(home: Home, row: OutboxRow) -> str:
    """Did a server say that it could not be delivered?"""
    for hit in home.store.find(row.message_id.strip("<>").partition(".")[0], limit=50):
        one = home.store.fact(hit.key)
        body = one.body if one is not None else None
        if isinstance(body, Message) and body.sender.email.partition("@")[0] in _ROBOTS and row.message_id.strip("<>") in body.text:
            return "it came back: the other side could not deliver it"
    return ""


def _in_sent(home: Home, row: OutboxRow, ask: Ask | None) -> bool:
    account = account_of(home)
    if account is None or account.imap is None:
        return False
    try:
        door = _door(home, account, ask, folder=account.sent)
    except AfterwordError:
        return False
    return imap_drafts.in_sent(door, row.message_id) is True
