"""Settings: the file keeps its comments, etiquette is never loosened, what is erased is gone."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import httpx2
import pytest
from tests.web.conftest import Served, refused

from afterword import settings
from afterword.errors import BadUsage
from afterword.interfaces.cli.root import root
from afterword.interfaces.web.settings_file import changed, write

NOTHING = {"go": ""}
FILE = """\
# mine, do not touch
[etiquette]  # be kind
rest = 8   # more than most

[timing.application]
first = [5, 8, 30]
"""


def test_one_line_is_changed_and_all_comments_stay():
    made = changed(FILE, {"etiquette.rest": 9, "timing.application.second": [7, 9, 15], "voice.greeting": "Hello"})
    read = tomllib.loads(made)
    assert read == {"etiquette": {"rest": 9}, "timing": {"application": {"first": [5, 8, 30], "second": [7, 9, 15]}}, "voice": {"greeting": "Hello"}}
    assert "# mine, do not touch" in made
    assert "# be kind" in made
    assert "# more than most" in made
    assert tomllib.loads(changed(made, {"etiquette.rest": None, "voice.greeting": None}))["etiquette"] == {}


@pytest.mark.parametrize("odd", ["etiquette.rest = 8\n", "etiquette = { rest = 8 }\n", '[etiquette]\n"rest" = 8\n'])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path: Path, odd: str):
    (tmp_path / settings.FILE).write_text(odd)
    with pytest.raises(BadUsage):
        write(tmp_path, {"etiquette.rest": 9})
    assert (tmp_path / settings.FILE).read_text() == odd


@pytest.mark.parametrize("words", ['say "hello"', "back\\slash", "# no comment", "[section]", "ünï ☃", "a = b"])
def test_words_of_any_kind_come_back_as_they_were(words: str):
    assert tomllib.loads(changed(FILE, {"voice.greeting": words}))["voice"]["greeting"] == words


def test_etiquette_can_be_tightened_and_never_loosened(client: httpx2.Client, served: Served):
    fields = {s.name: str(s.default) for s in settings.TABLE if s.name.startswith("etiquette.")}
    assert "Kept." in client.post("/settings/etiquette", data={**fields, "etiquette.rest": "8"}).text
    assert settings.read(served.home)["etiquette.rest"] == 8
    refused = client.post("/settings/etiquette", data={**fields, "etiquette.rest": "1"})
    assert refused.status_code == 400
    assert "never loosened" in refused.text
    assert settings.read(served.home)["etiquette.rest"] == 8


def test_a_window_is_set_and_set_back(client: httpx2.Client, served: Served):
    fields = {"first.opens": "5", "first.due": "9", "first.closes": "30", "second.opens": "7", "second.due": "7", "second.closes": "15"}
    assert "Kept." in client.post("/settings/playbooks/application", data=fields).text
    assert settings.read(served.home).timings == {"application.first": (5, 9, 30)}
    assert client.post("/settings/playbooks/application", data={**fields, "first.due": "50"}).status_code == 400
    client.post("/settings/playbooks/application", data={**fields, "default": "yes"})
    assert settings.read(served.home).timings == {}


def test_everything_can_be_taken_away(client: httpx2.Client, served: Served):
    lines = client.post("/settings/export", data=NOTHING).text.splitlines()
    with served.house.reading() as home:
        assert len(lines) >= home.store.count()
    assert all(json.loads(line) for line in lines)
    assert client.post("/settings/backup", data=NOTHING).content[:15] == b"SQLite format 3"


def test_forgetting_asks_first_and_is_for_good(client: httpx2.Client, served: Served):
    asked = client.post("/settings/forget", data={"whom": "Dana Whitfield"})
    assert "Forget Dana Whitfield" in asked.text
    assert "Dana Whitfield" in client.get("/").text
    assert "is forgotten" in client.post("/settings/forget", data={"whom": "Dana Whitfield", "sure": "yes"}).text
    assert "Dana Whitfield" not in client.get("/people").text


def test_no_browser_is_let_in_any_more(client: httpx2.Client):
    assert refused(lambda: client.post("/settings/browsers", data=NOTHING))
    assert client.get("/").status_code == 403


def test_the_secret_address_of_a_calendar_is_not_on_the_page(client: httpx2.Client, served: Served):
    assert root.main(["--home", str(served.house.path), "account", "add", "https://calendar.example/private-secret/basic.ics", "--kind", "ics"], standalone_mode=False) is None
    shown = client.get("/settings").text
    assert "https://calendar.example/..." in shown
    assert "private-secret" not in shown
