"""Adverts that own to no list: told by the words they are made of, before any table is read.

Half of a mailbox's strangers sell something, and their mails are full of offers, calls and dates that nobody keeps. The
weights in adverts.txt are learnt by `scripts/train-adverts`; a letter is taken for an advert only where they are sure.
"""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib import resources

SURE = 1.0  # log-odds from which a mail is an advert; no labelled letter comes near it
ANSWERING = 3.0  # the same where it says that it answers, as letters do
FEWEST = 12  # known words that must be there: a few words prove nothing
_SCALE = 3.0  # a long mail is no surer than a short one: its words weigh this over the root of their number


@cache
def weights() -> dict[str, int]:
    """The learnt weights in hundredths, read from the package once; "" holds the base."""
    read = (resources.files("afterword.reading.kinds") / "adverts.txt").read_text("utf-8")
    lines = (line.split(" ") for line in read.splitlines() if line and line[0] != "#")
    return {word[0] if word else "": int(number) for number, *word in lines}


def marks(subject: str, text: str, address: str, titled: AbstractSet[str], heard: AbstractSet[str]) -> set[str]:
    """What is looked at: the words `heard` in the text and `titled` in the subject, and how it is written and sent."""
    found = {f"s:{word}" for word in titled}
    found |= heard
    if "$" in text or "%" in text:
        found.add(":price")
    if "!!" in text or "!!" in subject:
        found.add(":!!")
    if _numbered(address):
        found.add(":digits")
    return found


@lru_cache(4096)
def _numbered(address: str) -> bool:
    """Do three figures stand in the mailbox's name?"""
    return sum([char.isdigit() for char in address.partition("@")[0]]) > 2


def leaning(found: set[str], known: dict[str, int] | None = None) -> float:
    """Log-odds that a mail with these marks is an advert; a mail with few known words is none."""
    known = weights() if known is None else known
    counted = found & known.keys()
    if len(counted) < FEWEST:
        return -math.inf
    return (known[""] + _SCALE / math.sqrt(len(counted)) * sum(map(known.__getitem__, counted))) / 100
