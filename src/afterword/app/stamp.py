"""What the caches were made with. Light on purpose: the fast page compares it before anything else is loaded."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from afterword import __version__

SCHEMA = "4"
"""Version of what is kept beside the plan."""
READER = "7"
"""Version of what a reading holds. A change drops the caches, and the past is read again."""


def prefix() -> str:
    """What every stamp of this program begins with; what follows it stands for playbooks and timings."""
    return f"{__version__}/{SCHEMA}.{READER}/"


def settings_digest(home: Path) -> str:
    """The settings a page was made with, by their file; empty where all are defaults."""
    file = home / "settings.toml"
    return sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else ""
