"""Mails in many voices, each with the kind (and, where stated, the employer and the job) a careful reader gives it."""

import tomllib
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest

from afterword.reading import Reading, letter_from, read
from afterword.reading.kinds import judge
from afterword.reading.model import Address, Letter

GOLDEN = Path(__file__).parent / "golden"
ME = Address("Amos Bell", "amos@bell.example")


def letter_of(mail: dict[str, Any]) -> Letter:
    name, email = parseaddr(mail["from"])
    to = () if mail.get("mine") else (ME,)
    headers = {key.lower(): value for key, value in mail.get("headers", {}).items()}
    return Letter(
        "m",
        datetime(2026, 5, 4, 9, tzinfo=UTC),
        Address(name, email.lower()),
        to,
        subject=mail["subject"],
        body=mail["body"],
        headers=headers,
        me=frozenset({ME.email}),
    )


def cases() -> list[Any]:
    mails = [
        (file, mail)
        for file in sorted(GOLDEN.rglob("*.toml"))
        for mail in tomllib.loads(file.read_text("utf-8"))["mail"]
    ]
    return [
        pytest.param(mail | {"kind": mail.get("kind", file.stem)}, id=f"{file.parent.name}: {mail['subject'][:50]}")
        for file, mail in mails
    ]


@pytest.mark.parametrize("mail", cases())
def test_a_mail_is_understood(mail: dict[str, Any]) -> None:
    judgement = judge(letter_of(mail), mail["body"])
    assert mail["kind"] == judgement.kind
    for part in ("organisation", "role", "requisition", "vendor", "bulk"):
        if part in mail:
            assert (None if mail[part] == "" else mail[part]) == getattr(judgement, part), part


def mail(subject: str, body: str, **more: object) -> Reading:
    given = {"sent": "2026-05-04T09:00:00+00:00", "from": "Lena Marsh <lena@marsh.example>", "to": "Osric Hale <osric@hale.example>"}
    return read(letter_from({**given, "subject": subject, "body": body, **more}))


@pytest.mark.parametrize(
    "said",
    [
        "Your police interview is confirmed for Monday 11 May at 10:00.",
        "Your naturalization interview is scheduled for 11 May 2026 at 10:00.",
        "Your mortgage interview is booked for Monday at 10:00.",
        "Your podcast interview is on Monday at 10:00.",
    ],
)
def test_the_interviews_of_a_life_are_no_job_interviews(said: str) -> None:
    reading = mail("Interview notice", said)
    assert not reading.kind.startswith("interview")
    assert not any(act.interview for act in reading.acts)


@pytest.mark.parametrize("house", ["Northshire Police", "Corbel Media", "Oldbridge Press"])
def test_the_interview_of_a_house_named_so_is_one(house: str) -> None:
    reading = mail("Interview confirmed", f"Hi Osric,\n\nyour {house} interview is confirmed for Monday 11 May at 10:00.\n\nLena")
    assert reading.kind == "interview_scheduled"


def test_anybodys_interview_in_a_lists_mail_is_nobodys() -> None:
    many = {"List-Unsubscribe": "<mailto:leave@coach.example>", "Precedence": "bulk"}
    advert = mail("Ace your interview on Monday", "Ready for your interview on Monday? Learn our five tips. See you on Monday!", headers=many)
    assert (advert.kind, advert.bulk, advert.commitments) == ("other", True, ())
    named = mail("Your interview on Monday", "Dear Osric,\n\nyour interview is confirmed for Monday 11 May at 10:00.\n\nLena", headers=many)
    assert named.kind == "interview_scheduled"
