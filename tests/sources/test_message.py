"""One mail into facts: words, people, dates, and what is left out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.facts import Fact, Problem, Skipped, micros
from afterword.facts.kinds import Mailbox, Message
from afterword.sources import limits
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances

ME = Circumstances(me=frozenset({"sam@home.example"}), latest=micros(datetime(2026, 12, 1, tzinfo=UTC)))
HEAD = b"From: Dana Whitfield <dana@acme.example>\r\nTo: sam@home.example\r\nDate: Mon, 2 Mar 2026 10:00:00 -0500\r\n"


def records(raw: bytes, folder="") -> list:
    return list(read_mail(raw, Slip("inbox.mbox", "message 1", "inbox.mbox message 1", folder), ME))


def mail(raw: bytes) -> Message:
    found = [one.body for one in records(raw) if isinstance(one, Fact)]
    assert found
    return found[0]


def headed(more: bytes, body: bytes = b"Hello.\r\n") -> Message:
    return mail(HEAD + more + b"\r\n" + body)


def test_a_plain_mail_becomes_one_fact_with_its_instant_and_origin():
    (one,) = records(HEAD + b"Message-ID: <a1@acme.example>\r\nSubject: Hello\r\n\r\nLine one\r\nline two\r\n")
    assert one.at == micros(datetime(2026, 3, 2, 15, tzinfo=UTC))
    assert one.origin == "inbox.mbox message 1"
    assert one.body.sender == Mailbox("Dana Whitfield", "dana@acme.example")
    assert (one.body.message_id, one.body.offset) == ("a1@acme.example", -300)
    assert one.body.text == "Line one\nline two\n"


@pytest.mark.parametrize(
    ("header", "name", "email"),
    [
        (b'"Whitfield, Dana" <Dana@Acme.Example>', "Whitfield, Dana", "dana@acme.example"),
        (b"Whitfield, Dana <dana@acme.example>", "Whitfield, Dana", "dana@acme.example"),
        (b"dana@acme.example (Dana Whitfield)", "Dana Whitfield", "dana@acme.example"),
        (b"=?utf-8?q?Zo=C3=AB_K=2E?= <zoe@acme.example>", "Zoë K.", "zoe@acme.example"),
        (b"=?utf-8?b?Wm/D?= =?utf-8?b?qyBL?= <zoe@acme.example>", "Zoë K", "zoe@acme.example"),
        (b"=?utf-8?q?Dana_=3Cdana=40acme=2Eexample=3E?=", "Dana", "dana@acme.example"),
        ("Zoë <zoe@acme.example>".encode("latin-1"), "Zoë", "zoe@acme.example"),
        ("Zoë <zoe@acme.example>".encode(), "Zoë", "zoe@acme.example"),
        (b"'dana@acme.example' <dana@acme.example>", "", "dana@acme.example"),
        (b"Dana (HR (EU)) Whitfield <dana@acme.example>", "Dana  Whitfield", "dana@acme.example"),
        (b"Team: Dana <dana@acme.example>, Bo <bo@acme.example>;", "Dana", "dana@acme.example"),
        (b"<mailto:dana@acme.example>", "", "dana@acme.example"),
        (b'"Dana \\"D\\" W" <dana@acme.example>', "Dana D W", "dana@acme.example"),
        (b'Dana "unclosed <dana@acme.example>', "Dana unclosed", "dana@acme.example"),
        (b"Dana (open <dana@acme.example>", "Dana (open", "dana@acme.example"),
    ],
)
def test_senders_are_understood_however_they_are_written(header, name, email):
    sender = mail(b"From: " + header + b"\r\nSubject: x\r\n\r\nx").sender
    assert (" ".join(sender.name.split()), sender.email) == (" ".join(name.split()), email)


def test_an_encoded_subject_cannot_bring_a_line_break():
    subject = headed(
        b"Subject: =?utf-8?q?Hello=0D=0ABcc:_evil@bad.example?= =?UTF-8?Q?=0A?=Bcc: e@bad.example\r\n"
    ).subject
    assert subject.isprintable()
    assert subject.startswith("Hello Bcc:")


@pytest.mark.parametrize(
    ("date", "at", "unsure"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0100", datetime(2026, 3, 2, 9, tzinfo=UTC), False),
        ("2 Mar 26 10:00 EST", datetime(2026, 3, 2, 15, tzinfo=UTC), False),
        ("2026-03-02T10:00:00Z", datetime(2026, 3, 2, 10, tzinfo=UTC), False),
        ("31 Dec 2016 23:59:60 +0000", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC), False),
        ("Mon Mar  2 10:00:00 2026", datetime(2026, 3, 2, 10, tzinfo=UTC), False),
        ("1 Jan 1900 00:00:00 +0000", datetime(2026, 3, 1, 8, tzinfo=UTC), True),
        ("31 Dec 9999 23:59:59 -1200", datetime(2026, 3, 1, 8, tzinfo=UTC), True),
        ("1 Jan 2040 00:00:00 +0000", datetime(2026, 3, 1, 8, tzinfo=UTC), True),
        ("next tuesday", datetime(2026, 3, 1, 8, tzinfo=UTC), True),
    ],
)
def test_dates_that_cannot_be_are_unsure_and_fall_back_to_received(date, at, unsure):
    raw = f"From: d@acme.example\nDate: {date}\nReceived: from a by b; Sun, 1 Mar 2026 08:00:00 +0000\n\nx"
    (one,) = records(raw.encode())
    assert (one.at, one.body.unsure_date) == (micros(at), unsure)


def test_without_any_date_the_instant_is_zero_and_unsure():
    (one,) = records(b"From: d@acme.example\nSubject: x\n\nx")
    assert (one.at, one.body.unsure_date) == (0, True)


@pytest.mark.parametrize(
    ("label", "body", "text"),
    [
        ("utf-8", "Grüße".encode(), "Grüße"),
        ("utf-8", "Grüße und schöne Tage".encode("latin-1"), "Grüße und schöne Tage"),
        ("iso-8859-1", "It’s “fine”".encode("cp1252"), "It’s “fine”"),
        ("iso-8859-1", "Grüße".encode(), "Grüße"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("x-unknown", "Grüße".encode("latin-1"), "Grüße"),
        ("gb2312", "面试".encode("gb18030"), "面试"),
        ("shift_jis", "面接".encode("cp932"), "面接"),
        ("iso-2022-jp", "面接".encode("iso2022_jp"), "面接"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("utf-7", b"+-", "+"),
        ("idna", b"plain", "plain"),
    ],
)
def test_text_is_right_under_right_wrong_and_unknown_charsets(label, body, text):
    assert headed(f"Content-Type: text/plain; charset={label}\r\n".encode(), body).text == text


def alternative(plain: bytes, html: bytes) -> bytes:
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        + plain
        + b"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + html
        + b"\r\n--b--\r\n"
    )


def test_plain_text_is_preferred_and_its_html_not_kept():
    one = mail(HEAD + alternative(b"We would like to invite you to an interview.", b"<p>other</p>"))
    assert (one.text, one.html) == ("We would like to invite you to an interview.", "")


@pytest.mark.parametrize("stub", [b"", b"  \r\n", b"Please view this message in an HTML capable mail program."])
def test_a_stub_of_plain_text_gives_way_to_the_html(stub):
    one = mail(
        HEAD + alternative(stub, b"<p>We would like to invite you to an <b>interview</b> on Monday, at ten.</p>" * 2)
    )
    assert "invite you to an interview on Monday" in one.text
    assert "<b>interview</b>" in one.html


def test_attached_texts_are_not_words_but_their_names_are_kept():
    body = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n--b\r\n'
        b'Content-Type: text/plain; name="../../etc/x.txt"\r\nContent-Disposition: attachment\r\n\r\nnot words\r\n--b--\r\n'
    )
    one = mail(HEAD + body)
    assert (one.text, one.attachments) == ("See attached.", ("x.txt",))


def test_a_missing_closing_boundary_and_an_unquoted_parameter_lose_nothing():
    one = mail(HEAD + b"Content-Type: multipart/mixed\r\n boundary=b\r\n\r\n--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond")
    assert one.text == "first\n\nsecond"


def test_a_header_block_without_a_blank_line_still_has_its_body():
    one = mail(b"From: d@acme.example\nSubject: x\nThis is no header but words.\nMore words: here.\n")
    assert one.subject == "x"
    assert one.text.startswith("This is no header")


def test_gmail_labels_are_decoded_as_a_whole_before_they_are_split():
    one = headed(
        b'X-Gmail-Labels: =?UTF-8?Q?Archiv=C3=A9s,"Project,_A",Envoy?=\r\n =?UTF-8?Q?=C3=A9?=\r\nX-GM-THRID: 1790123456789012345\r\n'
    )
    assert one.labels == ("Archivés", "Project, A", "Envoyé")
    assert one.thread == "gm:1790123456789012345"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("X-Gmail-Labels: Drafts", "a draft"),
        ("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=", "a draft"),
        ("X-Gmail-Labels: Inbox,Corbeille", "in the trash"),
        ("X-Mozilla-Status: 0009", "in the trash"),
        ("X-Unsent: 1", "a draft"),
    ],
)
def test_drafts_and_trash_are_skipped_with_the_reason(header, reason):
    (one,) = records(HEAD + header.encode() + b"\r\n\r\nx")
    assert isinstance(one, Skipped)
    assert one.reason == reason


def test_spam_is_marked_not_dropped_and_a_sent_label_means_nothing():
    assert headed("X-Gmail-Labels: Courrier indésirable\r\n".encode()).spam
    assert not headed(b"X-Gmail-Labels: Sent\r\n").spam


def test_references_come_oldest_first_without_brackets():
    one = headed(
        b"In-Reply-To: your mail <c@x.example>\r\nReferences: <a@x.example>\r\n\t<b@x.example> <c@x.example>\r\n"
    )
    assert one.references == ("a@x.example", "b@x.example", "c@x.example")


def test_a_newsletter_is_bulk_and_shortened_but_job_mail_through_the_same_machinery_is_not():
    listed = b"List-Id: <news.shop.example>\r\nPrecedence: bulk\r\nList-Unsubscribe: <https://shop.example/u>\r\n"
    news = headed(listed, b"Big sale today. " * 1000)
    assert news.bulk
    assert len(news.text) <= limits.TEXT_OF_BULK
    assert not headed(listed + b"Subject: Thank you for applying to Acme\r\n").bulk
    assert not mail(b"From: Acme <no-reply@hire.lever.co>\r\n" + listed + b"\r\nWe got it.").bulk
    assert mail(b"From: Jobs <jobalerts-noreply@linkedin.com>\r\nSubject: 30 new jobs\r\n\r\nx").bulk


def test_a_person_with_an_unsubscribe_link_is_no_machine():
    assert not headed(b"List-Unsubscribe: <https://crm.example/u>\r\n").bulk


def test_only_telling_headers_are_kept():
    kept = headed(
        b"Auto-Submitted: auto-replied\r\nReturn-Path: <>\r\nX-Mailer: y\r\nReply-To: Bo <bo@x.example>\r\n"
    ).headers
    assert kept == {"auto-submitted": "auto-replied", "return-path": "<>", "reply-to": "Bo <bo@x.example>"}


INVITE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:talk-1@acme.example\r\n"
    b"DTSTAMP:20260301T100000Z\r\nDTSTART:20260310T150000Z\r\nDTEND:20260310T160000Z\r\nSUMMARY:Interview with Acme\r\n"
    b"ORGANIZER;CN=Dana:mailto:dana@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_invitation_in_a_mail_is_an_event_and_the_mail_names_it():
    pytest.importorskip("afterword.sources.ics")
    raw = (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee you there.\r\n'
        + b"--b\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n"
        + INVITE
        + b'\r\n--b\r\nContent-Type: application/ics; name="invite.ics"\r\nContent-Disposition: attachment\r\n\r\n'
        + INVITE
        + b"\r\n--b--\r\n"
    )
    message, event = records(raw)
    assert event.body.summary == "Interview with Acme"
    assert event.body.method.upper() == "REQUEST"
    assert [key.split("|")[0] for key in message.body.invites] == ["event:talk-1@acme.example"]
    assert message.body.headers["x-parts"] == "text/plain text/calendar;method=REQUEST application/ics"


def test_bytes_without_any_header_are_a_problem_with_the_bytes_kept():
    (one,) = records(b"\x00\x01\x02 nothing here\n\nat all")
    assert isinstance(one, Problem)
    assert one.raw.startswith(b"\x00\x01")
    assert one.place == "message 1"


def parts(count: int) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nhi\r\n" * count + b"--b--\r\n"


def test_crossing_a_limit_is_reported_and_the_mail_still_read(monkeypatch):
    monkeypatch.setattr(limits, "PARTS", 10)
    monkeypatch.setattr(limits, "ADDRESSES", 20)
    cc = b"Cc: " + b",\r\n ".join(b"a%d@x.example" % i for i in range(30)) + b"\r\n"
    message, *problems = records(HEAD + cc + parts(12))
    assert len(message.body.to) + len(message.body.cc) == 20
    assert {"parts" in one.message or "addresses" in one.message for one in problems} == {True}
    assert len(problems) == 2


def test_deep_nesting_ends_at_its_limit():
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (i, i) for i in range(3000))
    message, problem = records(HEAD + nested + b"\r\nhi")
    assert "nested" in problem.message
    assert message.body.sender.email == "dana@acme.example"


def test_thousands_of_comments_or_half_words_take_no_time():
    one = headed(b"Cc: " + b"(" * 5000 + b")" * 5000 + b" a@x.example\r\nSubject: " + b"=?a?q?" * 10000 + b"\r\n")
    assert [box.email for box in one.cc] == ["a@x.example"]


def test_a_base64_body_with_a_plain_footer_keeps_both():
    one = headed(b"Content-Transfer-Encoding: base64\r\n", b"SGVsbG8gdGhlcmU=\r\n_______\r\nlist mailing list\r\n")
    assert one.text.startswith("Hello there")
    assert "mailing list" in one.text


def test_long_text_is_cut_at_its_limit_between_characters():
    one = headed(b"Content-Type: text/plain; charset=utf-8\r\n", "ü".encode() * 100_000)
    assert len(one.text.encode()) == limits.TEXT


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 300), st.binary(max_size=12))
def test_no_bytes_at_all_make_it_raise(noise, at, splice):
    base = HEAD + b"Subject: =?utf-8?q?x?=\r\n" + alternative(b"plain words", b"<p>html</p>")
    for raw in (noise, HEAD + noise, base[:at] + splice + base[at + len(splice) :], base[: at * 2] + noise):
        for one in records(raw):
            assert isinstance(one, (Fact, Problem, Skipped))
            if isinstance(one, Fact) and isinstance(one.body, Message):
                assert one.body.subject.isprintable()
                assert all(c.isprintable() for box in (*one.body.to, one.body.sender) for c in box.name + box.email)
