"""Names where unseen mail puts them: in a form's lines, behind a number, in other languages, at portals; and words that are only quoted."""

from datetime import UTC, datetime

import pytest

from afterword.reading import Letter, Reading, read
from afterword.reading.jsonl import _listed
from afterword.reading.kinds.beside import house_beside, parted, unplaced
from afterword.reading.kinds.fields import paragraphs
from afterword.reading.kinds.foreign import foreign_subject
from afterword.reading.kinds.labels import spoken_name, written_name
from afterword.reading.kinds.roles import roles_in
from afterword.reading.kinds.words import unquoted
from afterword.reading.model import Address

ME = Address("Orla Feeney", "orla.feeney@feeneypost.example")


def told(sender: Address, subject: str, body: str) -> Reading:
    return read(
        Letter(
            "m",
            datetime(2026, 5, 4, 9, tzinfo=UTC),
            sender,
            (ME,),
            subject=subject,
            body=body,
            me=frozenset({ME.email}),
        )
    )


def roles(text: str) -> list[str]:
    return [role for role, _, _ in roles_in(text)]


def test_a_field_of_a_form_ends_where_its_line_does() -> None:
    assert paragraphs("Booked:\nRole: Kiln Technician\nWhen: Friday\nBring a\ncoat.\n\nBye") == [
        "Booked:",
        "Role: Kiln Technician",
        "When: Friday",
        "Bring a coat.",
        "Bye",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We have moved on with Req 8841: Reliability Engineer, thanks.", "Reliability Engineer"),
        ("The harness maker's place is yours.", "harness maker"),
        ("You applied as assistant lighting designer with us.", "assistant lighting designer"),
        ("Thanks for applying for Year 5 Maths tutor.", "Year 5 Maths tutor"),
        ("Ihre Bewerbung um die Stelle als Orgelbauerin bei uns.", "Orgelbauerin"),
        ("Votre candidature au poste de relieuse nous est bien parvenue.", "relieuse"),
        ("Su currículum para el puesto de Restauradora ha llegado.", "Restauradora"),
    ],
)
def test_a_job_is_found_by_the_words_around_it(text: str, role: str) -> None:
    assert role in roles(text)


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        ("Ihre Bewerbung als Glasbläserin", "Glasbläserin"),
        ("Votre candidature - Vannière", "Vannière"),
        ("Bewerbung / Application Key Account Manager", "Key Account Manager"),
        ("Your application - Weaver", None),
    ],
)
def test_a_label_in_another_language_tells_the_job(subject: str, role: str | None) -> None:
    assert foreign_subject(subject) == role


def test_what_stands_beside_a_job() -> None:
    assert parted("Signal Engineer, Moss Valley Line", "Thanks for applying with Moss Valley Line") == (
        "Signal Engineer",
        "Moss Valley Line",
    )
    assert parted("Clerk, Nights", "You would work nights.") == ("Clerk, Nights", None)
    assert house_beside("Groom", "Your form for Groom (Tarn Stables College) is in.") == "Tarn Stables College"
    assert unplaced("Head of Audit (Accra)", "They seek a Head of Audit.") == "Head of Audit"
    assert unplaced("Nurse (Theatre)", "Your application for Nurse (Theatre) is in.") == "Nurse (Theatre)"


def test_a_name_without_capitals_is_found_by_the_domain() -> None:
    assert spoken_name("bree @ copper wren records", "copperwrenrecords") == "Copper Wren Records"
    assert spoken_name("write to us@copperwren.example", "copperwren") is None


def test_an_agency_keeps_the_word_its_name_ends_with() -> None:
    assert written_name(["Pia | Quarry Staffing"], "quarrystaffing") == "Quarry Staffing"
    assert written_name(["The Quarry Staffing team"], "quarry") == "Quarry"


@pytest.mark.parametrize(
    ("sender", "subject", "body", "organisation"),
    [
        (
            Address("JobGrove", "no-reply@jobgrove.example"),
            "Application received",
            "Dear Orla, thank you for applying to Aldwater Mills through JobGrove for Spinner. The Aldwater Mills recruitment team will be in touch.",
            "Aldwater Mills",
        ),
        (
            Address("Tests", "invite@gaugewise.example"),
            "Your assessment",
            "Hi Orla, Fennimore Shipping has invited you to complete an assessment for Load Planner. The link works until 19 May.",
            "Fennimore Shipping",
        ),
        (
            Address("Hollow Ridge @ postahire", "hollow+jobs@postahire.example"),
            "Thank you for applying",
            "We have received your application for Ranger. This is an automated message.",
            "Hollow Ridge",
        ),
    ],
)
def test_a_portal_is_not_the_employer_it_writes_for(
    sender: Address, subject: str, body: str, organisation: str
) -> None:
    assert told(sender, subject, body).organisation == organisation


def test_a_desk_is_no_part_of_a_name() -> None:
    body = "Hi Orla, the Packer places are all filled for this season. We are sorry.\n\nWexcombe Foods Resourcing Hub"
    found = told(Address("Resourcing Hub", "resourcing@wexcombefoods.example"), "Your application for Packer", body)
    assert (found.organisation, found.role, found.kind) == ("Wexcombe Foods", "Packer", "rejection")


def test_what_somebody_else_wrote_is_not_said() -> None:
    assert unquoted('They wrote "we regret to inform you" and no more.').split() == "They wrote and no more.".split()
    assert unquoted('The "Key Account" role') == 'The "Key Account" role'


def test_a_header_with_a_bare_at_is_one_mailbox() -> None:
    assert _listed("People @ Tarn <people@tarn.example>") == (Address("People @ Tarn", "people@tarn.example"),)
