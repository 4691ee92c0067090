"""The sheet before a talk, the minute after it, and the review: linked from where one looks, whole without script, one page on paper."""

from __future__ import annotations

import io
import re

import httpx2
from playwright.sync_api import Page
from pypdf import PdfReader
from tests.web.conftest import Served


def link(client: httpx2.Client, page: str, ending: str = "") -> str:
    """The address of the first talk that a page links to."""
    found = re.search(rf'href="(/interview/\w+{ending})"', client.get(page).text)
    assert found, page
    return found[1]


def test_today_and_the_calendar_lead_to_the_sheet(client: httpx2.Client) -> None:
    assert link(client, "/") == link(client, "/calendar?week=2026-11-23", "")
    sheet = client.get(link(client, "/")).text
    for part in ("Leo Brandt", "Who will be there", "Said before", "To ask", "Write down", 'href="tel:+16515550186"'):
        assert part in sheet
    assert "Interviews and talks" in client.get("/interviews").text


def test_the_minute_is_kept_said_back_and_not_asked_again(client: httpx2.Client) -> None:
    after = link(client, "/", "/after")
    form = client.get(after).text
    assert "One moment with Lena Sorensen" in form
    kept = client.post(after, data={"went": "4", "next": "They decide by Friday, call me Monday.", "moment-2": "the July riddle"})
    assert "Until Friday 27 November they decide." in kept.text
    assert "how did it go?" not in kept.text
    assert "You told this already" in client.get(after).text
    assert client.post(after, data={"went": "4"}).status_code == 400


def test_an_empty_minute_keeps_what_was_typed_and_says_what_is_missing(client: httpx2.Client) -> None:
    after = link(client, "/", "/after")
    again = client.post(after, data={"went": "", "next": "  "})
    assert again.status_code == 400
    assert "Say one thing at least" in again.text
    assert client.post(after, data={"skip": "yes"}).status_code == 200
    assert "how did it go?" not in client.get("/").text


def test_a_talk_that_is_not_here_is_said(client: httpx2.Client) -> None:
    assert client.get("/interview/ffffffffff").status_code == 404
    assert client.post("/interview/ffffffffff/after", data={"went": "4"}).status_code == 404


def test_the_review_plans_the_next_days(client: httpx2.Client) -> None:
    week = client.get("/review").text
    assert "The week to Tuesday 24 November" in week
    assert "then I <a href" in week


def test_the_sheet_is_one_page_of_a4(page: Page, client: httpx2.Client, served: Served) -> None:
    every = dict.fromkeys(re.findall(r'href="(/interview/\w+)(?:/after)?"', client.get("/interviews").text))
    assert len(every) > 1
    for address in every:
        page.goto(served.url + address)
        (only,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert (round(only.mediabox.width), round(only.mediabox.height)) == (595, 842)
