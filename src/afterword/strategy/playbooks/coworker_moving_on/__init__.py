"""A coworker moves on: good wishes, why they left, what you can do for them (PLAYBOOK.md 6, ex-coworker moving on)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.facts import handles as h
from afterword.story.model import PersonStory
from afterword.strategy.playbooks.coworker_moving_on.moves import moves, went_badly, wished_early
from afterword.strategy.reaching import answered_since, touches_since
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

TIES = ("coworker", "former_coworker", "former_boss", "boss_superior", "mentor", "friend", "alumni")


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    known = moves(person)
    if not known:
        return
    move = known[-1]
    colleague = bool(set(person.organisations) & world.me.employers or h.org_handle(move.old) in world.me.employers)
    if not person.tied(*TIES) and not (move.own_word and colleague) and not colleague:
        return
    days = world.workdays(person.country)
    made = [e for e in touches_since(person, move.learnt) if e.at > move.fact.at or (e.fact.id != move.fact.id and e.day > move.learnt)]
    early = wished_early(person, move)
    if early and not made:
        made = [early]  # they were wished well before the new card said where they went
    if len(made) >= 2 or (made and answered_since(person, made[-1]) and len(made) > 1):
        return
    step, start, default = ("wishes", move.learnt, (0, 3, 15)) if not made else ("settled", made[-1].day, (30, 30, 50))
    sour = went_badly(person)
    if sour and made:
        return  # one neutral word is enough
    where = f"from {move.old} to {move.new}" if move.old and move.new else f"to {move.new}" if move.new else f"away from {move.old}" if move.old else "on"
    yield Proposal(
        step, window(days, start, *world.days("coworker_moving_on", step, default)), "window", move.fact,
        f"{first_name(person)} is moving {where}: wish them well{', in two neutral lines: it once went badly' if sour else ', and ask why'}." if not made else f"{first_name(person)} has settled in{f' at {move.new}' if move.new else ''}: ask how it is there.",
        (evidence(move.fact, move.quote),), person, move.new or person.organisation or move.old, "", ("linkedin", "call", "text", "email", "card"),
        "Within three business days of hearing: good wishes, why they left, what you can do for them; later how the new house is.",
        ("A word from you removes it.",), second=bool(made), value=9.5, gain=0.35, slots={"old": move.old, "new": move.new, "sour": "yes" if sour else ""},
    )  # fmt: skip


PLAYBOOK = Playbook("coworker_moving_on", "person", plan, "A coworker who moves on is wished well within three business days, and asked why.")
