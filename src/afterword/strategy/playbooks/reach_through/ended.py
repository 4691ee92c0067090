"""Whoever helped the user towards a house hears how it ended there (PLAYBOOK.md section 6, "tell each helper how it ended")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.story.model import Opportunity, OrganisationStory, PersonStory
from afterword.strategy.reaching import answered_since, decides, touches_since
from afterword.strategy.senses import first_name, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

_ENDED = {"rejected": "they said no", "withdrawn": "it came to nothing", "offer": "they made you an offer"}
_RELEASED = {"rejected": "no", "withdrawn": "withdrawn", "offer": "offer"}


def _houses(person: PersonStory, world: World) -> Iterator[tuple[OrganisationStory, str, date, Fact]]:
    """Houses towards which they helped: the house, how, since when, the fact that says so."""
    own, seen = set(person.handles), set()
    for passage in person.passages:
        fact, day = (passage.made, passage.made_on) if passage.made else (passage.offered, passage.offered_on)
        if fact is None or day is None or not set(passage.by) & own:
            continue
        other = next((p for x in passage.to if (p := world.person(x)) is not None), None)
        places = [h.org_handle(passage.organisation), *(other.organisations[:2] if other else ())]
        house = next((o for x in places if x and (o := world.organisation(x)) is not None), None)
        if house is not None and house.key not in seen:
            seen.add(house.key)
            to = passage.to_name or house.name
            yield house, f"{'introduced' if passage.made else 'offered to introduce'} you to {to}", day, fact
    for place in person.organisations[:2]:
        house = world.organisation(place)
        if house is None or house.key in seen or house.target is None or house.targeted_on is None or house.employer:
            continue
        asked = touches_since(person, max(house.targeted_on, world.since))
        if asked and answered_since(person, asked[0]) and not decides(person):
            yield house, f"told you about {house.name}", asked[0].day, asked[0].fact


def _end(house: OrganisationStory, since: date) -> tuple[Opportunity, Fact, date] | None:
    """The role whose end is news to somebody who helped at that time: the latest, once none is open there."""
    if any(o.stage in ("applied", "interviewing", "accepted") for o in house.opportunities):
        return None
    closed = [(o, o.outcome or o.offer, o.outcome_on or o.offer_on) for o in house.opportunities if o.stage in _ENDED]
    found = [(o, fact, day) for o, fact, day in closed if fact is not None and day is not None and day >= since]
    return max(found, key=lambda x: (x[2], x[1].id), default=None)


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    if world.accepted() is not None:
        return  # wrap_up tells everybody
    for house, help_given, since, helped in _houses(person, world):
        end = _end(house, since)
        if end is None or decides(person):
            continue
        opp, fact, day = end
        if any(e.at > fact.at and e.fact.id != fact.id for e in touches_since(person, day)):
            continue
        who = first_name(person)
        yield Proposal(
            "report", window(world.workdays(person.country), day, *world.days("reach_through", "report", (0, 5, 20))), "window", fact,
            f"{who} {help_given}, and {_ENDED[opp.stage]} on {spoken(day)}: tell {who} how it ended, with thanks.",
            (evidence(fact, opp.outcome_quote or opp.offer_quote or f"{house.name}: {_RELEASED[opp.stage]}"), evidence(helped, help_given)), person, house.name, "",
            ("email", "linkedin", "text", "call", "in_person", "card"), "Whoever helped you towards a house hears how it ended there.", ("A word from you removes it.",),
            thanks=True, value=1, gain=0.35, slots={"organisation": house.name, "help": help_given, "ended": _RELEASED[opp.stage]}, also=(helped,),
        )  # fmt: skip


ENDED = Playbook("reach_through", "person", plan, "Whoever helped you towards a company hears how it ended there, with thanks.")
