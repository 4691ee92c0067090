"""Capturing a posting: a real job page, the real bookmarklet, our form; and what hostile pages may try."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import httpx2
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Served, refused

POSTING = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Map Librarian (m/f/d)", "validThrough": "2026-12-18T00:00",
    "description": "<p>We look after <b>maps</b>.</p>" * 200,
    "hiringOrganization": {"@type": "Organization", "name": "Fenn &amp; Daughters", "sameAs": "https://fenn.example"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Cork", "addressRegion": "CO"}},
}  # fmt: skip
GRAPH = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Jobs"}, {**POSTING, "@type": ["Thing", "JobPosting"]}]}
BROKEN = '<script type="application/ld+json">{"@type": "JobPosting", "title": </script>'


class JobPage(BaseHTTPRequestHandler):
    """Job pages as they stand on the web."""

    def do_GET(self) -> None:
        data = {"/graph": GRAPH, "/one": POSTING}.get(self.path)
        told = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
        body = f'<!doctype html><title>Map Librarian | Jobs</title><meta property="og:site_name" content="Fenn Jobs">{BROKEN}{told}<h1>Map Librarian</h1>'
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def job_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), JobPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def bookmarklet(page: Page, served: Served) -> str:
    """The line that the page gives to be kept as a bookmark, as a browser would run it."""
    page.goto(f"{served.url}/capture")
    code = page.locator("#mark-code").input_value()
    assert code.startswith("javascript:")
    assert "\n" not in code
    return unquote(code.removeprefix("javascript:"))


@pytest.mark.parametrize("path", ["/one", "/graph"])
def test_a_job_page_is_captured_with_one_click_and_kept(page: Page, served: Served, job_site: str, path: str) -> None:
    code = bookmarklet(page, served)
    page.goto(job_site + path)
    with page.context.expect_page() as opened:
        page.evaluate(code)
    tab = opened.value
    expect(tab.get_by_label("Role")).to_have_value("Map Librarian (m/f/d)")
    expect(tab.get_by_label("Company")).to_have_value("Fenn & Daughters")
    expect(tab.get_by_label("Address of the posting")).to_have_value(job_site + path)
    expect(tab.get_by_label("Note")).to_have_value("Cork, CO; closes 2026-12-18")
    assert "#" not in tab.url
    tab.get_by_role("button", name="Keep it for later").click()
    expect(tab.locator("#notice")).to_contain_text("Kept: Map Librarian (m/f/d) at Fenn & Daughters.")
    expect(tab.locator(".closed").first).to_contain_text("Map Librarian")


def test_a_page_without_a_description_still_gives_its_title(page: Page, served: Served, job_site: str) -> None:
    code = bookmarklet(page, served)
    page.goto(f"{job_site}/none")
    with page.context.expect_page() as opened:
        page.evaluate(code)
    expect(opened.value.get_by_label("Role")).to_have_value("Map Librarian | Jobs")
    expect(opened.value.get_by_label("Company")).to_have_value("Fenn Jobs")


@pytest.mark.parametrize("fragment", [json.dumps(POSTING, separators=(",", ":")), quote(json.dumps(POSTING)), quote(json.dumps([POSTING])), quote(json.dumps(GRAPH))])
def test_the_fragment_is_read_in_every_usual_form(page: Page, served: Served, fragment: str) -> None:
    page.goto("about:blank")
    page.goto(f"{served.url}/capture#{fragment}")
    expect(page.get_by_label("Role")).to_have_value("Map Librarian (m/f/d)")
    page.get_by_label("Applied on, if you have").fill("yesterday")
    page.get_by_role("button", name="I have applied").click()
    expect(page.locator("#notice")).to_contain_text("Noted: you applied at Fenn & Daughters.")


@pytest.mark.parametrize(
    "hostile",
    [
        {"@type": "JobPosting", "title": "<img src=x onerror=alert(1)>", "hiringOrganization": {"name": "<script>alert(1)</script>"}, "url": "javascript:alert(1)"},
        {"@type": "JobPosting", "title": {"toString": "alert(1)"}, "hiringOrganization": [[[]]], "url": 7},
        {"@type": "JobPosting", "title": "x" * 100_000, "jobLocation": [{"address": {"addressLocality": '"><svg onload=alert(1)>'}}], "__proto__": {"x": 1}},
        [], "words", 5, None,
    ],
)  # fmt: skip
def test_a_hostile_fragment_is_only_words(page: Page, served: Served, hostile: object) -> None:
    said: list[str] = []
    page.on("dialog", lambda d: (said.append(d.message), d.dismiss()))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto("about:blank")
    page.goto(f"{served.url}/capture#{quote(json.dumps(hostile))}")
    page.wait_for_load_state("load")
    assert page.get_by_label("Address of the posting").input_value() == ""
    assert len(page.get_by_label("Role").input_value()) <= 300
    assert said == []
    assert page.url.startswith(f"{served.url}/capture")


def test_another_site_may_open_the_empty_form_and_nothing_else(client: httpx2.Client, served: Served) -> None:
    away = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    with served.house.reading() as home:
        before = home.store.logical_hash()
        told = [home.me.name, *home.me.emails, "Dana", "Meridian"]
    opened = client.get("/capture", headers=away)
    assert opened.status_code == 200
    assert not [word for word in told if word in opened.text]
    assert client.get("/roles", headers=away).status_code == 403
    assert refused(lambda: client.post("/capture", data={"role": "Map Librarian", "organisation": "Fenn", "how": "later"}, headers=away))
    with served.house.reading() as home:
        assert home.store.logical_hash() == before


def test_an_address_that_is_no_web_page_is_refused(client: httpx2.Client) -> None:
    wrong = client.post("/capture", data={"role": "Map Librarian", "organisation": "Fenn", "url": "javascript:alert(1)", "how": "later"})
    assert wrong.status_code == 400
    assert "begins with https://" in wrong.text
    assert client.post("/capture", data={"role": "", "organisation": "Fenn"}).status_code == 400
