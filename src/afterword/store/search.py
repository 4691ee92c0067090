"""Finding words again: one function over SQLite's FTS5 and PostgreSQL's tsvector."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from afterword.store.folding import ASKED, folded
from afterword.store.prepared import OWNER, Query
from afterword.store.rows import Hit, WordsRow
from afterword.store.schema import words
from afterword.store.shelves import Shelves

KNOWN = Query(lambda keys: select(words.c.key).where(words.c.owner == OWNER, words.c.key.in_(keys)))
LAST = Query(lambda _: select(func.max(words.c.number)))


class Search(Shelves):
    """The search index of one owner."""

    def put_words(self, rows: Iterable[WordsRow]) -> None:
        """Adds texts to the index. A key that is there already keeps its first text until the caches are rebuilt."""
        given = {row.key: row for row in rows}
        if not given:
            return
        with self.transaction():
            known = {key for (key,) in self.ask(KNOWN, given)}
            number = int(self.ask_one(LAST)[0][0] or 0)
            new = [row for key, row in given.items() if key not in known]
            self.dialect.add_words(
                self._local.connection,
                [
                    (self.owner, row.key, row.kind, row.at, number + place, row.text if row.folded else " ".join(folded(row.text)))
                    for place, row in enumerate(new, 1)
                ],
            )

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """What holds all these words (the last may be begun only), best first; withdrawn facts are left out."""
        asked = folded(text)[:ASKED]
        if not asked:
            return []
        with self.connected() as connection:
            return [Hit(*row) for row in self.dialect.find(connection, self.owner, asked, limit)]
