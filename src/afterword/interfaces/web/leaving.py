"""The way out of the page: approve the exact words, see them as they will leave, send them; or hand the mail to another program."""

from __future__ import annotations

from starlette.responses import Response

from afterword.app import approving, deciding, sending
from afterword.app.approving import Approval
from afterword.channels import mailto
from afterword.channels.port import Parcel
from afterword.errors import NotFound, Refused
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.follow_up import name_of, next_after
from afterword.interfaces.web.opened import can_send
from afterword.interfaces.web.session import Notice
from afterword.interfaces.web.today import one as again
from afterword.strategy.model import FollowUp


def approve(asked: Asked) -> Response:
    """Freezes these words; leads to the page that shows them as they will leave."""
    held = sending.approve(asked.home, asked.part("key"), channel=asked.word("channel") or None, subject=asked.word("subject"), body=asked.word("body"))
    return asked.go(f"/f/{held.key}/ready")


def _held(asked: Asked) -> Approval:
    row = approving.row_named(asked.home, asked.part("key"))
    if row is None or row.state != "approved":
        raise NotFound("no words are approved here just now: read them over, then approve them")
    return approving.shown(row)


def ready(asked: Asked) -> Response:
    """The approved words: headers, recipients, the mail as it will leave, and the button that sends just these."""
    held = _held(asked)
    one = deciding.follow_up(asked.home, held.key)
    link = mailto.link(Parcel(held.key, "email", b"", "", held.recipients, held.message_id, held.subject, held.body))
    return asked.show("ready.html", title=f"To {name_of(one)}", one=one, held=held, account=can_send(asked.home), link=link, expires=held.expires.astimezone(asked.home.now.tzinfo))


def send(asked: Asked) -> Response:
    """Sends the words of that hash, in a home of its own, so that a slow server holds no page up."""
    with asked.house.apart() as home:
        key = asked.part("key")
        before: FollowUp | None = None
        to = "/"
        try:
            before = deciding.follow_up(home, key)
            to = next_after(home, before.key)
        except NotFound:
            pass  # it has left, or is planned no more: sending says which
        done = sending.send(home, key, asked.word("approved"))
    who = name_of(before) if before is not None else "them"
    if done.state == "sent":
        return asked.go(to, Notice(f"On its way to {who}{done.detail.removeprefix('sent')}. What was sent cannot be taken back."))
    if done.state == "unknown":
        return asked.go("/", Notice(f"Nobody knows whether your mail to {who} arrived: {done.detail}. It is not sent again by itself; a question stands on this page.", trouble=True))
    return asked.go(f"/f/{key}", Notice(f"It did not leave: {done.detail}.", trouble=True))


def eml(asked: Asked) -> Response:
    """The approved mail as a file, byte for byte."""
    row = approving.row_named(asked.home, asked.part("key"))
    if row is None or row.state != "approved" or row.digest != asked.word("approved"):
        raise Refused("these are not the words that were approved: read them over again")
    return Response(row.data, headers={"content-disposition": f'attachment; filename="{row.key[:6]}.eml"'}, media_type="message/rfc822")


ROUTES = [
    see("/f/{key}/ready", ready), act("/f/{key}/approve", approve, again=again), act("/f/{key}/send", send, again=again, home=False), act("/f/{key}/eml", eml, again=again),
]  # fmt: skip
