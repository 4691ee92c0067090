"""The tact check on the labelled notes and on what only a story can tell."""

from __future__ import annotations

import json
from pathlib import Path

from afterword.drafts import Words, check, likeness

ROWS = [json.loads(x) for x in (Path(__file__).parent / "labelled.jsonl").read_text(encoding="utf-8").splitlines()]


def _words(row: dict) -> Words:
    return Words(row["body"], channel=row["channel"], to=row["to"], organisation=row["organisation"], attachments=tuple(row.get("attachments", ())))


def _rules(row: dict) -> set[str]:
    return {
        f.rule
        for f in check(_words(row))
    }


def test_no_good_note_is_blocked_and_few_are_warned_of() -> None:
    good = [r for r in ROWS if r["label"] == "good"]
    assert len(ROWS) >= 280
    blocked = [
        r
        for r in good
        if any(f.severity == "block" for f in check(_words(r)))
    ]
    assert not blocked
    assert sum(bool(_rules(r)) for r in good) <= 0.05 * len(good)


def test_bad_notes_are_found_under_their_rule() -> None:
    bad = [r for r in ROWS if r["label"] == "bad"]
    assert sum(set(r["rules"]) <= _rules(r) for r in bad) >= 0.95 * len(bad)


def test_what_was_written_to_another_is_noticed() -> None:
    text = "Hi {},\n\nOur talk about the night shift handover on Monday has stayed with me since then."
    ours, theirs = Words(text.format("Ken"), to="Dana Whitfield"), Words(text.format("Ken"), to="Ken Ito")
    found = check(ours, None, [theirs])
    assert {"other_reader", "copied"} <= {f.rule for f in found}
    assert found[0].severity == "block"


def test_a_nickname_is_a_doubt_and_another_name_an_error() -> None:
    nick = check(Words("Hi Danny,\n\nThank you for the talk about maps.", to="Daniel Ortega"))
    other = check(Words("Hi Bob,\n\nThank you for the talk about maps.", to="Daniel Ortega"))
    assert [f.severity for f in nick if f.rule == "wrong_name"] == ["warn"]
    assert [f.severity for f in other if f.rule == "wrong_name"] == ["block"]


def test_what_others_said_may_be_quoted() -> None:
    assert not check(
        "Thank you for your question, “Any news from the salary survey?” I have read it and have thoughts on Monday."
    )


def test_likeness_is_whole_for_the_same_words_and_nothing_for_others() -> None:
    a = "Hi Dana,\n\nthe quick brown fox jumps over the lazy dog\n\nBest,\nNadia"
    assert likeness(a, a.replace("Dana", "Tom")) == 1.0
    assert likeness(a, "Hi Dana,\n\nnothing here is like the other note at all\n\nBest,\nNadia") == 0.0
