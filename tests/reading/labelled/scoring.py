"""Scores answers against the labelled mails: pure functions, no printing, no product import.

READING.md ("Commitments", "Scoring") is the rule book. A labelled mail leaves a part out of `expect` when that part is
not judged there (a kind on which two careful readers would differ, say).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Mail = Mapping[str, Any]
Answer = Mapping[str, Any]

HERE = Path(__file__).resolve().parent
HALVES = ("develop", "judge")
MORE = tuple(f"develop{number}" for number in range(2, 30))  # later mails to learn from, in other voices
VAGUE_DAYS = 5
_GROUPS = {
    "reply": "answer",
    "decision": "answer",
    "call": "talk",
    "meeting": "talk",
    "introduction": "introduction",
    "send_document": "thing",
    "other": "thing",
}
_LEGAL = frozenset({"inc", "ltd", "llc", "plc", "gmbh", "ag", "co", "corp", "limited", "the", "sa", "bv", "pty"})


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment, labelled or found. `kinds` holds every kind that is right (found items hold one)."""

    owner: str
    kinds: frozenset[str]
    earliest: str | None
    latest: str | None
    vague: bool = False
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Right, invented and missed, with the usual shares (1.0 when there was nothing to get wrong)."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plus(self, right: int, found: int, expected: int) -> Count:
        """With one more mail: `right` of `found` items match one of `expected`."""
        return Count(self.right + right, self.invented + found - right, self.missed + expected - right)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer; heavier ones hurt a user more."""

    weight: float
    mail: str
    what: str
    expected: str
    found: str
    sentence: str


@dataclass(slots=True)
class Score:
    """All figures of one run."""

    mails: int = 0
    messages: Count = field(default_factory=Count)
    items: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(MEASURES, Count()))
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)  # (expected, found)
    organisation: Counter[bool] = field(default_factory=Counter)
    role: Counter[bool] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def kind_accuracy(self, kind: str = "") -> float:
        """Share of right kinds, overall or for the mails of one kind."""
        rows = {pair: n for pair, n in self.kinds.items() if not kind or pair[0] == kind}
        return sum(n for (want, got), n in rows.items() if want == got) / (sum(rows.values()) or 1)


def load(half: str, folder: Path = HERE) -> list[dict[str, Any]]:
    """The labelled mails of one half ("develop", "judge"), of "both", or of one of MORE."""
    names = HALVES if half == "both" else (half,)
    lines = [line for name in names for line in (folder / f"{name}.jsonl").read_text("utf-8").split("\n") if line]
    return [json.loads(line) for line in lines]


def question(mail: Mail) -> dict[str, Any]:
    """The mail as a reader gets it: without the answers."""
    return {name: value for name, value in mail.items() if name not in {"expect", "tags", "country"}}


def items(rows: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    """Commitments that stand: kept and withdrawn ones are no longer owed."""
    return tuple(
        Item(
            owner=row["owed_by"],
            kinds=frozenset([row["kind"]] if isinstance(row["kind"], str) else row["kind"]),
            earliest=row.get("due_earliest"),
            latest=row.get("due_latest"),
            vague=bool(row.get("vague")),
            quote=row.get("quote") or "",
        )
        for row in rows
        if row.get("status", "open") in {"open", "moved"}
    )


def same_day(want: Item, got: Item, slack: int) -> bool:
    """Do the latest days agree within `slack` days (5 at least for vague ones)? Open-ended matches only open-ended."""
    if want.latest is None or got.latest is None:
        return want.latest is got.latest
    apart = abs((date.fromisoformat(want.latest) - date.fromisoformat(got.latest)).days)
    return apart <= (max(slack, VAGUE_DAYS) if want.vague else slack)


def same_group(want: Item, got: Item) -> bool:
    """Do the kinds fall into one kind group?"""
    return bool({_GROUPS.get(kind) for kind in want.kinds} & {_GROUPS.get(kind) for kind in got.kinds})


MEASURES: dict[str, Callable[[Item, Item], bool]] = {
    "owner, kind group, exact day": lambda w, g: w.owner == g.owner and same_group(w, g) and same_day(w, g, 0),
    "owner, kind group, one day off": lambda w, g: w.owner == g.owner and same_group(w, g) and same_day(w, g, 1),
    "owner, exact day": lambda w, g: w.owner == g.owner and same_day(w, g, 0),
    "owner, both days exact": lambda w, g: (
        w.owner == g.owner and same_day(w, g, 0) and (w.vague or w.earliest == g.earliest)
    ),
}


def pairs(wanted: Sequence[Item], got: Sequence[Item], fits: Callable[[Item, Item], bool]) -> dict[int, int]:
    """The largest one-to-one matching, as found index → wanted index."""
    owner: dict[int, int] = {}

    def place(want: int, tried: set[int]) -> bool:
        for spot, item in enumerate(got):
            if spot in tried or not fits(wanted[want], item):
                continue
            tried.add(spot)
            if spot not in owner or place(owner[spot], tried):
                owner[spot] = want
                return True
        return False

    for index in range(len(wanted)):
        place(index, set())
    return owner


def folded(name: str | None) -> str:
    """A name without case, punctuation, articles and legal forms."""
    words = re.findall(r"\w+", (name or "").casefold().replace("&", " and "))
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)


def right_name(accepted: Sequence[str | None] | None, found: str | None) -> bool:
    """Is `found` one of the accepted spellings (nothing, where nothing is stated or None is accepted too)?"""
    if not found or not accepted:
        return not found and (not accepted or None in accepted)
    return folded(found) in {folded(name) for name in accepted}


def _shown(item: Item) -> str:
    return f"{item.owner} {'|'.join(sorted(item.kinds))} [{item.earliest}, {item.latest}]{' vague' * item.vague}"


def _score_items(score: Score, mail: Mail, answer: Answer) -> None:
    wanted, got = items(mail["expect"]["commitments"]), items(answer.get("commitments", ()))
    score.messages = score.messages.plus(int(bool(wanted and got)), int(bool(got)), int(bool(wanted)))
    matched: dict[int, int] = {}
    for name, fits in reversed(MEASURES.items()):
        matched = pairs(wanted, got, fits)
        score.items[name] = score.items[name].plus(len(matched), len(got), len(wanted))
    lost = [item for index, item in enumerate(wanted) if index not in matched.values()]
    extra = [item for index, item in enumerate(got) if index not in matched]
    if not lost and not extra:
        return
    what, weight = ("invented", 4.0) if not wanted else ("missed", 3.0) if not got else ("wrong item", 2.0)
    sentence = " / ".join(item.quote for item in extra if item.quote) or excerpt(mail)
    expected, found = ("; ".join(map(_shown, side)) or "nothing" for side in (lost, extra))
    score.mistakes.append(Mistake(weight, mail["id"], what, expected, found, sentence))


def excerpt(mail: Mail, width: int = 160) -> str:
    """The beginning of a mail's words on one line, for lists of mistakes."""
    words = re.sub(r"<[^>]{0,200}>", " ", mail.get("body") or mail.get("html") or "")
    return f"{mail['subject']} :: {' '.join(words.split())}"[:width]


def _score_kind(score: Score, mail: Mail, answer: Answer) -> None:
    label, got = mail["expect"]["kind"], str(answer.get("kind"))
    accepted = [label] if isinstance(label, str) else list(label)
    want = got if got in accepted else accepted[0]
    score.kinds[want, got] += 1
    if want != got:
        weight = 2.0 + float(answer.get("confidence") or 0)
        score.mistakes.append(Mistake(weight, mail["id"], "kind", " or ".join(accepted), got, excerpt(mail)))


def score(mails: Iterable[Mail], answers: Iterable[Answer]) -> Score:
    """All figures for `answers`, which come in the order of `mails`."""
    total = Score()
    for mail, answer in zip(mails, answers, strict=True):
        total.mails += 1
        expect = mail["expect"]
        if "commitments" in expect:
            _score_items(total, mail, answer)
        if "kind" in expect:
            _score_kind(total, mail, answer)
        for part, counter in (("organisation", total.organisation), ("role", total.role)):
            if part not in expect:
                continue
            right = right_name(expect[part], answer.get(part))
            counter[right] += 1
            if not right:
                wanted, got = str(expect[part] or "nothing"), str(answer.get(part))
                total.mistakes.append(Mistake(1.0, mail["id"], part, wanted, got, excerpt(mail)))
    return total
