"""People, ties, targets, roles, and finding things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from afterword.interfaces.cli import desk


@click.group("person")
def person() -> None:
    """Add, show, edit, merge or split people."""


def _details(command: Any) -> Any:
    for option in (
        click.option("--email", "emails", multiple=True), click.option("--phone", "phones", multiple=True),
        click.option("--org", "organisation", default=""), click.option("--title", default=""), click.option("--tie", "word", default=""),
        click.option("--left-org", "left", default=None, help="the day they left ORG"), click.option("--note", default=""),
    ):  # fmt: skip
        command = option(command)
    return command


def _add(name: str, emails: tuple[str, ...], phones: tuple[str, ...], organisation: str, title: str, word: str, left: str | None, note: str, verb: str) -> None:
    from afterword.app import telling

    home = desk.home()
    gone = (organisation, left) if left else None
    telling.add_person(home, name, emails=emails, phones=phones, organisation=organisation, title=title, word=word, left=gone, note=note)
    desk.answer(f"{verb}: {name}.", name=name)


@person.command("add")
@click.argument("name")
@_details
def person_add(name: str, emails: tuple[str, ...], phones: tuple[str, ...], organisation: str, title: str, word: str, left: str | None, note: str) -> None:
    """A person, or more about one."""
    _add(name, emails, phones, organisation, title, word, left, note, "Noted")


@person.command("edit")
@click.argument("name")
@_details
def person_edit(name: str, emails: tuple[str, ...], phones: tuple[str, ...], organisation: str, title: str, word: str, left: str | None, note: str) -> None:
    """More about somebody known; what was known stays as history."""
    from afterword.app.people import one_person

    if not any((emails, phones, organisation, title, word, left, note)):
        raise click.UsageError("say what is new: --email, --phone, --org, --title, --tie, --left-org or --note")
    known = one_person(desk.home(), name)
    _add(known.name or name, emails or known.emails[:1], phones, organisation, title, word, left, note, "Changed")


@person.command("show")
@click.argument("name")
def person_show(name: str) -> None:
    """Everything known about somebody, each with its source."""
    from afterword.app.people import one_person
    from afterword.app.showing import person_json, person_lines

    home = desk.home()
    one = one_person(home, name)
    if desk.wants_json():
        desk.document(person_json(home, one))
    else:
        from afterword.interfaces.cli.shown import fitted

        desk.say("\n".join(fitted(person_lines(home, one))))


@person.command("merge")
@click.argument("a")
@click.argument("b")
def person_merge(a: str, b: str) -> None:
    """A and B are one person."""
    from afterword.app.mending import merge

    name = merge(desk.home(), a, b)
    desk.answer(f"They are one person now: {name}. (afterword undo takes it back)", name=name)


@person.command("split")
@click.argument("name")
@click.argument("handle", metavar="ADDRESS|NUMBER|SLUG")
def person_split(name: str, handle: str) -> None:
    """That address, number or LinkedIn name is somebody else."""
    from afterword.app.mending import split

    split(desk.home(), name, handle)
    desk.answer(f"{handle} is somebody else now. (afterword undo takes it back)", handle=handle)


@person.command("review")
def person_review() -> None:
    """Who may be the same person twice: one key for each pair, and undo takes it back."""
    import sys

    from afterword.app.likening import decide, look, pair_lines, pairs, pairs_json

    home = desk.home()
    with home.store.transaction():
        look(home)
    found = pairs(home)
    if desk.wants_json():
        desk.document(pairs_json(found))
        return
    if not found:
        desk.say("Nobody here looks like somebody else.")
        return
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    for number, pair in enumerate(found, 1):
        desk.say(f"{number} of {len(found)}   {pair.key[:6]}")
        desk.say("\n".join(pair_lines(pair)))
        if asked:
            pressed = _pressed()
            if pressed == "q":
                return
            if pressed in ("y", "n"):
                decide(home, pair, same=pressed == "y")
        desk.say()
    desk.say("That is all. (afterword undo takes the last answer back)" if asked else "Answer each with: afterword answer KEY yes|no")


def _pressed() -> str:
    """One key: y, n, q; anything else leaves the pair for later."""
    click.echo("  the same person? [y]es  [n]o  [q]uit  any other key: later ", nl=False)
    key = click.getchar().casefold()
    click.echo({"y": "yes", "n": "no", "q": "quit"}.get(key, "later"))
    return key


@click.command("tie")
@click.argument("name")
@click.argument("word", metavar="TIE")
@click.option("--org", "organisation", default="")
@click.option("--until", default=None, help="when you stopped working together")
@click.option("--help-likely", type=float, default=None, help="0 to 1")
@click.option("--close", type=float, default=None, help="0 to 1")
def tie(name: str, word: str, organisation: str, until: str | None, help_likely: float | None, close: float | None) -> None:
    """Say how you know somebody."""
    from afterword.app import telling

    telling.tie(desk.home(), name, word, organisation=organisation, until=until, help_likely=help_likely, close=close)
    desk.answer(f"Noted: {name}, {word.replace('_', ' ')}.", name=name, tie=word)


@click.group("target")
def target() -> None:
    """The companies you want, in order."""


@target.command("add")
@click.argument("organisation", metavar="ORG")
@click.option("--rank", type=click.IntRange(1), default=None)
def target_add(organisation: str, rank: int | None) -> None:
    """A company you want."""
    from afterword.app import telling

    telling.target(desk.home(), organisation, rank=rank or 0)
    desk.answer(f"{organisation} is on your list.", organisation=organisation)


@target.command("remove")
@click.argument("organisation", metavar="ORG")
def target_remove(organisation: str) -> None:
    """No longer wanted."""
    from afterword.app import telling

    telling.target(desk.home(), organisation, removed=True)
    desk.answer(f"{organisation} is off your list.", organisation=organisation)


@target.command("list")
def target_list() -> None:
    """The list, best first: who is and was inside, what to ask whom; and this week's best unused people."""
    from afterword.app.suggesting import week
    from afterword.app.targeting import wanted, wanted_json, wanted_lines

    home = desk.home()
    found, people = wanted(home), week(home)
    if desk.wants_json():
        desk.document(wanted_json(found, people))
    else:
        from afterword.interfaces.cli.shown import fitted

        desk.say("\n".join(fitted(wanted_lines(found, people), 8)))


@click.group("role")
def role() -> None:
    """Mend which role a mail is about."""


@role.command("list")
def role_list() -> None:
    """Every role of the search, by employer."""
    from afterword.app.mending import roles

    rows = roles(desk.home())
    if desk.wants_json():
        desk.document({"version": 1, "roles": rows})
        return
    from afterword.interfaces.cli.shown import fitted

    told = (f"{row['key']}  {row['organisation']}: {row['role'] or '(role not named)'}   {_stage(row)}" for row in rows)
    desk.say("\n".join(fitted(told, 10)) or "No role is known yet: afterword apply ROLE --org ORG")


def _stage(row: Mapping[str, str]) -> str:
    """`applied 2026-03-02`, `interviewing, applied 2026-03-02`."""
    applied = f"applied {row['applied']}" if row["applied"] else ""
    return applied if applied and row["stage"] == "applied" else ", ".join(filter(None, (row["stage"], applied)))


@role.command("merge")
@click.argument("a")
@click.argument("b")
def role_merge(a: str, b: str) -> None:
    """A and B (keys of `role list`) are one role."""
    from afterword.app.mending import merge_roles

    merge_roles(desk.home(), a, b)
    desk.answer("They are one role now. (afterword undo takes it back)", a=a, b=b)


@role.command("split")
@click.argument("a")
def role_split(a: str) -> None:
    """Takes a merge back."""
    from afterword.app.mending import split_role

    split_role(desk.home(), a)
    desk.answer("They are two roles again. (afterword undo takes it back)", a=a)


@role.command("assign")
@click.argument("fact", metavar="MAIL|KEY")
@click.argument("name", metavar="ROLE")
def role_assign(fact: str, name: str) -> None:
    """That mail (its fact id, or a follow-up's key) is about this role."""
    from afterword.app.mending import assign

    assign(desk.home(), fact, name)
    desk.answer(f"Noted: that is about {name}. (afterword undo takes it back)", role=name)


@click.command("find")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 200), default=20)
def find(text: str, limit: int) -> None:
    """Search people, mails and notes."""
    from afterword.app.finding import search

    if not text.strip():
        raise click.UsageError("say what to look for: a name, or words of a mail")
    hits = search(desk.home(), text, limit)
    if desk.wants_json():
        desk.document({"version": 1, "hits": hits})
        return
    if not hits:
        desk.say(f"Nothing holds {text!r}. Fewer or shorter words find more.")
    from afterword.interfaces.cli.shown import fitted

    for line in fitted((f"{hit['at'][:10] or '          '}  {hit['kind']:<8}  {hit.get('name') or hit.get('quote')}" for hit in hits), 12):
        desk.say(line)


COMMANDS = {"person": person, "tie": tie, "target": target, "role": role, "find": find}
