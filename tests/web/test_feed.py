"""P30: the calendar at a secret address. Who has the address reads hours and lengths; who has not finds nothing there."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from icalendar import Calendar
from tests.web.conftest import Served

from afterword.app import keeping
from afterword.bootstrap import open_home
from afterword.interfaces.web import feed

NAMES = re.compile(rb"Dana|Whitfield|Meridian|Sorensen|Northbridge|@\w+\.example")


@pytest.fixture
def stranger(served: Served) -> Iterator[httpx2.Client]:
    """A calendar program: no cookie, no word of where it comes from."""
    with httpx2.Client(base_url=served.url, timeout=120) as made:
        yield made


@pytest.fixture
def path(served: Served) -> str:
    """The path of the feed, turned on."""
    return f"/feed/{feed.renew(served.home)}.ics"


def test_a_calendar_program_gets_the_follow_ups_and_no_name(stranger: httpx2.Client, path: str):
    got = stranger.get(path)
    assert (got.status_code, got.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "set-cookie" not in got.headers
    assert (got.headers["referrer-policy"], got.headers["x-content-type-options"]) == ("no-referrer", "nosniff")
    assert got.headers["cross-origin-resource-policy"] == "same-origin"
    events = Calendar.from_ical(got.content).walk("VEVENT")
    assert len(events) > 5
    assert all(re.fullmatch(r"Follow-up, \d+ minutes?", str(e["SUMMARY"])) for e in events)
    assert not NAMES.search(got.content)


def test_what_has_not_changed_is_not_sent_again(stranger: httpx2.Client, path: str):
    first = stranger.get(path)
    assert stranger.get(path).headers["etag"] == first.headers["etag"]
    again = stranger.get(path, headers={"if-none-match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    head = stranger.head(path)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(first.content)))


def test_a_change_of_the_plan_is_in_the_next_answer(stranger: httpx2.Client, client: httpx2.Client, path: str):
    first = stranger.get(path)
    key = re.search(rb"UID:([0-9a-f]+)-event@afterword", first.content)
    assert key
    assert client.post(f"/f/{key[1].decode()}/skip", data={"note": ""}).status_code == 200
    second = stranger.get(path, headers={"if-none-match": first.headers["etag"]})
    assert second.status_code == 200
    gone = next(e for e in Calendar.from_ical(second.content).walk("VEVENT") if str(e["UID"]).startswith(key[1].decode()))
    assert (str(gone["STATUS"]), gone["SEQUENCE"]) == ("CANCELLED", 1)


def test_an_address_taken_back_is_gone_at_the_next_request(served: Served, stranger: httpx2.Client, path: str):
    assert stranger.get(path).status_code == 200
    other = f"/feed/{feed.renew(served.home)}.ics"
    assert [stranger.get(p).status_code for p in (path, other)] == [404, 200]
    assert feed.off(served.home)
    assert [stranger.get(p).status_code for p in (path, other)] == [404, 404]
    assert not feed.off(served.home)


def test_nothing_else_is_to_be_had_by_it(stranger: httpx2.Client, client: httpx2.Client, path: str):
    bare = path.removesuffix(".ics")
    wrong = (f"{path}/", bare, f"{bare}.ICS", f"/feed/{'A' * 43}.ics", "/feed/.ics", "/feed/", "/feed/%00.ics", f"{bare[:-1]}.ics", f"{bare}A.ics")
    nowhere = stranger.get(wrong[3])
    for one in wrong:
        for who in (stranger, client):
            got = who.get(one)
            assert (got.status_code, got.content) == (404, nowhere.content), one
    assert stranger.get("/").status_code == 403
    assert stranger.get("/settings", headers={"referer": path}).status_code == 403
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert stranger.request(method, path).status_code in (403, 405), method
    assert stranger.get(path, headers={"host": "evil.test"}).status_code == 421
    assert stranger.get(path, headers={"sec-fetch-site": "cross-site"}).status_code == 404


def test_the_token_is_long_and_lies_nowhere(served: Served, stranger: httpx2.Client, path: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    token = path.removeprefix("/feed/").removesuffix(".ics")
    assert len(token) * 6 >= 128
    assert len({feed.renew(tmp_path) for _ in range(50)}) == 50
    stranger.get(path)
    stranger.get(f"/feed/{token}.txt")
    home = open_home(served.home)
    keeping.backup(home, tmp_path / "backup.db")
    exported = "\n".join(keeping.export(home))
    home.store.close()
    everything = {str(f): f.read_bytes() for folder in (served.home, tmp_path) for f in folder.rglob("*") if f.is_file()}
    assert any(name.endswith("backup.db") for name in everything)
    assert [name for name, data in everything.items() if token.encode() in data] == []
    assert token not in exported
    told = json.loads((served.home / "web" / feed.FILE).read_text())
    assert set(told) == {"version", "sha256", "since"}
    assert (served.home / "web" / feed.FILE).stat().st_mode & 0o777 == 0o600
    out, err = capfd.readouterr()
    assert token not in out + err


def test_an_error_says_neither_the_address_nor_anybodys_words(served: Served, stranger: httpx2.Client, path: str, capfd: pytest.CaptureFixture[str]):
    served.house.close()
    with sqlite3.connect(served.home / "afterword.db") as link:
        link.execute("UPDATE follow_ups SET body = CAST('{\"canary\": 1' AS BLOB)")
    link.close()
    got = stranger.get(path)
    assert (got.status_code, got.text) == (500, "the calendar could not be made\n")
    out, err = capfd.readouterr()
    assert "canary" not in out + err
    assert path[6:40] not in out + err
    assert "while the calendar was made" in err


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"sha256": "", "since": "2026-01-01T00:00:00+00:00"}', '{"sha256": 5, "since": 6}', '{"sha256": "' + "-" * 64 + '", "since": "2026-01-01T00:00:00+00:00"}'])
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, harm: str):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / feed.FILE).write_text(harm)
    assert feed.state(tmp_path) is None
    assert not feed.known(tmp_path, "")
    assert not feed.known(tmp_path, "-" * 64)


def test_the_settings_page_makes_an_address_shows_it_once_and_takes_it_back(served: Served, client: httpx2.Client, stranger: httpx2.Client):
    made = client.post("/settings/feed", data={"do": "renew"})
    found = re.search(r"http://127\.0\.0\.1:\d+(/feed/[\w-]+\.ics)", made.text)
    assert found
    assert found[0].startswith(served.url)
    assert stranger.get(found[1]).status_code == 200
    after = client.get("/settings").text
    assert found[1] not in after
    assert "Make another address" in after
    assert "Make an address" in client.post("/settings/feed", data={"do": "off"}).text
    assert stranger.get(found[1]).status_code == 404


def test_full_titles_come_only_when_they_are_set(client: httpx2.Client, stranger: httpx2.Client, path: str):
    assert not NAMES.search(stranger.get(path).content)
    kept = client.post("/settings/calendar", data={"calendar.titles": "full", "calendar.hour": "10", "calendar.alarm": "no"})
    assert "Kept." in kept.text
    got = stranger.get(path).content
    assert NAMES.search(got)
