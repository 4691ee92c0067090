"""Every situation, step and channel has words: within limits, tactful, true to the story, unlike each other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from tests.drafts.making import CHANNELS, ME, STEPS, case, every, mail, opportunity

from afterword.drafts import Voice, draft_json, likeness, write
from afterword.errors import BadUsage
from afterword.facts.kinds import Ref
from afterword.story.model import Me
from afterword.strategy.model import SITUATIONS, Party

CASES = every()
ALL = [(f, p, c) for f, p in CASES for c in CHANNELS]
_COMMON = frozenset("I I'm I've I'd I'll It's Hi Hello Dear Best Warmly Dial Opening Three If With".split())


def test_every_situation_has_a_case() -> None:
    assert set(STEPS) == set(SITUATIONS)


@pytest.mark.parametrize(("f", "p", "channel"), ALL, ids=lambda x: getattr(x, "key", getattr(x, "name", str(x))))
def test_words_are_ready_within_limits_and_tactful(f, p, channel) -> None:
    draft = write(f, p, None, ME, channel=channel)
    words = len(draft.body.split())
    assert words >= 5
    assert words <= {"email": 120, "card": 60}.get(channel, 260)
    assert channel not in ("linkedin", "text") or len(draft.body) <= 300
    assert (channel == "email") == bool(draft.subject)
    assert not [x for x in draft.findings if x.severity == "block"], draft.body
    assert not {x.rule for x in draft.findings} & {
        "status_check",
        "blame",
        "pressure",
        "guilt",
        "apology",
        "more_than_one_ask",
        "wrong_company",
        "pay",
    }, draft
    assert not re.search(r"[{}\[\]]|None|\b(?:XX|TODO)\b|  |\.\.|\( | ,|^\d*\. *$", draft.body, re.MULTILINE), (
        draft.body
    )
    assert draft == write(f, p, None, ME, channel=channel)
    assert channel not in ("call", "text") or draft.number == "+13125550142"


@pytest.mark.parametrize(("f", "p", "channel"), ALL, ids=lambda x: getattr(x, "key", getattr(x, "name", str(x))))
def test_no_name_number_or_date_is_said_that_the_story_lacks(f, p, channel) -> None:
    told = " ".join((repr(f), repr(p), ME.name))
    draft = write(f, p, None, ME, channel=channel)
    for sentence in re.split(r"(?<=[.?!:“(])\s*|\n+", f"{draft.body}\n{draft.subject}"):
        for name in re.findall(r"(?<=[a-z,;] )[A-Z][\w’']+", sentence):
            assert re.sub(r"['’]s$", "", name) in told or name in _COMMON, (name, sentence)
    body = re.sub(r"^\d\. ", "", draft.body, flags=re.MULTILINE)
    for number in re.findall(r"\d+", body):
        assert number in told, (number, body)


@pytest.mark.parametrize("channel", ["email", "linkedin"])
def test_no_two_drafts_are_alike(channel) -> None:
    keys = {s: [f.key for f, _ in CASES if f.situation == s] for s in STEPS}
    drafts = [write(f, p, None, ME, channel=channel, siblings=keys[f.situation]) for f, p in CASES]
    assert len(drafts) >= 40
    same = max((round(likeness(a.body, b.body), 2), a.body, b.body) for a, b in combinations(drafts, 2))
    assert same[0] <= 0.35, same


def test_a_panel_gets_a_note_each_and_each_another_hook() -> None:
    keys = tuple(f"panel{n}" for n in range(4))
    note = "Talked about the night shift handover, the forecast for spare parts and how volunteers are trained"
    panel = tuple(Ref(name) for name in ("Ada Brook", "Bo Crane", "Cy Dunn", "Di Eller"))  # told of all four, not of one
    drafts = []
    for n, key in enumerate(keys):
        f, p = case("interview_thank_you", "thank_you", n)
        talk = replace(
            p.talks[0],
            note=note,
            facts=(replace(p.talks[0].facts[0], body=replace(p.talks[0].facts[0].body, note=note, people=panel)),),
            names=tuple("abcd"),
        )
        f = replace(f, key=key, organisation="Acme", because=(replace(f.because[0], fact=talk.facts[0].id),))
        drafts.append(write(f, replace(p, talks=(talk,), entries=()), None, ME, siblings=keys))
    assert len({d.hooks[0].about for d in drafts[:3]}) == 3
    assert max(likeness(a.body, b.body) for a, b in combinations(drafts, 2)) <= 0.35


def test_half_a_year_on_the_reader_is_told_who_writes() -> None:
    f, p = case("former_boss", "first", 0)
    assert "worked for you at Marchmont" in write(f, p, None, ME).body


def test_a_fresh_thread_goes_on_with_its_subject_and_references() -> None:
    f, p = case("reply_owed", "reply", 0)
    draft = write(f, p, None, ME)
    assert draft.subject == "Re: Data Analyst role"
    assert draft.references == ("<m1.2026-03-12@acme.example>",)


def test_what_was_asked_for_is_promised_and_never_said_to_be_attached() -> None:
    """Nothing can be attached here: the words must be true as they stand."""
    for question in ("Could you send me two samples of your writing?", "Please send your references.", "Could you write a short paragraph on why you moved?"):
        for key in "abcdef":
            f, p = case("reply_owed", "reply", 0)
            draft = write(replace(f, key=key, facts={"question": question}), p, None, ME)
            assert "tomorrow" in draft.body
            assert not {"attachment", "pressure"} & {x.rule for x in draft.findings}


@pytest.mark.parametrize("situation", STEPS)
def test_our_own_mails_ask_one_thing_at_most(situation: str) -> None:
    for step in STEPS[situation]:
        for number in range(4):
            f, p = case(situation, step, number)
            assert "more_than_one_ask" not in {x.rule for x in write(f, p, None, ME, channel="email").findings}, (step, number)


def test_nobody_known_is_greeted_without_a_name_and_said_so() -> None:
    f, _ = case("application", "first", 0)
    draft = write(replace(f, person=Party()), None, None, ME)
    assert draft.body.startswith("Hello,\n")
    assert "reader" in {x.rule for x in draft.findings}


def test_the_users_own_greeting_and_closing_are_kept() -> None:
    f, p = case("interview_silence", "nudge", 0)
    own = mail(
        p.name, p.emails[0], p.talks[0].day, "Hey Dana,\n\nSee you on Monday.\n\nCheers,\nNadia", out=True, number=2
    )
    body = write(f, replace(p, entries=(*p.entries, own)), None, ME).body
    assert body.startswith("Hey Dana,")
    assert body.endswith("Cheers,\nNadia")


def test_voice_changes_the_words() -> None:
    f, p = case("interview_silence", "nudge", 0)
    formal = write(f, p, None, ME, voice=Voice("formal")).body
    assert formal.startswith("Dear Dana,")
    assert not re.search(r"\b(?:I'm|I'd|I've|isn't|it's)", formal)
    brief = write(f, p, None, ME, voice=Voice("brief", sign_off="Yours,")).body
    assert len(brief.split()) <= len(formal.split())
    assert "Yours,\nNadia" in brief


def test_a_template_of_the_user_wins_and_a_broken_one_says_so() -> None:
    f, p = case("rejection", "thanks", 0)
    own = {
        "rejection/email": 'Subject: Thanks\n\n{{ say("Thank you for {role_at}.", "Thank you.") }} {{ say("Lost: {nothing}") }}'
    }
    draft = write(f, p, None, ME, templates=own)
    assert "Thank you for the Data Analyst role at Acme." in draft.body
    assert "Lost" not in draft.body
    with pytest.raises(BadUsage):
        write(f, p, None, ME, templates={"rejection/email": "{% if %}"})


def test_what_stands_in_a_slot_is_never_read_as_a_template() -> None:
    f, p = case("application", "first", 0)
    draft = write(replace(f, role="{org} {{ 7*7 }}\r\nBcc: x@y.example"), p, opportunity(p), ME)
    assert "49" not in draft.body
    assert "\n" not in draft.subject
    assert "\r" not in draft.body


def test_a_delicate_note_is_never_taken_up() -> None:
    f, p = case("interview_thank_you", "thank_you", 0)
    for note in (
        "She talked about the salary bands",
        "He seemed bored and talked about his divorce",
        "Talked about layoffs",
    ):
        talk = replace(
            p.talks[0],
            note=note,
            facts=(replace(p.talks[0].facts[0], body=replace(p.talks[0].facts[0].body, note=note)),),
        )
        body = write(f, replace(p, talks=(talk,), entries=()), None, ME).body
        assert not re.search("salary|bored|divorce|layoffs", body)


def test_json_is_the_contract() -> None:
    f, p = case("interview_thank_you", "thank_you", 1)
    found = draft_json(write(f, p, None, ME))
    assert set(found) == {"key", "situation", "channel", "to", "organisation", "subject", "body", "hooks", "findings"}
    assert found["hooks"]
    assert all(hook["fact"] in repr(p) for hook in found["hooks"])


def test_an_empty_story_still_gives_words() -> None:
    for situation, steps in STEPS.items():
        for step in steps:
            f, _ = case(situation, step, 0)
            bare = replace(f, person=Party(), organisation="", role="", facts={})
            for channel in CHANNELS:
                draft = write(bare, None, None, Me(), channel=channel)
                assert len(draft.body) > 20
                assert not [x for x in draft.findings if x.severity == "block"], draft.body
