"""What was promised, planned or fixed once and by these words no longer is: past intentions, talks called off, words taken back."""

from __future__ import annotations

import re

from afterword.reading.cued import Cued

CALLED_OFF = Cued(
    r"\b(?:cancel(?:l?ed|ling|ing|lation)?\b|call(?:ed|ing)? (?:(?:it|this|that|things|\w+'s \w+|(?:the|your|our) \w+) )?off\b|withdraw(?:n|ing)? (?:the|your|our|this) (?:\w+ )?(?:interview|meeting|call|visit|invitation)"
    r"|(?:interview|meeting|call|visit|session|appointment)\b[^.;!?]{0,60} (?:is off|was off|is withdrawn|has been withdrawn|had to be withdrawn|falls? through|fell through|has fallen through)"
    r"|(?:interview|slot|place|booking|appointment|trial|session)\b[^.;!?]{0,60} (?:(?:has|have) been (?:released|freed|given (?:away|to))|is (?:now )?off)\b|\btak(?:e|en|ing) [^.;!?]{1,60} (?:off|out of) (?:the|our|my) (?:calendar|diary|schedule)|\bcry(?:ing)? off\b|\bcried off\b"
    r"|(?:not|no longer|n't|cannot|never) (?:be )?(?:going ahead|go ahead|take place|taking place|happening|happen))"
)
"""A talk that is taken back."""

PLANNED_ONCE = Cued(
    r"\b(?:had|'d|have) (?:\w+ )?(?:planned|hoped|meant|intended|wanted|expected|promised|said|arranged|agreed|been (?:going|hoping|planning|meaning)) (?:to\b|i(?:'d| would)\b|we(?:'d| would)\b|on (?:\w+ing)\b)"
    r"|\b(?:was|were) (?:\w+ )?(?:going|meant|supposed|hoping|planning|due|about|intending|hoped|expected) to\b|\bdid (?:mean|intend|plan|hope|want|try|promise) to\b"
)
"""What was to be once, and by these words is not."""

ONLY_WISHED = Cued(
    r"\b(?:(?:'d|would|could) (?:love|like|be tempted|be nice|be lovely|prefer|have liked) to (?:say|tell you|promise|be able to (?:say|tell you|promise))|wish (?:i|we) could (?:say|tell you|promise)|(?:everyone|everybody|they all|people|they) (?:always )?(?:says?|tells?|promises?)(?: you)?)\b"
)
"""Before these no promise is made: "I'd love to say we'll call by Friday"."""

ONCE_MEANT = re.compile(r"\b(?:had|did|'d have|would have)(?: \w+ly)?\s*$")
"""Stands before "hoped to": what was hoped once."""

TAKEN_BACK = Cued(
    r"\b(?:but|however|sorry|apolog\w+|actually|correction|wrong|mistake\w*|typo|instead|unfortunately|alas)\b|\bread (?:it|that|this) as\b|\bmake (?:it|that)\b"
)
I_SAID = re.compile(
    r"(?<!as )(?<!like )\b(?:i|we)(?:'d| had|'ve| have)? (?:just |only |already |first )?(?:wrote|said|told you|mentioned|promised|announced|stated)(?: you)?(?: (?:in|on|at|this|last|earlier|before|yesterday|my|our|the|first|last|mail|e-?mail|message|call|monday|tuesday|wednesday|thursday|friday|morning)){0,6}(?: that)?,? (?:i|we|you|a decision|the decision|an answer|our \w+|my \w+|\w+)?(?:'ll|'d)?\s*$"
)
"""What was said before and does not hold: "I wrote you will hear on Friday, but ..."."""

DONE = re.compile(
    r"\s*(?:\w+ )?have (?:\w+ly |already |long |by now |now )?(?:been|\w+ed|told|heard|known|got|gotten|rung|sent|written|made|come|done|had|gone|given|said|spoken|begun|kept|let|put|met|found|taken|seen|chosen|answered)\b"
)
"""Behind "should" and "ought to": a thing left undone, unless a day to come is named."""
