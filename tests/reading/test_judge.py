"""The judge is right before it judges: perfect answers score 1, known mistakes are counted once each."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

LABELLED = Path(__file__).parent / "labelled"
_spec = importlib.util.spec_from_file_location("labelled_scoring", LABELLED / "scoring.py")
assert _spec
assert _spec.loader
scoring = importlib.util.module_from_spec(_spec)
sys.modules["labelled_scoring"] = scoring
_spec.loader.exec_module(scoring)

MAILS = scoring.load("both")
EXACT, NEAR, OWNER, BOTH = scoring.MEASURES


def perfect(mail: dict[str, Any]) -> dict[str, Any]:
    """The answer of a reader who agrees with every label."""
    expect = mail["expect"]
    kinds = expect.get("kind", "other")
    return {
        "kind": kinds if isinstance(kinds, str) else kinds[-1],
        "confidence": 1.0,
        "organisation": (expect.get("organisation") or [None])[0],
        "role": (expect.get("role") or [None])[-1],
        "commitments": [
            {**item, "kind": item["kind"] if isinstance(item["kind"], str) else item["kind"][-1]}
            for item in expect.get("commitments", [])
        ],
    }


def one(*commitments: dict[str, Any], kind: str = "personal") -> dict[str, Any]:
    """A labelled mail with these commitments."""
    expect = {"kind": kind, "organisation": ["Acme", "Acme Foods"], "role": None, "commitments": list(commitments)}
    return {"id": "m1", "subject": "s", "body": "b", "expect": expect}


def owed(latest: str | None, kind: str = "reply", owner: str = "them", **more: Any) -> dict[str, Any]:
    """A commitment that falls due on `latest`."""
    return {"owed_by": owner, "kind": kind, "due_earliest": latest, "due_latest": latest, "vague": False, **more}


def answer(*commitments: dict[str, Any], kind: str = "personal", name: str | None = "Acme") -> dict[str, Any]:
    """An answer with these commitments."""
    return {"kind": kind, "organisation": name, "role": None, "commitments": list(commitments)}


def figures(label: list[dict[str, Any]], found: list[dict[str, Any]]) -> Any:
    """The score of one mail."""
    return scoring.score([one(*label)], [answer(*found)])


def test_perfect_answers_score_one_everywhere() -> None:
    score = scoring.score(MAILS, map(perfect, MAILS))
    assert score.messages.precision == score.messages.recall == 1.0
    assert {count.f1 for count in score.items.values()} == {1.0}
    assert score.kind_accuracy() == 1.0
    assert not score.organisation[False]
    assert not score.role[False]
    assert score.mistakes == []


def test_answering_nothing_misses_every_mail_and_invents_none() -> None:
    score = scoring.score(MAILS, [{"kind": "other"}] * len(MAILS))
    positive = sum(bool(mail["expect"].get("commitments")) for mail in MAILS)
    assert score.messages == scoring.Count(0, 0, positive)
    assert score.items[EXACT].recall == 0.0


def test_a_promise_found_where_there_is_none_is_the_heaviest_mistake() -> None:
    score = figures([], [owed("2026-03-02", quote="closes 2 March")])
    assert score.messages == scoring.Count(0, 1, 0)
    (mistake,) = score.mistakes
    assert (mistake.what, mistake.sentence) == ("invented", "closes 2 March")
    assert mistake.weight > figures([owed("2026-03-02")], []).mistakes[0].weight


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (owed("2026-03-02"), {EXACT, NEAR, OWNER, BOTH}),
        (owed("2026-03-02", kind="decision"), {EXACT, NEAR, OWNER, BOTH}),
        (owed("2026-03-02", due_earliest="2026-03-01"), {EXACT, NEAR, OWNER}),
        (owed("2026-03-03"), {NEAR}),
        (owed("2026-03-04"), set()),
        (owed("2026-03-02", kind="call"), {OWNER, BOTH}),
        (owed("2026-03-02", owner="me"), set()),
        (owed(None), set()),
    ],
)
def test_items_match_by_owner_kind_group_and_latest_day(found: dict[str, Any], right: set[str]) -> None:
    score = figures([owed("2026-03-02")], [found])
    assert {name for name, count in score.items.items() if count.right} == right


def test_vague_days_may_be_five_off_and_no_more() -> None:
    label = [owed("2026-03-20", vague=True)]
    assert figures(label, [owed("2026-03-15")]).items[EXACT].right == 1
    assert figures(label, [owed("2026-03-26")]).items[NEAR].right == 0


def test_open_ended_matches_only_open_ended() -> None:
    assert figures([owed(None)], [owed(None)]).items[EXACT].f1 == 1.0
    assert figures([owed(None)], [owed("2026-03-02")]).items[EXACT].f1 == 0.0


def test_the_matching_is_the_largest_one_whatever_the_order() -> None:
    label = [owed("2026-03-10", vague=True), owed("2026-03-12")]
    for found in ([owed("2026-03-12"), owed("2026-03-07")], [owed("2026-03-07"), owed("2026-03-12")]):
        assert figures(label, found).items[EXACT] == scoring.Count(2, 0, 0)


def test_the_same_promise_twice_counts_once_and_invents_once() -> None:
    score = figures([owed("2026-03-02")], [owed("2026-03-02"), owed("2026-03-02")])
    assert score.items[EXACT] == scoring.Count(1, 1, 0)


def test_withdrawn_and_kept_promises_are_not_owed() -> None:
    assert figures([], [owed("2026-03-02", status="withdrawn"), owed(None, status="kept")]).mistakes == []


def test_one_of_several_right_kinds_is_enough() -> None:
    either = {**one(), "expect": {"kind": ["personal", "thank_you"]}}
    assert scoring.score([either], [answer(kind="thank_you")]).kind_accuracy() == 1.0
    wrong = scoring.score([either], [answer(kind="offer")])
    assert wrong.kinds == {("personal", "offer"): 1}
    assert wrong.kind_accuracy("personal") == 0.0


@pytest.mark.parametrize(
    ("name", "right"),
    [("acme foods", True), ("ACME, Inc.", True), ("Acme Food", False), (None, False), ("greenhouse", False)],
)
def test_names_match_without_case_punctuation_and_legal_form(name: str | None, right: bool) -> None:
    assert scoring.score([one()], [answer(name=name)]).organisation[right] == 1


def test_a_name_where_none_is_stated_is_wrong() -> None:
    assert scoring.right_name(None, None)
    assert not scoring.right_name(None, "Acme")
    assert not scoring.right_name(["Acme"], None)
    assert scoring.right_name(["Acme", None], None)
    assert not scoring.right_name(["Acme", None], "Mail")


def test_a_missing_answer_is_refused_and_not_skipped() -> None:
    with pytest.raises(ValueError, match="shorter"):
        scoring.score([one(), one()], [answer()])


def test_the_reader_never_sees_the_answers() -> None:
    assert not {"expect", "tags"} & set(scoring.question(MAILS[0]))


def test_every_label_is_well_formed_and_dates_run_forward() -> None:
    for mail in MAILS:
        sent = datetime.fromisoformat(mail["sent"])
        assert sent.tzinfo, mail["id"]
        for item in mail["expect"].get("commitments", []):
            first, last = (item[name] and date.fromisoformat(item[name]) for name in ("due_earliest", "due_latest"))
            assert item["owed_by"] in {"them", "me"}, mail["id"]
            assert first is None or first >= sent.date(), mail["id"]
            assert first is None or last is None or first <= last, mail["id"]


def test_ids_are_unique_and_each_mail_lies_in_the_half_its_id_says() -> None:
    from hashlib import sha256

    ids = [mail["id"] for mail in MAILS]
    assert len(set(ids)) == len(ids)
    for half, rest in (("develop", 0), ("judge", 1)):
        assert {sha256(mail["id"].encode()).digest()[0] % 2 for mail in scoring.load(half)} == {rest}


def test_the_set_is_large_and_mixed_enough_to_mean_something() -> None:
    judged = [mail for mail in MAILS if "commitments" in mail["expect"]]
    assert sum(bool(mail["expect"]["commitments"]) for mail in judged) >= 155
    assert sum("negative" in mail["tags"] for mail in judged) >= 65
    assert sum("kind" in mail["expect"] for mail in MAILS) >= 220
    assert sum("lookalike" in mail["tags"] for mail in MAILS) >= 60
    labels = [mail["expect"].get("kind") for mail in MAILS]
    kinds = {kind for label in labels for kind in ([label] if isinstance(label, str) else label or [])}
    assert len(kinds) == 13


def test_mails_come_from_invented_places() -> None:
    for mail in MAILS:
        text = json.dumps(mail, ensure_ascii=False)
        assert not re.search(r"@(gmail|outlook|yahoo|hotmail)\.", text), mail["id"]
