"""The board and one role; companies in order."""

from __future__ import annotations

import re
from html import unescape

import httpx2
from playwright.sync_api import Page, expect
from tests.web.conftest import Served
from tests.web.test_person import undo


def role(client: httpx2.Client, name: str) -> str:
    """The address of a role, from the board."""
    found = re.search(rf'href="(/role/\w+)">{name}<', client.get("/roles").text)
    assert found
    return found[1]


def test_the_board_shows_stage_next_and_silence_in_words(client: httpx2.Client) -> None:
    shown = client.get("/roles").text
    assert re.findall(r'<h2 id="col-\w+">(\w+)', shown) == ["Applied", "Talking", "Offer"]
    assert "Nothing for 6 working days; asking is usual after 7." in shown
    assert "They want your answer by" in shown
    assert "Surveillance Data Analyst" in shown
    found = client.get("/roles?q=halden").text
    assert "Program Evaluator" in found
    assert "Surveillance" not in found


def test_a_role_tells_its_interviews_people_and_words(client: httpx2.Client) -> None:
    shown = client.get(role(client, "Surveillance Data Analyst")).text
    for words in ("Meridian Health Institute", "Dana Whitfield", "Inés Calder", "They said by", "Dana asked you to call"):
        assert words in shown, words
    assert client.get("/role/00000000").status_code == 404


def test_an_outcome_moves_the_role_and_is_undone(client: httpx2.Client) -> None:
    at = role(client, "Evaluation Analyst")
    done = client.post(f"{at}/outcome", data={"result": "rejected", "on": "", "due": ""})
    assert "Noted: rejected, Open Harbor." in done.text
    assert "They said no" in client.get(at).text
    undo(client, done)
    assert "They said no" not in client.get(at).text
    assert client.post(f"{at}/outcome", data={"result": "hired"}).status_code == 400


def test_a_role_is_added_by_hand(client: httpx2.Client) -> None:
    done = client.post("/roles", data={"role": "Map Librarian", "organisation": "Fenn & Daughters", "on": "yesterday", "contact": "", "url": ""})
    assert "Noted: you applied at Fenn &amp; Daughters." in done.text
    assert "Map Librarian" in done.text


def test_a_kept_posting_is_let_go_put_back_and_applied_to(client: httpx2.Client) -> None:
    kept = client.post("/capture", data={"role": "Map Librarian", "organisation": "Fenn", "url": "https://fenn.example/1", "note": "Cork", "how": "later"})
    drop = re.search(r'action="(/roles/kept/\w+)/drop"', kept.text)
    assert drop
    gone = client.post(f"{drop[1]}/drop", data={"yes": ""})
    assert "Let go: Map Librarian." in gone.text
    assert drop[1] not in gone.text
    back = client.post("/undo", data={"act": re.findall(r'name="act" value="([^"]+)"', gone.text)[0], "again": "yes"})
    assert back.status_code == 200
    assert drop[1] in client.get("/roles").text
    done = client.post(f"{drop[1]}/applied", data={"on": ""})
    assert "Noted: you applied at Fenn." in done.text
    assert drop[1] not in done.text


def test_the_board_is_one_column_on_a_phone(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.url + "/roles")
    left = [box["x"] for s in page.locator(".board section").all() if (box := s.bounding_box())]
    assert len(set(left)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def names(client: httpx2.Client) -> list[str]:
    return [unescape(n) for n in re.findall(r'<h2><a href="/company/[^"]+">([^<]+)</a></h2>', client.get("/companies").text)]


def test_companies_are_added_ordered_removed_and_all_of_it_undone(client: httpx2.Client) -> None:
    first, second = names(client)
    done = client.post("/companies", data={"organisation": "Kestrel Maps"})
    assert names(client) == [first, second, "Kestrel Maps"]
    client.post("/companies/order", data={"organisation": "Kestrel Maps", "by": "up"})
    assert names(client) == [first, "Kestrel Maps", second]
    client.post("/companies/order", data={"name": [second, first, "Kestrel Maps"]})
    assert names(client) == [second, first, "Kestrel Maps"]
    removed = client.post("/companies/remove", data={"organisation": "Kestrel Maps"})
    assert names(client) == [second, first]
    undo(client, removed)
    assert "Kestrel Maps" in names(client)
    assert done.status_code == 200


def test_a_company_shows_the_ways_in_when_asked(client: httpx2.Client) -> None:
    shown = client.get("/company/domain%3Awayfinderhealth.example")
    assert "Look for the ways in" in shown.text
    assert "Colin Byrne" in shown.text
    ways = client.get("/company/domain%3Awayfinderhealth.example?way=yes")
    assert "The next ask" in ways.text
    assert client.get("/company/Nowhere%20Ltd").status_code == 404


def test_the_map_is_a_picture_of_our_own_with_people_as_links(client: httpx2.Client, page: Page, served: Served) -> None:
    drawn = client.get("/map.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "<script" not in drawn.text
    assert "/person/email%3Adana.whitfield%40meridianhealth.example" in drawn.text
    page.goto(served.url + "/map?to=Ken Ito")
    expect(page.locator("h1")).to_have_text("Ways to Ken Ito")
    page.locator(".map").get_by_role("link", name="Rosa Diaz").click()
    expect(page.locator("h1")).to_have_text("Rosa Diaz")
    assert "nobody and no organisation here is called" in client.get("/map?to=Zzyzx").text.lower()
