"""The store that reads without SQLAlchemy answers as the ordinary one does, and gives way to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from afterword.bootstrap import open_home
from afterword.errors import NotFound
from afterword.facts import fact, micros
from afterword.facts.kinds import Identity, Mailbox, Message, Ref, Search, Target, Tie
from afterword.store import Store, hot, light, open_store, schema
from afterword.store.rows import PieceRow

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)
ME = "sam@postbox.example"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with mail, ties, a target, and one act that was taken back."""
    folder = tmp_path_factory.mktemp("home")
    home = open_home(folder, NOW)
    at = micros(NOW)
    told = [
        fact(Identity("Sam Rivera", (ME,), me=True, zone="America/Chicago", country="US"), at, learnt=at, by="user"),
        fact(Search("start"), at, learnt=at, by="user"),
        fact(Target("Acme", 1), at, learnt=at, by="user"),
        fact(Tie(Ref("Dana Whitfield", ("email:dana@acme.example",)), "former_boss"), at, learnt=at, by="user"),
    ]
    for n, words in enumerate(("Could you send me your résumé by Friday?", "We will get back to you by 20 May.", "All well here.")):
        sent = at - (n + 1) * 86_400_000_000
        box = Mailbox("Dana Whitfield", "dana@acme.example")
        told.append(fact(Message("email", f"<{n}@acme.example>", box, (Mailbox("Sam Rivera", ME),), (), f"Number {n}", words), sent, learnt=at, by="mbox"))
    home.take(told, home.store.new_act("import"))
    home.record([Tie(Ref("Oren Vale", ("email:oren@acme.example",)), "friend")], "tie")
    home.undo()
    home.store.put_piece(PieceRow("a file", 0, 5, b"read"))
    home.store.close()
    return folder


@pytest.fixture
def both(place: Path) -> Iterator[tuple[Store, Store]]:
    """The ordinary store, and the light one of the same home."""
    with open_store(place) as whole, light.light_store(place, "me", lambda: open_store(place)) as other:
        assert isinstance(other, light.Light)
        yield whole, other


def questions(whole: Store) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Every read that the light store answers itself, over all there is and over what is not there."""
    ids = [f.id for f in whole.facts()]
    handles = [*whole.persons(), "email:nobody@none.example", "odd\0handle"]
    subjects = [*whole.subjects(), *set(whole.persons().values()), "email:nobody@none.example"]
    keys = [body.split(b'"key":"')[1][:8].decode() for body in whole.follow_ups()]
    for name in ("by_id", "hidden", "cues", "with_cues"):
        yield from ((name, (ids,), {}), (name, ([],), {}), (name, (iter(ids[:2]),), {}))
    yield "with_cues", (ids,), {"words": False}
    for name in ("sightings", "persons", "weights", "touching", "newest"):
        yield from ((name, (handles,), {}), (name, ([],), {}))
    for name in ("handles_of", "subjects", "links", "linked_to", "plans_of"):
        yield from ((name, (subjects,), {}), (name, ([],), {}))
    for name in ("persons", "subjects", "all_sightings", "follow_ups", "waiting", "questions", "outreach", "problem_count", "count"):
        yield name, (), {}
    yield "newest", (handles,), {"durable": False}
    yield "touching", (handles, micros(NOW) - 2 * 86_400_000_000), {}
    yield from (("touched_by", (handles, most, *within), {}) for most in (1, 20_000) for within in ((), (0,), (86_400_000_000,)))
    yield from (("follow_ups", days, {}) for days in (("2026-05-15", "2026-05-14"), (None, "2026-05-15"), ("2026-05-13", None)))
    yield from (("plan_of", (name,), {}) for name in subjects)
    yield from (("find", given, {}) for given in (("dana",), ("get back Ma",), ("résumé friday", 1), ("nothing of it",), ("",), ('"*^',)))
    yield "problems", (), {}
    yield from (("pieces", (file,), {}) for file in ("a file", "another"))
    yield from (("outreach", (since,), {}) for since in ("2026-05-01", "2026-06-01"))
    yield from (("in_force", (kinds,), {}) for kinds in (["message"], ["tie", "target"], ["withdrawn"], []))
    yield from (("fact", (name,), {}) for name in (ids[0], "nothing"))
    yield from (("meta", (name,), {}) for name in ("page", "stamp", "nothing"))
    yield from (("follow_up", (key,), {}) for key in keys)


def test_every_read_gives_what_the_ordinary_store_gives(both: tuple[Store, Store]):
    whole, other = both
    asked = list(questions(whole))
    assert len({name for name, _, _ in asked}) >= 24
    for name, given, more in asked:
        given = tuple(list(one) if isinstance(one, Iterator) else one for one in given)
        right, found = getattr(whole, name)(*given, **more), getattr(other, name)(*map(fresh, given), **more)
        if name == "in_force":
            right, found = list(right), list(found)
        assert found == right, (name, given, more)
    assert isinstance(other, light.Light)
    assert other.opened is None
    assert list(other.in_force()) == list(whole.in_force())  # all of them: an export, the ordinary store's


def fresh(one: Any) -> Any:
    """A list as an iterator, which can be asked once."""
    return iter(one) if isinstance(one, list) else one


@pytest.mark.parametrize("key", ["", "zz", "%", "'"])
def test_no_follow_up_is_said_in_the_same_words(both: tuple[Store, Store], key: str):
    said = []
    for store in both:
        with pytest.raises(NotFound) as told:
            store.follow_up(key)
        said.append(str(told.value))
    assert said[0] == said[1]


def test_after_a_write_everything_is_read_from_the_ordinary_store(both: tuple[Store, Store]):
    _, other = both
    assert isinstance(other, light.Light)
    assert other.meta("colour") == ""
    assert other.opened is None
    with other.transaction():
        other.put_meta("colour", "green")
        assert other.opened is not None
        assert other.meta("colour") == "green"
        other.put_meta("colour", "")
    assert not list(chain(other.problems(), other.pieces("none")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'of another age' WHERE owner = '' AND key = 'caches'",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM meta WHERE key = 'tally'",
        "DROP TABLE meta",
    ],
)
def test_a_store_of_another_age_is_left_to_the_ordinary_one(place: Path, tmp_path: Path, statement: str):
    copy = tmp_path / hot.DATABASE
    copy.write_bytes((place / hot.DATABASE).read_bytes())
    link = sqlite3.connect(copy, isolation_level=None)
    link.execute(statement)
    link.close()
    with open_store(":memory:") as ordinary:
        assert light.light_store(tmp_path, "me", lambda: ordinary) is ordinary


def test_where_nothing_is_yet_the_ordinary_store_begins(tmp_path: Path):
    with open_store(":memory:") as ordinary:
        assert light.light_store(tmp_path, "me", lambda: ordinary) is ordinary


def test_a_read_that_sqlite_refuses_is_asked_of_the_ordinary_store(place: Path):
    with light.light_store(place, "me", lambda: open_store(place)) as other:
        assert isinstance(other, light.Light)
        other.link.close()
        assert other.count() > 5
        assert other.opened is not None


def test_it_reads_the_schema_that_is_written():
    assert (hot.SCHEMA, light.CACHES) == (schema.HEAD, schema.CACHES)
