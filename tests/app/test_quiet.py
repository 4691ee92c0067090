"""A mailbox that holds no job search leaves the page empty: no role, no follow-up, no question; a real answer among it is still seen."""

from __future__ import annotations

import json
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.app.drawn import FIRST, LAST_DAY, ME
from tests.app.homes import ME_FACT, take

from afterword import plugins
from afterword.app import importing
from afterword.app.home import Home
from afterword.clock import Clock
from afterword.store import open_store

LOOKALIKES = Path(__file__).parents[1] / "reading" / "labelled" / "develop8.jsonl"
LATE = FIRST + timedelta(days=LAST_DAY - 2)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(open_store(tmp_path / "home"), Clock(FIRST + timedelta(days=LAST_DAY)), plugins.playbooks(), lambda _c, _r, _y: frozenset())
    made.fresh()
    take(made, [ME_FACT])
    return made


def mail(number: int, sender: str, subject: str, body: str, to: str = f"Sam <{ME}>", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"], made["Message-ID"] = (LATE + timedelta(minutes=number)).strftime("%a, %d %b %Y %H:%M:00 +0000"), f"<{number}@noise.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def lookalikes() -> list[EmailMessage]:
    """The labelled ones, as if they had come to Sam."""
    found = []
    for number, line in enumerate(LOOKALIKES.read_text("utf-8").splitlines()):
        one = json.loads(line)
        name = one["to"].split(" ")[0]
        body = one["body"].replace(name, "Sam")
        to = one["to"] if "me" in one else f"Sam <{ME}>"
        headers = {key.replace("-", "_"): value for key, value in one.get("headers", {}).items()}
        found.append(mail(number, one["from"], one["subject"], body, to, **headers))
    return found


STRANGERS = (
    ("Coralie <coralie@begin-now.example>", "none", "This is a one time mailing. We are looking for people who might be interested in working from home. This position involves ten hours a week. To see a job description, visit our page.", "potters@kiln.example"),
    ("Natalie <nat@heartsease.example>", "I thought it was important", "Hello\nMy name is Natalie and I am looking for a real relationship with a good man. Please write to me here if you like me.", ""),
    ("Ike <ike@studien.example>", "Master in Logistik", "Wir bieten Ihnen berufsbegleitende Kurse für Fach- und Führungskräfte. Beginn ist der 1. Oktober, die Plätze sind begrenzt.", ""),
    ("Informatique Bleue <info@informatique-bleue.example>", "Un mois de maintenance offert", "Ordinateurs bloqués, virus, perte de données : oubliez vos problèmes informatiques. Nous vous offrons un mois de maintenance.", ""),
    ("Rufus Hale <rufus@tapepath.example>", "Re: [tapes] mutating mites", "I'm quite sure that I'm not interested in the answer any more, sorry. Perhaps somebody could send a trace?", "tapes@reels.example"),
    ("Penny Weaver <penny@loomnews.example>", "Weekly words", "Unfortunately, these countries have limited access to good looms. If you told them that you were going to send the whole team to Bergen they would scream. I had a job there once.", "weekly-readers@loomnews.example"),
    ("Sathar <sathar@kestreltrade.example>", "Your Agent in Tromsø", "Could you please send the address of your agent in Tromsø.", "webmaster@kestreltrade.example"),
)


REAL = (
    ("Dana Whitfield <dana@acme.example>", "Data Analyst", "Dear Sam,\n\nThank you for your interest in the Data Analyst position at Acme. Unfortunately we have decided to go forward with another candidate.\n\nDana Whitfield\nAcme"),
    ("Carl Roe <carl.roe@marchmonttalent.example>", "Data Engineer in Leeds", "Hi Sam,\n\nI recruit for a bank in Leeds that has a vacancy for a Data Engineer. Your profile fits. Would you be open to a short call?\n\nCarl Roe\nConsultant, Marchmont Talent"),
)


def put(home: Home, place: Path, letters: list[EmailMessage]) -> None:
    place.write_bytes(b"".join(b"From x@noise.example Mon Mar  2 10:00:00 2026\n" + one.as_bytes() + b"\n" for one in letters))
    report = importing.run(home, [place], plugins.sources())
    assert sum(f.new for f in report.files) == len(letters)


def seen(home: Home) -> tuple[list[object], list[object], list[object]]:
    store = home.store
    roles = [(o.organisation, o.role) for key in store.subjects() if (org := home.world.organisation(key)) is not None for o in org.opportunities]
    return roles, list(store.follow_ups()), list(store.questions())


def test_a_mailbox_without_a_search_leaves_the_page_empty(home: Home, tmp_path: Path) -> None:
    strangers = [mail(200 + n, sender, subject, body, to or f"Sam <{ME}>") for n, (sender, subject, body, to) in enumerate(STRANGERS)]
    put(home, tmp_path / "noise.mbox", [*lookalikes(), *strangers])
    assert seen(home) == ([], [], [])


def test_an_answer_and_a_recruiter_among_the_noise_are_seen(home: Home, tmp_path: Path) -> None:
    real = [mail(100 + n, sender, subject, body) for n, (sender, subject, body) in enumerate(REAL)]
    put(home, tmp_path / "some.mbox", [*lookalikes()[:20], *real])
    roles, follow_ups, _ = seen(home)
    assert roles == [("Acme", "Data Analyst")]
    assert len(follow_ups) >= 2


def test_nobody_is_asked_who_bears_the_users_own_name(home: Home, tmp_path: Path) -> None:
    def both(name: str) -> list[EmailMessage]:
        label = name.split(maxsplit=1)[0].lower()
        return [
            mail(300, f"{name} <{label}@acme.example>", "Data Analyst", REAL[0][2].replace("Dana Whitfield", name)),
            mail(301, f"{name} <{label}@old.example>", "Data Analyst", REAL[0][2].replace("Dana Whitfield", name)),
        ]

    put(home, tmp_path / "mine.mbox", both("Sam Rivera"))
    assert seen(home)[2] == []
    put(home, tmp_path / "hers.mbox", both("Dana Whitfield"))
    assert [json.loads(row)["ask"][:28] for row in home.store.questions()] == ["Is this the same person? Dan"]
