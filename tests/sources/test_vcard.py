"""Address books: every version, every program's habits, one card at a time."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from afterword.facts import Fact, Problem, Skipped, micros
from afterword.sources import vcard
from afterword.sources.port import Circumstances, Piece, Place


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


@pytest.fixture
def read(tmp_path):
    def reader(data: bytes, country: str = "US", exported: date | None = None) -> list:
        path = tmp_path / "contacts.vcf"
        path.write_bytes(data)
        place = Place(path, "contacts.vcf", data[:65536], exported)
        return [r for piece in vcard.pieces(place) for r in vcard.read(piece, Circumstances(country=country))]

    return reader


@pytest.fixture
def body(read):
    def reader(data: bytes, country: str = "US"):
        (found,) = read(data, country)
        assert isinstance(found, Fact), found
        return found.body

    return reader


def test_a_card_gives_all_that_it_says(read):
    (found,) = read(
        card(
            "UID:u1", "FN:Dana Whitfield", "N:Whitfield;Dana;;Dr.;", "EMAIL;TYPE=INTERNET,pref:Dana@Acme.example",
            "TEL;TYPE=CELL:(312) 555-0142", "ORG:Acme\\, Inc.;Data", "TITLE:Head of Data", "CATEGORIES:Former boss,Rotary",
            "NOTE:Met in 2019\\; kind", "BDAY:1980-03-04", "REV:2026-03-02T10:15:00Z",
            "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/Dana-Whitfield/?x=1", "URL:http\\://dana.example",
        ),
        exported=date(2026, 11, 1),
    )  # fmt: skip
    one = found.body
    assert (one.uid, one.name, one.emails, one.phones) == (
        "u1",
        "Dana Whitfield",
        ("dana@acme.example",),
        ("+13125550142",),
    )
    assert (one.organisation, one.title, one.categories) == ("Acme, Inc.", "Head of Data", ("Former boss", "Rotary"))
    assert (one.note, one.birthday, one.slugs) == ("Met in 2019; kind", "1980-03-04", ("dana-whitfield",))
    assert one.revised == micros(datetime(2026, 3, 2, 10, 15, tzinfo=UTC))
    assert (found.at, found.origin, one.exported) == (0, "contacts.vcf card 1 (Dana Whitfield)", date(2026, 11, 1))


def test_old_cards_with_quoted_printable_soft_breaks_and_bare_types(body):
    one = body(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCr=", "gen;;;",
            "TEL;CELL;VOICE:030 1234567", "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "EMAIL;INTERNET:j@x.example",
            version="2.1",
        ),
        "DE",
    )  # fmt: skip
    assert (one.name, one.phones, one.note.split()) == ("Jürgen Müller", ("+49301234567",), ["one", "two"])


def test_a_charset_of_its_own_is_honoured(body):
    data = card("FN;CHARSET=ISO-8859-1:Zo@").replace(b"@", b"\xeb")
    assert body(data).name == "Zoë"


def test_apples_groups_name_what_they_label(body):
    one = body(
        card(
            "FN:Me", "item1.X-ABRELATEDNAMES:Rosa Kern", "item1.X-ABLabel:_$!<Manager>!$_",
            "item2.X-ABRELATEDNAMES:Uncle Bo", "item2.X-ABLabel:Uncle", "item3.EMAIL;type=pref:me@x.example",
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-04",
        )
    )  # fmt: skip
    assert one.related == (("manager", "Rosa Kern"), ("uncle", "Uncle Bo"))
    assert (one.emails, one.birthday) == (("me@x.example",), "--03-04")


def test_relations_of_version_four_and_of_other_programs(body):
    one = body(
        card(
            "FN:A", "RELATED;TYPE=sibling;VALUE=text:Ona", "RELATED;TYPE=friend:urn:uuid:1-2", "X-SPOUSE:Eli",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Mara;7;;;;;;;;;;;;;", version="4.0",
        )
    )  # fmt: skip
    assert one.related == (("sibling", "Ona"), ("friend", ""), ("spouse", "Eli"), ("manager", "Mara"))


def test_pictures_are_left_out_wherever_they_end(body):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["A" * 70] * 50) + "=="
    old = "PHOTO;BASE64:\r\n  " + "\r\n  ".join(["B" * 60] * 5) + "\r\n"
    one = body(card("FN:A", photo, old, "EMAIL:a@x.example"))
    assert one.emails == ("a@x.example",)


def test_a_number_that_cannot_be_one_is_kept_as_written(body):
    assert body(card("FN:A", "TEL:12 34", "TEL;VALUE=uri:tel:+44-20-7946-0000", "TEL:none")).phones == (
        "12 34",
        "+442079460000",
    )


def test_one_bad_card_loses_no_neighbour(read):
    unclosed = card("FN:B").replace(b"END:VCARD\r\n", b"")
    found = read(card("FN:A") + unclosed + card("FN:C") + b"BEGIN:VCARD\r\nFN:D\r\n")
    assert [r.body.name for r in found if isinstance(r, Fact)] == ["A", "B", "C", "D"]
    assert [r.place for r in found if isinstance(r, Problem)] == ["card 2, line 5", "card 4, line 12"]


def test_groups_and_empty_cards_are_counted(read):
    assert all(isinstance(r, Skipped) for r in read(card("KIND:group", "FN:Team") + card("NOTE:nothing")))


def test_a_card_inside_a_card_is_not_its_owner(body):
    assert (
        body(card("FN:Boss", "AGENT:", "BEGIN:VCARD", "FN:Assistant", "END:VCARD", "TITLE:Head", version="2.1")).title
        == "Head"
    )


def test_utf_16_and_byte_order_marks_are_read(body):
    assert body(card("FN:Zoë").decode().encode("utf-16")).name == "Zoë"
    assert body(b"\xef\xbb\xbf" + card("FN:Zoë")).name == "Zoë"


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_next_card(tmp_path_factory, junk):
    assume(b"AGENT:" not in junk.upper())  # by the format's own rule the next card is then the assistant's
    path = tmp_path_factory.mktemp("v") / "x.vcf"
    path.write_bytes(card("FN:A")[:-11] + junk + b"\r\n" + card("FN:Kept"))
    found = list(vcard.read(Piece(Place(path, "x.vcf")), Circumstances()))
    assert any(isinstance(r, Fact) and r.body.name == "Kept" for r in found)


def test_only_cards_are_recognised(tmp_path):
    assert vcard.sniff(Place(tmp_path, "x", card("FN:A"))) > 90
    assert (
        vcard.sniff(Place(tmp_path, "x", b"name,email\n"))
        == vcard.sniff(Place(tmp_path, "x", b"BEGIN:VCALENDAR\r\n"))
        == 0
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b.replace(b"BEGIN:", b"BEG\x02N:"),
        lambda b: b.replace(b"END:VCARD\r\n", b"END:VCARD\r\x0e"),
        lambda b: b.replace(b"END:VCARD\r\n", b"END;VCARD\r\x8a"),
        lambda b: b.replace(b"BEGIN:", b"B\xb0GIN:").replace(b"END:", b"E\xceD:"),
        lambda b: b.decode().encode("utf-16") + b"\r\n",
    ],
)
def test_whatever_happens_to_one_card_its_neighbours_stay_and_it_is_told(read, damage):
    found = read(card("FN:A") + damage(card("FN:B", "EMAIL:b@x.example")) + card("FN:C"))
    names = [r.body.name for r in found if isinstance(r, Fact)]
    assert {"A", "C"} <= set(names)
    assert "B" in names or any(isinstance(r, Problem) for r in found)


def test_a_long_address_book_is_cut_between_its_cards(read, monkeypatch):
    data = b"".join(card(f"UID:u{n}", f"FN:Person {n}", f"EMAIL:p{n}@acme.example") + b"\r\n" * (n % 3) for n in range(50))
    whole = read(data)
    monkeypatch.setattr("afterword.sources.limits.RECORDS_A_PIECE", 200)
    assert read(data) == whole
    assert whole[-1].origin == "contacts.vcf card 50 (Person 49)"


def test_the_most_cards_that_are_read_are_told_of_once_however_the_file_is_cut(read, monkeypatch):
    data = b"".join(card(f"UID:u{n}", f"FN:Person {n}") for n in range(12))
    for most in (5, 6, 7, 8):
        monkeypatch.setattr(vcard, "CARDS", most)
        monkeypatch.setattr("afterword.sources.limits.RECORDS_A_PIECE", 150)
        found = read(data)
        assert [type(one) for one in found] == [Fact] * most + [Problem]
        assert found[-1].place == f"line {most * 5 + 1}"


FRAGMENTS = (
    card("UID:a", "FN:Ana Bo", "EMAIL:ana@acme.example"), card("FN:Bo", "NOTE:one\r\n  two\r\n three"), card(), b"\r\n\r\n", b"\n",
    b"BEGIN:VCARD\r\nFN:No End\r\nEMAIL:n@acme.example\r\n", b"END:VCARD\r\n", b"FN:Stray\r\n", b"not a property\r\n", b" folded\r\n", b"begin:vcard\nfn:Low\nend:vcard\n",
    b"BEGIN:VCARD\r\nFN:With Agent\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:The Agent\r\nEND:VCARD\r\nEND:VCARD\r\n", b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n", b"BEGIN:VCALENDAR\r\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14), st.integers(1, 300))
def test_however_an_address_book_is_cut_it_says_the_same(tmp_path_factory, parts, size):
    path = tmp_path_factory.mktemp("book") / "contacts.vcf"
    path.write_bytes(b"".join(parts))
    place = Place(path, "contacts.vcf")

    def said(pieces):
        found = [r for piece in pieces for r in vcard.read(piece, Circumstances())]
        return [r.id if isinstance(r, Fact) else (type(r), r.place.rpartition("line")[2]) for r in found]  # a lost beginning is no card to whoever cuts

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("afterword.sources.limits.RECORDS_A_PIECE", size)
        cut = list(vcard.pieces(place))
    assert said(cut) == said([Piece(place)])
