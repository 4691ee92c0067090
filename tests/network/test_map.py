"""The map: nothing overlaps, nothing is lost, and nothing in it can run."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from afterword.network.layout import Dot, placed
from afterword.network.picture import svg, text

NS = "{http://www.w3.org/2000/svg}"
PEOPLE = tuple(
    Dot(str(n), f"Person {n}", f"House {n % 17}" if n % 9 else "", (n * 37 % 100) / 100, href=f"mailto:p{n}@x.example")
    for n in range(300)
)


def test_blocks_of_300_people_stand_apart_and_leave_the_middle_free() -> None:
    made = placed(PEOPLE)
    assert sum(len(b.people) for b in made.blocks) == 300
    for a, b in combinations(made.blocks, 2):
        assert (
            a.left + a.width <= b.left
            or b.left + b.width <= a.left
            or a.top + a.height <= b.top
            or b.top + b.height <= a.top
        )
    for block in made.blocks:
        assert not (block.left < 0 < block.left + block.width and block.top < 0 < block.top + block.height)
        for one in block.people:
            assert block.left <= one.x <= block.left + block.width
            assert block.top <= one.y <= block.top + block.height


def test_the_order_of_people_does_not_matter() -> None:
    assert placed(PEOPLE) == placed(reversed(PEOPLE))


def test_a_route_is_green_and_its_people_are_links() -> None:
    drawn = ET.fromstring(svg(placed(PEOPLE, [("5", "40")])))
    paths = drawn.findall(f"{NS}path")
    assert len(paths) == 4  # two steps, each with its rim
    assert {p.get("stroke") for p in paths} == {"#1f5c4d", "#faf7f1"}
    assert len(drawn.findall(f"{NS}a")) == 300
    assert not [e for e in drawn.iter() if e.tag in (f"{NS}script", f"{NS}style", f"{NS}foreignObject")]


def test_a_crowd_at_one_house_is_counted() -> None:
    crowd = [Dot(str(n), f"P{n}", "Big", 0.5) for n in range(60)]
    assert [(len(b.people), b.more) for b in placed(crowd).blocks] == [(42, 18)]
    assert "         and 18 more" in text(placed(crowd))


def test_the_text_says_the_same() -> None:
    lines = text(placed([Dot("a", "Ana", "Acme", 1), Dot("b", "", "Kestrel", 0, heard=True)], [("a", "b")]))
    assert lines[0] == "you → Ana → somebody at Kestrel"
    assert " * ●●●●● Ana" in lines


def test_nobody_at_all_is_still_a_picture() -> None:
    assert ET.fromstring(svg(placed([]))).find(f"{NS}circle") is not None


@given(st.text(), st.text(), st.text())
def test_no_name_breaks_the_document(name: str, house: str, title: str) -> None:
    drawn = svg(placed([Dot("a", name, house, 0.5, title, 'mailto:"><script>@x.example')], [("a",)]))
    assert not [e for e in ET.fromstring(drawn.encode("utf-8")).iter() if "script" in e.tag]


def test_left_of_the_middle_the_circles_stand_on_the_right_of_their_names() -> None:
    made = placed(PEOPLE, [("5", "40")])
    for block in made.blocks:
        assert block.turned == (block.left + block.width < 0)
        assert {p.turned for p in block.people} == {block.turned}
    drawn = svg(made, "Ways to Acme")
    assert "a way, the best one strongest" in drawn
    assert "only heard of" in svg(placed(PEOPLE))
    assert "a way, the best one strongest" not in svg(placed(PEOPLE))
