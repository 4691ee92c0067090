"""One run of the main job, to be killed at any point and run again: init, import, skip one follow-up, import again.

    python -m tests.app.crash_run HOME FILES
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from afterword import demo, plugins
from afterword.app import deciding, importing, shelving
from afterword.bootstrap import open_home
from afterword.facts import codec
from afterword.facts.kinds import Identity, Search
from afterword.store import turns
from afterword.strategy.model import FollowUp

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)


def say(*words: object) -> None:
    """To whoever started this run, at once: what was said before a kill has to be read."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def run(place: Path, files: Path) -> None:
    turns.HELD = 0.0  # a plan gives way wherever it can: as many points in each run, however fast it is
    shelving.MANY = 300  # as in a large import: planned once on the way
    home = open_home(place, NOW)
    if not home.me.emails:
        me = Identity(demo.ME.name, demo.ME.emails, me=True, zone=demo.ME.zone, country=demo.ME.country)
        home.record([me, Search("start")], "init")
        say("kept init")
    importing.run(home, [files], plugins.sources())
    say("kept import")
    whole = [codec.loads(FollowUp, body) for body in home.store.follow_ups()]
    thanks = next((f for f in whole if f.situation == "keep_warm"), None)
    if thanks is not None and not any(True for _ in home.store.in_force(["decision"])):
        deciding.skip(home, thanks.key)
    say("hash", home.store.logical_hash(), len(home.store.follow_ups()))
    store = home.store
    shown = (store.follow_ups(), store.waiting(), store.questions(), [o.body for o in store.outreach()], store.persons())
    say("plan", sha256(repr(shown).encode()).hexdigest())
    say("importing", repr(store.meta("importing")))


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
