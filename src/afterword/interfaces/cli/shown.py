"""Pages for the terminal: 80 columns or the terminal's where it has fewer, plain words, colour only as accent (LOOK.md, "Terminal")."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from afterword.app.pages import Today
from afterword.app.wording import CHANNELS, HEADS, TIES, awaited, counted, dialled, since, spoken
from afterword.strategy.model import Appointment, FollowUp

if TYPE_CHECKING:
    from afterword.app.importing import Report


def _columns() -> int:
    try:
        told = int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stdout.fileno()).columns)
    except (ValueError, OSError):  # no terminal: a file, a pipe
        return 80
    return max(50, min(told, 80))


WIDTH = _columns()
KEY = 4


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if sys.stdout.isatty() else text


def bold(text: str) -> str:
    return _paint(text, "1")


def dim(text: str) -> str:
    return _paint(text, "2")


def wrapped(text: str, indent: int, width: int = WIDTH) -> Iterator[str]:
    """Lines no wider than the page."""
    import textwrap

    pad = " " * indent
    yield from textwrap.wrap(" ".join(text.split()), width, initial_indent=pad, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False)


def keyed(key: str, text: str) -> Iterator[str]:
    """A line that begins with a key; what does not fit stands below its words."""
    first, *rest = wrapped(text, len(key) + 3)
    yield f" {key}  {first.lstrip()}"
    yield from rest


def fitted(lines: Iterable[str], hang: int = 6) -> Iterator[str]:
    """Lines as they are where they fit; of longer ones the rest stands below, `hang` columns further in."""
    for line in lines:
        if len(line) <= WIDTH:
            yield line
        else:
            import textwrap

            indent = " " * (len(line) - len(line.lstrip()) + hang)
            yield from textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def short_keys(keys: Iterable[str]) -> dict[str, str]:
    """Each key cut short, long enough to tell it from the others."""
    every = sorted(set(keys))
    length = KEY
    while len({k[:length] for k in every}) < len(every) and length < 10:
        length += 1
    return {k: k[:length] for k in every}


def _who(one: FollowUp) -> str:
    name = one.person.name or one.organisation or "somebody"
    role = f" ({one.role})" if one.role else ""
    if one.person.name and one.organisation:
        return f"{name}, {one.organisation}{role}"
    tie = TIES.get(one.person.tie, "")
    return f"{name}{role}{f', {tie}' if tie and one.person.name else ''}"


def _when(one: FollowUp, day: date) -> str:
    due = one.window.due
    if one.tier == "promise":
        return "today" if due == day else f"due {spoken(due, day)}" if due > day else since(due, day)
    return f"until {spoken(one.window.closes, day)}"


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)].rstrip(" ,(") + "…"


def item_lines(one: FollowUp, day: date, key: str) -> Iterator[str]:
    """One follow-up: key, channel, who, when; the reason below; a number where it is a call."""
    when = _when(one, day)
    head = f" {key:<{KEY}}  {CHANNELS.get(one.channel, one.channel):<9} "
    who = _clipped(_who(one), WIDTH - len(head) - len(when) - 2)
    yield f"{bold(head)}{who}{' ' * max(2, WIDTH - len(head) - len(who) - len(when))}{when}"
    reason = one.reason
    if one.number and one.channel in ("call", "text"):
        reason += f"  {dialled(one.number)}"
    yield from (dim(line) for line in wrapped(reason, len(head)))


def hour_of(one: Appointment, zone: str) -> str:
    """`14:00`, empty where only the day is known."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return f"{datetime.fromtimestamp(one.starts / 1_000_000, ZoneInfo(zone)):%H:%M}" if one.hour else ""


def appointment_line(one: Appointment, day: date, zone: str) -> str:
    """`tomorrow, 14:00: interview, Acme (Data Analyst)`."""
    hour = hour_of(one, zone)
    role = f" ({one.role})" if one.role else ""
    return f"{spoken(one.day, day)}{f', {hour}' if hour else ''}: {'interview' if one.interview else 'talk'}, {one.whom}{role}"


def _appointments(shown: Today, keys: dict[str, str]) -> Iterator[str]:
    """Talks to prepare and talks to tell of, each with its command."""
    for head, rows, word in (("Before you go", shown.prepare, "before"), ("How did it go?", shown.tell, "after")):
        if rows:
            yield from ("", bold(head))
        for one in rows:
            line = appointment_line(one, shown.day, shown.zone)
            yield f" {line[:1].upper()}{_clipped(line[1:], WIDTH - 2)}"
            yield dim(f"       {'the sheet to take along' if word == 'before' else 'a minute, while it is fresh'}: afterword interview {word} {keys[one.key]}")


def today_lines(shown: Today, *, everything: bool = False) -> list[str]:
    """Today's page."""
    title = f"{shown.day:%A} {shown.day.day} {shown.day:%B}"
    count = len(shown.follow_ups)
    right = f"{count} follow-up{'' if count == 1 else 's'}, about {shown.minutes} min" if count else "nothing due"
    lines = [bold(f"{title}{' ' * max(2, WIDTH - len(title) - len(right))}{right}")]
    keys = short_keys([f.key for f in shown.follow_ups] + [x.follow_up.key for x in shown.held] + [q.key for q in shown.questions] + [a.key for a in (*shown.prepare, *shown.tell)])
    if shown.search.state == "pause" and (shown.search.until is None or shown.day < shown.search.until):
        last = spoken(shown.search.until, shown.day) if shown.search.until else "`afterword search start`"
        lines += ["", f"The search is paused until {last}; only promises show."]
    if shown.search.state == "end":
        lines += ["", "The search is over. Only those who helped still show."]
    for doubt in (q for q in shown.questions if q.what == "unknown_sent"):
        lines += ["", bold("Did it arrive?"), *keyed(keys[doubt.key], f"{doubt.ask}  [{' / '.join(doubt.choices)}]")]
        lines.append(dim(f" afterword answer {keys[doubt.key]} '{doubt.choices[0]}'"))
    lines += _appointments(shown, keys)
    for tier, head in HEADS.items():
        found = [f for f in shown.follow_ups if f.tier == tier]
        if found:
            lines += ["", bold(head), *(line for f in found for line in item_lines(f, shown.day, keys[f.key]))]
    if not shown.follow_ups:
        lines += ["", *wrapped(_calm(shown), 0)]
    open_questions = [q for q in shown.questions if q.what != "unknown_sent"]
    if open_questions:
        lines += ["", bold("Only you can say")]
        for question in open_questions[:5]:
            lines += keyed(keys[question.key], f"{question.ask}  [{' / '.join(question.choices)}]")
            lines += [dim(line) for b in question.because[:1] if b.quote for line in wrapped(f"“{b.quote}”", 7)]
        lines.append(dim(f" afterword answer {keys[open_questions[0].key]} '{open_questions[0].choices[0]}'"))
    if foot := list(_foot(shown)):
        lines += ["", *foot]
    if everything and shown.held:
        lines += ["", bold("Held back")]
        for held in shown.held:
            why = held.reason.removeprefix("etiquette: ")
            lines += keyed(keys[held.follow_up.key], f"{_who(held.follow_up)}: {why}")
    if shown.follow_ups:
        key = keys[shown.follow_ups[0].key]
        lines += [dim(line) for line in wrapped(f"afterword why {key} · draft {key} · done {key} · snooze {key} --until thu", 0)]
    return lines


def _calm(shown: Today) -> str:
    """An empty day, said kindly."""
    if promised := shown.promised:
        first, last = spoken(promised[0][0], shown.day), spoken(promised[-1][0], shown.day)
        if len(promised) == 1:
            return f"Nothing owed today. {awaited(promised[0][1])} is promised to you by {first}."
        return f"Nothing owed today. {counted(len(promised), 'answer').capitalize()} are promised to you until {last}; next: {awaited(promised[0][1])} by {first}."
    coming = f" {counted(shown.coming, 'thing').capitalize()} coming: afterword plan" if shown.coming else ""
    return f"Nothing owed today.{coming}"


def _foot(shown: Today) -> Iterator[str]:
    parts, promised = [], shown.promised
    if shown.waiting and (shown.follow_ups or not promised):  # else an empty day has said it
        told = f", next: {awaited(promised[0][1])} by {spoken(promised[0][0], shown.day)}" if promised else ""
        parts.append(f"Waiting on {counted(len(shown.waiting), 'promise')}{told}.")
    if shown.held:
        parts.append(f"Held back: {len(shown.held)} (afterword today --all).")
    if shown.problems:
        parts.append(f"{counted(shown.problems, 'record').capitalize()} could not be read (afterword doctor).")
    if parts:
        yield from wrapped(" ".join(parts), 0)


def plan_lines(found: Iterable[FollowUp], day: date, days: int) -> list[str]:
    """The days to come, by due day."""
    every = list(found)
    if not every:
        return [f"Nothing is planned for the next {days} days."]
    keys = short_keys(f.key for f in every)
    lines: list[str] = []
    last: date | None = None
    for one in sorted(every, key=lambda f: (f.window.due, f.key)):
        if one.window.due != last:
            last = one.window.due
            gap = (last - day).days
            lines += ["", bold(f"{last:%A} {last.day} {last:%B}{f' {last.year}' if last.year != day.year else ''}{' (today)' if not gap else ''}")]
        head = f" {keys[one.key]}  {CHANNELS.get(one.channel, one.channel):<9} "
        lines.append(f"{head}{_clipped(_who(one), WIDTH - len(head))}")
        lines += [dim(line) for line in wrapped(one.reason, len(head))]
    return lines[1:]


def why_lines(one: FollowUp, day: date) -> list[str]:
    """The chain: rule, evidence, window, what would change it."""
    window = one.window
    lines = [bold(f"{one.key[:KEY]}  {_who(one)}"), *wrapped(one.reason, 0), "", bold("The rule"), *wrapped(one.rule, 1), "", bold("What it stands on")]
    for because in one.because:
        lines += wrapped(f"“{because.quote}”", 1)
        when = because.at[:10] if not because.at.startswith("1970") else ""
        lines += [dim(line) for line in wrapped(f"{', '.join(filter(None, (when, because.origin)))}, fact {because.fact[:10]}", 3)]
    lines += [
        "", bold("When"),
        *wrapped(f"opens {spoken(window.opens, day)}, due {spoken(window.due, day)}, closes {spoken(window.closes, day)} ({window.opens} / {window.due} / {window.closes})", 1),
    ]  # fmt: skip
    if one.changes:
        lines += ["", bold("What would change it"), *(line for change in one.changes for line in wrapped(change, 1))]
    return lines


def import_lines(report: Report) -> list[str]:
    """What became of an import."""
    lines = []
    for file in report.files:
        skipped = sum(file.skipped.values())
        told = f"{file.read:,} read, {file.new:,} new, {file.known:,} known"
        told += f", {skipped:,} left out ({', '.join(f'{n} {why}' for why, n in file.skipped.most_common(4))})" if skipped else ""
        lines += [f"{file.path}  {dim(file.format)}", f"   {told}"]
        for problem in file.problems[:5]:
            lines += wrapped(f"{problem.place or 'the whole file'}: {problem.message}", 3)
        if len(file.problems) > 5:
            lines.append(f"   and {len(file.problems) - 5} more that could not be read")
    facts, people = ("fact" if report.facts == 1 else "facts"), ("person" if report.people == 1 else "people")
    lines += ["", f"{report.facts:,} new {facts} in {report.seconds:.1f} s; {report.people:,} {people} in your search. Now: afterword"]
    return lines

