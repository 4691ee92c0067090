"""Noting in plain words or by pasting a mail; searching everywhere by keyboard."""

from __future__ import annotations

import httpx2
from playwright.sync_api import Page, expect
from tests.web.conftest import Served, take_back
from tests.web.test_person import undo

MAIL = """From: Ola Berg <ola.berg@kestrel.example>
Date: Mon, 23 Nov 2026 08:00:00 -0600
Subject: Wells

Hi Sam, could you send me the map of wells by Friday?
"""


def facts(served: Served) -> int:
    with served.house.reading() as home:
        return home.store.count()


def test_a_note_is_shown_before_it_is_kept_and_undone_after(page: Page, served: Served) -> None:
    before = facts(served)
    page.goto(f"{served.url}/note")
    page.get_by_label("What happened").fill("Rosa offered to introduce me to Ola Berg at Kestrel.")
    page.get_by_role("button", name="See what is understood").click()
    expect(page.locator(".understood")).to_contain_text("Rosa")
    expect(page.locator(".understood")).to_contain_text("Ola Berg")
    assert facts(served) == before
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#notice")).to_contain_text("Ola Berg")
    assert facts(served) > before
    take_back(page)
    page.goto(f"{served.url}/search?q=Ola")
    expect(page.locator("#hits")).to_contain_text("Nothing holds")


def test_a_pasted_mail_is_shown_kept_and_leads_to_its_writer(client: httpx2.Client) -> None:
    shown = client.post("/note", data={"text": MAIL})
    assert "Understood, as a mail" in shown.text
    assert "Ola Berg wrote to you on Monday 23 November" in shown.text
    kept = client.post("/note", data={"text": MAIL, "keep": "yes"})
    assert str(kept.url).endswith("/person/email%3Aola.berg%40kestrel.example")
    assert "map of wells" in kept.text
    undo(client, kept)
    assert client.get("/person/email%3Aola.berg%40kestrel.example").status_code == 404


def test_what_is_not_understood_is_not_kept(client: httpx2.Client, served: Served) -> None:
    before = facts(served)
    shown = client.post("/note", data={"text": "lorem ipsum dolor"})
    assert "Nothing of it was understood" in shown.text
    assert client.post("/note", data={"text": "lorem ipsum dolor", "keep": "yes"}).status_code == 400
    assert client.post("/note", data={"text": "  "}).status_code == 400
    assert "Choose" not in shown.text
    assert facts(served) == before


def test_search_is_reached_by_its_key_and_answers_while_one_types(page: Page, served: Served) -> None:
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("whitf")
    expect(page.locator("#hits")).to_contain_text("Dana Whitfield")
    page.keyboard.press("Control+A")
    page.keyboard.type("outbreak")
    expect(page.locator("#hits")).to_contain_text("every Monday looks like an outbreak")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("h1")).not_to_have_text("Search")


def test_search_without_script_and_with_odd_words(client: httpx2.Client) -> None:
    assert "Meridian Health Institute" in client.get("/search?q=meridian").text
    for odd in ('"', "' OR 1=1 --", "<script>alert(1)</script>", "NEAR(", "*", "a" * 3000, "\u202e", "%00"):
        shown = client.get("/search", params={"q": odd})
        assert shown.status_code == 200, odd
        assert "<script>alert" not in shown.text
