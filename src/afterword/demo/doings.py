"""What Sam typed along the way: the commands of the demo, each with its moment."""

from __future__ import annotations

from afterword.demo import archive
from afterword.demo.days import Days

FIRST_EXPORT, SECOND_EXPORT = 35, 0
CONTACTS = "Takeout/Contacts/All Contacts.vcf"


def _typed(days: Days) -> list[tuple[str, str, list[str]]]:
    first = archive.archive(days, FIRST_EXPORT)[0]
    return [
        ("d-68", "08:05", ["import", CONTACTS]),
        ("d-60", "20:10", ["tie", "Jonas Petrov", "friend", "--close", "0.9"]),
        ("d-50", "09:30", ["target", "add", "St. Brigid's Health System", "--rank", "2"]),
        ("d-35", "07:40", ["import", first]),
        ("b-6", "18:40", ["offered-intro", "--by", "Rosa Diaz", "--to", "Ken Ito at Linden Public Health Lab"]),
        ("b-6", "18:41", ["person", "edit", "Rosa Diaz", "--note", "Cuts Ken Ito's hair too. She named him twice."]),
        (
            "b-4",
            "18:10",
            [
                "log",
                "call",
                "--with",
                "Ted Rivera",
                "--voicemail",
                "--note",
                "asked who still runs the data office at St. Brigid's",
            ],
        ),
        ("b-3", "20:00", ["target", "add", "Wayfinder Health Data", "--rank", "1"]),
    ]


def accepted(days: Days) -> list[tuple[str, ...]]:
    """The end of the story: Sam takes the offer of Meridian. Only tests and the curious play it."""
    at = days.now.isoformat(timespec="seconds")
    return [
        (at, "outcome", "Meridian Health Institute", "accepted", "--role", "Surveillance Data Analyst"),
    ]


def commands(days: Days, *, end: bool) -> tuple[tuple[str, ...], ...]:
    """Instant, then the words of each command, oldest first; the last one brings all files in."""
    me = [
        "init",
        "--name",
        "Sam Rivera",
        "--email",
        "sam.rivera@postbox.example",
        "--email",
        "sam@samrivera.example",
        "--timezone",
        "America/Chicago",
        "--country",
        "US",
    ]
    typed = [("d-69", "19:00", me), *_typed(days)]
    dated = [
        (min(days.at(mark, clock), days.now).isoformat(timespec="seconds"), *words) for mark, clock, words in typed
    ]
    return (*dated, (days.now.isoformat(timespec="seconds"), "import", "."), *(accepted(days) if end else ()))
