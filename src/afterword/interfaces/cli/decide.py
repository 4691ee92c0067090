"""Deciding: done, skip, snooze, answer, undo, redo."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


def _named(one: object) -> str:
    person = getattr(one, "person", None)
    return (person.name if person and person.name else "") or getattr(one, "organisation", "") or "that"


@click.command("done")
@click.argument("key")
@click.option("--note", default="", help="what happened")
@click.option("--channel", default="", help="how, when it was another way than planned")
def done(key: str, note: str, channel: str) -> None:
    """You did it. KEY may be short, or a name."""
    from afterword.app import deciding

    one = deciding.done(desk.home(), key, note, channel.replace(" ", "_"))
    desk.answer(f"Done: {_named(one)}. (afterword undo takes it back)", key=one.key, act="done")


@click.command("skip")
@click.argument("key")
@click.option("--note", default="", help="why")
@click.option("--not-owed", "misread", is_flag=True, help="it is no follow-up at all: the mail was misread")
def skip(key: str, note: str, misread: bool) -> None:
    """You will not do it."""
    from afterword.app import deciding

    one = (deciding.never if misread else deciding.skip)(desk.home(), key, note)
    said = f"Understood: nothing was owed to {_named(one)} there." if misread else f"Skipped: {_named(one)}."
    desk.answer(f"{said} (afterword undo takes it back)", key=one.key, act="not_a_follow_up" if misread else "skip")


@click.command("snooze")
@click.argument("key")
@click.option("--until", required=True, help="a day: 'thu', '12 Mar', 'in 3 days'")
def snooze(key: str, until: str) -> None:
    """Not before another day."""
    from afterword.app import deciding
    from afterword.app.wording import spoken

    home = desk.home()
    one, to = deciding.snooze(home, key, until)
    desk.answer(f"{_named(one)} rests until {spoken(to, home.today)}.", key=one.key, act="snooze", until=to.isoformat())


@click.command("undo")
@click.option("--before-sent", is_flag=True, help="leave what was sent as it is, and take back what came before it")
def undo(before_sent: bool) -> None:
    """Take the last act back. What was sent cannot be taken back."""
    _turn(again=False, before_sent=before_sent)


@click.command("redo")
def redo() -> None:
    """Put back what undo took."""
    _turn(again=True)


def _turn(*, again: bool, before_sent: bool = False) -> None:
    home = desk.home()
    act = ""
    if before_sent:
        from afterword.app import doubts

        act = doubts.before_sent(home.store)
    turned = home.undo(again=again, act=act) if act or not before_sent else None
    if turned is None:
        desk.answer("There is nothing to put back." if again else "There is nothing to take back.", act=None)
        return
    verb = "Put back" if again else "Taken back"
    desk.answer(f"{verb}: {turned.act.name.replace('_', ' ')}.", act=turned.act.name, facts=len(turned.facts))


@click.command("answer")
@click.argument("question")
@click.argument("choice")
def answer(question: str, choice: str) -> None:
    """Answer an open question: its key, and one of its choices (or its number)."""
    from afterword.app import deciding

    one = deciding.answer(desk.home(), question, choice)
    desk.answer("Thank you, noted. (afterword undo takes it back)", key=one.key, choice=choice)


COMMANDS = {"done": done, "skip": skip, "snooze": snooze, "undo": undo, "redo": redo, "answer": answer}
