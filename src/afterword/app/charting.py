"""The map of the user's people by company and closeness, with the ways to a target lit."""

from __future__ import annotations

from afterword.app.home import Home
from afterword.app.reaching import Reach
from afterword.facts import handles as h
from afterword.network.evidence import own
from afterword.network.layout import Dot, Map, placed
from afterword.network.strength import strength
from afterword.story import PersonStory

WHOLE = 0.6
"""The strength that fills a circle: what mail and talks alone can reach (PLAYBOOK.md section 2)."""
NEAREST = "Friends and family"
"""Where those stand who are known from no company."""
SHOWN = 300
"""People on a map: with more, the closest."""


def people_map(home: Home, found: Reach | None = None) -> tuple[Map, int]:
    """Everybody in the search, and whoever stands on a way of `found`. Second: how many more there are."""
    lit = [tuple(hop.key for hop in way.hops) for way in found.ways] if found else []
    ways = {hop.key: hop for way in found.ways for hop in way.hops} if found else {}
    keys = {k for k in home.store.subjects() if not h.is_house(k)} | set(ways)
    dots = []
    for key in sorted(keys):
        story = home.world.person(key) if not key.startswith("heard:") else None
        if story is not None and story.name and not story.mailbox:
            dots.append(_dot(home, story))
        elif key in ways:
            shown = ways[key].person
            dots.append(Dot(key, shown["name"], shown["organisation"], 0, ways[key].evidence, heard=True))
    dots.sort(key=lambda d: (d.key not in ways, -d.close, d.name, d.key))
    return placed(dots[:SHOWN], lit), max(0, len(dots) - SHOWN)


def _dot(home: Home, story: PersonStory) -> Dot:
    tie = own("me", story, home.today)
    house = _house(home, story) or (NEAREST if story.tied("relative", "friend") else "")
    title = ", ".join(filter(None, (story.name, story.title, house, tie.text if tie else "")))
    emails = [e for e in story.emails if e not in story.left_mailboxes]
    href = f"mailto:{emails[0]}" if emails else f"https://www.linkedin.com/in/{story.slugs[0]}" if story.slugs else ""
    close = min(1.0, strength(story, home.today) / WHOLE)
    return Dot(story.key, story.name, house, close, title, href if story.stop is None else "", tie is None)


def _house(home: Home, story: PersonStory) -> str:
    """Their company as people write it; the user's own mail provider is none."""
    domains = {h.domain_handle(e) for e in home.me.emails} - home.me.employer_handles - {""}
    private = domains | {f"org:{h.label(x)}" for x in domains}
    if set(story.organisations) <= private:
        return ""
    house = home.world.organisation(story.organisations[0])
    known = [
        house.name if house is not None else "",
        story.organisation,
        *(j.organisation for j in story.jobs),
        *(t.organisation for t in story.ties),
    ]
    own_names = [
        n
        for n in known
        if n
        and (
            h.org_handle(n) in story.organisations
            or any(h.fits(x, n) for x in story.organisations if x.startswith("domain:"))
        )
    ]
    return next((n for n in own_names if " " in n), (own_names or known)[0])
