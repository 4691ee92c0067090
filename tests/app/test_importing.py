"""An import beside others: twins in a file, mail for many, somebody who writes or takes it back meanwhile, one that died."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.drawn import FIRST, LAST_DAY, ME, at
from tests.app.homes import ME_FACT, follow_ups, plan, shelves, take

from afterword import plugins
from afterword.app import importing, shelving
from afterword.app.home import Home
from afterword.app.packing import Batch, read_piece
from afterword.app.planning import understand
from afterword.app.shelving import Pending, finish, keep_piece
from afterword.app.underway import KEY, _runs, left_half_way, over, under_way
from afterword.clock import Clock
from afterword.facts import Fact, Workdays, fact
from afterword.facts.kinds import Interaction, Mailbox, Message, Ref, Tie
from afterword.sources.port import Place
from afterword.store import open_store
from afterword.store.turns import turns

ENVELOPE = "From dana@acme.example Mon Mar  2 10:00:00 2026\n"


def opened(place: Path) -> Home:
    made = Home(open_store(place), Clock(FIRST + timedelta(days=LAST_DAY)), plugins.playbooks(), lambda _c, _r, _y: frozenset())
    made.fresh()
    return made


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = opened(tmp_path / "home")
    take(made, [ME_FACT])
    return made


def letter(number: int, text: str = "Could you send me your notes by Friday?", who: str = "Dana Whitfield <dana@acme.example>", more: str = "") -> str:
    day = (FIRST + timedelta(days=LAST_DAY - 3)).strftime("%a, %d %b %Y 10:00:00 +0000")
    return f"From: {who}\nTo: Sam <{ME}>\nSubject: Notes {number}\nDate: {day}\nMessage-ID: <{number}@acme.example>\n{more}\n{text}\n"


def mbox(place: Path, *letters: str) -> Path:
    place.write_text("\n".join(ENVELOPE + one for one in letters))
    return place


def mentor(email: str = "dana@acme.example") -> Fact:
    """Makes somebody one whose questions are answered."""
    return fact(Tie(Ref("", (f"email:{email}",)), "mentor"), at(0), learnt=at(0))


def pieces(home: Home, *files: Path) -> list[tuple[Batch, tuple[str, int, int]]]:
    """Files as an import's workers read them: one piece each."""
    reader = importing._reader_for(home, ACT)
    found = []
    for file in files:
        place = Place(file, file.name, file.read_bytes()[:4096])
        source = next(s for s in plugins.sources() if s.sniff(place) > 50)
        found += [(read_piece(source, piece, reader), (file.name, piece.start, piece.stop)) for piece in source.pieces(place)]
    return found


ACT = "00000009-import-abcdef"


def same_as_rebuilt(made: Home) -> None:
    before = plan(made), shelves(made)
    made.rebuild()
    assert before == (plan(made), shelves(made))


def owed(home: Home) -> int:
    return sum(f.situation == "reply_owed" for f in follow_ups(home))


def test_a_twin_in_the_same_file_is_known_and_the_fuller_copy_is_kept(home: Home, tmp_path: Path):
    twin = letter(1, more="List-Id: <a.example>\n")
    report = importing.run(home, [mbox(tmp_path / "a.mbox", letter(1), letter(2), twin, letter(1))], plugins.sources())
    (file,) = report.files
    assert (file.read, file.new, file.known, sum(file.skipped.values())) == (4, 2, 2, 0)
    kept = next(f.body for f in home.store.in_force(["message"]) if isinstance(f.body, Message) and f.body.subject == "Notes 1")
    assert isinstance(kept, Message)
    assert kept.headers
    same_as_rebuilt(home)


def test_whoever_reads_the_same_is_kept_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One process or three: the same facts, plan and report, with the place of each bad record."""
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:Person {n} Smith\nEMAIL:p{n}@house{n}.example\nEND:VCARD\n" for n in range(30))
    (tmp_path / "book.vcf").write_text(cards + "BEGIN:VCARD\nFN:No End\n")
    mbox(tmp_path / "a.mbox", *(letter(n, who=f"Person {n} Smith <p{n}@house{n}.example>") for n in range(8)), "no mail at all")
    monkeypatch.setattr("afterword.sources.limits.RECORDS_A_PIECE", 500)
    monkeypatch.setattr("afterword.sources.limits.PIECE", 900)
    monkeypatch.setattr(importing, "SMALL", 0)
    seen = []
    for workers in (1, 3):
        made = opened(tmp_path / f"home-{workers}")
        take(made, [ME_FACT, mentor("p3@house3.example")])
        report = importing.run(made, [tmp_path / "book.vcf", tmp_path / "a.mbox"], plugins.sources(), workers=workers)
        files = sorted((f.path, f.read, f.new, f.known, tuple((p.place, p.message) for p in f.problems)) for f in report.files)
        seen.append((made.store.logical_hash(), plan(made), shelves(made), files))
    assert seen[0] == seen[1]
    assert seen[0][3][1][4] == (("card 31, line 181", "the card has no end: read as far as it goes"),)


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_who_is_who_is_settled_some_at_a_time_and_comes_out_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int):
    """People met under several addresses, names and houses, a twin that is fuller, and a home where some were known."""
    people = [("Dana Whitfield", "dana@acme.example"), ("Dana Whitfield", "dw@hollis.example"), ("Bo Lindt", "bo@acme.example"), ("Bo Lindt", "jobs@acme.example"), ("", "bo@acme.example")]
    first = mbox(tmp_path / "a.mbox", *(letter(n, who=f"{name} <{email}>") for n, (name, email) in enumerate(people[:3])))
    more = mbox(tmp_path / "b.mbox", *(letter(n, f"Notes by Friday?\n\nBest,\n{name}\nAcme Ltd\n+1 312 555 014{n}", who=f"{name} <{email}>", more="List-Id: <a.example>\n" if n < 2 else "") for n, (name, email) in enumerate(people)))
    monkeypatch.setattr("afterword.app.shelving.SETTLED", most)
    made = opened(tmp_path / "home")
    take(made, [ME_FACT, mentor()])
    importing.run(made, [first], plugins.sources())
    importing.run(made, [more], plugins.sources())
    same_as_rebuilt(made)


def test_mail_whose_headers_say_that_it_goes_to_many_is_not_read():
    body = Message(sender=Mailbox("News", "news@acme.example"), subject="Interview tips", text="We would like to invite you to an interview.", bulk=True)
    understood = understand(fact(body, at(3)), frozenset({ME}), Workdays(), "US")
    assert (understood.cue, understood.handles, understood.seen, understood.words, understood.weight) == (None, (), (), "", 0)


def test_what_came_sealed_is_what_a_plain_import_keeps(home: Home, tmp_path: Path):
    file = mbox(tmp_path / "a.mbox", *(letter(n, f"Could you send me {n} notes by Friday?") for n in range(5)))
    take(home, [mentor()])
    importing.run(home, [file], plugins.sources())
    assert "reply_owed" in {f.situation for f in follow_ups(home)}
    assert home.store.find("notes friday")
    kept = list(home.store.in_force(["message"]))
    other = opened(tmp_path / "other")
    take(other, [ME_FACT])
    take(other, [mentor()])
    take(other, kept)
    assert (plan(other), shelves(other)) == (plan(home), shelves(home))
    assert other.store.logical_hash() == home.store.logical_hash()


def test_whoever_waits_for_a_long_work_gets_in_and_is_heard_of(tmp_path: Path):
    one, other = opened(tmp_path / "home"), opened(tmp_path / "home")
    told: list[bool] = []
    with turns(one.store, 0) as turn:
        waiting = threading.Thread(target=take, args=(other, [ME_FACT]))
        waiting.start()
        while waiting.is_alive():
            told.append(turn())
        waiting.join()
        told.append(turn())
    assert any(told)
    assert one.store.count() == 1


def test_inside_a_transaction_nobody_is_let_in(tmp_path: Path):
    made = opened(tmp_path / "home")
    with made.store.transaction(), turns(made.store, 0) as turn:
        assert turn() is False
        assert made.store.writing


def test_what_others_tell_while_an_import_is_under_way_is_kept_and_planned(home: Home, tmp_path: Path):
    files = [mbox(tmp_path / f"{n}.mbox", letter(n, who=f"Person {n} Smith <p{n}@house{n}.example>")) for n in range(3)]
    read, pending = pieces(home, *files), Pending()
    under_way(home.store, home.clock)
    for number, (batch, span) in enumerate(read):
        keep_piece(home, batch, ACT, span, pending)
        bo = Ref("Bo Lindt", ("email:bo@acme.example",))
        call = fact(Interaction("call", (bo,), note=span[0]), at(LAST_DAY), learnt=at(LAST_DAY))
        take(opened(tmp_path / "home"), [mentor(f"p{number}@house{number}.example"), call])
    assert home.store.meta(KEY)
    finish(home, pending, lambda *_: None)
    assert not home.store.meta(KEY)
    assert owed(home) == 3
    same_as_rebuilt(home)


def test_what_a_large_import_has_touched_is_planned_before_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As often as it may be: the plan is that of one import in one go, and a later file closes what an earlier one opened."""
    answer = f"From: Sam <{ME}>\nTo: dana@acme.example\nSubject: Re: Notes 1\nIn-Reply-To: <1@acme.example>\nDate: {FIRST + timedelta(days=LAST_DAY - 1):%a, %d %b %Y 10:00:00 +0000}\n\nHere they are.\n"
    mails = (letter(1), letter(2, who="Bo Lindt <bo@acme.example>"), answer, letter(4, who="Dana Whitfield <dana@home.example>"))
    files = [mbox(tmp_path / f"{n}.mbox", one) for n, one in enumerate(mails)]
    found = []
    for number, many in enumerate((shelving.MANY, 0)):
        monkeypatch.setattr(shelving, "MANY", many)
        made = opened(tmp_path / f"home-{number}")
        take(made, [ME_FACT, mentor(), mentor("bo@acme.example")])
        report = importing.run(made, files, plugins.sources(), workers=1)
        assert not made.store.meta(KEY)
        found.append((report.facts, made.store.logical_hash(), plan(made), shelves(made), owed(made)))
        same_as_rebuilt(made)
    assert found[0] == found[1]
    assert found[0][-1] == 1


def test_an_import_taken_back_while_it_is_under_way_is_gone_whole_and_comes_back_whole(home: Home, tmp_path: Path):
    files = [mbox(tmp_path / f"{n}.mbox", letter(n, who=f"Person {n} Smith <p{n}@house{n}.example>")) for n in range(3)]
    take(home, [mentor(f"p{n}@house{n}.example") for n in range(3)])
    (first, *rest), pending = pieces(home, *files), Pending()
    keep_piece(home, first[0], ACT, first[1], pending)
    opened(tmp_path / "home").undo(act=ACT)
    for batch, span in rest:
        keep_piece(home, batch, ACT, span, pending)
    finish(home, pending, lambda *_: None)
    assert not list(home.store.in_force(["message"]))
    assert not owed(home)
    same_as_rebuilt(home)
    home.undo(again=True, act=ACT)
    assert len(list(home.store.in_force(["message"]))) == 3
    assert owed(home) == 3
    same_as_rebuilt(home)


def test_a_living_import_is_left_alone_and_a_dead_one_is_made_whole(home: Home, tmp_path: Path):
    assert not left_half_way(home.store, home.clock)
    under_way(home.store, home.clock)
    assert not left_half_way(home.store, home.clock)
    mine = json.loads(home.store.meta(KEY))
    dead = {**mine, "by": json.dumps({**json.loads(mine["by"]), "pid": 1, "started": 7})}
    for told in (json.dumps(dead), "00000002-import-abcdef"):
        home.store.put_meta(KEY, told)
        assert left_half_way(home.store, home.clock)
    home.store.put_meta(KEY, json.dumps(dead))
    over(home.store)
    assert left_half_way(home.store, home.clock)  # another's: only a repair ends it
    assert not opened(tmp_path / "home").store.meta(KEY)


def test_a_process_is_known_to_run_where_nothing_more_can_be_asked():
    assert _runs(os.getpid())
    assert not _runs(0)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert not _runs(ended.pid)


def test_an_import_that_fails_half_way_is_made_whole_by_the_next(home: Home, tmp_path: Path):
    take(home, [mentor()])
    file = mbox(tmp_path / "a.mbox", letter(1))

    def broken(_: importing.State) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(home, [file], plugins.sources(), broken)
    assert left_half_way(home.store, home.clock)
    assert importing.run(home, [file, mbox(tmp_path / "b.mbox", letter(2))], plugins.sources()).facts == 1
    assert owed(home) == 1
    same_as_rebuilt(home)
