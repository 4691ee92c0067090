"""What is no hiring mail stays none: lists without headers, long, foreign and empty letters, applications and hours of a life."""

from __future__ import annotations

import pytest

from afterword.reading import Letter, letter_from, read

ME = "osric@hale.example"
PLAIN = ("personal", "other")


def letter(subject: str, body: str, **more: object) -> Letter:
    given = {"sent": "2026-05-04T09:00:00+00:00", "from": "Lena Marsh <lena@marshworks.example>", "to": ME}
    return letter_from({**given, "subject": subject, "body": body, **more})


@pytest.mark.parametrize("subject", ["[potters] Kilns", "Re: [potters] Kilns", "AW: [Potters-Talk] Kilns"])
def test_a_lists_mark_makes_mail_for_many_of_what_is_addressed_to_nobody_here(subject: str) -> None:
    body = "My kiln reached cone six in four hours. Has anybody tried cone eight?"
    posted = letter(subject, body, to="potters@kiln.example", me=[ME])
    assert (read(posted).kind, read(posted).bulk) == ("other", True)
    assert not read(letter(subject, body)).bulk


NEWS = "The fair opens on Saturday with forty stalls and a band.\n\nGood bread, good cheese, and a raffle at five.\n\n"


@pytest.mark.parametrize(
    "leaving",
    ["To unsubscribe, write to us.", "Sie können sich hier abmelden, wenn Sie keine Post mehr nicht mehr erhalten möchten.", "Pour ne plus recevoir nos messages, cliquez ici.", "Para darse de baja, responda a este correo."],
)
def test_what_says_how_to_leave_it_and_greets_nobody_is_for_many(leaving: str) -> None:
    assert read(letter("The fair", NEWS + leaving)).bulk
    assert not read(letter("Re: The fair", NEWS + leaving)).bulk
    assert not read(letter("The fair", f"Hi Osric,\n\n{NEWS}{leaving}", to=f"Osric Hale <{ME}>")).bulk


LONG = "The traceroute dies at the same host, twelve hops out, and the pages behind it load only now and then. " * 8
FOREIGN = "Ordinateurs bloqués, virus, perte de données : ne soyez plus seul devant votre écran, notre équipe dépanne."


@pytest.mark.parametrize("body", [LONG, FOREIGN, "", "void print() {\n  for (i = 0; i < 10l; i++)\n    printf(i);\n}"])
def test_the_leaning_alone_makes_nothing_of_what_it_cannot_know(body: str) -> None:
    reading = read(letter("News", body))
    assert reading.kind in PLAIN
    assert not reading.bulk


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Your card", "Thank you for applying for the Lowmoor credit card. We are sorry that we are unable to offer you one. Your application was not successful."),
        ("Unit 4B", "The owner has accepted your rental application. We are delighted to offer you the flat."),
        ("Your mortgage offer", "We are delighted to tell you that your offer is attached. Please sign and accept it by Friday."),
        ("Library card", "We have received your application for a library card and will be in touch soon."),
        ("Your check-up on Thursday", "We look forward to seeing you on Thursday 7 May at 8:20 am. To change your appointment call the desk."),
        ("Saturday", "I can confirm your viewing of 14 Cobden Row on Saturday at 11.30."),
        ("The show", "I'd like to interview you for my podcast about looms. Would Tuesday at 4 work?"),
        ("Bella", "Thanks for your application for one of Bella's puppies. We have decided to offer them to other families, sorry!"),
        ("Parents' evening", "Parents' evening is on Wednesday. Your interview with Mrs Clegg is at 17:40 in the hall."),
    ],
)
def test_what_is_applied_for_and_fixed_in_a_life_is_no_jobs(subject: str, body: str) -> None:
    reading = read(letter(subject, f"Dear Osric,\n\n{body}", **{"from": "Lowmoor <office@lowmoor.example>"}))
    assert reading.kind in PLAIN
    assert reading.role is None
    assert not any(act.interview for act in reading.acts)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application_received", "Thank you for applying for the Credit Analyst position. We have received your application."),
        ("application_received", "Thank you for your application for Loan Officer at Lowmoor. We have received it."),
        ("rejection", "Thank you for your application for the Card Designer role. Unfortunately we have chosen another candidate."),
        ("interview_scheduled", "I can confirm your interview for the Loan Officer job on Thursday 7 May at 10:00."),
    ],
)
def test_a_job_with_such_a_word_in_its_name_is_still_one(kind: str, body: str) -> None:
    assert read(letter("Your application", f"Dear Osric,\n\n{body}")).kind == kind


@pytest.mark.parametrize("kind", ["offer", "rejection"])
def test_an_essay_or_a_lists_mail_decides_nothing_of_nobody(kind: str) -> None:
    said = {"offer": "We are pleased to offer you the position of our new editor, she told me.", "rejection": "Unfortunately we have decided to go with another candidate, she told me."}[kind]
    essay = f"{said}\n\n" + "The harbour was full of boats and nobody sold a fish before noon, as was the custom there.\n\n" * 30
    assert read(letter("Notes from the harbour", essay, headers={"list-id": "<notes.harbour.example>"})).kind in PLAIN
    assert read(letter("Notes from the harbour", essay)).kind in PLAIN
    assert read(letter("Editor", f"Dear Osric,\n\n{said}")).kind == kind


def test_tips_for_interviews_that_one_may_leave_invite_to_none() -> None:
    tips = "Hi Osric,\n\nGot an interview coming up? Unfortunately most candidates never write a note. Here are five tips.\n\nUnsubscribe"
    assert read(letter("Five tips for your next interview", tips)).kind in PLAIN
