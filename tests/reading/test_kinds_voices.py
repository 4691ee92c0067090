"""Mails in many voices, each with the kind (and, where stated, the employer and the job) a careful reader gives it."""

import tomllib
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest

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
