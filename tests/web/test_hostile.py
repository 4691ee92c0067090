"""P26: no script from data ever runs. P27: opening mail tells nobody. Real Chromium, every field, every page."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser
from tests.web.conftest import NOW, Served, serve
from tests.web.hostile_words import ME, chosen, files, mail, payloads, promised, told
from tests.web.samples import SAMPLES
from tests.web.watching import TOUCH, Watched, watched

from afterword.app.board import courses
from afterword.facts.kinds import Message
from afterword.interfaces.cli.demo import _type
from afterword.interfaces.web.house import House
from afterword.interfaces.web.mail import CELLS, TAGS, clean

SAMPLE = 3
REMOTE = "http://tracker.example/"


def hostile_home(home: Path, folder: Path, words: Sequence[str]) -> None:
    """A search made of hostile words, by files and by commands."""
    folder.mkdir()
    for name, data in files(words).items():
        (folder / name).write_bytes(data)
    _type(home, "2026-11-01", [*ME[:2], words[0][:80], *ME[3:]])
    _type(home, NOW.isoformat(), ["import", str(folder)])
    house = House(home, NOW)
    house.writing(lambda opened: opened.record([*told(words), *promised(words[:1])], "told"))
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
    _type(tmp_path / "home", "2026-11-01", ME)
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
