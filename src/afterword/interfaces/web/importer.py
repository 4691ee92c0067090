"""The import of the page, as a process of its own: `python -m afterword.interfaces.web.importer HOME AT PATH...`.

A process, because an import takes minutes and forks its readers, which a server with threads must not. It prints one
JSON object a line: {"state": ...} as it goes, and at the end {"report": ..., "act": ...} or {"error": ...}.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from afterword.app import importing
from afterword.app.importing import State
from afterword.bootstrap import open_home
from afterword.errors import AfterwordError
from afterword.plugins import sources

OFTEN = 0.15
"""Seconds between two words about how far it is."""


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    sys.stdout.flush()


class Teller:
    """Says how far the import is, but not more often than somebody can read."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, state: State) -> None:
        now = time.monotonic()
        if now - self._last >= OFTEN or state.done >= state.total:
            self._last = now
            say({"state": asdict(state)})


def main(words: list[str]) -> int:
    """Imports; 0 when something could be read."""
    place, at, *paths = words
    home = open_home(Path(place), datetime.fromisoformat(at) if at else None)
    try:
        report = importing.run(home, paths, sources(), Teller())
        done = home.store.acts(1) if report.facts else []
        say({"report": importing.report_json(report), "act": done[0].id if done and done[0].name == "import" else ""})
    except AfterwordError as error:
        say({"error": str(error)})
        return error.exit_code
    finally:
        home.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
