"""A tab of Chromium that tells whatever it does that no page of ours may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route
from tests.web.conftest import Served

CANARY = """window.__ran = []; for (const n of ['alert', 'prompt', 'confirm', 'print']) window[n] = (...a) => { window.__ran.push(n + ' ' + a.join() + ' ' + ((window.event && window.event.target && window.event.target.outerHTML || '') + '').slice(0, 200)); };
addEventListener('securitypolicyviolation', (e) => window.__ran.push('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + ((e.target && e.target.outerHTML || '') + '').slice(0, 200)));"""
TOUCH = """(unfold) => {
    if (unfold) { document.querySelectorAll('details').forEach((d) => { d.open = true; }); document.querySelectorAll('iframe').forEach((f) => { f.loading = 'eager'; }); }
    document.querySelectorAll('main *').forEach((el) => { for (const n of ['mouseover', 'focus', 'toggle']) el.dispatchEvent(new Event(n)); });
    const urls = [...document.querySelectorAll('[href],[src],[action],[formaction]')].flatMap((e) => ['href', 'src', 'action', 'formaction'].map((a) => e.getAttribute(a) || ''));
    return [window.__ran, urls.filter((u) => /^\\s*(javascript|data|vbscript):/i.test(u))]; }"""
"""What a person may touch is touched; the answer is what ran, and links that would."""
BLOCKED = "Blocked script execution"
"""What Chromium says when something in a sandboxed frame would have run."""


@dataclass
class Watched:
    """A tab, and whatever it did that no page of ours may do."""

    tab: Page
    own: str
    faults: list[str] = field(default_factory=list)
    loads: int = 0

    def visit(self, address: str, *, unfold: bool = False) -> None:
        """Goes there, touches what a person may touch, and asks the canary."""
        with suppress(Error):  # an address of hostile words may be refused; what counts is what ran
            self.tab.goto(self.own + address, wait_until="load")
        self.loads += 1
        self.ask(address, unfold=unfold)

    def ask(self, address: str, *, unfold: bool = False) -> None:
        """Touches what stands open, and asks the canary."""
        ran, alive = self.tab.evaluate(TOUCH, unfold)
        if ran is None or ran:
            self.faults.append(f"{address}: {ran}")
        if alive:
            self.faults.append(f"{address}: {alive}")
        if not self.tab.url.startswith(self.own):
            self.faults.append(f"{address}: went to {self.tab.url}")

    def heard(self, said: ConsoleMessage) -> None:
        """The console tells of what a sandboxed frame was kept from."""
        if BLOCKED in said.text:
            self.faults.append(said.text)


@contextmanager
def tab_of(browser: Browser, own: str) -> Iterator[Watched]:
    """A tab in a profile of its own that is watched, and not yet let in anywhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(CANARY)
    made = Watched(context.new_page(), own)
    made.tab.on("dialog", lambda d: (made.faults.append(f"dialog {d.message}"), d.dismiss()))
    made.tab.on("console", made.heard)
    context.on("page", lambda p: made.faults.append(f"window {p.url}") if p is not made.tab else None)
    yield made
    context.close()


@contextmanager
def watched(browser: Browser, served: Served) -> Iterator[Watched]:
    """A tab that is let in at a server; a request to anywhere else is a fault."""
    with tab_of(browser, served.url) as made:

        def gate(route: Route) -> None:
            if route.request.url.startswith(served.url):
                route.continue_()
            else:
                made.faults.append(f"request {route.request.url}")
                route.abort()

        made.tab.context.route("**/*", gate)
        served.let_in(made.tab)
        yield made
