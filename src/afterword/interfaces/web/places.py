"""Countries, time zones and languages to choose from, as the zone data names them."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path


def _table(name: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """(code, name), by name."""
    return tuple(sorted(((code, name) for code, name, *_ in _table("iso3166.tab")), key=lambda pair: pair[1]))


@cache
def zones() -> tuple[str, ...]:
    """Every time zone a person lives in."""
    return tuple(sorted(row[2] for row in _table("zone.tab")))


def zone_here(link: Path = Path("/etc/localtime")) -> str:
    """The time zone of the machine we run on; empty where it does not say."""
    for given in (os.environ.get("TZ", "").lstrip(":"), "/".join(link.resolve().parts[-2:]), "/".join(link.resolve().parts[-3:])):
        if given in zones():
            return given
    return ""


def country_of(zone: str) -> str:
    """The country that a zone lies in; empty where it is not known."""
    return next((row[0] for row in _table("zone.tab") if row[2] == zone), "")
