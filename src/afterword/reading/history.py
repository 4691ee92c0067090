"""Which lines of a mail are somebody else's earlier words: '>' quotes, attribution lines, header blocks, forwards.

Works on lines, one pass; the words that mail programs write stand in words/mailclients.toml.
"""

from __future__ import annotations

import re
from typing import Final

from afterword.reading.words import table

_WORDS = table("mailclients")


class Part:
    """What a line of a mail is. Plain words: a mail has hundreds of lines, and each is looked up."""

    NEW: Final = "new"
    QUOTED: Final = "quoted"
    FORWARDED: Final = "forwarded"
    SIGNATURE: Final = "signature"
    FOOTER: Final = "footer"


_FIELDS: dict[str, str] = {
    word: group for group in ("more", "subject", "to", "date", "from") for word in _WORDS["header"][group]
}
_ORIGINAL: tuple[str, ...] = tuple(_WORDS["original"]["lines"])
_FORWARD: tuple[str, ...] = tuple(_WORDS["forward"]["lines"])
_FORWARD_STARTS = frozenset(phrase[:4] for phrase in _FORWARD)
_FINALS: tuple[str, ...] = (*_WORDS["attribution"]["final"], ")")  # an address in brackets may follow the verb


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_DAYS = _either(_WORDS["attribution"]["weekdays"])
_OPENER = re.compile(rf"(?:^|(?<=[\s\"'(*\-]))(?:{_either(_WORDS['attribution']['openers'])})\b[^\d\n]{{0,30}}\d")
_DATE_FIRST = re.compile(rf"[\s*\-\"'\[(]*(?:(?i:{_DAYS})\b[.,]?[^\d\n]{{0,14}}\d|\d{{1,4}}\s?[-./\u5e74\ub144 ])")
_FINAL = re.compile(
    rf"(?:^|[^\w])(?:{_either(_WORDS['attribution']['final'])})(?:\s*\([^()\n]{{0,60}}\))?[\s*_\"'\u00a0]*[:\uff1a]?[\s*_-]*$"
)
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEHIND = f"*_-\"':\uff1a{_SPACES}"  # what may follow it
_CJK_FINAL = re.compile(
    "(?:\u5199\u9053|\u5beb\u9053|\u5199\u9053|\uc791\uc131|\u306e\u30e1\u30c3\u30bb\u30fc\u30b8|\u3055\u3093\u306f\u66f8\u304d\u307e\u3057\u305f)\\s*[:\uff1a]?$"
)
_MIDDLE = re.compile(rf"(?:^|\s)(?:{_either(_WORDS['attribution']['middle'])})\s(?!(?:ich|wir|ik|wij|jag|vi|jeg)\b)")
_ADDRESS = re.compile(r"[\w.+-]@[\w-]")
_FIGURE = re.compile(r"\d")
_STAMP = re.compile(r"\d{1,2}[:.h]\d{2}|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_MARK_LINK = re.compile(r"\s*\((?:https?|mailto|www)[^\s()]*\)?\s*>*\s*$")
_RULED = ("--", "__", "==", "**", "~~", "- -", "*-")
_EDGES = frozenset("-_=*~" + _SPACES)  # with what indents a line
_ENDS = frozenset(":\uff1a")
_OTHER_MARKS = frozenset("|#:%}]")
_SPAN = 6  # lines an attribution may be wrapped over
_LONG = 320  # characters an attribution may have


def history(lines: list[str], text: str) -> list[str]:
    """A word of `Part` for each of `lines`, the lines of `text`: new, quoted or forwarded. May shorten a shared line."""
    parts: list[str] = [Part.NEW] * len(lines)
    marked = _marked(lines, text) if ">" in text else set()
    for i in marked:
        parts[i] = Part.QUOTED
    done = 0
    for i in _worth_a_look(lines, text):
        if i < done or (i in marked and i - 1 in marked):
            continue
        bare = lines[i].strip()
        if not bare or not (
            bare[-1] in _ENDS or bare.startswith(_RULED) or _may_head(bare) or (bare[-1] == ">" and "@" in bare)
        ):
            continue
        if i not in marked:
            found = _splitter(lines, i)
        else:
            found = _polymail(lines, i)
        if found is None:
            continue
        begin, column, end, part = found
        if column:
            lines[begin] = lines[begin][:column].rstrip(" -\t")
            begin += 1
        begin = _rule_above(lines, begin)
        done = _extent(lines, end, marked, part)
        parts[begin:done] = [part] * (done - begin)
    return parts


def _worth_a_look(lines: list[str], text: str) -> list[int]:
    """The lines that can open history: what opens it has a colon or an address in it, or begins with a rule."""
    wide = "\uff1a" in text
    return [
        i
        for i, line in enumerate(lines)
        if line and (":" in line or line[0] in _EDGES or "@" in line or (wide and "\uff1a" in line))
    ]


def _may_head(line: str) -> bool:
    """Can a header field or a forward's title stand at the beginning of this line, which ends in no colon?"""
    colon = line.find(":", 0, 30)
    if colon < 0:
        return not line.isascii() and "\uff1a" in line[:30]
    return line[:4].lower() in _FORWARD_STARTS or line[-1] in "*_" or _field(line, colon) is not None


def _extent(lines: list[str], end: int, marked: set[int], part: str) -> int:
    """Where what a splitter opens ends: with its '>' lines if there are any, else with the mail."""
    at = _words_at(lines, end)
    if part is Part.FORWARDED or at >= len(lines):
        return len(lines)
    if at not in marked:
        at = _words_at(lines, _past_fields(lines, at))
        if at >= len(lines) or at not in marked:
            return _own_marks(lines, _words_at(lines, end)) or len(lines)
    while at < len(lines) and (at in marked or not lines[at].strip()):
        at += 1
    while at > end and not lines[at - 1].strip():
        at -= 1
    return at


def _words_at(lines: list[str], at: int) -> int:
    """The first line from `at` on that is not blank."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _past_fields(lines: list[str], at: int) -> int:
    """The line after the header fields that stand at `at`."""
    while at < len(lines):
        line = lines[at].strip()
        colon = line.find(":", 0, 30)
        if colon < 1 or _field(line, colon) is None:
            break
        at += 1
    return at


def _own_marks(lines: list[str], at: int) -> int:
    """The end of a quote marked with another sign than '>' at `at`; 0 when there is none. Two lines must bear it."""
    mark = lines[at].lstrip()[:1]
    if mark not in _OTHER_MARKS:
        return 0
    end, borne = at, 0
    while end < len(lines) and (not lines[end].strip() or lines[end].lstrip()[:1] == mark):
        borne += bool(lines[end].strip())
        end += 1
    while end > at and not lines[end - 1].strip():
        end -= 1
    return end if borne >= 2 else 0


def _rule_above(lines: list[str], begin: int) -> int:
    """Take a ruled line and the blanks between it and the history along."""
    at = begin
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    if at > 0:
        rule = lines[at - 1].strip()
        if len(rule) >= 5 and not rule.strip("_-=*\u2500\u2014 "):
            return at - 1
    return begin


def _marked(lines: list[str], text: str) -> set[int]:
    """The numbers of the lines that '>' marks as quoted, with what wrapping tore off them."""
    found = {i for i, line in enumerate(lines) if line.lstrip()[:1] == ">"}
    if not found:
        return found
    odd = ">From " in text or "<<" in text or "<http" in text
    for i in sorted(found) if odd else ():
        line = lines[i].lstrip()
        if line.startswith(">From ") and i - 1 not in found and i + 1 not in found:
            lines[i] = line[1:]  # mbox escapes a line that begins with "From "
            found.discard(i)
        elif "<<" in line and line.count("<") >= line.count(">") - 3 and i - 1 not in found and i + 1 not in found:
            found.discard(i)  # an arrow, no quote
        elif line == ">" and i > 0 and lines[i - 1].strip().startswith("<http") and i - 1 not in found:
            found.discard(i)  # a link in angle brackets, wrapped
    for i in sorted([i for i in found if i + 1 not in found]):
        if i + 1 in found or i + 1 >= len(lines):
            continue  # torn off a line above
        torn = _torn(lines, i, found)
        found.update(range(i + 1, torn))
    return found


def _torn(lines: list[str], i: int, marked: set[int]) -> int:
    """The end of the unmarked lines after quoted line `i` that belong to it."""
    line, rest = lines[i], lines[i + 1]
    if not rest.strip():
        return i + 1
    if "://" in line and line.rfind("(") > line.rfind(")"):
        for at in range(i + 1, min(i + 4, len(lines))):
            if ")" in lines[at] and lines[at].find(")") > lines[at].find("("):
                return at + 1
        return i + 1
    if i + 2 in marked:
        if _MARK_LINK.match(rest) and rest.rstrip().endswith(">"):
            return i + 2
        if len(line) >= 64 and len(rest) <= 24 and not rest.rstrip().endswith((".", "!", "?")):
            return i + 2
    return i + 1


def _polymail(lines: list[str], i: int) -> tuple[int, int, int, str] | None:
    """An attribution whose address was torn apart so that its last line begins with '>'."""
    if i < 2 or not lines[i].rstrip().endswith(":") or not _FINAL.search(lines[i].lower()):
        return None
    for begin in range(i - 1, max(-1, i - _SPAN), -1):
        opening = _OPENER.search(lines[begin])
        if opening:
            return begin, opening.start(), i + 1, Part.QUOTED
    return None


def _splitter(lines: list[str], i: int) -> tuple[int, int, int, str] | None:
    """Does line `i` open (or close the heading of) history? (first line, column, line after the heading, part)."""
    line = lines[i].strip()
    if not line:
        return None
    last = line[-1]
    if len(line) > 6 and line.startswith(_RULED):
        found = _ruled(line, i)
        if found:
            return found
    if last in ":\uff1a" or (last == ">" and "@" in line) or (last in "*_" and ":" in line[-4:]):
        found = _attribution(lines, i, line)
        if found:
            return found
    colon = line.find(":", 0, 30)
    if colon < 0 and not line.isascii():
        colon = line.find("\uff1a", 0, 30)
    if colon > 0:
        if line[:4].lower() in _FORWARD_STARTS and line.rstrip(" :*").lower().startswith(_FORWARD):
            return (i, 0, i + 1, Part.FORWARDED) if len(line) < 60 else None
        if _field(line, colon):
            end = _block(lines, i)
            if end:
                return i, 0, end, Part.QUOTED
    return None


def _ruled(line: str, i: int) -> tuple[int, int, int, str] | None:
    """A line such as '-----Original Message-----'."""
    core = line.strip("-_=*~> \t:").lower()
    if not core or len(core) > 120:
        return None
    if core.startswith(_FORWARD):
        return i, 0, i + 1, Part.FORWARDED
    if core.startswith(_ORIGINAL) or (line.endswith("--") and _FINAL.search(core)):
        return i, 0, i + 1, Part.QUOTED
    return None


def _attribution(lines: list[str], i: int, line: str) -> tuple[int, int, int, str] | None:
    """An attribution that ends on line `i`, perhaps begun some lines above."""
    low = line.lower()
    verb = _ends_in_verb(low) or (not line.isascii() and _CJK_FINAL.search(line) is not None)
    closed = line.rstrip(" *_-\"')")[-1:] in (":", "\uff1a")
    if not closed and not verb and line[-1] != ">":
        return None
    quoted_next = _next_is_marked(lines, i)
    if not verb and not _names_or_dates(lines, i):
        return None  # "Some ideas:"
    whole = ""
    for begin in range(i, max(-1, i - _SPAN), -1):
        piece = lines[begin].strip()
        if begin < i and (not piece or piece[0] == ">" or (piece[-1] in ".!?" and "@" not in piece)):
            break
        whole = f"{piece} {whole}" if whole else piece
        if len(whole) > _LONG:
            break
        column = _opens(piece, whole, verb, closed, quoted_next)
        if column is not None:
            return begin, lines[begin].find(piece) + column if column else 0, i + 1, Part.QUOTED
    return _nameless(line, low, verb, closed, quoted_next, i)


def _ends_in_verb(low: str) -> bool:
    """Does "wrote" or the like stand at the end of a line in lower case?"""
    return low.rstrip(_BEHIND).endswith(_FINALS) and _FINAL.search(low[-100:]) is not None


def _names_or_dates(lines: list[str], i: int) -> bool:
    """Does an address or a figure stand where an attribution that ends on line `i` may stand?"""
    near = "".join(lines[max(0, i - _SPAN + 1) : i + 1])
    return "@" in near or "<mailto:" in near or _FIGURE.search(near) is not None


def _has_address(text: str) -> bool:
    return ("@" in text and _ADDRESS.search(text) is not None) or "<mailto:" in text


def _opens(piece: str, whole: str, verb: bool, closed: bool, quoted_next: bool) -> int | None:
    """The column of `piece` at which the attribution `whole` opens; None if it does not."""
    address = _has_address(whole)
    opening = _OPENER.search(piece) if _FIGURE.search(piece) else None
    if opening:
        if closed and (verb or _MIDDLE.search(whole.lower()) or (address and _STAMP.search(whole))):
            return opening.start()
        if verb and (whole.rstrip().endswith("-") or quoted_next):
            return opening.start()
    if (address or verb) and _DATE_FIRST.match(piece):
        if closed and _STAMP.search(whole):
            return 0
        if quoted_next and address:
            return 0
    return None


def _nameless(
    line: str, low: str, verb: bool, closed: bool, quoted_next: bool, i: int
) -> tuple[int, int, int, str] | None:
    """Attributions without a date in front: 'Dana <dana@acme.example> wrote:', or any such line right above a quote."""
    if len(line) > _LONG or not closed:
        return None
    address = _has_address(line)
    if address and (verb or (_STAMP.search(line) and ("<" in line or "(" in line) and _MIDDLE.search(low))):
        return i, 0, i + 1, Part.QUOTED
    if address and _STAMP.search(line) and not line.isascii() and "<" in line:
        return i, 0, i + 1, Part.QUOTED
    if quoted_next and (verb or address or (_STAMP.search(line) and _MIDDLE.search(low))):
        return i, 0, i + 1, Part.QUOTED
    return None


def _next_is_marked(lines: list[str], i: int) -> bool:
    """Is the next line with words a '>' line?"""
    for line in lines[i + 1 : i + 4]:
        text = line.lstrip()
        if text:
            return text[0] == ">"
    return False


def _field(line: str, colon: int) -> str | None:
    """The group of the header field that `line` writes, if it writes one."""
    return _FIELDS.get(line[:colon].strip(" *_\t\u00a0").lower())


def _block(lines: list[str], i: int) -> int:
    """The end of the block of header fields that begins on line `i`; 0 if there is none."""
    groups: dict[str, str] = {}
    at, strays, count = i, 0, len(lines)
    while at < count and at < i + 24:
        line = lines[at].strip()
        if not line:
            if not _field_follows(lines, at):
                break
            at += 1
            continue
        colon = line.find(":", 0, 30)
        if colon < 0:
            colon = line.find("\uff1a", 0, 30)
        group = _field(line, colon) if colon > 0 else None
        if group is None:
            strays += 1
            if strays > 3:
                break
        else:
            groups.setdefault(group, line[colon + 1 :] + (lines[at + 1] if at + 1 < count else ""))
            strays = 0
        at += 1
    at -= strays if strays > 3 else 0
    return at if _is_block(groups) else 0


def _field_follows(lines: list[str], at: int) -> bool:
    """Is the next line with words, one blank away at most, a header field? (Some programs double the line spacing.)"""
    if at + 1 >= len(lines):
        return False
    line = lines[at + 1].strip()
    colon = line.find(":", 0, 30)
    return colon > 0 and _field(line, colon) is not None


def _is_block(groups: dict[str, str]) -> bool:
    """Are these fields those of a mail, and not a few words that look like them?"""
    sender, day = groups.get("from"), groups.get("date")
    if sender is not None and ("date" in groups or "to" in groups or "subject" in groups):
        dated = day is not None and any(c.isdigit() for c in day)
        return dated or "@" in sender or len(groups) >= 3
    return day is not None and "to" in groups and ("@" in groups["to"] or "subject" in groups)
