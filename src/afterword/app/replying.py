"""Replies to the reminder mail: "3f9c done", "a71b snooze fri", each obeyed once and answered in the next list.

Only a mail in the user's own Sent folder, from an own address, that answers a reminder of ours by its Message-ID, and only
what was newly written in it. Nobody else can put a mail there; whatever arrives in the inbox is never looked at for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal

from afterword.app import accounts, connecting, deciding
from afterword.app.accounts import Account
from afterword.app.approving import account_of
from afterword.app.home import Home
from afterword.app.letters import letter_of
from afterword.app.reminding import Memory
from afterword.channels import imap_drafts
from afterword.errors import AfterwordError, BadUsage, NotFound
from afterword.facts import Fact, micros
from afterword.facts.kinds import Message
from afterword.sources import limits
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances

DAYS = 7
"""How many days after a reminder its replies are still obeyed."""
MOST_LINES = 100
"""New lines of a reply that are looked at: nobody settles more by one mail."""
ORIGIN = "your reply"
_ORDER = re.compile(r"[\s\"'“”„*•–—-]*([0-9a-f]{4,64})[\s:,–—-]+(done|skip|snooze)\b[ \t]*(.*)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:[,;.]|\s+and)\s+(?=[0-9a-f]{4,64}[\s:,–—-]+(?:done|skip|snooze)\b)", re.IGNORECASE)
_KEYED = re.compile(r"[\s\"'“”„*•–—-]*([0-9a-f]{4,64})\b", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:[:,;(–—-]\s*(?P<note>.*?)\)?|[.!]*)\s*", re.DOTALL)
_OURS = re.compile(r"follow-ups?, about \d+ min|afterword (?:done|draft|interview)\b|with the key first", re.IGNORECASE)
"""What stands in the reminder itself: from there on the mail quotes it, however its program marks that."""
_UNTIL = re.compile(r"(?:until|till|to|for|on)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """One line that says what to do; `rest` is the day of a snooze, else a note. No `act`: it begins with a key, and the rest is not understood."""

    said: str
    key: str
    act: Literal["", "done", "skip", "snooze"] = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail of the user's that answers a reminder. `name` is its Message-ID, else the hash of its bytes."""

    name: str
    answers: frozenset[str]
    text: str


def orders(text: str, keys: Sequence[str] = ()) -> Iterator[Order]:
    """What the new words of a reply order, line by line; `keys` are those the reminder showed. Quoted lines say nothing."""
    for line in text.split("\n")[:MOST_LINES]:
        if line.lstrip().startswith((">", "|")):
            continue
        for part in _SEVERAL.split(line):
            if (one := _order(part.strip(), keys)) is not None:
                yield one


def _order(said: str, keys: Sequence[str]) -> Order | None:
    found = _ORDER.fullmatch(said)
    if found is not None:
        key, act, rest = found[1].lower(), found[2].lower(), found[3].strip()
        if act == "snooze":
            return Order(said, key, "snooze", _UNTIL.sub("", rest, count=1).rstrip(" .!"))
        note = _NOTE.fullmatch(rest)
        if note is not None and not rest.startswith("?"):
            return Order(said, key, "done" if act == "done" else "skip", (note["note"] or "").strip())
    begun = _KEYED.match(said)
    if begun is not None and any(key.startswith(begun[1].lower()) for key in keys):
        return Order(said, begun[1].lower())
    return None


# Obeying


def obey(home: Home, memory: Memory, patience: float = connecting.PATIENCE) -> list[str]:
    """Does what the replies say that were not read before; returns an answer to each line, and keeps it in `memory`.

    Asks the mailbox only where a reminder left by mail in the last days. Raises what the connection raises.
    """
    since = home.today - timedelta(days=DAYS)
    mails = {name: one for name, one in memory.mails.items() if one["day"] >= since.isoformat()}
    account = account_of(home) if mails else None
    if account is None or account.imap is None or home.folder is None:
        return []
    answers: list[str] = []
    for reply in _replies(home, account, memory, mails, since, patience):
        keys = [key for name in reply.answers for key in mails[name]["keys"]]
        heard, text = _talks_told(home, reply, keys)
        answers += heard
        for one in orders(text, keys):
            answers += [said] if (said := _obeyed(home, reply, one, keys)) else []
        memory.obeyed[reply.name] = home.today.isoformat()
    memory.answers += answers
    return answers


def _talks_told(home: Home, reply: Reply, keys: Sequence[str]) -> tuple[list[str], str]:
    """Keeps what the reply tells of talks that the mail asked about: `96b4 well. They decide by Friday.` Returns answers, and the text without it."""
    from afterword.app import debriefing, preparing

    talks = {a.key: a for a in preparing.appointments(home) if a.key in keys}
    found, rest = debriefing.answers(reply.text, {key: key for key in talks})
    said: list[str] = []
    for key, words in found.items():
        one = talks[key]
        if one.told:
            continue
        try:
            if words.casefold().strip(" .!") == "skip":
                debriefing.skip(home, one)
                said.append(f"{one.whom}: not asked again.")
                continue
            kept = debriefing.tell(home, one, debriefing.account(words, preparing.names_of(home, one)))
        except (BadUsage, NotFound) as error:
            said.append(f"“{words[:80]}” was not understood: {error}.")
            continue
        said.append(" ".join((f"{one.whom}: kept how it went.", *kept.follows)))
    return said, rest


def _obeyed(home: Home, reply: Reply, one: Order, keys: Sequence[str]) -> str:
    """What became of one line; empty where it was done before, even if it was undone since."""
    origin = f"{ORIGIN} {reply.name}: {one.said}"[: limits.SUBJECT]
    if any(f.origin == origin for f in home.store.facts(["decision"])):
        return ""
    quoted = f"“{one.said[:80]}”"
    if not one.act or (one.act == "snooze" and not one.rest):
        return f"{quoted} was not understood: a key, then done, skip, or snooze and a day."
    shown = [key for key in dict.fromkeys(keys) if key.startswith(one.key)]
    key = shown[0] if len(shown) == 1 else one.key
    try:
        home.store.follow_up(key)
        if one.act == "snooze":
            about, until = deciding.snooze(home, key, one.rest, origin=origin)
            return f"{quoted}: kept, {_about(about)} comes back on {until:%A} {until.day} {until:%B}."
        about = (deciding.done if one.act == "done" else deciding.skip)(home, key, one.rest, origin=origin)
    except NotFound:
        return f"{quoted}: there is no such follow-up any more."
    except BadUsage as error:
        return f"{quoted} was not understood: {error}."
    return f"{quoted}: kept, {_about(about)} is {'done' if one.act == 'done' else 'left out'}."


def _about(one: Any) -> str:
    return f"{one.situation.replace('_', ' ')} ({one.person.name or one.organisation})"


# The Sent folder


def _replies(home: Home, account: Account, memory: Memory, mails: Mapping[str, Any], since: date, patience: float) -> Iterator[Reply]:
    assert home.folder is not None
    link = connecting.imap(account, accounts.secret(home.folder, account), patience)
    try:
        folder = imap_drafts.folder_of(link, account.sent, imap_drafts.SENT, make=False)
        told = link.folder_status(folder, ["MESSAGES", "UIDNEXT", "UIDVALIDITY"])
        mark = " ".join(str(told.get(name, "")) for name in (b"UIDVALIDITY", b"UIDNEXT", b"MESSAGES")) + " " + max(mails)
        if mark == memory.looked:
            return
        link.select_folder(folder, readonly=True)
        uids = link.search(["SINCE", since])
        heads = link.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (IN-REPLY-TO REFERENCES)]", "RFC822.SIZE"]) if uids else {}
        for uid, head in sorted(heads.items()):
            named = next((bytes(value) for part, value in head.items() if part.startswith(b"BODY[")), b"").decode("ascii", "replace")
            if int(head.get(b"RFC822.SIZE", 0)) <= limits.MIB and any(name in named for name in mails):
                raw = link.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
                if raw and (reply := _reply(home, bytes(raw), mails)) is not None and reply.name not in memory.obeyed:
                    yield reply
        memory.looked = mark
    finally:
        connecting.leave(link)


def _reply(home: Home, raw: bytes, mails: Mapping[str, Any]) -> Reply | None:
    """The mail as a reply to a reminder; None where it is none, or not from the user."""
    from afterword.reading import new_words

    me = home.me
    around = Circumstances(me.emails, name=me.name, country=me.country, zone=me.zone, latest=micros(home.clock.now()) + 172_800_000_000)
    for found in read_mail(raw, Slip("Sent", "", ""), around):
        body = found.body if isinstance(found, Fact) else None
        if not isinstance(found, Fact) or not isinstance(body, Message) or body.sender.email not in me.emails:
            continue
        answers = frozenset(name for name in mails if name.strip("<>") in {x.strip("<>") for x in body.references})
        letter = letter_of(found, me.emails | me.slugs)
        if answers and letter is not None:
            return Reply(body.message_id or sha256(raw).hexdigest(), answers, unquoted(new_words(letter).text))
    return None


def unquoted(text: str) -> str:
    """The text up to where it repeats the reminder: wrapped anew, a line of ours could begin like an order."""
    lines = text.split("\n")
    return "\n".join(lines[: next((n for n, line in enumerate(lines) if _OURS.search(line)), len(lines))])


def quiet(home: Home, memory: Memory, patience: float = connecting.PATIENCE) -> list[str]:
    """The same for a tick: a mailbox that cannot be read now is read the next time."""
    from imapclient.exceptions import IMAPClientError

    try:
        return obey(home, memory, patience)
    except (AfterwordError, OSError, ValueError, IMAPClientError):
        return []
