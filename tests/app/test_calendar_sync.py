"""Calendars and contacts against real servers (Radicale with TLS, Xandikos): only what is new, read-only, nothing lost (P33)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.app.calendars import Desk, calendar, card, event, interview
from tests.servers.dav import Dav

from afterword.app import accounts, deciding, syncing
from afterword.clock import Clock
from afterword.errors import NotFound, Refused
from afterword.facts import codec
from afterword.strategy.model import Question

pytestmark = pytest.mark.usefixtures("ring")
one_server = pytest.mark.parametrize("dav", ["radicale"], indirect=True)
"""What the other server would not show: the time is better spent elsewhere."""


def work(dav: Dav, count: int = 3) -> str:
    """A calendar with some entries; returns its path."""
    path = dav.make("Work")
    for n in range(count):
        dav.put(f"{path}{n}.ics", event(n))
    return path


def uids(desk: Desk) -> list[str]:
    return sorted(e.uid.partition("@")[0] for e in desk.kept("event"))


def test_what_is_new_is_read_once(desk: Desk, dav: Dav) -> None:
    path = work(dav)
    desk.account(dav)
    assert desk.sync() == (3, 3)
    before = desk.hash
    assert (desk.sync(), desk.done.gone, desk.hash) == ((0, 0), 0, before)
    dav.put(f"{path}9.ics", event(9))
    assert desk.sync() == (1, 1)
    assert {e.calendar for e in desk.kept("event")} == {"Work"}


def test_what_is_moved_or_cancelled_there_is_so_here(desk: Desk, dav: Dav) -> None:
    path = dav.make("Work")
    desk.account(dav)
    for sequence, status, thanks in ((0, "CONFIRMED", True), (1, "CANCELLED", False), (2, "CONFIRMED", True)):
        dav.put(f"{path}1.ics", interview("20260512", f"SEQUENCE:{sequence}\r\nSTATUS:{status}\r\n"))
        assert desk.sync() == (1, 1)
        assert ("interview_thank_you" in desk.owed()) is thanks
    dav.put(f"{path}1.ics", interview("20260519", "SEQUENCE:3\r\n"))
    desk.sync()
    (thanked,) = [f for f in desk.plan() if f.situation == "interview_thank_you"]
    assert thanked.window.opens.isoformat() == "2026-05-19"


def test_what_is_deleted_there_stays_here(desk: Desk, dav: Dav) -> None:
    path = work(dav, 6)
    desk.account(dav)
    desk.sync()
    before = desk.hash
    dav.delete(f"{path}2.ics")
    assert (desk.sync(), desk.done.gone, desk.hash) == ((0, 0), 1, before)
    assert list(syncing.lines([desk.done])) == ["cloud: 0 read, 0 new; 1 deleted there, kept here"]
    desk.sync()
    assert desk.done.gone == 0


def asked(desk: Desk) -> list[Question]:
    return [q for q in (codec.loads(Question, body) for body in desk.home.store.questions()) if q.what == "talk_gone"]


@one_server
def test_of_a_deleted_interview_it_is_asked_whether_it_is_off(desk: Desk, dav: Dav) -> None:
    path = dav.make("Work")
    dav.put(f"{path}1.ics", interview("20260512"))
    for n in range(2, 6):
        dav.put(f"{path}{n}.ics", event(n))
    desk.account(dav)
    desk.sync()
    before = desk.hash
    assert "interview_thank_you" in desk.owed()
    for gone in (1, 5):  # a dentist's hour is nobody's business
        dav.delete(f"{path}{gone}.ics")
        desk.sync()
    (one,) = asked(desk)
    assert one.ask == "“Interview: Data Analyst at Acme”, yesterday, is no longer in your calendar. Was it called off?"
    assert (desk.hash, "interview_thank_you" in desk.owed()) == (before, True)  # nothing is taken back before the user says so
    deciding.answer(desk.home, one.key, "yes")
    assert "interview_thank_you" not in desk.owed()
    assert not asked(desk)
    desk.home.undo()
    assert "interview_thank_you" in desk.owed()
    assert asked(desk) == [one]
    deciding.answer(desk.home, one.key, "no")
    desk.sync()
    assert "interview_thank_you" in desk.owed()
    assert not asked(desk)


@one_server
def test_an_interview_that_stands_in_another_calendar_or_comes_back_is_not_asked_about(desk: Desk, dav: Dav) -> None:
    path, other = dav.make("Work"), dav.make("Home")
    dav.put(f"{path}1.ics", interview("20260515"))
    for n in range(2, 6):
        dav.put(f"{path}{n}.ics", event(n))
    desk.account(dav)
    desk.sync()
    dav.delete(f"{path}1.ics")
    dav.put(f"{other}moved.ics", interview("20260515"))
    desk.sync()
    assert not asked(desk)
    dav.delete(f"{other}moved.ics")
    desk.sync(sure=True)
    assert not asked(desk)  # the user said that all is right
    dav.put(f"{path}1.ics", interview("20260515"))
    desk.sync()
    dav.delete(f"{path}1.ics")
    desk.sync()
    assert [q.ask.partition("calendar. ")[2] for q in asked(desk)] == ["Is it off?"]
    desk.home.rebuild()
    desk.sync()
    assert asked(desk)
    dav.put(f"{path}again.ics", interview("20260515", "SEQUENCE:1\r\n"))
    desk.sync()
    assert not asked(desk)


@one_server
def test_an_emptied_calendar_stops_and_asks(desk: Desk, dav: Dav) -> None:
    path = work(dav)
    desk.account(dav)
    desk.sync()
    before = desk.hash
    for n in range(3):
        dav.delete(f"{path}{n}.ics")
    for _ in range(2):
        with pytest.raises(Refused, match=r"Work held 3 entries and now shows 0 of them; nothing was read.*afterword sync --yes"):
            desk.sync()
    desk.sync(sure=True)
    assert (desk.done.gone, desk.hash) == (3, before)
    assert desk.sync() == (0, 0)


def test_more_than_a_fifth_stops_and_the_other_calendars_are_read(desk: Desk, xandikos: Dav) -> None:
    path, other = work(xandikos, 9), xandikos.make("Home")
    desk.account(xandikos)
    desk.sync()
    xandikos.delete(f"{path}0.ics")
    assert desk.sync() == (0, 0)  # one alone is no reason to ask
    xandikos.delete(f"{path}1.ics")
    xandikos.delete(f"{path}2.ics")
    xandikos.put(f"{other}x.ics", event(77))
    with pytest.raises(Refused, match="Work held 8 entries and now shows 6"):
        desk.sync()
    assert "77" in uids(desk)


@one_server
def test_a_calendar_that_is_gone_stops_and_asks(desk: Desk, dav: Dav) -> None:
    path, _ = work(dav), dav.make("Home")
    desk.account(dav)
    desk.sync()
    before = desk.hash
    dav.delete(path)
    with pytest.raises(Refused, match="Work held 3 entries and is not there any more"):
        desk.sync()
    desk.sync(sure=True)
    assert (desk.sync(), desk.hash) == ((0, 0), before)


def test_a_token_that_the_server_does_not_know_costs_time_alone(desk: Desk, dav: Dav) -> None:
    path = work(dav)
    desk.account(dav)
    desk.sync()
    told = desk.state
    for book in told["cloud"]["books"].values():
        book["token"] = "http://radicale.org/ns/sync/" + "0" * 64
    desk.state = told
    dav.put(f"{path}9.ics", event(9))
    dav.put(f"{path}1.ics", event(1, "Interview moved", day="20260521"))
    assert desk.sync() == (2, 2)
    assert desk.sync() == (0, 0)


def test_what_was_kept_may_be_lost_or_odd(desk: Desk, xandikos: Dav) -> None:
    work(xandikos)
    desk.account(xandikos)
    desk.sync()
    before, of = desk.hash, desk.state["cloud"]["of"]
    for kept in (None, [], {"cloud": 3}, {"cloud": {"of": of, "books": {"x": {"entries": 4}}}}, {"cloud": {"of": "another"}}):
        desk.state = kept
        desk.sync()
        assert (desk.done.new, desk.hash) == (0, before)
    desk.state = {"cloud": {"of": of, "homes": ["http://127.0.0.1:1/x"]}}
    with pytest.raises(Refused, match="would get your password"):
        desk.sync()


def test_a_home_that_moved_is_looked_for_again(desk: Desk, dav: Dav) -> None:
    work(dav)
    desk.account(dav)
    desk.sync()
    told, before = desk.state, desk.hash
    told["cloud"]["homes"] = [f"{dav.url}/{dav.user}/elsewhere/"]
    desk.state = told
    desk.sync()
    assert desk.hash == before
    assert desk.state["cloud"]["homes"] == [dav.url + dav.home]


def test_a_wrong_password_is_one_line_that_says_what_to_do(desk: Desk, dav: Dav) -> None:
    desk.account(dav, word="not it")
    with pytest.raises(Refused) as wrong:
        desk.sync()
    assert str(wrong.value) == "cloud: 127.0.0.1 does not take this password: try it again with `afterword account add`, with an app password where your provider has such"
    (check,) = accounts.test(desk.folder, "cloud")
    assert not check.ok
    assert check.detail.startswith("127.0.0.1 does not take this password")


@one_server
def test_an_account_is_looked_at(desk: Desk, dav: Dav) -> None:
    dav.make("Work")
    dav.make("Jobs", ("VTODO",))
    desk.account(dav)
    (check,) = accounts.test(desk.folder, "cloud")
    assert (check.ok, check.detail) == (True, "signed in; Work; to-dos may go to Jobs")


def test_calendars_are_chosen_by_name(desk: Desk, xandikos: Dav) -> None:
    work(xandikos)
    xandikos.put(xandikos.make("Home") + "h.ics", event(50))
    desk.account(xandikos, folders=("home",))
    assert desk.sync() == (1, 1)
    desk.account(xandikos, folders=("Holidays",))
    with pytest.raises(NotFound, match="no 'Holidays' there: choose from Home, Work"):
        desk.sync()


@pytest.mark.parametrize("path", ["{home}work/", "/.well-known/caldav", "{home}"])
def test_the_address_may_be_that_of_a_calendar_a_home_or_the_well_known_one(desk: Desk, radicale: Dav, path: str) -> None:
    work(radicale)
    desk.account(radicale, url=radicale.url + path.format(home=radicale.home))
    assert desk.sync() == (3, 3)


def test_contacts_are_read_once_and_again_when_they_change(desk: Desk, dav: Dav) -> None:
    path = dav.make_cards("People")
    for n in range(4):
        dav.put(f"{path}{n}.vcf", card(n))
    desk.account(dav, "carddav")
    assert (desk.sync(), desk.sync()) == ((4, 4), (0, 0))
    dav.put(f"{path}1.vcf", card(1, "Head of Analysis"))
    assert desk.sync() == (1, 1)
    dav.delete(f"{path}2.vcf")
    desk.sync()
    assert sorted(c.uid for c in desk.kept("card")) == ["card-0", "card-1", "card-1", "card-2", "card-3"]


@one_server
def test_a_file_of_the_same_calendar_holds_nothing_new(desk: Desk, dav: Dav) -> None:
    every = [event(n, wrap=False) for n in range(3)]
    assert desk.bring("work.ics", calendar(*every, head="METHOD:PUBLISH\r\nX-WR-CALNAME:My jobs\r\n")) == 3
    before = desk.hash
    work(dav)
    desk.account(dav)
    assert (desk.sync(), desk.hash) == ((3, 0), before)


def test_the_server_s_own_export_holds_nothing_new(desk: Desk, radicale: Dav) -> None:
    path = work(radicale)
    desk.account(radicale)
    desk.sync()
    assert desk.bring("export.ics", radicale.get(path).encode()) == 0
    book = radicale.make_cards("People")
    radicale.put(f"{book}1.vcf", card(1))
    desk.account(radicale, "carddav")
    desk.sync()
    assert desk.bring("export.vcf", radicale.get(book).encode()) == 0
    assert len(desk.kept("card")) == 1


def test_a_series_is_looked_at_again_in_another_month(desk: Desk, xandikos: Dav) -> None:
    path = xandikos.make("Work")
    xandikos.put(f"{path}1.ics", event(1, "Coffee with Dana", more="RRULE:FREQ=MONTHLY\r\n"))
    xandikos.put(f"{path}2.ics", event(2))
    desk.account(xandikos)
    assert desk.sync()[1] > 10
    assert desk.sync() == (0, 0)
    desk.home.clock = Clock(datetime(2026, 6, 13, 14, tzinfo=UTC))
    assert desk.sync()[1] == 1


@one_server
def test_to_dos_are_no_appointments(desk: Desk, dav: Dav) -> None:
    path = dav.make("Work", ("VEVENT", "VTODO"))
    dav.put(f"{path}t.ics", calendar(b"BEGIN:VTODO\r\nUID:t@cal.example\r\nDTSTAMP:20260501T090000Z\r\nSUMMARY:Milk\r\nEND:VTODO\r\n"))
    desk.account(dav)
    assert desk.sync() == (0, 0)
