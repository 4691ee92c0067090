"""Before and after a talk: the sheet of one page, and the one minute that tells how it went."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.debriefing import Account
    from afterword.app.home import Home
    from afterword.app.preparing import Guest, Sheet
    from afterword.strategy.model import Appointment


@click.group("interview", invoke_without_command=True)
@click.pass_context
def interview(ctx: click.Context) -> None:
    """Before and after a talk; without a word, those to come and those to tell of."""
    if ctx.invoked_subcommand is None:
        _list()


def _list() -> None:
    from afterword.app import preparing
    from afterword.interfaces.cli.shown import appointment_line, bold, dim, short_keys

    home = desk.home()
    now = int(home.now.timestamp() * 1_000_000)
    every = preparing.appointments(home)
    coming = [a for a in every if a.ends > now]
    untold = [a for a in every if a.asks(home.today, now, home.workdays())]
    if desk.wants_json():
        desk.document({"version": 1, "coming": [_json(a) for a in coming], "to_tell": [_json(a) for a in untold]})
        return
    if not coming and not untold:
        desk.say("No interview or talk lies ahead. One in your calendar or mail shows here; or: afterword log interview --help")
    keys = short_keys(a.key for a in every)
    for head, rows, word in (("To come", coming, "before"), ("How did it go?", untold, "after")):
        if rows:
            desk.say(bold(head))
            for one in rows:
                desk.say(f" {appointment_line(one, home.today, home.me.zone)}")
                desk.say(dim(f"       afterword interview {word} {keys[one.key]}"))


def _json(one: Appointment) -> dict[str, Any]:
    from afterword.facts import moment

    return {
        "key": one.key, "day": one.day.isoformat(), "starts": moment(one.starts).isoformat() if one.hour else None, "ends": moment(one.ends).isoformat() if one.hour else None,
        "interview": one.interview, "organisation": one.organisation, "role": one.role, "names": list(one.names), "told": one.told,
    }  # fmt: skip


@interview.command("before")
@click.argument("key", default="")
def before(key: str) -> None:
    """The sheet to take along: who, when and where, numbers, what was said, what to ask, what to note. The next talk by default."""
    from afterword.app import preparing

    home = desk.home()
    made = preparing.sheet(home, preparing.appointment(home, key, past=None if key else False))
    if desk.wants_json():
        desk.document(_sheet_json(made))
    else:
        desk.say("\n".join(sheet_lines(made, home)))


@interview.command("after")
@click.argument("key", default="")
@click.option("--went", default="", help="1 to 5, or well, so-so, badly")
@click.option("--next", "ahead", default="", help="what they said about the next step: They decide by Friday. Call me Monday.")
@click.option("--moment", "moments", multiple=True, help="'NAME: what you will remember of them'; repeat it for each")
@click.option("--said", default="", help="all of it in one text, or - for standard input")
@click.option("--skip", is_flag=True, help="nothing to tell; it is not asked again")
def after(key: str, went: str, ahead: str, moments: tuple[str, ...], said: str, skip: bool) -> None:
    """How it went, what they said about the next step, one moment with each: a minute, once. The last talk by default."""
    from afterword.app import debriefing, preparing

    home = desk.home()
    one = preparing.appointment(home, key, past=True)
    if skip:
        debriefing.skip(home, one)
        desk.answer("Not asked again.", key=one.key, skipped=True)
        return
    told = _told(home, one, went, ahead, moments, said)
    if told.empty and sys.stdin.isatty():
        told = _asked(home, one)
    if told.empty:
        raise click.UsageError("say one thing at least: --went well, --next 'They decide by Friday', or --moment 'NAME: what you will remember of them'")
    kept = debriefing.tell(home, one, told)
    lines = ["Kept. (afterword undo takes it back)", *(f"  {x}" for x in kept.follows)]
    if told.ahead and not kept.follows:
        lines.append("  No day is named in it; the follow-ups wait as is usual after a talk.")
    desk.answer("\n".join(lines), key=one.key, kept=kept.kept_as, follows=list(kept.follows), made=list(kept.made))


def _told(home: Home, one: Appointment, went: str, ahead: str, moments: tuple[str, ...], said: str) -> Account:
    from afterword.app import debriefing, preparing
    from afterword.errors import BadUsage

    names = preparing.names_of(home, one)
    text = sys.stdin.read() if said == "-" else said
    whole = debriefing.account(text, names) if text else debriefing.Account()
    each = dict(whole.moments)
    for given in moments:
        label, colon, words = given.partition(":")
        if not colon and len(names) == 1:
            label, words = names[0], given
        elif not colon:
            raise BadUsage(f"--moment {given!r}: say whose it is, as in 'Dana: the faxes on Fridays'")
        each[debriefing.named(label, names) or label.strip()] = words.strip()
    return debriefing.Account(debriefing.went(went) or whole.went, ahead or whole.ahead, each)


def _asked(home: Home, one: Appointment) -> Account:
    """The same by questions; an empty answer leaves one out."""
    from afterword.app import debriefing, preparing
    from afterword.errors import BadUsage

    click.echo(f"{'Interview' if one.interview else 'Talk'} with {one.whom}. An empty answer leaves a question out.", err=True)

    def how(text: str) -> int:
        try:
            return debriefing.went(text)
        except BadUsage as error:
            raise click.BadParameter(str(error)) from None

    rating = click.prompt("How did it go, 1 (badly) to 5 (very well)?", default="", show_default=False, value_proc=how, err=True)
    ahead = click.prompt("What did they say about the next step?", default="", show_default=False, err=True)
    moments = {name: click.prompt(f"One moment with {name}", default="", show_default=False, err=True) for name in preparing.names_of(home, one)}
    return debriefing.Account(rating or 0, ahead, {n: m for n, m in moments.items() if m.strip()})


# The sheet on paper or screen


def sheet_lines(s: Sheet, home: Home) -> Iterator[str]:
    """One page, 80 columns, no colour needed."""
    from afterword.interfaces.cli.shown import WIDTH, bold, wrapped

    one = s.one
    yield bold(f"{one.key[:4]}  {'Interview' if one.interview else 'Talk'}, {one.whom}{f' ({one.role})' if one.role else ''}")
    yield from wrapped(_when(s), 6)
    if s.place or s.link:
        yield from wrapped(", ".join(dict.fromkeys(filter(None, (s.place, s.link)))), 6)
    for line in s.details:
        yield from wrapped(f"“{line}”", 6)
    yield ""
    if s.late:
        told = "; ".join(f"{name} {n.read}" for name, n in s.late[:3])
        yield from wrapped(f"If you are late: {told}", 0)
    else:
        yield from wrapped(f"If you are late: no number is known{f'; write to {s.write}' if s.write else ''}. Ask for one today.", 0)
    yield from ("", bold("Who will be there"))
    for guest in s.guests:
        yield from _guest(guest, home)
    if s.organizer:
        yield from wrapped(f"Arranged by {s.organizer}, who need not be there.", 2)
    if not s.guests:
        yield "  Nobody is named yet: ask who you will meet."
    if s.before:
        yield from ("", bold("Said before"))
        for who, touch in s.before:
            yield from wrapped(f"{touch.day.day} {touch.day:%b}, {who}: {touch.words}", 2)
    yield from ("", bold("To ask"))
    for ask in s.ask:
        yield from wrapped(f"- {ask.words}{f' “{ask.quote}”' if ask.quote else ''}", 2)
    yield from ("", bold("Write down"))
    for line in s.note:
        yield f"  {line} {'_' * max(8, WIDTH - 5 - len(line))}"
    yield from ("", f"Afterwards, a minute: afterword interview after {one.key[:4]}")


def _when(s: Sheet) -> str:
    day = f"{s.one.day:%A} {s.one.day.day} {s.one.day:%B}"
    if s.starts is None:
        return f"{day}, the hour is not known"
    until = f"-{s.ends:%H:%M}" if s.ends else ""
    there = f" ({s.there:%H:%M %Z} there)" if s.there else ""
    return f"{day}, {s.starts:%H:%M}{until} {s.starts:%Z}{there}"


def _guest(guest: Guest, home: Home) -> Iterator[str]:
    from afterword.app.wording import TIES, spoken, way_of
    from afterword.interfaces.cli.shown import bold, wrapped

    told = ", ".join(filter(None, (guest.title, TIES.get(guest.tie, ""), guest.numbers[0].read if guest.numbers else "")))
    yield f"  {bold(guest.name)}{f', {told}' if told else ''}"
    if guest.unknown and not guest.numbers:
        yield "     Nothing is known yet but the name."
    if guest.last:
        way = way_of(guest.last.way)
        yield from wrapped(f"Last word, {spoken(guest.last.day, home.today)} by {way}: “{guest.last.words}”", 5)
    if guest.topics:
        yield from wrapped(f"Spoke of: {'; '.join(guest.topics)}", 5)
    for note in guest.notes:
        yield from wrapped(f"You noted: {note}", 5)
    for line in guest.kept:
        yield from wrapped(f"Open: {line}", 5)


def _sheet_json(s: Sheet) -> dict[str, Any]:
    def touch(t: Any) -> dict[str, Any]:
        return {"day": t.day.isoformat(), "channel": t.way, "direction": t.direction, "words": t.words}

    return {
        "version": 1, **_json(s.one), "place": s.place, "link": s.link, "details": list(s.details), "organizer": s.organizer,
        "there": s.there.isoformat() if s.there else None,
        "people": [{
            "name": g.name, "title": g.title, "tie": g.tie, "email": g.email, "phones": [n.dial for n in g.numbers], "topics": list(g.topics), "notes": list(g.notes),
            "last": touch(g.last) if g.last else None, "open": list(g.kept),
        } for g in s.guests],
        "late": [{"name": name, "phone": n.dial} for name, n in s.late], "before": [{"by": who, **touch(t)} for who, t in s.before],
        "ask": [{"words": a.words, "quote": a.quote} for a in s.ask], "note": list(s.note),
    }  # fmt: skip


COMMANDS = {"interview": interview}
