"""The plan as it is kept: per subject, and only the difference is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, select

from afterword.errors import NotFound
from afterword.store.prepared import OWNER, Query, named
from afterword.store.rows import Changed, FollowUpRow, OutreachRow, QuestionRow, WaitingRow
from afterword.store.schema import faces, follow_ups, outreach, questions, waiting
from afterword.store.search import Search

Rows = dict[str, tuple[Any, ...]]


def _of_subjects(table: Table) -> Query:
    return Query(lambda names: select(*table.c).where(table.c.owner == OWNER, table.c.subject.in_(names)))


def _gone(table: Table) -> Query:
    return Query(lambda keys: delete(table).where(table.c.owner == OWNER, table.c.subject == named("subject"), table.c.key.in_(keys)))


PLANNED = {table: _of_subjects(table) for table in (follow_ups, waiting, questions)}
GONE = {table: _gone(table) for table in PLANNED}
FACES = Query(lambda names: select(faces.c.subject, faces.c.face).where(faces.c.owner == OWNER, faces.c.subject.in_(names)))
DROP_FACES = Query(lambda names: delete(faces).where(faces.c.owner == OWNER, faces.c.subject.in_(names)))
DROP_OUTREACH = Query(lambda ids: delete(outreach).where(outreach.c.owner == OWNER, outreach.c.fact.in_(ids)))
PLANS = Query(
    lambda names: select(follow_ups.c.subject, follow_ups.c.body)
    .where(follow_ups.c.owner == OWNER, follow_ups.c.subject.in_(names))
    .order_by(follow_ups.c.due, follow_ups.c.key)
)


class Plans(Search):
    """Follow-ups, what is waited for, questions, and the user's own touches."""

    def put_plan(self, subject: str, rows: Iterable[FollowUpRow]) -> Changed:
        """Makes these the follow-ups of a subject; writes and returns what differs from before."""
        return self.put_plans({subject: rows})

    def put_plans(self, plans: Mapping[str, Iterable[FollowUpRow]]) -> Changed:
        """The same for many subjects at once. An empty list clears a subject's plan."""
        return self._put(
            follow_ups,
            {
                subject: {row.key: (row.situation, row.opens, row.due, row.closes, row.tier, row.body) for row in rows}
                for subject, rows in plans.items()
            },
        )

    def put_waiting(self, plans: Mapping[str, Iterable[WaitingRow]]) -> Changed:
        """Makes these what is waited for, by subject."""
        return self._put(
            waiting, {subject: {row.key: (row.due, row.body) for row in rows} for subject, rows in plans.items()}
        )

    def put_questions(self, plans: Mapping[str, Iterable[QuestionRow]]) -> Changed:
        """Makes these the open questions, by subject."""
        return self._put(
            questions, {subject: {row.key: (row.body,) for row in rows} for subject, rows in plans.items()}
        )

    def _put(self, table: Table, plans: Mapping[str, Rows]) -> Changed:
        if not plans:
            return Changed()
        with self.transaction():
            have: dict[str, Rows] = defaultdict(dict)
            for row in self.ask(PLANNED[table], plans):
                have[row[1]][row[2]] = tuple(row[3:])
            added: list[str] = []
            changed: list[str] = []
            removed: list[str] = []
            writing: list[tuple[Any, ...]] = []
            for subject, rows in plans.items():
                before = have.get(subject, {})
                for key, columns in rows.items():
                    if before.get(key) != columns:
                        (changed if key in before else added).append(key)
                        writing.append((self.owner, subject, key, *columns))
                if gone := [key for key in before if key not in rows]:
                    self.tell(GONE[table], gone, subject=subject)
                    removed += gone
            self.put_rows(table, writing)
        return Changed(tuple(added), tuple(changed), tuple(removed))

    def subjects_planned(self) -> list[str]:
        """Every subject that has a follow-up, something waited for, or a question."""
        found: set[str] = set()
        for table in (follow_ups, waiting, questions):
            found.update(self.column(self.mine(table, "subject").distinct()))
        return sorted(found)

    def follow_ups(self, opens_by: str | None = None, closes_from: str | None = None) -> list[bytes]:
        """Follow-ups that open by a day and do not close before another (ISO days), by due day and key."""
        asked = self.mine(follow_ups, "body").order_by(follow_ups.c.due, follow_ups.c.key, follow_ups.c.subject)
        if opens_by is not None:
            asked = asked.where(follow_ups.c.opens <= opens_by)
        if closes_from is not None:
            asked = asked.where(follow_ups.c.closes >= closes_from)
        return self.column(asked)

    def plan_of(self, subject: str) -> list[bytes]:
        """The follow-ups of one subject."""
        asked = self.mine(follow_ups, "body").where(follow_ups.c.subject == subject)
        return self.column(asked.order_by(follow_ups.c.due, follow_ups.c.key))

    def plans_of(self, subjects: Iterable[str]) -> dict[str, list[bytes]]:
        """The follow-ups of each of these subjects that have any."""
        found: dict[str, list[bytes]] = defaultdict(list)
        for subject, body in self.ask(PLANS, subjects):
            found[subject].append(body)
        return dict(found)

    def follow_up(self, prefix: str) -> bytes:
        """The one follow-up whose key begins so. Raises NotFound when there is none, or more than one."""
        return self._one(follow_ups, prefix, "follow-up")

    def waiting(self) -> list[bytes]:
        """What others owe, by day and key."""
        return self.column(self.mine(waiting, "body").order_by(waiting.c.due, waiting.c.key, waiting.c.subject))

    def questions(self) -> list[bytes]:
        """What only the user can decide, by key."""
        return self.column(self.mine(questions, "body").order_by(questions.c.key, questions.c.subject))

    def question(self, prefix: str) -> bytes:
        """The one question whose key begins so. Raises NotFound when there is none, or more than one."""
        return self._one(questions, prefix, "question")

    def _one(self, table: Table, prefix: str, what: str) -> bytes:
        found: dict[str, bytes] = {}
        if prefix:
            asked = self.mine(table, "key", "body").where(table.c.key >= prefix, table.c.key < prefix + "\x7f")
            found = dict(self.rows(asked.order_by(table.c.key, table.c.subject.desc()).limit(20)))  # type: ignore[arg-type]
        if prefix in found:
            return found[prefix]
        if len(found) == 1:
            return next(iter(found.values()))
        some = ", ".join(sorted(found)[:5])
        raise NotFound(f"{prefix} could be any of {some}: give more of it" if found else f"there is no {what} {prefix}")

    def put_faces(self, shown: Mapping[str, str]) -> set[str]:
        """What plans see of each of these subjects, in short; empty where nobody can say. Returns those that may look otherwise than before."""
        with self.transaction():
            before = self.faces(shown)
            self.put_rows(faces, [(self.owner, name, face) for name, face in shown.items() if face and before.get(name) != face])
            self.tell(DROP_FACES, sorted(name for name, face in shown.items() if not face and name in before))
        return {name for name, face in shown.items() if not face or before.get(name) != face}

    def faces(self, names: Iterable[str]) -> dict[str, str]:
        """What is kept of these, as `put_faces` was told."""
        return dict(self.ask(FACES, names))

    def put_outreach(self, rows: Sequence[OutreachRow]) -> None:
        """Touches by the user, for etiquette."""
        self.put_rows(outreach, [(self.owner, r.fact, r.person, r.day, r.organisation, r.body) for r in rows])

    def outreach(self, since: str = "") -> list[OutreachRow]:
        """The user's touches from a day on (ISO), by day."""
        asked = self.mine(outreach, "fact", "day", "person", "organisation", "body").where(outreach.c.day >= since)
        return [
            OutreachRow(*row) for row in self.rows(asked.order_by(outreach.c.day, outreach.c.fact, outreach.c.person))
        ]

    def drop_outreach(self, facts: Iterable[str]) -> None:
        """Takes away the touches of facts that are gone."""
        self.tell(DROP_OUTREACH, facts)
