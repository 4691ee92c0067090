"""The user's word on single mails: it wins over the reader, survives a rebuild, and undo gives the reading back."""

from __future__ import annotations

import pytest
from tests.app.drawn import ME_TOLD, at
from tests.app.homes import follow_ups, home, plan, shelves, take

from afterword.app.correcting import correct
from afterword.app.deciding import never
from afterword.app.home import Home
from afterword.app.letters import from_cue
from afterword.errors import BadUsage, NotFound
from afterword.facts import Fact, fact
from afterword.facts.kinds import Mailbox, Message
from afterword.reading import Reading
from afterword.reading.model import Kind

ME_BOX = Mailbox(ME_TOLD.name, ME_TOLD.emails[0])
DANA = Mailbox("Dana Whitfield", "dana@acme.example")


def mail(words: str, *, subject: str = "Data Analyst", day: int = 3) -> Fact:
    body = Message(message_id=f"<{day}@acme.example>", sender=DANA, to=(ME_BOX,), subject=subject, text=words)
    return fact(body, at(day), origin="inbox", learnt=at(day))


def reading(of: Home, one: Fact) -> Reading:
    return from_cue(of.store.cues([one.id])[one.id])


def state(of: Home) -> dict[str, object]:
    return {**plan(of), **shelves(of)}


PROMISED = mail("Thank you for the interview for the Data Analyst position at Acme today. We will decide by Friday.")
REFUSED = mail("Unfortunately we have decided not to move forward with your application for Data Analyst at Acme.", day=4)


def test_what_the_user_says_of_a_mail_stands_above_the_reading():
    here = home()
    take(here, [PROMISED, REFUSED])
    assert reading(here, REFUSED).kind == "rejection"
    correct(here, REFUSED.id[:12], kind="personal", organisation="Acme Labs", role="Chemist")
    told = reading(here, REFUSED)
    assert (told.kind, told.confidence, told.organisation, told.role) == ("personal", 1.0, "Acme Labs", "Chemist")
    correct(here, REFUSED.id, organisation="")
    assert (reading(here, REFUSED).organisation, reading(here, REFUSED).role) == (None, "Chemist")


def test_a_mail_that_binds_nobody_makes_nobody_wait():
    here = home()
    take(here, [PROMISED])
    assert here.store.waiting()
    correct(here, PROMISED.id, promises=False)
    assert not reading(here, PROMISED).commitments
    assert not here.store.waiting()


@pytest.mark.parametrize("kind", ["rejection", "offer", "other", "auto_reply_left", "interview_scheduled"])
def test_learnt_bit_by_bit_or_rebuilt_it_is_the_same(kind: Kind):
    here = home()
    take(here, [PROMISED])
    before = state(here)
    correct(here, PROMISED.id, kind=kind, organisation="Elsewhere", role="Cook")
    told = state(here)
    assert told != before
    here.rebuild()
    assert state(here) == told
    here.undo()
    assert state(here) == before
    here.undo(again=True)
    assert state(here) == told


def test_a_mail_that_comes_again_is_still_read_as_said():
    here = home()
    take(here, [PROMISED], "import")
    correct(here, PROMISED.id, kind="other", promises=False)
    act = next(a for a in here.store.acts() if a.name == "import").id
    here.undo(act=act)
    take(here, [PROMISED], "import")
    assert reading(here, PROMISED).kind == "other"


def test_nonsense_is_refused_in_plain_words():
    here = home()
    take(here, [PROMISED])
    with pytest.raises(BadUsage, match="no kind of mail"):
        correct(here, PROMISED.id, kind="nice")
    with pytest.raises(BadUsage, match="say what is wrong"):
        correct(here, PROMISED.id)
    with pytest.raises(NotFound):
        correct(here, "ffffffff", kind="other")


ASKED = mail("Thank you for your application for the Data Analyst position at Acme. Could you please send me your transcript by Friday?")


def test_no_follow_up_teaches_the_mail_it_was_read_from_and_undo_unlearns_it():
    here = home()
    take(here, [ASKED])
    before = state(here)
    asked = [f for f in follow_ups(here) if f.situation == "reply_owed"]
    assert asked
    never(here, asked[0].key)
    assert reading(here, ASKED).commitments == ()
    assert [f for f in follow_ups(here) if f.situation == "reply_owed"] == []
    assert here.undo() is not None
    assert state(here) == before


def test_a_mail_that_says_more_keeps_its_other_words():
    here = home()
    more = mail("Could you please send me your transcript by Friday? We will decide by Monday, March 16.", subject="Data Analyst")
    take(here, [more])
    assert len(reading(here, more).commitments) == 2
    asked = [f for f in follow_ups(here) if f.situation == "reply_owed"]
    assert asked
    never(here, asked[0].key)
    assert len(reading(here, more).commitments) == 2
    assert [f for f in follow_ups(here) if f.situation == "reply_owed"] == []
