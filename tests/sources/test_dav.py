"""What calendar servers answer, read: addresses written one way, properties, and nothing that is no answer."""

from __future__ import annotations

import pytest

from afterword.errors import Unreadable
from afterword.sources import dav_xml
from afterword.sources.todo_list import todo_of

BASE = "https://cloud.example/dav/sam/"
TOLD = b"""<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
 <d:response><d:href>/dav/sam/work%20days/</d:href>
  <d:propstat><d:prop><d:displayname>Work &amp; days</d:displayname><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>
  <d:propstat><d:prop><d:sync-token>hidden</d:sync-token></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>
 </d:response>
 <d:response><d:href>gone.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>
 <d:sync-token> t1 </d:sync-token>
</d:multistatus>"""


def test_properties_that_are_there_are_read_and_addresses_made_whole() -> None:
    answer = dav_xml.read(TOLD, BASE)
    first, second = answer.responses
    assert (first.url, first.text("d:displayname"), first.text("d:sync-token")) == (BASE + "work%20days/", "Work & days", "")
    assert dav_xml.tag("c:calendar") in first.children("d:resourcetype")
    assert (second.url, second.status, answer.token) == (BASE + "gone.ics", 404, "t1")


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("/a/b c.ics", "https://cloud.example/a/b%20c.ics"),
        ("/a/b%20c.ics", "https://cloud.example/a/b%20c.ics"),
        ("/a/%62%2fc%2Fd", "https://cloud.example/a/b%2Fc%2Fd"),
        ("/a/sam%40postbox.example/", "https://cloud.example/a/sam@postbox.example/"),
        ("x.ics", BASE + "x.ics"),
        ("HTTPS://Cloud.Example:443/x", "https://cloud.example/x"),
        ("/\xfc.ics\r\n", "https://cloud.example/%C3%BC.ics"),
        ("", BASE),
    ],
)
def test_one_address_is_written_one_way(href: str, whole: str) -> None:
    assert dav_xml.absolute(BASE, href) == whole
    assert dav_xml.absolute(BASE, whole) == whole


@pytest.mark.parametrize("href", ["http://[", "https://x:999999/", "https://x:port/"])
def test_an_address_that_is_none_is_said_in_a_line(href: str) -> None:
    with pytest.raises(Unreadable, match="names an address that is none"):
        dav_xml.absolute(BASE, href)


@pytest.mark.parametrize("said", [b"", b"<a/>", b"not xml", b"<!DOCTYPE a><d:multistatus xmlns:d='DAV:'/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_what_is_no_answer_is_said_in_a_line(said: bytes) -> None:
    with pytest.raises(Unreadable, match="check the address"):
        dav_xml.read(said, BASE)


def test_what_is_asked_escapes_what_it_names() -> None:
    assert b"<d:sync-token>a&lt;b&amp;c</d:sync-token>" in dav_xml.sync_collection("a<b&c")
    assert b"<d:href>/a/b%20c&amp;d.ics</d:href>" in dav_xml.multiget(False, ["https://cloud.example/a/b%20c&d.ics"])
    assert b"<d:displayname>A &lt; B</d:displayname>" in dav_xml.list_of_todos("A < B")


@pytest.mark.parametrize("line", ["STATUS:COMPLETED", "COMPLETED:20260513T150000Z", "PERCENT-COMPLETE:100"])
def test_a_to_do_is_done_in_three_ways(line: str) -> None:
    made = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1@x\r\nSUMMARY:Follow-up\\, 5 minutes\r\nDUE;TZID=America/Chicago:20260513T090000\r\n{}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    done, other = todo_of(made.format(line).encode()), todo_of(made.format("STATUS:NEEDS-ACTION\r\nX-OWN:1").encode())
    assert done is not None
    assert other is not None
    assert (done.done, other.done, done.words == other.words) == (True, False, True)
    assert done.words == ("Follow-up, 5 minutes", "", 1_778_680_800_000_000)
    assert todo_of(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") is None
