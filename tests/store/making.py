"""Facts for tests of the store: one of every shape that matters, made by number."""

from __future__ import annotations

from afterword.facts import Fact, fact
from afterword.facts.kinds import Card, Decision, Interaction, Mailbox, Message, Ref, Saved

HOUR = 3_600_000_000
START = 1_760_000_000_000_000


def mail(number: int, *, sender: str = "dana@acme.example", text: str = "", learnt: int = 100, act: str = "") -> Fact:
    body = Message(
        message_id=f"<{number}@mail.example>",
        sender=Mailbox("Dana Whitfield", sender),
        to=(Mailbox("Me", "me@home.example"),),
        subject=f"About number {number}",
        text=text or f"We will get back to you by Friday, says letter {number}. " * (number % 9 + 1),
    )
    return fact(body, START + number * HOUR, origin=f"inbox.mbox message {number}", by="mbox", learnt=learnt, act=act)


def saved(number: int, act: str = "") -> Fact:
    return fact(Saved(f"something worth passing on {number}"), START + number, by="me", learnt=START, act=act)


def mixed(count: int = 12) -> list[Fact]:
    found = [mail(number) for number in range(count)]
    found.append(fact(Card(name="Bo Lind", emails=("bo@lind.example",), phones=("+15550100142",)), 0, learnt=7))
    found.append(
        fact(Interaction("call", (Ref("Bo Lind", ("email:bo@lind.example",)),), note="Zoë rang"), START, learnt=8)
    )
    found.append(fact(Decision("done", "abc", facts=(found[0].id,)), START + 1, learnt=9))
    return found
