"""Handles: which mailboxes are somebody's own, and which guests are rooms."""

import pytest

from afterword.facts.handles import is_role_mailbox, is_room


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("weavers@lists.kiln.example", True), ("oak-talk@groups.kiln.example", True), ("careers@kiln.example", True),
        ("dana@groups.example", False), ("dana@mail.kiln.example", False), ("lists@kiln.example", False),
    ],
)  # fmt: skip
def test_a_mailbox_of_many_is_nobodys_own(address: str, shared: bool) -> None:
    assert is_role_mailbox(address) is shared


@pytest.mark.parametrize(
    ("name", "location", "room"),
    [("Zaal Noord", "Zaal Noord (8p)", True), ("Harbour View", "2nd floor, Harbour View", True), ("Dana Reed", "Dana Reed's office", False), ("Dana Reed", "", False)],
)  # fmt: skip
def test_a_guest_named_like_the_place_is_the_place(name: str, location: str, room: bool) -> None:
    assert is_room(name, "x@kiln.example", location) is room
