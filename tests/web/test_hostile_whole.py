"""P26, whole: every word of the open set in every place of every page, in real Chromium, some hundred pages a load."""

from __future__ import annotations

import html
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.web.bundling import Found, Made, Stage, bundles, stage
from tests.web.conftest import CHROMIUM, FLAGS, NOW
from tests.web.hostile_words import ME, SET, files, flat, payloads, promised, told

from afterword.app import importing
from afterword.app.board import courses
from afterword.app.preparing import appointments
from afterword.facts import codec
from afterword.facts.kinds import Message
from afterword.interfaces.cli.demo import _type
from afterword.interfaces.web import render
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Notice
from afterword.plugins import sources
from afterword.strategy.model import FollowUp

BATCH = 60
"""Words that live in one home."""
SOME = 10
"""Of so many words one goes through pages whose every place is shown with all words on others too."""
TYPED = 240
"""Words that are typed into the forms of one home."""
LATER = datetime.fromisoformat("2026-11-28T12:00:00-06:00")
"""When every talk is over and every promise due."""
DENSE = ("/", "/?all=yes", "/waiting", "/people", "/people?page=2", "/roles", "/companies", "/calendar", "/calendar?month=2026-11", "/interviews", "/review", "/map")
"""Pages on which all words of a home stand at once."""
Known = Mapping[int, tuple[int, tuple[str, ...]]]
LEAST = 0.85
"""The share of all words that must have stood whole in a place for it to count: names that differ by signs alone are one person's, and quotes are cut."""
PLACES = 90
WORKERS = min(4, os.cpu_count() or 1)


def forms(number: int, words: str) -> tuple[int, tuple[str, ...]]:
    """A word as a page may show it: as it is, in one line, as a header's quoted name holds it, as a person's name without signs at its ends, as a file's name."""
    line = flat(words)[:300]
    every = [words, line, line.translate({34: 39, 92: 47}), line.replace('"', "'")]
    every += [x.strip(" \"'<>,;") for x in every]
    return number, tuple(dict.fromkeys(" ".join(x.split()) for x in (*every, filed(words)) if len(x.strip()) > 2)) or (words,)


def filed(words: str) -> str:
    """A file's name made of the word, as an upload keeps it."""
    return "".join(c for c in flat(words).translate({47: 45, 92: 45}) if c.isprintable() and c not in ':*?"<>|').strip()[:90].strip()


def brought(seen: Stage, given: Mapping[str, bytes]) -> bytes:
    """Files sent through the page, and the report when they are in."""
    edge = b"----------edge"
    parts = b"".join(b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n%s\r\n' % (edge, name.encode(), data) for name, data in given.items())
    answer = seen.ask("POST", "/import", body=parts + b"--" + edge + b"--\r\n", kind=f"multipart/form-data; boundary={edge.decode()}")
    while b'id="job"' in (page := seen.ask("GET", answer.headers["location"]).body):
        time.sleep(0.1)
    return page


def lived(home: Path, template: Path, words: Sequence[str], first: int) -> House:
    """A home in which nothing is but these words: by mail, calendar, contacts, a table, and told."""
    shutil.copytree(template, home)
    folder = home.parent / "files"
    folder.mkdir()
    for name, data in files(words, first).items():
        (folder / name).write_bytes(data)
    house = House(home, NOW)
    with house.apart() as opened:
        importing.run(opened, [folder], sources(), workers=1)
    house.writing(lambda opened: opened.record(told(words, first), "told"))
    return house


def _asked(seen: Stage, known: Known, addresses: Iterable[tuple[str, str, int]], *, printed: bool = False) -> Iterator[Made]:
    for kind, address, number in addresses:
        answer = seen.ask("GET", address)
        assert answer.status in (200, 404), (address, answer.status)
        yield Made(kind, answer.body, (known[number],), printed)


def _holding(text: str, known: Known) -> Iterator[int]:
    """Whose words these are."""
    line = " ".join(text.split())
    yield from [n for n, (_, said) in known.items() if any(f in line for f in said[:2])][:1]


def _own(house: House, known: Known) -> list[tuple[str, str, int]]:
    """(kind, address, number) of the pages that each word has of its own."""
    found: list[tuple[str, str, int]] = []
    with house.reading() as home:
        for n in known:
            key = home.world.subject_of(f"email:p{n}@house{n}.example")
            found.append(("person", f"/person/{quote(key, safe='')}", n))
            plans = [codec.loads(FollowUp, row) for plan in home.store.plans_of([key]).values() for row in plan]
            for one in sorted((p for p in plans if "call" in p.channels), key=lambda p: p.situation != "interview_silence")[:1]:
                found.append(("call sheet", f"/f/{one.key}?channel=call", n))
                found += [("letter", f"/f/{one.key}?channel=email", n)] if n % SOME == 0 else []
        found += [("role", f"/role/{c.short}", int(house_of[1])) for key, c in courses(home) if (house_of := re.search(r"house(\d+)\.example$|House (\d+)$", key)) and int(house_of[1]) in known]
        for fact in home.store.in_force(["message", "event"]):
            whose = re.search(r"p(\d+)@house\d+\.example", str(fact.body))
            if whose:
                found.append(("formatted mail" if isinstance(fact.body, Message) and fact.body.html else fact.kind, f"/fact/{fact.id}", int(whose[1])))
    return found


def _talks(house: House, known: Known, kind: str, ending: str = "") -> list[tuple[str, str, int]]:
    with house.reading() as home:
        return [(kind, f"/interview/{a.key}{ending}", n) for a in appointments(home) for n in _holding(a.whom, known)]


def shown(seen: Stage, pages: Iterable[Made]) -> Found:
    found = Found()
    for some in bundles(pages):
        found.add(seen.show(some))
    return found


Show = Callable[[Stage, Iterable[Made]], Found]


def batch(browser: Browser, folder: Path, template: Path, words: Sequence[str], first: int, show: Show = shown) -> Found:
    """What these words did on every page of a home of theirs."""
    house = lived(folder / "home", template, words, first)
    known = {n: forms(n, w) for n, w in enumerate(words, first)}
    every = tuple(known.values())
    with stage(browser, house) as seen:
        found = show(seen, _asked(seen, known, _own(house, known)))
        found.add(show(seen, _asked(seen, known, _talks(house, known, "sheet for a talk"), printed=True)))
        found.add(show(seen, _asked(seen, known, [("search", f"/search?q={quote(w, safe='', errors='replace')}", n) for n, w in enumerate(words, first)])))
    house.close()
    later = House(folder / "home", LATER)
    later.writing(lambda opened: opened.record(promised(words, first), "promised"))
    with stage(browser, later) as seen:
        found.add(show(seen, (Made(address, seen.ask("GET", address).body, every) for address in DENSE)))
        found.add(show(seen, _asked(seen, known, _talks(later, known, "the minute after", "/after"))))
        found.add(show(seen, _asked(seen, known, [("company", f"/company/{quote(w, safe='', errors='replace')}", n) for n, w in enumerate(words, first)])))
    later.close()
    return found


TYPED_INTO: dict[str, tuple[str, dict[str, str]]] = {
    "note": ("/note", {"text": "{}"}),
    "settings": ("/settings/me", {"name": "{}", "emails": "{}", "region": "{}", "zone": "{}", "employer": "{}", "country": "US"}),
    "role form": ("/roles", {"organisation": "{}", "role": "{}", "contact": "{}", "url": "{}", "on": "on {}"}),
    "person form": ("/people", {"name": "{}", "at": "{}", "organisation": "{}", "note": "{}", "tie": "{}"}),
    "capture form": ("/capture", {"role": "{}", "organisation": "{}", "note": "{}", "on": "on {}", "how": "applied"}),
    "log form": ("{person}/log", {"way": "call", "on": "on {}", "note": "{}"}),
    "snooze form": ("{follow_up}/snooze", {"until": "until {}"}),
    "draft editor": ("{follow_up}/check", {"channel": "email", "subject": "{}", "body": "{}"}),
    "words to take along": ("{follow_up}/hand", {"channel": "card", "body": "{}"}),
}
"""Forms that answer with what was typed: kind → where, and the fields."""
ALIKE = ("person form", "capture form", "log form", "snooze form")
"""Forms whose places are those of others."""
ASKED_FOR = {"people found": "/people?q=", "roles found": "/roles?q=", "map asked": "/map?to=", "unknown person": "/person/", "words with a person": "{person}?q="}


def typed(browser: Browser, folder: Path, template: Path, words: Sequence[str], first: int, show: Show = shown) -> Found:
    """What these words did on every page that answers with what was typed, or with what stands in its address."""
    home, begun, found = folder / "typed", folder / "begun", Found()
    shutil.copytree(template, home)
    _type(home, "2026-11-20", ["person", "add", "Nina Vale", "--email", "nina@vale.example", "--tie", "former_boss"])
    house = House(home, NOW)
    with house.reading() as opened:
        key = codec.loads(FollowUp, next(iter(opened.store.follow_ups()))).key
    places = {"person": "/person/email%3Anina%40vale.example", "follow_up": f"/f/{key}"}
    known = {n: forms(n, w) for n, w in enumerate(words, first)}

    def answers(seen: Stage) -> Iterator[Made]:
        for n, one in enumerate(words, first):
            for kind, (path, fields) in TYPED_INTO.items():
                if kind in ALIKE and n % SOME:
                    continue
                answer = seen.ask("POST", path.format(**places), {k: v.replace("{}", one) for k, v in fields.items()})
                if answer.status != 303:  # it was understood, and is kept: nothing to show here
                    yield Made(kind, answer.body, (known[n],))
            for kind, path in ASKED_FOR.items():
                if kind == "unknown person":
                    seen.say(Notice(one, act=one))
                answer = seen.ask("GET", path.format(**places) + quote(one, safe="", errors="replace"))
                yield Made(kind, answer.body, (known[n],))

    with stage(browser, house) as seen:
        found.add(show(seen, answers(seen)))
        names = {"one.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Moss\r\nEND:VCARD\r\n", **{f"{filed(w)}.{n}.csv": b"\x00\x01\x02" for n, w in enumerate(words, first)}}
        report = brought(seen, names)
        found.add(show(seen, [Made("import report", report, tuple(known.values())), Made("import", seen.ask("GET", "/import").body, tuple(known.values()))]))
        found.add(by_script(seen, f"/f/{key}", known, words, first))
    house.close()
    empty = House(begun, NOW)
    with stage(browser, empty) as seen:
        fields = ("name", "emails", "zone", "employer")
        pages = (Made("begin", seen.ask("POST", "/begin", {**dict.fromkeys(fields, w), "country": "US"}).body, (known[n],)) for n, w in enumerate(words, first) if n % SOME == 0)
        found.add(show(seen, pages))
    empty.close()
    return found


CAPTURED = """async (words) => { const got = [], form = document.getElementById('capture');
    for (const w of words) { for (const said of [JSON.stringify({'@type': 'JobPosting', title: w, hiringOrganization: {name: w}, url: w, jobLocation: {address: {addressLocality: w}}, validThrough: w}), w]) {
        form.reset(); location.hash = encodeURIComponent(said); await new Promise((d) => setTimeout(d)); got.push([form.elements.role.value, form.elements.organisation.value, form.elements.url.value].join('\\n')); } }
    return got; }"""
SWAPPED = """async ([words, key]) => { const got = [];
    for (const w of words) { await htmx.ajax('GET', '/search/hits?q=' + encodeURIComponent(w), {target: '#hits', swap: 'innerHTML'}); got.push(document.getElementById('hits').textContent); }
    return got; }"""


def by_script(seen: Stage, key: str, known: Known, words: Sequence[str], first: int) -> Found:
    """What our own scripts put on a page: a posting behind #, and what htmx fetches while somebody types."""
    found = Found(loads=2)
    for kind, address, script in (("capture by #", "/capture", CAPTURED), ("hits while typing", "/search", SWAPPED)):
        before = len(seen.seen.faults)
        seen.seen.visit(address)
        got = seen.seen.tab.evaluate(script, list(words) if kind == "capture by #" else [list(words), key])
        seen.seen.ask(address)
        step = len(got) // len(words)
        for n, one in enumerate(words, first):
            text = " ".join(" ".join(got[(n - first) * step : (n - first + 1) * step]).split())
            bare = " ".join(html.unescape(re.sub(r"<[^>]*>?", " ", one)).split())  # a posting's title is cut free of markup
            if any(f in text for f in known[n][1]) or bare[:20] in text:
                found.places[kind, "text"].add(n)
            found.pages[kind] += 1
        found.faults += seen.seen.faults[before:]
    return found


def work(task: tuple[str, Path, int, int]) -> Found:
    """One piece in a process of its own, with a Chromium of its own."""
    what, template, first, last = task
    words = payloads()[first:last]
    with tempfile.TemporaryDirectory(prefix="afterword-hostile-") as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, "--disable-features=IsolateSandboxedIframes"])
        found = {"batch": batch, "typed": typed}[what](browser, Path(folder), template, words, first)
        browser.close()
    return found


def whole(template: Path, count: int, crew: int) -> Found:
    """All words, several processes at work."""
    tasks = [("batch", template, n, min(n + BATCH, count)) for n in range(0, count, BATCH)] + [("typed", template, n, min(n + TYPED, count)) for n in range(0, count, TYPED)]
    found = Found()
    with ProcessPoolExecutor(crew, mp_context=multiprocessing.get_context("spawn")) as pool:
        for one in pool.map(work, tasks):
            found.add(one)
    return found


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A home in which somebody lives, and nothing else is."""
    _type(tmp_path / "template", "2026-11-01", ME)
    return tmp_path / "template"


@pytest.mark.slow
@pytest.mark.skipif(not SET.is_file() or not CHROMIUM.is_file(), reason="NOTHING HOSTILE IS SHOWN: the open set or Chromium is not here")
def test_no_word_of_the_whole_open_set_runs_on_any_page(template: Path):
    count = len(payloads())
    found = whole(template, count, WORKERS)
    everywhere = [place for place, numbers in found.places.items() if len(numbers) >= LEAST * count]
    sys.stdout.write(f"{count:,} words, {sum(found.pages.values()):,} pages in {found.loads:,} loads; {len(everywhere)} places with nearly all, {sum(map(len, found.places.values())):,} times a word stood in a place\n")
    assert found.faults == []
    assert count > 5000
    assert set(found.pages) - {kind for kind, _ in everywhere} <= {*ALIKE, *DENSE, "letter", "begin", "import", "the minute after", "sheet for a talk"}
    assert len(everywhere) >= PLACES


def fired(seen: Stage, pages: Iterable[Made]) -> Found:
    """Each page alone and without the policy that would stop a script: on which does it run?"""
    seen.headers = {name: value for name, value in seen.headers.items() if name != "content-security-policy"}
    found, tried = Found(), set()
    for one in pages:
        if one.kind not in tried:
            tried.add(one.kind)
            ran = [f for f in seen.show([one]).faults if "alert" in f]
            found.pages[one.kind] += 1
            found.places[one.kind, "ran"] |= {n for n, _ in one.words if any(f"alert {n} " in f for f in ran)}
            seen.seen.faults.clear()
    return found


@pytest.mark.slow
def test_with_escaping_switched_off_the_canary_fires_on_every_page(browser: Browser, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The way above notices what it should: without it all would be as green."""
    bare = render.environment().overlay(autoescape=False)
    monkeypatch.setattr(render, "environment", lambda: bare)
    words = [f"x'\"--></textarea></title></select><img src=/x onerror=alert({n})>" for n in range(4)]
    found = batch(browser, tmp_path / "own", template, words, 0, fired)
    found.add(typed(browser, tmp_path / "typed", template, words, 0, fired))
    silent = {kind for kind in found.pages if not found.places[kind, "ran"]}
    assert silent <= {"import report", "import", "capture by #", "hits while typing", "/?all=yes", "/people?page=2", "/interviews"}
    assert len(found.pages) >= 30
