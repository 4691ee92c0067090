"""The learned leanings beside the tables: what they know, where they may not speak, and how names run together are found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from afterword.reading.kinds import judge
from afterword.reading.kinds.labels import written_name
from afterword.reading.kinds.leaning import groups, leanings, lexicon, marks, shape
from afterword.reading.kinds.words import sentences
from afterword.reading.model import KNOWN, Address, Letter, counted

LINES = Path(__file__).parent / "golden" / "lines"
ME = Address("Osric Hale", "osric@hale.example")
WRITERS = {
    "p": Address("Lena Marsh", "lena@marshworks.example"),
    "s": Address("Office", "office@marshworks.example"),
    "m": Address("Marshworks", "no-reply@marshworks.example"),
}


def letter(sender: Address, subject: str, body: str) -> Letter:
    return Letter(
        "m", datetime(2026, 5, 4, 9, tzinfo=UTC), sender, (ME,), subject=subject, body=body, me=frozenset({ME.email})
    )


def test_nearly_all_lines_it_learnt_from_are_understood() -> None:
    told = [
        (file.stem, *line.split("|", 2))
        for file in LINES.glob("*.txt")
        for line in file.read_text("utf-8").splitlines()
    ]
    right = sum(judge(letter(WRITERS[who], subject, text), text).kind == kind for kind, who, subject, text in told)
    assert right / len(told) > 0.95


def test_a_tip_from_an_acquaintance_is_no_outreach() -> None:
    text = (
        "Osric, I rang Jonah Abt at Millbrook Arts after we spoke, gave you a warm reference, and told him to expect you.\n"
        "They are looking for someone very like you: jonah@millbrook.example.\n\nWinifred"
    )
    sender = Address("Winifred Stroud", "wstroud@larkspur.example")
    assert judge(letter(sender, "Talk to Jonah", text), text).kind == "personal"


def test_a_machine_is_never_a_friend() -> None:
    text = "Saw this and smiled. Lunch on Sunday?"
    assert judge(letter(WRITERS["m"], "hello", text), text).kind not in ("personal", "thank_you")


def test_an_automatic_answer_is_no_letter() -> None:
    text = "Gone sailing, back when the wind drops."
    assert judge(letter(WRITERS["p"], "Automatic reply: Archivist", text), text).kind == "auto_reply_away"


def test_leanings_are_probabilities_even_for_no_words() -> None:
    import math

    for found in (set(), {"nothing known"}, set(list(lexicon().packed)[:2000])):
        assert math.isclose(sum(math.exp(one) for one in leanings(found).values()), 1.0)


def test_words_lend_only_their_shape_to_days_hours_and_numbers() -> None:
    assert [shape(word) for word in ("tuesday", "march", "3pm", "21st", "7", "2026", "may")] == [
        "<day>", "<month>", "<clock>", "<nth>", "<n>", "<number>", "may",
    ]  # fmt: skip


def test_words_of_one_office_are_heard_as_one() -> None:
    one, other = (marks(sentences(text), (), frozenset(), ()) for text in ("Kindly send the diploma.", "Please upload your licence?"))
    assert {"@send", "@paper", "@paper@send", "the @paper"} <= one
    assert {"@send", "@paper", "@paper@send", "@?"} <= other
    assert "@paper" not in marks(sentences("Lunch was lovely."), (), frozenset(), ())


def test_no_group_is_empty_and_every_group_is_learnt_from() -> None:
    named = {group for found in groups().values() for group in found}
    assert len(named) > 40
    learnt = "\n".join(lexicon().packed)
    assert not {group for group in named if group not in learnt}


def test_what_would_only_happen_if_something_did_is_not_heard() -> None:
    heard = marks(sentences("If your application is unsuccessful, we will tell you"), (), frozenset(), ())
    assert "unsuccessful" not in heard
    assert "tell" in heard


def test_a_guess_sets_nothing_off() -> None:
    assert counted("offer", KNOWN - 0.01) == "personal"
    assert counted("rejection", KNOWN - 0.01, automatic=True) == "other"
    assert counted("offer", KNOWN) == "offer"
    assert counted("thank_you", 0.1) == "thank_you"


def test_where_no_word_of_work_stands_a_leaning_alone_is_a_guess() -> None:
    text = "Come Thursday at four, bring your boots, and we'll see how you get on with the goats."
    found = judge(letter(WRITERS["p"], "thursday", text), text)
    assert counted(found.kind, found.confidence) in ("personal", "other")


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("He finished up with Dunlin Shipyard in August.", "dunlinshipyard", "Dunlin Shipyard"),
        ("Adam Fell, Fell & Wray", "fellwray", "Fell & Wray"),
        ("Venue: Boardroom, Harrow Vale NHS Trust.", "harrowvale", "Harrow Vale NHS Trust"),
        ("University of Pennick", "pennick", "University of Pennick"),
        ("the Fellows of Saint Edric's College", "stedrics", "Saint Edric's College"),
        ("I lead Osgood Finch's property practice.", "osgoodfinch", "Osgood Finch"),
        ("The Castor Marketing Manager will call you.", "castor", "Castor"),
        ("Write to lena@marshworks.example", "marshworks", None),
        ("the marsh and the works", "marshworks", None),
    ],
)
def test_the_written_name_behind_a_domain_is_found(text: str, label: str, name: str | None) -> None:
    assert written_name((text,), label) == name
