"""Keeping an article or a piece of news for somebody."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("save")
@click.argument("text", metavar="URL|TEXT")
@click.option("--for", "whom", required=True, metavar="PERSON|TOPIC", help="a person you know, a company, or a topic")
@click.option("--title", default="", help="what it is called; else the words beside the address")
@click.option("--note", default="", help="why, for yourself: it is never sent")
def save(text: str, whom: str, title: str, note: str) -> None:
    """Keep something worth passing on; it goes into one draft to them. Nothing is fetched."""
    from afterword.app import saving

    kept = saving.save(desk.home(), text, whom, title=title, note=note)
    what = f"“{kept.title}”" if kept.title else kept.url
    who = kept.person or f"whoever cares about {kept.topic}"
    words = f"{what} was kept for {who} already." if kept.known else f"Kept {what} for {who}. It goes into one draft to each."
    if kept.person and not kept.known:
        words = f"Kept {what} for {who}. It goes into the next draft that has room for it, once."
    desk.answer(words, title=kept.title, url=kept.url, person=kept.person, topic=kept.topic, known=kept.known)


COMMANDS = {"save": save}
