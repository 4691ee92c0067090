"""Names in running English: people, organisations and roles, found by their place in a sentence and their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.facts.late import late

_TOKEN = late(r"[^\W_](?:[\w'-]|\.(?=\w))*\+?|&|\+")
_PARTICLES = frozenset("de van von der den da di del della la le bin al ter ten dos du af av zu ibn el".split())
_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame rev father sister".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun january february "
    "march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "christmas easter thanksgiving ramadan diwali".split()
)
# Capitalised, but nobody's name; and what sentences begin with.
_COMMON = frozenset(
    "i i'm i've i'd i'll we we're we've we'd we'll you you're you've you'd you'll he he's he'd he'll she she's she'd she'll it it's they "
    "they're they've they'd they'll them the a an this that that's these those there there's here here's my your our his her their its "
    "me us him and or but so if when while where who whom what which why how as at in on by for from to of with without about after "
    "before since until till than then also although though because however meanwhile unfortunately sadly hopefully maybe perhaps just now "
    "today tomorrow yesterday tonight soon later next last first second new old another any all both each every everyone everybody "
    "anyone anybody someone somebody nobody no none not yes yeah yep ok okay oh ah well sure please thanks thank thankyou cheers hi hello "
    "hey dear hiya morning afternoon evening good great lovely nice happy glad sorry welcome congratulations congrats best kind "
    "kindest warm warmest regards wishes yours sincerely love let let's could would can will should shall may might must do does did don't "
    "doesn't didn't is are was were am be been being have has had having haven't isn't aren't wasn't won't can't couldn't "
    "wouldn't shouldn't meet met see saw say said tell told ask asked call called speak spoke talk talked write wrote send sent give gave get got go "
    "went come came take took make made look looking looked know knew think thought hope hoping hoped feel felt find found "
    "bring put run runs work works worked join joined leave leaving left move moving start starting introduce introducing introduced adding "
    "copying copied cc cc'd cced ccd cv cvs resume hr it ceo cto cfo coo vp md phd ps pps fyi re fwd fw eod cob asap am pm gmt bst est pst cet "
    "linkedin zoom teams skype google facetime whatsapp calendly email e-mail mail phone telephone mobile english french german spanish dutch "
    "right hmm haha wow gosh listen anyway anyhow fair brilliant perfect wonderful absolutely definitely certainly actually honestly basically btw lol wait indeed super awesome fab "
    "intro introduction interview application offer job role position post vacancy call meeting chat coffee lunch zoom regarding "
    "following further given having enclosed attached delighted pleased grateful thrilled excited being during once still only even "
    "out over under up down off very really too much many more most some few one two three four five six seven eight nine ten mum mom dad aunt uncle "
    "careful beware tried trying try watch note mind reminder god kia ora dentist hairdresser hairstylist neighbour neighbor cousin boss colleague doctor landlord friend mentor withdrew withdrawn accepted declined rejected turned applied ran bumped caught rang phoned texted emailed messaged heard remember reminded remind owe owes promised offered agreed interviewed visited sat passed chatted coffee zoom zoomed signed submitted received waiting expecting need needs want wants quit retired resigned prefer prefers never always informational cancelled canceled postponed missed left told recommended mentioned kindly apologies question questions quick subject dates times mr mrs ms".split()
)
_ROLE_NOUNS = frozenset(
    "director manager engineer head officer lead leader assistant editor designer developer analyst coordinator co-ordinator president "
    "chair chairman chairwoman partner producer buyer planner recruiter supervisor chief secretary curator teacher nurse consultant "
    "architect scientist researcher writer administrator specialist associate technician operator intern accountant clerk "
    "executive representative advisor adviser librarian professor principal owner founder co-founder foreman driver chef baker cook gardener "
    "carpenter electrician bookkeeper receptionist controller treasurer strategist programmer tester trainer tutor lecturer keeper "
    "conservator cartographer surveyor inspector auditor paralegal lawyer solicitor barrister counsel therapist pharmacist dentist "
    "hygienist veterinarian ranger warden captain pilot mechanic machinist welder joiner builder attendant host hostess "
    "bartender barista server steward photographer illustrator animator copywriter journalist reporter publisher bookseller "
    "archivist translator interpreter musician conductor organist actor dramaturg stagehand seamstress tailor weaver potter glazier "
    "plumber roofer mason farmer grower agronomist forester beekeeper vintner brewer distiller sommelier concierge dispatcher "
    "merchandiser marketer fundraiser campaigner organiser organizer liaison ambassador trustee apprentice trainee fellow "
    "superintendent overseer custodian caretaker janitor cleaner porter guard midwife carer counsellor counselor psychologist sociologist "
    "economist statistician mathematician physicist chemist biologist geologist botanist meteorologist astronomer hand setter maker "
    "generalist expert agent broker underwriter actuary teller cashier stylist hairdresser barber hairstylist".split()
)
_ORG_LINKS = frozenset("& and of the for de du la +".split())
_ORG_FOR = frozenset(
    "institute centre center society foundation council school trust academy campaign association alliance museum office bureau agency fund".split()
)
_ORG_TAILS = frozenset(
    "sons daughters co company partners associates brothers sisters bros inc ltd llc plc gmbh".split()
)
_ORG_WORDS = frozenset(
    "inc ltd llc plc gmbh ag bv co corp company group labs lab studio studios press university college school hospital "
    "museum gallery theatre theater library institute foundation trust society association council house hall works systems "
    "software technologies technology partners bank books foods farm farms farmers farms brewery bakery bakers shipyards shipyard yard "
    "observatory apiaries dental clinic arts design designs media records consulting solutions services industries holdings "
    "airlines airways rail energy water motors pharma pharmaceuticals capital insurance legal architects engineering "
    "publishing publishers academy centre center orchestra opera ballet gardens garden nursery vineyard estate hotel inn "
    "lodge cafe kitchen market stores store shop mill mills logistics freight".split()
)


def tokens(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The words of `text` from `start` on, with their places."""
    return _TOKEN.finditer(text, start)


def bare(word: str) -> str:
    """A word without its possessive."""
    for tail in ("'s", "'S", "s'"):
        if word.endswith(tail) and len(word) > len(tail) + 1:
            return word[: -len(tail)] if tail != "s'" else word[:-1]
    return word.strip("'-")


# Common words that are also given names or surnames: names only beside another name.
_EITHER = frozenset(
    "will may april june august hope love best good young march grace mark bill rose dawn new west north may".split()
)


def _named(word: str, *, beside: bool = False) -> bool:
    """May this word be part of somebody's name? `beside`: it stands next to another name."""
    if not word[0].isupper():
        return False
    low = word.lower()
    if beside and low in _EITHER:
        return True
    return low not in _COMMON and low not in _CALENDAR and not word[0].isdigit()


def person_at(text: str, start: int) -> tuple[str, int]:
    """The person's name that begins at `start` (blanks and titles skipped), with the place where it ends; else ''."""
    parts: list[str] = []
    end = start
    pending: list[str] = []
    for match in tokens(text, start):
        word, gap = match.group(), text[end : match.start()]
        joined = (
            gap in {" ", ""}
            or (gap == ". " and parts and len(parts[-1]) == 1)
            or (gap == "." and match.start() - 1 == end)
        )
        if not parts and word.lower() in _TITLES and gap.strip() == "":
            end = match.end() + (text[match.end() : match.end() + 1] == ".")
            continue
        if not joined and gap.strip():
            break
        if _named(word, beside=bool(parts) or _more(text, match.end())):
            parts += [*pending, bare(word)]
            pending, end = [], match.end()
            if bare(word) != word or len(parts) >= 5:
                break
        elif parts and word in _PARTICLES:
            pending.append(word)
            end = match.end()
        else:
            break
    if not parts or (len(parts) == 1 and len(parts[0]) < 2) or parts[-1].lower() in _ROLE_NOUNS:
        return "", start
    if parts[-1].lower() in _ORG_WORDS and len(parts) > 1:
        return "", start
    name = " ".join(parts)
    return name, text.find(parts[-1], start) + len(parts[-1])


def people_in(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """The people's names in `text[start:end]`, in order: capitalised, not a day, not after 'at' (an organisation)."""
    found: list[str] = []
    stop = len(text) if end is None else end
    place, before = start, ""
    for match in tokens(text, start):
        if match.start() >= stop:
            break
        word = match.group()
        free = match.start() >= place and _named(word)
        of_whom = (
            before in {"from", "of"}
            and bool(found)
            and text[:place].endswith(found[-1].split()[-1])
            and match.start() - place < 8
        )
        if free and (of_whom or before in {"at", "inside", "joined", "joining", "of", "the"}):
            _, place = organisation_at(text, match.start())
        elif free:
            name, place = person_at(text, match.start())
            organisation, end_of_it = organisation_at(text, match.start())
            if end_of_it > match.start() and organisation_like(organisation):
                name, place = "", end_of_it
            if name and name not in found:
                found.append(name)
        before = word.lower()
    return tuple(found)


_CLOCK_LIKE = late(r"\d{1,4}(?:am|pm|st|nd|rd|th|h|k|x|mins?)?")


def organisation_at(text: str, start: int) -> tuple[str, int]:
    """The organisation's name that begins at `start` ('the' and 'a' skipped), with its end; else ''."""
    parts: list[str] = []
    links: list[str] = []
    end = last = start
    for match in tokens(text, start):
        word, gap = match.group(), text[end : match.start()]
        if gap.strip() and not (gap.strip() == "." and parts and len(parts[-1]) <= 2 and parts[-1].lower() != "co"):
            break
        low = word.lower()
        if not parts and low in {"the", "a", "an"} and word[0].islower():
            end = match.end()
            continue
        if not parts and low == "the":
            parts.append(word)
            end = last = match.end()
            continue
        if _CLOCK_LIKE.fullmatch(low):
            break
        if (word[0].isupper() or (word[0].isdigit() and (parts or not word.isdigit()))) and _org_part(word, parts):
            if links and links[-1] == "and" and low not in _ORG_TAILS and not _closes(text, match.end()):
                break
            parts += [*links, word]
            links, end, last = [], match.end(), match.end()
            if word.endswith(("'s", "s'")) and not _more(text, end):
                parts[-1] = bare(word)
                break
        elif (parts and word in _ORG_LINKS and not links and (word != "for" or parts[-1].lower() in _ORG_FOR)) or (
            links and word in {"the", "of"}
        ):
            links.append(word)
            end = match.end()
        else:
            break
    if not parts or parts in (["The"], ["A"]):
        return "", start
    return " ".join(parts).rstrip(".'"), last


def _org_part(word: str, parts: list[str]) -> bool:
    low = word.lower()
    if low in _CALENDAR:
        return bool(parts) and low in {"may", "march", "august", "april", "june"}
    if parts:
        return low not in {"i", "i'm", "i'll", "i'd", "i've", "he", "she", "we", "they", "who", "when", "if", "please"}
    return low not in _COMMON or (len(word) > 1 and word.isupper() and low == "it")


def _more(text: str, end: int) -> bool:
    """Does another capitalised word follow ("Miller's Yard")?"""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _closes(text: str, end: int) -> bool:
    """Does the clause end at `end`? Then "Sable and Fitch" is one name."""
    rest = text[end : end + 2]
    return not rest.strip() or rest[0] in ".,;:!?)\"'"


_AT = late(
    r"\b(?:over at|out at|at|from|with|for|inside|within|of|in|joined|left|joining)\s+(?=(?:the\s+)?[^\W_a-z])"
)
# Before "with" an organisation, not a person, is meant.
_HIRED = late(
    r"\b(?:works?|worked|working|position|role|job|post|application|interview|opening|internship|contract|career|employed|day|started|starting) $",
    re.IGNORECASE,
)


def organisation_like(name: str) -> bool:
    """Does the name say by itself that it is an organisation's ("Fenn & Daughters", "Seagrass Institute")?"""
    words = name.lower().split()
    return (
        "&" in words
        or "+" in words
        or (len(words) > 1 and any(w in _ORG_WORDS for w in (words[-1], words[0])))
        or "of" in words[1:]
    )


def organisation_after(text: str, start: int, reach: int = 120) -> str:
    """The organisation spoken of after `start`: "... at Varley House". 'at' beats 'with' and 'from', these beat 'of'."""
    best: tuple[int, str] = (9, "")
    rank = {
        "at": 0,
        "over at": 0,
        "out at": 0,
        "inside": 0,
        "within": 0,
        "joined": 1,
        "joining": 1,
        "from": 1,
        "with": 2,
        "left": 3,
        "of": 4,
        "for": 3,
        "in": 5,
    }
    for match in _AT.finditer(text, start, min(len(text), start + reach)):
        word = " ".join(match.group().split())
        if ";" in text[start : match.start()] or rank[word] >= best[0]:
            continue
        name, _ = organisation_at(text, match.end())
        if word == "with" and not organisation_like(name) and not _HIRED.search(text, 0, match.start()):
            continue
        if name and not title_like(name) and (word != "in" or name.split()[-1].lower() in _ORG_WORDS):
            best = (rank[word], name)
    return best[1]


_ROLE_STOP = frozenset(
    "at with in on from by until since who and but that which to after before starting posted advertised listed i we you he she they is was are "
    "has have had for you this your our my as if when because so there here".split()
)
_ROLE_END = frozenset("position role job post vacancy opening opportunity application posting".split())


def role_at(text: str, start: int, most: int = 7) -> str:
    """The role that begins at `start` ('the', 'a', 'our' skipped): capitalised words, or lower-case ones up to a stop word."""
    parts: list[str] = []
    end = start
    capitals = False
    for match in tokens(text, start):
        word, gap = match.group(), text[end : match.start()]
        low = word.lower()
        if (
            parts
            and gap.strip()
            and not (gap.strip() in {"/", "-", "("} or (gap == ", " and capitals and _role_goes_on(text, match)))
        ):
            break
        if (
            not parts
            and low in {"the", "a", "an", "our", "your", "their", "its", "new", "any"}
            and gap.strip() in {"", '"'}
        ):
            end = match.end()
            continue
        if not parts and gap.strip() not in {"", '"', ":", "'"}:
            break
        if low in _ROLE_END or (low in _ROLE_STOP and word[0].islower()) or low in _CALENDAR or len(parts) >= most:
            break
        if parts and capitals and word[0].islower() and low not in {"of", "and", "the", "de", "to", "&"}:
            break
        capitals = capitals or word[0].isupper()
        parts.append(
            text[end : match.start()].lstrip('" :').replace(" ", "") + word if gap.strip() in {"/", "("} else word
        )
        end = match.end()
    while parts and parts[-1].lower() in {"of", "and", "the", "&", "for"}:
        parts.pop()
    return " ".join(parts)


def _role_goes_on(text: str, match: re.Match[str]) -> bool:
    """After a comma: is it still the title ("Editor, Research")? Only when the next word is capitalised and ends the clause."""
    return match.group()[0].isupper() and _closes(text, match.end()) and match.group().lower() not in _COMMON


_ROLE_FRAMES = (
    re.compile(r"\b(?:position|post|role|job|vacancy|opening|title) (?:of|as)(?: (?:an?|the|your))? (?=\w)"),
    re.compile(
        r"\b(?:for|about|regarding|on|to|in|with|fill|re:?) (?:the|your|an?|our|this) (?=[^.?!;:]{2,60}? (?:position|post|role|job|vacancy|opening)\b)"
    ),
    re.compile(r"\bthe (?=[A-Z][^.?!;:]{2,60}? (?:position|post|role|job|vacancy|opening)\b)"),
)
_EMPTY_ROLES = frozenset(
    "open advertised vacant available same new dream first next good great ideal perfect full-time part-time permanent temporary current previous "
    "right other a the this that your above exact".split()
)


def role_in(text: str) -> str:
    """The role named in a sentence: "the position of Props Buyer", "the Supply Planner job"."""
    for index, frame in enumerate(_ROLE_FRAMES):
        for match in frame.finditer(text):
            role = role_at(text, match.end())
            if not role or role.lower() in _EMPTY_ROLES or not _role_like(role, explicit=index == 0):
                continue
            return role
    return ""


def _role_like(role: str, *, explicit: bool) -> bool:
    words = role.split()
    return (
        explicit
        or words[-1].lower() in _ROLE_NOUNS
        or all(w[0].isupper() for w in words if len(w) > 3)
        or len(words) <= 3
    )


def title_like(role: str) -> bool:
    """Do these words name a job (their last or first word is one)?"""
    words = role.lower().split()
    return bool(words) and (
        words[-1] in _ROLE_NOUNS or words[0] in _ROLE_NOUNS or any(w in _ROLE_NOUNS for w in words[:3])
    )


def is_name(word: str) -> bool:
    """Could this word be somebody's name (capitalised, no day, no common word)?"""
    return bool(word) and _named(word)


def same_person(one: str, two: str) -> bool:
    """May these two names be the same person's? A part of the one in the other is enough."""
    first, second = re.findall(r"\w+", one.lower()), re.findall(r"\w+", two.lower())
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return set(short) <= set(long) or (
        len(first) > 1 and len(second) > 1 and first[0] == second[0] and first[-1] == second[-1]
    )
