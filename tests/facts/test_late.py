"""A pattern that is compiled late answers as a pattern does."""

from __future__ import annotations

import re

import pytest

from afterword.facts.late import late


def test_it_answers_as_the_pattern_it_stands_for() -> None:
    ours, theirs = late(r"(?P<word>b+)(a)?", re.IGNORECASE), re.compile(r"(?P<word>b+)(a)?", re.IGNORECASE)
    for text in ("abba", "BB", "", "xyz"):
        assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]
        assert ours.sub("-", text) == theirs.sub("-", text)
        assert ours.subn("-", text) == theirs.subn("-", text)
        assert ours.split(text) == theirs.split(text)
        assert ours.findall(text) == theirs.findall(text)
        assert bool(ours.match(text)) == bool(theirs.match(text))
        assert bool(ours.fullmatch(text)) == bool(theirs.fullmatch(text))
        assert bool(ours.search(text)) == bool(theirs.search(text))
    assert (ours.pattern, ours.flags, ours.groups, dict(ours.groupindex)) == (theirs.pattern, theirs.flags, theirs.groups, dict(theirs.groupindex))


def test_a_bad_pattern_is_told_when_it_is_used() -> None:
    bad = late("(")
    with pytest.raises(re.error):
        bad.search("x")
