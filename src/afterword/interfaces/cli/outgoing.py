"""The way out: approve the exact words, then send them, once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from afterword.errors import Refused
from afterword.interfaces.cli import desk
from afterword.interfaces.cli.accounts import asked

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.app.sending import Approval
    from afterword.store.outbox import OutboxRow


def approval_json(one: Approval) -> dict[str, Any]:
    """An approval as `approve --json` prints it."""
    from afterword.drafts import findings_json

    return {
        "key": one.key, "hash": one.hash, "message_id": one.message_id, "channel": one.channel, "recipients": list(one.recipients),
        "subject": one.subject, "headers": [list(header) for header in one.headers], "body": one.body, "findings": findings_json(one.findings),
        "expires": one.expires.isoformat(),
    }  # fmt: skip


def _lines(one: Approval, zone: str) -> list[str]:
    """The words as they will leave, to whom, and their hash."""
    from zoneinfo import ZoneInfo

    from afterword.interfaces.cli.shown import bold, dim, wrapped

    kept = [h for h in one.headers if not h[0].startswith(("MIME", "Content"))]
    lines = [bold(f"{name}: {value}") if name in ("To", "Subject") else f"{name}: {value}" for name, value in kept]
    lines += [] if kept else [bold(f"{one.channel.replace('_', ' ').capitalize()} to {', '.join(one.recipients)}")]
    lines += ["", *one.body.rstrip("\n").split("\n"), ""]
    for finding in one.findings:
        lines += wrapped(f"Look at this: {finding.message}{f' Better: {finding.better}' if finding.better else ''}", 0)
    until = one.expires.astimezone(ZoneInfo(zone))
    lines += [dim(f"Goes to exactly: {', '.join(one.recipients)}"), f"Hash: {one.hash}", dim(f"Approved until {until:%A %H:%M}, or until anything changes.")]
    return lines


@click.command("approve")
@click.argument("key")
@click.option("--channel", default=None, help="email, call, card, linkedin, text, in person")
@click.option("--subject", default=None, help="your own subject")
@click.option("--body", default=None, help="your own words: T, @FILE, or - for standard input")
def approve(key: str, channel: str | None, subject: str | None, body: str | None) -> None:
    """Freeze the words of a follow-up as they will leave: headers, words, recipients and their hash."""
    from afterword.app import sending
    from afterword.interfaces.cli.words import _text

    home = desk.home()
    one = sending.approve(home, key, channel=channel, subject=subject, body=_text(body))
    if desk.wants_json():
        desk.document({"version": 1, **approval_json(one)})
        return
    desk.say("\n".join(_lines(one, home.me.zone)))
    if one.channel == "email":
        desk.say(f"\nNothing has left. Now: afterword send {one.key[:4]} --approved {one.hash[:16]}")
    else:
        desk.say(f"\nThis one is yours to say. To copy it: afterword send {one.key[:4]} --clipboard. When it is done: afterword done {one.key[:4]}")


@click.command("send")
@click.argument("key", required=False)
@click.option("--approved", default=None, help="the hash that approve printed (its first 12 characters or more)")
@click.option("--again", is_flag=True, help="send once more what may not have arrived")
@click.option("--drafts", is_flag=True, help="do not send: put it among the drafts of your mailbox")
@click.option("--eml", type=click.Path(dir_okay=False, path_type=Path), default=None, help="do not send: write it to this file")
@click.option("--mailto", is_flag=True, help="do not send: print a link that opens it in your mail program")
@click.option("--clipboard", is_flag=True, help="do not send: copy the words")
def send(key: str | None, approved: str | None, again: bool, drafts: bool, eml: Path | None, mailto: bool, clipboard: bool) -> None:
    """Send what you approved, once. Without KEY: what is approved, sent or in doubt."""
    home = desk.home()
    ways = [way for way, wanted in (("drafts", drafts), ("eml", eml is not None), ("mailto", mailto), ("clipboard", clipboard)) if wanted]
    if len(ways) + again > 1:
        raise click.UsageError("choose one of --again, --drafts, --eml, --mailto and --clipboard")
    if key is None:
        if ways or again or approved:
            raise click.UsageError("say which follow-up: afterword send KEY")
        _outbox(home)
    elif ways:
        _handed(home, key, ways[0], approved, eml)
    else:
        _sent(home, key, approved, again=again)


def _handed(home: Home, key: str, way: str, approved: str | None, path: Path | None) -> None:
    from afterword.app import sending

    done = sending.hand_over(home, key, way, approved, path=path, ask=asked)
    words = f"Nothing was sent: {done.detail}.{f'{chr(10) * 2}{done.text}' if done.text else ''}\n\nWhen it has left your hands: afterword done {key}"
    desk.answer(words, key=key, way=way, state="placed", detail=done.detail, text=done.text)


def _sent(home: Home, key: str, approved: str | None, *, again: bool) -> None:
    from afterword.app import sending

    if again:
        sending.in_doubt(home, key)
        desk.confirm("Send these very words once more? They may have arrived already.", yes=bool(approved))
        done = sending.again(home, key, ask=asked)
    else:
        done = sending.send(home, key, approved or _asked(home, key), ask=asked)
    text = {"sent": "Sent", "refused": "Not sent", "unknown": "It may have left"}[done.state]
    more = " It comes first on your page until you know: afterword" if done.state == "unknown" else ""
    detail = done.detail.removeprefix("sent").lstrip("; ")
    desk.answer(f"{text}{f': {detail}' if detail else ''}.{more}", key=key, state=done.state, detail=done.detail, message_id=done.message_id)
    if done.state != "sent":
        sys.exit(Refused.exit_code)


def _asked(home: Home, key: str) -> str | None:
    """At a terminal: shows the words as they will leave, and asks. Elsewhere nobody has approved anything."""
    if not sys.stdin.isatty():
        return None
    from afterword.app import sending
    from afterword.app.approving import row_named

    row = row_named(home, key)
    one = sending.shown(row) if row is not None and row.state == "approved" else sending.approve(home, key)
    click.echo("\n".join(_lines(one, home.me.zone)), err=True)
    if not click.confirm("\nSend exactly this?", default=False, err=True):
        raise Refused("nothing has left; it stays approved")
    return one.hash


def _outbox(home: Home) -> None:
    from afterword.app import sending

    found = {row.key: why for row, why in sending.resolve(home, ask=asked)}
    every = sending.outbox(home)
    if desk.wants_json():
        desk.document({"version": 1, "outbox": [{**approval_json(sending.shown(r)), "state": r.state, "detail": r.detail} for r in every]})
        return
    if not every:
        desk.say("Nothing has been approved yet: afterword approve KEY")
    for row in sorted(every, key=lambda r: r.state != "unknown"):
        desk.say("\n".join(_row_lines(row, found.get(row.key, ""))))


def _row_lines(row: OutboxRow, found: str) -> list[str]:
    import json

    from afterword.interfaces.cli.shown import dim, wrapped

    told = json.loads(row.body)
    words = {"draft": "approval void", "approved": "approved, not sent", "claimed": "leaving now", "transmitting": "leaving now", "unknown": "IN DOUBT"}
    state = words.get(row.state, row.state) + (" (found out just now)" if found and found != "unknown" else "")
    lines = [f"{row.key[:4]}  {state:<18}  {told['name'] or ', '.join(told['recipients'])}  {told['subject']}"]
    return [*lines, *map(dim, wrapped(row.detail, 6))] if row.detail else lines


COMMANDS = {"approve": approve, "send": send}
