"""Employers, jobs and vendors: what is a name, and whose domain is whose."""

import pytest

from afterword.reading.kinds.domains import matches_label, own_label, written_label
from afterword.reading.kinds.names import clean_organisation, clean_role
from afterword.reading.kinds.naming import from_subject
from afterword.reading.kinds.roles import roles_in
from afterword.reading.kinds.senders import vendor_of
from afterword.reading.kinds.shapes import bare, compiled


@pytest.mark.parametrize(
    ("address", "vendor"),
    [
        ("no-reply@us.greenhouse-mail.io", "greenhouse"),
        ("no-reply@notgreenhouse-mail.io", None),
        ("no-reply@gh-mail.tide.example", "greenhouse"),
        ("capital@myworkday.com", "workday"),
        ("no-reply-ashby@distil.example", "ashby"),
        ("a@hire.eu.lever.co", "lever"),
        ("a@clever.co", None),
        ("calendar-notification@google.com", "google-calendar"),
        ("ana@google.com", None),
    ],
)
def test_vendors_are_matched_on_whole_parts_of_the_domain(address: str, vendor: str | None) -> None:
    found = vendor_of(address)
    assert vendor == (found.name if found else None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Wise Owl Careers", "Wise Owl"),
        ("The Penhallow Hiring Team", "Penhallow"),
        ("Hiring Team", None),
        ("no-reply", None),
        ("Larkspur Hall", "Larkspur Hall"),
        ("your team", None),
        ("Monday", None),
        ("Dr. Baum", None),
        ("Thu 4 Jun 2026", None),
        ("Falk Search", "Falk Search"),
    ],
)
def test_an_employer_is_named_without_its_mailbox_words(written: str, name: str | None) -> None:
    assert name == clean_organisation(written)


def test_a_display_names_the_team_and_not_an_agency() -> None:
    assert clean_organisation("Keypath Talent", team=True) == "Keypath"


@pytest.mark.parametrize(
    ("written", "role", "number"),
    [
        ("Supply Planner (Req 12345)", "Supply Planner", "12345"),
        ("42467 Fleet Planner", "Fleet Planner", "42467"),
        ("R-00123 Hydrologist", "Hydrologist", "R-00123"),
        ("Registrar search", "Registrar", None),
        ("Band 6 Physiotherapist", "Band 6 Physiotherapist", None),
        ("the position", None, None),
        ("your application", None, None),
    ],
)
def test_a_job_title_is_kept_and_its_number_apart(written: str, role: str | None, number: str | None) -> None:
    assert (role, number) == clean_role(written)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Your application for the Supply Planner job was submitted.", "Supply Planner"),
        ("offer you the post of Night Assistant at Kauri Point Observatory.", "Night Assistant"),
        ("I apply for the position of Props Buyer at Farrow Lane.", "Props Buyer"),
        ("We are hiring a Museum Registrar in Leeds", "Museum Registrar"),
        ("about the data analyst role here", "data analyst"),
        ("as our next Head of Props.", "Head of Props"),
        ("The position has been filled.", None),
        ("Great job on the deck!", None),
    ],
)
def test_a_role_is_read_only_where_it_is_stated(text: str, role: str | None) -> None:
    assert role == next((found for found, _, _ in roles_in(text)), None)


@pytest.mark.parametrize(
    ("domain", "label"),
    [
        ("careers.acme.co.uk", "acme"),
        ("quillon.example", "quillon"),
        ("gmail.com", ""),
        ("mail.larkmead.example", "larkmead"),
    ],
)
def test_the_owner_of_a_domain_is_its_own_part(domain: str, label: str) -> None:
    assert label == own_label(domain)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("halvorsen-steel", "Halvorsen Steel"),
        ("cobaltpeak", "Cobalt Peak"),
        ("ivyfieldmuseum", "Ivyfield Museum"),
        ("xyzzy", "Xyzzy"),
    ],
)
def test_a_label_is_written_in_words_where_they_are_known(label: str, name: str) -> None:
    assert name == written_label(label)


def test_a_written_name_matches_its_domain() -> None:
    assert matches_label("Quillon Studio", "quillon")
    assert matches_label("Kauri Point Observatory", "kauripoint")
    assert not matches_label("Larkmead", "quillon")


def test_shapes_say_where_names_stand() -> None:
    subject, reply = bare("Re: Application at Distil for Solutions Engineer!")
    found = compiled("Application at {organisation} for {role}").match(f"{subject} ")
    assert reply
    assert found is not None
    assert found.groupdict() == {"organisation": "Distil", "role": "Solutions Engineer"}


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Dispatcher II next steps", "Dispatcher II"),
        ("Practice Nurse EOI", "Practice Nurse"),
        ("Supply Planner at Perle Cosmetics", "Supply Planner"),
        ("Editor at Large", "Editor at Large"),
        ("Plant Manager, food & bev", "Plant Manager"),
        ("Manager, Product Marketing", "Manager, Product Marketing"),
        ("Payroll Manager (client", "Payroll Manager"),
        ("Head of Testing", "Head of Testing"),
        ("Software Tester", "Software Tester"),
    ],
)
def test_a_title_ends_where_the_stage_of_the_search_or_the_house_begins(written: str, role: str) -> None:
    assert clean_role(written)[0] == role


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        ("Search Committee Update : Instructional Designer", "Instructional Designer"),
        ("Application status : Code Enforcement Officer", "Code Enforcement Officer"),
        ("Lunch menu : soups and cakes", None),
    ],
)
def test_the_one_part_of_a_subject_that_is_a_title_names_the_job(subject: str, role: str | None) -> None:
    assert from_subject(subject, None, near=True).get("role") == role
    assert "role" not in from_subject("Search Committee Update : Instructional Designer", None, near=False)
