"""Nine ways of being harsh are seen in words nobody listed; the friendly note beside each passes."""

from __future__ import annotations

import pytest

from afterword.drafts import Words, check

NOTE = "Dear Dana,\n\nThank you for Tuesday and for showing me the map room. {}\n\nBest wishes,\nSam"


def rules(sentence: str) -> set[str]:
    note = Words(NOTE.format(sentence), channel="email", to="Dana Whitfield", organisation="Acme")
    return {f.rule for f in check(note)}


@pytest.mark.parametrize(
    ("rule", "harsh", "friendly"),
    [
        ("pressure", "You have until Monday to decide.", "You told me on Monday how you decide."),
        ("pressure", "I have two offers in hand, so please speed up.", "I have an offer with a last day of Friday, and wanted you to know before I answer."),
        ("pressure", "I deserve this position.", "Your team is small, and I like that."),
        ("blame", "How hard can it be to send two lines?", "You said the hard part was making the numbers speak to each other."),
        ("blame", "I called three times this morning.", "I called on Tuesday as we agreed and left a short message."),
        ("guilt", "My children ask me every night whether I have work.", "My children asked what I did all day, and I showed them your map."),
        ("flattery", "You are the most brilliant manager I have ever met.", "You were the most patient interviewer I have had this year."),
        ("gossip", "My former boss was an idiot.", "My former boss, Carl, was kind enough to give me your name."),
        ("pay", "Can we talk money now?", "Could you tell me whether the date still holds?"),
    ],
)  # fmt: skip
def test_a_way_of_being_harsh_is_seen_and_its_friendly_neighbour_is_not(rule: str, harsh: str, friendly: str):
    assert rule in rules(harsh)
    assert rules(friendly) == set()
