"""Handles: what identifies a person, an organisation or an opportunity outside this program.

A handle is a string `kind:value`, already normalised, so that two handles are the same thing exactly when they are equal.
Person: `email:`, `phone:` (E.164), `li:` (LinkedIn slug), `name:` (name|organisation). Organisation: `domain:`, `org:`.
Opportunity: `url:`, `req:`, `thread:`, `role:` (organisation|role).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from afterword.facts.late import late

OWN_UID = "@afterword"
"""How the names of this program's own calendar entries end: what it wrote into a calendar is no news when it is read there."""
HONORIFICS = frozenset("mr mrs ms miss dr prof professor sir dame rev fr sr mx herr frau mme m".split())
POST_NOMINALS = frozenset("phd ph md mba cpa esq jr sr ii iii iv pmp cfa shrm rn dds obe mbe pe d".split())
LEGAL = frozenset(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh ag kg se sa sas sarl srl spa bv nv ab as "
    "oy aps pty pte kk the".split()
)
FREEMAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com yahoo.co.uk ymail.com "
    "icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net web.de proton.me protonmail.com pm.me fastmail.com "
    "fastmail.fm mail.com zoho.com yandex.ru yandex.com mail.ru qq.com 163.com 126.com orange.fr free.fr laposte.net "
    "wanadoo.fr t-online.de libero.it btinternet.com sky.com comcast.net verizon.net att.net sbcglobal.net cox.net "
    "shaw.ca rogers.com bigpond.com xtra.co.nz hey.com tutanota.com posteo.de hotmail.fr hotmail.de yahoo.fr yahoo.de "
    "outlook.fr outlook.de live.co.uk ntlworld.com earthlink.net rocketmail.com inbox.com".split()
)
ROLE_MAILBOXES = frozenset(
    "info hr jobs job careers career recruiting recruitment recruiter talent hiring people team contact office hello hi "
    "admin support help service noreply no-reply donotreply do-not-reply no_reply notification notifications notify "
    "alerts alert mailer mailer-daemon postmaster webmaster news newsletter marketing sales enquiries inquiries "
    "scheduling schedule calendar bookings booking meetings interviews applications apply application resumes cv "
    "workday greenhouse lever bounce bounces updates reply autoreply system invitations invite personnel vacancies building services facilities reception frontdesk desk catering room rooms "
    "jobbewerbung bewerbung bewerbungen emploi recrutement rh".split()
)
_LIST_HOSTS = frozenset("lists list groups listserv mailman".split())
"""What the machines of mailing lists are called."""
_WORDS = re.compile(r"[^\W_]+")
_SECOND_LEVEL = frozenset("co com org net ac gov edu gob govt or ne go".split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case without accents: `Zoë` and `zoe` are one spelling."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that identify: no honorifics, no letters after the name. `Doe, Jane` is turned round."""
    if name.count(",") == 1:
        last, first = name.split(",")
        if first.strip() and not set(_WORDS.findall(fold(first))) <= POST_NOMINALS:
            name = f"{first} {last}"
    words = _WORDS.findall(fold(name.split("(")[0].replace("'", "").replace("’", "").replace(".", " ")))
    while words and words[0] in HONORIFICS and len(words) > 1:
        words = words[1:]
    while len(words) > 2 and words[-1] in POST_NOMINALS:
        words = words[:-1]
    return tuple(words)


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """A name made comparable: `Dr. Dana Whitfield, PhD` → `dana whitfield`."""
    return " ".join(name_words(name))


@lru_cache(maxsize=8192)
def org_key(name: str) -> str:
    """An organisation's name made comparable: `Fenn & Daughters Ltd.` → `fenn daughters`. Legal forms fall away."""
    words = [w for w in _WORDS.findall(fold(name.replace("&", " ").replace("'", "").replace("’", ""))) if w != "and"]
    kept = [w for w in words if w not in LEGAL]
    return " ".join(kept or words)


@lru_cache(maxsize=8192)
def role_key(role: str) -> str:
    """A role's title made comparable; bracketed additions fall away: `Data Analyst (m/f/d)` → `data analyst`."""
    return " ".join(_WORDS.findall(fold(re.sub(r"[(\[][^)\]]{0,80}[)\]]", " ", role[:200]).replace("sr.", "senior"))))


@lru_cache(maxsize=8192)
def site(domain: str) -> str:
    """The registrable part of a domain: `mail.eu.acme.co.uk` → `acme.co.uk`."""
    parts = domain.lower().strip(".").split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-keep:])


def email_handle(address: str) -> str:
    return f"email:{address.strip().lower()}" if "@" in address else ""


_GENERATIONS = {"jr": "jr", "sr": "sr", "junior": "jr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}


def generation(name: str) -> str:
    """`John Smith Jr.` → `jr`: father and son share name, number and house."""
    words = fold(name.replace(".", " ").replace(",", " ")).split()
    return _GENERATIONS.get(words[-1], "") if len(words) > 2 else ""


def bearer(name: str) -> str:
    """A name made comparable that still tells father from son."""
    return f"{name_key(name)} {generation(name)}".strip()


def phone_handle(number: str, name: str = "") -> str:
    """A number with its owner's name: families and firms share lines, so a number alone says who only when nameless."""
    return f"phone:{number}|{bearer(name)}" if number else ""


def owner_handle(name: str, address: str) -> str:
    """Whose address this is where the address itself does not say (`bergs@`, `office@`): several may share it."""
    return f"owner:{bearer(name)}|{address.strip().lower()}" if name_key(name) and "@" in address and not speaks_of(address, name) else ""


def speaks_of(address: str, name: str) -> bool:
    """Does the own part of an address name this very person (`dana`, `d.whitfield`, `whitfieldd`)?"""
    words = name_words(name)
    own = fold(address.partition("@")[0].partition("+")[0])
    parts = {w for w in re.split(r"[^a-z]+", own) if w}
    letters = "".join(c for c in own if c.isalpha())
    if not words or is_role_mailbox(address):
        return False
    first, last = words[0], words[-1]
    if len(words) == 1:
        return first in parts or letters.startswith(first)
    return first in parts or (len(first) > 2 and letters.startswith(first)) or letters in {first[0] + last, last + first[0], last + first, first + last[0], first[0] + last[0]}


def slug_handle(url_or_slug: str) -> str:
    """LinkedIn person key: the slug of `/in/<slug>`, lower case, percent-decoded, no query, no slash (FORMATS.md 3c)."""
    text = url_or_slug.strip()
    if "/in/" in text:
        text = text.split("/in/", 1)[1]
    slug = unquote(text.split("?")[0].split("#")[0].strip("/").split("/")[0]).lower()
    return f"li:{slug}" if slug and " " not in slug else ""


def name_handle(name: str, organisation: str = "") -> str:
    """A name with an organisation (which may be unknown: then only the user's own word makes it somebody)."""
    words = name_key(name)
    return f"name:{words}|{squeezed(organisation)}" if words else ""


def squeezed(organisation: str) -> str:
    """An organisation's comparable name without spaces: `Sable & Fitch` is `sablefitch`, as in its domain."""
    return org_key(organisation).replace(" ", "")


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def domain_handle(address_or_domain: str) -> str:
    """The organisation behind an address; free mail providers stand for nobody."""
    domain = domain_of(address_or_domain)
    whole = site(domain)
    return "" if not whole or "." not in whole or whole in FREEMAIL or domain in FREEMAIL else f"domain:{whole}"


def is_house(handle: str) -> bool:
    """Does it name an organisation?"""
    return handle.startswith(("domain:", "org:"))


def org_handle(name: str) -> str:
    key = squeezed(name)
    return f"org:{key}" if key else ""


def label(domain: str) -> str:
    """What a domain calls its organisation: `domain:hollis-apiaries.example` → `hollisapiaries`."""
    return site(domain.removeprefix("domain:")).partition(".")[0].replace("-", "")


def fits(domain: str, name: str) -> bool:
    """May this domain belong to an organisation of that name? (`marchmont.example`, Marchmont Dental Group)."""
    own, words = label(domain), org_key(name).split()
    joined = "".join(words)
    if not own or not joined:
        return False
    initials = "".join(word[0] for word in words)
    spelt = "".join(_WORDS.findall(fold(name.replace("&", " and "))))
    return (
        own in (joined, spelt)
        or (len(own) >= 6 and joined.endswith(own))
        or (len(own) >= 4 and (joined.startswith(own) or spelt.startswith(own)))
        or (len(joined) >= 4 and own.startswith((joined, spelt)))
        or (len(words[0]) >= 5 and own.startswith(words[0]))
        or (len(initials) >= 3 and own == initials)
    )


def is_role_mailbox(address: str) -> bool:
    """Is this a mailbox and not a person (`careers@`, `no-reply@`, whatever stands at `lists.choir.example`)?"""
    own, _, domain = address.lower().partition("@")
    local = own.partition("+")[0]
    if local in ROLE_MAILBOXES or (domain.count(".") > 1 and domain.partition(".")[0] in _LIST_HOSTS):
        return True
    words = set(re.split(r"[._\-\d]+", local)) - {""}
    return bool(words) and (
        words <= ROLE_MAILBOXES
        or bool(words & {"noreply", "donotreply", "notifications", "mailer"})
        or "no-reply" in local
    )


_ROOM = late(
    r"^(?:(?:meeting|conference|board|interview|video)[ -]?room|room|boardroom|auditorium|lecture hall|zoom room|resource)\b|"
    r"\b(?:meeting|conference|board|interview) ?room\b|\broom (?:[a-z]?\d+\w?|north|south|east|west)\b",
    re.IGNORECASE,
)


_SPOTS = late(r"\([^)]*\)|[,;/|]|\s[-–]\s")
"""What parts the places of a location, and how many people one holds."""


def is_room(name: str, address: str, location: str = "") -> bool:
    """Is this guest a place (`Room North`, `...@resource.calendar.google.com`), or what the event's location names?"""
    local, _, domain = address.lower().partition("@")
    if location and name and fold(name).strip() in {fold(spot).strip() for spot in _SPOTS.split(location)}:
        return True
    return "resource" in domain or bool(_ROOM.search(name)) or local.startswith(("room", "conf-", "confroom", "meetingroom", "boardroom", "resource"))
