"""The record that employment offices ask for: each thing once, nothing that is not the search, no formula in any cell."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.app.homes import home
from tests.notation import Story

from afterword.app.activity import COLUMNS, Done, activity, as_csv, as_page
from afterword.app.home import Home
from afterword.facts import micros
from afterword.facts.kinds import Application, Interaction, Ref, Tie

DANA = Ref("Dana Whitfield", ("email:dana@acme.example",), "Acme")


def told(into: Home, day: date, *bodies: object) -> None:
    noon = micros(datetime.combine(day, datetime.min.time(), into.now.tzinfo) + timedelta(hours=12))
    into.record([(body, noon) for body in bodies], "log")  # type: ignore[misc]


def test_what_was_done_stands_once_with_whom_and_how() -> None:
    of = home()
    start = of.today - timedelta(days=6)
    told(of, start, Application(role="Data Analyst", organisation="Acme", on=start, contact=DANA))
    told(of, start + timedelta(days=1), Interaction("interview", (DANA,), "both", "Acme", "Data Analyst", "liked the maps"))
    told(of, start + timedelta(days=2), Interaction("call", (DANA,), "out", "Acme", reached="voicemail"))
    told(of, start + timedelta(days=3), Interaction("call", (DANA,), "in", "Acme"))
    rows = activity(of, start, of.today)
    assert [(r.what, r.whom) for r in rows] == [(what, "Dana Whitfield") for what in ("applied", "interview", "called")]
    assert {r.organisation for r in rows[:2]} == {"Acme"}
    assert rows[2].outcome == "not reached"
    assert activity(of, start + timedelta(days=1), start + timedelta(days=1)) == [rows[1]]


def test_somebody_outside_the_search_is_no_activity() -> None:
    of = home()
    told(of, of.today - timedelta(days=2), Interaction("call", (Ref("Pat Plumber", ("email:pat@pipes.example",)),), "out"))
    told(of, of.today - timedelta(days=2), Tie(Ref("Pia Friend", ("email:pia@friend.example",)), "friend"))
    told(of, of.today - timedelta(days=1), Interaction("call", (Ref("Pia Friend", ("email:pia@friend.example",)),), "out"))
    assert [r.whom for r in activity(of, of.today - timedelta(days=7), of.today)] == ["Pia Friend"]


@given(st.lists(st.text(max_size=12), min_size=7, max_size=7))
def test_no_cell_is_a_formula_and_all_are_there(cells: list[str]) -> None:
    lines = list(csv.reader(io.StringIO(as_csv([Done(date(2026, 5, 1), *cells)]), newline="")))
    assert tuple(lines[0]) == COLUMNS
    for written, cell in zip(lines[1][1:], cells, strict=True):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert written in (cell, f"'{cell}")


def test_the_page_is_text_whatever_people_wrote() -> None:
    page = as_page([Done(date(2026, 5, 1), "wrote", "<script>alert(1)</script>", "Fenn & Daughters")], "Sam", date(2026, 5, 1), date(2026, 5, 2))
    assert "<script>" not in page
    assert "Fenn &amp; Daughters" in page


def test_private_mail_stays_out_and_every_line_says_how_and_what_came_of_it(story: Story) -> None:
    """
    2026-02-20 tie relative mum@home.example
    2026-02-20 tie friend pia@friend.example
    2026-03-02 mail me -> mum@home.example "Sunday" "The search goes on. See you on Sunday for soup."
    2026-03-02 10:00 mail me -> pia@friend.example "A favour" "Could you introduce me to somebody at Acme? I would be grateful for your advice."
    2026-03-03 mail pia@friend.example -> me "Re: A favour" "Gladly."
    2026-03-04 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-05 event "Interview: Data Analyst, Acme (video)" with dana@acme.example for 60 uid one
    """
    story.on("2026-03-09")
    rows = activity(story.home, date(2026, 3, 1), date(2026, 3, 9))
    assert [(r.what, r.whom, r.how, r.outcome) for r in rows] == [
        ("wrote", "Pia", "mail", "answered 2026-03-03"), ("applied", "Dana", "", "invited to an interview"), ("interview", "Dana", "video", "no decision yet"),
    ]  # fmt: skip
    assert rows[1].contact == "dana@acme.example"
