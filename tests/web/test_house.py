"""What the pages have worked out stays between acts, and is never older than what is written."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from afterword.app.home import Home
from afterword.bootstrap import open_home
from afterword.errors import BadUsage
from afterword.facts.kinds import Identity, Interaction, Ref, Search, Tie
from afterword.interfaces.web.asking import Asked, _made
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Sessions

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)
DANA = Ref("Dana Whitfield", ("email:dana@acme.example",), "Acme")
KEY = "email:dana@acme.example"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A home in which Dana is known."""
    home = open_home(tmp_path, NOW)
    home.record([Identity("Sam Rivera", ("sam@postbox.example",), me=True, zone="America/Chicago", country="US"), Search("start")], "init")
    home.record([Tie(DANA, "former_boss")], "tie")
    home.store.close()
    made = House(tmp_path, NOW)
    yield made
    made.close()


def told(home: Home) -> tuple[list[str], int]:
    """Dana's ties, and how often the user was in touch."""
    story = home.world.person(KEY)
    assert story is not None
    return [t.tie for t in story.ties], len(story.entries)


def call(home: Home, note: str = "") -> Home:
    home.record([Interaction("call", (DANA,), "out", note=note)], "log")
    return home


def test_what_was_worked_out_stays_after_an_act_of_ours_and_tells_of_it(house: House):
    with house.reading() as home:
        world = home.world
        assert told(home) == (["former_boss"], 0)
    house.writing(call)
    with house.reading() as home:
        assert home.world is world
        assert told(home) == (["former_boss"], 1)


def test_what_another_program_wrote_before_or_after_an_act_of_ours_is_seen(house: House):
    with house.reading() as home:
        assert told(home)[1] == 0
    another = open_home(house.path, NOW)
    call(another, "from elsewhere")
    house.writing(lambda home: call(home, "from here"))
    with house.reading() as home:
        assert told(home)[1] == 2
    call(another, "from elsewhere again")
    another.store.close()
    with house.reading() as home:
        assert told(home)[1] == 3


def test_an_act_that_fails_leaves_nothing_worked_out(house: House):
    def fails(home: Home) -> None:
        call(home)
        assert told(home)[1] == 1
        raise BadUsage("not like this")

    with pytest.raises(BadUsage):
        house.writing(fails)
    with house.reading() as home:
        assert told(home)[1] == 0


def test_a_page_that_several_ask_for_at_once_is_made_once(house: House):
    made: list[int] = []
    begun = Event()

    def page(_: Asked) -> Response:
        made.append(1)
        begun.wait(0.02)  # long enough for the others to come; whoever comes later finds it made
        return HTMLResponse("the page")

    def ask() -> bytes:
        request = Request({"type": "http", "method": "GET", "path": "/", "headers": []})
        return bytes(_made(Asked(request, house, Sessions(house.path), ""), page, ("/", 1), ready=False, home=False).body)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(), range(4)))
    assert answers == [b"the page"] * 4
    assert len(made) == 1
