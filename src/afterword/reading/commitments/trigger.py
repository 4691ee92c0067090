"""The cheap first look: most texts promise nothing, and they must cost next to nothing."""

from __future__ import annotations

import re

_WORDS = (
    "will", "'ll", "shall", "going to", "hop", "aim", "expect", "plan", "intend", "should", "promise", "please", "kindly", "can you", "could you",
    "would you", "need", "let me know", "let us know", "decid", "decision", "deadline", "due", "expire", "valid", "until", "confirm", "schedul",
    "see you", "forward to", "owe ", "allow", "bear with", "give me", "give us", "hear", "by ", "within", "it is", "works", "suits",
    "book", "answer", "reply", "news", "if ", "moved", "talk", "speak", "send", "return", "likely", "anticipate", "try",
)  # fmt: skip
_LINE = re.compile(
    r"\b(?:will|shall|won't|can|can't|should|shouldn't|hope|hoping|hopefully|aim|aims|aiming|expect|expects|expected|expecting|plan|plans|planning|intend|intends|promise|promised|please|kindly|pls"
    r"|could|would|need|needs|let|decide|decides|decision|decisions|deadline|due|expires?|valid|open|until|till|confirm\w*|schedul\w*|reschedul\w*|see|forward|owe|allow|bear|give"
    r"|hear|heard|by|within|suits?|works?|book\w*|answer|reply|respond|return|send|submit|complete|news|if|unless|moved|talk|speak|meet|call|ring|write|likely|anticipate|try|trying"
    r"|before|after|today|tomorrow|next|must|have|sign|going|await\w*|want|wants|nothing|no|word|when|date|time|day|then|sorry|make|soon|shortly|follow|contact|applicants|candidates|is|interview|meant|it|may|june|july)\b"
    r"|'ll\b|\d",
    re.IGNORECASE,
)


def may_promise(text: str) -> bool:
    """Can this text hold a commitment at all?"""
    low = text.lower()
    return any(word in low for word in _WORDS)


def says_something(sentence: str) -> bool:
    """Is this sentence worth the grammar?"""
    return len(sentence) > 7 and _LINE.search(sentence) is not None
