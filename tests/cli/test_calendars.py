"""Calendars from the command line: added, looked at, read, written to, in words and as JSON (Radicale)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.app.calendars import interview
from tests.cli.conftest import Terminal
from tests.servers.certificate import certificate, trusted
from tests.servers.dav import PASSWORD, Dav, radicale, radicale_server
from tests.servers.ring import ring

__all__ = ["certificate", "radicale", "radicale_server", "ring", "trusted"]
pytestmark = pytest.mark.usefixtures("ring")


@pytest.fixture
def word(tmp_path: Path) -> str:
    (tmp_path / "word").write_text(PASSWORD + "\n")
    return str(tmp_path / "word")


def test_calendars_are_added_looked_at_and_read_and_to_dos_are_written(lived: Terminal, radicale: Dav, word: str) -> None:
    path = radicale.make("Work")
    radicale.put(f"{path}1.ics", interview("20260520"))
    added = lived("account", "add", radicale.url, "--kind", "caldav", "--user", radicale.user, "--todos", "Jobs", "--password-file", word)
    assert added.out.startswith("Added 127.0.0.1 calendars. Its password is in the system's keyring. See whether it works: afterword account test '127.0.0.1 calendars'")
    assert lived("account", "test").out.strip() == "works  CalDAV 127.0.0.1: signed in; Work"
    assert lived("account", "list").out.strip() == f"127.0.0.1 calendars  caldav  {radicale.url}"
    first, second = lived("sync").out.splitlines()
    assert first == "127.0.0.1 calendars: 1 read, 1 new"
    assert second.startswith("127.0.0.1 calendars, to-dos: ")
    assert second.endswith(" written")
    told = lived.json("sync")
    assert told["accounts"][0]["read"] == 0
    assert told["todos"] == [{"account": "127.0.0.1 calendars", "written": 0, "removed": 0, "done": [], "stopped": None}]
    key = next(f["key"] for f in lived.json("today")["follow_ups"] if f["situation"] == "interview_thank_you")
    name = next(n for n in radicale.ask("PROPFIND", f"{radicale.home}jobs/", Depth="1").text.split("<") if f"href>{radicale.home}jobs/{key[:8]}" in n).partition(">")[2]
    radicale.put(name, radicale.get(name).replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED").encode())
    ticked = lived.json("tick")
    assert [len(one["done"]) for one in ticked["todos"]] == [1]
    assert "interview_thank_you" not in {f["situation"] for f in lived.json("today")["follow_ups"]}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("sam@gmail.com", "--kind", "caldav"), 5, "Secret address in iCal format"),
        (("sam@gmail.com", "--kind", "caldav", "--sign-in"), 5, "oauth.google_client_id"),
        (("sam@outlook.com", "--kind", "caldav"), 5, "Publish a calendar"),
        (("sam@proton.me", "--kind", "carddav"), 5, "encrypted"),
        (("sam@fastmail.com", "--kind", "caldav", "--sign-in"), 2, "no sign-in in the browser"),
        (("http://cloud.example/", "--kind", "caldav", "--user", "sam"), 5, "in the clear: use https"),
        (("ftp://cloud.example/", "--kind", "caldav", "--user", "sam"), 2, "no web address"),
        (("cloud.example", "--kind", "carddav", "--user", "sam", "--todos", "x"), 2, "--todos is for calendars"),
        (("sam@postbox.example", "--kind", "caldav", "--provider", "nobody"), 2, "is not known: choose from"),
    ],
)
def test_what_cannot_be_added_says_what_to_do(afterword: Terminal, word: str, words: tuple[str, ...], code: int, says: str) -> None:
    done = afterword("account", "add", *words, "--password-file", word)
    assert done.code == code
    assert says in done.error
    assert "\n" not in done.error.strip()


@pytest.mark.parametrize(
    ("words", "url", "user"),
    [
        (("sam@icloud.com", "--kind", "carddav"), "https://contacts.icloud.com/", "sam@icloud.com"),
        (("sam@postbox.example", "--kind", "caldav"), "https://postbox.example/.well-known/caldav", "sam@postbox.example"),
        (("cloud.example/dav", "--kind", "caldav", "--user", "sam", "--calendar", "Work", "--calendar", "Home"), "https://cloud.example/dav", "sam"),
        (("https://p07-caldav.icloud.com/1/", "--kind", "caldav", "--user", "sam"), "https://p07-caldav.icloud.com/1/", "sam"),
    ],
)
def test_where_things_lie_is_known_or_guessed(afterword: Terminal, word: str, words: tuple[str, ...], url: str, user: str) -> None:
    told = afterword.json("account", "add", *words, "--password-file", word)["account"]
    assert (told["url"], told["user"]) == (url, user)
    assert told.get("provider", "") == ("icloud" if "icloud" in url else "")


def test_the_address_of_a_calendar_is_not_shown_around(afterword: Terminal) -> None:
    assert afterword("account", "add", "https://calendar.example/private-secret/basic.ics", "--kind", "ics").code == 0
    assert afterword("account", "list").out.strip() == "calendar.example  ics  https://calendar.example/..."


def test_mail_and_calendars_of_one_address_stand_side_by_side(afterword: Terminal, word: str) -> None:
    for kind in ("mail", "caldav", "carddav"):
        assert afterword("account", "add", "sam@fastmail.com", "--kind", kind, "--password-file", word).code == 0
    names = [one["name"] for one in afterword.json("account", "list")["accounts"]]
    assert names == ["sam@fastmail.com", "sam@fastmail.com calendars", "sam@fastmail.com contacts"]
