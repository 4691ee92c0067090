"""Single mails in files."""

import pytest

from afterword.sources import eml
from afterword.sources.port import Circumstances, Place

MAIL = b"From: Dana <dana@acme.example>\nTo: sam@home.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: Hello\n\nWords.\n"


def place(folder, data: bytes, name: str, shown: str = "") -> Place:
    path = folder / name
    path.write_bytes(data)
    return Place(path, shown or name, data)


def read(where: Place) -> list:
    return [one for piece in eml.pieces(where) for one in eml.read(piece, Circumstances())]


@pytest.mark.parametrize(
    "data", [MAIL, b"\xef\xbb\xbf" + MAIL, MAIL.replace(b"\n", b"\r\n"), MAIL.replace(b"\n", b"\r"), b"\n" + MAIL]
)
def test_a_mail_is_recognised_by_its_headers_whatever_its_name(tmp_path, data):
    where = place(tmp_path, data, "saved.bin")
    assert eml.sniff(where) > 80
    (one,) = read(where)
    assert (one.body.subject, one.body.text.strip(), one.origin) == ("Hello", "Words.", "saved.bin")


def test_apple_mail_adds_a_length_before_and_a_list_behind(tmp_path):
    where = place(tmp_path, b"%-10d\n" % len(MAIL) + MAIL + b'<?xml version="1.0"?><plist></plist>', "1.emlx")
    assert eml.sniff(where) > 80
    (one,) = read(where)
    assert one.body.text == "Words.\n"


@pytest.mark.parametrize(
    "data",
    [b"", b"name,email\nDana,d@x.example\n", b"BEGIN:VCARD\nVERSION:3.0\n", b"<html>", b"key: value\nother: x\n"],
)
def test_other_texts_are_not_mail(tmp_path, data):
    assert eml.sniff(place(tmp_path, data, "x.eml")) == 0


def test_flags_and_folders_are_heeded_but_not_the_name_of_the_file(tmp_path):
    assert read(place(tmp_path, MAIL, "1.x:2,ST"))[0].reason == "in the trash"
    assert read(place(tmp_path, MAIL, "1.eml", "Mail/Drafts/1.eml"))[0].reason == "a draft"
    assert read(place(tmp_path, MAIL, "Trash.eml"))[0].body.subject == "Hello"
