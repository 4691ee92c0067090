"""The month that docs/demo-month.md tells: complete, calm on days off, and current (the full comparison is slow)."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from afterword.demo import later
from afterword.demo.days import is_open
from afterword.demo.letters import scripts

ROOT = Path(__file__).parents[2]
START = datetime.fromisoformat("2026-11-24T08:00:00-06:00")
DAYS = [START.date() + timedelta(days=n) for n in range(31)]


@pytest.fixture(scope="module")
def told() -> dict[date, str]:
    """The document, day by day."""
    text = (ROOT / "docs" / "demo-month.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^## ", text)[1:]
    assert [part.split("\n")[0] for part in parts] == [f"{d:%A} {d.day} {d:%B}" for d in DAYS]
    return dict(zip(DAYS, parts, strict=True))


def test_every_day_has_its_page_within_eighty_columns(told: dict[date, str]):
    for part in told.values():
        page = part.split("```")[1]
        assert page.strip()
        assert all(len(line) <= 80 for line in page.splitlines())


def test_no_list_comes_twice_a_day_and_none_on_a_day_off(told: dict[date, str]):
    for day, part in told.items():
        assert part.count("Reminded at 08:30") <= 1
        assert part.count("Reminded at 16:00") <= 1
        if not is_open(day):
            assert "Reminded" not in part


def test_each_talk_is_asked_of_on_one_morning(told: dict[date, str]):
    asked = [key for day, part in told.items() if is_open(day) for key in re.findall(r"interview after (\w+)\n", part.split("```")[1])]
    assert asked
    assert len(asked) == len(set(asked))


def test_what_comes_later_is_never_in_the_files_of_today():
    assert "Mail/new.mbox" not in later(START, START, START)
    month = later(START, START, START + timedelta(days=30))["Mail/new.mbox"]
    assert month.count(b"\nMessage-ID: ") == sum(one.id.startswith("later-") for one in scripts())


@pytest.mark.slow
def test_the_document_is_what_the_month_prints():
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make-month"), "--check"], check=True)
