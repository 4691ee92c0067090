"""The page in a real browser: one Chromium, a server in a thread, a demo home copied from one made once a session."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.servers.certificate import certificate, trusted
from tests.servers.ring import ring
from tests.servers.smtp import sink, sink_server

from afterword.interfaces.cli.demo import _live
from afterword.interfaces.web.app import make_app
from afterword.interfaces.web.guard import Guard
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import launch

__all__ = ["certificate", "ring", "sink", "sink_server", "trusted"]
CHROMIUM = Path("/usr/bin/chromium")
NOW = datetime.fromisoformat("2026-11-24T09:00:00-06:00")
"""The moment in which every page of these tests lives: a Tuesday, ten weeks into the demo search."""
PATIENCE = 60_000
"""Milliseconds a browser may take for a step: a bound for what never comes, not a measure; the machine may be doing other things."""
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A running server: its data home, its address, and the way in."""

    home: Path
    port: int
    house: House
    app: Guard

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def enter(self) -> str:
        """An address that lets a browser in once."""
        return f"{self.url}/enter?token={launch(self.home)}"

    def let_in(self, tab: Page) -> None:
        """Lets a tab in, and waits until it stands where the door led it: the door's own step would overtake the test's next one."""
        tab.goto(self.enter(), wait_until="commit")
        tab.wait_for_url(lambda url: "/enter" not in url)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo search, lived through once."""
    home = tmp_path_factory.mktemp("web") / "demo"
    _live(home, NOW)
    return home


@pytest.fixture
def demo_home(demo_template: Path, tmp_path: Path) -> Path:
    """A copy of the demo search that a test may change."""
    return Path(shutil.copytree(demo_template, tmp_path / "home"))


def serve(home: Path, at: datetime | None = NOW) -> Iterator[Served]:
    """Serves a data home on a free port, in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    house = House(home, at)
    app = make_app(house, port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield Served(home, port, house, app)
    server.should_exit = True
    thread.join(10)
    listener.close()
    house.close()


@pytest.fixture
def served(demo_home: Path) -> Iterator[Served]:
    """The demo search, served."""
    yield from serve(demo_home)


@pytest.fixture
def served_empty(tmp_path: Path) -> Iterator[Served]:
    """A home in which nobody lives yet, served."""
    yield from serve(tmp_path / "empty")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without it they are skipped, loudly."""
    if not CHROMIUM.is_file():
        pytest.skip("NO CHROMIUM: the page was not tried in a browser (apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, 1280 wide."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, served: Served) -> Page:
    """A tab that was let in and stands on Today of the demo search. Whatever its console complains of fails the test."""
    tab = context.new_page()
    served.let_in(tab)
    return tab


@pytest.fixture
def client(served: Served) -> Iterator[httpx2.Client]:
    """A browser without a window, let in; it says that it acts from the page itself."""
    with httpx2.Client(base_url=served.url, follow_redirects=True, timeout=120, headers={"sec-fetch-site": "same-origin"}) as made:
        made.get(served.enter(), headers={"sec-fetch-site": "none"})
        yield made


def take_back(page: Page) -> None:
    """Presses the notice's Undo, and waits for its answer: leaving before would call it off."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#notice").get_by_role("button", name="Undo").click()


def refused(send: Callable[[], httpx2.Response]) -> bool:
    """Is it refused? A refusal closes the line at once, so its answer may be lost behind what was still being sent."""
    try:
        return send().status_code == 403
    except (httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError):
        return True
