"""What cannot be understood is said in one clear line, on the page it came from, and nothing of it is kept."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import httpx2
from playwright.sync_api import Page, expect
from tests.web.conftest import Served

from afterword.app.drafting import open_follow_ups


def said(answer: httpx2.Response) -> str:
    """The one line: of the notice, else under the heading of a page of its own."""
    found = re.search(r'class="notice[^>]*>\s*<p>(.*?)</p>', answer.text, re.DOTALL) or re.search(r"<h1[^>]*>.*?</h1>\s*<p[^>]*>(.*?)</p>", answer.text, re.DOTALL)
    return html.unescape(found[1]) if found else answer.text[:200]


def test_every_wrong_input_gets_a_line_and_changes_nothing(client: httpx2.Client, served: Served) -> None:
    with served.house.reading() as home:
        before, key = home.store.logical_hash(), open_follow_ups(home)[0].key
        person = next(k for k in home.store.subjects() if k.startswith("email:"))
    who, day = f"/person/{quote(person, safe='')}", "is no day I understand"
    wrong: list[tuple[str, dict[str, str], int, str]] = [
        ("/people", {"name": ""}, 400, "Say who it is."), ("/people", {"name": "!!"}, 400, "names no person"), ("/people", {"name": "Al", "at": "xyz"}, 400, "no phone number"),
        ("/people", {"name": "Al", "at": "x@"}, 400, "is no mail address"), ("/roles", {"organisation": "Acme"}, 400, "Say which role"), ("/roles", {"organisation": ""}, 400, "Say which company"),
        ("/roles", {"organisation": "Acme", "role": "Clerk", "on": "31 February"}, 400, day), ("/roles", {"organisation": "Acme", "role": "Clerk", "url": "javascript:alert(1)"}, 400, "begins with https://"),
        ("/companies", {"organisation": ""}, 400, "Say which company"), ("/companies/order", {"organisation": "Nobody", "by": "up"}, 404, "is not on your list"), ("/companies/order", {"name": "Nobody"}, 400, "has changed meanwhile"),
        (f"/f/{key}/snooze", {"until": ""}, 400, "Say until when"), (f"/f/{key}/snooze", {"until": "gibberish"}, 400, day), (f"/f/{key}/snooze", {"until": "yesterday"}, 400, "a day to come"),
        (f"/f/{key}/approve", {"body": "", "subject": ""}, 403, "There are no words yet"), (f"/f/{key}/send", {"approved": "bad"}, 403, "Nothing is approved yet."), ("/f/zzzz/skip", {"note": "x"}, 404, "No follow-up has the key"),
        ("/q/none", {"choice": "yes"}, 404, "No question has the key"), ("/undo", {"act": "nothing"}, 404, "cannot be taken back any more"), ("/note", {"text": ""}, 400, "Write a few words"), ("/note", {"text": "x" * 3_000_000}, 413, "more than a form takes"),
        ("/capture", {"role": "", "organisation": ""}, 400, "Say which role"), ("/capture", {"role": "X", "organisation": "Y", "how": "applied", "on": "whenever"}, 400, day), ("/settings/me", {"name": "Sam", "emails": "nope", "zone": "UTC", "country": "US"}, 400, "is no mail address"),
        ("/settings/me", {"name": "Sam", "emails": "a@b.example", "zone": "Mars", "country": "US"}, 400, "is no time zone"), ("/settings/search", {"state": "pause", "until": "never"}, 400, day), ("/settings/forget", {"whom": "Nobody"}, 404, "try a part of the name."),
        (f"{who}/log", {"way": "call", "on": "whenever"}, 400, day), (f"{who}/note", {"note": ""}, 400, "Write the note first"), (f"{who}/detail", {"detail": "???"}, 400, "is no number"), (f"{who}/merge", {"other": "Nobody"}, 404, "Nobody here is called"),
        (f"{who}/prefer", {"channel": "pigeon"}, 400, "no way to reach"), ("/person/none/note", {"note": "x"}, 404, "Nobody is known by that"), ("/calendar/move", {"key": key, "to": "whenever"}, 400, day),
    ]  # fmt: skip
    for path, form, status, words in wrong:
        answer = client.post(path, data=form)
        line = said(answer)
        assert (answer.status_code, words in line) == (status, True), (path, form if len(str(form)) < 200 else "", answer.status_code, line)
        assert "`" not in line, (path, line)
        assert "\n" not in line.strip(), (path, line)
    for path in ("/person/email%3Anobody%40nowhere.example", "/f/zzzz", "/fact/none", "/role/none", "/company/Nobody", "/interview/none", "/import/none", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "`" not in said(answer), (path, said(answer))
    with served.house.reading() as home:
        assert home.store.logical_hash() == before


def test_a_second_tab_with_an_old_state_is_told_so(client: httpx2.Client, served: Served) -> None:
    with served.house.reading() as home:
        key = open_follow_ups(home)[0].key
    assert client.post(f"/f/{key}/skip", data={"note": "told in the first tab"}).status_code == 200
    late = client.post(f"/f/{key}/done", data={"channel": "email"})
    assert late.status_code == 404
    assert "No follow-up has the key" in said(late)


def test_a_server_that_is_gone_is_said_on_the_page(page: Page) -> None:
    page.route("**/snooze", lambda route: route.abort())
    page.keyboard.press("s")
    page.keyboard.type("next week")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Afterword does not answer")
    page.unroute("**/snooze")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("rests until")
