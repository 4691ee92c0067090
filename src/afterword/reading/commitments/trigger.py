"""The cheap first look: most texts promise nothing, and they must cost next to nothing."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"\b(?:will|shall|won't|can|can't|should|shouldn't|hope|hoping|hopefully|aim|aims|aiming|expect|expects|expected|expecting|plan|plans|planning|intend|intends|promise|promised|please|kindly|pls"
    r"|could|would|need|needs|let|decide|decides|decision|decisions|deadline|due|expires?|valid|open|until|till|confirm\w*|schedul\w*|reschedul\w*|see|forward|owe|allow|bear|give"
    r"|hear|heard|by|within|suits?|works?|book\w*|answer|reply|respond|return|send|submit|complete|news|if|unless|moved|talk|tell|gonna|imma|text|phone|give|give|down|intro|introduce|put|sending|calling|ringing|reminder|confirmed|speak|meet|call|ring|write|likely|anticipate|try|trying"
    r"|before|after|today|tomorrow|next|must|have|sign|going|await\w*|want|wants|nothing|no|word|when|date|time|day|then|sorry|make|soon|shortly|follow|contact|applicants|candidates|is|interview|meant|it|may|june|july)\b"
    r"|'ll\b|\d",
    re.IGNORECASE,
)


def says_something(sentence: str) -> bool:
    """Is this sentence worth the grammar?"""
    return len(sentence) > 7 and _LINE.search(sentence) is not None
