"""Whose mail it is: every place where an employer's name may stand speaks for it, and the best attested name wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from afterword.reading.kinds.domains import matches_label
from afterword.reading.kinds.labels import spells
from afterword.reading.kinds.names import (
    AGENCIES,
    clean_organisation,
    has_organisation_word,
    is_personal_name,
    is_title_word,
    letters,
    looks_like_role,
    without_title,
)
from afterword.reading.kinds.senders import Vendor
from afterword.reading.kinds.vocabulary import vocabulary
from afterword.reading.model import Address
from afterword.reading.sentences import blanked

_WORD = r"(?:(?:St|Mt|Dr)\.|[A-Z0-9](?:[\w&'+\u00c0-\u024f/-]|\.(?=\w)){0,40})"
_NAME = rf"({_WORD}(?: (?:(?:&|and|of|the|for|de|la|le|du|des|der|die|und|am|im|y|di|del) ){{0,2}}(?:& )?{_WORD}){{0,5}})"
_JOB = r"(?:position|role|post|job|vacancy|opening|opportunity|internship|apprenticeship|career|careers|employment|application|offer|traineeship|candidacy|contract)"
_JOBS = "position role post job vacancy opening opportunity internship apprenticeship career careers employment application offer traineeship candidacy contract"
_PLACES: tuple[tuple[re.Pattern[str], int, frozenset[str]], ...] = tuple(
    (re.compile(regex), weight, frozenset(cues.split()))
    for regex, weight, cues in (  # the cues are words of which a match holds one
        (rf"\b{_JOB} (?:here )?(?:at|with) (?:the )?{_NAME}", 7, _JOBS),
        (rf"\b{_JOB} (?:\([^()|]{{1,40}}\) )?(?:of|as|for) (?:a |an |the )?[^.|\n]{{2,50}}? (?:at|with) (?:the )?{_NAME}", 7, _JOBS),
        (rf"\b(?:[Aa]ppl(?:ying|ied|y)) (?:to be|for|as) [^.|\n]{{2,50}}? (?:at|with) (?:the )?{_NAME}", 7, "applying applied apply"),
        (rf"\b(?:interviews?|[Hh]eard(?: back)?|[Nn]ews|[Ff]eedback|[Ww]ord)(?: yet| back)? (?:with|at|from) (?:the )?{_NAME}", 4, "interview interviews heard news feedback word"),
        (rf"\b(?:client|employer),? (?:the )?{_NAME}", 7, "client employer"),
        (rf"\b(?:[Ee]mployer|[Cc]ompany|[Oo]rgani[sz]ation|[Ii]nstitution|[Cc]lient|[Dd]istrict|[Ss]chool|[Aa]gency|[Hh]iring company|[Cc]ouncil|[Hh]ospital|[Aa]rbeitgeber|[Uu]nternehmen|[Ee]mployeur|[Ee]ntreprise|[Ee]mpresa): (?:the )?{_NAME}", 7, "employer company organisation organization institution client district school agency council hospital arbeitgeber unternehmen employeur entreprise empresa"),
        (rf"\b{_NAME} (?:(?:has|have) (?:invited|asked|requested)|(?:invited|asked) you|wants you to)\b", 5, "invited asked requested wants"),
        (rf"\b{_NAME} (?:(?:has|have) )?(?:received|reviewed|got) your (?:application|r[\u00e9e]sum[\u00e9e]|CV|cv)\b", 6, "received reviewed got"),
        (rf"\b(?:[Ss]telle|[Bb]ewerbung|[Uu]nterlagen) [^.|\n]{{0,50}}?\b(?:bei|an) (?:der |die |das |dem )?{_NAME}", 5, "stelle bewerbung unterlagen"),
        (rf"\b[Oo]n behalf of (?:the )?(?:team at )?(?:my client,? )?{_NAME}", 6, "behalf"),
        (rf"\b(?:[Hh]ere at|[Jj]oining|[Jj]oin|[Ww]elcome to|[Ii]nterest in (?:joining |working (?:at|for|with) )?|[Cc]onsidering|careers? at|working (?:at|for|with)|[Ww]ork (?:at|for|with)|team at|colleagues at|interview(?:ing|ed)? (?:with|at)) (?:the )?{_NAME}", 5, "here joining join welcome interest considering careers career working work team colleagues interview interviewing interviewed"),
        (rf"\b(?:[Aa]ppl(?:ying|ied|y)|[Aa]pplication) (?:to|at|with) (?:the )?{_NAME}", 5, "applying applied apply application"),
        (rf"\b(?:sent|submitted|forwarded) to (?:the )?{_NAME}", 4, "sent submitted forwarded"),
        (rf"\b(?:I'm|I am|[Mm]y name is|[Tt]his is) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? (?:\w+ ){{0,5}}?(?:at|from|with|for|of) (?:the )?{_NAME}", 5, "i'm i name this"),
        (rf"\bI (?:\w+ ){{0,2}}(?:work|lead|run|recruit|hire|head|manage|look after|am the|am a|am an|am in)\b[^.,|]{{0,50}}? (?:at|for|with) (?:the )?{_NAME}", 5, "work lead run recruit hire head manage look am"),
        (rf"\b(?:[Tt]he|[Yy]our) {_NAME} (?:[Tt]eam|[Hh]iring|[Rr]ecruit|[Tt]alent|[Hh]uman|[Pp]eople|[Cc]areers|[Ii]nterview)", 5, "team hiring recruit recruiting recruitment recruiter recruiters talent human people careers interview interviews interviewing teams"),
        (rf"\b(?:[Ll]eft|with|from|part of|works? (?:at|for)|employed (?:at|by)|worked (?:at|for)) (?:the )?{_NAME}", 2, "left with from part work works employed worked"),
        (rf"\b(?:Unfortunately|Regrettably|Sadly),? (?:the )?{_NAME} (?:has|have|is|are|will|did) ", 5, "unfortunately regrettably sadly"),
        (rf"\b{_NAME} (?:is|are) (?:hiring|looking for|recruiting|growing|expanding|delighted|pleased|excited)", 3, "hiring looking recruiting growing expanding delighted pleased excited"),
        (rf"(?:^|[.!?,|] |[Tt]hat |[Bb]ut |[Aa]nd |[Tt]he ){_NAME} (?:would (?:like|love)|want(?:s|ed)? to|(?:has|have) (?:decided|chosen|offered|come back|said|gone)|passed|said|loved|liked|came back|got back|decided|chose|offered|went with)\b", 5, "would want wants wanted decided chosen offered passed said loved liked came got chose went come gone"),
        (rf"\b(?:phone|call|word|meeting) (?:with|to|from) (?:the )?{_NAME} and (?:they|she|he)", 6, "phone call word meeting"),
        (rf"\b(?:at|with) (?:the )?{_NAME}", 2, "at with"),
    )
)  # fmt: skip
_END = re.compile(r"(?<!St)(?<!Mt)(?<!Dr)(?<!\bRef)(?<!\bReq)(?<!\bNo)\. | \| ")  # no place goes on behind one
_MOST = 8  # names looked at in one kind of place
_JOB_NEXT = re.compile(r" (?:position|role|post|job|vacancy|opening|opportunity|internship)s?\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^\s*(?:kind(?:est)?|best|warm(?:est|ly)?|many|with|all|yours|sincerely|regards|b?rgds|thx|thanks|thank you|cheers|cordially|respectfully|take care|talk soon|see you|until|speak soon|good luck|wishing)\b",
    re.IGNORECASE,
)
_QUOTE_START = re.compile(
    r"^(?:>|-{2,} ?(?:original|forwarded)|on .{5,120} wrote:|from: .+@|_{10,}|le .{5,100} a écrit|am .{5,100} schrieb)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,|\||·|•|/|\u2022| - | at | @ |@ )\s*")
_LEAD_ARTICLE = re.compile(r"^(?:the|team|your friends at|all at|everyone at|from)\s+", re.IGNORECASE)
_AND_CLAUSE = re.compile(
    r" (?:(?:and|for|on|in|by|the) )?(?=(?:I|I'm|I'd|I'll|I've|We're|We'd|We'll|We|You|It|They|Our|The|Your|My|Please|Thank|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b).*$"
)
_TENANT = r"https?://([a-z0-9-]+)\.(?:wd\d+\.)?{host}"


@dataclass(slots=True)
class Claim:
    """One written name and how much speaks for it."""

    name: str
    weight: float
    written: bool = True


class Claims:
    """Names gathered from all places; the same name written longer or shorter is one."""

    def __init__(self, label: str, people: frozenset[str], *, team: bool = False) -> None:
        self._claims: dict[str, Claim] = {}
        self._label = label
        self._people = people
        self._team = team

    def add(self, name: str | None, weight: float, *, written: bool = True, team: bool = False) -> None:
        """`name` was read somewhere, which speaks for it with `weight`."""
        if not name:
            return
        clean = clean_organisation(_AND_CLAUSE.sub("", name), team=team or self._team) or (name if spells(name, self._label) else None)
        if clean is None:
            return
        if self._label and clean.rpartition(" ")[2].lower() in AGENCIES:
            shorter = clean_organisation(clean, team=True)
            clean = shorter if shorter and letters(shorter) == letters(self._label) else clean
        key = letters(clean)
        if not key or key in self._people:
            return
        if self._label and matches_label(clean, self._label):
            weight += 3
        elif is_personal_name(clean) and written and weight < 4:
            weight *= 0.6
        for known, claim in self._claims.items():
            if known.startswith(key) or key.startswith(known):
                claim.weight += weight * 0.5 if claim.weight >= weight else weight - claim.weight * 0.5
                if len(key) > len(known) and self._is_desk(clean, claim.name):
                    return
                if written and (
                    not claim.written or (len(key) > len(known) and len(clean.split()) <= len(claim.name.split()) + 3)
                ):
                    claim.name, claim.written = clean, True
                return
        self._claims[key] = Claim(clean, weight, written)

    def _is_desk(self, longer: str, shorter: str) -> bool:
        """Does the longer name only add a desk of the house ("Recruitment", "People")? An agency's own mailbox is called so."""
        extra = longer.split()[len(shorter.split()) :]
        return " ".join(extra).lower() in vocabulary().after and letters(longer) != letters(self._label)

    def best(self) -> tuple[str | None, float]:
        """The best attested name and its weight."""
        if not self._claims:
            return None, 0.0
        claim = max(self._claims.values(), key=lambda claim: claim.weight)
        return claim.name, claim.weight


def signature_lines(body: str, text: str) -> list[str]:
    """The lines below the sender's last words: the tail of the mail before its quoted part."""
    own = [stripped for line in text[-2000:].splitlines() if (stripped := line.strip())]
    last = body.rfind(own[-1], 0, 20_000) if own else -1
    for line in body[last + len(own[-1]) : last + 1500].splitlines() if own and last >= 0 else ():
        stripped = line.strip()
        if stripped and (_QUOTE_START.match(stripped) or stripped[-1] in ":>"):
            break
        if stripped:
            own.append(stripped)
    return own[-10:]


def from_signature(lines: list[str], sender: Address, role: str | None) -> Iterator[tuple[str, float]]:
    """Names of organisations in a signature, with weights."""
    plain = without_title(sender.name)
    own = letters(plain)
    first = plain.split()[0].lower() if plain.split() else "\0"
    given = {letters(part) for part in plain.split()}
    begun = False
    for line in lines:
        low = line.lower()
        if _CLOSING.match(line) and len(line) < 60:
            begun = True
            if "," not in line.rstrip(",") and len(line.split()) < 5:
                continue
        starts = bool(own) and (
            letters(line)[: len(own)] == own
            or (low.startswith(first) and len(line.split()) < 9 and line[-1:] not in ".!?")
        )
        begun = begun or starts
        if len(line) > 110 or (
            line[-1:] in ".!?" and len(line.split()) > 5 and line.split()[-1].lower() not in vocabulary().legal
        ):
            continue
        weight = 4.0 if begun else 1.5
        for part in _SPLIT.split(line):
            if (
                not part
                or len(part) > 60
                or any(char.isdigit() for char in part[:1])
                or "www" in part
                or "http" in part
            ):
                continue
            name = _LEAD_ARTICLE.sub("", part)
            if (
                letters(name) == own
                or _CLOSING.match(part)
                or (looks_like_role(name) and is_title_word(name.split()[-1] if name.split() else ""))
            ):
                continue
            parts = name.lower().split()
            if (role and letters(name) == letters(role)) or (len(parts) > 1 and is_title_word(parts[0]) and parts[1] in ("for", "of", "in")):
                continue
            if (
                not parts
                or parts[0] == first
                or letters(name) in given
                or (looks_like_role(name) and not has_organisation_word(parts))
            ):
                continue
            yield name, weight + (1.0 if has_organisation_word(parts) else 0.0)


def from_body(flat: str) -> Iterator[tuple[str, float]]:
    """Names the text itself gives the employer; `flat` has its lines joined, paragraphs parted by ` | `."""
    said = [(piece, frozenset(blanked(piece).replace("-", " ").split())) for piece in _END.split(flat)]
    for regex, weight, cues in _PLACES:
        near = (found for piece, heard in said if not cues.isdisjoint(heard) for found in regex.finditer(piece))
        for found in islice(near, _MOST):
            name = found.group(1)
            if _JOB_NEXT.match(found.string, found.end()):
                continue
            if not looks_like_role(name) or has_organisation_word(name.lower().split()):
                yield name.rstrip(".,"), float(weight)


def from_display(sender: Address, vendor: Vendor | None) -> Iterator[tuple[str, float]]:
    """The display name of a machine or shared mailbox is its employer's ("Wise Careers", "X @ icims", "HR@Bayer.com")."""
    name = sender.name
    for noise in vendor.display_noise if vendor else ():
        name = re.sub(re.escape(noise), " ", name, flags=re.IGNORECASE)
    name, tenant = " ".join(name.split()), letters(sender.email.partition("@")[0].partition("+")[0])
    if "@" in name and " " not in name:
        name = name.partition("@")[2].partition(".")[0]
    for split in (" via ", " from ", " at ", " @ ", " | ", " - "):
        if split in name:
            left, _, right = name.partition(split)
            if split in (" at ", " @ ") and len(tenant) > 3 and letters(left).startswith(tenant):
                right = left  # "Grenadine Systems @ hirepost" <grenadine+jobs@...>
            name = left if split in (" via ", " | ", " - ") else right
    if vendor is None or letters(name) != letters(vendor.name):
        yield name, 5.0


def from_local(sender: Address) -> str:
    """The tenant in a local part: `capitalone@myworkday.com`, `acme+autoreply@talent.icims.com`."""
    local = sender.email.partition("@")[0].partition("+")[0]
    if local in vocabulary().machines or local in vocabulary().shared or "reply" in local:
        return ""
    return local.replace("-", " ").replace("_", " ").replace(".", " ").title()


def from_tenant(vendor: Vendor, body: str) -> str:
    """The tenant in a link to the vendor: `https://mimecast.wd5.myworkdayjobs.com`."""
    for host in vendor.tenants:
        if found := re.search(_TENANT.format(host=re.escape(host)), body):
            return found.group(1).replace("-", " ").title()
    return ""
