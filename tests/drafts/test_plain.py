"""The templates that come with Afterword are read without Jinja, and say what Jinja would make of them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from afterword.app.reaching import _ASKING
from afterword.drafts.plain import plain
from afterword.drafts.speech import Speech

JINJA = ImmutableSandboxedEnvironment(autoescape=False)
STEPS = ("thank_you", "ask", "introduction", "introduction_if", "tell", "first", "nudge", "second", "withdraw", "thank", "write", "again")
SLOTS = ({}, {"hook": "You said so.", "role": "Analyst", "organisation": "Acme", "ended": "rejected"}, {"who": "It's Sam;", "sour": "yes", "asks_for": "call", "introduced": "Ken", "org": "Acme"})  # fmt: skip


def packaged(place: Traversable) -> list[str]:
    found = [] if place.is_file() else [text for inner in place.iterdir() for text in packaged(inner)]
    return [place.read_text(encoding="utf-8")] if place.name.endswith(".j2") else found


def by_jinja(text: str, slots: dict[str, str]) -> str:
    speech = Speech("key", slots)
    return JINJA.from_string(text).render(**slots, say=speech.say, extra=speech.extra)


def by_plain(text: str, slots: dict[str, str]) -> str | None:
    speech = Speech("key", slots)
    return plain(text, slots, {"say": speech.say, "extra": speech.extra})


def test_every_packaged_template_says_the_same_both_ways():
    texts = [*packaged(files("afterword.strategy.playbooks")), *packaged(files("afterword.drafts")), *_ASKING.values()]
    assert len(texts) > 100
    for text, slots, step in product(texts, SLOTS, STEPS):
        known = {**slots, "step": step}
        assert by_plain(text, known) == by_jinja(text, known)


@pytest.mark.parametrize(
    "text",
    [
        "Hello {{ name }}\n\n", '{{ say("a \\"quoted\\" %} word", "é") }}', "{% if step == 'x' %}a{% elif name %}b{% else %}c{% endif %}.", "{{ name or missing or 'nobody' }}",
        "{{ 'a' if name == 'Dana' else 'b' }}{{ missing }}", "{% if name %}{% if missing %}1{% else %}2{% endif %}{% endif %}", "} { % \\n {{ name }}}",
    ],
)  # fmt: skip
def test_what_is_read_here_means_what_it_means_to_jinja(text: str):
    known = {"name": "Dana", "step": "x"}
    assert by_plain(text, known) == by_jinja(text, known)


@pytest.mark.parametrize(
    "text",
    [
        "{{ name|upper }}", "{% for x in name %}{{ x }}{% endfor %}", "{# a note #}", "{%- if name %}x{% endif %}", "{{ name.upper() }}", "{{ 1 + 1 }}", "{% if name %}x", "x{% endif %}", "{{ }}",
        "{{ name", "{% raw %}{{{% endraw %}", "{{ say(*name) }}", "{{ say(**name) }}", "{{ range }}", "{{ name[0] }}", "{{ name if true }}", "{{ not name }}", "{{ __import__('os') }}", "{% set x = 1 %}",
    ],
)  # fmt: skip
def test_anything_more_is_left_to_jinja(text: str):
    assert by_plain(text, {"name": "Dana"}) is None


def test_what_stands_in_a_slot_is_never_read_as_a_template():
    assert by_plain("Dear {{ name }}", {"name": "{{ step }}"}) == "Dear {{ step }}"
