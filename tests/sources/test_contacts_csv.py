"""Contacts as tables: Google's and Outlook's shapes, and anybody's own."""

import pytest

from afterword.facts import Fact, Problem, Skipped
from afterword.sources import contacts_csv
from afterword.sources.port import Circumstances, Piece, Place


@pytest.fixture
def read(tmp_path):
    def reader(text: str | bytes, country: str = "US") -> list:
        path = tmp_path / "contacts.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        place = Place(path, "contacts.csv", path.read_bytes()[:65536])
        assert contacts_csv.sniff(place) > 40
        return list(contacts_csv.read(Piece(place), Circumstances(country=country)))

    return reader


GOOGLE = (
    "First Name,Middle Name,Last Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,Birthday,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value,Website 1 - Label,Website 1 - Value\n"
)


def test_googles_present_shape(read):
    (found,) = read(
        GOOGLE + "Dana,,Whitfield,Dr.,,,Acme,Head of Data,--03-04,Kind,* myContacts ::: Former boss ::: Rotary,"
        "* Work,D@acme.example ::: d2@acme.example,Mobile,312-555-0142,* Sister,Ona,LinkedIn,https://linkedin.com/in/dana-w\n"
    )
    body = found.body
    assert (body.name, body.organisation, body.title) == ("Dr. Dana Whitfield", "Acme", "Head of Data")
    assert (body.emails, body.phones) == (("d@acme.example", "d2@acme.example"), ("+13125550142",))
    assert (body.categories, body.related, body.slugs) == (("Former boss", "Rotary"), (("sister", "Ona"),), ("dana-w",))
    assert (body.birthday, found.at) == ("--03-04", 0)


def test_a_whole_name_in_one_field_and_a_company_alone(read):
    found = read(
        GOOGLE
        + "Dana Whitfield,,,,,,,,,,,,d@x.example,,,,,,\n,,,,,Acme,Acme,,,,,,info@acme.example,,,,,,\n,,,,,,,,,,,,,,,,,,\n"
    )
    assert [r.body.name for r in found] == ["Dana Whitfield", "Acme"]


def test_googles_old_shape_in_utf_16(read):
    text = (
        "Name,Given Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title,Relation 1 - Type,Relation 1 - Value\n"
        "Zoë Kern,Zoë,Kern,,* My Contacts ::: * Friends ::: Rotary,* Home,z@x.example,Fenn,Cooper,Aunt,Ida\n"
    )
    for data in (text.encode("utf-16"), text.encode("cp1252"), text.encode("utf-8-sig")):
        (found,) = read(data)
        assert (found.body.name, found.body.categories) == ("Zoë Kern", ("Friends", "Rotary"))
        assert (found.body.organisation, found.body.title, found.body.related) == ("Fenn", "Cooper", (("aunt", "Ida"),))


def test_outlooks_title_is_an_honorific_and_its_job_title_the_job(read):
    (found,) = read(
        "First Name,Middle Name,Last Name,Title,Suffix,E-mail Address,E-mail 2 Address,Mobile Phone,Business Phone,Business Fax,"
        "Job Title,Company,Manager's Name,Spouse,Referred By,Birthday,Categories,Notes\n"
        "Dana,,Whitfield,Dr.,,D@acme.example,,0171 1234567,,999,Head,Acme,Rosa Kern,Eli,Bo Lind,4/3/1980,Family;Rotary,Kind\n",
        "DE",
    )
    body = found.body
    assert (body.name, body.title, body.organisation) == ("Dr. Dana Whitfield", "Head", "Acme")
    assert (body.phones, body.categories, body.birthday) == (("+491711234567",), ("Family", "Rotary"), "1980-03-04")
    assert set(body.related) == {("manager", "Rosa Kern"), ("spouse", "Eli"), ("referred by", "Bo Lind")}


def test_any_table_with_names_and_addresses(read):
    (found,) = read(
        "Name;E-Mail;Firma;Company;Tags;LinkedIn\nDana Whitfield;d@x.example;;Acme;former boss, friend;dana-w\n"
    )
    assert (found.body.name, found.body.organisation) == ("Dana Whitfield", "Acme")
    assert (found.body.categories, found.body.slugs) == (("former boss", "friend"), ("dana-w",))


def test_one_bad_row_loses_no_neighbour(read):
    rows = "".join('"open,5@x.example,n\n' if n == 5 else f"N{n},{n}@x.example,n\n" for n in range(10))
    found = read("name,email,note\n" + rows)
    assert sum(isinstance(r, Fact) for r in found) == 9
    assert [r.place for r in found if isinstance(r, Problem)] == ["line 7"]


def test_rows_that_name_nobody_are_counted(read):
    assert isinstance(read("name,email,note\n,,only words\n")[0], Skipped)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
        "Company,Title,Status\nA,B,C\n",
        "",
    ],
)
def test_other_tables_are_not_claimed(tmp_path, text):
    assert contacts_csv.sniff(Place(tmp_path, "x.csv", text.encode())) == 0
