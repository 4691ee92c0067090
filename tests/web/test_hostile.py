"""P26: no script from data ever runs. P27: opening mail tells nobody. Real Chromium, every field, every page."""

from __future__ import annotations

import os
import random
import re
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error, Page, Route
from tests.web.conftest import NOW, Served, serve
from tests.web.samples import SAMPLES

from afterword.app.board import courses
from afterword.facts.kinds import Application, Body, Interaction, Message, Ref, Saved
from afterword.interfaces.cli.demo import _type
from afterword.interfaces.web.house import House
from afterword.interfaces.web.mail import CELLS, TAGS, clean

SET = Path(os.environ.get("AFTERWORD_NAUGHTY") or Path(__file__).parents[3] / "shared/naughty/open-set.tar.xz")
OWN = Path(__file__).parent / "payloads.txt"
"""Forms of our own, one a line: they are there where the open set is not."""
SAMPLE = 3
BATCH = 120
CANARY = """window.__ran = []; for (const n of ['alert', 'prompt', 'confirm', 'print']) window[n] = (...a) => { window.__ran.push(n + ' ' + a.join()); };
addEventListener('securitypolicyviolation', (e) => window.__ran.push('CSP ' + e.violatedDirective + ' ' + e.blockedURI));"""
TOUCH = """(unfold) => {
    if (unfold) { document.querySelectorAll('details').forEach((d) => { d.open = true; }); document.querySelectorAll('iframe').forEach((f) => { f.loading = 'eager'; }); }
    document.querySelectorAll('main *').forEach((el) => { for (const n of ['mouseover', 'focus', 'toggle']) el.dispatchEvent(new Event(n)); });
    const urls = [...document.querySelectorAll('[href],[src],[action],[formaction]')].flatMap((e) => ['href', 'src', 'action', 'formaction'].map((a) => e.getAttribute(a) || ''));
    return [window.__ran, urls.filter((u) => /^\\s*(javascript|data|vbscript):/i.test(u))]; }"""
"""What a person may touch is touched; the answer is what ran, and links that would."""
REMOTE = "http://tracker.example/"


@cache
def payloads() -> tuple[str, ...]:
    """Every line of script the open set holds, ours first, each once."""
    found = dict.fromkeys(line for line in OWN.read_text(encoding="utf-8").splitlines() if line.strip())
    if SET.is_file():
        with tarfile.open(SET) as archive:
            for member in archive:
                if member.isfile() and re.search(r"xss.*\.txt$|Intruders/.*\.txt$|event_handlers\.txt$", member.name, re.IGNORECASE):
                    opened = archive.extractfile(member)
                    assert opened is not None
                    lines = opened.read().decode("utf-8", "replace").splitlines()
                    found |= dict.fromkeys(line.strip() for line in lines if line.strip())
    return tuple(found)


def chosen(count: int) -> list[str]:
    every = payloads()
    ours = len(OWN.read_text(encoding="utf-8").splitlines())
    return [*every[: count // 2], *random.Random(26).sample(every[ours:], max(0, min(count - count // 2, len(every) - ours)))]


@dataclass
class Watched:
    """A tab, and whatever it did that no page of ours may do."""

    tab: Page
    own: str
    faults: list[str] = field(default_factory=list)

    def visit(self, address: str, *, unfold: bool = False) -> None:
        """Goes there, touches what a person may touch, and asks the canary."""
        with suppress(Error):  # an address of hostile words may be refused; what counts is what ran
            self.tab.goto(self.own + address, wait_until="load")
        ran, alive = self.tab.evaluate(TOUCH, unfold)
        if ran is None or ran:
            self.faults.append(f"{address}: {ran}")
        if alive:
            self.faults.append(f"{address}: {alive}")
        if not self.tab.url.startswith(self.own):
            self.faults.append(f"{address}: went to {self.tab.url}")


@contextmanager
def watched(browser: Browser, served: Served) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(CANARY)
    made = Watched(context.new_page(), served.url)
    made.tab.on("dialog", lambda d: (made.faults.append(f"dialog {d.message}"), d.dismiss()))

    def gate(route: Route) -> None:
        if route.request.url.startswith(served.url):
            route.continue_()
        else:
            made.faults.append(f"request {route.request.url}")
            route.abort()

    context.route("**/*", gate)
    context.on("page", lambda p: made.faults.append(f"window {p.url}") if p is not made.tab else None)
    served.let_in(made.tab)
    yield made
    context.close()


def mail(number: int, words: str, html: str) -> bytes:
    """A mail with hostile words in every place that words can stand."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=900))
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", words).split())[:300]
    made["Subject"] = plain
    made["From"] = f'"{plain.translate({34: 39, 92: 47})}" <p{number}@house{number}.example>'
    made["To"] = "Sam Rivera <sam@postbox.example>"
    made["Date"] = "Mon, 23 Nov 2026 10:00:00 -0600"
    made["Message-ID"] = f"<{number}@house{number}.example>"
    if html:
        made.set_content(html, subtype="html")
    else:
        made.set_content(f"Hi Sam,\n\nthank you for the interview. {plain} Could you send me two references by Friday? {plain}\n\n{plain}\n")
    return made.as_bytes()


def files(folder: Path, words: Sequence[str]) -> None:
    """The same words as mail, calendar, contacts and a table."""
    folder.mkdir(parents=True)
    flat = [" ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", w).split())[:300] for w in words]
    for n, one in enumerate(flat):
        (folder / f"{n}.eml").write_bytes(mail(n, one, ""))
        (folder / f"{n}-html.eml").write_bytes(mail(1000 + n, "As HTML", f"<html><body><p>Hello</p>{one}</body></html>"))
    safe = [w.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for w in flat]
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:e{n}\r\nDTSTART:20261123T150000Z\r\nDTEND:20261123T160000Z\r\nSUMMARY:Interview {w}\r\nLOCATION:{w}\r\nDESCRIPTION:{w}\r\n"
        f"ATTENDEE;CN=Person {n}:mailto:p{n}@house{n}.example\r\nEND:VEVENT\r\n" for n, w in enumerate(safe)
    )  # fmt: skip
    (folder / "c.ics").write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n", encoding="utf-8", newline="")
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{w}\r\nORG:{w}\r\nTITLE:{w}\r\nNOTE:{w}\r\nEMAIL:p{n}@house{n}.example\r\nCATEGORIES:Friends\r\nEND:VCARD\r\n" for n, w in enumerate(safe))
    (folder / "c.vcf").write_text(cards, encoding="utf-8", newline="")
    rows = "".join(f'"{w.replace(chr(34), chr(34) * 2)}","{w.replace(chr(34), chr(34) * 2)}",2026-11-0{n % 9 + 1}\r\n' for n, w in enumerate(flat))
    (folder / "applications.csv").write_text(f"Company,Role,Applied\r\n{rows}", encoding="utf-8", newline="")


def hostile_home(home: Path, folder: Path, words: Sequence[str]) -> None:
    """A search made of hostile words, by files and by commands."""
    files(folder, words)
    at = NOW.isoformat()
    _type(home, "2026-11-01", ["init", "--name", words[0][:80], "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US"])
    _type(home, at, ["import", str(folder)])
    told: list[Body] = []
    for n, one in enumerate(words):
        told.append(Interaction("call", (Ref(f"Person {n}", (f"email:p{n}@house{n}.example",)),), organisation=f"House {n}", role=one, note=one))
        told.append(Application(f"House {n}", one[:200], date(2026, 11, 2), note=one, url=one[:400]))
        told.append(Saved(one[:200], one[:400], note=one, person=Ref(f"Person {n}", (f"email:p{n}@house{n}.example",))))
    house = House(home, NOW)
    house.writing(lambda opened: opened.record(told, "told"))
    house.close()


def tour(served: Served, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Every page of a home, and the addresses that carry words themselves."""
    with served.house.reading() as home:
        pages = [(a, False) for route, make in sorted(SAMPLES.items()) for a in list(make(home))[: len(words)] if not route.startswith(("/person", "/company", "/role/"))]
        subjects = [k for k in home.store.subjects() if "house" in k]
        pages += [(f"/{'company' if k.startswith(('domain:', 'org:')) else 'person'}/{quote(k, safe='')}", False) for k in subjects]
        pages += [(f"/role/{course.short}", False) for _, course in courses(home)]
        mails = [(f"/fact/{f.id}", True) for f in home.store.in_force() if f.kind in ("message", "event", "interaction")]
    urls = [(p + quote(w, safe=""), False) for w in words[:3] for p in ("/search?q=", "/search/hits?q=", "/f/", "/person/", "/company/", "/fact/", "/enter?token=", "/calendar?week=", "/capture#")]
    return [*pages, *mails, *urls]


def run(browser: Browser, folder: Path, words: Sequence[str]) -> list[str]:
    """What the words made a browser do, over all pages."""
    hostile_home(folder / "home", folder / "files", words)
    maker = serve(folder / "home")
    served = next(maker)
    with watched(browser, served) as seen:
        for address, unfold in tour(served, words):
            seen.visit(address, unfold=unfold)
        for one in words[:2]:
            _forms(seen, one)
    next(maker, None)
    return seen.faults


def _forms(seen: Watched, words: str) -> None:
    """The words typed into forms that answer with them."""
    for path, name in (("/note", "text"), ("/settings/forget", "whom"), ("/settings/search", "until"), ("/settings/me", "zone")):
        form = f"<form method=post action='{path}'><input name='{name}'></form>"
        seen.visit("/settings/playbooks")
        with seen.tab.expect_navigation():
            seen.tab.evaluate("([form, name, words]) => { document.body.insertAdjacentHTML('beforeend', form); const f = document.body.lastElementChild; f.elements[name].value = words; f.submit(); }", [form, name, words])
        ran, alive = seen.tab.evaluate(TOUCH, False)
        if ran or alive:
            seen.faults.append(f"{path}: {ran} {alive}")


def test_no_script_from_data_runs_on_any_page(browser: Browser, tmp_path: Path):
    assert run(browser, tmp_path, chosen(SAMPLE)) == []


@pytest.mark.slow
@pytest.mark.skipif(not SET.is_file(), reason="NOTHING HOSTILE IS SHOWN: the open set is not here")
def test_no_script_of_the_whole_open_set_runs(browser: Browser, tmp_path: Path):
    every = payloads()
    faults = [f for n in range(0, len(every), BATCH) for f in run(browser, tmp_path / str(n), every[n : n + BATCH])]
    assert faults == []
    assert len(every) > 5000


class Seen(HTMLParser):
    """Collects the tags and attributes of a cleaned mail."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = TAGS | {"meta", "link"}
        if tag not in allowed or any(name not in CELLS.get(tag, {"charset", "rel", "href"} if tag in ("meta", "link") else set()) for name, _ in attrs):
            self.odd.append(f"{tag} {attrs}")


def test_no_payload_of_the_set_leaves_the_sanitiser_with_anything_alive():
    for one in payloads():
        seen = Seen()
        seen.feed(clean(one).partition('.css">')[2])
        assert seen.odd == [], one


REMOTE_FORMS = [
    form.replace("U", REMOTE + str(n)) for n, form in enumerate((
        '<img src="U">', '<img srcset="U 1x, U 2x">', '<img src="//tracker.example/x">', '<image src="U">', '<picture><source srcset="U"><img></picture>', '<input type="image" src="U">',
        '<svg><image href="U"/></svg>', '<svg><image xlink:href="U"/></svg>', '<svg><use href="U#x"/></svg>', '<svg><filter id="f"><feImage href="U"/></filter><rect filter="url(#f)"/></svg>', "<svg><style>@import url(U);</style></svg>",
        '<svg><script href="U"></script></svg>', '<svg><a href="U"><text>x</text></a></svg>', '<svg><pattern id="p"><image href="U"/></pattern><rect fill="url(#p)"/></svg>', '<svg><rect fill="url(U#p)"/></svg>', '<svg><animate href="U"/></svg>',
        '<style>@import "U";</style>', "<style>@import url(U) screen;</style>", "<style>@font-face{font-family:x;src:url(U)}body{font-family:x}</style>", "<style>body{background:url(U)}</style>", "<style>li{list-style:url(U)}</style><li>x",
        "<style>a{cursor:url(U),auto}</style>", "<style>p::before{content:url(U)}</style><p>x", "<style>p{border-image:url(U)}</style>", "<style>p{mask:url(U)}</style>", "<style>p{filter:url(U#f)}</style><p>x", "<style>p{clip-path:url(U#c)}</style>",
        '<div style="background:url(U)">x</div>', '<div style="background-image:image-set(url(U) 1x)">x</div>', '<div style="list-style-image:url(U)">x</div>', '<p style="behavior:url(U)">x</p>', '<div style="shape-outside:url(U)">x</div>', '<td background="U">x</td>',
        '<table background="U"><tr><td>x</td></tr></table>', '<body background="U">', '<link rel="stylesheet" href="U">', '<link rel="preload" as="image" href="U">', '<link rel="prefetch" href="U">', '<link rel="dns-prefetch" href="//tracker.example">',
        '<link rel="preconnect" href="U">', '<link rel="icon" href="U">', '<link rel="import" href="U">', '<link rel="manifest" href="U">', '<link rel="modulepreload" href="U">', '<script src="U"></script>', '<iframe src="U"></iframe>',
        '<iframe srcdoc="<img src=U>"></iframe>', '<frameset><frame src="U"></frameset>', '<embed src="U">', '<object data="U"></object>', '<object><param name="movie" value="U"></object>', '<applet code="U"></applet>', '<video src="U" autoplay></video>', '<video poster="U"></video>',
        '<video><source src="U"></video>', '<video><track src="U" default></video>', '<audio src="U" autoplay></audio>', '<bgsound src="U">', '<meta http-equiv="refresh" content="0;url=U">', '<meta http-equiv="Link" content="<U>;rel=preload">', '<base href="U"><img src="x">',
        '<form action="U"><button autofocus>x</button></form>', '<form id="f" action="U"></form><button form="f" formaction="U">x</button>', '<a href="U" ping="U">x</a>', '<area href="U" ping="U">', '<isindex action="U">', '<html manifest="U">', '<math><maction actiontype="statusline#U" xlink:href="U">x</maction></math>',
        '<portal src="U"></portal>', '<img lowsrc="U" dynsrc="U">', '<xml src="U"></xml>', '<layer src="U"></layer>', "<img src=`U`>", '<noscript><img src="U"></noscript>', '<template><img src="U"></template><img src="U">', '<!--[if mso]><v:imagedata src="U"/><![endif]--><img src="U">',
        '<img src="http:\\\\tracker.example\\x">', '<img src=" U ">', '<img src="&#104;ttp://tracker.example/e">', '<speculationrules>{"prefetch":[{"urls":["U"]}]}</speculationrules>',
    ))
]  # fmt: skip


def test_opening_mail_tells_nobody(browser: Browser, tmp_path: Path):
    assert len(REMOTE_FORMS) >= 60
    folder = tmp_path / "files"
    folder.mkdir()
    for n, form in enumerate(REMOTE_FORMS):
        data = mail(n, f"Form {n}", f"<html><body><p>Dear Sam, thank you.</p>{form}<p>Dana</p></body></html>")
        (folder / f"{n}.eml").write_bytes(b"Disposition-Notification-To: <x@tracker.example>\r\nReturn-Receipt-To: <x@tracker.example>\r\n" + data)
    _type(tmp_path / "home", "2026-11-01", ["init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US"])
    _type(tmp_path / "home", NOW.isoformat(), ["import", str(folder)])
    maker = serve(tmp_path / "home")
    served = next(maker)
    with served.house.reading() as home:
        mails = [f for f in home.store.in_force(["message"]) if isinstance(f.body, Message)]
    assert len(mails) == len(REMOTE_FORMS)
    assert sum(bool(f.body.html) for f in mails if isinstance(f.body, Message)) >= 60
    with watched(browser, served) as seen:
        for one in mails:
            seen.visit(f"/fact/{one.id}", unfold=True)
        seen.tab.wait_for_timeout(50)
    next(maker, None)
    assert seen.faults == []
