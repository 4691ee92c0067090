"""The person's page: a glance, the correspondence, what is logged and mended there; every act can be taken back."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx2
from playwright.sync_api import Page, expect
from tests.web.conftest import Served, take_back

DANA = f"/person/{quote('email:dana.whitfield@meridianhealth.example', safe='')}"


def undo(client: httpx2.Client, shown: httpx2.Response) -> httpx2.Response:
    """Presses the Undo of the bar."""
    act = re.search(r'name="act" value="([^"]+)"', shown.text)
    assert act, shown.text[:2000]
    return client.post("/undo", data={"act": act[1]})


def test_the_page_shows_how_to_reach_them_what_is_next_and_what_passed(client: httpx2.Client) -> None:
    shown = client.get(DANA)
    assert shown.status_code == 200
    for words in ("Dana Whitfield", "tel:+16125550142", "Dana asked you to call", "I expect to decide by Monday, November 23.", "as with you", "Prefers a call", "rural clinics"):
        assert words in shown.text, words
    assert "Dana Whitfield" in client.get("/people?q=whit").text
    assert "Dana Whitfield" not in client.get("/people?q=lindholm").text


def test_any_handle_leads_there_and_nobody_is_a_page_too(client: httpx2.Client) -> None:
    assert client.get(DANA.replace("%3A", ":").replace("%40", "@")).status_code == 200
    gone = client.get("/person/email%3Anobody%40nowhere.example")
    assert gone.status_code == 404
    assert "Nobody is known by that" in gone.text


def test_the_correspondence_is_searched_without_script(client: httpx2.Client) -> None:
    shown = client.get(f"{DANA}?q=outbreak")
    assert shown.text.count('class="moment') == 1
    assert "Nothing between you holds these words." in client.get(f"{DANA}?q=zebra").text


def test_notes_details_ties_and_preferences_are_kept_and_taken_back(client: httpx2.Client) -> None:
    for path, data, seen in (
        ("note", {"note": "Runs the night shift on Fridays."}, "Runs the night shift on Fridays."),
        ("detail", {"detail": "612 555 0188"}, "612 555 0188"),
        ("tie", {"tie": "mentor", "organisation": "Meridian", "close": "3", "help": ""}, "Your mentor at Meridian"),
        ("prefer", {"channel": "never text"}, "Not by text."),
    ):
        done = client.post(f"{DANA}/{path}", data=data)
        assert done.status_code == 200
        assert seen in done.text, path
        undo(client, done)
        assert seen not in client.get(DANA).text, path


def test_what_cannot_be_understood_is_said_on_the_page_and_what_was_typed_stays(client: httpx2.Client) -> None:
    wrong = client.post(f"{DANA}/detail", data={"detail": "sailing"})
    assert wrong.status_code == 400
    assert "no number, mail address or LinkedIn page" in wrong.text
    assert 'value="sailing"' in wrong.text
    wrong = client.post(f"{DANA}/log", data={"way": "call", "note": "She was out", "on": "the day of the whale"})
    assert wrong.status_code == 400
    assert "She was out" in wrong.text


def test_somebody_new_is_added_and_the_list_leads_there(client: httpx2.Client) -> None:
    done = client.post("/people", data={"name": "Ola Berg", "at": "ola.berg@kestrel.example", "organisation": "Kestrel", "tie": "friend", "note": ""})
    assert "Noted: Ola Berg." in done.text
    assert str(done.url).endswith("/person/email%3Aola.berg%40kestrel.example")
    assert "Ola Berg" in client.get("/people?q=ola").text


def test_a_call_is_logged_by_keyboard_and_undone(page: Page, served: Served) -> None:
    page.goto(served.url + DANA)
    page.keyboard.press("l")
    page.locator("details.log form").get_by_label("What was said").fill("She decides on Monday.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".moment").first).to_contain_text("She decides on Monday.")
    expect(page.locator("#notice")).to_contain_text("Noted: a call with Dana Whitfield.")
    page.locator("#notice").get_by_role("button", name="Undo").click()
    expect(page.locator("#notice")).to_contain_text("aken back")
    page.goto(served.url + DANA)
    expect(page.locator(".timeline")).not_to_contain_text("She decides on Monday.")


def test_two_people_become_one_and_two_again(page: Page, served: Served) -> None:
    page.goto(served.url + "/people")
    page.get_by_text("Add somebody").click()
    page.get_by_label("Name", exact=True).fill("Dana W")
    page.get_by_label("Mail address or number").fill("dw@postbox.example")
    page.get_by_role("button", name="Keep").click()
    page.goto(served.url + DANA)
    page.get_by_text("Change what is known").click()
    page.get_by_label("The same person as").fill("dw@postbox.example")
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("#notice")).to_contain_text("They are one person now")
    expect(page.locator(".reach")).to_contain_text("dw@postbox.example")
    take_back(page)
    page.goto(served.url + DANA)
    expect(page.locator(".reach")).not_to_contain_text("dw@postbox.example")
    page.goto(served.url + "/person/email%3Adw%40postbox.example")
    expect(page.locator("h1")).to_have_text("Dana W")


def test_an_address_is_split_off(client: httpx2.Client) -> None:
    client.post(f"{DANA}/detail", data={"detail": "d.whitfield@home.example"})
    assert "d.whitfield@home.example" in client.get(DANA).text
    done = client.post(f"{DANA}/split", data={"handle": "email:d.whitfield@home.example"})
    assert done.status_code == 200
    assert "mailto:d.whitfield@home.example" not in client.get(DANA).text
