"""What a person does on the page, in a real browser: begin, work through the day by keys, send, call, take back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.servers.ring import Ring
from tests.servers.smtp import PASSWORD, Sink
from tests.web.conftest import Served

from afterword.app import accounts
from afterword.app.accounts import Account, Server
from afterword.facts.kinds import Decision, Interaction, Sent


def opened(page: Page) -> str:
    """Whose follow-up stands open."""
    return page.locator("#reader h2").inner_text()


def told(page: Page) -> str:
    return page.locator("#notice p").inner_text()


def test_a_newcomer_is_at_a_useful_page_in_three_steps(context: BrowserContext, served_empty: Served):
    page = context.new_page()
    served_empty.let_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    page.get_by_label("Your name").fill("Sam Rivera")
    page.get_by_label("Your mail addresses").fill("sam@postbox.example, sam@old.example")
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Time zone").fill("Nowhere/Atall")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#notice")).to_contain_text("is no time zone")
    expect(page.get_by_label("Your mail addresses")).to_have_value("sam@postbox.example, sam@old.example")
    page.get_by_label("Time zone").fill("America/Chicago")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What can you bring?")
    page.get_by_role("link", name="Go to today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing owed today.")
    with served_empty.house.reading() as home:
        assert home.me.emails == {"sam@postbox.example", "sam@old.example"}
        assert home.search.state == "start"


def test_the_day_is_worked_through_with_keys_alone(page: Page, served: Served):
    first = opened(page)
    page.keyboard.press("j")
    expect(page.locator("#reader h2")).not_to_have_text(first)
    second = opened(page)
    page.keyboard.press("k")
    expect(page.locator("#reader h2")).to_have_text(first)
    page.keyboard.press("e")
    expect(page.locator("textarea[name=body]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.type("next week")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text(f"{first} rests until Monday")
    expect(page.locator("#reader h2")).to_have_text(second)
    page.keyboard.press("u")
    expect(page.locator("#notice")).to_contain_text("Taken back")
    page.keyboard.press("u")
    expect(page.locator("#notice")).to_contain_text("Put back")
    before = opened(page)
    page.keyboard.press("j")
    expect(page.locator("#reader h2")).not_to_have_text(before)
    page.keyboard.press("x")
    page.keyboard.type("we talked already")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Skipped")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    while page.locator("[data-item]").count():
        left = page.locator("[data-item]").count()
        if not page.locator("#reader").is_visible():
            page.keyboard.press("j")
        page.keyboard.press("d")
        expect(page.locator("[data-item]")).to_have_count(left - 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing owed today.")
    with served.house.reading() as home:
        acts = [f.body.act for f in home.store.in_force(["decision"]) if isinstance(f.body, Decision)]
    assert {"done", "snooze", "skip"} <= set(acts)


def test_a_mail_is_edited_checked_approved_and_sent(page: Page, served: Served, sink: Sink, ring: Ring):
    accounts.add(served.home, Account("post", "sam.rivera@postbox.example", None, Server("127.0.0.1", sink.tls_port)), PASSWORD)
    page.reload()
    name = opened(page)
    words = page.locator("textarea[name=body]")
    words.fill("Hi Lena,\n\nJust checking in!!! Did you get my last mail? I NEED an answer.\n\nSam")
    expect(page.locator("#findings")).to_contain_text(re.compile("Mend this|Look at this"))
    words.fill("Hi Lena,\n\nThank you for the time you gave me on Monday. The story of the July visits stayed with me.\n\nBest wishes,\nSam Rivera")
    expect(page.locator("#findings")).to_contain_text("Nothing to remark")
    page.get_by_role("button", name="Look it over").click()
    expect(page.locator(".headers")).to_contain_text("lena.sorensen@northbridge.example")
    expect(page.locator("#words")).to_contain_text("The story of the July visits")
    assert sink.taken() == []
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#notice")).to_contain_text(f"On its way to {name}")
    (taken,) = sink.taken()
    assert taken["recipients"] == ["lena.sorensen@northbridge.example"]
    with served.house.reading() as home:
        (sent,) = [f.body for f in home.store.in_force(["sent"]) if isinstance(f.body, Sent)]
    assert (sent.digest, sent.message_id) == (taken["hash"], taken["id"])
    assert page.locator("[data-item]", has_text=name).count() == 0


def test_a_call_is_logged_with_what_was_said(page: Page, served: Served):
    page.locator("[data-item]", has_text="Dana Whitfield").click()
    expect(page.locator("#reader h2")).to_have_text("Dana Whitfield")
    expect(page.locator("a.number")).to_have_attribute("href", "tel:+16125550142")
    page.get_by_label("What happened").fill("She will decide by Friday, December 4.")
    page.get_by_role("button", name="We spoke").click()
    expect(page.locator("#notice")).to_contain_text("Dana Whitfield: kept what was said.")
    with served.house.reading() as home:
        calls = [f.body for f in home.store.in_force(["interaction"]) if isinstance(f.body, Interaction) and f.body.reached]
    assert [(c.way, c.reached, c.note) for c in calls][-1] == ("call", "reached", "She will decide by Friday, December 4.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-item]", has_text="Dana Whitfield")).to_have_count(1)
    with served.house.reading() as home:
        assert not [f for f in home.store.in_force(["interaction"]) if f.body.note == "She will decide by Friday, December 4."]


def test_a_question_is_answered_where_it_stands(page: Page):
    form = page.locator(".question").first
    ask = form.locator("p").first.inner_text()
    form.get_by_role("button").first.click()
    expect(page.locator("#notice")).to_contain_text("Thank you, noted")
    expect(page.locator(".question", has_text=ask)).to_have_count(0)


def test_the_demo_is_shown_and_left_again(context: BrowserContext, served_empty: Served):
    page = context.new_page()
    served_empty.let_in(page)
    page.get_by_role("button", name="Show me the demo").click(timeout=120_000, no_wait_after=True)
    expect(page.locator(".demo")).to_contain_text("made-up search", timeout=120_000)
    assert page.locator("[data-item]").count() >= 3
    page.get_by_role("button", name="Leave the demo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    assert not served_empty.house.visiting


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_complains_in_the_console(context: BrowserContext, served: Served, scheme: str):
    context.add_init_script("addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective))")
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    served.let_in(page)
    for path in ("/", "/waiting", "/settings", "/settings/playbooks"):
        page.goto(served.url + path)
    assert complaints == []
