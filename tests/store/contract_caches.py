"""What every database must do with what is worked out from facts: stories, plans, the words that are searched. A part of contract.py."""

from __future__ import annotations

import pytest
from tests.store.making import HOUR, START, mail, mixed, saved

from afterword.errors import NotFound
from afterword.facts import Problem
from afterword.store import Store, doctor
from afterword.store.rows import (
    FollowUpRow,
    OutreachRow,
    PieceRow,
    QuestionRow,
    SightingRow,
    Span,
    Touch,
    WaitingRow,
    WordsRow,
)  # fmt: skip


def follow_up(key: str, due: str = "2026-03-02", body: bytes = b"{}") -> FollowUpRow:
    return FollowUpRow(key, "keep_warm", "2026-03-01", due, "2026-03-20", "garden", body)


class CachesContract:
    """Needs a fixture `store` that gives an empty one."""

    # Understanding

    def test_a_story_has_durable_facts_whole_and_talk_within_its_window(self, store: Store):
        given = [mail(n) for n in range(10)]
        store.append([*given, saved(3)])
        store.put_touches([Touch("email:dana@acme.example", f.id, f.at) for f in given])
        store.put_touches([Touch("email:dana@acme.example", saved(3).id, saved(3).at, durable=True)] * 2)
        store.put_cues({given[9].id: b'{"kind":"offer"}'})
        told = store.touching(["email:dana@acme.example", "domain:acme.example"], since=START + 8 * HOUR)
        assert [f.id for f, _ in told] == [saved(3).id, given[8].id, given[9].id]
        assert [cue for _, cue in told] == [None, None, b'{"kind":"offer"}']
        assert len(store.touching(["email:dana@acme.example"])) == 11
        assert store.newest(["email:dana@acme.example"]) == START + 9 * HOUR
        assert store.span(["email:dana@acme.example"]) == Span(START, START + 9 * HOUR, 11)
        assert store.span(["email:nobody@acme.example"]) == Span()

    def test_withdrawn_facts_are_in_no_story(self, store: Store):
        store.append([mail(1)], act=store.new_act("import"))
        store.put_touches([Touch("h", mail(1).id, mail(1).at)])
        store.put_words([WordsRow(mail(1).id, "message", "Friday", 5)])
        store.undo(1)
        assert store.touching(["h"]) == []
        assert store.newest(["h"]) == 0
        assert store.span(["h"]) == Span()
        assert store.find("friday") == []

    def test_only_talk_within_a_window_of_each_handle_s_newest_is_wanted(self, store: Store):
        given = [mail(n) for n in range(4)]
        store.append(given, act=store.new_act("import"))
        store.append([mail(9)], act=store.new_act("import"))
        store.put_touches(Touch("old", f.id, at, n == 0) for n, (f, at) in enumerate(zip(given, (1, 2, 50, 60), strict=True)))
        store.put_touches([Touch("new", given[1].id, 100), Touch("new", given[2].id, 130), Touch("old", mail(9).id, 500), Touch("ever", given[0].id, 1, True)])
        store.undo(1)  # the newest of all was taken back: the one before it counts
        found = store.touched_by(["old", "new", "ever", "nobody"], 100, within=20)
        assert found is not None
        assert {k: sorted(at for at, _, _ in rows) for k, rows in found.items()} == {"old": [1, 50, 60], "new": [130], "ever": [1], "nobody": []}
        assert store.touched_by(["old", "new", "ever"], 4, within=20) is None

    def test_sightings_go_when_the_last_fact_that_tells_of_them_goes(self, store: Store):
        one, two = SightingRow("1", ("a", "b"), b"{1}"), SightingRow("2", ("b",), b"{2}")
        assert store.put_sightings([one, one, two]) == ["1", "2"]
        assert store.put_sightings([two]) == []
        assert store.sightings(["a"]) == {"1": b"{1}"}
        assert store.sightings(["b"]) == {"1": b"{1}", "2": b"{2}"}
        assert store.take_sightings([one]) == []
        assert store.take_sightings([one, two]) == ["1"]
        assert store.all_sightings() == {"2": b"{2}"}
        assert store.sightings(["a"]) == {}

    def test_handles_persons_and_links(self, store: Store):
        store.put_persons({"email:a": "p1", "phone:1": "p1", "email:b": "p2"})
        store.put_persons({"email:b": "p1"})
        assert store.persons(["email:b", "email:zz"]) == {"email:b": "p1"}
        assert store.handles_of(["p1", "p2"]) == {"p1": ["email:a", "email:b", "phone:1"]}
        store.drop_persons(["email:a"])
        assert store.persons() == {"email:b": "p1", "phone:1": "p1"}
        store.put_links("p1", ["o1", "o2"])
        store.put_links("p1", ["o2", "o3"])
        assert store.links(["p1"]) == {"p1": {"o2", "o3"}}
        assert store.linked_to(["o3"]) == {"o3": {"p1"}}
        store.put_subjects({"p1": b"one", "p2": b"two"})
        store.drop_subjects(["p2"])
        assert store.subjects() == {"p1": b"one"} == store.subjects(["p1", "p2"])

    def test_words_are_found_without_accents_and_when_only_begun(self, store: Store):
        store.put_words(
            [WordsRow("1", "message", "Zoë rang about the analyst's role", 5), WordsRow("2", "person", "Bo", 6)]
        )
        store.put_words([WordsRow("1", "message", "something else", 5)])
        assert [h.key for h in store.find("ZOE anal")] == ["1"]
        assert [(h.key, h.kind, h.at) for h in store.find("bo")] == [("2", "person", 6)]
        for odd in ("", '"', "' | !x:*", "NOT zzz", "\0", "a" * 3000):
            store.find(odd)

    # The plan

    def test_only_the_difference_of_a_plan_is_written(self, store: Store):
        assert store.put_plan("p1", [follow_up("a"), follow_up("b")]).added == ("a", "b")
        assert not store.put_plan("p1", [follow_up("b"), follow_up("a")])
        done = store.put_plan("p1", [follow_up("b", "2026-03-03"), follow_up("c")])
        assert (done.added, done.changed, done.removed) == (("c",), ("b",), ("a",))
        store.put_plan("p2", [follow_up("c")])
        assert store.put_plan("p1", []).removed == ("b", "c")
        assert len(store.follow_ups()) == 1

    def test_windows_are_a_query(self, store: Store):
        store.put_plan("p", [follow_up("a", body=b"A"), follow_up("b", "2026-03-01", b"B")])
        assert store.follow_ups(opens_by="2026-03-01", closes_from="2026-03-20") == [b"B", b"A"]
        assert store.follow_ups(opens_by="2026-02-28") == []
        assert store.follow_ups(closes_from="2026-03-21") == []
        assert store.plan_of("p") == [b"B", b"A"]
        assert store.follow_up("a") == b"A"
        with pytest.raises(NotFound):
            store.follow_up("x")

    def test_a_short_key_must_mean_one_follow_up(self, store: Store):
        store.put_plans({"p": [follow_up("abc1"), follow_up("abc2")], "q": [follow_up("abc1")]})
        with pytest.raises(NotFound, match="abc1, abc2"):
            store.follow_up("abc")
        assert store.follow_up("abc1") == b"{}"

    def test_waiting_questions_and_outreach(self, store: Store):
        store.put_waiting({"p": [WaitingRow("w", "2026-03-01", b"W")]})
        store.put_questions({"p": [QuestionRow("q1", b"Q")], "x": [QuestionRow("q2", b"R")]})
        assert (store.waiting(), store.questions(), store.question("q1")) == ([b"W"], [b"Q", b"R"], b"Q")
        assert store.put_questions({"x": []}).removed == ("q2",)
        assert store.subjects_planned() == ["p"]
        rows = [OutreachRow("f1", "2026-03-01", "dana", "Acme"), OutreachRow("f2", "2026-03-05", "bo")]
        store.put_outreach(rows)
        assert store.outreach("2026-03-02") == rows[1:]
        store.drop_outreach(["f2"])
        assert store.outreach() == rows[:1]

    # Housekeeping

    def test_caches_of_another_stamp_are_dropped_and_truth_stays(self, store: Store):
        store.append(mixed(), act=store.new_act("import"))
        store.append([saved(1)], act=store.new_act("save"))
        store.undo(1)
        store.put_words([WordsRow("1", "message", "hello")])
        store.put_plan("p", [follow_up("a")])
        store.set_stamp("one")
        assert not store.rebuild("one")
        whole = store.logical_hash()
        assert store.rebuild("two")
        assert (store.stamp, store.follow_ups(), store.find("hello"), store.logical_hash()) == ("", [], [], whole)
        store.put_words([WordsRow("1", "message", "hello")])
        assert len(store.find("hello")) == 1
        assert doctor.examine(store).ok

    def test_pieces_and_problems_stay_through_a_rebuild(self, store: Store):
        store.put_piece(PieceRow("f", 0, 10, b"r"))
        store.put_problems([Problem("f", "line 7", "bad", b"raw")] * 2)
        store.rebuild("x")
        assert store.pieces("f") == {(0, 10): b"r"}
        assert store.problems() == [Problem("f", "line 7", "bad", b"raw")]
        assert store.problem_count() == 1
        store.drop_pieces("f")
        assert store.pieces("f") == {}

    def test_many_rows_take_the_fast_path(self, store: Store):
        given = [mail(n) for n in range(1200)]
        store.append(given)
        store.put_touches([Touch("h", f.id, f.at) for f in given] * 2)
        store.put_cues({f.id: b"1" for f in given})
        store.put_cues({f.id: b"2" for f in given})
        assert len(store.touching(["h"])) == 1200
        assert set(store.cues([f.id for f in given]).values()) == {b"2"}
        assert len(store.by_id([f.id for f in given])) == 1200
