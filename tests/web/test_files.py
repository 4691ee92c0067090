"""What a browser fetches: small, ours alone, kept for ever under a name that changes with the content."""

from __future__ import annotations

import gzip
import re

import httpx2

from afterword.interfaces.web.files import shelf


def test_the_first_visit_is_small_and_a_later_one_smaller(client: httpx2.Client):
    page = client.get("/").text
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    files = shelf()[1]
    first = sum(len(files[name].packed or files[name].body) for name in set(named))
    assert first + len(gzip.compress(page.encode())) <= 260 * 1024
    assert len(gzip.compress(page.encode())) <= 20 * 1024
    assert {name.partition(".")[0] for name in named} >= {"newsreader", "inter", "look", "htmx", "keys"}


def test_files_are_kept_for_ever_and_named_by_their_content(client: httpx2.Client):
    for name, one in shelf()[1].items():
        answer = client.get(f"/static/{name}")
        assert answer.content == one.body
        assert "immutable" in answer.headers["cache-control"]
        assert re.search(r"\.[0-9a-f]{10}\.\w+$", name)


def test_nothing_is_fetched_from_elsewhere_and_no_script_stands_in_a_page(client: httpx2.Client):
    for path in ("/", "/waiting", "/settings", "/settings/playbooks", "/begin/bring", "/people", "/roles", "/import", "/note"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert not re.search(r"\sstyle=|\son\w+=", page), path
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), path
    assert not any(re.search(rb"url\((?!newsreader|inter)|@import|https?://(?!www\.w3\.org)", one.body) for name, one in shelf()[1].items() if name.endswith(".css"))
