"""Follow-ups as to-dos on the user's own server: only if asked, only what we made, done there is done here (Radicale, Xandikos)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.app.calendars import Desk, event, interview
from tests.servers.dav import Dav
from tests.servers.liar import Asked, liar

from afterword.app import calendaring, deciding, todos_out
from afterword.app.calendaring import Wishes
from afterword.app.pages import today_of
from afterword.app.todos_out import Written

pytestmark = pytest.mark.usefixtures("ring")
one_server = pytest.mark.parametrize("dav", ["radicale"], indirect=True)
"""What the other server would not show: the time is better spent elsewhere."""


def write(desk: Desk, wishes: Wishes = Wishes()) -> Written:  # noqa: B008 - a frozen value
    (told,) = todos_out.write(desk.home, desk.folder, wishes)
    return told


def lists(dav: Dav, path: str) -> dict[str, str]:
    """The to-dos of a list, by the name of their file."""
    body = b'<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>'
    told = dav.ask("PROPFIND", path, body, Depth="1", **{"Content-Type": "application/xml"}).text
    names = re.findall(r"href>([^<]*\.ics)<", told)
    return {name.rpartition("/")[2]: dav.get(name) for name in names}


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """Sam has been interviewed yesterday: thanks are owed."""
    desk.bring("diary.ics", interview("20260512"))
    assert "interview_thank_you" in desk.owed()
    return desk


@pytest.fixture
def jobs(owing: Desk, dav: Dav) -> str:
    """A list of to-dos that follow-ups have been written to."""
    path = dav.make("Jobs", ("VTODO",))
    owing.account(dav, todos="jobs")
    assert write(owing).written > 0
    return path


def thanks(desk: Desk) -> str:
    return next(f.key for f in desk.plan() if f.situation == "interview_thank_you")


def rewritten(dav: Dav, path: str, key: str, change: Callable[[str], str]) -> None:
    """What a task program does to one to-do."""
    name = f"{path}{key}-todo.ics"
    dav.put(name, change(dav.get(name)).encode())


def done(text: str) -> str:
    return text.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260513T150000Z\r\nPERCENT-COMPLETE:100")


def test_nothing_is_written_unless_asked(owing: Desk, radicale: Dav) -> None:
    path = radicale.make("Jobs", ("VTODO",))
    owing.account(radicale)
    assert todos_out.write(owing.home, owing.folder, Wishes()) == []
    assert lists(radicale, path) == {}


def test_they_are_written_once_and_name_nobody(owing: Desk, dav: Dav, jobs: str) -> None:
    there = lists(dav, jobs)
    assert f"{thanks(owing)}-todo.ics" in there
    assert not any("Dana" in text or "Acme" in text for text in there.values())
    again = write(owing)
    assert (again.written, again.removed, again.done, lists(dav, jobs)) == (0, 0, [], there)


@one_server
def test_with_full_titles_they_say_whom(owing: Desk, dav: Dav, jobs: str) -> None:
    write(owing, Wishes(titles="full"))
    assert any("Dana" in text for text in lists(dav, jobs).values())


def test_done_there_is_done_here_and_undone_here_is_open_there(owing: Desk, dav: Dav, jobs: str) -> None:
    key = thanks(owing)
    rewritten(dav, jobs, key, done)
    assert write(owing).done == [key]
    assert "interview_thank_you" not in owing.owed()
    assert (write(owing).done, write(owing).written) == ([], 0)
    owing.home.undo()
    assert write(owing).written == 1
    assert "STATUS:NEEDS-ACTION" in lists(dav, jobs)[f"{key}-todo.ics"]
    assert "interview_thank_you" in owing.owed()


@one_server
def test_done_here_is_done_there(owing: Desk, dav: Dav, jobs: str) -> None:
    key = thanks(owing)
    deciding.done(owing.home, key)
    assert write(owing).written == 1
    assert "STATUS:COMPLETED" in lists(dav, jobs)[f"{key}-todo.ics"]
    assert write(owing).written == 0


def test_what_is_no_longer_planned_is_taken_away(owing: Desk, dav: Dav, jobs: str) -> None:
    dav.put(f"{jobs}own.ics", event(5).replace(b"VEVENT", b"VTODO").replace(b"DTEND", b"DUE"))
    before = len(lists(dav, jobs))
    owing.bring("again.ics", interview("20260512", "SEQUENCE:1\r\nSTATUS:CANCELLED\r\n"))
    gone = write(owing).removed
    assert gone > 0
    assert len(lists(dav, jobs)) == before - gone
    assert "own.ics" in lists(dav, jobs)


@one_server
def test_what_somebody_changed_is_theirs(owing: Desk, dav: Dav, jobs: str) -> None:
    key = thanks(owing)
    rewritten(dav, jobs, key, lambda text: text.replace("SUMMARY:", "SUMMARY:My own words: "))
    write(owing, Wishes(titles="full"))
    deciding.done(owing.home, key)
    write(owing)
    kept = lists(dav, jobs)[f"{key}-todo.ics"]
    assert "My own words" in kept
    assert "NEEDS-ACTION" in kept
    rewritten(dav, jobs, key, done)
    write(owing)  # done there too, and known to be done here


@one_server
def test_what_a_program_adds_changes_nothing(owing: Desk, dav: Dav, jobs: str) -> None:
    key = thanks(owing)
    rewritten(dav, jobs, key, lambda text: text.replace("SUMMARY:", "X-SORT-ORDER:5\r\nSUMMARY:"))
    write(owing)
    assert write(owing, Wishes(titles="full")).written > 0
    assert "Dana" in lists(dav, jobs)[f"{key}-todo.ics"]


@one_server
def test_what_was_deleted_there_does_not_come_back(owing: Desk, dav: Dav, jobs: str) -> None:
    key = thanks(owing)
    dav.delete(f"{jobs}{key}-todo.ics")
    for wishes in (Wishes(), Wishes(titles="full")):
        write(owing, wishes)
        assert f"{key}-todo.ics" not in lists(dav, jobs)
    assert "interview_thank_you" in owing.owed()


def test_the_list_is_made_where_it_never_was_and_missed_where_it_is_gone(owing: Desk, dav: Dav) -> None:
    owing.account(dav, todos="Afterword")
    assert write(owing).written > 0
    path = f"{dav.home}afterword/"
    assert lists(dav, path)
    dav.delete(path)
    assert write(owing).stopped == "the list 'Afterword' is not there any more: make it there again, or add the account again without --todos"
    dav.make("Afterword", ("VTODO",))
    assert write(owing).written > 0


@one_server
def test_a_calendar_that_takes_no_to_dos_is_refused(owing: Desk, dav: Dav) -> None:
    dav.make("Work")
    dav.make("Jobs", ("VTODO",))
    owing.account(dav, todos="Work")
    assert write(owing).stopped == "Work takes no to-dos: choose from Jobs"


@one_server
def test_lost_state_doubles_nothing(owing: Desk, dav: Dav, jobs: str) -> None:
    before = lists(dav, jobs).keys()
    (owing.folder / todos_out.FILE).unlink()
    write(owing)
    assert lists(dav, jobs).keys() == before
    rewritten(dav, jobs, thanks(owing), done)
    write(owing)
    assert "interview_thank_you" not in owing.owed()


def test_what_changes_in_the_very_moment_is_not_overwritten(owing: Desk, xandikos: Dav) -> None:
    path = xandikos.make("Jobs", ("VTODO",))
    with liar(xandikos.url) as between:
        owing.account(xandikos, url=between.url, todos="Jobs")
        write(owing)
        key = thanks(owing)

        def late(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
            if asked.method == "PROPFIND" and asked.path == path:
                rewritten(xandikos, path, key, lambda text: text.replace("SUMMARY:", "SUMMARY:Changed just now "))
            return status, body

        between.spoil = late
        write(owing, Wishes(titles="full"))
        assert "Changed just now" in lists(xandikos, path)[f"{key}-todo.ics"]


def test_an_answer_that_is_lost_doubles_nothing(owing: Desk, xandikos: Dav) -> None:
    path = xandikos.make("Jobs", ("VTODO",))
    with liar(xandikos.url) as between:
        owing.account(xandikos, url=between.url, todos="Jobs")
        between.spoil = lambda asked, status, body: (503, b"") if asked.method == "PUT" else (status, body)
        assert "answers 503" in write(owing).stopped
        between.calm()
        write(owing)
        assert write(owing).written == 0
        assert len(lists(xandikos, path)) == len([e for e in calendaring.entries(owing.home, today_of(owing.home), "todo", Wishes(), owing.folder) if e.state == "open"])
