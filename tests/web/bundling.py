"""Many answers of the server in one document: each page of hostile words is made, parsed and looked at, without a page load for each.

A bundle is the answers as they were sent, one behind the other, a mark between them: the parser of Chromium goes through the same states as for each
alone, and what breaks out of its place swallows the next mark. Only the tags that load our own files are left out behind the first, and lists that are the same on all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files as packaged
from urllib.parse import urlencode

from playwright.sync_api import Browser, Route
from tests.web.test_guard import OURS, PORT, Answer, knock
from tests.web.watching import Watched, tab_of

from afterword.interfaces.web.app import make_app
from afterword.interfaces.web.door import cookie_name
from afterword.interfaces.web.guard import Guard
from afterword.interfaces.web.house import House
from afterword.interfaces.web.mail import TAGS
from afterword.interfaces.web.session import Notice, Sessions, launch

FORM = "application/x-www-form-urlencoded"
ROOM = 1_000_000
"""Bytes of a bundle."""
OURS_TO_LOAD = re.compile(rb'<(?:script src|link rel="[a-z]+" href)="/static/[a-z-]+\.[^"]*"[^<>]*>(?:</script>)?')
LISTS = re.compile(rb'(?s)(?<=<datalist id="zones">).*?(?=</datalist>)|(?<=<option value="">Choose</option>).*?(?=</select>)|(?<=<select name="country">).*?(?=</select>)|<section class="day".*?(?=<section class="reader")'
    rb'|<header class="bar">.*?</header>|<dialog id="keys".*?</dialog>')
"""Zones, countries, the bar, the keys, and the list of the day beside a follow-up: the same on every page that has them."""
LOOK = """(wanted) => {
    const squeeze = (s) => s.replace(/[\\s\\x00-\\x1f]+/g, ' ').trim(), seen = {}, odd = [], marks = [];
    const tags = new Set(wanted.tags), named = new Map(), live = /^\\s*(javascript|data|vbscript):/i;
    const path = (el) => {
        if (named.has(el)) return named.get(el);
        const own = el.localName + [...el.classList].filter((c) => /^[a-z-]+$/.test(c)).map((c) => '.' + c).join('');
        const up = el.parentElement && !['body', 'main', 'html'].includes(el.parentElement.localName) ? path(el.parentElement).split('>').slice(-2).join('>') + '>' : '';
        named.set(el, up + own);
        return up + own;
    };
    let at = 0;
    const note = (where, text) => {
        if (text.length < 3) return;
        const flat = squeeze(text);
        const hit = wanted.pages[at].filter(([, forms]) => forms.some((f) => flat.includes(f)));
        for (const [n, forms] of hit) {
            const whole = hit.length === 1 || !hit.some(([m, more]) => m !== n && more.some((g) => forms.some((f) => g.length > f.length && g.includes(f) && flat.includes(g))));
            if (whole) ((seen[at] ??= {})[where] ??= new Set()).add(n);
        }
    };
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let el = walker.currentNode; el; el = walker.nextNode()) {
        if (el.nodeType === 3) { note(path(el.parentElement), el.data); continue; }
        if (el.localName === 'hr' && el.dataset.page) { marks.push(at = Number(el.dataset.page)); continue; }
        if (!tags.has(el.localName)) odd.push(at + ' ' + el.outerHTML.slice(0, 200));
        for (const a of el.attributes) {
            if (/^(on|hx-on|data-hx-)/i.test(a.name) || /^(href|src|action|formaction|xlink:href|hx-get|hx-post|data|ping|background|poster)$/i.test(a.name) && live.test(a.value)) odd.push(at + ' ' + el.outerHTML.slice(0, 200));
            let said = a.value;
            if (a.name === 'srcdoc') {
                const inner = new DOMParser().parseFromString(said, 'text/html');
                note('frame', inner.body.textContent);
                for (const x of inner.body.querySelectorAll('*')) if (x.attributes.length && !/^t[dh]$/.test(x.localName) || !tags.has(x.localName)) odd.push(at + ' frame ' + x.outerHTML.slice(0, 200));
                continue;
            }
            if (/^(href|action|formaction)$/.test(a.name)) try { said = decodeURIComponent(said); } catch { /* as it stands */ }
            if (a.name !== 'class' && a.name !== 'd') note(path(el) + '@' + a.name, said);
        }
        if (el.localName === 'script' && !/^\\/static\\//.test(el.getAttribute('src') || '') || el.localName === 'link' && !/^\\/static\\//.test(el.getAttribute('href') || '') || el.localName === 'iframe' && el.getAttribute('sandbox') !== '') odd.push(at + ' ' + el.outerHTML.slice(0, 200));
    }
    return [marks, odd, Object.entries(seen).flatMap(([at, places]) => Object.entries(places).map(([where, found]) => [Number(at), where, [...found]]))]; }"""
"""Goes through the document: where each word stands (as text or as an attribute, whole), which marks are there, what our templates never write."""


@dataclass(frozen=True)
class Made:
    """An answer of the server: what kind of page it is, and whose words must stand on it (number → the forms they may have)."""

    kind: str
    body: bytes
    words: tuple[tuple[int, tuple[str, ...]], ...]
    printed: bool = False


@dataclass
class Found:
    """What was seen: kind and place → numbers of the words that stood there whole; and what went wrong."""

    places: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    pages: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: list[str] = field(default_factory=list)
    loads: int = 0

    def add(self, other: Found) -> None:
        for key, numbers in other.places.items():
            self.places[key] |= numbers
        for kind, n in other.pages.items():
            self.pages[kind] += n
        self.faults += other.faults
        self.loads += other.loads


def tags() -> list[str]:
    """Every tag that a template, the picture of the map or the browser itself may put on a page."""
    found = {"html", "head", "body", "tbody", *TAGS, "svg", "g", "circle", "path", "text", "title", "rect", "line", "style", "defs", "desc", "ellipse", "polyline"}
    for file in (packaged("afterword.interfaces.web") / "templates").iterdir():
        found |= set(re.findall(r"<([a-z][a-z0-9]*)[\s>]", file.read_text(encoding="utf-8")))
    return sorted(found)


def bundles(pages: Iterable[Made]) -> Iterator[list[Made]]:
    """The pages, so many together as have room."""
    held: list[Made] = []
    for one in pages:
        if held and (one.printed != held[0].printed or sum(len(m.body) for m in held) + len(one.body) > ROOM):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def document(pages: Sequence[Made]) -> bytes:
    """One document of them all."""
    return b"".join(b'<hr data-page="%d">' % n + LISTS.sub(b"", OURS_TO_LOAD.sub(b"", one.body)) if n else one.body for n, one in enumerate(pages))


@dataclass
class Stage:
    """A watched tab and an application without a socket: every request of the tab is answered here, or is a fault."""

    seen: Watched
    app: Guard
    cookie: str
    headers: dict[str, str] = field(default_factory=dict)  # of every answer: the guard's
    shown: bytes = b""
    say: Callable[[Notice], None] = lambda _: None

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None, body: bytes = b"", kind: str = FORM) -> Answer:
        """One request of a browser that is let in."""
        headers = [("host", OURS), ("cookie", self.cookie), ("sec-fetch-site", "same-origin"), ("content-type", kind)]
        return knock(self.app, method, path, headers, urlencode(form, errors="replace").encode() if form else body)

    def gate(self, route: Route) -> None:
        """Answers with the bundle, or a file of ours; whatever else is asked for should never be."""
        path = route.request.url.removeprefix(f"http://{OURS}")
        if path == "/bundle":
            route.fulfill(status=200, headers={**self.headers, "content-type": "text/html; charset=utf-8"}, body=self.shown)
        elif path in ("/search", "/capture") or path.startswith(("/static/", "/search/hits?")):
            told = self.ask(route.request.method, path, body=route.request.post_data_buffer or b"")
            route.fulfill(status=told.status, headers=told.headers, body=told.body)
        else:
            self.seen.faults.append(f"request {route.request.url}")
            route.abort()

    def show(self, pages: Sequence[Made]) -> Found:
        """Loads a bundle, touches it, and says where its words stand. What goes on paper is shown as it is printed."""
        found, self.shown, before = Found(loads=1), document(pages), len(self.seen.faults)
        self.seen.tab.emulate_media(media="print" if pages[0].printed else "screen")
        self.seen.visit("/bundle", unfold=any(b"<iframe" in p.body for p in pages))  # framed mails alone: to unfold all takes its time
        wanted = {"tags": tags(), "pages": [[[n, list(forms)] for n, forms in one.words] for one in pages]}
        marks, odd, places = self.seen.tab.evaluate(LOOK, wanted)
        if marks != list(range(1, len(pages))):
            found.faults.append(f"a page ran out of its bounds: {sorted(set(range(1, len(pages))) ^ set(marks))[:3]} of {[p.kind for p in pages][:1]}")
        found.faults += [f"{pages[int(o.partition(' ')[0])].kind}: {o}" for o in odd[:20]]
        for at, where, numbers in places:
            found.places[pages[at].kind, where] |= set(numbers)
        for one in pages:
            found.pages[one.kind] += 1
        found.faults += self.seen.faults[before:]
        return found


@contextmanager
def stage(browser: Browser, house: House) -> Iterator[Stage]:
    """The pages of a data home before a tab of Chromium."""
    session = Sessions(house.path).enter(launch(house.path))
    assert session is not None
    with tab_of(browser, f"http://{OURS}") as seen:
        made = Stage(seen, make_app(house, PORT), f"{cookie_name(house.path, PORT)}={session}")
        made.headers = {name: value for name, value in made.ask("GET", "/nothing").headers.items() if name not in ("content-length", "content-encoding")}
        sessions = made.app.app.app.sessions  # type: ignore[attr-defined]  # guard, feed, door
        made.say = lambda notice: sessions.say(session, notice)
        seen.tab.context.route("**/*", made.gate)
        yield made
