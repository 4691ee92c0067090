"""`read --jsonl` holds one mail at a time and answers in the order it was asked."""

import json
import os
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from afterword.interfaces.cli.reading import stream


class Answers:
    """Standard output that keeps nothing but whether the answers came in order."""

    def __init__(self) -> None:
        self.count = 0
        self.in_order = True

    def write(self, line: str) -> int:
        self.in_order &= json.loads(line)["id"] == str(self.count)
        self.count += 1
        return len(line)

    def flush(self) -> None:
        """Nothing is kept back."""


def mails(count: int) -> Iterator[str]:
    """Letters and a list's mails, made as they are asked for."""
    for number in range(count):
        headers = {} if number % 50 == 0 else {"List-Id": "gulls.example"}
        body = f"Hello,\n\nI will call you on Friday about gull {number}.\n\nLena\n\n> {'an older word ' * 20}\n"
        mail = {
            "id": str(number),
            "sent": "2026-11-18T10:00:00-06:00",
            "from": f"lena{number}@marsh.example",
            "to": "me@post.example",
        }
        yield json.dumps({**mail, "subject": f"Gull {number}", "headers": headers, "body": body}) + "\n"


def peak(count: int, place: Path) -> tuple[int, Answers]:
    """The most memory held while `count` mails were read from a pipe, in bytes above what was held before."""
    os.mkfifo(place)

    def feed() -> None:
        with place.open("w", encoding="utf-8") as pipe:
            pipe.writelines(mails(count))

    feeder = threading.Thread(target=feed)
    feeder.start()
    tracemalloc.start()
    stream(str(place), "US")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    feeder.join()
    answers = sys.stdout
    assert isinstance(answers, Answers)
    return held, answers


def test_ten_times_the_mails_take_no_more_memory_and_keep_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    for count in (50, 150, 1500):  # the first round fills the tables and small memories that are kept in any case
        monkeypatch.setattr(sys, "stdout", Answers())
        most, answers = peak(count, tmp_path / str(count))
        assert (answers.count, answers.in_order) == (count, True)
        held.append(most)
    assert held[2] < held[1] + 2_000_000, held
