"""Text into sentences: the unit in which everything else in this room is read and quoted.

A newline inside a paragraph is taken for a wrap, not an end, unless the line was plainly ended by hand: a list item, a
greeting, a sign-off, or a line that stops well short of the width at which the text wraps. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Pairs, not a translation table: most marks are missing from most texts, and looking for them is what is quick.
_PLAIN = (
    *((mark, "'") for mark in "\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc"),
    *((mark, '"') for mark in "\u201c\u201d\u201e\u201f\u2033"),
    *((mark, "-") for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
    *(
        (mark, " ")
        for mark in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    ),
    *(
        (mark, "")
        for mark in "\x00\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
    ),
    *((mark, "\n") for mark in "\u2028\u2029\x85\x0b\x0c"),
    ("\u2026", "..."),
)

# Never the end of a sentence, whatever follows.
_TITLES = _words(
    "mr mrs ms mx dr prof rev fr hon st mt gen col lt sgt capt messrs vs viz cf approx ca resp incl excl eg ie "
    "herr hr fra bzw ggf evtl zzgl inkl abs nr bspw sra srta mme mlle m tel ph mob fax art fig ext dept"
)
# The end only when a capital begins the next word and that word can begin a sentence.
_WORDS = _words(
    "inc ltd llc llp co corp plc gmbh ag bros jr sr esq etc al dept univ assn ave blvd rd u.s u.k e.u ph.d m.d b.a m.a "
    "b.s m.s j.d d.d.s a.k.a p.s z.b d.h u.a s.a no nos min mins hr hrs sec wk wks yr yrs am pm a.m p.m"
)
# The end unless a figure, a month or a weekday follows.
_DATES = _words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun")
_STARTERS = _words(
    "i i'm i'll i've i'd we we'll we're we've we'd you you'll you're your the a an it it's its this that that's these those "
    "they they'll he she he'll she'll there there's here here's if when once as after before until while since because "
    "although please thanks thank let let's my our his her their looking hope hoping would could can will do does did is are was "
    "were what where who why how which but and so or also however meanwhile then now just in on at for from with by to of "
    "no not yes sorry best kind regards feel happy great good sounds unfortunately congratulations welcome talk see call "
    "everyone everything someone something nothing all any both each most some another once hi hello dear additionally finally"
)
_CALENDAR = (
    _words(
        "january february march april may june july august september october november december monday tuesday wednesday thursday "
        "friday saturday sunday"
    )
    | _DATES
)

_BLANKED = bytes(0x20 if byte in b'.,;:!?()[]{}<>"*_/|#%&+=~^`@$\\\t\n' else byte for byte in range(256))
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_LINK = re.compile(r"://\S+")
_STOP = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\"')\]*_] ")
_FULL_WIDTH = re.compile(r"(?<=[\u3002\uff01\uff1f])(?![\u3002\uff01\uff1f\s])")
_CLOSERS = "\"')]*_"
_BULLET = re.compile(r"(?:[-*+\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2013\u2014>]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s")
_GREETING = re.compile(
    r"(?:hi|hey|hello|dear|good (?:morning|afternoon|evening|day)|greetings|morning|hallo|liebe[rs]?|sehr geehrte[rs]?|"
    r"guten (?:tag|morgen|abend)|moin|bonjour|bonsoir|salut|ch[e\u00e8]re?s?|madame|monsieur|hola|buenos d[i\u00ed]as|"
    r"buenas (?:tardes|noches)|estimad[oa]s?|querid[oa]s?|ciao|gentile|buongiorno|ol[a\u00e1]|prezad[oa]s?|beste|geachte|"
    r"dzie\u0144 dobry|szanown[aiy]|cze\u015b\u0107|hej|hei|k\u00e4ra|kj\u00e6re|k\u00e6re|team|all|everyone|folks)\b[^.?]{0,60}[,!:\u2013\u2014-]?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:all |with )?(?:my |kind(?:est)? |best |warm(?:est)? |many |much )*"
    r"(?:best|regards|b?rgds|wishes|thanks|thank you|thx|cheers|sincerely|yours|love|warmly|cordially|respectfully|appreciatively|gratefully)"
    r"(?: (?:you|so much|again|a lot|in advance|truly|sincerely|faithfully|regards|wishes|and (?:best|kind) \w+))*|"
    r"yours (?:truly|sincerely|faithfully)|talk soon|speak soon|take care|see you|xo+|"
    r"mit freundlichen gr\u00fc\u00dfen|(?:viele|liebe|beste|herzliche) gr\u00fc\u00dfe|mfg|lg|vg|cordialement|bien (?:\u00e0 vous|cordialement)|"
    r"amicalement|saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|saluti|atenciosamente|abra\u00e7os|"
    r"met vriendelijke groet(?:en)?|groeten?|pozdrawiam|z powa\u017caniem|med v\u00e4nliga h\u00e4lsningar|v\u00e4nliga h\u00e4lsningar|mvh|med venlig hilsen|"
    r"vennlig hilsen|hilsen)\s?[,.!]*$",
    re.IGNORECASE,
)
# First words of the two above, so that most lines are told by one look-up.
_GREET_HEADS = _words(
    "hi hey hello dear good greetings morning hallo liebe lieber liebes sehr guten moin bonjour bonsoir salut cher ch\u00e8re chere chers madame "
    "monsieur hola buenos buenas estimado estimada estimados estimadas querido querida ciao gentile buongiorno ol\u00e1 ola prezado prezada beste geachte "
    "dzie\u0144 szanowny szanowna szanowni cze\u015b\u0107 hej hei k\u00e4ra kj\u00e6re k\u00e6re team all everyone folks"
)
_LEAVE_HEADS = _words(
    "all with my kind kindest best warm warmest many much regards rgds brgds wishes thanks thank thx cheers sincerely yours love warmly cordially respectfully "
    "appreciatively gratefully talk speak take see x xo xoxo xx mit viele liebe beste herzliche mfg lg vg cordialement bien amicalement saludos un "
    "atentamente cordiali distinti saluti atenciosamente abra\u00e7os met groet groeten groete pozdrawiam z med v\u00e4nliga mvh vennlig hilsen"
)
_LABEL = re.compile(r"[A-Z][\w /&-]{0,24}:\s")
_SLACK = 12  # columns a wrapped line may stop short of the width because of the length of the next word
_WRAP = 72  # the widest a wrapped text is taken to be
_LIMIT = 65_536  # characters read; what follows is not looked at


def plain(text: str) -> str:
    """`text` with typographic quotes, dashes, spaces and line ends as ASCII has them, and invisible marks dropped."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and "\x00" not in text and "\x0c" not in text and "\x0b" not in text:
        return text
    for mark, instead in _PLAIN:
        if mark in text:
            text = text.replace(mark, instead)
    return text


@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` in order, each on one line with single spaces. Reads the first 64 Ki characters."""
    text = text[:_LIMIT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _FULL_WIDTH.sub(" ", text)
    width = _width(text)
    found: list[str] = []
    for paragraph in _GAP.split(text):
        for block in _blocks(paragraph, width):
            _split(block, found)
    return tuple(found)


def lower(text: str) -> str:
    """`text` in lower case without changing its length (a few letters grow when lowered; those stay)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def blanked(text: str) -> str:
    """`text` in lower case with a blank for each mark between words; apostrophes and hyphens stay."""
    return text.lower().encode("utf-8", "surrogatepass").translate(_BLANKED).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=2048)
def words(sentence: str) -> frozenset[str]:
    """The words of a sentence in lower case, to be asked quickly whether any of a set is among them.

    Kept for a while, because every part of the room asks of the same sentences.
    """
    if "://" in sentence:
        sentence = _without_links(sentence)  # nobody says the words of a link
    found = set(blanked(sentence).split())
    if "'" in sentence:
        found.update(word.strip("'") for word in tuple(found) if word[0] == "'" or word[-1] == "'")
    return frozenset(found)


def _without_links(text: str) -> str:
    """`text` with a blank for each link. By hand: a pattern that begins with any letters looks at each letter anew."""
    kept: list[str] = []
    done, at = 0, text.find("://")
    while at >= 0:
        begin = at
        while begin > done and (text[begin - 1].isalnum() or text[begin - 1] == "_"):
            begin -= 1
        link = _LINK.match(text, at)
        if begin < at and link:
            kept.append(text[done:begin])
            done = link.end()
            at = text.find("://", done)
        else:
            at = text.find("://", at + 3)
    kept.append(text[done:])
    return " ".join(kept)


def _width(text: str) -> int:
    """The column at which the text seems to wrap: its longest line that is no bare link, 72 at most."""
    longest = 0
    for line in text.split("\n"):
        if len(line) > longest and "://" not in line:
            longest = len(line)
            if longest >= _WRAP:
                return _WRAP
    return longest


def _blocks(paragraph: str, width: int) -> Iterator[str]:
    """The paragraph's runs of wrapped lines; each hand-ended line ends a run."""
    if "\n" not in paragraph:
        yield paragraph
        return
    run: list[str] = []
    last = ""
    for raw in paragraph.split("\n"):
        line = raw.strip()
        if not line:
            continue
        if run and _broken(last, line, width):
            yield " ".join(run)
            run = []
        run.append(line)
        last = line
    if run:
        yield " ".join(run)


def _broken(last: str, line: str, width: int) -> bool:
    """Was the newline between two lines meant, rather than a wrap?"""
    first = line[0]
    if not first.isalnum() and _BULLET.match(line):
        return True
    if first.isdigit() and _BULLET.match(line):
        return True
    if len(last) < 64 and _stands_alone(last):
        return True
    if len(line) < 48 and _stands_alone(line, leave=True):
        return True
    if first.islower():
        return False
    if _LABEL.match(line) or last.endswith(":"):
        return True
    word = line.split(" ", 1)[0]
    return len(last) + len(word) + 1 + _SLACK <= width


def _stands_alone(line: str, *, leave: bool = False) -> bool:
    """Is this line a greeting or a sign-off (`leave`: only a sign-off)?"""
    head = line.split(" ", 1)[0].rstrip(",.!:").lower()
    if head in _LEAVE_HEADS and _SIGN_OFF.match(line):
        return True
    return not leave and head in _GREET_HEADS and _GREETING.match(line) is not None


def _split(block: str, found: list[str]) -> None:
    """One run of text into sentences."""
    block = " ".join(block.split())
    begin = 0
    for stop in _STOP.finditer(block):
        at = stop.start() + 1
        if _ends(block, begin, at, at + 1):
            found.append(block[begin:at])
            begin = at + 1
    if begin < len(block):
        found.append(block[begin:])


def _ends(block: str, begin: int, at: int, after: int) -> bool:
    """Does a sentence end at `at`, the white space after a mark?"""
    following = block[after : after + 1]
    if (
        block[at - 1] == "."
        and following.isupper()
        and block[at - 8 : at - 1].isalpha()
        and block[at - 2].islower()
        and at - begin > 12
    ):
        return True  # a full stop after a word too long to be shortened
    tail = block[max(begin, at - 24) : at].rstrip(_CLOSERS)
    if not tail or tail[-1] not in ".!?\u2026\u3002\uff01\uff1f":
        return False
    if tail[-1] != ".":
        return tail[-1] != "\u2026" or not following.islower()
    if tail.endswith(".."):
        return not following.islower()
    word = tail[:-1].rsplit(None, 1)[-1].lstrip("(\"'[*_") if tail[:-1].strip() else ""
    return _word_ends(word, block[after : after + 24], whole=tail == block[begin:at])


def _word_ends(word: str, following: str, *, whole: bool) -> bool:
    """Does the full stop after `word` end the sentence, given what follows?"""
    low = word.lower()
    first = following[:1]
    after = following.split(None, 1)[0].strip(",.;:!?\"')(") if following.split() else ""
    if whole and (word.isdigit() or (len(word) == 1 and word.isalpha())):
        return False  # "1. First" is a list item
    if low in _TITLES and not (low in {"st", "m", "ext", "art", "fr"} and after.lower() in _STARTERS):
        return False
    if low in _DATES:
        return not (first.isdigit() or after.lower() in _CALENDAR or first.islower())
    if low in {"no", "nos"}:
        return not first.isdigit()
    if low in _WORDS or (len(word) > 2 and word[-2] == "." and word[-1].isalpha()):
        return first.isupper() and after.lower() in _STARTERS
    if len(word) == 1 and word.isupper() and first.isupper():
        return after.lower() in _STARTERS
    return True
