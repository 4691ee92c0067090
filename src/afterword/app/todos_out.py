"""Follow-ups as to-dos on the user's own calendar server, where they asked for it: done there is done here, and the other way.

Written, changed and removed is only what this program made, and only in the state it left it in (If-Match): a to-do whose
words somebody changed is theirs from then on, one they deleted does not come back. What was written lies in `todos.json`
beside the store; without it, what is there is known again by its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from afterword.app import accounts, calendar_accounts, calendaring, deciding
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.app.pages import today_of
from afterword.channels import calendar_out
from afterword.channels.calendar_out import Entry
from afterword.errors import AfterwordError, NotFound, Refused, StoreBusy, Unreadable
from afterword.sources import dav, dav_xml
from afterword.sources.dav import Book, Link, Told
from afterword.sources.todo_list import Todo, todo_of
from afterword.store.crash import crash_point
from afterword.store.files import private_dir, write_file
from afterword.store.vault import Ask

FILE = "todos.json"
OURS, THEIRS, GONE, DONE = "ours", "theirs", "gone", "done"
_WRITTEN = (200, 201, 204)
_HEAD = {"Content-Type": "text/calendar; charset=utf-8"}


@dataclass(slots=True)
class Written:
    """What became of one account's list: to-dos written or changed, removed, and found done there."""

    account: str
    written: int = 0
    removed: int = 0
    done: list[str] = field(default_factory=list)
    stopped: str = ""


@dataclass(slots=True)
class _List:
    """One list being brought in line. `items`: of each to-do by its file's name, whose it is, its etag and what was written."""

    home: Home
    account: Account
    link: Link
    book: Book
    items: dict[str, dict[str, Any]]
    keep: Callable[[], None]
    told: Written
    there: dict[str, str] = field(default_factory=dict)

    def url(self, name: str) -> str:
        return dav_xml.absolute(self.book.url, quote(name))


def write(
    home: Home, path: Path, wishes: calendaring.Wishes, chosen: Sequence[str] | None = None, *, ask: Ask | None = None,
    patience: float = 60.0,
) -> list[Written]:  # fmt: skip
    """Brings the lists of all accounts (or of those `chosen`) that asked for it in line with the plan. Raises StoreBusy."""
    done = []
    for one in accounts.accounts(path):
        if not one.todos or (chosen is not None and one.name not in chosen):
            continue
        told = Written(one.name)
        done.append(told)
        try:
            _write(home, path, one, wishes, told, ask, patience)
        except StoreBusy:
            raise
        except AfterwordError as error:
            told.stopped = str(error).removeprefix(f"{one.name}: ")
    return done


def _write(
    home: Home, path: Path, one: Account, wishes: calendaring.Wishes, told: Written, ask: Ask | None, patience: float,
) -> None:  # fmt: skip
    every = _kept(path)
    mine = every.setdefault(one.name, {})
    if mine.get("of") != [one.url, one.user, one.todos]:
        mine = every[one.name] = {"of": [one.url, one.user, one.todos], "items": {}}

    def keep() -> None:
        crash_point("before the state of to-dos")
        write_file(private_dir(path) / FILE, [json.dumps(every, indent=1, sort_keys=True).encode()])

    with calendar_accounts.link(path, one, ask, patience) as link:
        try:
            book = _book(link, one, str(mine.get("list", "")))
        except NotFound:
            mine |= {"items": {}, "mark": ""}  # what comes in its place begins anew
            keep()
            raise
        mark, before = book.token or book.ctag, json.dumps(mine)
        if mine.get("list") != book.url:
            mine |= {"list": book.url, "items": {}, "mark": ""}  # another list of that name begins anew
        way = _List(home, one, link, book, mine["items"], keep, told)
        if not mark or mark != mine.get("mark") or not all(item["etag"] for item in way.items.values()):
            _look(way)
        entries = calendaring.entries(home, today_of(home), "todo", wishes, path)
        for entry in entries:
            _bring(way, entry)
        told_of = {_file(entry) for entry in entries}
        for name in [name for name, item in way.items.items() if name not in told_of and item["whose"] == GONE]:
            del way.items[name]
    mine["mark"] = "" if told.written or told.removed else mark  # what we write ourselves changes it too
    if json.dumps(mine) != before:
        keep()


def _file(entry: Entry) -> str:
    return f"{entry.key}-todo.ics"


def _kept(path: Path) -> dict[str, dict[str, Any]]:
    try:
        told: dict[str, dict[str, Any]] = json.loads((path / FILE).read_text(encoding="utf-8"))
        for one in told.values():
            for item in one["items"].values():
                _ = item["whose"] + item["etag"] + item["words"], item["sequence"] + 0
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return told


def _book(link: Link, one: Account, known: str) -> Book:
    """The list of that name (at the address `known` from before); made where there never was one.

    Raises NotFound where it is gone, Refused where nothing may be written.
    """
    if known and (held := dav.book_at(link, known, "caldav")) is not None:
        return held
    homes = dav.homes(link, one.url, "caldav")
    found = [book for home in homes for book in dav.books(link, home, "caldav") or ()]
    wanted = next((book for book in found if book.name.casefold() == one.todos.casefold()), None)
    if wanted is None and known:
        raise NotFound(f"{one.name}: the list {one.todos!r} is not there any more: make it there again, or add the account again without --todos")
    if wanted is None:
        url = dav_xml.absolute(homes[0], f"{quote(one.todos.lower(), safe='')}/")
        told = link.ask("MKCALENDAR", url, dav_xml.list_of_todos(one.todos))
        if told.status not in _WRITTEN:
            lists = ", ".join(book.name for book in found if book.todos) or "none yet"
            raise NotFound(f"{one.name}: there is no list {one.todos!r}, and the server made none ({told.status}): make it there, or name one that is there ({lists})")
        return Book(url, one.todos, todos=True)
    if not wanted.todos or not wanted.writable:
        raise Refused(f"{one.name}: {wanted.name} takes no to-dos: choose from {', '.join(b.name for b in found if b.todos and b.writable) or 'a list that you make there'}")
    return wanted


# What they did there


def _look(way: _List) -> None:
    """What the user did there since the last time: done is done here; deleted or changed in words is theirs."""
    listed = dav.listed(way.link, way.book)
    if listed is None:
        raise Unreadable(f"{way.account.name}: {way.book.name} went away while it was read: run it again")
    way.there = listed.entries
    for name, item in sorted(way.items.items()):
        etag = way.there.get(way.url(name))
        if etag is None:
            item["whose"] = GONE if item["whose"] in (OURS, THEIRS) else item["whose"]
        elif etag != item["etag"] or not etag:
            _take_note(way, name, item)


def _take_note(way: _List, name: str, item: dict[str, Any]) -> None:
    """Reads one to-do that is not as it was left."""
    one = next(iter(dav.alone(way.link, way.url(name))), None)
    if one is None or isinstance(one, str):
        return
    todo = todo_of(one.data)
    if todo is None or not calendar_out.key_of(todo.uid):
        item.update(whose=THEIRS, etag=one.etag)
        return
    if todo.done and item["whose"] != DONE:
        item["whose"] = DONE
        _done(way, calendar_out.key_of(todo.uid))
    elif item["whose"] == DONE and not todo.done:
        item["whose"] = THEIRS  # taken up again there: what that means here is the user's to say
    elif item["whose"] == OURS and _digest(todo) != item["words"]:
        item["whose"] = THEIRS
    item["etag"] = one.etag
    way.keep()


def _done(way: _List, key: str) -> None:
    try:
        one = deciding.follow_up(way.home, key)
    except NotFound:
        return  # decided already, or planned no more
    if one.key == key:
        deciding.done(way.home, key, note=f"done in {way.book.name}")
        way.told.done.append(key)


# What is written there


def _bring(way: _List, entry: Entry) -> None:
    """Brings one to-do in line with its follow-up."""
    name = _file(entry)
    item = way.items.get(name)
    data = calendar_out.calendar_object(entry)
    if item is None:
        if entry.state == "open":
            _put(way, name, entry, data, {"If-None-Match": "*"})
    elif not item["etag"]:
        return  # nobody could say whether it is still as it was left
    elif item["whose"] == OURS or (item["whose"] == DONE and entry.state == "open" and entry.sequence > item["sequence"]):
        if entry.state == "cancelled":
            _remove(way, name, item)
        elif item["sequence"] != entry.sequence or item["whose"] != OURS:
            _put(way, name, entry, data, {"If-Match": item["etag"]})


def _put(way: _List, name: str, entry: Entry, data: bytes, only_if: dict[str, str]) -> None:
    crash_point("before a to-do is written")
    told = way.link.ask("PUT", way.url(name), data, _HEAD | only_if)
    written = todo_of(data) or Todo(entry.uid)
    if told.status in _WRITTEN:
        way.items[name] = {"whose": DONE if entry.state == "done" else OURS, "etag": told.headers.get("etag", ""), "words": _digest(written), "sequence": entry.sequence}
        way.told.written += 1
    elif told.status == 412:
        way.items.setdefault(name, {"whose": OURS, "etag": "", "words": _digest(written), "sequence": -1})
        _take_note(way, name, way.items[name])  # it was there already, or was changed just now: the next time it is brought in line
        if way.items[name]["whose"] == OURS and only_if.get("If-None-Match"):
            way.items[name]["sequence"] = entry.sequence  # as it would be written now: an answer was lost, or what was kept
    else:
        raise Refused(f"{way.account.name}: {way.book.name} takes no to-dos from us ({told.status}): see whether you may write there")
    way.keep()


def _digest(todo: Todo) -> str:
    """What a to-do says, so that a change is seen and no name is kept beside the store."""
    return sha256("\0".join(map(str, todo.words)).encode("utf-8", "replace")).hexdigest()[:32]


def _remove(way: _List, name: str, item: dict[str, Any]) -> None:
    told: Told = way.link.ask("DELETE", way.url(name), headers={"If-Match": item["etag"]})
    if told.status in (*_WRITTEN, 404, 410):
        way.items.pop(name)
        way.told.removed += 1
    else:
        _take_note(way, name, item)
    way.keep()


def as_json(done: Sequence[Written]) -> list[dict[str, Any]]:
    """What stands under `todos` in the documents of sync and tick."""
    return [{"account": o.account, "written": o.written, "removed": o.removed, "done": o.done, "stopped": o.stopped or None} for o in done]


def lines(done: Sequence[Written]) -> Iterator[str]:
    """What was written, in words; nothing where nothing was."""
    for one in done:
        if one.stopped:
            yield f"{one.account}, to-dos: {one.stopped}"
        elif one.written or one.removed or one.done:
            parts = [f"{n} {what}" for n, what in ((one.written, "written"), (one.removed, "removed"), (len(one.done), "done there, so done here")) if n]
            yield f"{one.account}, to-dos: {', '.join(parts)}"
