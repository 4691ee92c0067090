"""What a stranger's mail must show before it opens a role or makes a recruiter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.notation import Story
from tests.story.making import ME, said

from afterword.facts.kinds import Mailbox, Message
from afterword.story.hiring import hires

JOB = "Thank you for applying. We have chosen another candidate."


def opens(kind: str, text: str, confidence: float = 0.9, to: str = "", exchanged: bool = False, **more: Any) -> bool:
    told = said('2026-03-10 mail dana@acme.example -> me "News" "x"', kind=kind, text=text, **more)
    body = told.fact.body
    assert isinstance(body, Message)
    assert told.reading is not None
    body = replace(body, to=(Mailbox("", to),)) if to else body
    return hires(body, replace(told.reading, confidence=confidence), ME, exchanged=exchanged)


@pytest.mark.parametrize(
    ("kind", "text", "more", "wanted"),
    [
        ("rejection", JOB, {}, True),
        ("rejection", JOB, {"confidence": 0.6}, False),
        ("rejection", JOB, {"confidence": 0.6, "exchanged": True}, True),
        ("rejection", JOB, {"confidence": 0.6, "role": "Data Analyst"}, True),
        ("rejection", JOB, {"confidence": 0.4, "exchanged": True}, False),
        ("rejection", "Unfortunately Elsa is not in the first team this year.", {}, False),
        ("offer", "We offer you a month of maintenance.", {}, False),
        ("offer", "Offer as discussed.", {"role": "Operations Manager"}, True),
        ("interview_scheduled", "We look forward to seeing you on Thursday at 3.", {}, False),
        ("interview_scheduled", "The second round is on Thursday at 3.", {}, True),
        ("recruiter_outreach", "I am looking for a real relationship.", {}, False),
        ("recruiter_outreach", "We have a position for you.", {}, True),
        ("personal", "As in getting a listing? Done.", {"role": "GA Development"}, False),
        ("personal", "Thanks for applying for the post.", {"role": "Wool Classer", "confidence": 0.4, "organisation": "Karoo Wool"}, True),
        ("personal", "I got the job, they offered me the position!", {"role": "Head Gardener"}, False),
        ("rejection", "Dear alumni, Tara was offered the position. The reunion is cancelled.", {}, False),
        ("rejection", "Vielen Dank für Ihre Bewerbung. Leider haben wir uns anders entschieden.", {}, True),
        ("rejection", "Nous avons étudié votre candidature et ne pouvons y donner suite.", {}, True),
        ("rejection", "Gracias por su interés en el puesto. Hemos elegido a otra persona.", {}, True),
        ("offer", "", {"vendor": "greenhouse", "confidence": 0.3}, True),
    ],
)  # fmt: skip
def test_a_role_is_opened_by_what_is_surely_hiring(kind: str, text: str, more: dict[str, Any], wanted: bool) -> None:
    assert opens(kind, text, **more) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("We have a position for anybody who wants to work from home.", False), ("Hi Sam, we have a position for you.", True), ("Dear candidate, the position is yours.", True), ("We found your resume and know 75 recruiters.", False)],
)
def test_what_goes_past_the_user_must_greet_them(text: str, wanted: bool) -> None:
    assert opens("recruiter_outreach", text, to="potters@kiln.example") is wanted


def test_a_letter_that_names_a_role_without_a_word_of_hiring_founds_none(story: Story) -> None:
    """
    2026-03-10 mail dana@acme.example -> me "Re: Agent in Norway" "Could you please send the address of your agent in Norway?"
    2026-03-11 mail bo@hollis.example -> me "Data Analyst" "Thanks for applying for the Data Analyst post. When could you start?"
    """
    roles = [o.role for house in ("Acme", "Hollis") for o in story.organisation(house).opportunities]
    assert roles == ["Data Analyst"]


def test_an_unsure_word_still_joins_the_role_it_answers(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-10 mail dana@acme.example -> me "News" "Unfortunately it did not work out this time, we went with somebody else."
    """
    assert [o.stage for o in story.organisation("Acme").opportunities] == ["rejected"]
