"""Who knows whom, who works where, and who somebody is to the writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from afterword.reading.acts.names import (
    is_name,
    organisation_after,
    organisation_at,
    people_in,
    person_at,
    role_at,
    same_person,
    title_like,
)
from afterword.reading.acts.relations import RELATION, relation, tie_of
from afterword.reading.acts.scene import Scene
from afterword.reading.acts.whom import addressed
from afterword.reading.cued import Cued
from afterword.reading.heard import FIGURE, Sentence
from afterword.reading.model import Act

CUES = frozenset(
    "knows know knew known works work worked working runs ran run heads headed leads led manages managed is was retired boss manager friend friends friend's colleague colleagues "
    "sister brother uncle aunt cousin mother father wife husband partner who's teaches taught owns mentor together school university college classmate classmates "
    "son daughter neighbour neighbor ex-colleague ex-boss hairdresser dentist supervisor mate married".split()
)
_KNOWS = Cued(
    r"\b(?:know|knows|knew|has known|have known|'ve known|is (?:an? )?(?:\w+ )?(?:friends?|pals?|mates?|married|close|related) (?:of|with|to)|was (?:an? )?(?:\w+ )?friends? (?:of|with)|am friends with|'m friends with|is married to|(?:used to )?works? (?:closely |together )?(?:with|alongside|under)|used to work (?:with|for|under|alongside)|worked (?:closely |together )?(?:with|alongside|under)|"
    r"studied with|went to (?:school|university|college|uni) with|trained with|grew up with|sits? (?:next to|beside|near)|shares? an office with|is in touch with|plays? \w+ with|sings? with|rows? with|was at (?:school|university|college|uni) with|'s friends with|lives? next (?:door )?to) "
    r"(?:(?:someone|somebody) called |old |both |dear |my friend )?(?=[a-z])"
)
_WORKS = Cued(
    r"\b(?:(?:who )?(?:now |currently |also |still )?(?:works?|working) (?:now |currently )?(?:as [^,.;]{2,40} )?(?:at|for|in|with)|(?:who )?(?:used to work|worked|has worked|had worked)(?: for (?:\w+ ){1,3}years?)?(?: as [^,.;]{2,40})? (?:at|for|in|with)|(?:runs|ran|heads|headed|leads|led|manages|managed|chairs|edits|teaches|taught|directs|directed|looks after|is in charge of|was in charge of|oversees|owns|founded|started) (?:[^,.;]{0,60}? )?(?:at|for|in)|"
    r"(?:is|was|who's|'s|became|am|'m)(?: now| currently| still)? (?:the|an?|our|their|one of the|head|chief|deputy|senior|assistant)? ?(?:[^,.;!?]{2,50}?) (?:at|for|of|with|in)|retired from|is retired from|(?:is|was|'s)(?: now| still| back| currently)? (?:at|with))(?= )"
)
_TRIES = 5  # matches looked at in one sentence
_PLACED = re.compile(r"\b(?:from|at|of|in) $")
_SIMPLY_AT = re.compile(r"(?:is|was|'s|who's)(?: now| still| back| currently)? (?:at|with)")
_SOME_ROLE = re.compile(
    r"(?:the|an?|some|someone|somebody|people|everyone|folks|half|most of)\b[^,.;!?]{0,40}?(?= (?:at|from|in|inside)\b)"
)
_TIE_IS = re.compile(
    r"\b(?:is|was|who's|who is|who was|'s|are|were|used to be|has been)(?: also| still| once| now| actually)? (?=(?:my|our|an?) )"
)


def ties(scene: Scene) -> Iterator[Act]:
    """The acquaintances, workplaces and relations stated in a letter."""
    if scene.bulk:
        return
    for line in scene.lines:
        if CUES.isdisjoint(line.words) or "?" in line.low:
            continue
        yield from stated(line, scene.speaker, lambda name: addressed(scene, name))


def stated(line: Sentence, speaker: str, skip: object = None) -> Iterator[Act]:
    """What one sentence states; `speaker` is who "I" is."""
    hidden = skip if callable(skip) else _nobody
    knows = _knows(line, speaker)
    if knows is not None and not hidden(knows.other):
        yield knows
    works = _works(line)
    if works is not None and not hidden(works.person):
        yield works
    tie = _tie(line)
    if tie is not None and not hidden(tie.person):
        yield tie


def _nobody(_name: str) -> bool:
    return False


def _knows(line: Sentence, speaker: str) -> Act | None:
    for found in islice(_KNOWS.finditer(line), _TRIES):
        other, _ = person_at(line.plain, found.end())
        pronoun = re.match(r"(?:him|her|them)\b", line.low[found.end() :])
        some = _SOME_ROLE.match(line.low, found.end())
        if not other and not pronoun and some and organisation_after(line.plain, some.end()):
            other = line.plain[some.start() : some.end()]
        if not other and not pronoun:
            continue
        subject = line.low[: found.start()].rstrip(" ,")
        if re.search(r"\b(?:let you|do you|you|you'd|don't|not|didn't|doesn't|to|if)$", subject):
            continue
        if pronoun and not other:
            names = list(people_in(line.plain, 0, found.start()))
            other = names[0] if len(names) > 1 else ""
            if not other and not relation(line, 0, found.start()):
                continue
        person = _subject(line, found.start(), speaker)
        if not person or same_person(person, other or "?"):
            continue
        kin = relation(line, 0, found.start())
        return Act(
            "knows",
            line.quote,
            person=person,
            other=other,
            organisation=organisation_after(line.plain, found.end()),
            tie=tie_of(kin) if kin else "",
            past=bool(re.match(r"(?:knew|used|worked|was|went|studied|trained)", found.group())),
        )
    return None


def _subject(line: Sentence, end: int, speaker: str) -> str:
    """Who the verb at `end` belongs to: a name before it, "my sister", or the speaker."""
    before = line.low[:end].rstrip(" ,")
    if re.search(r"(?:^|\b)(?:i|we|i've|i'm|we've)(?: \w+)?$", before):
        return speaker or "I"
    names = people_in(line.plain, 0, end)
    if names:
        return names[-1]
    relations = list(RELATION.finditer(line, 0, end))
    kin = relations[-1] if relations else None
    return kin.group() if kin is not None and kin["whose"] in {"my", "our"} else ""


def _works(line: Sentence) -> Act | None:
    if line.plain[1:] == line.low[1:] and FIGURE not in line.words:
        return None  # no house is named
    for found in islice(_WORKS.finditer(line), _TRIES):
        names = [
            n
            for n in people_in(line.plain, 0, found.start())
            if is_name(n.split()[0]) and not _PLACED.search(line.plain, 0, line.plain.find(n))
        ]
        kin = relation(line, 0, found.start()) if not names else None
        if not names and kin is None:
            continue
        gap = line.low[line.low.rfind(names[-1].lower()) + len(names[-1]) : found.start()] if names else ""
        if names and not re.fullmatch(
            r"(?:,? ?(?:\([^)]*\))?,? ?(?:who|she|he|and|has|had|who has|who'?s|now|also|currently|still|my [a-z' -]{2,30},?|an? [a-z' -]{2,30},?)?[ ,]?){0,3}",
            gap,
        ):
            continue
        organisation, _ = organisation_at(line.plain, found.end() + 1)
        if not organisation or (names and same_person(organisation, names[-1])):
            continue
        role = _role(line, found)
        if (
            re.match(r"(?:is|was|who's|'s|became|am|'m)", found.group())
            and not role
            and not _SIMPLY_AT.fullmatch(found.group())
        ):
            continue
        if re.search(
            r"\b(?:interested|sorry|happy|glad|delighted|known|good|great|based|important|looking|ready|right|famous|sure|fond|proud|born|friend|friends|sister|brother)\b",
            found.group(),
        ):
            continue
        person = names[-1] if names else ""
        past = bool(
            re.match(
                r"(?:who )?(?:used|worked|has worked|had|ran|headed|led|managed|taught|directed|was|retired|is retired)",
                found.group(),
            )
        )
        return Act(
            "works_at",
            line.quote,
            person=person,
            organisation=organisation,
            role=role,
            past=past,
            tie=tie_of(kin) if kin else "",
            other=kin["noun"] if kin else "",
        )
    return None


def _role(line: Sentence, found: re.Match[str]) -> str:
    lead = re.search(
        r"\b(?:is|was|who's|became|as|am)(?: now| currently| still)? (?:the |an? |our |their |one of the )?(?=\w)",
        found.group(),
    ) or re.search(r"\bas (?:the |an? )?(?=\w)", found.group())
    if lead:
        role = role_at(line.plain, found.start() + lead.end())
        if title_like(role):
            return role
    after = re.search(r"\bas (?:the |an? |their )?(?=\w)", line.low[found.end() : found.end() + 60])
    if after:
        role = role_at(line.plain, found.end() + after.end())
        return role if title_like(role) else ""
    return ""


def _tie(line: Sentence) -> Act | None:
    """Said as "my former boss Gwen Pardoe", "Gwen Pardoe, my old boss at Halloran", "Gwen was my manager"."""
    for kin in islice(RELATION.finditer(line), _TRIES):
        if kin["whose"] not in {"my", "our"} and not line.low[kin.end() :].startswith(" of mine"):
            continue
        past = False
        after = re.match(
            r"(?:\s+of mine)?(?:'s name is|, called| called|,| is| was|:)?\s+(?=\w)", line.low[kin.end() :]
        )
        person = person_at(line.plain, kin.end() + after.end())[0] if after else ""
        if not person:
            before = people_in(line.plain, 0, kin.start())
            lead = line.low[: kin.start()]
            if not before or not (
                _TIE_IS.search(lead + line.low[kin.start() : kin.start() + 3]) or re.search(r"(?:,|\()\s*$", lead)
            ):
                continue
            person = before[-1]
            past = bool(re.search(r"\b(?:was|were|used to be)\b[^,;]*$", lead))
        return Act(
            "tie",
            line.quote,
            person=person,
            organisation=_tie_place(line, kin, person),
            tie=tie_of(kin, past=past),
            other=kin["noun"],
            past=past,
        )
    return None


def _tie_place(line: Sentence, kin: re.Match[str], person: str) -> str:
    """Where the relation was: "my manager at Halloran", "my old boss Gwen from Halloran"."""
    end = kin.end()
    place = line.plain.find(person, end)
    if place >= 0:
        end = place + len(person)
    lead = re.match(
        r"(?: of mine)?,?(?: (?:back|then|when i was|when we were|both))? (?:at|from|in|with) ", line.low[end:]
    )
    return organisation_at(line.plain, end + lead.end())[0] if lead else ""
