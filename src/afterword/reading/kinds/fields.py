"""Letters laid out as forms: lines such as "Role: Firmware Engineer", each of which ends where its line does."""

from __future__ import annotations

import re

_FIELD = re.compile(r"[ \t>*\u2022-]*[^\W\d_][\w /&'-]{1,28}: *\S")
_LONGEST = 100  # characters of a field's line


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, and every field in them by itself; each on one line."""
    found: list[str] = []
    for part in text.split("\n\n"):
        if ":" not in part or "\n" not in part:
            found.append(" ".join(part.split()))
            continue
        run: list[str] = []
        for line in part.split("\n"):
            if len(line) <= _LONGEST and _FIELD.match(line):
                found += [" ".join(run), " ".join(line.split())]
                run = []
            else:
                run += line.split()
        found.append(" ".join(run))
    return [one for one in found if one]
