"""The user's own mailbox by IMAP: into Drafts, a copy into Sent, and Sent as proof of what has left."""

from __future__ import annotations

import re
from typing import Any

from afterword.channels.port import Channel, Delivered, Door, Parcel
from afterword.errors import AfterwordError, guarded, one_line

DRAFTS = ("\\Drafts", ("Drafts", "INBOX.Drafts", "Entwürfe", "Brouillons", "Borradores", "Bozze", "Rascunhos", "Concepten", "Utkast", "Kladder"))
SENT = (
    "\\Sent",
    ("Sent", "Sent Items", "Sent Messages", "INBOX.Sent", "Gesendet", "Gesendete Objekte", "Envoyés", "Enviados", "Inviata", "Verzonden", "Skickat", "Sendt"),
)
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")


def deliver(parcel: Parcel, door: Door) -> Delivered:
    """Puts the mail among the user's drafts, once: the user reads it in their own program, and sends it there."""
    if door.imap is None:
        return Delivered("kept", "there is no account with a mailbox: afterword account add ADDRESS")
    try:
        folder = put(door, parcel.data, parcel.message_id, DRAFTS, (b"\\Draft",))
    except (AfterwordError, OSError, ValueError) as error:
        return Delivered("kept", f"it could not be put among your drafts: {one_line(error)}")
    except Exception as error:  # noqa: BLE001 - the library has a dozen of its own
        return Delivered("kept", f"the mailbox would not take it: {one_line(error)}")
    return Delivered("placed", f"it lies in {folder}: send it from there")


def put(door: Door, data: bytes, message_id: str, where: tuple[str, tuple[str, ...]], flags: tuple[bytes, ...]) -> str:
    """Appends a mail to a folder unless it is there. Returns the folder's name; raises what the connection raises."""
    assert door.imap is not None
    door.point("before mailbox")
    link = door.imap()
    try:
        folder = folder_of(link, door.folder, where)
        if not _holds(link, folder, message_id):
            door.point("before append")
            link.append(folder, data, flags)
            door.point("after append")
    finally:
        _leave(link)
    return folder


def in_sent(door: Door, message_id: str) -> bool | None:
    """Does Sent hold this mail? None where nobody can look."""
    if door.imap is None:
        return None
    try:
        link = door.imap()
        try:
            return _holds(link, folder_of(link, door.folder, SENT, make=False), message_id)
        finally:
            _leave(link)
    except Exception:  # noqa: BLE001 - whatever goes wrong, it only means that nobody could look
        return None


def folder_of(link: Any, named: str, where: tuple[str, tuple[str, ...]], *, make: bool = True) -> str:
    """The folder the user named, else the one the server marks, else one of the usual name, else a new one."""
    if named:
        return guarded(named)
    flag, usual = where
    listed = link.list_folders()
    marked = next((name for flags, _, name in listed if flag.encode() in flags), None)
    there = {str(name).casefold(): str(name) for _, _, name in listed}
    found = marked or next((there[name.casefold()] for name in usual if name.casefold() in there), None)
    if found is None:
        if not make:
            raise ValueError(f"the mailbox has no folder {usual[0]}")
        link.create_folder(usual[0])
        found = usual[0]
    return guarded(str(found))


def _holds(link: Any, folder: str, message_id: str) -> bool:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError("that is no Message-ID of ours")
    link.select_folder(folder, readonly=True)
    return bool(link.search(["HEADER", "Message-ID", guarded(message_id)]))


def _leave(link: Any) -> None:
    try:
        link.logout()
    except Exception:  # noqa: BLE001 - it is over anyway
        link.shutdown()


CHANNEL = Channel("drafts", "puts a mail among the drafts of your mailbox", ("email",), leaves=False, deliver=deliver)
