"""The tables. Truth is `facts`, `tombstones` and `outbox`, migrated for ever; all else is cache, dropped and rebuilt.

Every table has `owner` first in its key, and no table has a sequence, a trigger or a foreign key across owners, so that
the same schema can be spread over many machines (docs/decisions). Text sorts by bytes on both databases.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, String, Table, Text

HEAD = "0002"
"""The newest migration of the truth (migrations/versions)."""
CACHES = "3"
"""Raised whenever a cache table changes: the caches of an older program are dropped on opening."""

KEY = Text().with_variant(Text(collation="C"), "postgresql")

truth = MetaData()
cache = MetaData()

version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def _key(name: str) -> Column[str]:
    return Column(name, KEY, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, KEY, nullable=False)


def _instant(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _body() -> Column[bytes]:
    return Column("body", LargeBinary, nullable=False)


facts = Table(
    "facts",
    truth,
    _key("owner"),
    _key("id"),
    _text("kind"),
    _instant("at"),
    _instant("learnt"),
    _text("origin"),
    _text("by"),
    _text("act"),
    _body(),
    Index("facts_by_kind", "owner", "kind", "at", "id"),
    Index("facts_by_act", "owner", "act"),
)

tombstones = Table("tombstones", truth, _key("owner"), _key("id"), sqlite_with_rowid=False)

outbox = Table(
    "outbox",
    truth,
    _key("owner"),
    _key("key"),  # of the follow-up: one row each
    _text("message_id"),
    _text("state"),
    _text("digest"),
    Column("data", LargeBinary, nullable=False),
    _instant("approved"),
    _instant("expires"),
    _instant("attempt"),
    _instant("claimed"),
    _text("claimant"),
    _instant("doubt"),
    Column("detail", Text, nullable=False),
    _body(),
    Index("outbox_by_message_id", "owner", "message_id", unique=True),
)

meta = Table("meta", cache, _key("owner"), _key("key"), Column("value", Text, nullable=False))

hidden = Table("hidden", cache, _key("owner"), _key("fact"), sqlite_with_rowid=False)

cues = Table("cues", cache, _key("owner"), _key("fact"), _body(), sqlite_with_rowid=False)

touches = Table(
    "touches",
    cache,
    _key("owner"),
    _key("handle"),
    Column("durable", SmallInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    _key("fact"),
    Column("weight", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

sightings = Table("sightings", cache, _key("owner"), _key("id"), Column("seen", Integer, nullable=False), _body())

sighting_handles = Table(
    "sighting_handles",
    cache,
    _key("owner"),
    _key("handle"),
    _key("sighting"),
    Index("sighting_handles_by_sighting", "owner", "sighting"),
    sqlite_with_rowid=False,
)

persons = Table(
    "persons",
    cache,
    _key("owner"),
    _key("handle"),
    _text("person"),
    Index("persons_by_person", "owner", "person"),
    sqlite_with_rowid=False,
)

subjects = Table("subjects", cache, _key("owner"), _key("subject"), _body())

links = Table(
    "links",
    cache,
    _key("owner"),
    _key("subject"),
    _key("other"),
    Index("links_by_other", "owner", "other"),
    sqlite_with_rowid=False,
)

faces = Table("faces", cache, _key("owner"), _key("subject"), _text("face"), sqlite_with_rowid=False)

follow_ups = Table(
    "follow_ups",
    cache,
    _key("owner"),
    _key("subject"),
    _key("key"),
    _text("situation"),
    _text("opens"),
    _text("due"),
    _text("closes"),
    _text("tier"),
    _body(),
    Index("follow_ups_by_window", "owner", "closes", "opens"),
    Index("follow_ups_by_key", "owner", "key"),
)

waiting = Table("waiting", cache, _key("owner"), _key("subject"), _key("key"), _text("due"), _body())

questions = Table("questions", cache, _key("owner"), _key("subject"), _key("key"), _body())

outreach = Table(
    "outreach",
    cache,
    _key("owner"),
    _key("fact"),
    _key("person"),
    _text("day"),
    _text("organisation"),
    _body(),
    Index("outreach_by_day", "owner", "day"),
)

words = Table(
    "words",
    cache,
    _key("owner"),
    _key("key"),
    _text("kind"),
    _instant("at"),
    Column("number", BigInteger, nullable=False),  # the row of SQLite's full-text index
    Index("words_by_number", "number"),
)

pieces = Table(
    "pieces",
    cache,
    _key("owner"),
    _key("file"),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("stop", BigInteger, primary_key=True, autoincrement=False),
    _body(),
)

problems = Table(
    "problems",
    cache,
    _key("owner"),
    _key("file"),
    _key("place"),
    Column("message", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

DERIVED = (
    hidden, cues, touches, sightings, sighting_handles, persons, subjects, links, faces, follow_ups,
    waiting, questions, outreach, words,
)  # fmt: skip
"""What follows from the facts. `pieces` and `problems` follow from files outside, so a rebuild keeps them."""
