"""The JSON documents have exactly the keys of the contract (DESIGN.md section 3), and are the only thing on standard output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import MAIL, Terminal

from afterword.strategy.model import SITUATIONS

PERSON = {"name", "emails", "phones"}
BECAUSE = {"fact", "at", "quote", "origin"}
FOLLOW_UP = {
    "key", "situation", "step", "person", "organisation", "role", "channel", "channels", "opens", "due", "closes", "overdue_days", "tier", "minutes", "reason",
    "because",
}  # fmt: skip
WAITING = {"person", "organisation", "what", "due_earliest", "due_latest", "quote"}
FINDING = {"rule", "severity", "place", "message", "better"}


def _is_follow_up(one: dict[str, Any]) -> None:
    assert set(one) == FOLLOW_UP
    assert set(one["person"]) == PERSON
    assert one["situation"] in SITUATIONS
    assert one["tier"] in ("promise", "window", "garden")
    assert one["opens"] <= one["due"] <= one["closes"]
    assert one["channel"] in one["channels"]
    assert one["because"]
    assert all(set(b) == BECAUSE for b in one["because"])


def test_today(lived: Terminal):
    page = lived.json("today")
    assert set(page) == {
        "version",
        "day",
        "timezone",
        "minutes",
        "follow_ups",
        "waiting_on",
        "questions",
        "held_back",
        "coming",
        "problems",
    }
    assert (page["version"], page["day"], page["timezone"]) == (1, "2026-05-13", "America/Chicago")
    for one in page["follow_ups"]:
        _is_follow_up(one)
    assert {f["situation"] for f in page["follow_ups"]} >= {"interview_thank_you", "former_boss"}
    assert page["minutes"] == sum(f["minutes"] for f in page["follow_ups"])
    (waiting,) = page["waiting_on"]
    assert set(waiting) == WAITING
    assert waiting["due_latest"] == "2026-05-22"


def test_what_is_held_back_has_a_key_that_plan_knows(lived: Terminal):
    lived("promise", "send the portfolio", "--by", "me", "--to", "Dana Whitfield", "--due", "2026-05-14")
    held = lived.json("today")["held_back"]
    assert held
    assert all(set(x) == {"key", "reason"} and x["reason"] for x in held)
    assert {x["key"] for x in held} <= {f["key"] for f in lived.json("plan")["follow_ups"]}


def test_plan(lived: Terminal):
    page = lived.json("plan", "--days", "60")
    assert (page["version"], page["day"], page["days"]) == (1, "2026-05-13", 60)
    for one in page["follow_ups"]:
        _is_follow_up(one)
    assert all(f["closes"] >= "2026-05-13" and f["opens"] <= "2026-07-12" for f in page["follow_ups"])
    assert "employer_date" in {f["situation"] for f in page["follow_ups"]}
    near = {f["key"] for f in lived.json("plan", "--days", "0")["follow_ups"]}
    assert near < {f["key"] for f in page["follow_ups"]}


def test_a_question_can_be_answered_by_its_key(lived: Terminal):
    lived("promise", "send the portfolio", "--by", "me", "--to", "Carl Beyer", "--due", "2026-05-14")
    late = "2026-06-15"
    (question,) = lived.json("today", at=late)["questions"]
    assert set(question) == {"key", "ask", "choices", "because"}
    assert all(set(b) == BECAUSE for b in question["because"])
    assert lived("answer", question["key"][:6], question["choices"][0], at=late).code == 0
    assert lived.json("today", at=late)["questions"] == []


def test_why(lived: Terminal):
    key = lived.json("today")["follow_ups"][0]["key"]
    told = lived.json("why", key[:5])
    assert set(told) == {"version", "key", "rule", "because", "changes"}
    assert told["key"] == key
    assert told["rule"]
    assert told["changes"]
    assert all(set(b) == BECAUSE for b in told["because"])


def test_import(afterword: Terminal, tmp_path: Path):
    folder = tmp_path / "export"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "dana.eml").write_text(MAIL, encoding="utf-8")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 4)
    told = afterword.json("import", str(folder))
    assert {"version", "files", "facts", "people", "seconds"} <= set(told)
    files = {Path(f["path"]).name: f for f in told["files"]}
    assert {"path", "format", "read", "new", "known", "skipped", "problems"} <= set(files["dana.eml"])
    assert (files["dana.eml"]["read"], files["dana.eml"]["new"], files["dana.eml"]["known"]) == (1, 1, 0)
    assert files["noise.bin"]["format"] == "unknown"
    assert all(set(p) == {"place", "message"} and p["message"] for p in files["noise.bin"]["problems"])
    assert files["noise.bin"]["problems"]


def test_importing_twice_says_nothing_new_and_changes_no_plan(lived: Terminal, tmp_path: Path):
    before = lived.json("plan", "--days", "90")
    told = lived.json("import", str(tmp_path / "dana.eml"))
    assert told["facts"] == 0
    assert [(f["new"], f["known"]) for f in told["files"]] == [(0, 1)]
    assert lived.json("plan", "--days", "90") == before


def test_draft_and_drafts(lived: Terminal):
    drafts = lived.json("drafts", "--all")["drafts"]
    assert {d["key"] for d in drafts} >= {f["key"] for f in lived.json("today")["follow_ups"]}
    (one,) = lived.json("draft", "Carl", "--channel", "in person")["drafts"]
    for draft in (*drafts, one):
        assert set(draft) == {
            "key",
            "situation",
            "channel",
            "to",
            "organisation",
            "subject",
            "body",
            "hooks",
            "findings",
        }
        assert set(draft["to"]) == PERSON
        assert all(set(hook) == {"quote", "fact"} for hook in draft["hooks"])
        assert all(
            set(finding) == FINDING and finding["severity"] in ("block", "warn") for finding in draft["findings"]
        )
        assert draft["body"].strip()
    assert one["channel"] == "in_person"


def test_find(lived: Terminal):
    hits = lived.json("find", "decision")["hits"]
    assert hits
    assert all(
        {"kind", "at"} <= set(hit) and set(hit) & {"name", "quote"} and set(hit) & {"fact", "person"} for hit in hits
    )
    (person,) = [hit for hit in lived.json("find", "Carl Beyer")["hits"] if hit["kind"] == "person"]
    assert person["name"] == "Carl Beyer"
    assert lived.json("find", "zeppelin")["hits"] == []


def test_person_show_gives_every_field_with_its_source(lived: Terminal):
    told = lived.json("person", "show", "Carl")
    assert (told["version"], told["name"], told["organisation"]) == (1, "Carl Beyer", "Marchmont")
    assert [e["value"] for e in told["emails"]] == ["carl@marchmont.example"]
    assert [p["value"] for p in told["phones"]] == ["+15550100177"]
    assert [t["tie"] for t in told["ties"]] == ["former_boss"]
    for field in ("emails", "phones", "ties", "jobs"):
        assert all(one["source"] for one in told[field]), field


def test_doctor(lived: Terminal):
    told = lived.json("doctor")
    assert {"version", "ok", "facts", "damaged", "advice"} <= set(told)
    assert (told["ok"], told["damaged"]) == (True, [])
    assert told["facts"] > 4


def test_path(lived: Terminal):
    lived("target", "add", "Marchmont")
    told = lived.json("path", "Marchmont")
    assert {"target", "routes"} <= set(told)
    assert told["routes"]
    for route in told["routes"]:
        assert set(route["chance"]) == {"low", "high", "words"}
        assert set(route["ask"]) >= {"person", "channel", "words"}
        assert all({"person", "known", "evidence"} <= set(hop) for hop in route["hops"])


def test_read_one_mail(afterword: Terminal, tmp_path: Path):
    (tmp_path / "dana.eml").write_text(MAIL, encoding="utf-8")
    told = afterword.json("read", str(tmp_path / "dana.eml"))
    wanted = {
        "version",
        "id",
        "language",
        "kind",
        "confidence",
        "organisation",
        "role",
        "commitments",
        "people",
        "phones",
        "preferences",
        "topics",
        "links",
    }
    assert wanted <= set(told)
    (one,) = told["commitments"]
    assert {
        "owed_by",
        "who",
        "kind",
        "due_earliest",
        "due_latest",
        "vague",
        "condition",
        "status",
        "confidence",
        "quote",
    } <= set(one)
    assert (one["owed_by"], one["due_latest"]) == ("them", "2026-05-22")


def test_read_in_words_names_the_time_zones(afterword: Terminal, tmp_path: Path):
    (tmp_path / "dana.eml").write_text(MAIL + "\nI am in Lisbon that week: shall we say 3 pm CET?\n", encoding="utf-8")
    assert "time zones named: Europe/Lisbon, CET" in afterword("read", str(tmp_path / "dana.eml")).out


def test_read_lines_in_order_and_a_bad_one_stops_nothing(afterword: Terminal):
    good = '{"id": "%s", "sent": "2026-05-12T16:10:00-05:00", "from": "dana@acme.example", "to": "sam@postbox.example", "subject": "Hi", "body": "Hello."}'
    done = afterword("read", "--jsonl", "-", stdin="\n".join([good % "a", "{broken", good % "b"]) + "\n")
    lines = done.out.splitlines()
    assert done.code == 0
    assert len(lines) == 3
    assert '"id": "a"' in lines[0]
    assert '"error"' in lines[1]
    assert '"id": "b"' in lines[2]


@pytest.mark.parametrize(
    "words",
    [("target", "list"), ("role", "list"), ("settings",), ("done", "Carl"), ("undo",), ("redo",), ("log", "call", "--with", "Carl Beyer"), ("tie", "Carl", "mentor"), ("search", "end")],
    ids=" ".join,
)  # fmt: skip
def test_every_other_command_prints_one_document_too(lived: Terminal, words: tuple[str, ...]):
    assert lived.json(*words)["version"] == 1
