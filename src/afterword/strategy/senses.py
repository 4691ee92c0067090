"""What playbooks ask of a story again and again: was it answered, who is in the search, whose turn is it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from afterword.facts.kinds import Interaction, Message
from afterword.story.model import Entry, Opportunity, Owed, PersonStory, Talk
from afterword.story.words import tells_of_talk
from afterword.strategy.world import World

ANSWER_KINDS = frozenset({"rejection", "offer", "interview_invitation", "interview_scheduled"})
TIES_KEPT_WARM = ("former_boss", "boss_superior", "coworker", "former_coworker", "friend", "mentor", "recruiter", "alumni")
_DECIDED = (
    "offer", "reject", "turned down", "not selected", "no longer", "next step", "next round", "second interview", "final round", "invited",
    "decision", "decide", "by the", "by monday", "by tuesday", "by wednesday", "by thursday", "by friday", "next week", "two weeks", "they will",
    "she will", "he will", "get back",
)  # fmt: skip


def answers(entry: Entry) -> bool:
    """Is this word of theirs an answer: a decision, a next step or a new date? A machine's no is one too."""
    if entry.direction not in ("in", "both"):
        return False
    if isinstance(entry.fact.body, Interaction):
        note = entry.note.casefold()
        return entry.reached and (any(word in note for word in _DECIDED) or bool(entry.reading and entry.reading.commitments))
    if entry.reading is None or entry.reading.kind.startswith("auto_reply"):
        return False
    return entry.reading.kind in ANSWER_KINDS or entry.does("decision", "next_step", "new_date") is not None


def human(entry: Entry) -> bool:
    """Did a person say it?"""
    return not entry.automatic and not (entry.reading is not None and entry.reading.vendor)


def last_out(entries: Iterable[Entry]) -> Entry | None:
    """The user's last word, as far as it reached anybody."""
    return max((e for e in entries if e.direction in ("out", "both") and counts(e)), key=lambda e: e.at, default=None)


def counts(entry: Entry) -> bool:
    """Does a touch of the user's count? A call that nobody answered does not; a voicemail does."""
    body = entry.fact.body
    return not (isinstance(body, Interaction) and body.reached == "no_answer")


def roles_of(person: PersonStory, world: World) -> list[Opportunity]:
    """The opportunities in which this person has a part."""
    found = []
    for handle in person.organisations[:3]:
        story = world.organisation(handle)
        if story is not None:
            found = [o for o in story.opportunities if person.key in o.people]
        if found:
            break
    return found


def interviewed_by(person: PersonStory) -> list[Talk]:
    """Interviews with this person that were not called off."""
    return [t for t in person.talks if t.interview and t.status in ("planned", "missed")]


def promises(person: PersonStory) -> Iterator[tuple[Owed, str]]:
    """The user's promises to somebody, each with its step: of two in one mail the second is `keep_2`."""
    counted: Counter[str] = Counter()
    for owed in sorted(person.owed, key=lambda o: (o.at, o.fact.id, o.due_latest or date.max)):
        if owed.by_me:
            counted[owed.fact.id] += 1
            number = counted[owed.fact.id]
            yield owed, "keep" if number == 1 else f"keep_{number}"


def real_talks(person: PersonStory) -> list[Talk]:
    """Conversations about the field: logged, in the calendar, or asked for by the user and agreed by mail."""
    first = min((t.starts for t in interviewed_by(person)), default=None)  # after an interview a chat is about the job
    return [t for t in person.talks if not t.interview and (first is None or t.starts < first) and _stands(t) and t.status == "planned"]


def is_part_of(entry: Entry, talk: Talk) -> bool:
    """Is this word the talk itself, or did it fix it? The user's own mail that speaks of it afterwards is a word of its own."""
    after = isinstance(entry.fact.body, Message) and entry.direction == "out" and entry.does("talk_held") is not None
    return not after and any(fact.id == entry.fact.id for fact in talk.facts)


def _stands(talk: Talk) -> bool:
    return talk.sought or any(not isinstance(f.body, Message) for f in talk.facts)


def _kept_apart(person: PersonStory) -> bool:
    """Was there to be a talk, logged or in the calendar, that did not happen?"""
    return any(t.status in ("missed", "declined", "cancelled") and _stands(t) for t in person.talks)


def at_target(person: PersonStory, world: World) -> bool:
    """Do they work at a wanted company? Their own houses answer: nobody tells every wanted one for that."""
    return any((house := world.organisation(x)) is not None and house.target is not None for x in person.organisations)


def in_search(person: PersonStory, world: World) -> bool:
    """DESIGN.md section 1: a named tie, an opportunity, an introduction, a reference, a talk, or work at a target."""
    if person.tied(*(t.tie for t in person.ties if t.tie != "contact")):
        return True
    if person.passages or interviewed_by(person) or real_talks(person) or _kept_apart(person):
        return True
    if any(e.does("referral") for e in person.entries if e.direction == "in"):
        return True
    if any(isinstance(e.fact.body, Interaction) and tells_of_talk(e.note) for e in person.entries):
        return True
    return bool(roles_of(person, world)) or at_target(person, world)


def out_of_reach(person: PersonStory) -> bool:
    """Has somebody left every mailbox of theirs that is known, and is there no other way to them?"""
    return bool(person.emails) and set(person.emails) <= person.left_mailboxes and not person.phones and not person.slugs


def first_name(person: PersonStory | None) -> str:
    """How one speaks of somebody in a sentence."""
    if person is None or not person.name:
        return "them"
    words = person.name.split()
    return words[1] if len(words) > 2 and words[0].rstrip(".").casefold() in ("dr", "mr", "mrs", "ms", "prof") else words[0]


def spoken(day: date) -> str:
    """A day as people say it: `Friday 20 March`."""
    return f"{day:%A} {day.day} {day:%B}"
