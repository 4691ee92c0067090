"""Follow-up and story into words, and the check of words.

    from afterword.drafts import check, draft_json, write
    draft = write(follow_up, person, opportunity, me)

Pure: the same story gives the same words, and nothing is said that the story does not hold.
"""

from __future__ import annotations

from afterword.drafts.hooks import hooks
from afterword.drafts.likeness import likeness
from afterword.drafts.model import Draft, Finding, Hook, Voice, Words, draft_json, findings_json, words_of
from afterword.drafts.script import Script, script_of
from afterword.drafts.tact import check
from afterword.drafts.write import write

__all__ = [
    "Draft",
    "Finding",
    "Hook",
    "Script",
    "Voice",
    "Words",
    "check",
    "draft_json",
    "findings_json",
    "hooks",
    "likeness",
    "script_of",
    "words_of",
    "write",
]
