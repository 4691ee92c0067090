"""How the user knows somebody, from their own words, card categories and relations, and from a shared past."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from afterword.facts import handles as h
from afterword.facts.kinds import Card, Connection, Identity, Message, Position, Tie
from afterword.facts.late import late
from afterword.story.entries import learnt_day
from afterword.story.hiring import hires
from afterword.story.model import Job, Me, Tied, Told

_LABELS: tuple[tuple[str, str], ...] = (
    (r"(?:former|ex|old|previous)[ _-]*(?:boss|manager|supervisor|chief|line manager)", "former_boss"),
    (r"(?:boss'?s boss|boss superior|skip[ _-]?level|superior)", "boss_superior"),
    (r"(?:former|ex|old|past|previous)[ _-]*(?:co-?workers?|colleagues?|workmates?|team ?mates?)", "former_coworker"),
    (r"(?:co-?workers?|colleagues?|workmates?|team ?mates?|work friends?)", "coworker"),
    (
        (r"(?:family|relatives?|relations?|kin|mother|father|parents?|mum|mom|dad|brother|sister|siblings?|uncle|aunt|auntie|cousin|"
        r"nephew|niece|grand(?:mother|father|ma|pa|parent)|son|daughter|child(?:ren)?|spouse|wife|husband|partner|"
        r"(?:mother|father|brother|sister|son|daughter)[ -]in[ -]law|in-?laws?|godmother|godfather)"),
        "relative",
    ),
    (r"(?:friends?|close friends?|best friends?)", "friend"),
    (r"(?:mentors?|coach(?:es)?)", "mentor"),
    (r"(?:recruiters?|head ?hunters?|agency|agencies)", "recruiter"),
    (r"(?:alumni|alumna|alumnus|classmates?|college|university|school friends?)", "alumni"),
    (
        (r"(?:professionals?|hair ?(?:dresser|stylist)s?|barber|stylist|dentists?|dental|doctor|gp|accountant|physio\w*|trainer|therapist|"
        r"lawyer|solicitor|vet|optician|masseuse|massage|tailor|realtor|plumber|mechanic|nanny|gardener|chiropractor|services?)"),
        "professional",
    ),
    (r"(?:bosses|boss|managers?)", "former_boss"),
)
_PATTERNS = tuple((late(rf"^(?:my )?{pattern}(?: of)?$", re.IGNORECASE), tie) for pattern, tie in _LABELS)
_RETIRED = late(r"\b(retired|former(?:ly)?|ex-|emeritus|pensioner|until (?:19|20)\d\d|left in (?:19|20)\d\d|used to work)\b", re.IGNORECASE)
_MY_BOSS = late(r"\b(?:was |is )?my (?:former |old |ex-?|first |last )?(?:boss|manager|supervisor|line manager)\b", re.IGNORECASE)
_RECRUITS = late(r"\b(recruit\w*|head ?hunt\w*|talent (?:acquisition|partner|scout|sourc\w*)|sourcer|staffing|executive search)\b", re.IGNORECASE)
_HIRES = late(
    r"\b(talent|sourc\w*|resourc\w*|search|selection|personnel|hr|hrbp|human resources?|people|careers?|headhunt\w*|consult\w*|partners?|agency|account|client|delivery|principal|associates?|advis[eo]r\w*|candidates?|"
    r"placements?|employment|jobs?|workforce|temps?|executive)\b",
    re.IGNORECASE,
)
"""Titles and names of firms behind which a recruiter may stand."""
_UNTIL = late(r"\b(?:until|to|in|till)\s+((?:19|20)\d\d)\b")


def tie_of(label: str) -> str:
    """The tie that a category or relation names; empty where it names none ("Rotary")."""
    words = label.strip().strip("*_!<>$: ").replace("’", "'")
    singular = re.sub(r"(?:(?<=ss)e)?s\b", "", words)
    return next((tie for pattern, tie in _PATTERNS if pattern.match(words) or pattern.match(singular)), "")


def retired(*words: str) -> bool:
    """Do title or note say that they no longer work there?"""
    return any(_RETIRED.search(text[:500]) for text in words if text)


def ties(told: Sequence[Told], mine: frozenset[str], me: Me) -> tuple[Tied, ...]:
    """Every tie with its evidence; the user's own word first, then the newest."""
    found: list[tuple[int, Tied]] = []
    said = {one.fact.id: one.fact.at for one in told}
    for one in told:
        body, fact = one.fact.body, one.fact
        learnt = learnt_day(fact, me.zone)
        if isinstance(body, Tie) and body.tie and body.knows is None:
            found.append((0, Tied(body.tie, body.organisation, learnt, fact.id, f"tie {body.tie}", fact.origin, body.until)))
        elif isinstance(body, Card):
            found += [(1, tied) for tied in _on_card(body, fact.id, fact.origin, learnt)]
        elif isinstance(body, Message) and one.reading is not None and body.sender.email not in me.emails:
            recruiting = one.reading.kind == "recruiter_outreach" and not one.reading.bulk and hires(body, one.reading, me) and not _for_the_own_team(one)
            if recruiting and h.email_handle(body.sender.email) in mine:
                found.append((2, Tied("recruiter", one.reading.organisation or "", learnt, fact.id, body.subject, fact.origin)))
    found += [(3, tied) for tied in _by_trade(told, mine, me)]
    best: dict[str, Tied] = {}
    for _, tied in sorted(found, key=lambda f: (f[0], -f[1].learnt.toordinal(), -said.get(f[1].fact, 0), f[1].fact)):
        first = best.setdefault(tied.tie, tied)
        if first is not tied:  # what the newest word leaves open, an older one tells: the place, and with the same place its end
            same = not first.organisation or not tied.organisation or h.squeezed(first.organisation) == h.squeezed(tied.organisation)
            best[tied.tie] = Tied(
                first.tie, first.organisation or tied.organisation, min(first.learnt, tied.learnt), first.fact, first.quote,
                first.origin, first.until or (tied.until if same else None),
            )  # fmt: skip
    return tuple(best.values())


def _for_the_own_team(one: Told) -> bool:
    """Is the first mail about a role signed by somebody who would be one's colleague or boss there, and recruits nobody by trade?"""
    signed = next((p for p in one.reading.people if p.source != "text" and p.title), None) if one.reading else None
    words = f"{signed.title} {signed.organisation or ''}" if signed else ""
    return signed is not None and not _RECRUITS.search(words) and not _HIRES.search(words)


def _by_trade(told: Iterable[Told], mine: frozenset[str], me: Me) -> Iterator[Tied]:
    """Whoever recruits by trade and has written is a recruiter; a mere connection with that title is not."""
    facts = list(told)
    wrote = any(
        isinstance(t.fact.body, Message) and {h.email_handle(t.fact.body.sender.email), h.slug_handle(t.fact.body.sender.email)} & mine
        for t in facts
    )  # fmt: skip
    for one in facts if wrote else ():
        body = one.fact.body
        title = body.position if isinstance(body, Connection) else body.title if isinstance(body, Card) else ""
        if _RECRUITS.search(title):
            place = body.company if isinstance(body, Connection) else getattr(body, "organisation", "")
            yield Tied("recruiter", place, learnt_day(one.fact, me.zone), one.fact.id, title, one.fact.origin)


def _on_card(card: Card, fact: str, origin: str, learnt: date) -> Iterator[Tied]:
    labels = [(category, f"in the group {category}") for category in card.categories]
    labels += [(relation, f"{relation} {name}".strip()) for relation, name in card.related]
    until = _UNTIL.search(card.note)
    for label, quote in labels:
        if tie := tie_of(label):
            ended = date(int(until[1]), 12, 31) if until and tie in ("former_boss", "former_coworker") else None
            yield Tied(tie, card.organisation, learnt, fact, quote, origin, ended)
    if _MY_BOSS.search(card.note[:500]):
        yield Tied("former_boss", card.organisation, learnt, fact, card.note.strip()[:200], origin)


def jobs(told: Iterable[Told], me: Me) -> tuple[Job, ...]:
    """Where they work and worked, the newest observation first. One employer seen again and again is one job."""
    seen: list[tuple[tuple[int, int], Job]] = []
    for one in told:
        body, fact = one.fact.body, one.fact
        learnt = learnt_day(fact, me.zone)
        rank = (fact.learnt or fact.at, fact.at)
        if isinstance(body, Card) and body.organisation:
            gone = retired(body.title, body.note)
            seen.append((rank, Job(body.organisation, body.title, learnt, fact.id, fact.origin, gone)))
        elif isinstance(body, Connection) and body.company:
            exported = body.exported.toordinal() * 86_400_000_000 if body.exported else 0
            seen.append(((exported or rank[0], fact.at), Job(body.company, body.position, learnt, fact.id, fact.origin)))
        elif isinstance(body, Identity) and not body.me and body.organisation:
            gone = body.left is not None or retired(body.title, body.note)
            seen.append((rank, Job(body.organisation, body.title, learnt, fact.id, fact.origin, gone, body.left)))
        elif isinstance(body, Position) and body.person is not None:
            seen.append((rank, Job(body.organisation, body.title, learnt, fact.id, fact.origin, bool(body.finished))))
    seen.sort(key=lambda s: (s[0], s[1].fact), reverse=True)
    return tuple(job for _, job in seen)


def mail_job(told: Iterable[Told], mine: frozenset[str]) -> tuple[str, str]:
    """Employer and title as the person's own newest mails show them: signature first, then the domain's name."""
    organisation = title = ""
    for one in sorted(told, key=lambda t: -t.fact.at):
        body = one.fact.body
        if not isinstance(body, Message) or one.reading is None or h.email_handle(body.sender.email) not in mine:
            continue
        signed = next((p for p in one.reading.people if p.source != "text"), None)
        if signed is not None:
            title = title or signed.title or ""
            organisation = organisation or signed.organisation or ""
        domain = h.domain_handle(body.sender.email)
        if not organisation and domain and one.reading.organisation and h.fits(domain, one.reading.organisation):
            organisation = one.reading.organisation
        if organisation and title:
            break
    return organisation, title
