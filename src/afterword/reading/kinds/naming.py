"""Names in a letter: which employer, which job, which requisition, from subject, text, sender and signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from afterword.reading.kinds.beside import house_beside, parted, titled_above, unplaced
from afterword.reading.kinds.domains import matches_label, written_label
from afterword.reading.kinds.employers import (
    Claims,
    from_body,
    from_display,
    from_local,
    from_signature,
    from_tenant,
    signature_lines,
)
from afterword.reading.kinds.fields import paragraphs
from afterword.reading.kinds.foreign import foreign_subject
from afterword.reading.kinds.labels import spoken_name, written_name
from afterword.reading.kinds.lone import lone_title
from afterword.reading.kinds.names import (
    clean_organisation,
    clean_role,
    is_human_name,
    is_nameable,
    is_own_mailbox,
    is_personal_name,
    is_title_word,
    letters,
    looks_like_role,
)
from afterword.reading.kinds.roles import roles_in
from afterword.reading.kinds.senders import Vendor, is_machine, is_shared, label_of, senders
from afterword.reading.kinds.words import straight
from afterword.reading.model import Address, Kind, Letter

_SIGNED = 5  # weight of an organisation's name below the sender's own
_PLAINLY = 5  # weight of a name that the text plainly gives an employer
_CAP = 4096  # characters read for names: a mail says at its top whose it is and what job it is about


@dataclass(frozen=True, slots=True)
class Names:
    """What a letter is about, where it says so."""

    organisation: str | None = None
    role: str | None = None
    requisition: str | None = None


def names_of(
    letter: Letter, text: str, signature: str, subject: str, vendor: Vendor | None, kind: Kind, *, near: bool
) -> Names:
    """All names. `near`: a job is in sight, so that the text is worth reading for them."""
    label = label_behind(letter, vendor)
    if not near and not label and not letter.mine:
        return Names()  # a friend's mailbox: the employers a friend speaks of are not whose mail it is
    titled = near or any(is_title_word(word) for word in subject.split())
    parts = from_subject(subject, vendor, near=near) if titled else {}
    if not near and not letter.mine:
        return Names(_near_label(letter, text, signature, label) or None, parts.get("role"), parts.get("requisition"))
    flat = " | ".join(paragraphs(straight(text[:_CAP])))
    role, requisition = _role(flat, parts.get("role"), parts.get("requisition"))
    if kind in ("personal", "thank_you") and not label and not letter.mine and vendor is None:
        return Names(None, role, requisition)  # a friend's mailbox again: only the job is told
    role, house = parted(role, flat)
    house = house or (house_beside(role, flat) if role else None)
    claims = _claims(letter, text, signature, flat, vendor, label, parts.get("organisation"), role, house)
    if label and kind != "auto_reply_away" and not letter.mine:  # of one's own letters only what is written there
        claims.add(_written(letter, label), 0.5, written=False)
    organisation, weight = claims.best()
    if weight < 3.0:
        organisation = None
    if role and organisation and role.lower().startswith(f"{organisation.lower()} "):
        role = re.sub(r"^(?:for|as)(?: (?:the|an?|our))? ", "", role[len(organisation) + 1 :])
    if role and organisation:
        role = re.sub(rf"\s*(?:,|/|-|–|\bat) {re.escape(organisation)}$", "", role, flags=re.IGNORECASE) or role
    if role is None and organisation and vendor is not None:
        role = titled_above(text[:_CAP], organisation)
    if role is None or not looks_like_role(role):
        lone = lone_title(subject, flat)
        role = lone if lone and lone != organisation else role
    if role and role == organisation:
        role = None
    return Names(organisation, role, requisition)


def _claims(
    letter: Letter,
    text: str,
    signature: str,
    flat: str,
    vendor: Vendor | None,
    label: str,
    told: str | None,
    role: str | None,
    house: str | None,
) -> Claims:
    portal = False
    people = {letters(to.name) for to in letter.to} | {""}
    if _is_person(letter.sender, vendor) and is_personal_name(letter.sender.name) and is_human_name(letter.sender.name):
        people.add(letters(letter.sender.name))
    bodied = list(from_body(flat))
    if _is_portal(letter, label, bodied, house):
        told = None if told and matches_label(told, label) else told
        label, portal = "", True
    elif told and label and is_machine(letter.sender) and matches_label(told, label) and _is_anothers(letter.sender.name, label):
        told, label = None, ""
    claims = Claims(label, frozenset(people), team=vendor is not None or portal)
    claims.add(house, 6)
    claims.add(told, 9, team=True)
    for name, weight in bodied:
        claims.add(name, weight)
    if label and not letter.mine:
        places = (letter.sender.name, signature, letter.body[:_CAP], letter.subject)
        claims.add(written_name(places, label) or spoken_name(letter.body[:_CAP], label), 4)
    if not letter.mine:
        lines = [*signature_lines(letter.body, text), *signature.splitlines()]
        for name, weight in from_signature(lines, letter.sender, role):
            claims.add(name, weight)
        if not portal:
            _add_sender(claims, letter, vendor)
    return claims


def _is_anothers(name: str, label: str) -> bool:
    """Does the display name of a portal's mailbox name a house that is not the portal ("Cedar Ridge ISD" at k12apply)?"""
    house = clean_organisation(name, team=True)
    return house is not None and len(house.split()) > 1 and not matches_label(house, label)


def _is_portal(letter: Letter, label: str, bodied: list[tuple[str, float]], house: str | None) -> bool:
    """Does a machine write for an employer whom it names, and who is not the owner of its mailbox?"""
    if letter.mine or not label or not is_machine(letter.sender):
        return False
    told = {matches_label(name, label) for name, weight in bodied if weight >= _PLAINLY and is_nameable(name)}
    return told == {False} or (house is not None and not matches_label(house, label))


def _near_label(letter: Letter, text: str, signature: str, label: str) -> str:
    """In a letter about nothing: the signature's name for what the domain names, else the domain's words."""
    if not letter.mine and (
        name := written_name((letter.sender.name, signature, letter.body[:_CAP], letter.subject), label)
    ):
        return name
    if not letter.mine and (name := spoken_name(letter.body[:_CAP], label)):
        return name
    lines = (*signature_lines(letter.body, text), *signature.splitlines())
    signed = any(label.startswith(word[:3]) for line in lines if len(line) < 90 for word in line.lower().split() if len(word) > 2)
    for name, weight in from_signature(list(lines), letter.sender, None) if signed else ():
        if weight >= _SIGNED and is_nameable(name) and letters(label)[:3] == letters(name)[:3] and len(name.split()) < 6:
            return name  # "University of Bunyip" behind unibunyip
    start = letters(label)[:4]
    for line in lines:
        if len(line) < 90 and start in letters(line):
            for name, _ in from_signature([letter.sender.name, line], letter.sender, None):
                if matches_label(name, label) and is_nameable(name) and len(name.split()) < 6:
                    return name
    return _written(letter, label)


def _written(letter: Letter, label: str) -> str:
    return written_label(label, frozenset(letters(part) for part in _other_side(letter).name.split()))


def _other_side(letter: Letter) -> Address:
    return letter.to[0] if letter.mine and letter.to else letter.sender


def label_behind(letter: Letter, vendor: Vendor | None) -> str:
    """The other side's own part of its domain; "" for mailbox providers, vendors and people's own domains."""
    other = _other_side(letter)
    label = label_of(other.email, vendor if not letter.mine else None)
    return "" if not label or _is_private(other.name, other.email, label) else label


@lru_cache(4096)
def _is_private(name: str, email: str, label: str) -> bool:
    """Is the domain a provider's of mailboxes, or a person's own?"""
    if "mail" in label or label.endswith(("post", "box")):
        return True
    return not is_shared(Address(name, email)) and _is_family(name, label)


def _is_family(name: str, label: str) -> bool:
    """Is the domain the sender's own name (`dana@whitfield.example`)? Then it names no employer."""
    plain = letters(label)
    parts = [letters(part) for part in name.replace("-", " ").split()]
    return bool(parts) and (
        plain in parts
        or plain in "".join(parts)
        or ("family" in plain)
        or (len(parts) > 1 and plain == parts[-1] + parts[0])
    )


def _add_sender(claims: Claims, letter: Letter, vendor: Vendor | None) -> None:
    """What the envelope says: display name, local part, tenant in a link."""
    sender = letter.sender
    personal = _is_person(sender, vendor)
    if (
        sender.name
        and (vendor is None or "display" in vendor.employer)
        and not (personal and not (is_machine(sender) or is_shared(sender)))
    ):
        for name, weight in from_display(sender, vendor):
            claims.add(name, team=True, weight=weight + (1.5 if vendor and vendor.employer[:1] == ("display",) else 0))
    elif personal and any(mark in sender.name for mark in (" at ", " from ", " via ", " @ ")):
        for name, weight in from_display(sender, vendor):
            claims.add(name, weight)
    if vendor is None:
        return
    if "tenant" in vendor.employer:
        claims.add(from_tenant(vendor, letter.body[:_CAP]), 3, written=False)
    if "local" in vendor.employer:
        claims.add(from_local(sender), 3.2, written=False)


def _is_person(sender: Address, vendor: Vendor | None) -> bool:
    """Does a person write from a mailbox of their own? At some vendors even the local part is the employer's."""
    if is_machine(sender) or is_shared(sender) or (vendor is not None and "local" in vendor.employer):
        return False
    return is_human_name(sender.name) or is_own_mailbox(sender.name, sender.email)


def from_subject(subject: str, vendor: Vendor | None, near: bool) -> dict[str, str]:
    """Names the subject's shape gives, from the first shape whose parts are plausible."""
    if near and (role := foreign_subject(subject)):
        return {"role": role}
    words = frozenset(subject.lower().split())
    shapes = (*(vendor.shapes if vendor else ()), *senders().shapes)
    for shape in shapes:
        if not shape.words <= words or (found := shape.match(f"{subject} ")) is None:
            continue
        parts = found.groupdict()
        kept = {name: value for name in ("organisation", "requisition", "name") if (value := parts.get(name))}
        if " at " in kept.get("organisation", ""):
            kept["organisation"] = kept["organisation"].rpartition(" at ")[2]  # "Your application to Reed Voicer at Plainsong Organs"
        if "organisation" in kept and (not is_nameable(kept["organisation"]) or _is_role(kept["organisation"])):
            continue
        if written := parts.get("role"):
            role, number = clean_role(written)
            if role is None or not (looks_like_role(role) or (shape.sure and role[0].isupper()) or _is_short_for_a_job(role, subject)):
                continue
            kept |= {"role": role} | ({"requisition": number} if number else {})
        if kept and (near or "role" in kept):
            return kept
    return _titled_part(subject) if near else {}


_PARTS = re.compile(r"\s+(?:\|+|[:/-])\s+")
_LEVELS = frozenset("i ii iii iv v 1 2 3 4 sr jr rep".split())


def _titled_part(subject: str) -> dict[str, str]:
    """The one part of a subject of no known shape that is a job's title and nothing else: "Notice - Meter Reader"."""
    found: dict[str, str] = {}
    for part in _PARTS.split(subject):
        role, number = clean_role(part)
        words = role.split() if role else []
        named = [word for word in words if word.lower() not in _LEVELS] or words
        titled = bool(words) and all(not word[0].islower() or word in ("of", "and", "for") for word in words)
        if role and titled and (is_title_word(named[-1]) or words[-1].lower() == "rep"):
            if found:
                return {}
            found = {"role": role} | ({"requisition": number} if number else {})
    return found


def _is_short_for_a_job(role: str, subject: str) -> bool:
    """A post named by its first letters: "SNA" in "Interview - SNA post"."""
    return role.isupper() and 1 < len(role) < 6 and re.search(rf"\b{re.escape(role)} (?:position|role|post|job|vacancy)\b", subject) is not None


def _is_role(name: str) -> bool:
    return looks_like_role(name) and not is_nameable(name)


def _role(flat: str, told: str | None, number: str | None) -> tuple[str | None, str | None]:
    """The job the text states most clearly; the subject's word counts as one of them."""
    found: dict[str, tuple[str, float, str | None]] = {}
    if told:
        told = unplaced(told, flat)
        found[letters(told)] = (told, 5.5 if looks_like_role(told) else 4.5, number)
    for place, (role, requisition, stated) in enumerate(roles_in(flat)):
        if place > 24:
            break
        key = letters(role)
        if role.islower():
            stated -= 2  # "as a volunteer" beside "the Workshop Supervisor"
        known = found.get(key)
        found[key] = (
            (known[0], known[1] + stated / 2, known[2] or requisition)
            if known
            else (role, stated - place * 0.05, requisition)
        )
    if not found:
        return None, number
    role, weight, requisition = max(found.values(), key=lambda entry: entry[1])
    return (role, requisition or number) if weight >= 2.7 else (None, number)
