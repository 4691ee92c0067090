"""A mail as a file, to open in any mail program."""

from __future__ import annotations

from afterword.channels.port import Channel, Delivered, Door, Parcel


def deliver(parcel: Parcel, door: Door) -> Delivered:
    """Writes the approved bytes as they are."""
    if door.write is None:
        return Delivered("kept", "no file was named")
    return Delivered("placed", f"it lies in {door.write(parcel.data)}: open it in your mail program and send it there")


CHANNEL = Channel("eml", "writes a mail to a file", ("email",), leaves=False, deliver=deliver)
