"""Applications from anybody's table: columns by what people call them."""

from datetime import UTC, date, datetime

import pytest

from afterword.facts import Fact, Skipped, micros
from afterword.facts.kinds import Application, Outcome
from afterword.sources import applications_csv
from afterword.sources.port import Circumstances, Piece, Place


@pytest.fixture
def place(tmp_path):
    def maker(text: str) -> Place:
        path = tmp_path / "jobs.csv"
        path.write_text(text)
        return Place(path, "jobs.csv", path.read_bytes())

    return maker


def read(place: Place, country: str = "US", latest: int = 0) -> list:
    return list(applications_csv.read(Piece(place), Circumstances(country=country, latest=latest)))


@pytest.mark.parametrize(
    "text",
    [
        "Company,Job Title,Status,Date Applied\nAcme,Data Analyst,Applied,3/4/2026\n",
        "Employer;Position;Stage;Applied on\nAcme;Data Analyst;Applied;2026-03-04\n",
        "organisation\trole\tlist\tdate\nAcme\tData Analyst\tApplied\t4 March 2026\n",
        '"companyName","title","listName","dateApplied"\n"Acme","Data Analyst","Applied","Mar 4, 2026"\n',
        "Notes:\n\nCompany Name,Role Title,Current Status,Application Date\nAcme,Data Analyst,Applied,46085\n",
    ],
)
def test_any_names_for_the_columns_and_any_shape_of_day(place, text):
    assert applications_csv.sniff(place(text)) > 50
    (found,) = read(place(text))
    assert found.body == Application("Acme", "Data Analyst", date(2026, 3, 4), status="Applied")
    assert found.at == micros(datetime(2026, 3, 4, tzinfo=UTC))


def test_a_status_that_ends_it_is_an_outcome_too(place):
    found = read(
        place(
            "Company,Title,Status,Date Applied,Last Updated\nA,x,Rejected,1/2/2026,2/3/2026\nB,x,Offer,1/2/2026,\nC,x,Offer declined,1/2/2026,\n"
            "D,x,Offer accepted,1/2/2026,\nE,x,Interview,1/2/2026,\nF,x,Not selected,1/2/2026,\n"
        )
    )
    outcomes = [(r.body.organisation, r.body.outcome) for r in found if isinstance(r.body, Outcome)]
    assert outcomes == [("A", "rejected"), ("B", "offer"), ("C", "withdrawn"), ("D", "accepted"), ("F", "rejected")]
    assert next(r.body.on for r in found if isinstance(r.body, Outcome)) == date(2026, 2, 3)
    assert sum(isinstance(r.body, Application) for r in found) == 6


def test_wishes_repetitions_and_empty_rows_are_counted(place):
    found = read(
        place(
            "Company,Title,Status,URL\nA,x,Wishlist,\nB,x,Applied,https://b.example/1\nb,X,Applied,https://b.example/1\n,x,Applied,\n"
        )
    )
    assert [r.reason for r in found if isinstance(r, Skipped)] == [
        "only saved, not applied for",
        "the same application again",
        "a row without an employer",
    ]
    assert sum(isinstance(r, Fact) for r in found) == 1


def test_whom_it_went_to_and_what_was_noted(place):
    (found,) = read(
        place(
            "Company,Title,Status,Contact,Contact Email,Notes,Job ID\nA,x,Applied,Dana Whitfield,D@a.example,Call her,R-12\n"
        )
    )
    assert (found.body.contact.name, found.body.contact.handles) == ("Dana Whitfield", ("email:d@a.example",))
    assert (found.body.note, found.body.requisition) == ("Call her", "R-12")


def test_the_day_of_an_ambiguous_date_follows_the_country_and_the_column(place):
    text = "Company,Title,Date Applied\nA,x,3/4/2026\n"
    assert read(place(text), "GB")[0].body.on == date(2026, 4, 3)
    assert read(place(text + "B,y,25/4/2026\n"), "US")[0].body.on == date(2026, 4, 3)


def test_a_day_that_is_still_to_come_is_not_believed(place):
    (found,) = read(
        place("Company,Title,Date Applied\nA,x,1/1/2099\n"), latest=micros(datetime(2026, 11, 24, tzinfo=UTC))
    )
    assert (found.body.on, found.at) == (None, 0)


def test_the_preview_shows_what_each_column_would_mean(place):
    shown = applications_csv.preview(
        place("Employer,Title,Salary,Date Applied\nAcme,Cooper,9,3/4/2026\n").path, Circumstances()
    )
    assert shown.columns == (("Employer", "employer"), ("Title", "role"), ("Salary", ""), ("Date Applied", "applied"))
    assert shown.rows == (("Acme", "Cooper", "9", "2026-03-04"),)


@pytest.mark.parametrize(
    "text",
    [
        "name,price\nTea,3\n",
        "First Name,Last Name,Company,Title,Email Address\nA,B,C,D,e@x.example\n",
        "Name,Email,Company,Title\nA,a@x.example,C,D\n",
        "Company,Revenue\nAcme,3\n",
        "",
    ],
)
def test_other_tables_are_not_claimed(place, text):
    assert applications_csv.sniff(place(text)) == 0
