"""The demo through the product: every situation occurs, and today is a page one can finish before the coffee is cold."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from afterword.demo import ME, commands, files
from afterword.interfaces.cli import root

ZONE = ZoneInfo(ME.zone)
SITUATIONS = set(
    "application interview_thank_you employer_date interview_silence second_note missed_call informational_thank_you informational_report_back "
    "introduction_offered introduction_made reach_through former_boss boss_superior professional insider_relative coworker_moving_on rejection "
    "referral_thank_you reply_owed my_promise offer_deadline recruiter keep_warm".split()
)


def _played(folder: Path, now: datetime, *, accepted: bool = False) -> Any:
    """A home in which the demo has been lived until `now`; gives a function that asks it for JSON."""
    for name, data in files(now).items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def run(at: str, *words: str) -> Any:
        done = CliRunner().invoke(
            root, ["--home", str(folder / "home"), "--at", at, "--json", *words], catch_exceptions=False
        )
        assert done.exit_code == 0, (words, done.output)
        return json.loads(done.stdout)

    for at, verb, *words in commands(now, accepted=accepted):
        if verb == "import":
            words = [str(folder / "files" / word) for word in words]
        run(at, verb, *words)
    return lambda *words: run(now.isoformat(), *words)


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [datetime(2026, 11, 24, 9, 10, tzinfo=ZONE), datetime(2026, 11, 22, 9, 10, tzinfo=ZONE)],
    ids=["tuesday", "sunday"],
)
def test_every_situation_occurs_and_today_is_short(tmp_path: Path, now: datetime) -> None:
    ask = _played(tmp_path, now)
    planned = ask("plan")["follow_ups"]
    assert SITUATIONS - {one["situation"] for one in planned} == set()
    page = ask("today")
    shown = {one["situation"]: one for one in page["follow_ups"]}
    assert 5 <= len(page["follow_ups"]) <= 8
    assert {"employer_date", "interview_thank_you", "reply_owed", "professional", "application", "keep_warm"} <= set(
        shown
    )
    assert shown["employer_date"]["channel"] == "call"
    assert shown["employer_date"]["person"]["phones"] == ["+16125550142"]
    assert shown["interview_thank_you"]["person"]["name"] == "Lena Sorensen"
    assert shown["professional"]["channel"] == "in_person"
    assert page["held_back"]
    assert page["questions"]
    assert page["waiting_on"]


@pytest.mark.slow
def test_when_sam_accepts_the_helpers_hear_it(tmp_path: Path) -> None:
    ask = _played(tmp_path, datetime(2026, 11, 24, 9, 10, tzinfo=ZONE), accepted=True)
    told = [one["person"]["name"] for one in ask("plan")["follow_ups"] if one["situation"] == "wrap_up"]
    assert "Owen Castellano" in told
    assert "Amara Osei" in told
