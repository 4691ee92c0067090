"""axe-core finds nothing to mend on any page, in either scheme, wide or narrow (vendor/README.md says which axe)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.web.conftest import Served
from tests.web.samples import SAMPLES

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
DEPTH = 1
"""Samples of one page that are looked at."""
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'], iframes: false})).violations
    .map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message || '')).join(' | '))"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_no_violation_on_any_page(browser: Browser, served: Served, scheme: str, width: int):
    with served.house.reading() as home:
        addresses = [a for route, make in sorted(SAMPLES.items()) if not route.endswith((".svg", "/hits")) for a in list(make(home))[:DEPTH]]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = context.new_page()
    served.let_in(tab)
    source, found = AXE.read_text(encoding="utf-8"), {}
    for address in addresses:
        tab.goto(served.url + address)
        tab.evaluate(source)
        if violations := tab.evaluate(RUN):
            found[address] = violations
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is wider than the screen"
    context.close()
    assert not found, json.dumps(found, indent=1)
