"""Who sends mail for employers: ATS vendors, job boards, schedulers, tests, and noise. One TOML file per vendor."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, cast

from afterword.reading.kinds.domains import own_label
from afterword.reading.kinds.shapes import Shape, compiled
from afterword.reading.kinds.vocabulary import vocabulary
from afterword.reading.model import Address, Kind


@dataclass(frozen=True, slots=True)
class Hint:
    """What kind a vendor's mail is when it comes from these mailboxes or hosts, or its subject holds one of these words."""

    kind: Kind
    subject: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def fits(self, local: str, domain: str, subject: str) -> bool:
        """All conditions given must hold; `subject` in lower case."""
        if self.mailboxes and local not in self.mailboxes:
            return False
        if self.hosts and not any(_under(domain, host) for host in self.hosts):
            return False
        return not self.subject or any(words in subject for words in self.subject)


@dataclass(frozen=True, slots=True)
class Vendor:
    """One sender of other people's mail. `employer` lists where its customer's name stands, best first."""

    name: str
    type: str  # ats, board, scheduler, test, noise
    domains: tuple[str, ...]
    employer: tuple[str, ...]
    shapes: tuple[Shape, ...]
    hints: tuple[Hint, ...]
    hosts: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    display_noise: tuple[str, ...] = ()

    def hint(self, address: str, subject: str) -> Kind | None:
        """The kind this vendor's own habits tell, if any."""
        local, _, domain = address.partition("@")
        low = subject.lower()
        return next((hint.kind for hint in self.hints if hint.fits(local, domain, low)), None)


@dataclass(frozen=True, slots=True)
class Senders:
    """All vendors, by domain; and what marks a vendor on an employer's own domain."""

    by_domain: dict[str, Vendor]
    by_host: dict[str, Vendor]
    by_mailbox: dict[str, Vendor]
    shapes: tuple[Shape, ...]


@cache
def senders() -> Senders:
    """The vendors of the package, read once."""
    folder = resources.files("afterword.reading") / "senders"
    tables = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    vendors = [_vendor(table) for table in tables if table["type"] != "shapes"]
    shapes = next(table["subjects"] for table in tables if table["type"] == "shapes")
    return Senders(
        by_domain={domain: vendor for vendor in vendors for domain in vendor.domains},
        by_host={host: vendor for vendor in vendors for host in vendor.hosts},
        by_mailbox={mailbox: vendor for vendor in vendors for mailbox in vendor.mailboxes},
        shapes=tuple(compiled(shape) for shape in shapes),
    )


@lru_cache(4096)
def vendor_of(address: str) -> Vendor | None:
    """The vendor behind a mail address, matched on whole parts of the domain (`notgreenhouse-mail.io` is nobody)."""
    known = senders()
    local, _, domain = address.partition("@")
    if address in known.by_domain:
        return known.by_domain[address]
    parts = domain.split(".")
    for start in range(len(parts) - 1):
        if found := known.by_domain.get(".".join(parts[start:])):
            return found
    return known.by_host.get(parts[0]) or known.by_mailbox.get(local)


def is_machine(sender: Address) -> bool:
    """Does a mailbox that nobody reads write this?"""
    return _is_machine(sender.name, sender.email)


@lru_cache(4096)
def _is_machine(name: str, email: str) -> bool:
    known = vocabulary()
    local = email.partition("@")[0]
    base = local.partition("+")[0]
    if (
        base in known.machines
        or "noreply" in local
        or "no-reply" in local
        or "donotreply" in local
        or "no_reply" in local
    ):
        return True
    name = name.lower()
    return "no-reply" in name or "noreply" in name or "newsletter" in name


def is_shared(sender: Address) -> bool:
    """Is this a mailbox of several people (careers@, hello@)?"""
    return sender.email.partition("@")[0].partition("+")[0] in vocabulary().shared


def label_of(address: str, vendor: Vendor | None) -> str:
    """The owner's part of the sender's domain; "" for vendors' and mailbox providers' domains."""
    domain = address.partition("@")[2]
    if vendor is not None and any(_under(domain, own) for own in vendor.domains):
        return ""
    return own_label(domain)


def _under(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith(f".{parent}")


def _vendor(table: dict[str, Any]) -> Vendor:
    return Vendor(
        name=table["name"],
        type=table["type"],
        domains=tuple(table["domains"]),
        employer=tuple(table["employer"]),
        shapes=tuple(compiled(shape) for shape in table.get("subjects", ())),
        hints=tuple(
            Hint(
                cast(Kind, hint["kind"]),
                tuple(hint.get("subject", ())),
                tuple(hint.get("from", ())),
                tuple(hint.get("host", ())),
            )
            for hint in table.get("hint", ())
        ),
        hosts=tuple(table.get("hosts", ())),
        mailboxes=tuple(table.get("mailboxes", ())),
        tenants=tuple(table.get("tenants", ())),
        display_noise=tuple(sorted(table.get("display_noise", ()), key=len, reverse=True)),
    )
