"""Everything a person does, in one program whose system calls are watched: `python tests/house/quiet.py FOLDER [--demo]`.

Every command of the command line, an import of every kind of file, and a walk through every page. Run it where there is no
network: it brings up the loopback alone, and prints what became of each step as JSON.
"""

from __future__ import annotations

import fcntl
import json
import re
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import click
import httpx2
import uvicorn
from click.testing import CliRunner

from afterword.errors import AfterwordError
from afterword.interfaces.cli import root
from afterword.interfaces.cli.root import PLACES
from afterword.interfaces.web.app import make_app
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import launch

AT = "2026-05-13T09:00:00-05:00"
PAGES = 60
PATIENT = {"serve", "open", "demo"}
"""These do not come back, or are walked through in another way below."""


def loopback() -> None:
    """Brings up `lo`, where nobody did: a new network namespace has it, and down."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        flags = struct.unpack("16sh", fcntl.ioctl(link, 0x8913, struct.pack("16sh", b"lo", 0))[:18])[1]
        fcntl.ioctl(link, 0x8914, struct.pack("16sh", b"lo", flags | 0x1))


def files(folder: Path) -> None:
    """One of each kind, full of what asks to be fetched."""
    mail = EmailMessage()
    for name, value in (
        ("From", "Dana Whitfield <dana@acme.example>"), ("To", "Sam Rivera <sam@postbox.example>"), ("Subject", "Your interview for Data Analyst"), ("Message-ID", "<1@acme.example>"),
        ("Date", "Tue, 12 May 2026 16:10:00 -0500"), ("Disposition-Notification-To", "dana@acme.example"), ("Return-Receipt-To", "dana@acme.example"),
    ):  # fmt: skip
        mail[name] = value
    mail.set_content("Hi Sam,\n\nthank you for coming in. Could you send me two references? See https://acme.example/now.\n\nDana")
    mail.add_alternative(
        '<html><head><link rel="stylesheet" href="https://acme.example/x.css"><style>@import url(https://acme.example/y.css)</style></head><body background="https://acme.example/b.png">'
        '<img src="https://acme.example/pixel.gif"><p>Hi Sam, could you send me two references?</p></body></html>', subtype="html",
    )  # fmt: skip
    raw = bytes(mail)
    (folder / "one.eml").write_bytes(raw)
    (folder / "box.mbox").write_bytes(b"From dana Tue May 12 16:10:00 2026\n" + raw.replace(b"<1@", b"<2@"))
    for box in ("cur", "new", "tmp"):
        (folder / "Maildir" / box).mkdir(parents=True)
    (folder / "Maildir" / "new" / "1.host").write_bytes(raw.replace(b"<1@", b"<3@"))
    with ZipFile(folder / "takeout.zip", "w") as packed:
        packed.writestr("Takeout/Mail/All mail.mbox", b"From dana Tue May 12 16:10:00 2026\n" + raw.replace(b"<1@", b"<4@"))
    with ZipFile(folder / "Basic_LinkedInDataExport_05-01-2026.zip", "w") as packed:
        packed.writestr("Connections.csv", "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nIda,Lund,https://www.linkedin.com/in/ida-lund,,Fjord,Analyst,01 May 2025\n")
    (folder / "diary.ics").write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260501T090000Z\nDTSTART;TZID=America/Chicago:20260512T100000\nDURATION:PT1H\nSUMMARY:Interview with Acme\n"
        "ATTACH:https://acme.example/a.pdf\nURL:https://meet.example/1\nATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example\nATTENDEE:mailto:sam@postbox.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (folder / "cards.vcf").write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Carl Beyer\nEMAIL:carl@marchmont.example\nPHOTO:https://marchmont.example/c.jpg\nCATEGORIES:Former boss\nEND:VCARD\n")
    (folder / "applications.csv").write_text("Company,Position,Date applied,URL\nFenn & Daughters,Map Librarian,2026-05-04,https://fenn.example/jobs/1\n")


class Walk:
    """Types into one home, and remembers what came of it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.codes: dict[str, int] = {}

    def __call__(self, *words: str, stdin: str | None = None) -> str:
        done = CliRunner().invoke(root, ["--home", str(self.home), "--at", AT, *words], input=stdin)
        error = done.exception
        if error is not None and not isinstance(error, (AfterwordError, SystemExit, click.ClickException)):
            raise error
        self.codes[" ".join(words[:2])] = error.exit_code if isinstance(error, AfterwordError) else done.exit_code
        return done.stdout

    def key(self) -> str:
        found = json.loads(self("today", "--json"))["follow_ups"]
        return str(found[0]["key"]) if found else "0000"


def type_all(walk: Walk, folder: Path) -> None:
    """Every command; those that this does not know are typed without words."""
    walk("init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US")
    walk("import", *(str(folder / name) for name in ("one.eml", "box.mbox", "Maildir", "takeout.zip", "Basic_LinkedInDataExport_05-01-2026.zip", "diary.ics", "cards.vcf", "applications.csv")))
    key = walk.key()
    known: list[tuple[str, ...]] = [
        ("today",), ("plan",), ("why", key), ("search", "start"), ("settings",), ("sync",), ("tick",), ("account", "list"), ("account", "test"), ("read", str(folder / "one.eml")),
        ("drafts", "--all"), ("draft", key), ("check", str(folder / "one.eml")), ("save", "https://news.example/maps", "--for", "Dana Whitfield"), ("approve", key), ("send", key),
        ("send", key, "--eml", str(folder / "out.eml")), ("snooze", key, "--until", "tomorrow"), ("undo",), ("redo",), ("undo",), ("answer", "0000", "yes"),
        ("log", "call", "--with", "Dana Whitfield", "--note", "spoke"), ("note", "met Ida Lund for coffee yesterday", "--yes"), ("apply", "Analyst", "--org", "Bell", "--url", "https://bell.example/1"),
        ("outcome", "Bell", "rejected"), ("promise", "send the sheet", "--by", "me", "--to", "Dana Whitfield"), ("offered-intro", "--by", "Carl Beyer", "--to", "Ida Lund"),
        ("intro", "made", "--by", "Carl Beyer", "--to", "Ida Lund"), ("person", "show", "Dana Whitfield"), ("person", "add", "Mo Holt", "--email", "mo@holt.example"), ("tie", "Mo Holt", "friend"),
        ("target", "add", "Fjord"), ("target", "list"), ("role", "list"), ("path", "Fjord"), ("find", "references"), ("doctor",), ("backup", str(folder / "copy")), ("export",),
        ("reminders", "off", "--yes"), ("skip", key), ("done", walk.key()),
    ]  # fmt: skip
    for words in known:
        walk(*words)
    for name in PLACES:
        if name not in PATIENT and not any(said.split(" ")[0] == name for said in walk.codes):
            walk(name, stdin="")
    walk("forget", "Mo Holt", "--yes")


def click_all(home: Path) -> dict[str, int]:
    """Every page that can be reached from Today; the status of each."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = int(listener.getsockname()[1])
    house = House(home, datetime.fromisoformat(AT))
    server = uvicorn.Server(uvicorn.Config(make_app(house, port), log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    seen: dict[str, int] = {}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=120, headers={"sec-fetch-site": "same-origin"}) as tab:
        tab.get(f"/enter?token={launch(home)}", headers={"sec-fetch-site": "none"})
        waiting, kinds = ["/"], dict[str, int]()
        while waiting and len(seen) < PAGES:
            path = waiting.pop(0)
            kind = re.sub(r"[0-9a-f]{6,}|(?<=/)[^/?]*(?:%3A|:)[^/?]*|=[^&]*", "*", path)
            if path in seen or kinds.get(kind, 0) >= 2:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            answer = tab.get(path)
            seen[path] = answer.status_code
            if "html" in answer.headers.get("content-type", ""):
                waiting += [found.replace("&amp;", "&") for found in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text) if not found.startswith(("/enter", "//"))]
    server.should_exit = True
    thread.join(10)
    listener.close()
    house.close()
    return seen


def main() -> None:
    loopback()
    folder = Path(sys.argv[1])
    files(folder)
    walk = Walk(folder / "home")
    type_all(walk, folder)
    pages = click_all(folder / "home")
    if "--demo" in sys.argv:
        walk("demo", "--home", str(folder / "demo"))
        pages |= {f"demo {path}": status for path, status in click_all(folder / "demo").items()}
    sys.stdout.write(json.dumps({"codes": walk.codes, "pages": pages}))


if __name__ == "__main__":
    main()
