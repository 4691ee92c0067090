from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser

import pytest

from afterword.drafts import compose as c
from afterword.drafts.compose import Mail, Quoted, Unsound, Writing, compose
from afterword.facts.kinds import Mailbox

WRITING = Writing(
    Mailbox("Sam Rivera", "sam@postbox.example"), (Mailbox("Dana Whitfield", "dana@acme.example"),), "Data Analyst", "Hi Dana,\n\nthank you.\n\nSam",
    "<3f9c1a2b.afterword@postbox.example>", datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
)  # fmt: skip
THREAD = ("<1@acme.example>", "<2@acme.example>")
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
REPLY = [*NAMES[:5], "In-Reply-To", "References", *NAMES[5:]]
PIECES = (
    "\r", "\n", "\r\n", "\0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e", "\t", "\ud800", "\u202e", "\ufeff", "\u200b", ".", "\r\n.\r\n", "\n.\n", "\r.\r", "..", "\n.\r\n",
    "\nBcc: evil@thief.example", "\r\n\r\n<script>", "=?UTF-8?Q?=0A?=Bcc: evil@thief.example", "=?utf-8?b?DQpCY2M6IGV2aWxAdGhpZWYuZXhhbXBsZQ==?=",
    "=?utf-8?q?=3D=3Futf-8=3Fq=3F=0ABcc=3A_evil=40thief=2Eexample=3F=3D?=", "=?=?utf-8?q?x?=utf-8?q?=0D=0ABcc:evil@thief.example?=", "=?x?=", "?=", "=?", "=?a?q?=?utf-8?q?b?=?=",
    "<evil@thief.example>", ", evil@thief.example", "; evil@thief.example", '"', "\\", '\\"', "(", ")", "<", ">", ",", ":", ";", "@", "☃", "é", "你好", "👩‍💻", "\r\nRCPT TO:<evil@thief.example>",
    "\r\n.\r\nMAIL FROM:<evil@thief.example>", "\r\nA1 DELETE INBOX", "{10}\r\n", "Re: ", "RE[2]: ", "From ", "\nFrom x", " ", "a" * 80, "x" * 10_000, "日" * 3_000, "word " * 2_000, "=" * 90, "name",
)  # fmt: skip


def headers(mail: Mail) -> list[str]:
    """The names of the headers, by a parser of our own: whatever stands before a colon and does not go on from before."""
    head = mail.data.split(b"\r\n\r\n", 1)[0].decode("ascii")
    return [line.split(":")[0] for line in head.split("\r\n") if not line.startswith(" ")]


def hostile(draw: random.Random) -> str:
    return "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 5)))


def writing(draw: random.Random) -> Writing:
    """A reply of which one to all inherited values are hostile."""
    wanted = draw.sample(range(6), draw.randint(1, 6))
    made = replace(WRITING, references=THREAD)
    if 0 in wanted:
        made = replace(made, subject=hostile(draw))
    if 1 in wanted:
        made = replace(made, to=(Mailbox(hostile(draw), "dana@acme.example"),))
    if 2 in wanted:
        made = replace(made, references=(*THREAD, hostile(draw), f"<{hostile(draw)}@acme.example>"))
    if 3 in wanted:
        made = replace(made, sender=Mailbox(hostile(draw), "sam@postbox.example"))
    if 4 in wanted:
        made = replace(made, quoted=Quoted(hostile(draw), WRITING.date, hostile(draw)))
    if 5 in wanted:
        made = replace(made, body=hostile(draw))
    return made


def attacked(cases: int, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(cases):
        given = writing(draw)
        mail = compose(given)
        assert headers(mail) == REPLY, given
        assert (mail.sender, mail.recipients) == ("sam@postbox.example", ("dana@acme.example",))
        assert not re.search(rb"[\r\n\0]", mail.data.replace(b"\r\n", b""))
        assert all(len(line) <= 998 for line in mail.data.split(b"\r\n"))
        assert not any(line.startswith(b".") for line in mail.data.split(b"\r\n"))
        if draw.random() < 0.02:  # a parser that decodes everything, and is slow
            parsed = BytesParser(policy=policy.default).parsebytes(mail.data)
            assert list(parsed.keys()) == REPLY
            assert [a.addr_spec for a in parsed["To"].addresses] == ["dana@acme.example"]
            assert parsed["Bcc"] is None


def test_nothing_inherited_changes_headers_recipients_or_lines():
    attacked(400, 28)


@pytest.mark.slow
def test_nothing_inherited_changes_headers_recipients_or_lines_in_fifty_thousand_cases():
    attacked(50_000, 121_650)


@pytest.mark.parametrize(
    "wrong",
    ["", "dana", "dana@", "@acme.example", "dana@acme", "a b@acme.example", "dana@acme.example\r\nRCPT TO:<x@y.example>", "dana@acme.example\nx", "..@acme.example", ".dana@acme.example",
     "dana..w@acme.example", "dana@acme.example,evil@thief.example", "<dana@acme.example>", '"dana w"@acme.example', "dana@[127.0.0.1]", "da\0na@acme.example", "dana@acme..example",
     "zoë@acme.example", "=?utf-8?q?x?=@acme.example", "d" * 65 + "@acme.example", "dana@" + "a" * 250 + ".example", "dana@-acme.example", "dana@acme.example.", "dana@\u2028.example"],
)  # fmt: skip
def test_mail_goes_only_to_what_is_surely_an_address(wrong: str):
    with pytest.raises(Unsound):
        compose(replace(WRITING, to=(Mailbox("Dana", wrong),)))


def test_a_domain_in_letters_of_its_own_goes_by_its_other_name():
    assert compose(replace(WRITING, to=(Mailbox("", "dana@büro.example"),))).recipients == ("dana@xn--bro-hoa.example",)


def test_the_same_writing_gives_the_same_bytes_and_any_change_another_hash():
    assert compose(WRITING).data == compose(WRITING).data
    others = {compose(replace(WRITING, **{k: v})).hash for k, v in {"subject": "x", "body": "x", "references": THREAD}.items()}
    assert len({compose(WRITING).hash, *others}) == 4


def test_a_reply_stands_in_its_thread_and_says_re_once():
    mail = compose(replace(WRITING, subject="RE: Aw: Re[2]: Data Analyst", references=THREAD))
    said = dict(mail.headers)
    assert said["Subject"] == "Re: Data Analyst"
    assert (said["In-Reply-To"], said["References"]) == ("<2@acme.example>", "<1@acme.example> <2@acme.example>")
    many = compose(replace(WRITING, references=tuple(f"<{n}@acme.example>" for n in range(60))))
    assert len(dict(many.headers)["References"].split()) == 20
    assert dict(many.headers)["References"].startswith("<0@acme.example> <41@")
    assert headers(compose(WRITING)) == NAMES


def test_words_arrive_as_they_were_written():
    body = "Hi Zoë,\n\n.a line with a dot\nFrom here on\n\tone tab, = signs and " + "very " * 60 + "long\n\n  indented\nSam\n"
    mail = compose(replace(WRITING, body=body, subject="Grüße aus dem Büro " * 6))
    parsed = BytesParser(policy=policy.default).parsebytes(mail.data)
    assert parsed.get_content().replace("\r\n", "\n") == body == mail.body
    assert parsed["Subject"] == ("Grüße aus dem Büro " * 6).strip()
    assert parsed.get_content_charset() == "utf-8"
    assert "format" not in parsed["Content-Type"].params


def test_the_mail_answered_is_quoted_below_where_asked():
    mail = compose(replace(WRITING, quoted=Quoted("Dana", datetime(2026, 11, 20, tzinfo=UTC), "We will call.\r\nFriday")))
    assert mail.body.endswith("Sam\n\nOn 20 November 2026, Dana wrote:\n\n> We will call.\n> Friday\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.replace(b"Subject:", b"Bcc: evil@thief.example\r\nSubject:"),
        lambda d: d.replace(b"dana@acme", b"dana@acne"),
        lambda d: d.replace(b"<dana@acme.example>", b"<dana@acme.example>, <evil@thief.example>"),
        lambda d: d.replace(b"\r\n\r\n", b"\n\r\n\r\n", 1),
        lambda d: d.replace(b"thank you", b"thank them"),
        lambda d: d.replace(b"\r\n\r\nthank", b"\r\n\r\n" + b"x" * 999 + b"\r\nthank"),
        lambda d: d.replace(b"Data Analyst", b"=?utf-8?q?Data_Analysis?="),
        lambda d: d.replace(b'"Sam Rivera"', b'"Someone Else"'),
    ],
)
def test_bytes_that_are_not_what_was_meant_do_not_pass(change):
    mail = compose(WRITING)
    assert change(mail.data) != mail.data
    with pytest.raises(Unsound):
        c.proved(replace(mail, data=change(mail.data)))


def test_one_message_id_for_one_follow_up():
    assert c.message_id("3f9c1a2b", "Sam@Postbox.Example") == "<3f9c1a2b.afterword@postbox.example>"
    assert c.message_id("3f\r\n9c", "sam@postbox.example") == "<3f9c.afterword@postbox.example>"


def test_cleaning_does_not_take_long_however_deep_the_nest():
    deep = "=?" * 5_000 + "x" + "?=" * 5_000
    for text in (deep, "=?a?q?" * 3_000 + "?=" * 3_000, "=" * 9_000 + "?" * 9_000):
        assert "=?" not in c.clean(text, 250)
