"""Jobs that no word near them calls one."""

from __future__ import annotations

import pytest

from afterword.reading.kinds.lone import lone_title
from afterword.reading.kinds.names import clean_role


@pytest.mark.parametrize(
    ("subject", "text", "role"),
    [
        ("Re: Stone carver", "Could you come on Monday?", "Stone carver"),
        ("welder", "Nope, filled it Saturday.", "welder"),
        ("Re: slime line", "We have nothing on the slime line job yet.", "slime line"),
        ("Good news", "I'd like to offer you Night Care Assistant, 33 hours a week.", "Night Care Assistant"),
        ("Outcome", "It's between three of you for Head of Fundraising and we are slow.", "Head of Fundraising"),
        ("Next", "Requisition R-20931 (Branch Operations Lead) has been filled.", "Branch Operations Lead"),
        ("YES", "You are our new piano technician if you still want.", "piano technician"),
        ("truck", "I'm short one heavy haul driver from August on.", "heavy haul driver"),
        ("Hello", "We need a finisher bad. Call me.", "finisher"),
    ],
)
def test_a_title_alone_is_the_job(subject: str, text: str, role: str) -> None:
    assert lone_title(subject, text) == role


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Thursday", "You're down for Thursday at nine."),
        ("English test", "Follow the link for the English test."),
        ("Zoom", "I'll have our revenue manager with me for the first twenty minutes."),
        ("Onsite", "9:15 Ravi Menon, Test Lead. 10:15 Lisa Cho, lunch."),
        ("resume", "doc is in surgery, it is on his pile. gail @ Loon Lake Vet"),
        ("Re: visit", "My manager said you can park behind the hall."),
        ("Who I am", "The Hiring Manager asked me to write."),
        ("Tour", "Finance Director Ana Ruiz will show you round."),
    ],
)
def test_whoever_has_a_job_is_not_offered_it(subject: str, text: str) -> None:
    assert lone_title(subject, text) is None


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Coding exercise for Backend Engineer", "Backend Engineer"),
        ("Documents for the curator", "curator"),
        ("Einladung Bademeisterin", "Bademeisterin"),
        ("barista gig", "barista"),
        ("Call handler applications", "Call handler"),
        ("Shelver (casual)", "Shelver"),
        ("Assistant for the Minister", "Assistant for the Minister"),
        ("Site Engineer (Civil)", "Site Engineer (Civil)"),
    ],
)
def test_what_a_subject_says_around_a_title_is_cut(written: str, role: str) -> None:
    assert clean_role(written)[0] == role
