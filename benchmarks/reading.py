#!/usr/bin/env python3
"""How many mails a second one core reads, whole and part by part.

    benchmarks/reading.py FOLDER-OR-FILES... [--every 5] [--passes 3] [--parts]

Takes files of mails (one mail each, or an mbox). Parsing them is not timed; the cut of quoted history is. Times are CPU
seconds of this process, the best and the median of the passes; each pass reads every mail once, nothing is kept between.
`--record FILE` writes the answers, one JSON line a mail, so that two states of the code can be compared with `diff`.
"""

from __future__ import annotations

import argparse
import gc
import json
import mailbox
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from afterword.facts import Fact, Workdays, moment
from afterword.facts.kinds import Message
from afterword.reading import Address, Letter, new_words, read, reading_to
from afterword.reading import whole as room
from afterword.reading.kinds import judge
from afterword.reading.sentences import plain
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances


def raw_mails(places: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Every mail under `places`: files of one mail, or mbox files."""
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix == ".mbox":
                box = mailbox.mbox(file)
                yield from ((f"{file.name}:{key}", box.get_bytes(key)) for key in box.keys())  # noqa: SIM118 - not a dict
            elif file.is_file() and file.suffix in ("", ".txt", ".eml"):
                yield file.name, file.read_bytes()


def letters(places: list[Path]) -> Iterator[Letter]:
    """The mails as the reading room takes them."""
    for name, raw in raw_mails(places):
        for record in read_mail(raw, Slip(name, "message 1", name), Circumstances()):
            if isinstance(record, Fact) and isinstance(record.body, Message):
                body = record.body
                to = tuple(Address(box.name, box.email) for box in body.to)
                cc = tuple(Address(box.name, box.email) for box in body.cc)
                sent = moment(record.at, body.offset) if record.at else datetime(1970, 1, 1, tzinfo=UTC)
                sender = Address(body.sender.name, body.sender.email)
                me = frozenset(box.email for box in to[:1]) - {sender.email}  # who writes to himself is a list or sells something
                yield Letter(name, sent, sender, to, cc, body.subject, body.text, body.html, body.headers, me)


def timed(work: Callable[[Letter], object], mails: list[Letter], passes: int) -> tuple[float, float]:
    """Best and median CPU seconds of a pass over `mails`."""
    took = []
    for _ in range(passes):
        begin = process_time()
        for mail in mails:
            work(mail)
        took.append(process_time() - begin)
    return min(took), statistics.median(took)


def parts(mails: list[Letter], passes: int) -> None:
    """Each part of `read` alone, on what the parts before it leave it."""
    days = Workdays()
    cuts = {mail.id: new_words(mail) for mail in mails}
    texts = {key: plain(cut.text[:65_536]) for key, cut in cuts.items()}
    own = {mail.id: replace(mail, body=texts[mail.id], html="") for mail in mails}
    kinds = {mail.id: judge(own[mail.id], texts[mail.id]) for mail in mails}
    subjects = [mail for mail in mails if not (kinds[mail.id].bulk and kinds[mail.id].kind in ("job_alert", "other"))]
    print(f"{len(subjects)} of {len(mails)} are no adverts")
    work: list[tuple[str, list[Letter], Callable[[Letter], object]]] = [
        ("cut", mails, new_words),
        ("language", mails, lambda mail: room.language(texts[mail.id])),
        ("judge", mails, lambda mail: judge(own[mail.id], texts[mail.id])),
        ("details", subjects, lambda mail: room.details(mail, cuts[mail.id], "US", "en")),
        ("commitments", subjects, lambda mail: room.commitments(own[mail.id], texts[mail.id], days, kinds[mail.id].kind)),
        ("acts", subjects, lambda mail: room.acts(own[mail.id], texts[mail.id], kinds[mail.id].kind, days)),
    ]  # fmt: skip
    took = [(name, *timed(one, some, passes)) for name, some, one in work]
    whole = sum(best for _, best, _ in took)
    for name, best, median in took:
        each = f"{best / len(mails) * 1e6:7.0f} µs a mail {best / whole:5.0%}"
        print(f"{name:12} {each}   (median of passes {median / len(mails) * 1e6:.0f})")


def kinds_of_mail(mails: list[Letter], passes: int) -> None:
    """Mail for many, which a glance is enough for, and letters, apart: they differ by a factor of ten."""
    many = [mail for mail in mails if read(mail).bulk]
    letters = [mail for mail in mails if not read(mail).bulk]
    for name, some in (("for many", many), ("letters", letters)):
        if some:
            each = timed(read, some, passes)[0] / len(some)
            print(f"{name:12} {each * 1e6:7.0f} µs each, {1 / each:.0f} messages per CPU second ({len(some)} mails)")


def main() -> None:
    """Reads, times, prints."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    ask.add_argument("places", nargs="+", type=Path)
    ask.add_argument("--every", type=int, default=1, help="take every n-th mail")
    ask.add_argument("--passes", type=int, default=3)
    ask.add_argument("--parts", action="store_true", help="time each part alone too")
    ask.add_argument("--record", type=Path, help="write the answers here instead of timing")
    asked = ask.parse_args()
    mails = list(letters(asked.places))[:: asked.every]
    if asked.record:
        rows = (json.dumps(reading_to(read(mail)), ensure_ascii=True, sort_keys=True) for mail in mails)
        asked.record.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return
    for mail in mails[:500]:
        read(mail)  # tables and patterns are made once in the life of a process
    gc.freeze()  # the mails that this script holds are not the reader's to look through for garbage; a reader holds one
    best, median = timed(read, mails, asked.passes)
    each = sorted(timed(read, [mail], 1)[0] for mail in mails)
    print(f"{len(mails)} mails, {sum(len(m.body or m.html) for m in mails) / len(mails):.0f} characters each")
    print(f"{len(mails) / best:.0f} messages per CPU second (median of passes {len(mails) / median:.0f})")
    print(
        f"µs a mail: mean {best / len(mails) * 1e6:.0f}, median {each[len(each) // 2] * 1e6:.0f}, p90 {each[len(each) * 9 // 10] * 1e6:.0f}, worst {each[-1] * 1e6:.0f}"
    )
    kinds_of_mail(mails, asked.passes)
    if asked.parts:
        parts(mails, asked.passes)


if __name__ == "__main__":
    main()
