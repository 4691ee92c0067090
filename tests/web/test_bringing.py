"""Bringing files in: by drop with live progress, by a plain form, within limits, and never outside our own folder."""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Served, refused
from tests.web.test_person import undo

from afterword.errors import BadUsage
from afterword.interfaces.web import uploads

LETTER = """From dana Tue Nov 24 08:00:00 2026
From: Ola Berg <ola.berg@kestrel.example>
To: Sam Rivera <sam.rivera@postbox.example>
Subject: The map of wells {n}
Message-ID: <{n}@kestrel.example>
Date: Mon, 23 Nov 2026 08:00:{n:02d} -0600
Content-Type: text/plain; charset=utf-8

Hi Sam,

could you send me the map of wells number {n} by Friday?

Ola

"""
MBOX = "".join(LETTER.format(n=n) for n in range(40))


def finished(client: httpx2.Client, address: str) -> httpx2.Response:
    """The report, once the import is over."""
    for _ in range(600):
        shown = client.get(address)
        if "/events" not in shown.text:
            return shown
        time.sleep(0.05)
    raise AssertionError(shown.text)


def left(served: Served) -> list[Path]:
    """What lies in the folder of uploads."""
    return [p for p in (served.home / "web" / "incoming").rglob("*")] if (served.home / "web" / "incoming").exists() else []  # noqa: C416


def test_an_mbox_is_dropped_and_its_report_is_the_commands(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/import")
    dropped = page.evaluate_handle(
        """(text) => { const d = new DataTransfer(); d.items.add(new File([text], "wells.mbox", {type: "application/mbox"})); return d; }""", MBOX,
    )  # fmt: skip
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("h1")).to_have_text("40 new things found", timeout=60_000)
    expect(page.locator(".found")).to_contain_text("wells.mbox")
    expect(page.locator(".found")).to_contain_text("40 read, 40 new, 0 known")
    assert left(served) == []
    page.get_by_role("link", name="See today").click()
    page.goto(f"{served.url}/person/email%3Aola.berg%40kestrel.example")
    expect(page.locator(".timeline")).to_contain_text("map of wells number 39")


def test_without_script_the_form_leads_to_the_same_report(browser: Browser, served: Served, tmp_path: Path) -> None:
    (tmp_path / "wells.mbox").write_text(MBOX, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    served.let_in(page)
    page.goto(f"{served.url}/import")
    page.locator("#files").set_input_files(tmp_path / "wells.mbox")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("h1")).to_have_text("40 new things found", timeout=60_000)  # the page asks again by itself
    context.close()


def test_twice_brings_nothing_new_and_the_first_is_undone(client: httpx2.Client) -> None:
    sent = {"file": ("wells.mbox", MBOX.encode(), "application/mbox")}
    first = client.post("/import", files=sent)
    done = finished(client, str(first.url))
    assert "40 new things found" in done.text
    again = finished(client, str(client.post("/import", files=sent).url))
    assert "Nothing new" in again.text
    assert "40 known" in again.text
    assert client.get("/person/email%3Aola.berg%40kestrel.example").status_code == 200
    undo(client, done)
    assert client.get("/person/email%3Aola.berg%40kestrel.example").status_code == 404


def test_progress_is_told_as_events_until_it_is_over(client: httpx2.Client, served: Served) -> None:
    job = str(client.post("/import", files={"file": ("wells.mbox", MBOX.encode(), "application/mbox")}).url)
    with client.stream("GET", f"{job}/events", timeout=60) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["over"] is True
    assert [t["over"] for t in told[:-1]] == [False] * (len(told) - 1)
    assert told[-1]["state"]["read"] == 40
    assert client.get("/import/0000000000000000/events").status_code == 204
    assert client.get("/import/0000000000000000").status_code == 404
    assert left(served) == []


def test_what_is_of_no_known_form_is_said_and_no_file_at_all_too(client: httpx2.Client, served: Served) -> None:
    shown = finished(client, str(client.post("/import", files={"file": ("photo.raw", b"\x00\x01\x02" * 50, "image/raw")}).url))
    assert "That could not be read" in shown.text
    assert "of no format I know" in shown.text
    assert "is empty" in finished(client, str(client.post("/import", files={"file": ("mail.mbox", b"", "application/mbox")}).url)).text
    assert "Choose the files first." in client.post("/import", data={"file": "words"}).text
    assert "Choose the files first." in client.post("/import", files={"file": ("", b"", "application/octet-stream")}).text
    assert left(served) == []


def test_an_upload_from_another_site_is_refused(client: httpx2.Client, served: Served) -> None:
    before = served.home.joinpath("web").stat().st_mtime_ns
    assert refused(lambda: client.post("/import", files={"file": ("wells.mbox", MBOX.encode())}, headers={"sec-fetch-site": "cross-site"}))
    assert left(served) == []
    assert served.home.joinpath("web").stat().st_mtime_ns == before


@given(st.text(max_size=400))
def test_a_sent_name_never_leads_out_of_the_folder(name: str) -> None:
    parts = uploads.safe(name)
    assert all(part and part not in (".", "..") and not set(part) & set("/\\\0") and len(part) <= uploads.NAME for part in parts)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "C:\\x\\mail.mbox", "....//....//x", "a/../../b.mbox", "\x00.mbox", "x" * 2000, ""])
def test_hostile_names_stay_below(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    found = ran(uploads.receive(blocks(form(("file", name or "empty", b"words"))), KIND, inside))
    assert all(inside in p.resolve().parents for p in found)
    assert [p for p in tmp_path.iterdir()] == [inside]  # noqa: C416


def ran(work: Coroutine[object, None, list[Path]]) -> list[Path]:
    """Runs what never waits for anything: Chromium's driver keeps this thread's loop."""
    try:
        while True:
            work.send(None)
    except StopIteration as done:
        return done.value


KIND = "multipart/form-data; boundary=edge"


def form(*parts: tuple[str, str, bytes]) -> bytes:
    """A multipart body."""
    made = b""
    for field, name, body in parts:
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        made += f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{quoted}"\r\n\r\n'.encode() + body + b"\r\n"
    return made + b"--edge--\r\n"


async def blocks(body: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


def test_folders_keep_their_shape_and_equal_names_both_stay(tmp_path: Path) -> None:
    body = form(("file", "Mail/cur/1:2,S", b"one"), ("file", "Mail/new/2", b"two"), ("file", "a.eml", b"three"), ("file", "a.eml", b"four"))
    ran(uploads.receive(blocks(body), KIND, tmp_path))
    assert sorted(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()) == [b"four", b"one", b"three", b"two"]
    assert (tmp_path / "Mail" / "new" / "2").read_bytes() == b"two"


def test_too_much_and_broken_off_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taker = uploads.Receiver(tmp_path, total=10)
    with pytest.raises(BadUsage, match="more than"):
        taker._data(b"x" * 11, 0, 11)
    with pytest.raises(BadUsage):
        ran(uploads.receive(blocks(b"nonsense without any edge"), KIND, tmp_path))
    with pytest.raises(BadUsage, match="choose"):
        ran(uploads.receive(blocks(b""), "text/plain", tmp_path))
    monkeypatch.setattr(uploads, "FILES", 1)
    with pytest.raises(BadUsage, match="as one archive"):
        ran(uploads.receive(blocks(form(("file", "a", b"1"), ("file", "b", b"2"))), KIND, tmp_path))
