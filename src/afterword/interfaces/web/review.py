"""The weekly review as a page: a look back, and next week's plan."""

from __future__ import annotations

from starlette.responses import Response

from afterword.app import reviewing
from afterword.interfaces.cli.review import done_words
from afterword.interfaces.web.asking import Asked, see


def page(asked: Asked) -> Response:
    """Everything of the week, the first few of each."""
    made = reviewing.review(asked.home)
    days = [(day, [s for s in made.plan if s.at.date() == day]) for day in sorted({s.at.date() for s in made.plan})]
    return asked.show(
        "review.html", title="The week", r=made, done=done_words(made), days=days, shown=reviewing.SHOWN, in_words=reviewing.in_words, here="/calendar",
    )  # fmt: skip


ROUTES = [see("/review", page, keep=True)]
