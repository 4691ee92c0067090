"""A sentence turned round: what somebody said, or what the user noted about them, as one says it back to them.

Conservative: whatever cannot be turned with certainty gives "", and the sentence is then left out.
"""

from __future__ import annotations

import re

from afterword.facts.late import late

_MOST_WORDS = 16
_MOST_LETTERS = 100
_TALKED = late(
    r"\b(?:talk(?:ed|ing)?|spoke|speaking|chatt?(?:ed|ing)?|asked|told (?:me|us)|heard|learn(?:ed|t)|excited|curious|worried|passionate|enthusiastic|thinking|"
    r"conversation|discussion|laughed|bonded|agreed|went on|raved|question|questions|stories|story|advice|tips?|ideas?|explained)"
    r"\s+(?:a lot |mostly |mainly |briefly |at length |more |me |us |with (?:her|him|them|me) )?(?:about|on|over)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_SHOWED = late(
    r"\b(?:mentioned|discussed|described|explained|showed(?: me| us)?|walked (?:me|us) through|went (?:over|through)|covered|brought up|raised|recommended|suggested|praised|outlined|"
    r"shared|demonstrated|sketched|proud of|keen on|interested in|working on|focus(?:ed|ing)? on)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_DETERMINED = late(
    r"^(?:the|a|an|her|his|their|our|my|your|its|this|that|these|those|how|why|what|where|when)\b|^[A-Z]|\w+ing\b",
    re.IGNORECASE,
)
_CLAUSE = late(
    r"\s*(?:[;:.!?()\n]|,|\s-\s|\s[–—]\s|\b(?:because|so that|which|who|although|but|while|then|and (?:then|she|he|they|we|i|asked|said|told|wants?|will|is|was|has|gave|offered|showed)|"
    r"if (?:she|he|they)|when (?:she|he|they)|that (?:she|he|they)|with (?:me|us))\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_WANDERING = late(
    r"\b(?:she|he|they|him|them|herself|himself|themselves|i|we|us|me|you|yours?|myself)\b", re.IGNORECASE
)
_THEIRS = late(r"\b(?:her|his|their)\b", re.IGNORECASE)
_FIRST = late(
    r"^(?:and |but |so |also,? |well,? |right now,? |at the moment,? |as i (?:said|mentioned),? |by the way,? )?",
    re.IGNORECASE,
)
_SWAPS: dict[str, str] = {
    "i'm": "you're", "i am": "you are", "we're": "you're", "we are": "you are", "i've": "you've", "we've": "you've", "i'll": "you'll", "we'll": "you'll", "i was": "you were",
    "i'd": "you'd", "we'd": "you'd", "am i": "are you", "myself": "yourself", "ourselves": "yourselves", "mine": "yours", "ours": "yours",
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your",
}  # fmt: skip
_SWAP = late(
    r"\b(?:" + "|".join(re.escape(k) for k in sorted(_SWAPS, key=len, reverse=True)) + r")(?![\w'])", re.IGNORECASE
)
_OPENERS = late(r"^(?:i|we|i'm|we're|i've|we've|my|our)\b", re.IGNORECASE)
_ABOUT_US = late(r"\b(?:we|our|us)\b", re.IGNORECASE)
_LOOSE = late(r"^(?:it|that|this|these|those|they|there|he|she|if|when|because|as|and|or|but|to|let|see|looking|please|who|which|what|how|why|where|hi|hello|dear|thanks?)\b", re.IGNORECASE)
"""Beginnings that lean on a sentence before, or on none."""
_UNNAMED = late(r"\b(?:it|this|these|those|they|them|he|she|him)\b", re.IGNORECASE)
"""Nobody can tell what these stand for once the sentence stands alone."""
_MOOD = late(
    r"\b(?:i|we)(?:'d| would| will|'ll| can| could| should| hope| wish| look| think| believe| guess| am sorry|'m sorry| apologi| want| am writing| need| must| appreciate| regret| am afraid|'m afraid| enjoyed| understand| see)\b"
    r"|\b(?:please|thank|sorry|regards|unfortunately|attached|offer|salary|pay|hiring|hire|recruit\w*|application|applicants?|candidates?|resum|position|interview|schedul|next steps?|decision|decid\w+|get back|let you know|call you|available|availability|"
    r"meeting|forward to)\b",
    re.IGNORECASE,
)
_THIRD: dict[str, str] = {"is": "are", "has": "have", "was": "were", "does": "do", "goes": "go"}


def one_line(text: str) -> str:
    """Any text as one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _bounded(phrase: str) -> str:
    phrase = phrase.strip(" ,;:.!?-–—\"'“”")
    return phrase if 3 <= len(phrase) <= _MOST_LETTERS and 1 <= len(phrase.split()) <= _MOST_WORDS else ""


def things(note: str, *, to_them: bool = False) -> tuple[str, ...]:
    """The things a note says were spoken of, each as a noun phrase said to the reader: "her move" becomes "your move".

    `to_them`: the sentence was written to the reader, so "her" is somebody else.
    """
    if to_them and re.search(r"\b(?:her|his|him|she|he)\b", note, re.IGNORECASE):
        return ()
    found = _TALKED.search(note) or _SHOWED.search(note)
    if found is None:
        return ()
    what = found["what"]
    pieces = [
        p
        for p in re.split(
            r",\s+(?:and\s+)?(?=(?:the|her|his|their|how|why|a|an)\b)|\s+and\s+(?=(?:the|her|his|their|how|why)\b)",
            what,
        )
        if p
    ]
    said = (_thing(piece, to_them=to_them) for piece in pieces[:4])
    return tuple(dict.fromkeys(s for s in said if s))


_TOLD_ABOUT = late(r"^(?:what|the things|all) (?:you|she|he|they) (?:said|told (?:me|us)|mentioned|wrote|explained|described|showed (?:me|us)) (?:on|about|of)\s+", re.IGNORECASE)


def _thing(piece: str, *, to_them: bool) -> str:
    phrase = _CLAUSE.sub("", _TOLD_ABOUT.sub("", piece.strip()))
    if not _DETERMINED.search(phrase):
        # A bare plural or a mass noun ("churn in the first month") still reads well; a verb phrase does not.
        phrase = "" if re.match(r"(?:to|that|if|whether|it)\b", phrase, re.IGNORECASE) else phrase
    if re.match(r"(?:that|if|whether)\b", phrase, re.IGNORECASE):
        return ""
    # "the clinics that fax their counts": theirs are the clinics'
    theirs = re.compile(r"\b(?:her|his)\b", re.IGNORECASE) if re.search(r"s (?:that|who|which) \w+ their\b", phrase) else _THEIRS
    phrase = phrase if to_them else theirs.sub("your", phrase)
    if _WANDERING.search(re.sub(r"\byour\b|^how (?:she|he)\b", "", phrase, flags=re.IGNORECASE)) or re.search(
        r"\bmy\b", phrase, re.IGNORECASE
    ):
        return ""
    if re.match(r"(?:how|why|what|where|when)\b", phrase, re.IGNORECASE) and len(phrase.split()) < 3:
        return ""
    return _bounded(re.sub(r"^how (?:she|he)\b", "how you", phrase))


def said_back(sentence: str) -> str:
    """Their own first-person sentence as a clause to them: "We are moving the archive" gives "you are moving the archive"."""
    text = _FIRST.sub("", one_line(sentence)).strip()
    _, colon, rest = text.partition(": ")
    text = rest if colon and len(rest.split()) >= 4 and "http" not in rest else text
    text = re.split(
        r"\s*(?:[;!?]|\.(?:\s|$)|\s[–—-]\s|,\s*(?:and|but|so|which)\b|\b(?:because|so that)\b)", text, maxsplit=1
    )[0]
    ours = _OPENERS.match(text) or (_ABOUT_US.search(text) and not _LOOSE.match(text))
    if not ours or _UNNAMED.search(text) or _MOOD.search(text) or re.search(r"\b(?:you|your|yours)\b", text, re.IGNORECASE):
        return ""
    said = _SWAP.sub(lambda m: _SWAPS[m[0].casefold()], text)
    return _bounded(said if text[:2].isupper() or text.startswith(_NAMES_FIRST) else said[:1].lower() + said[1:])


_NAMES_FIRST = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # fmt: skip


def line_of(sentence: str) -> str:
    """A sentence of theirs worth quoting back as it stands: short, whole, of something one can see; "" for the rest."""
    text = one_line(sentence).rstrip(".!")
    words = text.split()
    if not 5 <= len(words) <= 15 or not re.match(r"[A-Z“]", text) or _NO_LINE.search(text) or re.search(r"(?<!^)(?<![.“] )\b(?!I\b)[A-Z]\w+", text):
        return ""
    seen = set(re.findall(r"[a-z]{4,}", text.casefold())) - PLAIN
    return text if len(seen) >= 3 else ""


_NO_LINE = late(
    r"[?:;()\d@/\"“”]|\b(?:i|we)(?:'d|'ll|'m| am| would| will| can| could| should| hope| wish| look| think| want| need| must| shall)\b|\b(?:please|thank\w*|sorry|regards|attached|job|jobs|offer\w*|salary|pay|hire\w*|hiring|"
    r"apply|applied|application|position|role|interview\w*|meeting|schedul\w+|calendar|available|call|phone|email|mail|send|sent|reply|forward|unfortunately|decision|let me|let us|let you|looking|sent from|excuse|welcome|congrat\w*|"
    r"pleasure|morning|afternoon|tomorrow|today|tonight|week|meet|met|see you|best of|happy birthday|don't|do not|never|no one|nobody)\b",
    re.IGNORECASE,
)
PLAIN = frozenset(
    "about after again also always another back because been before being best better both came come coming could does doing done down even ever every everything fine first from gets give glad goes going good great had hand have having "
    "hear heard here hope idea into just keep kind know last left less like little long look made make many maybe mean mind more most much near need never next nice nothing once only other ours over part past people really right said same say saying "
    "seen should since some something soon still such sure take talk tell than that their them then there these they thing things think this those though time told took tried true truly used very want week weeks well went were what when where which while "
    "will with without wonderful word work worked working would write year years your yours".split()
)
"""Words that show nothing by themselves."""


def noted_back(note: str, first: str) -> str:
    """A note about them as a clause to them: "She runs the reading room" gives "you run the reading room"."""
    subject = rf"(?:she|he|{re.escape(first)})" if first else "(?:she|he)"
    text = one_line(note)
    plural = re.match(r"(?:they)(?:'re| are)\s+(?P<rest>\w+ing\b.+)", text, re.IGNORECASE)
    single = re.match(
        rf"{subject}(?:\s+(?:said|mentioned)(?: that)?\s+(?:she|he|they))?(?:'s)?\s+(?P<verb>\w+)\s+(?P<rest>.+)",
        text,
        re.IGNORECASE,
    )
    if plural is not None:
        clause = f"you are {plural['rest']}"
    elif single is not None and (
        verb := _second_person(single["verb"], "'s " in text.split(single["verb"], 1)[0] + " ")
    ):
        clause = f"you {verb} {single['rest']}"
    else:
        return ""
    clause = _THEIRS.sub("your", _CLAUSE.sub("", clause))
    rest = clause.removeprefix("you ")
    if _WANDERING.search(re.sub(r"\byour\b", "", rest)) or re.search(r"\bmy\b", rest, re.IGNORECASE):
        return ""
    return _bounded(clause)


def _second_person(verb: str, contracted: bool) -> str:
    low = verb.casefold()
    if contracted:
        return f"are {low}" if low.endswith("ing") else ""
    if low in _THIRD:
        return _THIRD[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x|zz)es$", low):
        return low[:-2]
    if low.endswith("s") and not low.endswith("ss"):
        return low[:-1]
    return ""
