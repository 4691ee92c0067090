"""How strong, how willing, how new: the measures of a tie (PLAYBOOK.md section 2, "Formulas")."""

from __future__ import annotations

from datetime import date
from math import log

from afterword.story.model import PersonStory


def strength(person: PersonStory, on: date) -> float:
    """`s = 0.4 close + 0.4 min(1, (ln(1+age) - ln(1+gap)) / 7) + 0.2 min(1, two_way / 10)`, in 0..1.

    `age` and `gap` are days from the first and the last contact to `on`. Where the user has not said how close,
    nothing is added for closeness.
    """
    days = [e.day for e in person.entries if not e.automatic and e.day <= on]
    contact = 0.0
    if days:
        age, gap = max((on - days[0]).days, 0), max((on - days[-1]).days, 0)
        contact = min(1.0, max(0.0, (log(1 + age) - log(1 + gap)) / 7))
    return 0.4 * (person.close or 0.0) + 0.4 * contact + 0.2 * min(1.0, person.two_way / 10)


def willingness(person: PersonStory, on: date) -> float:
    """The user's own word, else `0.2 + 0.6 s`; learnt per person as `(4 p0 + yes) / (4 + asks)`."""
    if person.help_likely is not None:
        return person.help_likely
    start = 0.2 + 0.6 * strength(person, on)
    asks = [p for p in person.passages if p.asked is not None]
    yes = sum(1 for p in asks if p.made is not None or p.offered is not None)
    return (4 * start + yes) / (4 + len(asks))


def novelty(person: PersonStory, on: date) -> float:
    """`1 - overlap` of circles; unknown overlap counts as `1 - s`."""
    return 1 - strength(person, on)


def first_hop(person: PersonStory, on: date) -> float:
    """`p * v`: with `v = 1 - s` it peaks at s = 1/3, so moderately weak ties come first."""
    return willingness(person, on) * novelty(person, on)
