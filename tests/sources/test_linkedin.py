"""LinkedIn's export: every year's columns, and what makes importers stumble."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from afterword.facts import Fact, Problem, Skipped, micros
from afterword.facts.kinds import Application, Card, Connection, Identity, Message, Position
from afterword.sources import linkedin
from afterword.sources.port import Circumstances, Piece, Place

NOTES = 'Notes:\n"When exporting your connection data, you may notice, that some are missing."\n\n'
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
TALK = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
)
ME, DANA, BO = (f"https://www.linkedin.com/in/{slug}" for slug in ("sam-ortiz", "dana-w", "bo-lind"))
SAM = Circumstances(name="Sam Ortiz", me=frozenset({"sam@home.example"}), zone="America/Chicago")


@pytest.fixture
def read(tmp_path):
    def reader(text: str | bytes, name: str = "a.csv", who: Circumstances = SAM) -> list:
        path = tmp_path / Path(name).name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        place = Place(path, name, path.read_bytes()[:65536], date(2026, 11, 1))
        assert linkedin.sniff(place) >= 30
        return list(linkedin.read(Piece(place), who))

    return reader


def bodies(found: list, kind: type) -> list:
    return [r.body for r in found if isinstance(r, Fact) and isinstance(r.body, kind)]


def said(*rows: str) -> str:
    return TALK + "\n".join(rows)


@pytest.mark.parametrize(
    "text",
    [
        NOTES + HEAD + f"Dana,Whitfield,{DANA}?trk=x,,Acme,Head of Data,08 Feb 2026",
        HEAD.upper() + f"Dana,Whitfield,{DANA}/,,Acme,Head of Data,8-Feb-26\r\n",
        "\ufeff" + (HEAD + f"Dana,Whitfield,{DANA},,Acme,Head of Data,2/8/26\n").replace(",", ";"),
    ],
)
def test_connections_of_every_shape_are_one_connection(read, text):
    (found,) = read(text)
    assert found.body == Connection(
        "dana-w", "Dana Whitfield", "", "Acme", "Head of Data", date(2026, 2, 8), date(2026, 11, 1)
    )
    assert found.at == micros(datetime(2026, 2, 8, tzinfo=UTC))


def test_old_connections_have_no_address_of_a_profile(read):
    text = 'First Name,Last Name,Email Address,Company,Position,Connected On\nDana,"Whitfield, PhD",D@acme.example,Acme,,01 Jan 2020\n'
    (body,) = bodies(read(text), Connection)
    assert (body.slug, body.name, body.email) == ("", "Dana Whitfield, PhD", "d@acme.example")


def test_closed_profiles_are_counted_and_repeated_rows_fall_away(read):
    row = "Zoë,Kern,https://www.linkedin.com/in/zo%C3%AB-kern,,,,01 Mar 2026\n"
    found = read(NOTES + HEAD + ",,,,,,07 Jun 2026\n" + row + row)
    assert [r.reason for r in found if isinstance(r, Skipped)] == ["a closed profile", "the same row again"]
    assert bodies(found, Connection)[0].slug == "zoë-kern"


def test_who_wrote_is_told_by_the_profile_not_by_the_folder(read):
    found = read(
        said(
            f"c1,,Sam Ortiz,{ME},Dana Whitfield,{DANA},2026-03-01 14:03:22 UTC,,Hello &amp; thanks,INBOX,,No",
            f'c1,,Dana Whitfield,{DANA},Sam Ortiz,{ME},2026-03-02 09:00:00 UTC,,"Two\nlines",INBOX,,No',
        )
    )
    (me,) = bodies(found, Identity)
    assert (me.me, me.slugs) == (True, ("sam-ortiz",))
    out, back = bodies(found, Message)
    assert (out.sender.email, out.to[0].email, out.text, out.thread) == (
        "sam-ortiz",
        "dana-w",
        "Hello & thanks",
        "li:c1",
    )
    assert (back.sender.email, back.to[0].email, back.text) == ("dana-w", "sam-ortiz", "Two\nlines")
    assert next(r.at for r in found if r.kind == "message") == micros(datetime(2026, 3, 1, 14, 3, 22, tzinfo=UTC))


def test_the_owner_shows_in_nearly_every_conversation_when_no_name_is_known(read):
    rows = [
        f"c{n},,A,{ME},B,https://www.linkedin.com/in/p{n},2026-03-0{n} 10:00:00 UTC,,Hi,INBOX,,No" for n in range(1, 5)
    ]
    (me,) = bodies(read(said(*rows), who=Circumstances()), Identity)
    assert me.slugs == ("sam-ortiz",)
    assert not bodies(read(said(rows[0]), who=Circumstances()), Identity)


def test_names_with_commas_and_several_recipients_keep_their_profiles(read):
    row = f'c1,,Sam Ortiz,{ME},"Dana Whitfield, Ph.D., Bo Lind","{DANA},{BO}",2026-03-01 10:00:00 UTC,,Hi,INBOX,,No'
    (body,) = bodies(read(said(row)), Message)
    assert [box.email for box in body.to] == ["dana-w", "bo-lind"]


def test_drafts_advertisements_and_closed_profiles_are_skipped_and_spam_is_marked(read):
    found = read(
        said(
            f"c1,,Sam Ortiz,{ME},Dana,{DANA},2026-03-01 10:00:00 UTC,,Not yet,INBOX,,Yes",
            'c2,,LinkedIn,,Sam Ortiz,,2026-03-01 10:00:00 UTC,,"<p class=""spinmail-quill-editor__spin-break"">Buy</p>",INBOX,,No',
            f"c3,,LinkedIn Member,,Sam Ortiz,{ME},2026-03-01 10:00:00 UTC,,Hi,INBOX,,No",
            f"c4,,Bo Lind,{BO},Sam Ortiz,{ME},2026-03-01 10:00:00 UTC,,Offer,SPAM,,No",
        )
    )
    assert [r.reason for r in found if isinstance(r, Skipped)] == [
        "a draft",
        "an advertisement",
        "a message of a closed profile",
    ]
    (body,) = bodies(found, Message)
    assert body.spam


def test_older_messages_without_recipients_profiles_find_them_in_the_conversation(read):
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    found = read(
        head
        + f"c1,,Sam Ortiz,{ME},Dana,2020-03-01 10:00:00 UTC,,Hi,INBOX\n"
        + f"c1,,Dana,{DANA},Sam Ortiz,2020-03-01 11:00:00 UTC,,Hello,INBOX\n"
    )
    assert [(b.sender.email, b.to[0].email) for b in bodies(found, Message)] == [
        ("sam-ortiz", "dana-w"),
        ("dana-w", "sam-ortiz"),
    ]


def test_the_oldest_messages_know_a_direction_only(read):
    head = "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n"
    (body,) = bodies(read(head + "Sam Ortiz,Dana Whitfield,2019-05-01T10:00:00,,Hi,OUTGOING,INBOX\n"), Message)
    assert (body.sender.email, body.to[0].name) == ("sam@home.example", "Dana Whitfield")


def test_a_message_is_the_same_from_every_export(read):
    row = f"c1,,Sam Ortiz,{ME},Dana,{DANA},2026-03-01 10:00:00 UTC,,Hi,INBOX,,No"
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in said(row).splitlines())
    first, second = read(said(row)), read(quoted)
    assert {r.id for r in first} == {r.id for r in second}
    assert len(bodies(read(said(row, row)), Message)) == 1


def test_invitations_with_words_are_messages_and_tell_the_owner(read):
    head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    found = read(
        head
        + f'Sam Ortiz,Dana,"1/29/26, 2:37 PM",May I ask you something?,OUTGOING,{ME},{DANA}\n'
        + f'Bo,Sam Ortiz,"1/30/26, 2:37 PM",,INCOMING,{BO},{ME}\n'
    )
    assert [i.slugs for i in bodies(found, Identity)] == [("sam-ortiz",)]
    (body,) = bodies(found, Message)
    assert (body.sender.email, body.to[0].email) == ("sam-ortiz", "dana-w")


def test_applications_positions_and_own_addresses(read):
    jobs = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
        '"11/20/24, 8:15 AM",sam@home.example,,Acme,Data Analyst,https://www.linkedin.com/jobs/view/12?trk=1,cv.pdf,\n'
        "1/2/26,,,Fenn,Cooper,,,\n"
    )
    first, second = bodies(read(jobs, "Job Applications_1.csv"), Application)
    assert (first.organisation, first.role, first.on) == ("Acme", "Data Analyst", date(2024, 11, 20))
    assert (first.url, first.contact, second.on) == ("https://www.linkedin.com/jobs/view/12", None, date(2026, 1, 2))
    positions = "Company Name,Title,Description,Location,Started On,Finished On\nAcme,Cooper,,Москва,Jan 2024,\nFenn,,,,2019,2021\n"
    assert bodies(read(positions), Position) == [
        Position("Acme", "Cooper", "2024-01"),
        Position("Fenn", "", "2019", "2021"),
    ]
    mine = read("Email Address,Confirmed,Primary,Updated On\nOld@home.example,Yes,No,\nno@home.example,No,No,\n")
    assert [i.emails for i in bodies(mine, Identity)] == [("old@home.example",)]


def test_notes_recommendations_and_uploaded_contacts(read):
    notes = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\n"
    (note,) = bodies(read(notes + f"Dana,Whitfield,{DANA},Was my boss,2026-01-02,\n"), Identity)
    assert (note.slugs, note.note, note.me) == (("dana-w",), "Was my boss", False)
    head = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nDana,Whitfield,Acme,Head,Splendid.,05/06/20,VISIBLE\n"
    (referee,) = bodies(read(head, "Recommendations_Received.csv"), Identity)
    assert referee.note == "wrote a recommendation for you as Head at Acme in 2020: Splendid."
    assert isinstance(read(head, "x.zip: Recommendations_Given.csv")[0], Skipped)
    book = "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt\nMOBILE,Bo,Lind,Acme,,B@x.example,312 555 0142,\n"
    (card,) = bodies(read(book), Card)
    assert (card.name, card.emails, card.phones) == ("Bo Lind", ("b@x.example",), ("+13125550142",))


@pytest.mark.parametrize(
    "text",
    [
        "Saved Date,Job Url,Job Title,Company Name\n1/2/26,https://x.example,A,B\n",
        "Organization,Followed On\nAcme,Mon Jun 01 2020\n",
        TALK,
        "No conversations found",
        "Name\nPython\n",
    ],
)
def test_what_tells_nothing_is_named_not_lost(read, text):
    found = read(text, "Basic_LinkedInDataExport_11-01-2026.zip: Member_123.csv")
    assert [type(r) for r in found] == [Skipped]


def test_a_quote_that_never_closes_costs_one_row(read):
    rows = [f'C{n},D,https://www.linkedin.com/in/c{n},,"Acme, Inc.",,01 Mar 2026' for n in range(9)]
    rows[4] = '"C4,D,https://www.linkedin.com/in/c4,,Acme,,01 Mar 2026'
    found = read(HEAD + "\n".join(rows))
    assert len(bodies(found, Connection)) == 8
    assert [r.place for r in found if isinstance(r, Problem)] == ["line 6"]
