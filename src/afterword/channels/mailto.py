"""A link that opens the mail, filled in, in the user's own mail program (RFC 6068)."""

from __future__ import annotations

from urllib.parse import quote

from afterword.channels.port import Channel, Delivered, Door, Parcel


def link(parcel: Parcel) -> str:
    """The link. Everything in it is percent-encoded, so no value can add a field."""
    to = ",".join(quote(one, safe="@") for one in parcel.recipients)
    fields = [("subject", parcel.subject), ("body", parcel.body.rstrip("\n").replace("\n", "\r\n"))]
    if parcel.references:
        fields.append(("in-reply-to", parcel.references[-1]))
    return f"mailto:{to}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)


def deliver(parcel: Parcel, door: Door) -> Delivered:  # noqa: ARG001 - it needs no door
    """Gives the link; the person clicks it."""
    return Delivered("placed", "open this link: your mail program shows the mail, and you send it there", link(parcel))


CHANNEL = Channel("mailto", "a link that opens the mail in your own program", ("email",), leaves=False, deliver=deliver)
