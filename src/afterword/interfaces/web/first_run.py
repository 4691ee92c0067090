"""The first run: who you are, what you can bring, today. And the made-up search, to look around in."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from starlette.responses import Response

from afterword.app import telling
from afterword.errors import BadUsage
from afterword.interfaces.web import places
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.session import Notice

DEMO_SECONDS = 180


def begin(asked: Asked) -> Response:
    """Step one: who are you?"""
    if asked.home.me.name and asked.request.method == "GET":
        return asked.go("/begin/bring")
    zone = places.zone_here()
    country = places.country_of(zone)
    return asked.show("begin.html", title="Welcome", countries=places.countries(), zones=places.zones(), zone=zone, country=country)


def told(asked: Asked) -> Response:
    """Keeps who the user is; the search begins."""
    emails = [e for e in asked.word("emails", needed="Your mail address is needed: it tells your own mails from theirs.").replace(",", " ").split() if e]
    telling.begin(
        asked.home, name=asked.word("name", needed="Your name is needed, as you sign."), emails=emails,
        zone=asked.word("zone", needed="Your time zone is needed: it says when today is."), country=asked.word("country", needed="Your country is needed, for its holidays."),
        employer=asked.word("employer"),
    )  # fmt: skip
    return asked.go("/begin/bring")


def bring(asked: Asked) -> Response:
    """Step two: files, a few words, or the demo."""
    return asked.show("bring.html", title="What can you bring?", known=asked.home.store.count() > 2)


def visit(asked: Asked) -> Response:
    """Makes the demo search in a folder that is thrown away, and shows it in the place of one's own."""
    house = asked.house
    if not house.visiting:
        home = Path(tempfile.mkdtemp(prefix="afterword-demo-")) / "home"
        at = ["--at", house.at.isoformat()] if house.at is not None else []
        try:
            made = subprocess.run(
                [sys.executable, "-m", "afterword", "--home", str(home), *at, "demo"], stdin=subprocess.DEVNULL, capture_output=True, timeout=DEMO_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            made = None
        if made is None or made.returncode:
            shutil.rmtree(home.parent, ignore_errors=True)
            raise BadUsage("the demo could not be made here: try `afterword demo` in a terminal")
        house.visit(home)
    return asked.go("/")


def leave(asked: Asked) -> Response:
    """Back to one's own search; the demo is thrown away."""
    asked.house.leave()
    return asked.go("/", Notice("The demo is gone. This is your own search."))


ROUTES = [
    see("/begin", begin, ready=False), act("/begin", told, again=begin), see("/begin/bring", bring), act("/demo", visit, again=begin, home=False), act("/demo/leave", leave, home=False),
]  # fmt: skip
