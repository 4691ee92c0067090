"""Sending by SMTP, one step at a time, so that the point of no return stands exactly before the last bytes."""

from __future__ import annotations

import re
import smtplib

from afterword.channels.port import Channel, Delivered, Door, Parcel
from afterword.errors import AfterwordError, one_line

LINE = 998
_ADDRESS = re.compile(r"[!-;=?A-~]{1,64}@[A-Za-z0-9.-]{1,253}")
"""What may stand between the angle brackets: no blank, no bracket, no control character."""


class _Ended(Exception):  # noqa: N818 - it ends the talk with the server, one way or another
    def __init__(self, delivered: Delivered) -> None:
        super().__init__(delivered.detail)
        self.delivered = delivered


def deliver(parcel: Parcel, door: Door) -> Delivered:
    """Carries a mail to the user's own server. Nothing is tried twice."""
    if door.smtp is None:
        return Delivered("kept", "there is no account to send through: afterword account add ADDRESS")
    if wrong := _unfit(parcel):
        return Delivered("kept", wrong)
    try:
        door.point("before connect")
        link: smtplib.SMTP = door.smtp()
    except AfterwordError as error:
        return Delivered("kept", str(error))
    except (OSError, smtplib.SMTPException) as error:
        return Delivered("kept", f"the server cannot be reached ({one_line(error)}): nothing left, try again later")
    try:
        return _spoken(link, parcel, door)
    except _Ended as end:
        return end.delivered
    finally:
        link.close()


def _unfit(parcel: Parcel) -> str:
    """Why these bytes or this envelope must not reach a server; empty where they may."""
    if not parcel.recipients or not all(map(_ADDRESS.fullmatch, (parcel.sender, *parcel.recipients))):
        return "an address is not fit to be said to a server"
    lines = parcel.data.split(b"\r\n")
    if re.search(rb"[\r\n\x00]", parcel.data.replace(b"\r\n", b"")) or not parcel.data.endswith(b"\r\n"):
        return "the mail's lines do not end as mail wants it"
    if any(len(line) > LINE for line in lines):
        return "a line of the mail is too long"
    return ""


def _spoken(link: smtplib.SMTP, parcel: Parcel, door: Door) -> Delivered:
    _step(link, door, "MAIL", f"FROM:<{parcel.sender}>", (250,))
    for recipient in parcel.recipients:  # one that is refused ends it all: nobody gets a mail that others did not
        _step(link, door, "RCPT", f"TO:<{recipient}>", (250, 251))
    _step(link, door, "DATA", "", (354,))
    if not door.last():
        return Delivered("kept", "another program is sending it")
    try:
        door.point("before payload")
        link.send(re.sub(rb"(?m)^\.", b"..", parcel.data))
        door.point("after payload")
    except (OSError, smtplib.SMTPException) as error:
        return Delivered("refused", f"the server hung up before the end ({one_line(error)}), so it has not got the mail")
    try:
        link.send(b".\r\n")
        door.point("after dot")
        code, said = link.getreply()
    except (OSError, smtplib.SMTPException) as error:  # includes a reply too long to be one
        return Delivered("unknown", f"the server did not say whether it took the mail ({one_line(error)})")
    if 250 <= code <= 259:
        door.point("after reply")
        return Delivered("sent", _clean(said))
    if 400 <= code <= 599:
        return Delivered("refused", f"the server refused the mail: {code} {_clean(said)}")
    return Delivered("unknown", "the server answered nonsense, so nobody knows whether it took the mail")


def _step(link: smtplib.SMTP, door: Door, verb: str, rest: str, good: tuple[int, ...]) -> None:
    """Says one line and reads the answer. Whatever is not good ends the talk: nothing has left yet."""
    try:
        door.point(f"before {verb}")
        code, said = link.docmd(verb, rest)
        door.point(f"after {verb}")
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise _Ended(Delivered("kept", f"the server broke off at {verb} ({one_line(error)}): nothing left, try again later")) from None
    if code in good:
        return
    if 500 <= code <= 599:
        raise _Ended(Delivered("refused", f"the server refused {_named(verb, rest)}: {code} {_clean(said)}"))
    why = f"{code} {_clean(said)}" if 400 <= code <= 499 else "nonsense"
    raise _Ended(Delivered("kept", f"the server will not take {_named(verb, rest)} now: {why}. Nothing left, try again later"))


def _named(verb: str, rest: str) -> str:
    return {"MAIL": "the sender", "RCPT": rest.removeprefix("TO:").strip("<>")}.get(verb, "the mail")


def _clean(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


CHANNEL = Channel("smtp", "sends a mail through your own server", ("email",), leaves=True, deliver=deliver)
