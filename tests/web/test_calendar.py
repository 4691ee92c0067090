"""The diary: what is planned on which day, and moving it, with the mouse and without."""

from __future__ import annotations

import re

import httpx2
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Served, take_back


def day(page: Page, name: str) -> str:
    """The words of one day."""
    return page.locator(f'section[aria-label="{name}"]').inner_text()


def test_a_week_and_a_month_show_what_is_planned(client: httpx2.Client) -> None:
    week = client.get("/calendar")
    assert "This week" in week.text
    assert "Interview, Northbridge" in week.text
    month = client.get("/calendar?month=2026-11")
    assert "November 2026" in month.text
    assert month.text.count('<section class="date') == 42
    assert client.get("/calendar?week=nonsense").status_code == 200
    assert client.get("/calendar?month=9999-99").status_code == 200


def test_a_follow_up_is_dragged_to_a_later_day_and_that_is_undone(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/calendar?week=2026-11-23")
    assert "Celeste Amadi" in day(page, "Wednesday 25 November")
    page.locator(".plan", has_text="Celeste Amadi").drag_to(page.locator('section[aria-label="Friday 27 November"]'))
    expect(page.locator("#notice")).to_contain_text("Moved: Celeste Amadi, to Friday 27 November.")
    assert "Celeste Amadi" in day(page, "Friday 27 November")
    take_back(page)
    page.goto(f"{served.url}/calendar?week=2026-11-23")
    assert "Celeste Amadi" in day(page, "Wednesday 25 November")


def test_a_past_day_takes_nothing(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/calendar?week=2026-11-23")
    page.locator(".plan", has_text="Celeste Amadi").drag_to(page.locator('section[aria-label="Monday 23 November"]'))
    assert "Celeste Amadi" in day(page, "Wednesday 25 November")
    expect(page.locator("#notice form")).to_have_count(0)


def test_without_script_the_move_field_does_the_same(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    served.let_in(page)
    page.goto(f"{served.url}/calendar?week=2026-11-23")
    plan = page.locator(".plan", has_text="Celeste Amadi")
    plan.get_by_text("Move").first.click()
    plan.get_by_role("textbox").fill("friday")
    plan.get_by_role("button", name="Move").click()
    assert "Moved: Celeste Amadi" in page.locator("#notice").inner_text()
    assert "Celeste Amadi" in day(page, "Friday 27 November")
    context.close()


def test_coming_sooner_needs_no_moving_and_a_day_gone_by_is_refused(client: httpx2.Client) -> None:
    shown = client.get("/calendar?week=2026-11-30").text
    key = re.search(r'data-key-of="(\w+)"', shown)
    assert key
    sooner = client.post("/calendar/move", data={"key": key[1], "to": "2026-11-26", "view": "2026-11-30"})
    assert sooner.status_code == 400
    assert "you may do it sooner without moving it" in sooner.text
    assert client.post("/calendar/move", data={"key": key[1], "to": "2026-11-20", "view": ""}).status_code == 400
    assert client.post("/calendar/move", data={"key": "ffffffffff", "to": "2026-12-20", "view": ""}).status_code == 404
