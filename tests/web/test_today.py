"""Today without a browser's help: forms and redirects, what is said, what is kept, and the command line beside it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading

import httpx2
from tests.web.conftest import NOW, Served

from afterword.app.drafting import open_follow_ups
from afterword.facts.kinds import Decision
from afterword.strategy.model import FollowUp


def follow_ups(served: Served) -> list[FollowUp]:
    with served.house.reading() as home:
        return open_follow_ups(home)


def whose(served: Served, name: str) -> FollowUp:
    return next(f for f in follow_ups(served) if f.person.name == name)


def typed(served: Served, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on the same home, as a program of its own."""
    return subprocess.run([sys.executable, "-m", "afterword", "--home", str(served.home), "--at", NOW.isoformat(), *words], capture_output=True, text=True, check=False)


def test_every_act_works_without_javascript_and_can_be_taken_back(client: httpx2.Client, served: Served):
    before = {f.key for f in follow_ups(served)}
    lena = whose(served, "Lena Sorensen")
    for path, fields, said in (
        ("done", {"channel": "email"}, "Done: Lena Sorensen."), ("skip", {"note": "met her"}, "Skipped: Lena Sorensen."), ("skip", {"never": "yes"}, "nothing was owed to Lena"),
        ("snooze", {"until": "next week"}, "rests until"), ("log", {"channel": "call", "reached": "reached", "note": "She was glad."}, "kept what was said"),
    ):  # fmt: skip
        shown = client.post(f"/f/{lena.key}/{path}", data=fields)
        assert shown.status_code == 200
        assert said in shown.text
        acts = re.search(r'name="act" value="([^"]+)"', shown.text)
        assert acts is not None
        assert "Taken back" in client.post("/undo", data={"act": acts[1], "back": "/"}).text
        assert {f.key for f in follow_ups(served)} == before


def test_a_day_that_is_none_keeps_what_was_typed(client: httpx2.Client, served: Served):
    lena = whose(served, "Lena Sorensen")
    shown = client.post(f"/f/{lena.key}/snooze", data={"until": "the day of the jackal"})
    assert shown.status_code == 400
    assert "is no day I understand" in shown.text
    assert 'value="the day of the jackal"' in shown.text
    assert whose(served, "Lena Sorensen").key == lena.key


def test_what_the_words_lack_is_said_by_the_button_too(client: httpx2.Client, served: Served):
    lena = whose(served, "Lena Sorensen")
    whole = client.post(f"/f/{lena.key}/check", data={"channel": "email", "subject": "Hi", "body": "Just checking in!!! Did you get my last mail?"})
    part = client.post(f"/f/{lena.key}/check", data={"channel": "email", "body": "Just checking in!!!"}, headers={"hx-request": "true"})
    assert "Just checking in!!! Did you get my last mail?" in whole.text
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "this:" in part.text


def test_a_machine_or_nobody_brings_it_back_on_the_next_working_day(client: httpx2.Client, served: Served):
    dana = whose(served, "Dana Whitfield")
    client.post(f"/f/{dana.key}/log", data={"channel": "call", "reached": "no_answer"})
    with served.house.reading() as home:
        told = [f.body for f in home.store.in_force(["decision"]) if isinstance(f.body, Decision) and f.body.key == dana.key]
    assert [(d.act, str(d.until)) for d in told] == [("snooze", "2026-11-25")]


def test_what_is_held_back_says_why_and_until_when(client: httpx2.Client):
    shown = client.get("/waiting").text
    assert "business days of rest" in shown
    assert "free again" in shown


def test_a_rest_and_an_end_of_the_search_are_said_on_the_page(client: httpx2.Client):
    client.post("/settings/search", data={"state": "pause", "until": "in 2 weeks"})
    assert "The search is paused" in client.get("/").text
    client.post("/settings/search", data={"state": "end"})
    assert "The search is over" in client.get("/").text
    client.post("/settings/search", data={"state": "start"})
    assert "The search is" not in client.get("/").text


def test_the_page_sees_what_the_command_line_did_and_the_other_way_round(client: httpx2.Client, served: Served):
    lena, dana = whose(served, "Lena Sorensen"), whose(served, "Dana Whitfield")
    assert "Lena Sorensen" in client.get("/").text
    assert typed(served, "done", lena.key).returncode == 0
    assert "Lena Sorensen" not in client.get("/").text
    client.post(f"/f/{dana.key}/done", data={"note": ""})
    assert "Dana Whitfield" not in typed(served, "today").stdout


def test_page_and_command_line_at_once_lose_nothing_and_are_never_locked_out(client: httpx2.Client, served: Served):
    keys = [f.key for f in follow_ups(served)][:4]
    said: list[subprocess.CompletedProcess[str]] = []

    def commands() -> None:
        said.extend(typed(served, "log", "message", "--with", f"New Person{n} <new{n}@else.example>", "--note", f"told by command {n}") for n in range(2))

    other = threading.Thread(target=commands)
    other.start()
    answers = [client.post(f"/f/{key}/done", data={"note": ""}) for key in keys]
    seen = 0
    while other.is_alive():
        answers.append(client.get("/"))
        seen += 1
    other.join()
    assert {a.status_code for a in answers} == {200}
    assert [s.returncode for s in said] == [0, 0], said
    assert not any("locked" in text for text in (*(a.text for a in answers), *(s.stderr for s in said)))
    with served.house.reading() as home:
        notes = {getattr(f.body, "note", "") for f in home.store.in_force(["interaction"])}
        done = {f.body.key for f in home.store.in_force(["decision"]) if isinstance(f.body, Decision) and f.body.act == "done"}
    assert {f"told by command {n}" for n in range(2)} <= notes
    assert set(keys) <= done


def test_a_failure_of_ours_is_a_page_without_anybodys_words(client: httpx2.Client, served: Served, monkeypatch, capfd):
    from afterword.interfaces.web import today

    def broken(*_: object) -> None:
        raise ValueError("Dana Whitfield said something private")

    monkeypatch.setattr(today, "today_of", broken)
    shown = client.get("/?all=yes")
    assert shown.status_code == 500
    assert "Nothing of what you did just now was kept" in shown.text
    told = capfd.readouterr()
    assert "private" not in shown.text + told.err + told.out
    assert "ValueError at" in told.err
