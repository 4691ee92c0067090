"""Patterns that are tried only where their words are heard: they find what `re` finds, and no gate hides anything."""

from __future__ import annotations

import json
import random
import re
import re._parser as parser  # type: ignore[import-not-found]  # the standard library's own reading of a pattern
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import afterword.reading.note
import afterword.reading.whole  # noqa: F401 - loads every table
from afterword.reading.acts.frames import Frame
from afterword.reading.cued import Cued
from afterword.reading.dates import find, may_name_a_day
from afterword.reading.heard import heard, said
from afterword.reading.needs import alternatives, needs_of

LABELLED = Path(__file__).parent / "labelled"
SENT = datetime(2026, 3, 4, 10, tzinfo=UTC)


def patterns() -> dict[str, Cued]:
    """Every such pattern of the room by its place."""
    found: dict[str, Cued] = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("afterword.reading"):
            for key, value in vars(module).items():
                for at, one in enumerate(value if isinstance(value, tuple) else (value,)):
                    one = one.pattern if isinstance(one, Frame) else one
                    if isinstance(one, Cued) and one not in found.values():
                        found[f"{name[18:]}.{key}.{at}"] = one
    return found


PATTERNS = patterns()


def texts() -> Iterator[str]:
    """What the labelled mails say; no answer is looked at."""
    for file in sorted(LABELLED.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield json.loads(line)["body"]


def spans(pattern: Any, given: Any) -> list[tuple[int, int, str | None]]:
    return [(*hit.span(), hit.lastgroup) for hit in pattern.finditer(given)]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (r"\b(?:please|kindly) answer\b", [{" answer "}, {" please ", " kindly "}]),
        (r"\bdecisions?\b", [{" decision ", " decisions "}]),
        (r"\be-?mail\b", [{" email ", " mail "}]),
        (r"\bintroduc\w+", [{"introduc"}]),
        (r"\bwe(?:'ll| will) not decide", [{"decide"}]),
        (r"\b(?:(?:no|any) (?:[a-z]+ ){0,3}?)?doubt\b(?! that)", [{" doubt "}]),
        (r"\b(?:quite [^,]{2,40} )?near (?=[a-z])", [{" near ", " quite "}]),
        (r"\w+|\d", []),
    ],
)
def test_what_must_be_there_is_worked_out_from_the_pattern(text: str, needs: list[set[str]]) -> None:
    found = list(map(set, needs_of(text)))
    assert all(one in found for one in needs) if needs else not found


def test_a_pattern_that_needs_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word must be there"):
        Cued(r"\bcall\b", r"\d\d")


def test_alternatives_find_together_what_the_whole_finds() -> None:
    text = r"(?P<a>\b(?:one|two|three four|five)(?: more)?\b)|six"
    assert len(alternatives(text)) == 5
    given = "six and three four more, then two, one more and five"
    assert spans(Cued(text), said(given)) == spans(re.compile(text), given)


def test_of_two_at_one_place_the_earlier_alternative_is_found() -> None:
    found = Cued(r"\bcall back\b", r"\bwe call\b", r"\bcall\b").search(said("we call back"))
    assert found
    assert found.group() == "we call"


def example(tree: Any, chance: random.Random) -> str:
    """Something the parsed pattern may stand for; what it looks ahead or back for is left out."""
    made = []
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            made.append(chr(value))
        elif name in ("NOT_LITERAL", "ANY"):
            made.append("x")
        elif name == "IN":
            made.append(_one_of(value, chance))
        elif name == "BRANCH":
            made.append(example(chance.choice(value[1]), chance))
        elif name == "SUBPATTERN":
            made.append(example(value[3], chance))
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            made.extend(example(inner, chance) for _ in range(chance.randint(least, min(most, least + 2))))
    return "".join(made)


def _one_of(items: Any, chance: random.Random) -> str:
    if str(items[0][0]) == "NEGATE":
        return "x"
    kind, value = chance.choice(items)
    if str(kind) == "LITERAL":
        return chr(value)
    if str(kind) == "RANGE":
        return chr(chance.randint(*value))
    return {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "w", "CATEGORY_NOT_WORD": "-"}[str(value)]


@pytest.mark.parametrize("name", PATTERNS)
def test_whatever_a_pattern_may_stand_for_passes_its_gate(name: str) -> None:
    """Each alternative is spelt out some ways, and found in a sentence where `re` finds it."""
    chance = random.Random(name)
    for text in alternatives(PATTERNS[name].text):
        tree = parser.parse(text)
        for before, behind in (("", ""), ("well, ", " then")):
            one = said(f"{before}{example(tree, chance)}{behind}")
            plain = PATTERNS[name].pattern.search(one.low)
            gated = PATTERNS[name].search(one)
            assert (gated and gated.span()) == (plain and plain.span()), one.low


def test_in_the_labelled_mails_the_patterns_find_what_they_find_without_gates() -> None:
    sentences = [one for at, text in enumerate(texts()) if at % 12 == 0 for one in heard(text).sentences]
    for at, one in enumerate(sentences):
        for place, (name, cued) in enumerate(PATTERNS.items()):
            if (at + place) % 6 == 0:
                assert spans(cued, one) == spans(cued.pattern, one.low), (name, one.low)


def test_no_date_of_the_labelled_mails_is_hidden() -> None:
    for text in texts():
        for one in heard(text).sentences:
            if not may_name_a_day(one):
                assert find(one.plain, SENT) == (), one.plain
