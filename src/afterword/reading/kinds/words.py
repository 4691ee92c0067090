"""Text as the phrase tables see it: lower case, plain letters, no contractions, one string of words per sentence."""

from __future__ import annotations

import re
from functools import lru_cache

CAP = 6144  # characters of new text that are weighed; what matters stands at the top of a mail

_CURLY = (
    ("\u2019", "'"), ("\u2018", "'"), ("\u02bc", "'"), ("\u00b4", "'"), ("\u201c", '"'), ("\u201d", '"'),
    ("\u2013", ", "), ("\u2014", ", "), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2026", "... "), ("\u2011", "-"),
    ("\u200b", ""), ("\ufeff", ""), ("\u0142", "l"), ("\u0153", "oe"),
)  # fmt: skip
_CONTRACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "'t": (("won't", "will not"), ("can't", "can not"), ("shan't", "shall not"), ("n't", " not")),
    "'s": (
        ("it's ", "it is "), ("that's ", "that is "), ("there's ", "there is "), ("here's ", "here is "), ("what's ", "what is "), ("let's ", "let us "),
    ),
    "'re": (("'re ", " are "),), "'ve": (("'ve ", " have "),), "'ll": (("'ll ", " will "),), "'m": (("i'm ", "i am "),), "'d": (("'d ", " would "),),
}  # fmt: skip
"""What is short for what, by what stands behind the apostrophe."""
_ELIDED = tuple((f" {word}'", f" {word} ") for word in ("l", "d", "qu", "n", "j", "s", "c"))  # French: l'entretien
_SHORT = re.compile("'[a-z]{1,2}")
_BREAKS = (
    (". ", " | "),
    (".\n", " | "),
    ("\n\n", " | "),
    ("! ", " | "),
    ("!\n", " | "),
    ("?", " ? | "),
    ("%", " % "),
    (" - ", " , "),
    (",", " , "),
)
_KEPT = set(b"abcdefghijklmnopqrstuvwxyz0123456789'|?,&$%") | set(range(0xDF, 0x100))
_TABLE = bytes(byte if byte in _KEPT else (0x7C if byte == 0x3B else 0x20) for byte in range(256))

_CONDITION_WORDS = frozenset({"if", "otherwise", "should", "unless", "once", "whether", "case", "event", "when"})
_TESTS = (
    "selected|short ?listed|successful|unsuccessful|suitable|match|matches|matched|fit|fits|meet|meets|align|aligns|suits|stands out|looks right|progress|proceed|proceeding|move|moving|considered|"
    "consider|hear|heard|filled|chosen|interested in your|next stage|invited|contacted|decide|qualified|require|appropriate"
)
_HYPOTHESIS = re.compile(
    r" (?:if|should|unless|once|when|whether|in case|in the event)(?: that)? (?:your|you|we|the|our|there|it|any|a|successful|selected) "
    rf"(?!would like|are interested|wish|want|are happy|can make)(?:[^ ,]+ ){{0,8}}?(?:{_TESTS}) "
)
_CLAUSE = re.compile(
    r" (?:if|unless|should (?:you|your|we|the|this)|whether|otherwise|in case|in the event) [^,]{0,200}?(?: ,|$)"
)


class Sentence:
    """One normalised sentence: the words `spoken`, and the set `heard` of them."""

    __slots__ = ("_joined", "_words", "heard", "spoken")

    def __init__(self, spoken: list[str]) -> None:
        self.spoken = spoken
        self.heard = set(spoken)
        self._joined = self._words = ""

    @property
    def words(self) -> str:
        """The words in one string, padded with spaces. Made when first asked for: most sentences hold no phrase."""
        if not self._words:
            self._joined = f" {' '.join(self.spoken)} "
            self._words = self._joined.replace(" ,", "") if "," in self.heard else self._joined
        return self._words

    @property
    def clauses(self) -> str:
        """The words with their commas where the sentence holds a condition, else ""."""
        return self._joined if self.words and not _CONDITION_WORDS.isdisjoint(self.heard) else ""


@lru_cache(512)
def is_hypothetical(clauses: str) -> bool:
    """Does the sentence only say what would happen if?"""
    return _HYPOTHESIS.search(clauses) is not None


@lru_cache(512)
def firm(clauses: str) -> str:
    """The words of a sentence without its conditional clauses."""
    return _CLAUSE.sub(" ", clauses).replace(" ,", "")


_QUOTED = re.compile(r'(?<![^\s(:,])"[^"\s]+(?:\s[^"\s]+){3,80}"')  # four words or more


def unquoted(text: str) -> str:
    """The text without what somebody else is quoted with (they wrote "we regret to inform you"); `text` has straight quotes."""
    return _QUOTED.sub(" ", text) if '"' in text else text


def straight(text: str) -> str:
    """Curly quotes, dashes and odd spaces as plain ASCII, CRLF as LF."""
    if not text.isascii():
        for odd, plain in _CURLY:
            if odd in text:
                text = text.replace(odd, plain)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def normalised(text: str) -> str:
    """Lower-case words, sentences parted by `|`, questions ending in ` ?`."""
    low = text.lower()
    if "'" in low:
        for short, apart in _ELIDED:
            low = low.replace(short, apart)
        endings = set(_SHORT.findall(low))
        for ending, known in _CONTRACTIONS.items():
            if ending in endings:
                for short, long in known:
                    low = low.replace(short, long)
    if "cannot" in low:
        low = low.replace("cannot", "can not")
    for mark, parted in _BREAKS:
        low = low.replace(mark, parted)
    return low.encode("latin-1", "ignore").translate(_TABLE).decode("latin-1")


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, ready for the phrase tables."""
    return tuple(Sentence(words) for piece in normalised(text).split("|") if (words := piece.split()))
