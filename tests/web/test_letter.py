"""The page of one mail: what was understood is shown, mended there, and taken back."""

from __future__ import annotations

import re

import httpx2
from tests.web.conftest import Served
from tests.web.test_person import undo

from afterword.facts.kinds import Message


def _dated(served: Served) -> str:
    """The address of a mail in which somebody promises something."""
    with served.house.reading() as home:
        found = next(f for f in home.store.in_force(["message"]) if isinstance(f.body, Message) and "I expect to decide by" in f.body.text)
    return f"/fact/{found.id}"


def test_what_was_understood_is_shown_mended_and_taken_back(client: httpx2.Client, served: Served) -> None:
    address = _dated(served)
    shown = client.get(address).text
    assert "What was understood" in shown
    assert "I expect to decide by Monday, November 23." in shown
    chosen = re.search(r'<option value="(\w+)" selected', shown)
    assert chosen
    sent = {"kind": "thank_you", "organisation": "Northwind Traders", "role": "Ferry pilot", "unbound": "yes"}
    done = client.post(f"{address}/read", data=sent)
    assert "Noted, and it stays so" in done.text
    assert '<option value="thank_you" selected' in done.text
    assert 'value="Northwind Traders"' in done.text
    assert 'value="Ferry pilot"' in done.text
    assert "owes you a decision" not in done.text
    back = undo(client, done)
    assert f'<option value="{chosen[1]}" selected' in client.get(address).text
    assert back.status_code == 200


def test_nothing_changed_is_said_and_nothing_kept(client: httpx2.Client, served: Served) -> None:
    address = _dated(served)
    shown = client.get(address).text
    fields = {"kind": re.search(r'<option value="(\w+)" selected', shown), "organisation": re.search(r'name="organisation" value="([^"]*)"', shown), "role": re.search(r'name="role" value="([^"]*)"', shown)}
    refused = client.post(f"{address}/read", data={k: m[1] if m else "" for k, m in fields.items()})
    assert "say what it means first" in refused.text
    assert 'name="act"' not in refused.text
